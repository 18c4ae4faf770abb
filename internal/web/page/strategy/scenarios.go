package strategy

import (
	"fmt"
	"slices"
	"strings"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/strategy"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// mostScenarios is how many scenarios stand beside the plan.
const mostScenarios = 3

// scenarios is what the comparison rests on.
type scenarios struct {
	view
	open  []*catalog.Scenario
	shown []*catalog.Scenario
	list  []strategy.Outlook // the plan, then those that are shown
}

// showScenarios compares scenarios with the plan: those that the address names
// (?with=SCE-0001,SCE-0002), else those that answer the first open question.
func showScenarios(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	p := &scenarios{view: w, open: strategy.OpenScenarios(w.s)}
	if p.shown = p.named(v.Form("with")); len(p.shown) == 0 && len(p.open) > 0 {
		p.shown = p.answers(p.open[0])
	}
	p.list = strategy.Scenarios(w.s, w.today, p.shown...)
	return v.Show(frame.Shown{Title: "Scenarios", Here: "/strategy", Crumbs: []ui.Crumb{{Label: "Strategy", Href: "/strategy"}, {Label: "Roadmap", Href: "/strategy/roadmap"}, {Label: "Scenarios"}}, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: p.title(), Lede: []g.Node{g.Text(p.lede())}, Actions: []g.Node{p.add("scenario", "New scenario")}}),
		p.questions(), p.differences(), p.table(), p.timelines(),
	}})
}

// named are the scenarios with the numbers in a text, at most mostScenarios.
func (p *scenarios) named(numbers string) []*catalog.Scenario {
	var list []*catalog.Scenario
	t := record.TypeFor[catalog.Scenario](p.s)
	wanted := strings.Split(numbers, ",")
	for c := range record.Each[catalog.Scenario](p.s) {
		if !c.Archived && slices.Contains(wanted, t.Number(c.Number)) && len(list) < mostScenarios {
			list = append(list, c)
		}
	}
	return list
}

// answers are the open scenarios with the question of one of them.
func (p *scenarios) answers(to *catalog.Scenario) []*catalog.Scenario {
	var list []*catalog.Scenario
	for _, c := range p.open {
		if c.Answers(to.Question) && len(list) < mostScenarios {
			list = append(list, c)
		}
	}
	return list
}

func (p *scenarios) title() string {
	switch {
	case len(p.shown) == 0:
		return "No other way to go is written down"
	case slices.ContainsFunc(p.shown, func(c *catalog.Scenario) bool { return !c.Answers(p.shown[0].Question) }):
		return "Where other ways to go would lead"
	}
	return p.shown[0].Question
}

func (p *scenarios) lede() string {
	if len(p.shown) == 0 {
		return "A scenario says which steps of the roadmap would begin or end on other days, go out or come in, and with which budget. It stands here beside the plan."
	}
	return fmt.Sprintf("%s beside the plan of %s. Adopting one changes the plan.", signal.Count(len(p.shown), "scenario", "scenarios"), p.today.Format(p.v.Locale))
}

// questions leads to the open scenarios by their question.
func (p *scenarios) questions() g.Node {
	var choices []ui.Choice
	for n, c := range p.open {
		if slices.ContainsFunc(p.open[:n], func(before *catalog.Scenario) bool { return before.Answers(c.Question) }) {
			continue
		}
		answers := p.answers(c)
		var numbers []string
		for _, a := range answers {
			numbers = append(numbers, record.TypeFor[catalog.Scenario](p.s).Number(a.Number))
		}
		choices = append(choices, ui.Choice{Label: c.Question, Count: fmt.Sprint(len(answers)), Href: "/strategy/scenarios?with=" + strings.Join(numbers, ","), Current: slices.Equal(p.shown, answers)})
	}
	if len(choices) < 2 {
		return nil
	}
	return ui.Chips("Open questions", choices...)
}

// differences says in words where each scenario leads elsewhere than the plan.
func (p *scenarios) differences() g.Node {
	var parts g.Group
	for n := range p.list[1:] {
		o := &p.list[n+1]
		c := o.Scenario
		words := o.Differences(&p.list[0], p.v.Site.Currency, p.v.Locale)
		body := g.Node(h.P(g.Text("Days, money, conflicts, gaps and objectives stay as they are by the plan.")))
		if len(words) > 0 {
			body = h.Ul(g.Map(words, func(text string) g.Node { return h.Li(g.Text(text)) }))
		}
		state, _ := record.TypeFor[catalog.Scenario](p.s).Lifecycle.State(c.State)
		parts = append(parts, ui.Section(ui.SectionProps{ID: "scenario-" + fmt.Sprint(n+1), Title: c.Title, Note: state.Title, Actions: p.acts(c)}, p.drift(c), ui.Prose(body)))
	}
	return parts
}

// drift warns of steps that changed since a scenario was proposed.
func (p *scenarios) drift(c *catalog.Scenario) g.Node {
	if c.State != "proposed" {
		return nil
	}
	names := c.Drifted(p.s)
	if len(names) == 0 {
		return nil
	}
	return ui.Callout(ui.ToneWarn, "It cannot be adopted as it stands.", h.P(g.Textf("Since it was proposed, these steps or their budgets were changed: %s. Take it back to draft and propose it anew.", signal.List(names, 5))))
}

