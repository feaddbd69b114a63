# Constructs that are seldom met.
first=$'a\n'
# <- item: assignment to 2; role: define
#     ^ token: literal
echo "$first"
#      ^ reads: 2
second=2 third=3; echo 4
# <- item: assignment to 7; role: define
#        ^ role: define
echo "$second" |& sort > >(cat)
# <- item: call to 10
#      ^ reads: 7
#              ^ token: operator
#                        ^ token: punctuation
text=`cat x`
#    ^ token: punctuation
data=$(< "$text")
#          ^ reads: 15
numbers() {
    typeset n=1 m
    #       ^ role: define; binds: 20
    (( n -= m, n *= 2 ))
    #  ^ role: update; reads: 20
    #          ^ role: update; reads: 22:8
    (( ++m, --n ))
    #    ^ role: update; reads: 20
    #         ^ role: update; reads: 22:16
    if [ -n "$n" -a -z "$m" ] || [[ $n == 1 || $m == 2 ]]; then
    #         ^ reads: 25:15
    #                    ^ reads: 25:10
        return
    fi
    [ "$n" -o "$m" ]
    #   ^ reads: 25:15
    : "${n=$m}"
    #    ^ role: update; reads: 25:15
    for i in 1 2; do
        for j in 3 4; do
            n=5
            break 2
        done
        n=6
    done
    echo "$n"
    #      ^ reads: 25:15, 35:10, 39, 42
    case $m in
        1) n=7 ;;&
        *) echo $n ;;
        #        ^ reads: 25:15, 35:10, 39, 42, 47; skip: what comes after `;;&` is tested, not run into
    esac
}
