package recovery

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/comeback"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// scenarios is what becomes of the plan after each scenario that calls for it, or
// after which it could not be carried out. It rests on the survey of the estate:
// whoever may not see all of that does not see it.
func (p *planPage) scenarios() g.Node {
	if !p.v.Sees("continuity") {
		return nil
	}
	rto := p.rto()
	t := ui.TableProps{Label: "The plan after each scenario", Columns: []ui.Column{
		{Label: "Scenario"}, {Label: "Half of the time", Numeric: true}, {Label: "Four in five", Numeric: true}, {Label: "Nine in ten", Numeric: true}, {Label: "In time", Numeric: true}, {Label: "What keeps it"},
	}}
	for _, c := range comeback.Of(p.s, p.today, p.v.Site.Currency) {
		half, most, nearly, inTime, keeps := "—", "—", "—", g.Node(g.Text("—")), p.keeps(&c)
		if keeps == nil {
			continue
		}
		if course := c.Course(p.plan.ID); course != nil && course.Known() {
			out := course.Of(p.shift)
			half, most, nearly = recovery.Span(out.At(0.5)), recovery.Span(out.At(0.8)), recovery.Span(out.At(0.9))
			if rto.Known() {
				inTime = frame.Chance(out.Within(rto.Hours()), "")
			}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(c.Loss.Scenario.Name, scenarioURL(p.s, c.Loss.Scenario), ""), g.Text(half), g.Text(most), g.Text(nearly), inTime, g.Text(orDash(strings.Join(few(keeps), " "))),
		}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{ID: "scenarios", Title: "After each scenario", Note: p.shift.Title() + ", with all other plans at once"}, ui.Table(t),
		ui.Note("How long the plan takes from the loss on. Where what failed is back by itself before, the page of the scenario says so."))
}

// few are the first of some sentences, and how many there are more.
func few(sentences []string) []string {
	const most = 3
	if len(sentences) <= most {
		return sentences
	}
	return append(sentences[:most:most], fmt.Sprintf("And %d more.", len(sentences)-most))
}

func scenarioURL(s *record.Snapshot, l *catalog.LossScenario) string {
	return "/continuity/scenarios/" + s.Dictionary().TypeOf(l).Number(l.Number)
}

// keeps says what keeps the plan from its end after a scenario; nil where the
// scenario is nothing to it, empty where nothing keeps it.
func (p *planPage) keeps(c *comeback.Comeback) []string {
	for i := range c.Idle {
		if c.Idle[i].Plan.ID == p.plan.ID {
			return append([]string{"Not called for. If it were:"}, texts(c.Idle[i].Blocked)...)
		}
	}
	course := c.Course(p.plan.ID)
	if course == nil {
		return nil
	}
	return keeping(c, course)
}

// keeping says what keeps a course from its end, or for which others it waits;
// empty, and never nil, where nothing does.
func keeping(c *comeback.Comeback, course *recovery.Course) []string {
	keeps := append(append([]string{}, texts(course.Blocked)...), course.Missing...)
	for _, at := range course.Waits {
		keeps = append(keeps, "Waits for “"+c.Courses[at].Plan.Name+"”, which comes to no end.")
	}
	return keeps
}

func texts(blocked []recovery.Block) []string {
	all := make([]string, len(blocked))
	for i, b := range blocked {
		all[i] = b.Text
	}
	return all
}
