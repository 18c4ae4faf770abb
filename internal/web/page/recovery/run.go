package recovery

import (
	"fmt"
	"slices"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// run is a plan that is put to work: an exercise or a crisis. The page of a
// planned, a running and a finished one is the same.
type run struct {
	v    *frame.Visit
	s    *record.Snapshot
	typ  *record.Type
	e    *catalog.Exercise
	plan *catalog.RecoveryPlan // nil where the visitor may not see it
	now  time.Time
}

// runAt finds the exercise that an address names, as it is now.
func runAt(v *frame.Visit) (*run, error) {
	s, err := v.Clerk.Snapshot()
	if err != nil {
		return nil, err
	}
	t, err := v.Clerk.Type("exercise")
	if err != nil {
		return nil, err
	}
	n, _ := t.ParseNumber(v.R.PathValue("number"))
	e, ok := s.Numbered(t, n).(*catalog.Exercise)
	if !ok {
		return nil, fault.New(fault.NotFound, "There is no exercise or crisis of this number that you may see.")
	}
	return &run{v: v, s: s, typ: t, e: e, plan: record.Get(s, e.Plan), now: v.Clerk.Desk().Now()}, nil
}

func showRun(v *frame.Visit) error {
	r, err := runAt(v)
	if err != nil {
		return err
	}
	crumbs := []ui.Crumb{{Label: "Recovery", Href: home}}
	if r.plan != nil {
		crumbs = append(crumbs, ui.Crumb{Label: r.plan.Name, Href: planURL(r.s, r.plan)})
	}
	return v.Show(frame.Shown{Title: r.e.Title, Here: home, Crumbs: append(crumbs, ui.Crumb{Label: r.e.Title}), Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: r.title(), Lede: []g.Node{g.Text(r.lede())}, Actions: r.acts()}),
		ui.Columns(g.Group{r.watched(), r.gapForm()}, g.Group{r.objectives(), r.facts()}),
	}})
}

func (r *run) running() bool { return r.e.State == "running" }

// mayWork reports whether the visitor may press what is on the page.
func (r *run) mayWork() bool { return r.v.Clerk.MayWith(record.Update, r.typ, r.e) }

func (r *run) kind() string {
	if o := r.typ.Field("kind").Option(string(r.e.Kind)); o != nil {
		return o.Title
	}
	return ""
}

func (r *run) title() string {
	switch took, done := r.e.Took(); {
	case done:
		return fmt.Sprintf("“%s” took %s", r.e.Title, recovery.Span(took.Hours()))
	case r.running() && r.e.Kind == "crisis":
		return fmt.Sprintf("“%s” is a crisis that runs", r.e.Title)
	case r.running():
		return fmt.Sprintf("“%s” is running", r.e.Title)
	case r.e.State == "dropped":
		return fmt.Sprintf("“%s” was dropped", r.e.Title)
	case r.e.PlannedOn.Known():
		return fmt.Sprintf("“%s” is planned %s", r.e.Title, signal.Away(r.v.Question().Today(), r.e.PlannedOn))
	}
	return fmt.Sprintf("“%s” has no day yet", r.e.Title)
}

func (r *run) lede() string {
	text := r.kind()
	if r.plan != nil {
		text += " of “" + r.plan.Name + "”"
	}
	text += "."
	if r.e.Began.Known() {
		text += " Began " + r.e.Began.Format(r.v.Locale) + "."
	}
	if !r.e.Kind.Measures() {
		text += " Its times do not count for the next estimate: the work is talked through, not done."
	}
	return text
}

func (r *run) acts() []g.Node {
	acts := []g.Node{ui.Button(ui.ButtonProps{Label: "Open the record", Icon: ui.IconEdit, Href: r.v.LinkTo(r.e)})}
	if !r.mayWork() {
		return acts
	}
	press := func(act, label string, kind ui.ButtonKind) {
		acts = append(acts, ui.PostButton(runURL(r.s, r.e)+"/go", ui.ButtonProps{Label: label, Kind: kind}, ui.HiddenValue{Name: "act", Value: act}))
	}
	switch r.e.State {
	case "planned":
		press("start", "Start the clock", ui.ButtonMain)
	case "running":
		press("stop", "Break off", ui.ButtonPlain)
		press("finish", "Services are back", ui.ButtonMain)
	case "done", "dropped":
		press("resume", "Go on", ui.ButtonPlain)
	}
	return acts
}

// The parts that the stream replaces.
const (
	clockID = "run-clock"
	stepsID = "run-steps"
)

// watched is what changes while others work: the clock, the steps and the gaps.
func (r *run) watched() g.Node {
	if !r.running() {
		return g.Group{r.clock(), r.steps()}
	}
	live := fmt.Sprintf("%s/live?seen=%d", runURL(r.s, r.e), r.e.Version)
	return g.Group{ui.Live("run", live, r.clock(), r.steps()),
		ui.Note("The page follows by itself what others press. Without scripts, load it again.")}
}

// clock is how long it runs, and how far it is.
func (r *run) clock() g.Node {
	if !r.running() {
		return h.Div(h.ID(clockID))
	}
	done := 0
	for i := range r.e.Steps {
		if r.e.Steps[i].Finished.Known() {
			done++
		}
	}
	elapsed := "not known"
	if r.e.Began.Known() {
		elapsed = "a moment"
		if since := r.now.Sub(r.e.Began.Time()); since >= time.Minute {
			elapsed = recovery.Span(since.Hours())
		}
	}
	return h.Div(h.ID(clockID), ui.Instruments("The clock",
		ui.InstrumentProps{Label: "Running for", Figure: elapsed, Note: "to the minute"},
		ui.InstrumentProps{Label: "Steps done", Figure: fmt.Sprintf("%d of %d", done, len(r.e.Steps))},
		r.left()))
}

