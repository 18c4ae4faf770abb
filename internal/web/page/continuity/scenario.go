package continuity

import (
	"fmt"
	"math"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/comeback"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// scenarioPage is what comes after one scenario, by day or by night.
type scenarioPage struct {
	*view
	c     *comeback.Comeback
	shift recovery.Shift
}

func (w *view) scenarioURL(l *catalog.LossScenario) string {
	return "/continuity/scenarios/" + record.TypeFor[catalog.LossScenario](w.s).Number(l.Number)
}

// planURL is the page on how long a plan takes.
func (w *view) planURL(p *catalog.RecoveryPlan) string {
	return "/recovery/plans/" + record.TypeFor[catalog.RecoveryPlan](w.s).Number(p.Number)
}

// showScenario says in what time we are back after a scenario, and what it costs. It
// adds up plans too: whoever may not see those does not see it.
func showScenario(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	if _, err := v.Whole("recovery"); err != nil {
		return err
	}
	t := record.TypeFor[catalog.LossScenario](w.s)
	n, _ := t.ParseNumber(v.R.PathValue("number"))
	all := comeback.Of(w.s, v.Question().Today(), v.Site.Currency)
	for i := range all {
		if l := all[i].Loss.Scenario; l.Number == n {
			p := &scenarioPage{view: w, c: &all[i], shift: recovery.Day}
			if v.Form("after") == "night" {
				p.shift = recovery.Night
			}
			return p.show()
		}
	}
	if w.s.Numbered(t, n) != nil {
		return v.Redirect("/"+t.Plural+"/"+t.Number(n), "Nothing is computed of a scenario that is retired or names nothing that fails.")
	}
	return fault.New(fault.NotFound, "There is no scenario of this number that you may see.")
}

func (p *scenarioPage) show() error {
	l := p.c.Loss.Scenario
	main := []g.Node{ui.Headline(ui.HeadlineProps{Title: p.title(), Lede: p.told(p.lede()), Actions: []g.Node{
		ui.Button(ui.ButtonProps{Label: "Why it stops", Kind: ui.ButtonPlain, Href: p.failURL(p.c.Loss.Outcome.Failed...)}),
		ui.Button(ui.ButtonProps{Label: "Open the record", Icon: ui.IconEdit, Href: p.v.LinkTo(l)})}})}
	if len(p.c.Backs) > 0 {
		main = append(main, p.shifts(), p.instruments(), p.picture(), p.cost(), p.services())
	}
	main = append(main, p.plans(), p.idle())
	return p.v.Show(frame.Shown{Title: l.Name, Here: "/continuity", Main: main,
		Crumbs: []ui.Crumb{{Label: "Continuity", Href: "/continuity"}, {Label: l.Name, Href: p.v.LinkTo(l)}, {Label: "When we are back"}}})
}

// count is how many services have one of some verdicts.
func (p *scenarioPage) count(of ...comeback.Verdict) (n int) {
	for i := range p.c.Backs {
		for _, v := range of {
			if p.c.Backs[i].Verdict == v {
				n++
			}
		}
	}
	return n
}

func (p *scenarioPage) timed() int { return p.count(comeback.Late, comeback.Open, comeback.InTime) }

func (p *scenarioPage) title() string {
	all := len(p.c.Backs)
	switch timed := p.timed(); {
	case all == 0 && len(p.c.Idle) > 0:
		return fmt.Sprintf("Nothing stops, but %s could not be carried out", signal.Count(len(p.c.Idle), "plan", "plans"))
	case all == 0:
		return "Nothing stops"
	case timed == 0:
		return fmt.Sprintf("Of %s no plan says when one is back", signal.Count(all, "service that stops", "services that stop"))
	default:
		last := p.last(0.5)
		return fmt.Sprintf("%d of %s known to be back, the last after %s", timed, signal.Count(all, "service that stops is", "services that stop are"), recovery.Span(last))
	}
}

// last is when the last service of which it is known is back, in a share of the runs each.
func (p *scenarioPage) last(share float64) (hours float64) {
	for i := range p.c.Backs {
		if b := &p.c.Backs[i]; b.Timed() {
			hours = max(hours, b.Out[p.shift].At(share))
		}
	}
	return hours
}

func (p *scenarioPage) lede() string {
	if held := len(p.c.Loss.Outcome.Held); len(p.c.Backs) == 0 {
		return fmt.Sprintf("%s. While it lasts, %s.", signal.Count(p.c.Loss.Outcome.Survive, "service goes on", "services go on"), signal.Count(held, "service that stopped would stay down", "services that stopped would stay down"))
	}
	var parts []string
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, signal.Count(n, one, many))
		}
	}
	add(p.count(comeback.NoPlan), "has no plan", "have no plan")
	add(p.count(comeback.Stuck), "cannot be brought back by its plan", "cannot be brought back by their plans")
	add(p.count(comeback.Unknown), "cannot be computed", "cannot be computed")
	text := ""
	if len(parts) > 0 {
		text = "Of the services " + signal.List(parts, len(parts)) + ". "
	}
	if p.c.Over.Known() {
		over := p.c.Over.Of(p.shift)
		text += fmt.Sprintf("What failed is itself back after %s, nine times in ten within %s: by then, at the latest, everything is.", recovery.Span(over.At(0.5)), recovery.Span(over.At(0.9)))
	} else {
		text += "How long what failed stays away is not recorded."
	}
	return text
}

