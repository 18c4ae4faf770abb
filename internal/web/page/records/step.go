package records

import (
	"slices"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// stepForm asks for what a step of the lifecycle needs, and for the reason.
func stepForm(v *frame.Visit, t *record.Type) error {
	e, tr, err := stepping(v, t)
	if err != nil {
		return err
	}
	return e.showStep(tr, nil, "")
}

func stepping(v *frame.Visit, t *record.Type) (editor, record.Transition, error) {
	d, err := v.Clerk.Detail(v.Context(), t, v.R.PathValue("key"))
	if err != nil {
		return editor{}, record.Transition{}, err
	}
	i := slices.IndexFunc(d.Transitions, func(tr record.Transition) bool { return tr.Name == v.R.PathValue("step") })
	if i < 0 {
		return editor{}, record.Transition{}, fault.New(fault.Conflict, "This step cannot be done with %s now, or not by you.", t.Number(d.Record.Head().Number))
	}
	return editor{reader: reader{v, d.Names}, typ: t, record: d.Record}, d.Transitions[i], nil
}

func (e editor) showStep(tr record.Transition, problems []problem, message string) error {
	byName, list := errorsOf(e.v, e.typ, problems)
	e.errors = byName
	var body []g.Node
	status := 0
	if message != "" {
		status = frame.Status(fault.Invalid)
		if len(list) == 0 {
			body = append(body, ui.Callout(ui.ToneBad, message))
		}
	}
	var controls []g.Node
	needs := make([]*record.Field, len(tr.Needs))
	for i, name := range tr.Needs {
		needs[i] = e.typ.Field(name)
	}
	open, held := e.open(needs)
	for _, f := range open {
		needed := *f
		needed.Required = true
		controls = append(controls, e.control(&needed), hidden("field", f.Name))
	}
	controls = append(controls, ui.AreaField(ui.Field{Name: "note", Label: "Reason", Help: "Kept in the history", Wide: true}, ui.AreaProps{Value: e.text("note", ""), Rows: 2}))
	body = append(body, ui.Fields(controls...), held)
	number := e.typ.Number(e.record.Head().Number)
	to, _ := e.typ.Lifecycle.State(tr.To)
	return e.v.Show(frame.Shown{
		Title: tr.Title, Here: "/" + e.typ.Plural, Status: status,
		Crumbs: []ui.Crumb{{Label: e.typ.Titles, Href: "/" + e.typ.Plural}, {Label: number, Href: e.address()}},
		Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: tr.Title + ": " + e.typ.Label(e.record), Lede: []g.Node{g.Textf("It becomes “%s”.", to.Title)}}),
			ui.Form(ui.FormProps{
				ID: "step", Action: e.address() + "/step/" + tr.Name, Hidden: []ui.HiddenValue{versionOf(e.record)}, Errors: list, Body: body,
				Actions: []g.Node{
					ui.Button(ui.ButtonProps{Label: tr.Title, Kind: ui.ButtonMain}),
					ui.Button(ui.ButtonProps{Label: "Cancel", Kind: ui.ButtonQuiet, Href: e.address()}),
				},
			}),
		},
	})
}

func step(v *frame.Visit, t *record.Type) error {
	e, tr, err := stepping(v, t)
	if err != nil {
		return err
	}
	if err := v.R.ParseForm(); err != nil {
		return fault.Because(err, fault.Invalid, "The form could not be read.")
	}
	form := v.R.PostForm
	e.record = t.Clone(e.record)
	if version, err := strconv.ParseInt(form.Get("version"), 10, 64); err == nil {
		e.record.Head().Version = version
	}
	problems := decode(v, t, e.record, form)
	err = problems.Err()
	var outcome desk.Outcome
	if err == nil {
		outcome, err = v.Clerk.Transition(v.Context(), t, e.record, tr.Name, form.Get("note"))
	}
	switch fault.KindOf(err) {
	case fault.Invalid:
		if err != nil {
			e.typed = form
			return e.showStep(tr, fault.FieldsOf(err), fault.Public(err))
		}
	}
	if err != nil {
		return err
	}
	if outcome.Approval != nil {
		return v.Redirect(e.address(), strings.TrimSpace("Sent for approval. It happens when those asked have agreed. "+outcome.Approval.Basis))
	}
	return v.Redirect(e.address(), tr.Title+": done.")
}

// approvals shows the steps of the record that wait for consent, with the
// buttons of those who are asked.
func approvals(v *frame.Visit, rd reader, t *record.Type, d *desk.Detail) g.Node {
	var nodes []g.Node
	for _, r := range d.Approvals {
		a := r.(*catalog.Approval)
		body := []g.Node{h.P(g.Textf("Asked by %s. ", rd.person(a.AskedBy.ID, a.CreatedBy)), g.Textf("%d of %d have agreed. ", agreed(a), a.Quorum.N()), g.Text(a.Basis))}
		if v.Clerk.MayVote(a) {
			to := frame.Link(t, d.Record.Head().Number) + "/vote/" + a.ID.String()
			body = append(body, ui.Form(ui.FormProps{Action: to, Label: "Answer to " + a.Title, Compact: true,
				Body: []g.Node{ui.TextField(ui.Field{Name: "reason", Label: "Reason"}, ui.TextProps{})},
				Actions: []g.Node{
					ui.Button(ui.ButtonProps{Label: "Agree", Kind: ui.ButtonMain, Name: "answer", Value: "yes"}),
					ui.Button(ui.ButtonProps{Label: "Refuse", Kind: ui.ButtonDanger, Name: "answer", Value: "no"}),
				}}))
		}
		nodes = append(nodes, ui.Callout(ui.ToneWarn, "Waiting for approval: "+a.Title, body...))
	}
	return g.Group(nodes)
}

func agreed(a *catalog.Approval) int {
	n := 0
	for _, v := range a.Votes {
		if v.Agrees {
			n++
		}
	}
	return n
}

func vote(v *frame.Visit, t *record.Type) error {
	id, err := record.ParseID(v.R.PathValue("approval"))
	if err != nil {
		return fault.Because(err, fault.NotFound, "There is no such approval.")
	}
	if err := v.Clerk.Vote(v.Context(), id, v.Form("answer") == "yes", v.Form("reason")); err != nil {
		return err
	}
	return v.Redirect("/"+t.Plural+"/"+v.R.PathValue("key"), "Your answer is kept.")
}
