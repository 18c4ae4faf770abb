package draw

import (
	"time"

	g "maragu.dev/gomponents"
)

// box is the part of a canvas that data are drawn into.
type box struct{ left, top, right, bottom float64 }

func (b box) width() float64 { return b.right - b.left }

// valueAxis is an upright axis of values with its ticks.
type valueAxis struct {
	ticks  []float64
	labels []string
}

// newValueAxis puts about n ticks around an extent.
func newValueAxis(f Frame, e extent, n int) valueAxis {
	ticks := niceTicks(e, n)
	return valueAxis{ticks, f.tickLabels(ticks)}
}

// tickLabels writes ticks short, or in full where short would make two
// neighbours look the same.
func (f Frame) tickLabels(ticks []float64) []string {
	labels := make([]string, len(ticks))
	write := f.short
	for i := 0; i < len(ticks); i++ {
		labels[i] = write(ticks[i])
	}
	for i := 1; i < len(ticks); i++ {
		if labels[i] == labels[i-1] {
			for j, v := range ticks {
				labels[j] = f.number(v)
			}
			break
		}
	}
	return labels
}

// scale maps the axis onto the height of a box.
func (a valueAxis) scale(b box) linear {
	return linear{a.ticks[0], a.ticks[len(a.ticks)-1], b.bottom, b.top}
}

// gutter is the room that the labels need at the left.
func (a valueAxis) gutter() float64 { return min(widest(a.labels), 96) + 10 }

// draw draws a faint line for each tick and its label; nothing if the ticks have
// no labels. Zero, where the data stand on it, is drawn by whoever draws the data.
func (a valueAxis) draw(c *canvas, b box) {
	if len(a.labels) == 0 {
		return
	}
	scale := a.scale(b)
	rules := g.Group{pen{"var(--line)", 1, ""}.attrs()}
	for _, v := range a.ticks {
		y := scale.at(v)
		rules = append(rules, line(b.left, y, b.right, y))
	}
	c.add(g.El("g", rules...))
	for i, v := range a.ticks {
		c.text(label{x: b.left - 8, y: scale.at(v) + textDrop, s: a.labels[i], anchor: end, max: b.left - 8})
	}
}

// baseline draws the line that data stand on: zero, if the axis has it.
func (a valueAxis) baseline(c *canvas, b box) {
	if a.ticks[0] <= 0 && a.ticks[len(a.ticks)-1] >= 0 {
		y := a.scale(b).at(0)
		c.add(line(b.left, y, b.right, y, pen{"var(--faint)", 1, ""}.attrs()))
	}
}

// unit writes the unit over the value axis and returns the room it took.
func (f Frame) unit(c *canvas, y float64) float64 {
	if f.Unit == "" {
		return 0
	}
	c.text(label{x: 0, y: y + textSize, s: f.Unit})
	return lineSpace + 4
}

// timeAxis is a level axis of dates.
type timeAxis struct {
	from, to time.Time
	hours    bool // some dates have a time of day
}

// add widens the axis to hold t. What is no date changes nothing.
func (a *timeAxis) add(t time.Time) bool {
	if !dated(t) {
		return false
	}
	if a.from.IsZero() || t.Before(a.from) {
		a.from = t
	}
	if t.After(a.to) {
		a.to = t
	}
	a.hours = a.hours || hasClock(t)
	return true
}

// holds tells whether t lies on the axis.
func (a timeAxis) holds(t time.Time) bool {
	return !t.IsZero() && !t.Before(a.from) && !t.After(a.to)
}

// scale maps the axis onto the width of a box, in seconds since 1970.
func (a timeAxis) scale(b box) timeScale {
	return timeScale{linear{float64(a.from.Unix()), float64(a.to.Unix()), b.left, b.right}}
}

// timeScale maps dates to places.
type timeScale struct{ linear }

func (s timeScale) at(t time.Time) float64 { return s.linear.at(float64(t.Unix())) }

// ticks returns the dates to label, with their step. A single date is labelled itself.
func (a timeAxis) ticks(width float64) ([]time.Time, Step) {
	if a.to.Unix() <= a.from.Unix() {
		return []time.Time{a.from}, Day
	}
	p := choosePace(a.from, a.to, width, a.hours)
	ticks := p.ticks(a.from, a.to)
	if len(ticks) == 0 {
		return []time.Time{a.from}, Day
	}
	return ticks, p.step
}

// draw writes the dates at the height y and, at outer, the year (or, under
// hours, the day) where it first shows and where it changes. A label without
// room, or where something else is taken, is left out.
func (a timeAxis) draw(c *canvas, b box, f Frame, y, outer float64, taken ...room) {
	ticks, step := a.ticks(b.width())
	dates, outers := rooms(taken), rooms(nil)
	written := ""
	for _, t := range ticks {
		x := a.scale(b).at(t)
		dates.write(c, label{x: x, y: y, s: f.tick(t, step), anchor: middle})
		if s := f.tick(t, step.outer()); step != Year && s != written {
			if outers.write(c, label{x: x, y: outer, s: s, anchor: middle}) {
				written = s
			}
		}
	}
}

// rules draws an upright line at each labelled date.
func (a timeAxis) rules(c *canvas, b box) {
	ticks, _ := a.ticks(b.width())
	rules := g.Group{pen{"var(--line)", 1, ""}.attrs()}
	for _, t := range ticks {
		x := a.scale(b).at(t)
		rules = append(rules, line(x, b.top, x, b.bottom))
	}
	c.add(g.El("g", rules...))
}

// timeAxisRoom is the height of the labels of a time axis under the data.
const timeAxisRoom = 40.0

// over is the height of the labels where they stand over the data.
func (a timeAxis) over(b box) float64 {
	if _, step := a.ticks(b.width()); step == Year {
		return 24
	}
	return 39
}

// today draws the line of the present day with its name over it, and returns
// the room that the name takes.
func (a timeAxis) today(c *canvas, b box, f Frame, t time.Time) room {
	if !a.holds(t) {
		return room{}
	}
	x := a.scale(b).at(t)
	c.add(g.El("g", tip(todayWord+", "+f.date(t)),
		line(x, b.top-4, x, b.bottom, pen{"var(--ink)", 1, ""}.attrs())))
	return c.text(label{x: x, y: b.top - 8, s: todayWord, anchor: middle, color: "var(--ink)"})
}
