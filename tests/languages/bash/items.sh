#!/bin/bash
# Items and token classes: what starts where, and where it ends.
# <- token: comment

set -eu; readonly DIR="$(cd "$(dirname "$0")" && pwd)"
# <- item: call to 5; token: literal
#        ^ item: declaration to 5; token: keyword
#                 ^ token: identifier
#                    ^ token: operator
#                     ^ token: literal
#                        ^ item: branch to 5 in 5
#      ^ token: punctuation

usage() {
# <- item: function to 27; token: literal
    cat <<EOF
    # <- item: call to 20 in 14
Usage: $0 [options] $(basename "$0")
#                     ^ item: call to 18 in 16
EOF
    : nothing
    # <- item: call to 21 in 14
    :
    # <- item: -
    return 1
    # <- item: jump to 25 in 14
}

function main {
# <- item: function to 106; token: keyword
    local opt files=()
    # <- item: declaration to 31 in 29
    #     ^ token: identifier
    if [ $# -eq 0 ]; then usage; fi
    # <- item: branch to 34 in 29
    #  ^ item: -; token: keyword
    #    ^ token: punctuation
    #       ^ token: operator
    #                     ^ item: call to 34 in 34
    if [[ -n ${1-} ]]
    # <- item: branch to 58 in 29
    #     ^ token: operator
    then
    # <- item: -; token: keyword
        shift
        # <- item: call to 45 in 40
    elif test -d "$DIR"
    # <- item: -; token: keyword
    #    ^ item: -
    then
        opt=1; files+=(a b)
        # <- item: assignment to 51 in 40; token: identifier
        #      ^ item: assignment to 51 in 40
    else
    # <- item: -; token: keyword
        exit 2
        # <- item: jump to 56 in 40
    fi
    # <- item: -; token: keyword
    for file in "${files[@]}" *.txt; do
    # <- item: loop to 72 in 29
    #   ^ item: -; token: identifier
    #                         ^ token: literal
    #                                ^ token: keyword; item: -
        [ -f "$file" ] || continue
        # <- item: branch to 65 in 60
        while read -r line; do echo "$line"; done < "$file" > out
        # <- item: loop to 67 in 60
        #     ^ item: -
        #                      ^ item: call to 67 in 67
        #                                         ^ token: operator
    done
    for (( i = 0; i < 3; i++ )); do break; done
    # <- item: loop to 73 in 29
    #   ^ token: punctuation
    #                               ^ item: jump to 73 in 73
    until false; do sleep 1 & done
    # <- item: loop to 77 in 29
    #               ^ item: call to 77 in 77
    #                       ^ token: operator
    case $opt in
    # <- item: branch to 89 in 29
        1 | 2) echo one; echo two ;;
        # <- item: -
        #      ^ item: call to 83 in 81
        #                ^ item: call to 83 in 81
        #                         ^ token: punctuation
        *) ;;
    esac
    ( cd /tmp && rm -f x )
    # <- item: other to 90 in 29
    # ^ item: branch to 90 in 90
    { date; ls | wc -l; } >> log 2>&1
    # <- item: other to 93 in 29
    # ^ item: call to 93 in 93
    #       ^ item: call to 93 in 93
    (( opt++ ))
    # <- item: other to 97 in 29; token: punctuation
    #  ^ item: -
    ! grep -q 'x y' <(sort "$file")
    # <- item: call to 100 in 29
    #         ^ token: literal
    #                 ^ item: call to 100 in 100
    x=1 y=2 env
    # <- item: call to 104 in 29
}
# <- item: -

main "$@"
# <- item: call to 109
