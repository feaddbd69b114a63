package broken

func (r Row)
// <- token: keyword
//    ^ binds: 3
