package hard

// := declares in the innermost block, and reuses only names of that same block.
func shadow(n int) (err error) {
	x, err := n, error(nil)
	// ^ binds: 4
	//        ^ reads: 4
	//                 ^ binds: -
	if x, err := other(x); err != nil {
	//           ^ binds: 39
	//                 ^ reads: 5
	//                     ^ reads: 9:8
	//                            ^ binds: -
		return err
		//     ^ reads: 9:8
	} else if y := x; y > 0 {
	//             ^ reads: 9:5
	//                ^ reads: 16:12
		x, err = y, nil
		// <- binds: 9:5
		// ^ binds: 9:8
		//       ^ reads: 16:12
		//          ^ binds: -
	}
	{
		x := x
		//   ^ reads: 5
		x, y := x+1, x
		// <- binds: 26:3
		//      ^    ^ reads: 26:3
		_, _ = x, y
		//     ^ reads: 28:3; binds: 26:3
		//        ^ reads: 28
	}
	return err
	//     ^ reads: 5; binds: 4
}

func other(int) (int, error) { return 0, nil }
//                                       ^ binds: -
