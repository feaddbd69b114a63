package hard

import fmt2 "fmt"

// Predeclared names and packages can be hidden; iota counts; init and _ bind nothing.
const (
	c0 = iota
	//   ^ binds: -
	c1
	_
	len2 = len("x") + c1
	//     ^ binds: -
	//                ^ binds: 9
)

func universe(len int, string []byte) (nil error) {
	true := len > 0
	//      ^ reads: 16
	fmt2 := fmt2.Sprint(true, string)
	//                  ^ reads: 17
	//                        ^ reads: 16
	for int := range string {
	//               ^ reads: 16
		_ = int
		//  ^ reads: 22
	}
	_ = fmt2
	//  ^ reads: 19:2
	type error int
	var e error = 1
	//    ^ binds: 29
	_ = e
	//  ^ reads: 30
	return nil
	//     ^ reads: 16
}