// acts are the steps from here, for those who may change the scenario.
func (p *scenarios) acts(c *catalog.Scenario) []g.Node {
	acts := []g.Node{ui.Link("Open "+record.TypeFor[catalog.Scenario](p.s).Number(c.Number), p.v.LinkTo(c))}
	if !p.v.Clerk.MayWith(record.Update, record.TypeFor[catalog.Scenario](p.s), c) {
		return acts
	}
	switch c.State {
	case "draft":
		acts = append(acts, ui.Button(ui.ButtonProps{Label: "Propose", Kind: ui.ButtonPlain, Href: p.v.LinkTo(c) + "/step/propose"}))
	case "proposed":
		acts = append(acts, ui.Button(ui.ButtonProps{Label: "Adopt " + c.Title, Kind: ui.ButtonPlain, Href: p.v.LinkTo(c) + "/step/adopt"}))
	}
	return acts
}

// table sets the plan and the scenarios side by side.
func (p *scenarios) table() g.Node {
	if len(p.shown) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "The plan and the scenarios side by side", Columns: []ui.Column{{Label: "What"}, {Label: "The plan"}}}
	for _, c := range p.shown {
		t.Columns = append(t.Columns, ui.Column{Label: c.Title})
	}
	line := func(what string, value func(*strategy.Outlook) string) {
		cells := []g.Node{g.Text(what)}
		for n := range p.list {
			text := value(&p.list[n])
			cell := g.Node(g.Text(text))
			if n > 0 && text != value(&p.list[0]) {
				cell = h.Strong(cell)
			}
			cells = append(cells, cell)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	for _, theme := range p.themes() {
		line("“"+theme+"” ends", func(o *strategy.Outlook) string { return p.day(o.LastOf(theme)) })
	}
	currency := p.v.Site.Currency
	for _, year := range strategy.YearsOf(p.list) {
		line(fmt.Sprintf("Cost in %d", year), func(o *strategy.Outlook) string {
			cost := o.CostOf(year)
			return p.short(cost.In(currency))
		})
	}
	line("Set aside", func(o *strategy.Outlook) string { return p.short(o.SetAside.In(currency)) })
	line("Conflicts", func(o *strategy.Outlook) string { return fmt.Sprint(len(o.Conflicts)) })
	line("Objectives with funded work", func(o *strategy.Outlook) string { return fmt.Sprint(len(o.Served)) })
	for _, gap := range p.list[0].Gaps {
		if gap.Status == strategy.Unknown {
			continue
		}
		line("Gap of “"+gap.Capability.Name+"” closed", func(o *strategy.Outlook) string {
			on, closed := o.Closed(gap.Capability)
			if !closed {
				return "never"
			}
			return p.day(on)
		})
	}
	return ui.Section(ui.SectionProps{ID: "compared", Title: "Side by side", Note: "bold: not as planned"}, ui.Table(t), ui.Note(p.basis()))
}

func (p *scenarios) basis() string {
	text := "The cost of initiatives that are proposed or going falls evenly on their days. An initiative moves with its first and its last step, and is dropped with its only one. A gap is closed when all that is planned is done; a budget counts for it once the initiative is approved. Amounts in other currencies are left out."
	if n := p.list[0].Unpriced; n > 0 {
		text += fmt.Sprintf(" By the plan, %s without a known cost or dates %s left out.", signal.Count(n, "initiative", "initiatives"), signal.Plural(n, "is", "are"))
	}
	return text
}

// themes are those of the plan and of the scenarios.
func (p *scenarios) themes() []string {
	var names []string
	for _, o := range p.list {
		for _, last := range o.Last {
			names = append(names, last.Theme)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (p *scenarios) day(d record.Date) string {
	if !d.Known() {
		return "no day known"
	}
	return d.Format(p.v.Locale)
}

// timelines draws the plan and each scenario over the same stretch of time.
func (p *scenarios) timelines() g.Node {
	if len(p.shown) == 0 {
		return nil
	}
	var from, to time.Time
	var drawn []*roadmap
	for _, o := range p.list {
		r := roadmapOf(view{p.v, o.Snapshot, p.today})
		r.fixed = true
		drawn = append(drawn, r)
		for _, t := range r.themes {
			for _, i := range t.Items {
				for _, d := range []record.Date{i.Starts, i.Ends} {
					if d.Known() && (from.IsZero() || d.Time().Before(from)) {
						from = d.Time()
					}
					if d.Known() && d.Time().After(to) {
						to = d.Time()
					}
				}
			}
		}
	}
	var parts g.Group
	for n, r := range drawn {
		title := "The plan"
		if c := p.list[n].Scenario; c != nil {
			title = c.Title
		}
		line := r.spans("Roadmap by theme: " + title)
		line.From, line.To = from, to
		if len(line.Rows) > 0 {
			parts = append(parts, ui.Section(ui.SectionProps{Title: "Timeline: " + title}, draw.Figure(line)))
		}
	}
	return parts
}
