package recovery

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// planPage is a plan, after a loss by day or by night.
type planPage struct {
	v     *frame.Visit
	s     *record.Snapshot
	today record.Date
	plan  *catalog.RecoveryPlan
	out   *recovery.Outlook // nil of a plan that is retired
	shift recovery.Shift
	of    recovery.Outcome
}

// planAt finds the plan that an address names.
func planAt(v *frame.Visit, s *record.Snapshot) (*catalog.RecoveryPlan, error) {
	t := record.TypeFor[catalog.RecoveryPlan](s)
	n, _ := t.ParseNumber(v.R.PathValue("number"))
	p, ok := s.Numbered(t, n).(*catalog.RecoveryPlan)
	if !ok {
		return nil, fault.New(fault.NotFound, "There is no recovery plan of this number that you may see.")
	}
	return p, nil
}

func showPlan(v *frame.Visit) error {
	s, err := v.Whole("recovery")
	if err != nil {
		return err
	}
	plan, err := planAt(v, s)
	if err != nil {
		return err
	}
	today := v.Question().Today()
	p := &planPage{v: v, s: s, today: today, plan: plan, out: recovery.OutlookOf(s, plan.ID, today)}
	if p.out == nil {
		return v.Redirect(p.v.LinkTo(plan), "This plan is retired.")
	}
	p.of = p.out.Worse()
	switch v.Form("after") {
	case "day":
		p.of = p.out.Day
	case "night":
		p.of = p.out.Night
	}
	p.shift = p.of.Shift
	return v.Show(frame.Shown{Title: plan.Name, Here: home,
		Crumbs: []ui.Crumb{{Label: "Recovery", Href: home}, {Label: plan.Name, Href: p.v.LinkTo(plan)}, {Label: "How long it takes"}},
		Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: p.title(), Lede: []g.Node{g.Text(p.lede())}, Actions: p.acts()}),
			p.crisisDialog(), p.exerciseDialog(), p.shifts(), p.instruments(),
			ui.Columns(g.Group{p.gantt(), p.steps(), p.levers(), p.scenarios(), p.people()}, g.Group{p.promises(), p.runs(), p.holds(), p.vendors(), p.missing()}),
		}})
}

func (p *planPage) title() string {
	if !p.out.Known() {
		return fmt.Sprintf("How long “%s” takes is not known", p.plan.Name)
	}
	return fmt.Sprintf("“%s” takes %s %s", p.plan.Name, recovery.Span(p.of.At(0.5)), p.shift.Title())
}

func (p *planPage) lede() string {
	if !p.out.Known() {
		return fmt.Sprintf("%s missing, beside the page. Nothing is guessed.", signal.Count(len(p.out.Missing), "fact is", "facts are"))
	}
	text := fmt.Sprintf("That is the middle of %s runs; one in five takes more than %s. %s", thousands(recovery.Draws), recovery.Span(p.of.At(recovery.Level)), p.out.Mostly(p.of))
	if p.out.Measured > 0 {
		text += fmt.Sprintf(" %s into it.", signal.Count(p.out.Measured, "measured time went", "measured times went"))
	}
	return text
}

func (p *planPage) acts() []g.Node {
	acts := []g.Node{ui.Button(ui.ButtonProps{Label: "Open the record", Icon: ui.IconEdit, Href: p.v.LinkTo(p.plan)})}
	if t, err := p.v.Clerk.Type("exercise"); err == nil && p.v.Clerk.May(record.Create, t) && len(p.plan.Steps) > 0 {
		acts = append(acts,
			ui.Button(ui.ButtonProps{Label: "Activate for real", Kind: ui.ButtonDanger, Dialog: "crisis"}),
			ui.Button(ui.ButtonProps{Label: "Exercise it now", Icon: ui.IconAction, Kind: ui.ButtonMain, Dialog: "exercise"}))
	}
	return acts
}

