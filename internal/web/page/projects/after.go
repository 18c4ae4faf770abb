package projects

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/projects"
	"fairlead/internal/web/ui"
)

// gains is what projects brought after they were delivered.
func (h *home) gains() g.Node {
	if !h.v.SeesAll("benefit") {
		return nil
	}
	all := projects.GainsOn(h.s, h.today)
	if len(all.All) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "Benefits that should show by now", Columns: []ui.Column{
		{Label: "Benefit"}, {Label: "Project"}, {Label: "Since"}, {Label: "Expected a year", Numeric: true}, {Label: "Found", Numeric: true}, {Label: "Share", Numeric: true}, {Label: "Measured"},
	}}
	for _, gain := range all.All {
		t.Rows = append(t.Rows, h.gain(&gain))
	}
	currency := h.v.Site.Currency
	note := ""
	if want := all.Expected.In(currency); want.Minor > 0 {
		note = fmt.Sprintf("%s found of %s expected a year", h.short(all.Found.In(currency)), h.short(want))
	}
	if rest := all.Unmeasured.In(currency); rest.Minor > 0 {
		note += fmt.Sprintf("; %s never measured", h.short(rest))
	}
	return ui.Section(ui.SectionProps{ID: "benefits", Title: "What came of what was delivered", Note: note, Actions: []g.Node{ui.Link("All benefits", "/benefits?view=all")}}, ui.Table(t))
}

func (h *home) gain(x *projects.Gain) ui.Row {
	project := g.Node(nil)
	if x.Project != nil {
		project = ui.Link(x.Project.Name, h.v.LinkTo(x.Project))
	}
	share := ui.Unknown("unknown")
	if percent, known := x.Share(); known {
		share = g.Textf("%d\u00a0%%", percent)
	}
	measured := ui.Tag(ui.ToneBad, "never")
	if x.Looked {
		measured = g.Text(x.Last.On.Format(h.v.Locale))
		if x.Due {
			measured = g.Group{measured, g.Text(" "), ui.Tag(ui.ToneWarn, "due again")}
		}
	}
	expected := h.money(x.Benefit.Yearly, x.Benefit.Yearly)
	if !x.Benefit.Yearly.Known() {
		expected = g.Text("not money")
	}
	return ui.Row{Cells: []g.Node{ui.RecordCell(x.Benefit.Title, h.v.LinkTo(x.Benefit), ""), project, g.Text(x.Benefit.From.Format(h.v.Locale)), expected, h.money(x.Last.Yearly, x.Last.Yearly), share, measured}}
}

// teams is what is left to projects once services run, team by team.
func (h *home) teams() g.Node {
	all := projects.TeamLoads(h.s, h.today, capacityMonths)
	if len(all) == 0 || !h.v.SeesAll("team") {
		return nil
	}
	t := ui.TableProps{Label: "What projects ask of teams, in per cent of what running services leaves", Columns: []ui.Column{{Label: "Team"}, {Label: "People", Numeric: true}, {Label: "Running services takes", Numeric: true}}}
	for _, m := range h.capacity.Months {
		t.Columns = append(t.Columns, ui.Column{Label: m.Time().Format("Jan 2006"), Numeric: true})
	}
	for _, l := range all {
		run := ui.Unknown("unknown")
		if l.RunKnown {
			run = g.Text(l.Team.RunShare.Format(h.v.Locale))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: append([]g.Node{ui.RecordCell(l.Team.Name, h.v.LinkTo(l.Team), ""), g.Text(fmt.Sprint(l.People)), run}, loads(l.Months)...)})
	}
	return ui.Section(ui.SectionProps{ID: "teams", Title: "Which team can carry it", Note: "hours asked for, of hours left by running services"}, ui.Table(t),
		ui.Note("A team says itself which share of its time tickets, on-call and upkeep take. Where it does not, nothing is taken off, and it looks freer than it is. Holidays and leave are not taken off."))
}

// concern says how many risks and issues of a project are open, and opens its review.
func (h *home) concern(x *projects.Health) g.Node {
	text := "review"
	if n := len(projects.ConcernsOf(h.s, x.Project, h.today).Open); n > 0 && h.v.SeesAll("project_risk") {
		text = fmt.Sprintf("%d open", n)
	}
	return ui.Link(text, "/portfolio/reviews/"+h.s.Dictionary().TypeOf(x.Project).Number(x.Project.Number))
}
