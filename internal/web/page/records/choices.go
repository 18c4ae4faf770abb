package records

import (
	"slices"
	"strings"

	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// choices lists the text fields whose values are names of the program's own:
// they are chosen from a list, not remembered. The key is "type.field".
var choices = map[string]func(*frame.Visit, *record.Field) []ui.Option{
	"custom_field.on":   typeChoices,
	"custom_field.type": kindChoices,
	"saved_view.list":   typeChoices,
}

// typeChoices are the record types whose lists the visitor has.
func typeChoices(v *frame.Visit, _ *record.Field) []ui.Option {
	var out []ui.Option
	for _, t := range v.Clerk.Types() {
		if t.SubjectField() == nil {
			out = append(out, ui.Option{Value: t.Name, Label: t.Titles})
		}
	}
	slices.SortFunc(out, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	return out
}

// kindChoices are the kinds that the help of the field names.
func kindChoices(_ *frame.Visit, f *record.Field) []ui.Option {
	var out []ui.Option
	for name := range strings.SplitSeq(f.Help, ",") {
		name = strings.TrimSpace(name)
		if record.KindNamed(name) != nil {
			out = append(out, ui.Option{Value: name, Label: signal.Capital(name)})
		}
	}
	return out
}

// chosenFrom gives the choices of a field; none where it is typed freely. A value
// that is not among them stands there too, so that it is not lost.
func chosenFrom(v *frame.Visit, t *record.Type, f *record.Field, value string) []ui.Option {
	list, ok := choices[t.Name+"."+f.Name]
	if !ok {
		return nil
	}
	out := list(v, f)
	if value != "" && !slices.ContainsFunc(out, func(o ui.Option) bool { return o.Value == value }) {
		out = append(out, ui.Option{Value: value, Label: value})
	}
	return out
}
