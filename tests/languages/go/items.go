// Items and token classes: what starts where, and where it ends.
package p // always stays
// <- item: -; token: keyword
//        ^ token: comment

import "fmt"
// <- item: import to 6
//     ^ token: literal

// f has a comment.
func f(x int) int {
// <- item: function to 45
	if x > 0 {
	// <- item: branch to 24 in 11
	// ^ item: -; token: identifier
		return x
		// <- item: jump to 16 in 13
	} else if y := x; y < 0 {
	//     ^ item: -; token: keyword
	//        ^ item: -
		fmt.Println(y)
		// <- item: call to 21 in 13
		// ^ token: punctuation
	}
	switch x {
	// <- item: branch to 31 in 11
	case 1:
	// <- item: -; token: keyword
		x = 2
		// <- item: assignment to 29 in 25
	}
	g := func() { x++ }
	// <- item: assignment to 32 in 11
	//            ^ item: assignment to 32 in 32
out:
// <- item: loop to 42 in 11
	for i := range g {
	// <- item: -; token: keyword
	//  ^ item: -
		break out
		// <- item: jump to 40 in 35
	}
	return 'c' + nil
	//     ^ token: literal
}
