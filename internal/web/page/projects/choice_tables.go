package projects

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/portfolio"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// chosen lists what is worth doing.
func (p *choice) chosen() g.Node {
	t := ui.TableProps{Label: "What is worth doing", Columns: []ui.Column{{Label: "Proposal"}, {Label: "Begins"}, {Label: "Cost", Numeric: true}, {Label: "A year", Numeric: true}, {Label: "Loss avoided a year", Numeric: true}, {Label: "Worth", Numeric: true}, {Label: "In, when benefits vary", Numeric: true}}}
	for _, pick := range p.c.Result.Chosen {
		x := &p.c.Proposals[pick.Item]
		begins := p.c.Starts(pick)
		if pick.Delay > 0 {
			begins += fmt.Sprintf(", %s later than it might", signal.Count(pick.Delay, "quarter", "quarters"))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{p.name(x), g.Text(begins), p.amount(x.Cost), p.amount(x.Benefit), p.amount(x.Avoided), p.amount(p.c.Counts(x)), g.Text(p.often(pick.Item))}})
	}
	note := fmt.Sprintf("Worth is %d years of the benefit and of the loss avoided, less the cost, if it begins as early as it may. A quarter of waiting costs a quarter of a year's benefit.", portfolio.Years)
	if p.c.Often != nil {
		note += fmt.Sprintf(" The last column draws every benefit %d times from half to a fifth more than stated.", p.c.Often.Samples)
	}
	return ui.Section(ui.SectionProps{ID: "chosen", Title: "Worth doing", Note: signal.Count(len(t.Rows), "proposal", "proposals")}, ui.Table(t), ui.Note(note))
}

// name is a proposal, with what is particular about it.
func (p *choice) name(x *portfolio.Proposal) g.Node {
	cell := g.Group{ui.RecordCell(x.Name, p.v.LinkTo(x.Record), x.Number)}
	if x.Must != "" {
		cell = append(cell, g.Text(" "), ui.Tag(ui.ToneWarn, "has to be done"), ui.Note(x.Must))
	}
	if x.Whole {
		cell = append(cell, ui.Note("Its cost is not told by year: all of it counts in the year in which it begins."))
	}
	return cell
}

func (p *choice) amount(m record.Money) g.Node {
	if !m.Known() {
		return ui.Unknown("unknown")
	}
	return g.Text(m.Short(p.v.Locale))
}

func (p *choice) often(i int) string {
	if p.c.Often == nil {
		return "—"
	}
	return fmt.Sprintf("%d\u00a0%%", p.c.Often.In[i]*100/p.c.Often.Samples)
}

// left says of everything that is left out what doing it would cost.
func (p *choice) left() g.Node {
	if len(p.c.Left) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "What is left out", Columns: []ui.Column{{Label: "Proposal"}, {Label: "Cost", Numeric: true}, {Label: "Worth", Numeric: true}, {Label: "Why it is left out"}, {Label: "In, when benefits vary", Numeric: true}}}
	for _, l := range p.c.Left {
		x := &p.c.Proposals[l.Proposal]
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{p.name(x), p.amount(x.Cost), p.amount(p.c.Counts(x)), g.Text(p.why(l)), g.Text(p.often(l.Proposal))}})
	}
	return ui.Section(ui.SectionProps{ID: "left", Title: "Left out", Note: signal.Count(len(t.Rows), "proposal", "proposals")}, ui.Table(t))
}

func (p *choice) why(l portfolio.LeftOut) string {
	switch {
	case l.Open:
		return "What doing it would change was not settled."
	case l.Cannot != "":
		return l.Cannot
	case len(l.Instead) == 0 && l.Loss.Minor > 0:
		return fmt.Sprintf("With it the whole would bring %s less.", l.Loss.Short(p.v.Locale))
	case len(l.Instead) == 0:
		return "It brings no more than it costs."
	}
	return fmt.Sprintf("It would displace %s, and the whole would bring %s less.", signal.List(p.c.Names(l.Instead), 3), l.Loss.Short(p.v.Locale))
}

// unweighed lists what cannot be weighed, and what is missing for that.
func (p *choice) unweighed() g.Node {
	if len(p.c.Unweighed) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "What cannot be weighed", Columns: []ui.Column{{Label: "Proposal"}, {Label: "Cost", Numeric: true}, {Label: "A year", Numeric: true}, {Label: "Loss avoided a year", Numeric: true}}}
	for i := range p.c.Unweighed {
		x := &p.c.Unweighed[i]
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{p.name(x), p.amount(x.Cost), p.amount(x.Benefit), p.amount(x.Avoided)}})
	}
	return ui.Section(ui.SectionProps{ID: "unweighed", Title: "Cannot be weighed", Note: signal.Count(len(p.c.Unweighed), "proposal", "proposals")}, ui.Table(t),
		ui.Note("Its cost, or both what it brings and what loss it avoids, are not known in "+p.c.Currency+", and what is not known is not taken for nothing. Tick it where it has to be done: then its cost counts, and what it brings does not."))
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "—"
	}
	return strings.Join(names, ", ")
}
