package draw

import (
	"strings"
	"time"
)

// stretch is a piece of a time axis that shares one tip.
type stretch struct {
	from, to    time.Time // the first and the last date in it
	left, right float64
}

// hoverRoom is the least width of a stretch, in units.
const hoverRoom = 9.0

// stretches divides the width of a box among dates in the order of time. Dates
// that lie too close together to point at share a stretch.
func stretches(dates []time.Time, x timeScale, b box) []stretch {
	var all []stretch
	opened := 0.0
	for _, t := range dates {
		px := x.at(t)
		if n := len(all); n > 0 && px-opened < hoverRoom {
			all[n-1].to = t
			continue
		}
		all = append(all, stretch{from: t, to: t})
		opened = px
	}
	for i := range all {
		all[i].left, all[i].right = b.left, b.right
		if i > 0 {
			all[i].left = (x.at(all[i-1].to) + x.at(all[i].from)) / 2
			all[i-1].right = all[i].left
		}
	}
	return all
}

// hoverSeries lays tips over a box: each tells a date, or a span of dates, and
// what the series were then. Series must be sorted.
func (c *canvas) hoverSeries(f Frame, series []Series, x timeScale, b box) {
	next := make([]int, len(series))
	for _, s := range stretches(moments(series), x, b) {
		lines := []string{f.span(s.from, s.to)}
		for i := range series {
			var e extent
			points := 0
			for ; next[i] < len(series[i].Points) && !series[i].Points[next[i]].At.After(s.to); next[i]++ {
				e.add(series[i].Points[next[i]].Value)
				points++
			}
			if points > 0 {
				lines = append(lines, named(series[i].Name, f.values(e)))
			}
		}
		c.add(hit(s.left, b.top, s.right-s.left, b.bottom-b.top, tip(strings.Join(lines, "\n"))))
	}
}

// span writes one date, or the first and the last of several.
func (f Frame) span(from, to time.Time) string {
	if from.Equal(to) {
		return f.date(from)
	}
	return f.date(from) + " – " + f.date(to)
}

// values writes the value of an extent, or its lowest and highest.
func (f Frame) values(e extent) string {
	switch {
	case e.n == 0:
		return unknownWord
	case e.lo == e.hi:
		return f.number(e.lo)
	}
	return f.number(e.lo) + " to " + f.number(e.hi)
}

// named puts a name before a text, if there is one.
func named(name, s string) string {
	if name == "" {
		return s
	}
	return name + ": " + s
}
