package hard

type point struct{ x, y int }

// Keys of struct literals are fields, those of maps and arrays are expressions.
func literals(x, y int) interface{} {
	const k = 1
	p := point{x: x, y: y}
	//            ^ reads: 6
	//                  ^ reads: 6
	m := map[int]point{x: {y: x}, y: {x, y}}
	//                 ^      ^       ^ reads: 6
	//                            ^      ^ reads: 6
	a := [...]int{k: x, y}
	//            ^ binds: 7
	//               ^ reads: 6
	//                  ^ reads: 6
	q := []*point{{x: k}, &p}
	//                ^ binds: 7
	//                     ^ binds: 8
	return struct{ x, p interface{} }{x: m, p: []interface{}{a, q, p.x}}
	//                                   ^ reads: 11
	//                                                       ^ reads: 14
	//                                                          ^ reads: 18
	//                                                             ^ binds: 8
}
