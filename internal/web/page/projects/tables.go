package projects

import (
	"fmt"
	"time"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/projects"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/ui"
)

// plan is the picture: each project from its start to the promised day, what
// comes after it by the forecast, and its open milestones.
func (h *home) plan() g.Node {
	if len(h.portfolio) == 0 {
		return ui.Empty(ui.EmptyProps{Icon: ui.IconProject, Title: "No project is under way",
			Text: "Add a project, or import the list that you keep: name, manager, start, promised finish and budget are enough to begin with."})
	}
	t := draw.Timeline{
		Frame: draw.Frame{Title: "Projects under way: promised and forecast finish"},
		From:  h.today.AddMonths(-9).Time(), To: h.today.AddMonths(7).Time(), Today: h.today.Time(),
	}
	t.Date = func(at time.Time) string { return record.DateOf(at).Format(h.v.Locale) }
	for i := range h.portfolio {
		t.Rows = append(t.Rows, h.row(&h.portfolio[i]))
	}
	return ui.Section(ui.SectionProps{Title: "From start to promise, and beyond"}, draw.Figure(t),
		ui.Note("Diamonds are open milestones where they are expected now; red ones come after the promised day."))
}

func (h *home) row(x *projects.Health) draw.TimelineRow {
	p := x.Project
	row := draw.TimelineRow{Label: p.Name, Link: h.v.LinkTo(p)}
	if p.Start.Known() && p.PromisedFinish.Known() {
		row.Spans = append(row.Spans, draw.Span{Label: "As promised", From: p.Start.Time(), To: p.PromisedFinish.Time()})
	}
	if x.Late() {
		row.Spans = append(row.Spans, draw.Span{Label: "Late", From: p.PromisedFinish.Time(), To: p.PromisedFinish.AddDays(x.LateBy).Time(), Tone: draw.Bad})
	}
	for _, s := range x.Slips {
		m := draw.Milestone{Label: s.Milestone.Name, At: s.Milestone.Promise().Time()}
		if s.Known {
			m.At = s.Milestone.Promise().AddDays(s.Days).Time()
		}
		if s.Known && s.Days > 0 {
			m.Tone = draw.Bad
		}
		if s.Milestone.Promise().Known() {
			row.Milestones = append(row.Milestones, m)
		}
	}
	return row
}

// health is each project: time, cost, scope, and what is late.
func (h *home) health() g.Node {
	t := ui.TableProps{Label: "How each project stands", Columns: []ui.Column{
		{Label: "Project"}, {Label: "Time"}, {Label: "Scope"}, {Label: "Budget", Numeric: true}, {Label: "At completion", Numeric: true}, {Label: "CPI", Numeric: true}, {Label: "SPI", Numeric: true}, {Label: "What is late"}, {Label: "Risks"},
	}}
	for i := range h.portfolio {
		t.Rows = append(t.Rows, h.healthRow(&h.portfolio[i]))
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{ID: "health", Title: "How each project stands"}, ui.Table(t),
		ui.Note("At completion is budget × actual cost / earned value. CPI is earned value by actual cost, SPI earned by planned value: below 1 is over cost, or behind. Computed from the tasks where each has its value, else from the latest status report."), h.earned())
}

// earned is the earned value in full, folded away.
func (h *home) earned() g.Node {
	t := ui.TableProps{Label: "Earned value of each project", Columns: []ui.Column{{Label: "Project"}, {Label: "From"}}}
	for _, label := range []string{"PV", "EV", "AC", "SV", "CV", "BAC", "EAC", "EAC as planned", "EAC by both", "ETC", "VAC", "TCPI"} {
		t.Columns = append(t.Columns, ui.Column{Label: label, Numeric: true})
	}
	for i := range h.portfolio {
		p, e := h.portfolio[i].Project, h.portfolio[i].Value
		cells := []g.Node{ui.RecordCell(p.Name, h.v.LinkTo(p), ""), h.basis(e)}
		for _, m := range []record.Money{e.PV, e.EV, e.AC, e.SV(), e.CV(), e.BAC, e.EAC(), e.EACAsPlanned(), e.EACBoth(), e.ETC(), e.VAC()} {
			cells = append(cells, h.money(m, record.Money{}))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: append(cells, index(e.TCPI()))})
	}
	return ui.Disclosure("Earned value in full", ui.Table(t),
		ui.Note("EAC as planned is AC + BAC − EV: the rest costs what was planned. EAC by both is AC + (BAC − EV)/(CPI × SPI): cost and pace weigh on the rest. TCPI is how well cost must perform to end within the budget."))
}

// basis says where an earned value comes from; a report opens.
func (h *home) basis(v projects.Value) g.Node {
	switch v.Basis {
	case projects.FromTasks:
		return g.Text("tasks")
	case projects.FromReport:
		return ui.Link("report of "+v.AsOf.Format(h.v.Locale), h.v.LinkTo(v.Report))
	}
	return ui.Unknown("unknown")
}

func (h *home) healthRow(x *projects.Health) ui.Row {
	p, e := x.Project, x.Value
	return ui.Row{Cells: []g.Node{
		ui.RecordCell(p.Name, h.v.LinkTo(p), h.s.Dictionary().TypeOf(p).Number(p.Number)),
		onTime(x), light(x.Scope()), h.money(e.BAC, e.BAC), h.money(e.EAC(), e.BAC), index(e.CPI()), index(e.SPI()),
		g.Text(h.whatIsLate(x)), h.concern(x),
	}}
}

