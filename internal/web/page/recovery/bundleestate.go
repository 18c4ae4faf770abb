package recovery

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/insight/comeback"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
)

const coldStartFile = "cold-start.html"

// estate writes the order of a cold start and a page for each scenario.
func (b *bundle) estate(losses []comeback.Comeback) error {
	if !b.Estate {
		return nil
	}
	if err := b.page(coldStartFile, "Cold start: the order in which all is started", b.coldStart()); err != nil {
		return err
	}
	for i := range losses {
		if err := b.page(b.scenarioFile(&losses[i]), losses[i].Loss.Scenario.Name, b.scenario(&losses[i])); err != nil {
			return err
		}
	}
	return nil
}

func (b *bundle) scenarioFile(c *comeback.Comeback) string {
	l := c.Loss.Scenario
	return strings.ToLower(b.s.Dictionary().TypeOf(l).Number(l.Number)) + ".html"
}

// more leads to the pages on the estate.
func (b *bundle) more(losses []comeback.Comeback) g.Node {
	var rows [][]g.Node
	for i := range losses {
		c := &losses[i]
		rows = append(rows, []g.Node{h.A(h.Href(b.scenarioFile(c)), g.Text(c.Loss.Scenario.Name)), g.Text(fmt.Sprint(len(c.Backs))), g.Text(fmt.Sprint(timed(c)))})
	}
	return g.Group{
		h.H2(g.Text("When everything is down")), h.P(h.A(h.Href(coldStartFile), g.Text("The order in which all is started"))),
		g.If(len(rows) > 0, g.Group{h.H2(g.Text("What has happened")), b.table([]string{"Scenario", "Services that stop", "Back by a plan"}, rows)}),
	}
}

func timed(c *comeback.Comeback) (n int) {
	for i := range c.Backs {
		if c.Backs[i].Timed() {
			n++
		}
	}
	return n
}

// coldStart is the order in waves, the circles in it and what would untangle them,
// with room for a pen.
func (b *bundle) coldStart() g.Node {
	e, c := continuity.EstateOf(b.s), continuity.ColdStartOf(b.s)
	var waves, circles, sets [][]g.Node
	for i, wave := range c.Waves {
		waves = append(waves, []g.Node{g.Text(fmt.Sprint(i + 1)), g.Text(byKind(e, wave)), nil})
	}
	for _, circle := range c.Circles {
		round := append(namesOf(e, circle), e.Things[circle[0]].Name)
		circles = append(circles, []g.Node{g.Text(strings.Join(round, " waits for "))})
	}
	for _, set := range c.Untangle {
		sets = append(sets, []g.Node{g.Text(strings.Join(namesOf(e, set), " and "))})
	}
	least := "With one of these sets made to start by itself all can be started; there is no smaller one."
	if !c.Proven {
		least = "With one of these sets made to start by itself all can be started; there may be smaller ones."
	}
	return g.Group{
		h.P(g.Text("Each wave can be started once those before it are up. It follows from the dependencies as they were recorded.")),
		b.table([]string{"Wave", "Start", "Up"}, waves),
		g.If(len(c.Stuck) > 0, g.Group{
			h.H2(g.Text("What waits for itself")), h.P(g.Text("These cannot be started in any order. Start one of each by other means: from a copy, by hand, without what it waits for.")),
			b.table([]string{"Circle"}, circles),
			h.H2(g.Text("What to make independent")), h.P(g.Text(least)), b.table([]string{"Start by itself"}, sets),
			h.H2(g.Text("What waits for a circle")), h.P(g.Text(byKind(e, c.Stuck))),
		}),
		h.P(h.A(h.Href("index.html"), g.Text("All plans"))),
	}
}

func namesOf(e *continuity.Estate, places []int) []string {
	names := make([]string, len(places))
	for i, at := range places {
		names[i] = e.Things[at].Name
	}
	return names
}

// byKind lists things with the kind before those of it: Server: a, b. Vendor: c.
func byKind(e *continuity.Estate, places []int) string {
	var text strings.Builder
	last := ""
	for i, at := range places {
		t := &e.Things[at]
		switch word := t.Word(); {
		case word != last && i > 0:
			text.WriteString(". " + word + ": ")
			last = word
		case word != last:
			text.WriteString(word + ": ")
			last = word
		default:
			text.WriteString(", ")
		}
		text.WriteString(t.Name)
	}
	return text.String()
}

