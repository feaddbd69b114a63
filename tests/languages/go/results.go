package hard

import "errors"

// Named results are assigned by return, and may be changed by deferred functions.
func results(p bool) (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
		//      ^ binds: -
		//                 ^ reads: 8:6
		//                      ^ binds: -
			n, err = 1, errors.New("x")
			// <- binds: 6
			// ^ binds: 6
		}
	}()
	if p {
	// ^ reads: 6
		return 2, nil
		//        ^ binds: -
	}
	if n, err := other(n); err == nil {
	//           ^ binds: -
	//                 ^ binds: 6
	//                     ^ reads: 22:8
	//                            ^ binds: -
		return n, err
		//     ^ reads: 22:5
		//        ^ reads: 22:8
	}
	n = 3
	// <- binds: 6
	return
}
