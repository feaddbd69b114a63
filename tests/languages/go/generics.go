package hard

// Type parameters are scoped to the declaration; a receiver names them anew.
type list[T any] struct {
	head T
	next *list[T]
}

func (l *list[E]) push(e E) *list[E] { return &list[E]{e, l} }
//                       ^        ^                 ^ binds: 9:15
//                                                     ^ reads: 9:24
//                                                        ^ reads: 9:7

func mapOf[K comparable, V, T any](m map[K]V, f func(V) T) (out map[K]interface{}) {
//                                       ^                          ^ binds: 14:12
//                                         ^         ^ binds: 14:26
//                                                      ^ binds: 14:29
	type V2 = V
	//        ^ binds: 14:26
	for k, v := range m {
	//                ^ reads: 14
		var x V2 = v
		//    ^ binds: 18
		//         ^ reads: 20
		out[k] = f(x)
		// <- reads: 14
		//  ^ reads: 20
		//       ^ reads: 14
		//         ^ reads: 22
	}
	return
}
