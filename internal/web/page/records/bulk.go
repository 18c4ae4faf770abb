package records

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// maxBulk is how many records one bulk edit changes at most.
const maxBulk = 1000

// bulkForm is what was asked for with selected rows.
type bulkForm struct {
	ids          []string
	act          string // set, archive or restore
	field, value string
}

// selected reports whether a row was selected; nothing was on a fresh list.
func (b *bulkForm) selected(r record.Record) bool {
	return b != nil && slices.Contains(b.ids, r.Head().ID.String())
}

// bulkActions are what can be done with selected rows: set one field of all,
// or archive them.
func bulkActions(v *frame.Visit, t *record.Type, a asked, again *bulkForm) []g.Node {
	if again == nil {
		again = &bulkForm{}
	}
	var actions []g.Node
	if v.Clerk.May(record.Update, t) && hasForm(t) && !a.archived {
		var choices []ui.Option
		for _, f := range v.Clerk.Fields(t) {
			if bulkEditable(f) {
				choices = append(choices, ui.Option{Value: f.Name, Label: f.Title})
			}
		}
		actions = append(actions,
			ui.SelectField(ui.Field{Name: "field", Label: "Field to set", HideLabel: true}, ui.SelectProps{Options: choices, Value: again.field, Empty: "Set a field…"}),
			ui.TextField(ui.Field{Name: "value", Label: "New value", HideLabel: true}, ui.TextProps{Value: again.value, Placeholder: "New value; empty clears"}),
			ui.Button(ui.ButtonProps{Label: "Set", Name: "act", Value: "set", Small: true}))
	}
	if v.Clerk.May(record.Archive, t) {
		label, act := "Archive", "archive"
		if a.archived {
			label, act = "Bring back", "restore"
		}
		actions = append(actions, ui.Button(ui.ButtonProps{Label: label, Name: "act", Value: act, Small: true}))
	}
	return actions
}

func bulkEditable(f *record.Field) bool {
	return (!f.System || f.Name == "tags") && f.Kind.Name != "rows" && f.Kind.Name != "file" && f.Kind.Name != "markdown" && !f.Unique
}

// bulk changes the selected records, all or none. What is wrong is said above
// the same list, with the same rows selected.
func bulk(v *frame.Visit, t *record.Type) error {
	if err := v.R.ParseForm(); err != nil {
		return fault.Because(err, fault.Invalid, "The form could not be read.")
	}
	form := v.R.PostForm
	asked := &bulkForm{ids: form["id"], act: form.Get("act"), field: form.Get("field"), value: form.Get("value")}
	back := backTo(t, form.Get("back"))
	n, err := asked.save(v, t)
	if err != nil && fault.KindOf(err) == fault.Invalid {
		v.R.URL.RawQuery = back.RawQuery
		return listPage(v, t, asked, ui.Callout(ui.ToneBad, "Nothing was changed. "+fault.Sentence(err)))
	}
	if err != nil {
		return err
	}
	return v.Redirect(back.String(), fmt.Sprintf("%d changed.", n))
}

// backTo is the list from which the form came.
func backTo(t *record.Type, address string) *url.URL {
	u, err := url.Parse(address)
	if err != nil || u.Path != "/"+t.Plural || u.IsAbs() || u.Host != "" {
		return &url.URL{Path: "/" + t.Plural}
	}
	return &url.URL{Path: u.Path, RawQuery: u.RawQuery}
}

// save reads the records once, changes them and saves them together.
func (b *bulkForm) save(v *frame.Visit, t *record.Type) (int, error) {
	if len(b.ids) == 0 || len(b.ids) > maxBulk {
		return 0, fault.New(fault.Invalid, "Select between 1 and %d records first.", maxBulk)
	}
	edit, err := b.edit(v, t)
	if err != nil {
		return 0, err
	}
	found, err := v.Clerk.GetMany(v.Context(), t, b.ids)
	if err != nil {
		return 0, err
	}
	changes := make([]*desk.Change, 0, len(b.ids))
	for _, r := range found {
		r = t.Clone(r)
		if err := edit(r); err != nil {
			return 0, err
		}
		changes = append(changes, &desk.Change{Type: t, Record: r, Note: "Changed together with others"})
	}
	if len(changes) < len(b.ids) {
		return 0, fault.New(fault.Invalid, "%d of the selected records are gone.", len(b.ids)-len(changes))
	}
	return len(changes), v.Clerk.Save(v.Context(), changes...)
}

// edit is what is done to each record. The new value is read once for all.
func (b *bulkForm) edit(v *frame.Visit, t *record.Type) (func(record.Record) error, error) {
	if b.act == "archive" || b.act == "restore" {
		return func(r record.Record) error {
			r.Head().Archived = b.act == "archive"
			return nil
		}, nil
	}
	f := t.Field(b.field)
	if f == nil || !bulkEditable(f) || !slices.Contains(v.Clerk.Fields(t), f) {
		return nil, fault.New(fault.Invalid, "Choose the field that shall be set.")
	}
	read := t.New()
	if err := f.Parse(read, b.value, reading(v)); err != nil {
		return nil, fault.Because(err, fault.Invalid, "%s %s.", f.Title, strings.TrimSuffix(err.Error(), "."))
	}
	return func(r record.Record) error { return f.Set(r, f.Value(read)) }, nil
}

// reading is what texts that people type are read with.
func reading(v *frame.Visit) record.Reading {
	return record.Reading{
		Today: v.Clerk.Desk().Today(), Currency: v.Site.Currency,
		Find: func(target, text string) (record.AnyRef, error) { return v.Clerk.Find(v.Context(), target, text) },
	}
}
