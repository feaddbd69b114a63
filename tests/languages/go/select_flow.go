package hard

// select, switch with init, short circuits and panics: what may reach the end.
func flow(c chan int, p bool) (r int) {
	x := 0
	var y int
	select {
	case x = <-c:
	//   ^ binds: 5
	//         ^ reads: 4
	case v, ok := <-c:
	//              ^ reads: 4
		if !ok {
		//  ^ reads: 11
			panic("closed")
			// <- binds: -
		}
		x = v
		// <- binds: 5
		//  ^ reads: 11
	case c <- x:
	//   ^ reads: 4
	//        ^ reads: 5
		y = 1
		// <- binds: 6
	}
	if p && func() bool { y++; return true }() || x > 2 {
	// ^ reads: 4
	//                    ^ binds: 6
	//                                ^ binds: -
	//                                            ^ reads: 5, 8, 18; binds: 5
		x += y
		// <- binds: 5
		//   ^ binds: 6
	}
	switch x := x + 1; x {
	//          ^ reads: 5, 8, 18, 32; binds: 5
	//                 ^ reads: 36:9
	case y:
	//   ^ binds: 6
		r = x
		// <- binds: 4
		//  ^ reads: 36:9
	}
	return r + x
	//     ^ reads: 4, 41; binds: 4
	//         ^ reads: 5, 8, 18, 32; binds: 5
}
