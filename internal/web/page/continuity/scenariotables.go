package continuity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/comeback"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

func sortBacks(list []*comeback.Back, shift recovery.Shift) {
	slices.SortStableFunc(list, func(a, b *comeback.Back) int {
		return cmp.Or(cmp.Compare(a.Out[shift].At(0.5), b.Out[shift].At(0.5)), cmp.Compare(a.Service.Name, b.Service.Name))
	})
}

// reason says in a word why no plan says when a service is back.
func reason(b *comeback.Back) string {
	switch b.Verdict {
	case comeback.NoPlan:
		return "no plan"
	case comeback.Stuck:
		return "its plan cannot end"
	case comeback.Unknown:
		return "not known"
	}
	return ""
}

// cost is what has been lost by when, in two parts: of what a plan brings back, and
// of the rest.
func (p *scenarioPage) cost() g.Node {
	scale := frame.MoneyScale{Currency: p.v.Site.Currency, Locale: p.v.Locale}
	costs := &p.c.Costs[p.shift]
	pic := draw.StackedBar{Frame: scale.Frame("What has been lost in all, in " + scale.Currency)}
	var timed, untimed []float64
	for i, hours := range comeback.Hours() {
		pic.Labels = append(pic.Labels, fmt.Sprintf("%g h", hours))
		timed, untimed = append(timed, scale.Value(costs.Timed[i])), append(untimed, scale.Value(costs.Untimed[i]))
	}
	pic.Parts = []draw.Part{{Name: "Services that a plan brings back", Values: timed}, {Name: "Services that no plan brings back", Values: untimed, Tone: draw.Soft}}
	note := "Expected, by the business impact of each service, else by its loss per hour. What no plan brings back goes on until what failed is back."
	if !p.c.Over.Known() {
		note = "Expected, by the business impact of each service, else by its loss per hour. What no plan brings back goes on over the time shown."
	}
	if p.c.Unknown > 0 {
		note += fmt.Sprintf(" Of %s nobody has said what they lose: they are not in it.", signal.Count(p.c.Unknown, "service", "services"))
	}
	return ui.Section(ui.SectionProps{ID: "cost", Title: "What it costs over time"}, draw.Figure(pic), ui.Note(note))
}

// services says of each service when it is back, or why that is not known.
func (p *scenarioPage) services() g.Node {
	t := ui.TableProps{Label: "The services that stop", Columns: []ui.Column{
		{Label: "Service"}, {Label: "Promised", Numeric: true}, {Label: "Half of the time", Numeric: true}, {Label: "Four in five", Numeric: true}, {Label: "Nine in ten", Numeric: true}, {Label: "In time", Numeric: true}, {Label: "By which plan"},
	}}
	for i := range p.c.Backs[:min(len(p.c.Backs), shownStopped)] {
		t.Rows = append(t.Rows, p.service(&p.c.Backs[i]))
	}
	note := ""
	if len(p.c.Backs) > shownStopped {
		note = fmt.Sprintf("the most critical %d of %d", shownStopped, len(p.c.Backs))
	}
	return ui.Section(ui.SectionProps{ID: "back", Title: "Each service", Note: note}, ui.Table(t))
}

func (p *scenarioPage) service(b *comeback.Back) ui.Row {
	dash := g.Node(g.Text("—"))
	promised, half, most, nearly, inTime := g.Node(ui.Unknown("unknown")), dash, dash, dash, dash
	if rto := b.Service.RTO; rto.Known() {
		promised = g.Text(recovery.Span(rto.Hours()))
	}
	if b.Timed() {
		out, href := b.Out[p.shift], p.planURL(p.c.Courses[b.Plans[0]].Plan)
		half, most, nearly = ui.Link(recovery.Span(out.At(0.5)), href), ui.Link(recovery.Span(out.At(0.8)), href), ui.Link(recovery.Span(out.At(0.9)), href)
		if rto := b.Service.RTO; rto.Known() {
			inTime = frame.Chance(out.Within(rto.Hours()), "")
		}
	}
	return ui.Row{Cells: []g.Node{ui.RecordCell(b.Service.Name, p.v.LinkTo(b.Service), ""), promised, half, most, nearly, inTime, p.by(b)}}
}

