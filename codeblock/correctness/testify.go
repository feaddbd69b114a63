// Package assert has the few assertions that the Go problems of HumanEvalPack use, under the name they ask for.
package assert

import (
	"math"
	"reflect"
	"testing"
)

// Assertions reports to one test.
type Assertions struct{ t *testing.T }

// New is the assertions of a test.
func New(t *testing.T) *Assertions { return &Assertions{t} }

func (a *Assertions) check(ok bool, words ...any) bool {
	a.t.Helper()
	if !ok {
		a.t.Error(words...)
	}
	return ok
}

// Equal holds where both are deeply equal.
func (a *Assertions) Equal(wanted, found any, _ ...any) bool {
	return a.check(reflect.DeepEqual(wanted, found), "wanted", wanted, "found", found)
}

// NotEqual holds where they are not.
func (a *Assertions) NotEqual(wanted, found any, _ ...any) bool {
	return a.check(!reflect.DeepEqual(wanted, found), "found", found)
}

// True holds where the value is.
func (a *Assertions) True(value bool, _ ...any) bool { return a.check(value, "wanted true") }

// False holds where the value is not.
func (a *Assertions) False(value bool, _ ...any) bool { return a.check(!value, "wanted false") }

// Nil holds of nil.
func (a *Assertions) Nil(value any, _ ...any) bool {
	return a.check(value == nil || reflect.ValueOf(value).IsNil(), "wanted nil, found", value)
}

// InDelta holds where two numbers are that close.
func (a *Assertions) InDelta(wanted, found any, delta float64, _ ...any) bool {
	w, f := reflect.ValueOf(wanted).Float(), reflect.ValueOf(found).Float()
	return a.check(math.Abs(w-f) <= delta, "wanted", wanted, "found", found)
}
