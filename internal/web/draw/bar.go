package draw

import g "maragu.dev/gomponents"

// Bar compares values: upright columns for few items or for periods, level bars
// for long names. Bars always stand on zero.
type Bar struct {
	Frame
	Items      []Item
	Horizontal bool
	Target     *Level // a limit or a plan, drawn across all bars; nil: none
}

// Item is one bar.
type Item struct {
	Label    string
	Value    float64 // math.NaN: unknown, shown as an empty outline
	Tone     Tone
	Expected bool   // a forecast or a plan: drawn pale
	Link     string // where the item's name leads in the table; "": nowhere
}

// Draw implements Picture.
func (b Bar) Draw(width int) g.Node {
	values := extent{}
	p := barPlot{Frame: b.Frame, target: b.Target, labelled: true}
	for _, it := range b.Items {
		values.add(it.Value)
		r := barRow{label: it.Label, tip: named(it.Label, b.number(it.Value)), unknown: !known(it.Value)}
		if !r.unknown {
			r.value, r.total = b.short(it.Value), it.Value
			r.parts = []barPart{{0, it.Value, it.fill(), ""}}
		}
		p.rows = append(p.rows, r)
	}
	if values.n == 0 {
		return b.empty(width)
	}
	p.desc = sentences("Bar chart of "+count(len(b.Items), "item")+".", b.tellLevel(b.Target), b.tellItems())
	return p.draw(width, b.Horizontal)
}

func (it Item) fill() fill {
	f := seriesFill(0, it.Tone)
	if it.Expected {
		f.weave = pale
	}
	return f
}

func (b Bar) tellItems() string {
	values := make([]float64, len(b.Items))
	for i, it := range b.Items {
		values[i] = it.Value
	}
	return b.tell("", values, func(i int) string { return b.Items[i].Label })
}

// Data implements Picture.
func (b Bar) Data() Data {
	name := b.Unit
	if name == "" {
		name = "Value"
	}
	d := Data{Title: b.Title, Columns: []Column{{Name: "Item"}, {Name: name, Number: true}}}
	for _, it := range b.Items {
		d.Rows = append(d.Rows, Row{Cells: []string{it.Label, b.number(it.Value)}, Link: it.Link})
	}
	return d
}
