package records

import (
	"fmt"
	"net/url"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// editor shows the fields of a record as controls, and reads them back.
type editor struct {
	reader
	typ    *record.Type
	record record.Record
	typed  url.Values        // what was sent, when the form is shown again
	errors map[string]string // by field, or by path inside rows

	// proposed says that typed came with the address of a new form: what it does
	// not name is as the record begins.
	proposed bool
}

// control shows one field. What was typed wins over what is stored.
func (e editor) control(f *record.Field) g.Node {
	box := ui.Field{Name: f.Name, Label: f.Title, Help: f.Help, Unit: f.Unit, Required: f.Required, Error: e.errors[f.Name]}
	v := f.Value(e.record)
	if options := chosenFrom(e.v, e.typ, f, e.text(f.Name, v.Text())); options != nil {
		return ui.SelectField(box, ui.SelectProps{Value: e.text(f.Name, v.Text()), Options: options, Empty: "–"})
	}
	switch f.Kind.Name {
	case "markdown":
		box.Wide = true
		return ui.AreaField(box, ui.AreaProps{Value: e.text(f.Name, v.Text()), Rows: 4, MaxLength: record.MaxText})
	case "boolean":
		return ui.CheckField(box, e.text(f.Name, v.Text()) == "true")
	case "enum":
		return ui.SelectField(box, ui.SelectProps{Value: e.text(f.Name, v.Text()), Options: options(f), Empty: "–"})
	case "date":
		return ui.DateField(box, ui.DateProps{Value: e.text(f.Name, v.Text())})
	case "instant":
		box.Help = inUTC(box.Help)
		return ui.DateTimeField(box, ui.DateProps{Value: e.text(f.Name, minuteOf(v))})
	case "integer", "decimal", "percent":
		return ui.NumberField(box, ui.NumberProps{Value: e.text(f.Name, v.Text()), Min: bound(f.Min), Max: bound(f.Max)})
	case "money":
		return e.money(box, v.(*record.Money))
	case "estimate":
		return e.estimate(box, v.(*record.Estimate))
	case "reference", "any":
		return ui.ReferenceField(box, ui.ReferenceProps{Chosen: e.chosen(f, v), Suggest: suggestURL(f), Placeholder: "Type a name or a number"})
	case "references":
		return ui.ReferencesField(box, ui.ReferencesProps{Chosen: e.chosenAll(f, v), Suggest: suggestURL(f), Placeholder: "Type to add"})
	case "rows":
		box.Wide = true
		return e.rows(box, f, v)
	case "link":
		return ui.TextField(box, ui.TextProps{Value: e.text(f.Name, v.Text()), Type: "url"})
	}
	return ui.TextField(box, ui.TextProps{Value: e.text(f.Name, v.Text()), MaxLength: record.MaxText})
}

// inUTC adds to a help in which zone times are read.
func inUTC(help string) string {
	if help == "" {
		return "In UTC"
	}
	return help + ". In UTC."
}

func (e editor) text(name, stored string) string {
	if e.has(name) {
		return e.typed.Get(name)
	}
	return stored
}

// has reports whether what was typed decides about a control.
func (e editor) has(name string) bool { return e.typed != nil && (!e.proposed || e.typed.Has(name)) }

func options(f *record.Field) []ui.Option {
	out := make([]ui.Option, len(f.Options))
	for i, o := range f.Options {
		out[i] = ui.Option{Value: o.Name, Label: o.Title}
	}
	return out
}

// minuteOf writes an instant as the control of a browser wants it.
func minuteOf(v record.Value) string {
	text := v.Text()
	if len(text) < 16 {
		return ""
	}
	return strings.Replace(text[:16], " ", "T", 1)
}

func bound(n *float64) string {
	if n == nil {
		return ""
	}
	return fmt.Sprint(*n)
}

func (e editor) money(box ui.Field, m *record.Money) g.Node {
	currency := e.v.Site.Currency
	amount := ""
	if m.Known() {
		amount, currency = m.Amount(), m.Currency
	}
	choices := []string{e.v.Site.Currency}
	for _, c := range []string{"EUR", "USD", "GBP", "NOK", "SEK", "DKK", "PLN", "CHF", currency} {
		if c != "" && !contains(choices, c) {
			choices = append(choices, c)
		}
	}
	return ui.MoneyField(box, ui.MoneyProps{
		Amount: e.text(box.Name+".amount", amount), Currency: orElse(e.text(box.Name+".currency", currency), currency), Currencies: choices,
	})
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func orElse(text, fallback string) string {
	if text == "" {
		return fallback
	}
	return text
}

func (e editor) estimate(box ui.Field, v *record.Estimate) g.Node {
	p := ui.EstimateProps{}
	if v.Known() {
		p = ui.EstimateProps{Low: fmt.Sprint(v.Low), High: fmt.Sprint(v.High)}
		if v.Shape != record.Range {
			p.Likely = fmt.Sprint(v.Likely)
		}
	}
	return ui.EstimateField(box, ui.EstimateProps{
		Low: e.text(box.Name+".low", p.Low), Likely: e.text(box.Name+".likely", p.Likely), High: e.text(box.Name+".high", p.High),
	})
}

// suggestURL is where a reference field finds what it may point to.
func suggestURL(f *record.Field) string {
	if f.Target == "" {
		return "/suggest"
	}
	return "/suggest?type=" + f.Target
}

func (e editor) chosen(f *record.Field, v record.Value) ui.Reference {
	if e.has(f.Name) {
		return ui.Reference{Value: e.typed.Get(f.Name), Text: e.typed.Get(f.Name + ".text")}
	}
	all := e.chosenAll(f, v)
	if len(all) == 0 {
		return ui.Reference{}
	}
	return all[0]
}

func (e editor) chosenAll(f *record.Field, v record.Value) []ui.Reference {
	var out []ui.Reference
	if e.has(f.Name) && f.IsMany() {
		for _, id := range e.typed[f.Name] {
			parsed, _ := record.ParseID(id)
			out = append(out, ui.Reference{Value: id, Text: orElse(e.names[parsed].Label, id)})
		}
		return out
	}
	v.(record.Pointing).EachTarget(func(id record.ID) {
		n := e.names[id]
		out = append(out, ui.Reference{Value: id.String(), Text: e.written(n)})
	})
	return out
}

// written is how a reference stands in a text box: its name.
func (e editor) written(n desk.Name) string {
	if n.Hidden {
		return "not for you"
	}
	return n.Label
}

// rows shows a small table: one control a cell.
func (e editor) rows(box ui.Field, f *record.Field, v record.Value) g.Node {
	stored := record.RowValues(v)
	indexes := rowIndexes(e.typed, f.Name)
	count := len(stored)
	if e.typed != nil && !e.proposed {
		count = len(indexes)
	}
	var columns []ui.Column
	for _, sub := range f.Row {
		columns = append(columns, ui.Column{Label: sub.Title, Numeric: sub.Kind.Numeric})
	}
	return ui.RowsField(box, ui.RowsProps{Columns: columns, Count: count, Add: "Add a line", Cells: func(i int) []g.Node {
		var cells []g.Node
		for j, sub := range f.Row {
			value := ""
			switch {
			case i == ui.BlankRow:
			case e.typed != nil && !e.proposed:
				value = e.typed.Get(ui.RowName(f.Name, indexes[i], sub.Name))
			default:
				value = stored[i][j].Text()
			}
			cells = append(cells, e.rowCell(f, sub, i, value))
		}
		return cells
	}})
}

func (e editor) rowCell(f, sub *record.Field, i int, value string) g.Node {
	name := ui.RowName(f.Name, i, sub.Name)
	box := ui.Field{Name: name, Label: sub.Title, HideLabel: true, Required: false, Error: e.errors[name]}
	switch sub.Kind.Name {
	case "enum":
		return ui.SelectField(box, ui.SelectProps{Value: value, Options: options(sub), Empty: "–"})
	case "boolean":
		return ui.CheckField(box, value == "true")
	case "date":
		return ui.DateField(box, ui.DateProps{Value: value})
	case "reference", "any":
		text := value
		if id, err := record.ParseID(value); err == nil {
			text = e.names[id].Label
		}
		return ui.ReferenceField(box, ui.ReferenceProps{Chosen: ui.Reference{Value: value, Text: text}, Suggest: suggestURL(sub)})
	}
	return ui.TextField(box, ui.TextProps{Value: value})
}

// errorsOf sorts field errors by field for the controls, and into the summary.
func errorsOf(v *frame.Visit, t *record.Type, problems []problem) (map[string]string, []ui.FieldError) {
	byName := map[string]string{}
	var list []ui.FieldError
	for _, p := range problems {
		byName[p.Path] = p.Problem
		label := p.Path
		if f := t.Field(p.Path); f != nil {
			label = f.Title
		}
		list = append(list, ui.FieldError{Name: p.Path, Label: label, Problem: p.Problem})
	}
	return byName, list
}
