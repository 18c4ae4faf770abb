package records

import (
	"fmt"
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

// bulkActions are what can be done with selected rows: set one field of all,
// or archive them.
func bulkActions(v *frame.Visit, t *record.Type, a asked) []g.Node {
	var actions []g.Node
	if v.Clerk.May(record.Update, t) && hasForm(t) {
		var choices []ui.Option
		for _, f := range v.Clerk.Fields(t) {
			if bulkEditable(f) {
				choices = append(choices, ui.Option{Value: f.Name, Label: f.Title})
			}
		}
		actions = append(actions,
			ui.SelectField(ui.Field{Name: "field", Label: "Field to set", HideLabel: true}, ui.SelectProps{Options: choices, Empty: "Set a field…"}),
			ui.TextField(ui.Field{Name: "value", Label: "New value", HideLabel: true}, ui.TextProps{Placeholder: "New value; empty clears"}),
			ui.Button(ui.ButtonProps{Label: "Set", Name: "act", Value: "set", Small: true}))
	}
	if v.Clerk.May(record.Archive, t) {
		label := "Archive"
		if a.archived {
			label = "Bring back"
		}
		actions = append(actions, ui.Button(ui.ButtonProps{Label: label, Name: "act", Value: "archive", Small: true}))
	}
	return actions
}

func bulkEditable(f *record.Field) bool {
	return (!f.System || f.Name == "tags") && f.Kind.Name != "rows" && f.Kind.Name != "file" && f.Kind.Name != "markdown" && !f.Unique
}

// bulk changes the selected records, all or none.
func bulk(v *frame.Visit, t *record.Type) error {
	if err := v.R.ParseForm(); err != nil {
		return fault.Because(err, fault.Invalid, "The form could not be read.")
	}
	form := v.R.PostForm
	ids := form["id"]
	if len(ids) == 0 || len(ids) > maxBulk {
		return fault.New(fault.Invalid, "Select between 1 and %d records first.", maxBulk)
	}
	changes := make([]*desk.Change, 0, len(ids))
	for _, id := range ids {
		r, err := v.Clerk.Get(v.Context(), t, id)
		if err != nil {
			return err
		}
		r = t.Clone(r)
		if err := bulkEdit(v, t, r, form.Get("act"), form.Get("field"), form.Get("value")); err != nil {
			return err
		}
		changes = append(changes, &desk.Change{Type: t, Record: r, Note: "Changed together with others"})
	}
	if err := v.Clerk.Save(v.Context(), changes...); err != nil {
		return err
	}
	back := form.Get("back")
	if !strings.HasPrefix(back, "/"+t.Plural) {
		back = "/" + t.Plural
	}
	return v.Redirect(back, fmt.Sprintf("%d changed.", len(changes)))
}

func bulkEdit(v *frame.Visit, t *record.Type, r record.Record, act, name, value string) error {
	if act == "archive" {
		r.Head().Archived = !r.Head().Archived
		return nil
	}
	f := t.Field(name)
	if f == nil || !bulkEditable(f) {
		return fault.New(fault.Invalid, "Choose the field that shall be set.")
	}
	in := record.Reading{
		Today: v.Clerk.Desk().Today(), Currency: v.Site.Currency,
		Find: func(target, text string) (record.AnyRef, error) { return v.Clerk.Find(v.Context(), target, text) },
	}
	if err := f.Parse(r, value, in); err != nil {
		return fault.Because(err, fault.Invalid, "%s %s.", f.Title, strings.TrimSuffix(err.Error(), "."))
	}
	return nil
}
