package strategy

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/strategy"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// reverse is the check from below: what serves nothing. Of what the reader may
// not see whole there is no line: its sums would be wrong.
func (p *home) reverse() g.Node {
	r := strategy.ReverseOn(p.s, p.today)
	currency := p.v.Site.Currency
	t := ui.TableProps{Label: "What serves nothing that we said we want", Columns: []ui.Column{
		{Label: "What"}, {Label: "In all", Numeric: true}, {Label: "Serves none", Numeric: true}, {Label: "Share", Numeric: true}, {Label: "Not known"}, {Label: "For example"},
	}}
	line := func(what, href string, all, none, share, unknown, example g.Node) {
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(what, href, ""), all, none, share, unknown, example}})
	}
	money := func(s *strategy.Sums) (all, none, share g.Node) {
		return p.v.Money(s.All.In(currency), ""), p.v.Money(s.None.In(currency), ""), shareCell(s.Share(currency))
	}
	if p.v.SeesAll("project") {
		all, none, share := money(&r.Budgets)
		line("Budgets of projects under way", "/projects?view=active", all, none, share, missing(r.Budgets.Unpriced, "without a budget"), examples(p, r.Projects.None))
	}
	if p.v.SeesAll("project") && p.v.SeesAll("assignment") {
		line("Hours of people set aside from this month on", "/assignments?view=now", hours(r.Hours), hours(r.HoursNone), shareCell(shareOf(r.HoursNone, r.Hours)), g.Text("–"), nil)
	}
	if p.v.SeesAll("project", "assignment", "person") && p.named() {
		all, none := r.People.All, len(r.People.None)
		line("People with hours on projects", "#people", g.Text(fmt.Sprint(all)), g.Text(fmt.Sprint(none)), shareCell(shareOf(int64(none), int64(all))), g.Text("–"), g.If(none > 0, ui.Link("Who they are, and what they serve", "#people")))
	} else if p.v.SeesAll("project", "assignment", "person") {
		none := g.Textf("fewer than %d, or nearly all", strategy.FewestTold)
		if n, told := r.CountTold(); told {
			none = g.Text(fmt.Sprint(n))
		}
		line("People with hours on projects", "", g.Text(fmt.Sprint(r.People.All)), none, g.Text("–"), g.Text("–"), nil)
	}
	if p.v.SeesAll("contract") {
		all, none, share := money(&r.Yearly)
		unknown := g.Group{p.v.Money(r.Yearly.Unknown.In(currency), ""), g.Textf(", %d without services", len(r.Contracts.Unknown))}
		line("Contracts in force, a year", "/contracts?view=in_force", all, none, share, unknown, examples(p, r.Contracts.None))
	}
	if p.v.SeesAll("incident") {
		all, none := r.Incidents.All, len(r.Incidents.None)
		line("Open incidents", "/incidents?view=open", g.Text(fmt.Sprint(all)), g.Text(fmt.Sprint(none)), shareCell(shareOf(int64(none), int64(all-len(r.Incidents.Unknown)))),
			missing(len(r.Incidents.Unknown), "without a service"), examples(p, r.Incidents.None))
	}
	return g.Group{ui.Section(ui.SectionProps{ID: "reverse", Title: "What serves nothing that we said we want"}, ui.Table(t),
		ui.Note("Projects and hours serve an objective that they or their initiative name. Contracts and incidents are judged by their services: one serves where a capability that we keep stands on the service. The share is of what could be judged. Amounts in other currencies are left out.")),
		p.people(r.People.None)}
}

// named reports whether the reader may see one by one whose project work serves no
// objective: those who may change what is recorded of people.
func (p *home) named() bool {
	return p.v.Clerk.May(record.Update, record.TypeFor[catalog.Person](p.s))
}

// people lists those whose hours on projects serve no objective, with what they serve
// beside them. It is for those who look after people alone.
func (p *home) people(list []strategy.Effort) g.Node {
	if len(list) == 0 || !p.named() || !p.v.SeesAll("project", "assignment", "person", "service") {
		return nil
	}
	t := ui.TableProps{Label: "People whose projects serve no objective", Columns: []ui.Column{
		{Label: "Person"}, {Label: "Hours", Numeric: true}, {Label: "On projects that name no objective"}, {Label: "Serves all the same"},
	}}
	for _, e := range list {
		runs := g.Node(ui.Unknown("not recorded"))
		if len(e.Runs) > 0 {
			runs = examples(p, e.Runs)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(e.Person.Name, p.v.LinkTo(e.Person), e.Person.JobTitle), hours(e.Hours), examples(p, e.Projects), runs,
		}})
	}
	return ui.Section(ui.SectionProps{ID: "people", Title: "Whose project work serves no objective", Note: "hours from this month on"}, ui.Table(t),
		ui.Note("This judges the projects, not the people: name the objective of the project, or ask whether it should go on. Whoever runs services serves them; those that a person owns or whose team it is in stand in the last column. Only those who look after people see this list."))
}

func shareOf(n, of int64) strategy.Share {
	if of <= 0 {
		return strategy.Share{}
	}
	return strategy.Share{Micro: n * strategy.Whole / of, Known: true}
}

func shareCell(s strategy.Share) g.Node {
	if !s.Known {
		return ui.Unknown("unknown")
	}
	return g.Text(percent(s))
}

func missing(n int, what string) g.Node {
	if n == 0 {
		return g.Text("–")
	}
	return g.Textf("%d %s", n, what)
}

func hours(micro int64) g.Node { return g.Textf("%d\u00a0h", (micro+500_000)/1_000_000) }

// shownExamples is how many of those that serve nothing are named.
const shownExamples = 3

func examples[T record.Record](p *home, list []T) g.Node {
	var names g.Group
	for i, r := range list[:min(len(list), shownExamples)] {
		if i > 0 {
			names = append(names, g.Text(", "))
		}
		t := p.s.Dictionary().TypeOf(r)
		names = append(names, ui.Link(t.Label(r), frame.Link(t, r.Head().Number)))
	}
	if n := len(list) - shownExamples; n > 0 {
		names = append(names, g.Textf(" and %d more", n))
	}
	return names
}
