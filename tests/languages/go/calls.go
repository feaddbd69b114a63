package p

// What passes between functions and calls, and members and elements of objects.
type counter struct {
	total int
	cells []int
}

func (c *counter) add(n, times int) int {
	c.total += n * times
	return c.get()
}

func (c counter) get() int { return c.total }

func f(a int, rest ...int) int { return a }

var scale = func(x int) int { return x }

func main() {
	c := &counter{}
	c.cells[0] = f(1, c.cells...)
	//           ^ binds: 16
	d := *c
	d.add(scale(2), 3)
}
