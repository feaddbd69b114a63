package broken

func tell(x any, n int) {
	switch t := x.(type) {
	case int:
		use(t, n)
		//  ^ binds: 4
		//     ^ reads: 3
