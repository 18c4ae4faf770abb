package draw

import (
	"sort"
	"time"

	g "maragu.dev/gomponents"
)

// Band is an interval that changes over time, such as where a forecast lies with
// a chance of 80 %.
type Band struct {
	Name   string
	Points []Interval
}

// Interval is a low and a high value on a date.
type Interval struct {
	At        time.Time
	Low, High float64
}

// draw draws the interval as pale areas, one for each run of known bounds.
func (b *Band) draw(c *canvas, x timeScale, y linear) {
	for _, run := range b.runs() {
		var p path
		for i, v := range run {
			p.to("ML"[min(i, 1)], x.at(v.At), y.at(v.High))
		}
		for i := len(run) - 1; i >= 0; i-- {
			p.line(x.at(run[i].At), y.at(run[i].Low))
		}
		p.close()
		c.add(p.node(bandFill()))
	}
}

// runs splits the band where a bound is unknown.
func (b *Band) runs() [][]Interval {
	if b == nil {
		return nil
	}
	var runs [][]Interval
	open := false
	for _, v := range b.Points {
		if !known(v.Low) || !known(v.High) {
			open = false
			continue
		}
		if !open {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], v)
		open = true
	}
	return runs
}

func bandFill() g.Node { return tint("var(--sea)", ".14") }

// key explains the band, with its label at the height y.
func (b *Band) key(y float64) key {
	sample := func(_ *canvas, x, y float64) g.Node { return rect(x, y-5, sampleWidth, 10, bandFill()) }
	return key{b.Name, sample, y}
}

// last returns the last interval of which both bounds are known.
func (b *Band) last() (Interval, bool) {
	runs := b.runs()
	if len(runs) == 0 {
		return Interval{}, false
	}
	run := runs[len(runs)-1]
	return run[len(run)-1], true
}

// sorted returns the band in the order of time, without what has no date.
func (b *Band) sorted() *Band {
	if b == nil {
		return nil
	}
	points := make([]Interval, 0, len(b.Points))
	for _, v := range b.Points {
		if dated(v.At) {
			points = append(points, v)
		}
	}
	sort.SliceStable(points, func(i, j int) bool { return points[i].At.Before(points[j].At) })
	return &Band{b.Name, points}
}

// withBand returns the series and the two bounds of the band.
func (l Line) withBand() []Series {
	if l.Band == nil {
		return l.Series
	}
	low := Series{Name: l.Band.Name + ", low"}
	high := Series{Name: l.Band.Name + ", high"}
	for _, v := range l.Band.Points {
		low.Points = append(low.Points, Point{v.At, v.Low})
		high.Points = append(high.Points, Point{v.At, v.High})
	}
	return append(l.Series[:len(l.Series):len(l.Series)], low, high)
}
