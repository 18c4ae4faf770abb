package draw

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// known tells whether v is a value that can be drawn. What is not a number, is
// infinite, or is larger than anything that is counted or paid, is unknown.
func known(v float64) bool { return math.Abs(v) <= 1e100 }

// dated tells whether t is a date that can be drawn: not zero, and in the years
// 1 to 9999 that calendars are written for.
func dated(t time.Time) bool { return !t.IsZero() && t.Year() >= 1 && t.Year() <= 9999 }

// extent is the range of the values added to it.
type extent struct {
	lo, hi float64
	n      int
}

// add widens the extent to hold v; unknown values are left out.
func (e *extent) add(v float64) {
	if !known(v) {
		return
	}
	if e.n == 0 {
		e.lo, e.hi = v, v
	}
	e.lo, e.hi = math.Min(e.lo, v), math.Max(e.hi, v)
	e.n++
}

// withZero returns the extent widened to hold zero.
func (e extent) withZero() extent {
	e.add(0)
	return e
}

// nearZero returns the extent widened to hold zero where zero lies near: no
// further below the lowest value than the values spread. An axis that is cut
// off makes small moves look large, so it is only cut off where it must be.
func (e extent) nearZero() extent {
	if near := math.Min(math.Abs(e.lo), math.Abs(e.hi)); near <= e.hi-e.lo || e.single() {
		return e.withZero()
	}
	return e
}

// single tells whether the values are the same as far as can be drawn.
func (e extent) single() bool {
	return e.hi-e.lo <= 1e-9*math.Max(math.Abs(e.lo), math.Abs(e.hi)) || e.hi-e.lo < 1e-100
}

// Plain writes a number in full with commas between thousands and at most six
// decimals. It is the format of a picture that was given none.
func Plain(v float64) string {
	a := math.Abs(v)
	if a >= 1e15 || (a != 0 && a < 1e-6) {
		return strings.Replace(strconv.FormatFloat(v, 'g', 4, 64), "-", "−", 1)
	}
	s := strconv.FormatFloat(math.Round(a*1e6)/1e6, 'f', -1, 64)
	whole, decimals, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if decimals != "" {
		whole += "." + decimals
	}
	if v < 0 {
		return "−" + whole
	}
	return whole
}
