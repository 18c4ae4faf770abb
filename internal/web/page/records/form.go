package records

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

func newForm(v *frame.Visit, t *record.Type) error {
	if !v.Clerk.May(record.Create, t) || !hasForm(t) {
		return fault.New(fault.Forbidden, "You may not add %s.", strings.ToLower(t.Titles))
	}
	e := editor{reader: reader{v: v}, typ: t, record: begun(v, t)}
	if q := v.R.URL.Query(); len(q) > 0 {
		e.typed, e.proposed = q, true // an address can fill a form in: "keep as a view", "open a decision about this"
		e.refer(q)
	}
	if err := e.nameTargets(); err != nil {
		return err
	}
	return e.showForm("New "+strings.ToLower(t.Title), "/"+t.Plural+"/new", nil, "")
}

// refer takes references without a name from an address into the record, whose
// form finds their names.
func (e editor) refer(q url.Values) {
	for _, f := range e.typ.Pointers() {
		if f.Kind.Name == "reference" && !f.System && q.Has(f.Name) && !q.Has(f.Name+".text") && f.Value(e.record).SetJSON(q.Get(f.Name)) == nil {
			q.Del(f.Name)
		}
	}
}

// nameTargets finds the names of what a new record refers to from the start.
func (e *editor) nameTargets() (err error) {
	var ids []record.ID
	for _, f := range e.typ.Pointers() {
		f.Value(e.record).(record.Pointing).EachTarget(func(id record.ID) { ids = append(ids, id) })
	}
	if len(ids) > 0 {
		e.names, err = e.v.Clerk.Names(e.v.Context(), ids...)
	}
	return err
}

func create(v *frame.Visit, t *record.Type) error {
	if !v.Clerk.May(record.Create, t) || !hasForm(t) {
		return fault.New(fault.Forbidden, "You may not add %s.", strings.ToLower(t.Titles))
	}
	e := editor{reader: reader{v: v}, typ: t, record: begun(v, t)}
	return e.submit("New "+strings.ToLower(t.Title), "/"+t.Plural+"/new", t.Title+" added.")
}

func editForm(v *frame.Visit, t *record.Type) error {
	e, err := editing(v, t)
	if err != nil {
		return err
	}
	return e.showForm("Edit "+t.Label(e.record), e.address()+"/edit", nil, "")
}

func update(v *frame.Visit, t *record.Type) error {
	e, err := editing(v, t)
	if err != nil {
		return err
	}
	title := "Edit " + t.Label(e.record)
	return e.submit(title, e.address()+"/edit", "Saved.")
}

// editing reads the record that a form is about.
func editing(v *frame.Visit, t *record.Type) (editor, error) {
	d, err := v.Clerk.Detail(v.Context(), t, v.R.PathValue("key"))
	if err != nil {
		return editor{}, err
	}
	if !d.MayUpdate || !hasForm(t) {
		return editor{}, fault.New(fault.Forbidden, "You may not change %s.", t.Number(d.Record.Head().Number))
	}
	return editor{reader: reader{v: v, names: d.Names}, typ: t, record: d.Record}, nil
}

func (e editor) address() string { return frame.Link(e.typ, e.record.Head().Number) }

// submit reads the form into the record and saves it, or shows the form again
// with everything that was typed and all that is wrong.
func (e editor) submit(title, action, done string) error {
	if err := e.v.R.ParseForm(); err != nil {
		return fault.Because(err, fault.Invalid, "The form could not be read.")
	}
	form := e.v.R.PostForm
	if editRows(form) {
		e.typed = form
		return e.showForm(title, action, nil, "")
	}
	e.record = e.typ.Clone(e.record)
	if version, err := strconv.ParseInt(form.Get("version"), 10, 64); err == nil {
		e.record.Head().Version = version
	}
	problems := decode(e.v, e.typ, e.record, form)
	err := e.save(problems)
	if err == nil {
		return e.v.Redirect(frame.Link(e.typ, e.record.Head().Number), done)
	}
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict:
		e.typed = form
		return e.showForm(title, action, fault.FieldsOf(err), fault.Public(err))
	}
	return err
}

// save checks the rest of the record even when some fields could not be read,
// so that all errors are shown at once.
func (e editor) save(problems fault.List) error {
	change := &desk.Change{Type: e.typ, Record: e.record}
	if len(problems) == 0 {
		return e.v.Clerk.Save(e.v.Context(), change)
	}
	found, err := e.v.Clerk.Check(e.v.Context(), nil, change)
	if err != nil {
		return err
	}
	for _, f := range fault.FieldsOf(found[0]) {
		if !slices.ContainsFunc(problems, func(p fault.Field) bool { return p.Path == f.Path }) {
			problems = append(problems, f)
		}
	}
	return problems.Err()
}

// showForm shows all fields that people fill in, in the order of the struct.
func (e editor) showForm(title, action string, problems []problem, message string) error {
	byName, list := errorsOf(e.v, e.typ, problems)
	e.errors = byName
	status := 0
	var body []g.Node
	if message != "" && len(list) == 0 {
		body = append(body, ui.Callout(ui.ToneBad, message))
	}
	if message != "" {
		status = frame.Status(fault.Invalid)
	}
	var controls []g.Node
	open, held := e.open(formFields(e.v, e.typ))
	for _, f := range open {
		controls = append(controls, e.control(f), hidden("field", f.Name))
	}
	body = append(body, ui.Fields(controls...), held)
	cancel := "/" + e.typ.Plural
	if e.record.Head().Number > 0 {
		cancel = e.address()
	}
	version := versionOf(e.record)
	if e.typed != nil && e.typed.Get("version") != "" {
		version.Value = e.typed.Get("version")
	}
	crumbs := []ui.Crumb{{Label: e.typ.Titles, Href: "/" + e.typ.Plural}}
	if e.record.Head().Number > 0 {
		crumbs = append(crumbs, ui.Crumb{Label: e.typ.Number(e.record.Head().Number), Href: e.address()})
	}
	return e.v.Show(frame.Shown{Title: title, Here: "/" + e.typ.Plural, Status: status, Crumbs: crumbs, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: title, Lede: []g.Node{g.Text(e.typ.Help)}}),
		ui.Form(ui.FormProps{
			ID: "record", Action: action, Hidden: []ui.HiddenValue{version}, Errors: list, Body: body,
			Actions: []g.Node{
				ui.Button(ui.ButtonProps{Label: "Save", Kind: ui.ButtonMain}),
				ui.Button(ui.ButtonProps{Label: "Cancel", Kind: ui.ButtonQuiet, Href: cancel}),
			},
			Note: "Ctrl-Enter saves.",
		}),
	}})
}

func escape(text string) string { return url.QueryEscape(text) }
