package projects

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/portfolio"
	"fairlead/internal/insight/signal"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/ui"
)

// limits says what there is, and what a step more or less of it changes.
func (p *choice) limits() g.Node {
	t := ui.TableProps{Label: "What there is, and what more or less of it changes", Columns: []ui.Column{{Label: "Of"}, {Label: "There is", Numeric: true}, {Label: "Used", Numeric: true}, {Label: "A step more brings"}, {Label: "A step less costs"}}}
	for i := range p.c.Limits {
		l := &p.c.Limits[i]
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{p.limitName(l), p.there(l), g.Text(p.amountOf(l, l.Used)), p.step(l, l.More), p.step(l, l.Less)}})
	}
	note := "Hours are what people who have a skill have left in a quarter once services run and projects under way are served; skills that share people are limited together, too. Where all proposals together ask for less than there is, nothing stands here."
	if p.c.Blind {
		note = "Hours are not limited: nothing is recorded of who can do what."
	}
	if !p.q.Skills {
		note = "Hours are not limited: who can do what is not for you to see."
	}
	if len(p.c.Unlimited) > 0 {
		note += " Not limited, as the hours of somebody who can are not known: " + signal.List(p.c.Unlimited, 3) + "."
	}
	return ui.Section(ui.SectionProps{ID: "limits", Title: "What there is, and what more or less of it changes", Note: p.beyond()}, ui.Table(t), ui.Note(note))
}

// beyond says of which years no budget is known.
func (p *choice) beyond() string {
	for i := range p.c.Limits {
		if p.c.Limits[i].Money() && p.c.Limits[i].Period != "" {
			return "money as budgets leave it; years without a budget are not limited"
		}
	}
	return "no budget says what there is"
}

func (p *choice) limitName(l *portfolio.Limit) g.Node {
	if l.Money() {
		return ui.RecordCell(l.Short, "", l.Period)
	}
	return ui.RecordCell("Hours: "+l.Short, "", l.Period)
}

// there is how much of a limit there is; money opens the lines that leave it.
func (p *choice) there(l *portfolio.Limit) g.Node {
	figure := g.Node(g.Text(p.amountOf(l, l.Most)))
	if l.Money() && l.Period != "" {
		figure = p.v.Money(p.money(l.Most), "/finance/free?"+url.Values{"year": {l.Period}}.Encode()+"#"+string(l.Nature))
	}
	if l.Changed() {
		return g.Group{figure, g.Text(" "), ui.Tag(ui.ToneWarn, "you said"), ui.Note("By the records " + p.amountOf(l, l.Free))}
	}
	return figure
}

// step says what another amount of a limit changes.
func (p *choice) step(l *portfolio.Limit, s portfolio.Step) g.Node {
	switch {
	case !s.Known && !l.Money():
		return g.Text("—")
	case !s.Known:
		return ui.Unknown("not settled")
	case s.Cannot != "":
		return g.Text(p.by(l, s) + ": " + s.Cannot)
	case s.Gain == 0 || s.By == 0:
		return g.Text(p.by(l, s) + ": nothing")
	}
	text := fmt.Sprintf("%s: %s", p.by(l, s), p.short(max(s.Gain, -s.Gain)))
	for _, part := range []struct {
		list []int
		word string
	}{{s.In, " in"}, {s.Out, " out"}, {s.Moved, " at another time"}} {
		if len(part.list) > 0 {
			text += "; " + signal.List(p.c.Names(part.list), 3) + part.word
		}
	}
	if !s.Proven {
		text += " (not proven)"
	}
	return g.Text(text)
}

func (p *choice) by(l *portfolio.Limit, s portfolio.Step) string {
	sign := "+"
	if s.By < 0 {
		sign = "−"
	}
	return sign + p.amountOf(l, max(s.By, -s.By))
}

// frontier is what each budget brings at most, and what changes from one to the next.
func (p *choice) frontier() g.Node {
	bars := draw.StackedBar{Horizontal: true, Frame: draw.Frame{Title: "What each budget brings at most", Unit: p.c.Currency, Number: func(v float64) string { return p.short(int64(v)) }},
		Parts: []draw.Part{{Name: "Worth", Tone: draw.Sea}}}
	t := ui.TableProps{Label: "What changes from one budget to the next", Columns: []ui.Column{{Label: "Budget", Numeric: true}, {Label: "Worth", Numeric: true}, {Label: "Comes in"}, {Label: "Goes out"}, {Label: "Proven"}}}
	for _, step := range p.c.Steps {
		bars.Labels = append(bars.Labels, fmt.Sprintf("%d\u00a0%%, %s", step.Percent, p.short(step.Budget)))
		bars.Parts[0].Values = append(bars.Parts[0].Values, float64(step.Worth))
		proven := "yes"
		if !step.Proven {
			proven = "not yet"
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.Link(p.short(step.Budget), p.address(step.Percent)), g.Text(p.short(step.Worth)),
			g.Text(orNone(p.c.Names(step.In))), g.Text(orNone(p.c.Names(step.Out))), g.Text(proven),
		}})
	}
	return ui.Section(ui.SectionProps{ID: "frontier", Title: "What other budgets bring", Note: "every limit of money in proportion, with the same things ticked"}, draw.Figure(bars),
		ui.Note("Each line is the best choice for its budget, beside the best choice for the one above it. A budget opens its choice."), ui.Table(t))
}

// address is this page with every limit of money at so much of what it is.
func (p *choice) address(percent int64) string {
	to := p.values()
	for i := range p.c.Limits {
		if l := &p.c.Limits[i]; l.Money() {
			to.Set(fieldOf(l), p.money(l.Most*percent/100).Amount())
		}
	}
	return "/portfolio/choice?" + to.Encode()
}
