#!/usr/bin/env bash
# Which names are variables, which are functions, and what each place does to them.
count=1
# <- role: define
name="a $count"
# <- role: define
#        ^ reads: 3; binds: 3
count+=2
# <- reads: 3; role: update
list=(a "$name" $(wc -l))
# <- role: define
#         ^ reads: 5
list[count]=3
# <- role: update; reads: 10
echo "${list[@]}" "${#list[@]}" $list word
#       ^             ^          ^ reads: 13
# <- role: use; binds: -
#                                     ^ role: -
export PATH=/bin:$PATH name
#      ^ role: define
#                 ^ role: use; reads: -
#                      ^ role: use; reads: 5
readonly LIMIT=10
#        ^ role: define
unset count
#     ^ role: delete; binds: 3
echo "$count" $1 "$@" $?
#      ^ reads: -; binds: 3
#              ^ role: -
#                  ^ role: -
#                      ^ role: -

outer=1
scoped() {
# <- role: define; binds: 34
    echo $outer
    #     ^ captures: 33; binds: 33, 66
    local inner=$outer other outer=$outer
    #     ^ role: define; binds: 38
    #            ^ binds: 33
    #                  ^ role: define; binds: 38
    #                        ^ role: define; binds: 38:30
    echo $outer $inner $other
    #     ^ reads: 38:30; binds: 38:30
    #            ^ reads: 38
    #                   ^ reads: 38
    outer=2
    # <- role: define; binds: 38:30, 47
    declare -i number=0
    #          ^ binds: 49
    global=$number
    # <- binds: 51
    #       ^ reads: 49
    nested() { echo $inner $global; }
    #                ^ captures: 38; binds: 38
    #                       ^ binds: 51
    nested
    # <- reads: 54; binds: 54; role: use
}
scoped
# <- reads: 34; binds: 34
echo $global $number $outer
#     ^ binds: 51
#             ^ binds: -
#                     ^ reads: 33; binds: 33
outer=3
scoped "$outer" scoped
#        ^ reads: 66
#               ^ role: -

IFS=, read -r line rest <<< "$list"
# <- role: -
#     ^ role: use; binds: -
#          ^ role: -
#             ^ role: define
#                  ^ role: define
#                             ^ reads: 13
LANG=C sort "$line" $LANG
#             ^ reads: 71
#                    ^ reads: -; binds: -
# <- role: -
mapfile -t rows < "$rest"
#          ^ role: define
#                   ^ reads: 71
printf -v text '%s' "${rows[0]}"
#                      ^ reads: 82
#         ^ role: define; skip: which argument of a command is written depends on its options
: "${home:=$rest}" "${home:-$line}" ${home%/*} ${!home}
#    ^ role: update; binds: 88:6
#           ^ reads: 71
#                     ^ reads: 88:6
#                            ^ reads: 71
#                                     ^ reads: 88:6
#                                                 ^ reads: 88:6
sum=$(( outer + ${#text} * number2 ))
# <- role: define
#       ^ reads: 66
#                          ^ role: use; binds: -
(( sum += outer, sum++ ))
#  ^ role: update; reads: 95
#         ^ reads: 66
#                ^ role: update; reads: 99:4
(( sum = outer ? 1 : 2 ))
#  ^ role: define
[[ $sum == outer && -n $home ]]
#   ^ reads: 103
#          ^ role: -
#                       ^ reads: 88:6
cat <<EOF > "$name.txt"
$sum and ${home}
# ^ is no claim
EOF
cat <<'EOF'
$sum is text
EOF
cat <<EOF
#      ^ a heredoc is read where it stands
EOF
eval "echo \$sum"
