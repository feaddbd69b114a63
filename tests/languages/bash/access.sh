#!/usr/bin/env bash
greet() {
  local name=$1
  echo "$name" "${2:-x}" "$3"
  return 4
}
all() {
  greet "$@"
# ^ calls: 2; returns: 5
  #      ^ passes: 1?, 2?, 3?
  echo "$*"
}
one=1
greet "$one" two
# <- calls: 2; returns: 5
#      ^ passes: 1?
#            ^ passes: 2?
all 3 "$one"
# <- calls: 7
#   ^  ^ passes: *?, @?
xs=(1 2)
xs[0]=4
xs[i]=5
xs[1]+=6
#  ^ path: 23?
echo "${xs[0]}" "${xs[i]}" "${#xs[@]}"
#          ^ path: 22, 23?
#                     ^           ^ path: 22?, 23?, 24?
echo $(( xs[0] + 1 ))
#           ^ path: 22, 23?