func (p *scenarioPage) shifts() g.Node {
	at := p.scenarioURL(p.c.Loss.Scenario)
	return ui.Tabs("When it happens",
		ui.Choice{Label: "After a loss by day", Href: at, Current: p.shift == recovery.Day},
		ui.Choice{Label: "After a loss by night", Href: at + "?after=night", Current: p.shift == recovery.Night})
}

func (p *scenarioPage) instruments() g.Node {
	hours, costs := comeback.Hours(), &p.c.Costs[p.shift]
	const last = len(costs.Timed) - 1
	total := signal.Plus(costs.Timed[last], costs.Untimed[last])
	promised, kept := 0, 0
	for i := range p.c.Backs {
		b := &p.c.Backs[i]
		if rto := b.Service.RTO; rto.Known() {
			promised++
			if b.Timed() && b.Out[p.shift].Within(rto.Hours()).Share() >= recovery.Level {
				kept++
			}
		}
	}
	figures := []ui.InstrumentProps{
		{Label: "Back in the time promised", Figure: fmt.Sprintf("%d of %d", kept, promised), Note: "services with a promise, four times in five", Href: "#back"},
		{Label: "Come back by a plan", Figure: fmt.Sprintf("%d of %d", p.timed(), len(p.c.Backs)), Note: "services that stop", Href: "#back"},
		{Label: fmt.Sprintf("Lost in %g h", hours[last]), Figure: p.short(total), Full: total.Format(p.v.Locale), Note: "of " + p.short(costs.Nothing[last]) + " if nothing came back", Href: "#cost"},
	}
	if p.timed() > 0 {
		figures = append(figures, ui.InstrumentProps{Label: "The last of them", Figure: recovery.Span(p.last(0.5)), Note: "nine times in ten within " + recovery.Span(p.last(0.9)), Href: "#picture"})
	}
	return ui.Instruments("The figures", figures...)
}

const shownBacks = 24

// picture is which service is back when.
func (p *scenarioPage) picture() g.Node {
	pic := draw.Ranges{Frame: draw.Frame{Title: "When services are back", Unit: "hours after the loss", Number: recovery.Span, Short: draw.Plain},
		Whisker: true, LimitName: "Promised within", FromName: "Stops after", MidName: "Half of the time within", ToName: "Nine times in ten within"}
	for _, b := range p.soonest() {
		row := draw.Range{Label: b.Service.Name, From: math.NaN(), Mid: math.NaN(), To: math.NaN(), Note: reason(b), Link: p.v.LinkTo(b.Service)}
		if rto := b.Service.RTO; rto.Known() {
			row.Limit = rto.Hours()
		}
		if b.Timed() {
			out := b.Out[p.shift]
			row.From, row.Mid, row.To, row.Note, row.Tone = 0, out.At(0.5), out.At(0.9), recovery.Span(out.At(0.5)), draw.Sea
			row.Link = p.planURL(p.c.Courses[b.Plans[0]].Plan)
			if rto := b.Service.RTO; rto.Known() {
				chance := out.Within(rto.Hours())
				row.Note += ", in time " + recovery.Percent(chance.Share())
				row.Tone = draw.Bad
				if chance.Share() >= recovery.Level {
					row.Tone = draw.Good
				}
			}
		}
		pic.Rows = append(pic.Rows, row)
	}
	if p.timed() == 0 {
		return nil
	}
	note := ""
	if n := p.count(comeback.NoPlan); n > 0 {
		note = signal.Count(n, "service without a plan is left out", "services without a plan are left out")
	}
	return ui.Section(ui.SectionProps{ID: "picture", Title: "When services are back", Note: note}, draw.Figure(pic),
		ui.Note("The bar ends where half of the runs are done, the thin line where nine in ten are; the mark is the time promised."))
}

// soonest are the services with a time, the soonest first, and then those with a plan
// that says none, as far as there is room.
func (p *scenarioPage) soonest() (list []*comeback.Back) {
	for i := range p.c.Backs {
		if p.c.Backs[i].Timed() {
			list = append(list, &p.c.Backs[i])
		}
	}
	sortBacks(list, p.shift)
	for i := range p.c.Backs {
		if v := p.c.Backs[i].Verdict; v == comeback.Stuck || v == comeback.Unknown {
			list = append(list, &p.c.Backs[i])
		}
	}
	return list[:min(len(list), shownBacks)]
}
