# What reaches where: conditions of several commands, loops, case, subshells, pipelines, jumps.
dead() {
    local x=1
    if test -f a; x=5; [ "$1" ]; then
        x=2
        return $x
        #       ^ reads: 5
        x=9
    elif [ "$x" ]; then
    #        ^ reads: 4
        exit "$x"
        #      ^ reads: 4
    else
        x=3
    fi
    echo $x
    #     ^ reads: 14
}

lists() {
    local a=1 b
    [ -f x ] && a=2
    echo $a
    #     ^ reads: 21, 22
    b=1 || b=2
    echo $b
    #     ^ reads: 25:5, 25:12
    test "$a" || { a=3; return; }
    #      ^ reads: 21, 22
    echo $a
    #     ^ reads: 21, 22
    ! a=4 && a=5 || a=6
    echo $a
    #     ^ reads: 32:14, 32:21
    if [[ $a == 1 && -z $b ]] || false; then a=7; fi
    #      ^ reads: 32:14, 32:21
    if false; then a=8; fi
    echo $a
    #     ^ reads: 32:14, 32:21, 35
    if :; then a=9; fi
    echo $a
    #     ^ reads: 40
}

loops() {
    local n=0 i j
    while [ $n -lt 3 ]; do
    #        ^ reads: 46, 49, 54:9
        (( n++ ))
        #  ^ reads: 46, 49, 54:9; role: update
        if [ $n = 2 ]; then continue; fi
        #     ^ reads: 49
        if [ $n = 3 ]; then n=5; break; fi
        n=$n
        #  ^ reads: 49
    done
    echo $n
    #     ^ reads: 46, 49, 53:29, 54:9
    until (( n > 9 )); do n=$(( n + 1 )); done
    #        ^ reads: 46, 49, 53:29, 54:9, 59:27
    #                           ^ reads: 46, 49, 53:29, 54:9, 59:27
    for i in 1 $n "$@"; do
    #           ^ reads: 46, 49, 53:29, 54:9, 59:27
        for (( j=0; j<i; j++ )); do
        #           ^ reads: 64:16
        #             ^ reads: 62
            n=6
            continue 2
        done
        n=7
        break
    done
    echo $n $i $j
    #     ^ reads: 46, 49, 53:29, 54:9, 59:27, 67, 70
    #        ^ reads: 46, 62
    #           ^ reads: 46, 64:16
    while read -r line; do last=$line; done < "$n"
    #                            ^ reads: 77
    #                                           ^ reads: 46, 49, 53:29, 54:9, 59:27, 67, 70
    echo $line $last
    #     ^ reads: 77:19
    #           ^ reads: 77:28
    while true; do n=8; done
    echo $n
    #     ^ reads: -
}

cases() {
    local v=0 w
    case $v in
    #     ^ reads: 89
        a | "$w") v=1 ;;
        #     ^ reads: 89
        b) v=2 ;&
        c) echo $v ;;
        #        ^ reads: 89, 94
        d) return ;;
        *) v=3 ;;
    esac
    echo $v
    #     ^ reads: 89, 92, 94, 98
    case $w in x) w=1 ;; esac
    echo $w
    #     ^ reads: 89, 102:19
}

beside() {
    local a=1 b=1 c=1
    ( a=2; echo $a; exit 1 )
    #            ^ reads: 109
    echo $a
    #     ^ reads: 108
    b=$(a=3; echo $a $b)
    #              ^ reads: 113:9
    #                 ^ reads: 108
    echo $a $b
    #     ^ reads: 108
    #        ^ reads: 113:5
    echo $c | while read -r c; do b=$c; done
    #     ^ reads: 108
    #                                ^ reads: 119:29
    echo $b $c
    #     ^ reads: 113:5
    #        ^ reads: 108
    while read -r c; do break; done < <(c=5; echo $c)
    #                                              ^ reads: 125:41
    { a=4; b=5; } > out
    echo $a $b $c
    #     ^ reads: 127
    #        ^ reads: 127
    #           ^ reads: 125:19
    for a in x; do ( break; a=6 ); done
    echo $a
    #     ^ reads: 127, 132:9
}
