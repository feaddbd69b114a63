package hard

// Receivers, embedded fields, method values and expressions; methods are not in scope by themselves.
type inner struct{ v int }

func (inner inner) get() int { return inner.v }
//                                    ^ binds: 6:7

type outer struct {
	inner
	get2 func() int
}

func (o *outer) v2(v int) int { o.v = v; f := o.get; g := (*outer).v2; return f() + g(o, o.inner.v) }
//                              ^             ^                                       ^  ^ reads: 14:7
//                                    ^ reads: 14:20
//                                                                            ^ reads: 14:42
//                                                                                  ^ reads: 14:54