func (p *planPage) crisisDialog() g.Node {
	return ui.Dialog(ui.DialogProps{ID: "crisis", Title: "Activate this plan for real?",
		Body: []g.Node{
			ui.Prose(g.Text("The clock starts now. Everybody who may work on plans can start and finish steps, from any device; each press is kept.")),
			ui.Form(ui.FormProps{ID: "crisis-form", Action: planURL(p.s, p.plan) + "/start", Hidden: []ui.HiddenValue{{Name: "kind", Value: "crisis"}},
				Body: []g.Node{ui.Fields(ui.TextField(ui.Field{Name: "scenario", Label: "What has happened", Wide: true}, ui.TextProps{}))}}),
		},
		Footer: []g.Node{ui.DialogCancel("Not now"), ui.Button(ui.ButtonProps{Label: "Activate it", Kind: ui.ButtonDanger, Form: "crisis-form"})}})
}

func (p *planPage) exerciseDialog() g.Node {
	var kinds []ui.Option
	for _, o := range catalog.ExerciseKind("").Options() {
		if o.Name != "crisis" {
			kinds = append(kinds, ui.Option{Value: o.Name, Label: o.Title})
		}
	}
	return ui.Dialog(ui.DialogProps{ID: "exercise", Title: "Exercise it now",
		Body: []g.Node{ui.Form(ui.FormProps{ID: "exercise-form", Action: planURL(p.s, p.plan) + "/start",
			Body: []g.Node{ui.Fields(
				ui.SelectField(ui.Field{Name: "kind", Label: "How", Help: "Times of a live exercise count for the next estimate"}, ui.SelectProps{Options: kinds, Value: "live"}),
				ui.TextField(ui.Field{Name: "supposed", Label: "What is supposed to have happened", Wide: true}, ui.TextProps{}))}})},
		Footer: []g.Node{ui.DialogCancel("Not now"), ui.Button(ui.ButtonProps{Label: "Start the clock", Kind: ui.ButtonMain, Form: "exercise-form"})}})
}

// shifts leads from the loss by day to that by night.
func (p *planPage) shifts() g.Node {
	if !p.out.Known() {
		return nil
	}
	return ui.Tabs("When it happens",
		ui.Choice{Label: "After a loss by day", Href: planURL(p.s, p.plan) + "?after=day", Current: p.shift == recovery.Day},
		ui.Choice{Label: "After a loss by night", Href: planURL(p.s, p.plan) + "?after=night", Current: p.shift == recovery.Night})
}

// rto is the shortest time promised for what the plan brings back; unknown
// where nothing is.
func (p *planPage) rto() (shortest record.Duration) {
	for _, r := range p.plan.Services {
		service := record.Get(p.s, r)
		if service != nil && service.RTO.Known() && (!shortest.Known() || service.RTO.Seconds() < shortest.Seconds()) {
			shortest = service.RTO
		}
	}
	return shortest
}

func (p *planPage) instruments() g.Node {
	if !p.out.Known() {
		return nil
	}
	figures := []ui.InstrumentProps{
		{Label: "Half of the time within", Figure: recovery.Span(p.of.At(0.5)), Note: "the median", Href: "#steps"},
		{Label: "Four times in five within", Figure: recovery.Span(p.of.At(0.8)), Note: "P80", Href: "#steps"},
		{Label: "Nine times in ten within", Figure: recovery.Span(p.of.At(0.9)), Note: "P90", Href: "#steps"},
	}
	if rto := p.rto(); rto.Known() {
		c := p.of.Within(rto.Hours())
		low, high := c.Interval()
		figures = append(figures, ui.InstrumentProps{Label: "In time for the promise", Figure: recovery.Percent(c.Share()), Href: "#promises",
			Note: fmt.Sprintf("of %s; between %s and %s", recovery.Span(rto.Hours()), recovery.Percent(low), recovery.Percent(high))})
	}
	return ui.Instruments("The figures", figures...)
}

