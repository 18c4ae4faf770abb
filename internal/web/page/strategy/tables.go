package strategy

import (
	"fmt"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/insight/strategy"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// objectives lists how each objective stands, and the money that serves it.
func (p *home) objectives() g.Node {
	t := ui.TableProps{Label: "Objectives that are pursued, the one whose period ends first first", Columns: []ui.Column{
		{Label: "Objective"}, {Label: "Reached"}, {Label: "Period over", Numeric: true}, {Label: "Ends"}, {Label: "Its share of the money", Numeric: true}, {Label: "Stands"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconStar, Title: "No objective is pursued", Text: "Write down what you want to have reached by when, and by which figures everybody will see it.", Actions: []g.Node{p.add("objective", "New objective")}})}
	parts := map[record.ID]strategy.Part{}
	for _, part := range p.money.Shares {
		parts[part.Objective.ID] = part
	}
	for _, st := range p.standings {
		t.Rows = append(t.Rows, p.objective(st, parts[st.Objective.ID]))
	}
	return ui.Section(ui.SectionProps{ID: "objectives", Title: "How far the objectives are"}, ui.Table(t),
		ui.Note("Reached is the average of the key results. An objective is behind when that is more than ten points below the part of its period that is over. The money of an initiative is shared in equal parts among the objectives that it names."))
}

func (p *home) objective(st strategy.Standing, part strategy.Part) ui.Row {
	o := st.Objective
	reached := g.Node(ui.Unknown("not measured"))
	if st.Reached.Known {
		reached = g.Group{g.Text(percent(st.Reached)), ui.Meter(ui.MeterProps{Value: float64(st.Reached.Micro) / strategy.Whole, Tone: tone(&st)})}
	}
	over := g.Node(ui.Unknown("unknown"))
	if st.Elapsed.Known {
		over = g.Text(percent(st.Elapsed))
	}
	money := p.v.Money(part.Money.In(p.v.Site.Currency), "")
	if !part.Served {
		money = g.Text("none")
	}
	return ui.Row{Cells: []g.Node{p.cell(o.Title, o), reached, over, ui.Time(o.Ends.Text(), o.Ends.Format(p.v.Locale)), money, p.stands(&st, part)}}
}

func tone(st *strategy.Standing) ui.Tone {
	if st.Behind() {
		return ui.ToneBad
	}
	return ui.ToneGood
}

func (p *home) stands(st *strategy.Standing, part strategy.Part) g.Node {
	var tags g.Group
	switch {
	case st.Behind():
		tags = append(tags, ui.Tag(ui.ToneBad, "behind"))
	case !st.Reached.Known || !st.Elapsed.Known:
		tags = append(tags, ui.Unknown("not known"))
	default:
		tags = append(tags, ui.Tag(ui.ToneGood, "on its way"))
	}
	if !part.Served {
		tags = append(tags, g.Text(" "), ui.Tag(ui.ToneWarn, "no funded work"))
	}
	if st.Unknown > 0 {
		tags = append(tags, g.Text(" "), ui.Unknown(fmt.Sprintf("%d not measured", st.Unknown)))
	}
	return tags
}

// closing lists the gaps with what closes them.
func (p *home) closing() g.Node {
	t := ui.TableProps{Label: "Gaps, the worst first", Columns: []ui.Column{
		{Label: "Capability"}, {Label: "Now, wanted"}, {Label: "Wanted by"}, {Label: "What raises it"}, {Label: "Closed on"}, {Label: "Lacking", Numeric: true}, {Label: "Stands"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "No gap", Text: "Capabilities whose maturity is below what is wanted stand here.", Actions: []g.Node{p.add("capability", "New capability")}})}
	for _, gap := range p.gaps {
		t.Rows = append(t.Rows, p.gap(&gap))
	}
	return ui.Section(ui.SectionProps{ID: "gaps", Title: "What closes the gaps, and what stays open"}, ui.Table(t))
}

func (p *home) gap(gap *strategy.Gap) ui.Row {
	c := gap.Capability
	var raises g.Group
	for i, closer := range gap.Closers {
		if i > 0 {
			raises = append(raises, h.Br())
		}
		raises = append(raises, ui.Link(closer.Initiative.Title, p.v.LinkTo(closer.Initiative)), g.Textf(" to %d", closer.Level))
	}
	if len(gap.Closers) == 0 {
		raises = g.Group{g.Text("nothing")}
	}
	closed := "never"
	if gap.Status == strategy.Unknown {
		closed = "–"
	} else if gap.Planned >= c.Wanted.N() {
		closed = gap.ClosedOn.Format(p.v.Locale)
	}
	lacking := p.v.Money(gap.Missing.In(p.v.Site.Currency), "")
	switch {
	case gap.Unpriced > 0:
		lacking = ui.Unknown("unknown")
	case gap.Missing.In(p.v.Site.Currency).Minor == 0:
		lacking = g.Text("–")
	}
	return ui.Row{Cells: []g.Node{ui.RecordCell(c.Name, p.v.LinkTo(c), ""), g.Text(levelOf(c.Maturity) + " → " + levelOf(c.Wanted)),
		ui.Time(c.WantedBy.Text(), c.WantedBy.Format(p.v.Locale)), raises, g.Text(closed), lacking, gapTag(gap.Status)}}
}

func levelOf(n record.Int) string {
	if !n.Known() {
		return "?"
	}
	return n.Text()
}

func gapTag(s strategy.GapStatus) g.Node {
	switch s {
	case strategy.Open:
		return ui.Tag(ui.ToneBad, "stays open")
	case strategy.Unfunded:
		return ui.Tag(ui.ToneBad, "not funded")
	case strategy.Late:
		return ui.Tag(ui.ToneWarn, "funded, late")
	case strategy.Closing:
		return ui.Tag(ui.ToneGood, "funded, in time")
	}
	return ui.Unknown("not judged")
}
