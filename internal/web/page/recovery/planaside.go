package recovery

import (
	"fmt"
	"slices"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// levers is what would shorten the plan.
func (p *planPage) levers() g.Node {
	found := recovery.Levers(p.s, p.plan.ID, p.today)
	if len(found) == 0 {
		return nil
	}
	rto := p.rto()
	t := ui.TableProps{Label: "What would shorten it", Columns: []ui.Column{{Label: "If"}, {Label: "Saves on average", Numeric: true}, {Label: "Half of the time", Numeric: true}}}
	if rto.Known() {
		t.Columns = append(t.Columns, ui.Column{Label: "In time", Numeric: true})
	}
	for _, l := range found[:min(len(found), shownLines)] {
		cells := []g.Node{g.Text(l.What), g.Text(recovery.Span(l.Saves)), g.Text(recovery.Span(l.After.At(0.5)))}
		if rto.Known() {
			cells = append(cells, frame.Chance(l.After.Within(rto.Hours()), ""))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	return ui.Section(ui.SectionProps{ID: "levers", Title: "What would help", Note: found[0].After.Shift.Title() + ", one change at a time"}, ui.Table(t),
		ui.Note("Each change is run on the same random numbers as the plan, so that the difference is that of the change."))
}

func (p *planPage) people() g.Node {
	t := ui.TableProps{Label: "The people of the plan", Columns: []ui.Column{
		{Label: "Who"}, {Label: "Can do"}, {Label: "Phone"}, {Label: "At work by day after"}, {Label: "By night after"},
	}}
	for i := range p.plan.People {
		r := &p.plan.People[i]
		name, link := "Somebody who is not recorded", ""
		if person := record.Get(p.s, r.Person); person != nil {
			name, link = person.Name, p.v.LinkTo(person)
		}
		night := g.Node(g.Text("the morning"))
		if r.OnCall {
			night = p.after(r.ByNight)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(name, link, ""), g.Text(orDash(r.Role)), g.Text(orDash(phoneOf(p.s, r))), p.after(r.ByDay), night}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{ID: "people", Title: "The people"}, ui.Table(t))
}

// phoneOf is where somebody is reached: as the plan says, else as their record does.
func phoneOf(s *record.Snapshot, r *catalog.Responder) string {
	if person := record.Get(s, r.Person); r.Phone == "" && person != nil {
		return person.Phone
	}
	return r.Phone
}

func (p *planPage) after(e record.Estimate) g.Node {
	if !e.Known() {
		return ui.Unknown("unknown")
	}
	return g.Text(e.Format(p.v.Locale) + "\u00a0h")
}

// promises is what was promised for each service that the plan brings back.
func (p *planPage) promises() g.Node {
	var lines []ui.LineProps
	for _, r := range p.plan.Services {
		service := record.Get(p.s, r)
		if service == nil {
			continue
		}
		line := ui.LineProps{Text: service.Name, Href: p.v.LinkTo(service), Note: "nothing promised"}
		if service.RTO.Known() {
			line.Note = "within " + recovery.Span(service.RTO.Hours())
			if p.out.Known() {
				c := p.of.Within(service.RTO.Hours())
				line.Note += ", " + recovery.Percent(c.Share())
				if c.Share() < recovery.Level {
					line.Tone = ui.ToneBad
				}
			}
		}
		lines = append(lines, line)
	}
	return g.El("div", g.Attr("id", "promises"), ui.AsideSection("It brings back", lines...))
}

// runs are the times it was put to work, the latest first.
func (p *planPage) runs() g.Node {
	all := slices.Collect(record.Referring[catalog.Exercise](p.s, p.plan.ID, "plan"))
	slices.SortStableFunc(all, func(a, b *catalog.Exercise) int { return b.When().Compare(a.When()) })
	rto := p.rto()
	var lines []ui.LineProps
	for _, e := range all {
		if e.Archived || e.State == "dropped" {
			continue
		}
		line := ui.LineProps{Text: e.Title, Href: runURL(p.s, e), Note: "planned " + signal.Away(p.today, e.PlannedOn)}
		switch took, done := e.Took(); {
		case done && e.Kind.Measures():
			line.Note = "took " + recovery.Span(took.Hours())
			if rto.Known() && took.Hours() > rto.Hours() {
				line.Tone = ui.ToneBad
			}
		case done:
			line.Note = p.v.Question().Day(e.Began).Format(p.v.Locale)
		case e.State == "running":
			line.Note, line.Tone = "running", ui.ToneWarn
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		lines = []ui.LineProps{{Text: "It was never put to work."}}
	}
	return ui.AsideSection("Exercises and crises", lines...)
}

// holds is what the end waits for.
func (p *planPage) holds() g.Node {
	var lines []ui.LineProps
	for _, h := range p.of.Holds {
		if len(lines) < shownLines && h.Share >= 0.05 {
			lines = append(lines, ui.LineProps{Text: p.out.HoldText(h), Note: recovery.Percent(h.Share)})
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection("What the end waits for", lines...)
}

// vendors are those who are called, each with the number to call first.
func (p *planPage) vendors() g.Node {
	var lines []ui.LineProps
	for _, call := range callsOf(p.s, p.plan) {
		lines = append(lines, ui.LineProps{Text: call.vendor.Name, Href: p.v.LinkTo(call.vendor), Note: call.numbers()})
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection("Vendors to call", lines...)
}

func (p *planPage) missing() g.Node {
	var lines []ui.LineProps
	for _, what := range slices.Concat(p.out.Missing, p.out.Doubts) {
		lines = append(lines, ui.LineProps{Text: what, Href: p.v.LinkTo(p.plan)})
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection(fmt.Sprintf("Not known: %d", len(lines)), lines...)
}
