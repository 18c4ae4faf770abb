package records

import (
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// open parts the fields of a form: those that can be changed, and as facts those
// that the state of the record holds as they are. What is typed into a new form
// is not held yet.
func (e editor) open(fields []*record.Field) (open []*record.Field, held g.Node) {
	var fixed []*record.Field
	if e.record.Head().Number > 0 {
		fixed = e.typ.Fixed(e.record)
	}
	var facts []ui.Fact
	for _, f := range fields {
		if slices.Contains(fixed, f) {
			facts = append(facts, ui.Fact{Label: f.Title, Value: e.value(f, e.record)})
		} else {
			open = append(open, f)
		}
	}
	if len(facts) == 0 {
		return open, nil
	}
	return open, ui.Section(ui.SectionProps{Title: "As agreed"}, h.P(g.Text(e.whyHeld())), ui.Facts(facts...))
}

// whyHeld says why fields cannot be changed, and which step leads back to where
// they can.
func (e editor) whyHeld() string {
	l := &e.typ.Lifecycle
	state, _ := l.State(e.record.Head().State)
	why := fmt.Sprintf("What was agreed stays as it is in the state “%s”.", state.Title)
	var back []string
	for _, tr := range l.From(state.Name) {
		if to, _ := l.State(tr.To); len(to.Fixed) == 0 && !to.Closed {
			back = append(back, "“"+tr.Title+"”")
		}
	}
	if len(back) == 0 {
		return why
	}
	return why + " To change it, take the step " + strings.Join(back, " or ") + " first."
}