// scenario is what stops, when each service is back, and in which order the plans
// get people.
func (b *bundle) scenario(c *comeback.Comeback) g.Node {
	var services, plans, costs, idle [][]g.Node
	for i := range c.Backs {
		back := &c.Backs[i]
		promised := "unknown"
		if back.Service.RTO.Known() {
			promised = recovery.Span(back.Service.RTO.Hours())
		}
		services = append(services, []g.Node{g.Text(back.Service.Name), g.Text(promised), g.Text(comes(back, recovery.Day)), g.Text(comes(back, recovery.Night)), b.plansOf(c, back)})
	}
	for i := range c.Courses {
		course := &c.Courses[i]
		plans = append(plans, []g.Node{g.Text(fmt.Sprint(i + 1)), h.A(h.Href(b.file(course.Plan)), g.Text(course.Plan.Name)), g.Text(orDash(strings.Join(keeping(c, course), " ")))})
	}
	for _, x := range c.Idle {
		idle = append(idle, []g.Node{h.A(h.Href(b.file(x.Plan)), g.Text(x.Plan.Name)), g.Text(strings.Join(texts(x.Blocked), " "))})
	}
	for i, hours := range comeback.Hours() {
		day, night := &c.Costs[recovery.Day], &c.Costs[recovery.Night]
		costs = append(costs, []g.Node{g.Text(fmt.Sprintf("%g h", hours)),
			g.Text(signal.Plus(day.Timed[i], day.Untimed[i]).Short(b.Locale)), g.Text(signal.Plus(night.Timed[i], night.Untimed[i]).Short(b.Locale)), g.Text(day.Nothing[i].Short(b.Locale))})
	}
	over := "How long what failed stays away is not recorded."
	if c.Over.Known() {
		over = fmt.Sprintf("What failed is itself back after %s half of the time, nine times in ten within %s.", recovery.Span(c.Over.Of(recovery.Day).At(0.5)), recovery.Span(c.Over.Of(recovery.Day).At(0.9)))
	}
	return g.Group{
		h.P(g.Text(signal.Count(len(c.Backs), "service stops", "services stop") + ". " + over)),
		g.If(len(plans) > 0, g.Group{h.H2(g.Text("Plans, in the order in which they get people")), b.table([]string{"", "Plan", "What keeps it"}, plans)}),
		g.If(len(idle) > 0, g.Group{h.H2(g.Text("Plans that could not be carried out meanwhile")), b.table([]string{"Plan", "Because"}, idle)}),
		g.If(len(services) > 0, g.Group{
			h.H2(g.Text("What stops")), b.table([]string{"Service", "Promised", "Back after a loss by day", "By night", "By which plan"}, services),
			h.H2(g.Text("What it has cost in all")), b.table([]string{"After", "By day", "By night", "If nothing came back"}, costs),
		}),
		h.P(h.A(h.Href("index.html"), g.Text("All plans"))),
	}
}

// comes is when a service is back after a loss in a shift.
func comes(back *comeback.Back, shift recovery.Shift) string {
	switch back.Verdict {
	case comeback.NoPlan:
		return "no plan: unknown"
	case comeback.Stuck:
		return "not by its plan"
	case comeback.Unknown:
		return "not known"
	}
	out := back.Out[shift]
	return fmt.Sprintf("%s; nine times in ten within %s", recovery.Span(out.At(0.5)), recovery.Span(out.At(0.9)))
}

func (b *bundle) plansOf(c *comeback.Comeback, back *comeback.Back) g.Node {
	if len(back.Plans) == 0 {
		return g.Text("—")
	}
	var nodes g.Group
	for i, at := range back.Plans {
		if i > 0 {
			nodes = append(nodes, g.Text(", "))
		}
		plan := c.Courses[at].Plan
		nodes = append(nodes, h.A(h.Href(b.file(plan)), g.Text(plan.Name)))
	}
	return nodes
}
