package draw

import (
	"math"
	"time"

	g "maragu.dev/gomponents"
)

// Timeline shows what holds from when to when, row by row: the terms of
// contracts, the life cycles of products, a roadmap.
type Timeline struct {
	Frame
	Rows     []TimelineRow
	From, To time.Time // what is shown; zero: from the first date to the last
	Today    time.Time // zero: not marked
	Apart    bool      // each span has a lane of its own, so that its label has room beside it
}

// TimelineRow is one thing with what happens to it.
type TimelineRow struct {
	Label      string
	Spans      []Span // those that overlap are drawn one below the other
	Milestones []Milestone
	Link       string // where the row's name leads in the table; "": nowhere
}

// Span is a stretch of time. A zero From or To is an open end. A span whose
// label recurs in many rows is explained by a legend, others by their label.
type Span struct {
	Label    string
	From, To time.Time
	Tone     Tone
	Expected bool // planned or optional: drawn as an outline
	// Handle names what a script may drag, such as a record; "": nothing. The svg
	// then says how wide a day is. See plan.js of package ui.
	Handle string
}

// Milestone is a date that matters.
type Milestone struct {
	Label string
	At    time.Time
	Tone  Tone // Auto: as dark as text
}

const (
	laneHeight = 24.0
	spanHeight = 18.0
	rowPad     = 7.0 // over and under the lanes of a row
)

// Draw implements Picture.
func (t Timeline) Draw(width int) g.Node {
	axis, ok := t.axis()
	if !ok {
		return t.empty(width)
	}
	c := newCanvas("timeline", t.Frame, t.describe(axis), width)
	kinds := t.kinds()
	b := box{right: c.width - 4}
	if !c.narrow() {
		b.left = math.Min(widest(t.labels()), c.width*0.27) + 16
	}
	b.top = c.legend(kinds.keys(), 0) + axis.over(b)
	rows := make([]timelineRow, len(t.Rows))
	b.bottom = b.top
	for i, r := range t.Rows {
		rows[i] = timelineRow{TimelineRow: r, box: b, lanes: packed(r.Spans, axis, t.Apart), axis: axis, kinds: kinds, apart: t.Apart}
		rows[i].top = b.bottom
		b.bottom += rows[i].height(c)
	}
	c.day = axis.scale(b).at(axis.from.Add(24*time.Hour)) - b.left
	axis.rules(c, b)
	today := axis.today(c, b, t.Frame, t.Today)
	axis.draw(c, b, t.Frame, b.top-8, b.top-23, today)
	for _, r := range rows {
		r.draw(c, t.Frame)
	}
	c.height = b.bottom + 2
	return c.svg()
}

func (t Timeline) labels() []string {
	all := make([]string, len(t.Rows))
	for i, r := range t.Rows {
		all[i] = r.Label
	}
	return all
}

// axis is what is shown: the window asked for, else all dates and today with a
// little room around them. ok is false if there is no date at all.
func (t Timeline) axis() (axis timeAxis, ok bool) {
	for _, r := range t.Rows {
		for _, s := range r.Spans {
			ok = axis.add(s.From) || ok
			ok = axis.add(s.To) || ok
		}
		for _, m := range r.Milestones {
			ok = axis.add(m.At) || ok
		}
	}
	if !ok {
		return axis, false
	}
	axis.add(t.Today)
	margin := max(axis.to.Sub(axis.from)/40, 24*time.Hour)
	axis.from, axis.to = axis.from.Add(-margin), axis.to.Add(margin)
	if !t.From.IsZero() {
		axis.from = t.From
	}
	if !t.To.IsZero() {
		axis.to = t.To
	}
	axis.hours = axis.to.Sub(axis.from) < 3*24*time.Hour
	return axis, true
}

// spanKinds tells spans apart that recur in several rows, by label.
type spanKinds struct {
	fills  map[string]fill
	labels []string // in the order of the data; none if labels do not recur
}

// kinds returns the kinds of spans. Labels recur if there are no more than six
// and each stands for two spans on average.
func (t Timeline) kinds() spanKinds {
	k := spanKinds{fills: map[string]fill{}}
	spans := 0
	for _, r := range t.Rows {
		for _, s := range r.Spans {
			spans++
			if _, ok := k.fills[s.Label]; !ok {
				k.fills[s.Label] = seriesFill(len(k.labels), s.Tone)
				k.labels = append(k.labels, s.Label)
			}
		}
	}
	if len(k.labels) > 6 || spans < 2*len(k.labels) {
		return spanKinds{}
	}
	return k
}

func (k spanKinds) recur() bool { return len(k.labels) > 0 }

func (k spanKinds) keys() []key {
	var keys []key
	for _, s := range k.labels {
		if s != "" {
			keys = append(keys, key{label: s, sample: areaSample(k.fills[s])})
		}
	}
	return keys
}

// fill is the fill of a span.
func (k spanKinds) fill(s Span) fill {
	if s.Tone == Auto && k.recur() {
		return k.fills[s.Label]
	}
	return seriesFill(0, s.Tone)
}

// describe is the text alternative.
func (t Timeline) describe(axis timeAxis) string {
	all := []string{"Timeline of " + count(len(t.Rows), "row") + ". " + t.tellExtent(axis, t.Today)}
	for _, r := range t.Rows {
		all = append(all, r.tell(t.Frame))
	}
	return sentences(all...)
}

// tell says in a sentence what a row holds.
func (r TimelineRow) tell(f Frame) string {
	s := ""
	add := func(part string) {
		if s != "" {
			s += "; "
		}
		s += part
	}
	for _, p := range r.Spans {
		add(p.tell(f))
	}
	for _, m := range r.Milestones {
		add(m.tell(f))
	}
	if s == "" {
		s = "nothing"
	}
	return named(r.Label, s) + "."
}

// tell says from when to when a span goes.
func (s Span) tell(f Frame) string {
	when := f.end(s.From) + " to " + f.end(s.To)
	switch {
	case s.From.IsZero() && s.To.IsZero():
		when = "without dates"
	case s.From.IsZero():
		when = "until " + f.date(s.To)
	case s.To.IsZero():
		when = "from " + f.date(s.From)
	}
	if s.Expected {
		when += ", expected"
	}
	return named(s.Label, when)
}

func (m Milestone) tell(f Frame) string { return named(m.Label, f.end(m.At)) }

// end writes the date of an end that may be open.
func (f Frame) end(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return f.date(t)
}

// Data implements Picture: a row for each span and each milestone.
func (t Timeline) Data() Data {
	d := Data{Title: t.Title, Columns: []Column{{Name: "Row"}, {Name: "What"}, {Name: "From"}, {Name: "To"}}}
	for _, r := range t.Rows {
		for _, s := range r.Spans {
			what := s.Label
			if s.Expected {
				what += " (expected)"
			}
			d.Rows = append(d.Rows, Row{Cells: []string{r.Label, what, t.end(s.From), t.end(s.To)}, Link: r.Link})
		}
		for _, m := range r.Milestones {
			d.Rows = append(d.Rows, Row{Cells: []string{r.Label, m.Label, t.end(m.At), ""}, Link: r.Link})
		}
	}
	return d
}