// left is the time to the promise.
func (r *run) left() ui.InstrumentProps {
	rto := r.rto()
	if !rto.Known() || !r.e.Began.Known() {
		return ui.InstrumentProps{Label: "Left to the promise", Figure: "not known", Note: "nothing is promised"}
	}
	left := rto.Hours() - r.now.Sub(r.e.Began.Time()).Hours()
	if left < 0 {
		return ui.InstrumentProps{Label: "Past the promise by", Figure: recovery.Span(-left), Note: "of " + recovery.Span(rto.Hours())}
	}
	return ui.InstrumentProps{Label: "Left to the promise", Figure: recovery.Span(left), Note: "of " + recovery.Span(rto.Hours())}
}

func (r *run) rto() record.Duration {
	if r.plan == nil {
		return record.Duration{}
	}
	return (&planPage{s: r.s, plan: r.plan}).rto()
}

// steps are those of the run, or of the plan before it has begun.
func (r *run) steps() g.Node {
	list := r.e.Steps
	if len(list) == 0 && r.plan != nil && r.e.State == "planned" {
		for _, s := range r.plan.Steps {
			list = append(list, catalog.RunStep{Key: s.Key, Step: s.Step})
		}
	}
	t := ui.TableProps{Label: "The steps", Columns: []ui.Column{{Label: "Step"}, {Label: "After"}, {Label: "Who"}, {Label: "Estimated"}, {Label: "Took"}, {Label: "By"}, {Label: "Press", Hide: true}},
		Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconClock, Title: "No step was measured", Text: "It was talked through, or its times were not written down."})}
	for i := range list {
		t.Rows = append(t.Rows, r.row(&list[i]))
	}
	return h.Div(h.ID(stepsID), ui.Section(ui.SectionProps{ID: "steps", Title: "The steps"}, ui.Table(t)), r.gaps())
}

func (r *run) row(step *catalog.RunStep) ui.Row {
	after, can, estimate := "—", "—", g.Node(g.Text("—"))
	planned := r.planned(step.Key)
	if planned != nil {
		after, can = orDash(planned.After), who(r.s, planned)
		if planned.Duration.Known() {
			estimate = g.Text(planned.Duration.Format(r.v.Locale) + "\u00a0h")
		}
	}
	by := "—"
	if person := record.Get(r.s, step.By); person != nil {
		by = person.Name
	}
	return ui.Row{Cells: []g.Node{g.Text(step.Key + "  " + step.Step), g.Text(after), g.Text(can), estimate, r.took(step, planned), g.Text(by), r.press(step)}}
}

// planned is the step of the plan with a key; nil when the plan has it no more.
func (r *run) planned(key string) *catalog.RecoveryStep {
	if r.plan == nil {
		return nil
	}
	i := slices.IndexFunc(r.plan.Steps, func(s catalog.RecoveryStep) bool { return s.Key == key })
	if i < 0 {
		return nil
	}
	return &r.plan.Steps[i]
}

// took is how long a step took, or how long it runs, beside what was estimated.
func (r *run) took(step *catalog.RunStep, planned *catalog.RecoveryStep) g.Node {
	if !step.Started.Known() {
		return g.Text("—")
	}
	hours, text := r.now.Sub(step.Started.Time()).Hours(), "since "+step.Started.Time().In(r.zone()).Format("15:04")
	if took, done := step.Took(); done {
		hours, text = took.Hours(), recovery.Span(took.Hours())
	}
	if planned != nil && planned.Duration.Known() && hours > planned.Duration.High {
		return g.Group{g.Text(text + " "), ui.Tag(ui.ToneWarn, "slower than any")}
	}
	return g.Text(text)
}

func (r *run) zone() *time.Location {
	if r.v.Locale.Zone == nil {
		return time.UTC
	}
	return r.v.Locale.Zone
}

// stage is how far a step is, as its buttons send it: whoever presses says what
// they saw.
func stage(step *catalog.RunStep) string {
	switch {
	case step.Finished.Known():
		return "finished"
	case step.Started.Known():
		return "started"
	}
	return "ahead"
}

func (r *run) press(step *catalog.RunStep) g.Node {
	if !r.running() || !r.mayWork() {
		return nil
	}
	act := func(name, label string, kind ui.ButtonKind) g.Node {
		return ui.PostButton(runURL(r.s, r.e)+"/step", ui.ButtonProps{Label: label, About: "“" + step.Step + "”", Kind: kind, Small: true},
			ui.HiddenValue{Name: "key", Value: step.Key}, ui.HiddenValue{Name: "seen", Value: stage(step)}, ui.HiddenValue{Name: "act", Value: name})
	}
	switch stage(step) {
	case "ahead":
		return act("start", "Start", ui.ButtonPlain)
	case "started":
		return ui.Buttons(act("finish", "Finish", ui.ButtonMain), act("undo", "Not yet", ui.ButtonQuiet))
	}
	return act("undo", "Take back", ui.ButtonQuiet)
}