func onTime(x *projects.Health) g.Node {
	switch {
	case !x.LateKnown:
		return ui.Unknown("unknown")
	case x.LateBy > 0:
		return ui.Tag(ui.ToneBad, signal.Count(x.LateBy, "day", "days")+" late")
	case x.LateBy < 0:
		return ui.Tag(ui.ToneGood, signal.Count(-x.LateBy, "day", "days")+" early")
	}
	return ui.Tag(ui.ToneGood, "on time")
}

func light(l catalog.Light) g.Node {
	for _, o := range l.Options() {
		if o.Name == string(l) {
			return ui.Tag(ui.Tone(o.Tone), o.Title)
		}
	}
	return ui.Unknown("unknown")
}

// money is an amount; marked where it exceeds another.
func (h *home) money(m, limit record.Money) g.Node {
	figure := h.v.Money(m, "")
	if m.Known() && limit.Known() && m.Minor > limit.Minor {
		return g.Group{figure, g.Text(" "), ui.Tag(ui.ToneBad, "over")}
	}
	return figure
}

func index(r projects.Ratio) g.Node {
	if !r.Known() {
		return ui.Unknown("unknown")
	}
	return g.Text(r.Text())
}

func (h *home) whatIsLate(x *projects.Health) string {
	var parts []string
	if n := len(x.Tasks); n > 0 {
		parts = append(parts, signal.Count(n, "task", "tasks"))
	}
	behind := 0
	for _, s := range x.Slips {
		if s.Known && s.Days > 0 {
			behind++
		}
	}
	if behind > 0 {
		parts = append(parts, signal.Count(behind, "milestone", "milestones"))
	}
	if x.Unreported(h.today) {
		parts = append(parts, "status report")
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return signal.List(parts, len(parts))
}

// demands are those that wait for a decision, the best score first.
func (h *home) demands() g.Node {
	t := ui.TableProps{Label: "Demands that wait for a decision, the highest score first", Columns: []ui.Column{
		{Label: "Demand"}, {Label: "Department"}, {Label: "Score", Numeric: true}, {Label: "Cost", Numeric: true}, {Label: "A year", Numeric: true}, {Label: "Answer promised"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "Nothing waits for a decision", Text: "Demands stand here once they are scored and put up for decision."})}
	for _, d := range h.funnel.Waiting[:min(len(h.funnel.Waiting), shownDemands)] {
		department := ""
		if dep := record.Get(h.s, d.Department); dep != nil {
			department = dep.Name
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(d.Title, h.v.LinkTo(d), h.s.Dictionary().TypeOf(d).Number(d.Number)), g.Text(department), h.score(d),
			h.money(d.Cost, record.Money{}), h.money(d.Benefit, record.Money{}), h.answer(d),
		}})
	}
	return ui.Section(ui.SectionProps{ID: "demands", Title: "Which to do next"}, ui.Table(t),
		ui.Note("The score is value, urgency and risk avoided together, by effort: the cost of delay by the size of the work."))
}

func (h *home) score(d *catalog.Demand) g.Node {
	if !d.Score.Known() {
		return ui.Unknown("unknown")
	}
	return g.Text(d.Score.Format(h.v.Locale))
}

func (h *home) answer(d *catalog.Demand) g.Node {
	switch {
	case !d.DecideBy.Known():
		return ui.Unknown("no day")
	case d.DecideBy.Before(h.today):
		return ui.Tag(ui.ToneBad, d.DecideBy.Format(h.v.Locale))
	}
	return g.Text(d.DecideBy.Format(h.v.Locale))
}

// people are those of whom most is asked, month by month.
func (h *home) people() g.Node {
	if len(h.capacity.People) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "What projects ask of people, in per cent of their hours", Columns: []ui.Column{{Label: "Person"}}}
	for _, m := range h.capacity.Months {
		t.Columns = append(t.Columns, ui.Column{Label: m.Time().Format("Jan 2006"), Numeric: true})
	}
	for _, p := range h.capacity.People[:min(len(h.capacity.People), shownPeople)] {
		t.Rows = append(t.Rows, ui.Row{Cells: append([]g.Node{ui.RecordCell(p.Person.Name, h.v.LinkTo(p.Person), "")}, loads(p.Months)...)})
	}
	t.Totals = append([]g.Node{g.Text(fmt.Sprintf("All %d assigned", len(h.capacity.People)))}, loads(h.capacity.Total)...)
	return ui.Section(ui.SectionProps{ID: "people", Title: "Who can carry it", Note: "hours asked for, of hours contracted"}, ui.Table(t),
		ui.Note("Holidays, leave and the work of running services are not taken off here. Whoever stands near 100 % has no time for anything else."))
}

func loads(months []projects.Load) []g.Node {
	cells := make([]g.Node, len(months))
	for i, l := range months {
		percent, known := l.Share()
		text := fmt.Sprintf("%d\u00a0%%", percent)
		switch {
		case !known:
			cells[i] = ui.Unknown("unknown")
		case percent > 100:
			cells[i] = ui.Tag(ui.ToneBad, text)
		case percent > 85:
			cells[i] = ui.Tag(ui.ToneWarn, text)
		default:
			cells[i] = g.Text(text)
		}
	}
	return cells
}
