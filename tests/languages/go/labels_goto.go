package hard

// Labels have a name space of their own; goto and labelled jumps decide the flow.
func labels(n int) int {
	x := 0
x:
	for i := 0; ; i++ {
	//            ^ binds: 7:6
		switch {
		case i > n:
		//   ^ reads: 7:6, 7:16; binds: 7:6
		//       ^ reads: 4
			break x
		case n > 3:
		//   ^ reads: 4
			x = i
			// <- binds: 5
			//  ^ reads: 7:6, 7:16; binds: 7:6
			continue x
		default:
			goto end
		case i < 0:
		//   ^ reads: 7:6, 7:16; binds: 7:6
			x = n
			// <- binds: 5
			//  ^ reads: 4
			fallthrough
		case n == 7:
		//   ^ reads: 4
			x++
			// <- binds: 5
		}
	}
end:
	return x
	//     ^ reads: 5, 16, 30; binds: 5
}
