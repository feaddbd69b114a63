package hard

// Closures share variables; a loop variable was one for the whole loop before Go 1.22.
func closures(xs []int) func() int {
	n := 0
	var rec func(int) int
	rec = func(n int) int { return rec(n - 1) }
	// <- binds: 6
	//                             ^ binds: 6
	//                                 ^ reads: 7:13
	for i, x := range xs {
	//                ^ reads: 4
		i := i
		//   ^ reads: 11
		defer func() { n += i + x }()
		//             ^ binds: 5
		//                  ^ binds: 13:3
		//                      ^ binds: 11
	}
	return func() int { n++; return n + rec(n) }
	//                  ^           ^       ^ binds: 5
	//                                  ^ binds: 6
}