// gantt is when the steps run in the middle of the runs.
func (p *planPage) gantt() g.Node {
	if !p.out.Known() {
		return nil
	}
	pic := draw.Ranges{Frame: draw.Frame{Title: "When the steps run", Unit: "hours after the loss", Number: recovery.Span, Short: draw.Plain}, FromName: "Begins after", ToName: "Ends after"}
	if rto := p.rto(); rto.Known() {
		pic.Target = &draw.Level{Label: "Promised " + recovery.Span(rto.Hours()), Value: rto.Hours()}
		pic.Most = max(p.of.At(0.5), rto.Hours()) * 1.05
	}
	for i, step := range p.plan.Steps {
		o := p.of.Steps[i]
		row := draw.Range{Label: step.Key + "  " + step.Step, From: o.Started, To: o.Ended, Tone: draw.Soft, Note: "decides " + recovery.Percent(o.Decides)}
		if o.Decides >= 0.5 {
			row.Tone = draw.Sea
		}
		if o.Decides == 0 {
			row.Note = "has time"
		}
		pic.Rows = append(pic.Rows, row)
	}
	return ui.Section(ui.SectionProps{ID: "gantt", Title: "When the steps run", Note: "medians; coloured is what mostly decides the end"}, draw.Figure(pic))
}

func (p *planPage) steps() g.Node {
	t := ui.TableProps{Label: "The steps of the plan", Columns: []ui.Column{
		{Label: "Step"}, {Label: "After"}, {Label: "Who"}, {Label: "Needs"}, {Label: "Estimated"}, {Label: "Measured"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconService, Title: "No steps yet", Text: "Write down what is done, who can do it and how long it takes; then the plan can be run."})}
	measured := recovery.Measured(p.s, p.plan.ID)
	for i := range p.plan.Steps {
		step := &p.plan.Steps[i]
		estimate := ui.Unknown("unknown")
		if step.Duration.Known() {
			estimate = g.Text(step.Duration.Format(p.v.Locale) + "\u00a0h")
		}
		var times []string
		for _, hours := range measured[step.Key] {
			times = append(times, recovery.Span(hours))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			g.Group{g.Text(step.Key + "  "), g.Text(step.Step)}, g.Text(orDash(strings.Join(step.Waits(), ", "))), g.Text(who(p.s, step)), p.wants(step), estimate, g.Text(orDash(strings.Join(times, ", "))),
		}})
	}
	return ui.Section(ui.SectionProps{ID: "steps", Title: "The steps"}, ui.Table(t),
		ui.Note("Whoever is free does the step with the longest way behind it to the end; nobody does two at once. Vendors are called and parts ordered at the start. "+
			"Three figures are fastest, likeliest and slowest (PERT); n measured times weigh n to the two of an estimate. After a loss at night, who is not on call begins ten hours later."))
}

func orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}

// who says who can do a step.
func who(s *record.Snapshot, step *catalog.RecoveryStep) string {
	if step.Needed.Known() && step.Needed.N() == 0 {
		return "runs by itself"
	}
	var can []string
	for _, r := range step.People {
		if person := record.Get(s, r); person != nil {
			can = append(can, person.Name)
		}
	}
	if step.Role != "" {
		can = append(can, step.Role)
	}
	if team := record.Get(s, step.Team); team != nil {
		can = append(can, team.Name)
	}
	text := strings.Join(can, " or ")
	if step.Crew() > 1 {
		text = fmt.Sprintf("%d of %s", step.Crew(), text)
	}
	return orDash(text)
}

// wants is what else a step needs.
func (p *planPage) wants(step *catalog.RecoveryStep) g.Node {
	var nodes g.Group
	add := func(name, to, note string) {
		if len(nodes) > 0 {
			nodes = append(nodes, g.Text(", "))
		}
		nodes = append(nodes, ui.Link(name, to), g.Text(note))
	}
	if c := record.Get(p.s, step.Contract); c != nil {
		note := " (response not known)"
		if c.Response.Known() {
			note = " (within " + recovery.Span(c.Response.Hours()) + ")"
		}
		add(c.Name, p.v.LinkTo(c), note)
	}
	if part := record.Get(p.s, step.Spare); part != nil {
		note := " (how many is not known)"
		if part.Quantity.Known() {
			note = fmt.Sprintf(" (%d there)", part.Quantity.N())
		}
		add(part.Name, p.v.LinkTo(part), note)
	}
	if b := record.Get(p.s, step.Backup); b != nil {
		note := " (never restored)"
		if b.LastRestored.Known() {
			note = ""
		}
		add(b.Name, p.v.LinkTo(b), note)
	}
	if len(nodes) == 0 {
		return g.Text("—")
	}
	return nodes
}
