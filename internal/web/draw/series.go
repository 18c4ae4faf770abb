package draw

import (
	"slices"
	"time"
)

// Point is a value on a date. A value that is not known is math.NaN; it shows as
// a gap, never as zero.
type Point struct {
	At    time.Time
	Value float64
}

// Series is a run of values over time, drawn as one line. Points may come in any
// order; those without a date are left out.
type Series struct {
	Name     string
	Points   []Point
	Tone     Tone
	Expected bool // a forecast or a plan rather than what was measured: drawn in dashes
}

// sorted returns the dated points in the order of time.
func sorted(points []Point) []Point {
	out := make([]Point, 0, len(points))
	for _, p := range points {
		if dated(p.At) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Point) int { return a.At.Compare(b.At) })
	return out
}

// anyKnown tells whether at least one of the points has a value.
func anyKnown(points []Point) bool {
	for _, p := range points {
		if known(p.Value) {
			return true
		}
	}
	return false
}

// lastKnown returns the last point that has a value.
func lastKnown(points []Point) (Point, bool) {
	for i := len(points) - 1; i >= 0; i-- {
		if known(points[i].Value) {
			return points[i], true
		}
	}
	return Point{}, false
}

// moments returns the dates of all series, each once, in the order of time.
func moments(series []Series) []time.Time {
	var all []time.Time
	for _, s := range series {
		for _, p := range s.Points {
			all = append(all, p.At)
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}
