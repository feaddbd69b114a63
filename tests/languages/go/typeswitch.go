package hard

// The symbol of a type switch is a new variable in each clause.
func typeswitch(v interface{}) int {
	switch v := v.(type) {
	//          ^ reads: 4
	case int:
		return v
		//     ^ reads: 5:9
	case string, []byte:
		_ = v
		//  ^ reads: 5:9
	case nil:
	//   ^ binds: -
	default:
		switch v := v.(type) {
		//          ^ reads: 5:9
		case error:
			return len(v.Error())
			//     ^ binds: -
			//         ^ reads: 16:10
		}
	}
	switch x := v; x := x.(type) {
	//          ^ reads: 4
	//                  ^ reads: 24:9
	case int:
		return x
		//     ^ reads: 24:17
	}
	return 0
}
