package hard

// What reaches where: jumps, dead code, switch, select, goto, range, compound targets.
func dead(p bool) int {
	x := 1
	if p {
	// ^ reads: 4
		x = 2
		// <- binds: 5
		return x
		//     ^ reads: 8; binds: 5
	} else if x > 1 {
	//        ^ reads: 5
		panic(x)
		// <- binds: -
		//    ^ reads: 5
	} else {
		x = 3
		// <- binds: 5
	}
	return x
	//     ^ reads: 18; binds: 5
}

func loops(xs []int) (n int) {
	for {
		n++
		// <- binds: 25
		if n > 3 {
		// ^ reads: 27; binds: 25
			break
		}
		n = n + 1
		// <- binds: 25
		//  ^ reads: 27; binds: 25
	}
	i := 0
	for i = range xs {
	//  ^ binds: 37
	//            ^ reads: 25
		if i > 2 {
		// ^ reads: 38; binds: 37
			continue
		}
		n = i
		// <- binds: 25
		//  ^ reads: 38; binds: 37
	}
outer:
	for j := 0; j < n; j++ {
	//          ^ reads: 50:6, 50:21; binds: 50:6
	//              ^ reads: 27, 45, 66, 70; binds: 25
	//                 ^ binds: 50:6
		for k, x := range xs {
		//                ^ reads: 25
			if x > k {
			// ^ reads: 54
			//     ^ reads: 54
				continue outer
			}
			if x < k {
			// ^ reads: 54
			//     ^ reads: 54
				break outer
			}
			n = x
			// <- binds: 25
			//  ^ reads: 54
		}
		n += i
		// <- binds: 25
		//   ^ reads: 37, 38; binds: 37
	}
	return n + i
	//     ^ reads: 27, 45, 66, 70; binds: 25
	//         ^ reads: 37, 38; binds: 37
}

func cases(p int, c chan int) (r int) {
	x := 0
	switch y := p; {
	//          ^ reads: 79
	case y > 1:
	//   ^ reads: 81
		x = 1
		// <- binds: 80
		fallthrough
	case y > 0:
	//   ^ reads: 81
		x += 2
		// <- binds: 80
	case x > 0:
	//   ^ reads: 80
		x = 3
		// <- binds: 80
		return x
		//     ^ reads: 94; binds: 80
	default:
		x = 4
		// <- binds: 80
	}
	select {
	case x = <-c:
	//   ^ binds: 80
	//         ^ reads: 79
	case c <- x:
	//   ^ reads: 79
	//        ^ reads: 90, 99; binds: 80
		r = x
		// <- binds: 79
		//  ^ reads: 90, 99; binds: 80
	default:
		x, r = r, x
		// <- binds: 80
		// ^ binds: 79
		//     ^ reads: 79
		//        ^ reads: 90, 99; binds: 80
	}
	return r + x
	//     ^ reads: 79, 109, 113:6; binds: 79
	//         ^ reads: 90, 99, 103, 113:3; binds: 80
}

func jumps(n int) int {
	x := 0
retry:
	x = x + n
	// <- binds: 125
	//  ^ reads: 125, 127:2; binds: 125
	//      ^ reads: 124, 133; binds: 124
	if x < 10 {
	// ^ reads: 127:2; binds: 125
		n = x
		// <- binds: 124
		//  ^ reads: 127:2; binds: 125
		goto retry
	}
	var a [3]int
	a[x], x = x, a[x]
	// <- binds: 138
	//           ^ binds: 138
	//^       ^    ^ reads: 127:2; binds: 125
	//    ^ binds: 125
	x, y := n, x
	// <- binds: 125
	//      ^ reads: 124, 133; binds: 124
	//         ^ reads: 139:8; binds: 125
	return x + y + a[0]
	//     ^ reads: 144:2; binds: 125
	//         ^ reads: 144
	//             ^ binds: 138
}