// by names the plans of a service, and what is amiss with it.
func (p *scenarioPage) by(b *comeback.Back) g.Node {
	if b.Verdict == comeback.NoPlan {
		return ui.Tag(ui.ToneBad, "no plan: unknown")
	}
	var nodes g.Group
	for i, at := range b.Plans {
		if i > 0 {
			nodes = append(nodes, g.Text(", "))
		}
		nodes = append(nodes, ui.Link(p.c.Courses[at].Plan.Name, p.planURL(p.c.Courses[at].Plan)))
	}
	switch b.Verdict {
	case comeback.Stuck:
		nodes = append(nodes, g.Text(" "), ui.Tag(ui.ToneBad, "cannot end"))
	case comeback.Unknown:
		nodes = append(nodes, g.Text(" "), ui.Unknown("not known"))
	}
	if len(b.Bare) > 0 {
		nodes = append(nodes, g.Text("; no plan brings back "+signal.List(signal.ServiceNames(b.Bare), 2)+", which it needs"))
	}
	return nodes
}

// plans are those that are put to work at once, in the order in which they get people.
func (p *scenarioPage) plans() g.Node {
	if len(p.c.Courses) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "The plans that are put to work", Columns: []ui.Column{{Label: "Plan"}, {Label: "Half of the time", Numeric: true}, {Label: "Nine in ten", Numeric: true}, {Label: "What keeps it"}}}
	for i := range p.c.Courses {
		c := &p.c.Courses[i]
		half, nearly := g.Node(g.Text("—")), g.Node(g.Text("—"))
		if c.Known() {
			out := c.Of(p.shift)
			half, nearly = g.Text(recovery.Span(out.At(0.5))), g.Text(recovery.Span(out.At(0.9)))
		}
		sub := ""
		if c.Plan.State == "draft" {
			sub = "Draft"
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(c.Plan.Name, p.planURL(c.Plan), sub), half, nearly, g.Text(p.keeps(c))}})
	}
	return ui.Section(ui.SectionProps{ID: "plans", Title: "All plans at once", Note: "in the order in which they get people"}, ui.Table(t),
		ui.Note("The plan of the most critical services goes first, of equals the one whose first hour costs most. A plan begins once those of the services that its own need have ended. Whoever is free does a step of the first plan that has one ready; nobody does two at once. A plan that cannot end is not begun."))
}

// keeps says why a plan cannot end, or for which others it waits.
func (p *scenarioPage) keeps(c *recovery.Course) string {
	var parts []string
	for _, b := range c.Blocked {
		parts = append(parts, b.Text)
	}
	parts = append(parts, c.Missing...)
	for _, at := range c.Waits {
		parts = append(parts, "Waits for “"+p.c.Courses[at].Plan.Name+"”, which comes to no end.")
	}
	if len(parts) == 0 {
		return "—"
	}
	return strings.Join(parts, " ")
}

// idle are plans that nothing calls for and that could not be carried out.
func (p *scenarioPage) idle() g.Node {
	if len(p.c.Idle) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "Plans that could not be carried out", Columns: []ui.Column{{Label: "Plan"}, {Label: "Because"}}}
	for _, idle := range p.c.Idle {
		var parts []string
		for _, b := range idle.Blocked {
			parts = append(parts, b.Text)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(idle.Plan.Name, p.planURL(idle.Plan), ""), g.Text(strings.Join(parts, " "))}})
	}
	return ui.Section(ui.SectionProps{ID: "idle", Title: "If one of these were needed meanwhile"}, ui.Table(t))
}
