package strategy

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/strategy"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// mostDays is how far one move goes, in days.
const mostDays = 3650

// handle is by what a script drags a step; empty for those who may not move it.
func (r *roadmap) handle(i *catalog.RoadmapItem) string {
	t := r.s.Dictionary().TypeOf(i)
	if r.fixed || i.State == "done" || !r.v.Clerk.MayWith(record.Update, t, i) {
		return ""
	}
	return t.Number(i.Number)
}

// replan is the form that moves a step. With a script the spans of the timeline
// can be dragged, which fills it in and sends it.
func (r *roadmap) replan() g.Node {
	var options []ui.Option
	for _, t := range r.themes {
		for _, i := range t.Items {
			if name := r.handle(i); name != "" && (i.Starts.Known() || i.Ends.Known()) {
				options = append(options, ui.Option{Value: fmt.Sprintf("%s@%d", name, i.Version), Label: t.Name + ": " + i.Title})
			}
		}
	}
	if len(options) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{ID: "replan", Title: "Plan anew"}, ui.Form(ui.FormProps{
		ID: "plan", Label: "Move a step", Action: "/strategy/roadmap/move", Compact: true,
		Body: []g.Node{ui.Fields(
			ui.SelectField(ui.Field{Name: "step", Label: "Step"}, ui.SelectProps{Options: options}),
			ui.NumberField(ui.Field{Name: "days", Label: "Begin later by", Unit: "days", Help: "Less than zero is earlier"}, ui.NumberProps{Value: "0", Step: "1"}),
			ui.NumberField(ui.Field{Name: "longer", Label: "Take longer by", Unit: "days"}, ui.NumberProps{Value: "0", Step: "1"}),
			ui.CheckField(ui.Field{Name: "push", Label: "Move what waits for it, too", Help: "Planned steps only, by as much as its end moves"}, false),
		)},
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Move", Kind: ui.ButtonPlain})},
		Note:    "Or drag a bar of the timeline; its right edge makes it longer.",
	}))
}

// moveStep saves a move as any change is saved: against the version that the
// reader saw.
func moveStep(v *frame.Visit) error {
	r, err := lookAtRoadmap(v)
	if err != nil {
		return err
	}
	m, version, err := r.asked()
	if err == nil {
		err = r.save(m, version)
	}
	if k := fault.KindOf(err); err != nil && (k == fault.Invalid || k == fault.Conflict) {
		return r.show(frame.Status(k), fault.Sentence(err))
	}
	return err
}

// asked reads the form.
func (r *roadmap) asked() (m strategy.Move, version int64, err error) {
	number, seen, _ := strings.Cut(r.v.Form("step"), "@")
	version, err = strconv.ParseInt(seen, 10, 64)
	for _, t := range r.themes {
		for _, i := range t.Items {
			if r.s.Dictionary().TypeOf(i).Number(i.Number) == number {
				m.Step = i
			}
		}
	}
	if m.Step == nil || err != nil {
		return m, 0, fault.New(fault.Invalid, "Choose a step that stands on the roadmap.")
	}
	m.Days, err = days(r.v.Form("days"))
	longer, problem := days(r.v.Form("longer"))
	m.Longer, m.Push = longer, r.v.Form("push") != ""
	if err = errors.Join(err, problem); err != nil {
		return m, 0, fault.Because(err, fault.Invalid, "Give whole days, at most %d.", mostDays)
	}
	return m, version, nil
}

func days(text string) (int, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "−", "-"))
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err == nil && (n > mostDays || n < -mostDays) {
		err = strconv.ErrRange
	}
	return n, err
}

func (r *roadmap) save(m strategy.Move, version int64) error {
	t := r.s.Dictionary().TypeOf(m.Step)
	moved := strategy.Moved(r.s, m)
	moved[0].Version = version
	changes := make([]*desk.Change, len(moved))
	for n, i := range moved {
		changes[n] = &desk.Change{Type: t, Record: i, Note: "Moved on the roadmap"}
	}
	if err := r.v.Clerk.Save(r.v.Context(), changes...); err != nil {
		return err
	}
	told := fmt.Sprintf("“%s” now stands at %s.", m.Step.Title, r.when(moved[0]))
	if n := len(moved) - 1; n > 0 {
		told += fmt.Sprintf(" %s for it moved with it.", signal.Count(n, "step that waits", "steps that wait"))
	}
	return r.v.Redirect("/strategy/roadmap", told)
}
