package rare

import (
	"fmt"
	. "math"
)

var (
	first  = 1
	second = first
	//       ^ binds: 9
)
var third = second
//          ^ binds: 10
const limit = 3

type Row struct{ x int }
type Pair[T any] = struct{ a, b T }
//                              ^ binds: 18:11
type Reader interface{ Read(size int) (count int) }
//                          ^ role: -

func all(rows ...Row) fmt.Stringer {
//                    ^ role: use
	;
	go print(third)
	// <- item: call to 26 in 23
	left := 2
	left--
	// <- role: update
	fixed := [2]int{left, limit}
	//              ^ reads: 29
	ok := true
	for ok { ok = false }
	//  ^ reads: 33, 34:11
	for true { break }
	for false { left = 4 }
	for left > 0 { left-- }
	//  ^ reads: 29, 38:17
	for !ok { ok = !ok }
	for more(left) { left-- }
	for fixed[0] > 1 {}
	for (ok) { break }
	//   ^ reads: 33, 34:11, 40:12
	for rows[0].ok { break }
	for fixed[left] { break }
	for any(ok).(bool) { break }
	return nil
}
