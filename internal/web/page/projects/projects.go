// Package projects is the home page of the portfolio: are our projects on time,
// within budget and good enough, and are they the right ones? It is for the
// director and for whoever runs projects.
package projects

import (
	"fmt"
	"net/url"
	"slices"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/portfolio"
	"fairlead/internal/insight/projects"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET /portfolio", Handle: show},
		{Pattern: "GET /portfolio/choice", Handle: showChoice},
		{Pattern: "GET /portfolio/board", Handle: showBoard},
		{Pattern: "POST /portfolio/board", Handle: moveCard},
		{Pattern: "GET /portfolio/reviews/{number}", Handle: showReview},
		{Pattern: "POST /portfolio/reviews/{number}", Handle: putUp},
	}
}

const (
	shownDemands   = 8
	shownPeople    = 10
	capacityMonths = 4
)

// home is what the page rests on.
type home struct {
	v         *frame.Visit
	s         *record.Snapshot
	today     record.Date
	portfolio []projects.Health
	funnel    projects.Funnel
	capacity  projects.Capacity
}

func show(v *frame.Visit) error {
	s, err := v.Whole("projects")
	if err != nil {
		return err
	}
	today := v.Clerk.Desk().Today()
	h := &home{v: v, s: s, today: today,
		portfolio: projects.Portfolio(s, today), funnel: projects.FunnelOn(s, today), capacity: projects.CapacityFrom(s, today, capacityMonths),
	}
	return v.Show(frame.Shown{Title: "Portfolio", Here: "/portfolio", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: h.title(), Lede: []g.Node{g.Text(h.lede())}, Actions: h.next()}),
		h.instruments(),
		ui.Columns(h.plan(), g.Group{v.Attention(s, slices.Concat(projects.Rules(), portfolio.Rules())...), h.stages()}),
		h.finishes(), h.queues(), h.health(), h.demands(), h.gains(), h.teams(), h.skills(), h.people(),
	}})
}

// count counts projects.
func (h *home) count(is func(*projects.Health) bool) (n int) {
	for i := range h.portfolio {
		if is(&h.portfolio[i]) {
			n++
		}
	}
	return n
}

func isLate(h *projects.Health) bool   { return h.Late() }
func isOver(h *projects.Health) bool   { return h.Over().Minor > 0 }
func noTime(h *projects.Health) bool   { return !h.LateKnown }
func noBudget(h *projects.Health) bool { return !h.Over().Known() }

func (h *home) title() string {
	n, late, over := len(h.portfolio), h.count(isLate), h.count(isOver)
	switch {
	case n == 0:
		return "No project is under way"
	case late == 0 && over == 0:
		return fmt.Sprintf("None of %s under way is known to be late or over budget", signal.Count(n, "project", "projects"))
	}
	return fmt.Sprintf("%d of %s will be late, %d will cost more than planned", late, signal.Count(n, "project", "projects"), over)
}

func (h *home) lede() string {
	budget, eac, _ := h.sums()
	text := ""
	if budget.Minor > 0 {
		text = fmt.Sprintf("Together they may cost %s, and will cost %s if it goes on as it went.", h.short(budget), h.short(eac))
	}
	if n := h.count(noTime); n > 0 {
		text += fmt.Sprintf(" When %s will end is not known.", signal.Count(n, "project", "projects"))
	}
	if n := h.count(noBudget); n > 0 {
		text += fmt.Sprintf(" What %s will cost cannot be told.", signal.Count(n, "project", "projects"))
	}
	if n := h.funnel.Overdue; n > 0 {
		text += fmt.Sprintf(" %s past the day on which an answer was promised.", signal.Count(n, "demand waits", "demands wait"))
	}
	return text
}

// sums adds up budgets and estimates at completion of the projects of which both
// are known in the currency of the organisation; over is what exceeds.
func (h *home) sums() (budget, eac, over record.Money) {
	var budgets, estimates, excess signal.Purse
	for i := range h.portfolio {
		p := &h.portfolio[i]
		if e := p.Value.EAC(); e.Known() && p.Value.BAC.Known() {
			budgets.Add(p.Value.BAC)
			estimates.Add(e)
			excess.Add(p.Over())
		}
	}
	currency := h.v.Site.Currency
	return budgets.In(currency), estimates.In(currency), excess.In(currency)
}

func (h *home) short(m record.Money) string { return m.Short(h.v.Locale) }

// next is what somebody would do here.
func (h *home) next() []g.Node {
	buttons := []g.Node{ui.Button(ui.ButtonProps{Label: "Board", Href: "/portfolio/board"}), ui.Button(ui.ButtonProps{Label: "What to do next", Href: "/portfolio/choice"})}
	for _, act := range []struct{ name, label string }{{"status_report", "Report a status"}, {"demand", "Add a demand"}} {
		if t, err := h.v.Clerk.Type(act.name); err == nil && h.v.Clerk.May(record.Create, t) {
			buttons = append(buttons, ui.Button(ui.ButtonProps{Label: act.label, Href: "/" + t.Plural + "/new"}))
		}
	}
	return buttons
}

func (h *home) instruments() g.Node {
	_, _, over := h.sums()
	waiting := fmt.Sprintf("of %d open", h.open())
	if len(h.funnel.Cost) > 0 {
		waiting += ", " + signal.Amounts(h.funnel.Cost, h.v.Locale)
	}
	percent, known := h.capacity.Total[0].Share()
	asked := ui.InstrumentProps{Label: "Asked of those assigned, this month", Figure: "unknown", Note: h.overloaded(), Href: "#people"}
	if known {
		asked.Figure = fmt.Sprintf("%d\u00a0%%", percent)
	}
	return ui.Instruments("The figures",
		ui.InstrumentProps{Label: "Late against promise", Figure: fmt.Sprint(h.count(isLate)), Href: "#health",
			Note: fmt.Sprintf("of %d under way", len(h.portfolio)) + unknown(h.count(noTime))},
		ui.InstrumentProps{Label: "Over budget at completion", Figure: h.short(over), Full: over.Format(h.v.Locale), Href: "#health",
			Note: fmt.Sprintf("on %s", signal.Count(h.count(isOver), "project", "projects")) + unknown(h.count(noBudget))},
		ui.InstrumentProps{Label: "Demands to decide", Figure: fmt.Sprint(len(h.funnel.Waiting)), Note: waiting, Href: "/demands?view=waiting"},
		asked,
	)
}

func unknown(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d not known", n)
}

// open counts the demands on which nothing is decided.
func (h *home) open() (n int) {
	for _, s := range h.funnel.Stages {
		switch s.State.Name {
		case "new", "assessing", "waiting", "deferred":
			n += s.Count
		}
	}
	return n
}

// overloaded says how many people are asked for more than they have this month.
func (h *home) overloaded() string {
	n := 0
	for _, p := range h.capacity.People {
		if p.Months[0].Over() > 0 {
			n++
		}
	}
	return fmt.Sprintf("%d of %d for more than they have", n, len(h.capacity.People))
}

// stages counts the demands by state; each opens its list.
func (h *home) stages() g.Node {
	var lines []ui.LineProps
	for _, s := range h.funnel.Stages {
		lines = append(lines, ui.LineProps{Text: s.State.Title, Href: "/demands?filter=" + url.QueryEscape("state = "+s.State.Name), Note: fmt.Sprint(s.Count)})
	}
	return ui.AsideSection("How far demands have come", lines...)
}
