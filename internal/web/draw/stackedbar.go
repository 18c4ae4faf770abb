package draw

import (
	"math"
	"strconv"

	g "maragu.dev/gomponents"
)

// StackedBar shows of what a total is made up, bar by bar. Values below zero
// stack downwards. Up to six parts are told apart; add up the small ones.
type StackedBar struct {
	Frame
	Labels     []string // the names of the bars
	Parts      []Part   // from the foot of the bars upwards
	Horizontal bool
	Target     *Level // a limit or a plan for the totals; nil: none
}

// Part is one layer of all bars: a value for each label, in the same order. A
// value that is missing or math.NaN is unknown, and then so is the bar's total.
type Part struct {
	Name   string
	Values []float64
	Tone   Tone
}

// value is the part's value in bar i.
func (p Part) value(i int) float64 {
	if i < len(p.Values) {
		return p.Values[i]
	}
	return math.NaN()
}

// Draw implements Picture.
func (s StackedBar) Draw(width int) g.Node {
	p := barPlot{Frame: s.Frame, target: s.Target}
	empty := true
	for i, name := range s.Labels {
		r := s.row(i, name)
		p.rows = append(p.rows, r)
		empty = empty && len(r.parts) == 0
	}
	if empty {
		return s.empty(width)
	}
	for i, part := range s.Parts {
		p.keys = append(p.keys, key{label: part.Name, sample: areaSample(seriesFill(i, part.Tone))})
	}
	p.desc = s.describe()
	return p.draw(width, s.Horizontal)
}

// row stacks the known values of bar i.
func (s StackedBar) row(i int, name string) barRow {
	r := barRow{label: name, tip: named(name, s.number(s.total(i)))}
	up, down := 0.0, 0.0
	for j, part := range s.Parts {
		v := part.value(i)
		foot := &up
		if v < 0 {
			foot = &down
		}
		if !known(v) {
			r.unknown = true
			continue
		}
		r.parts = append(r.parts, barPart{*foot, *foot + v, seriesFill(j, part.Tone), name + "\n" + named(part.Name, s.number(v))})
		*foot += v
	}
	r.total = up
	if up == 0 {
		r.total = down
	}
	if !r.unknown {
		r.value = s.short(s.total(i))
	}
	return r
}

// total is the sum of bar i; unknown if a part is.
func (s StackedBar) total(i int) float64 {
	sum := 0.0
	for _, p := range s.Parts {
		sum += p.value(i)
	}
	return sum
}

func (s StackedBar) describe() string {
	where := func(i int) string { return s.Labels[i] }
	totals := make([]float64, len(s.Labels))
	for i := range totals {
		totals[i] = s.total(i)
	}
	all := []string{
		"Stacked bar chart of " + count(len(s.Labels), "bar") + " in " + count(len(s.Parts), "part") + ".",
		s.tellLevel(s.Target), s.tell("Total", totals, where),
	}
	for _, p := range s.Parts {
		values := make([]float64, len(s.Labels))
		for i := range values {
			values[i] = p.value(i)
		}
		all = append(all, s.tell(p.Name, values, where))
	}
	return sentences(all...)
}

// Data implements Picture.
func (s StackedBar) Data() Data {
	d := Data{Title: s.Title, Columns: []Column{{Name: "Item"}}}
	for i, p := range s.Parts {
		name := p.Name
		if name == "" {
			name = "Part " + strconv.Itoa(i+1)
		}
		d.Columns = append(d.Columns, Column{name, true})
	}
	d.Columns = append(d.Columns, Column{"Total", true})
	for i, name := range s.Labels {
		row := Row{Cells: []string{name}}
		for _, p := range s.Parts {
			row.Cells = append(row.Cells, s.number(p.value(i)))
		}
		row.Cells = append(row.Cells, s.number(s.total(i)))
		d.Rows = append(d.Rows, row)
	}
	return d
}
