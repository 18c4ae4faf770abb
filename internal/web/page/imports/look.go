package imports

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// show shows an import: how its file would be read while it is a draft, how far
// it is while it runs, then what became of it.
func (p pages) show(v *frame.Visit) error {
	i, err := p.find(v)
	if err != nil {
		return err
	}
	switch {
	case i.Kind == importer.DraftKind:
		return p.showLook(v, i)
	case i.State.Final():
		return p.result(v, i, "")
	}
	return p.progress(v, i)
}

// mapping shows how the file of an earlier import was read, to do it otherwise.
func (p pages) mapping(v *frame.Visit) error {
	i, err := p.find(v)
	if err != nil {
		return err
	}
	return p.showLook(v, i)
}

func (p pages) showLook(v *frame.Visit, i *importer.Import) error {
	c, err := begin(v, i)
	if err != nil {
		return err
	}
	return c.show(nil)
}

// decide takes over what was chosen, and does what the pressed button says.
func (p pages) decide(v *frame.Visit) error {
	i, err := p.find(v)
	if err != nil {
		return err
	}
	c, err := decode(v, i)
	if fault.KindOf(err) == fault.Invalid && err != nil {
		c, again := begin(v, i)
		if again != nil {
			return err
		}
		return c.show(err)
	}
	if err != nil {
		return err
	}
	act := v.R.PostFormValue("act")
	if act != "check" && act != "import" {
		return c.show(nil)
	}
	c.request.DryRun = act == "check"
	id, err := importer.Submit(v.Context(), p.jobs, v.Clerk, c.request)
	if err != nil && fault.KindOf(err) == fault.Invalid {
		return c.show(err)
	}
	if err != nil {
		return err
	}
	return v.Redirect("/imports/"+id.String(), "")
}

// show shows the page, with what is wrong when something is.
func (c *choices) show(problem error) error {
	status := 0
	if problem != nil {
		status = frame.Status(fault.KindOf(problem))
	}
	return c.v.Show(frame.Shown{Title: "Import " + c.request.Name, Here: "/imports", Crumbs: crumbs(), Status: status, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: c.title(), Lede: []g.Node{g.Text(c.lede())}}),
		c.preview(),
		ui.Section(ui.SectionProps{Title: "How it is read"}, c.form(problem)),
	}})
}

func (c *choices) title() string {
	name := c.request.Name
	switch {
	case c.typ == nil:
		return "What is in " + name + "?"
	case len(c.request.Map.Recognise) > 0:
		return name + " holds " + c.request.Map.Title
	}
	return name + " is read as " + strings.ToLower(c.typ.Titles)
}

// lede says what was found out about the file.
func (c *choices) lede() string {
	f := c.look.Format
	text := fmt.Sprintf("%s with %s", strings.ToUpper(string(f.Kind)), counted(len(c.look.Header), "column", "columns"))
	for _, k := range controls() {
		if k.said != nil && k.get(f) != "" && (k.kind == "" || k.kind == f.Kind) {
			text += ", " + k.said(f)
		}
	}
	return text + ". Nothing is saved yet."
}

func (c *choices) form(problem error) g.Node {
	text, err := json.Marshal(c.request.Map)
	if err != nil {
		panic(err) // texts and truth values can always be written
	}
	hidden := []ui.HiddenValue{{Name: "map", Value: string(text)}, {Name: "was.as", Value: c.as()}, {Name: "was.missing", Value: c.missing()}}
	for _, k := range controls() {
		hidden = append(hidden, ui.HiddenValue{Name: "was." + k.name, Value: k.get(c.look.Format)})
	}
	for name := range c.settled {
		hidden = append(hidden, ui.HiddenValue{Name: "settled", Value: name})
	}
	body := []g.Node{c.callout(problem), c.reading()}
	actions := []g.Node{ui.Button(ui.ButtonProps{Label: "Read again", Name: "act", Value: "look"})}
	if c.typ != nil {
		body = append(body, c.mapping(), c.more())
		actions = []g.Node{
			ui.Button(ui.ButtonProps{Label: "Import", Kind: ui.ButtonMain, Name: "act", Value: "import"}),
			ui.Button(ui.ButtonProps{Label: "Check first", Name: "act", Value: "check"}),
			ui.Button(ui.ButtonProps{Label: "Show with these choices", Kind: ui.ButtonQuiet, Name: "act", Value: "look"}),
		}
	}
	return ui.Form(ui.FormProps{ID: "import", Action: "/imports/" + c.id, Hidden: hidden, Errors: c.errors(problem), Body: body, Actions: actions,
		Compact: true, Note: "A check saves nothing."})
}

func (c *choices) callout(problem error) g.Node {
	if problem == nil || len(fault.FieldsOf(problem)) > 0 {
		return nil
	}
	return ui.Callout(ui.ToneBad, fault.Public(problem))
}

// errors leads from each problem of the map to the control that settles it.
func (c *choices) errors(problem error) []ui.FieldError {
	var out []ui.FieldError
	for _, f := range fault.FieldsOf(problem) {
		e := ui.FieldError{Name: "more.field", Label: f.Path, Problem: f.Problem}
		if c.typ != nil && c.typ.Field(f.Path) != nil {
			e.Label = c.typ.Field(f.Path).Title
		}
		switch f.Path {
		case "source":
			e.Name = "source"
		case "external_id", "id":
			e.Name = "identity"
		}
		for i, column := range c.look.Header {
			if at := ruleOf(c.request.Map, column); at >= 0 && c.request.Map.Fields[at].Field == f.Path {
				e.Name = ui.RowName("column", i, "field")
			}
		}
		out = append(out, e)
	}
	return out
}

func (c *choices) as() string {
	if c.typ == nil {
		return ""
	}
	return as(c.request.Map)
}

func (c *choices) missing() string { return strings.Join(c.look.Format.Missing, " ") }

// reading is how the file is read: each finding with a way to correct it.
func (c *choices) reading() g.Node {
	f := c.look.Format
	empty := ""
	if c.typ == nil {
		empty = "Choose what the rows are"
	}
	fields := []g.Node{ui.SelectField(ui.Field{Name: "as", Label: "The rows are", Required: true, Help: c.why()},
		ui.SelectProps{Value: c.as(), Options: c.readings(), Empty: empty})}
	for _, k := range controls() {
		if k.kind != "" && k.kind != f.Kind {
			continue
		}
		help := "Chosen by you."
		if !c.settled.has(k.name) {
			help = ""
			if k.found != nil && k.get(f) != "" {
				help = k.found(f)
			}
		}
		empty := k.empty
		if k.get(f) == "" && empty == "" {
			empty = "–"
		}
		fields = append(fields, ui.SelectField(ui.Field{Name: k.name, Label: k.label, Help: help}, ui.SelectProps{Value: k.get(f), Options: k.options(f), Empty: empty}))
	}
	fields = append(fields, ui.TextField(ui.Field{Name: "missing", Label: "Marks for no value", Help: "Beside empty cells; separated by blanks."}, ui.TextProps{Value: c.missing(), Code: true}))
	return ui.FieldGroup(ui.GroupProps{Title: "The file", Help: "Correct what is not right; then show the page again."}, fields...)
}

// why says on what the reading rests.
func (c *choices) why() string {
	for _, s := range c.look.Suggestions {
		if c.typ != nil && as(s.Map) == c.as() {
			return s.Why
		}
	}
	return ""
}

// more is what the columns alone do not say.
func (c *choices) more() g.Node {
	m := c.request.Map
	var fields []g.Node
	if m.ID == "" {
		fields = append(fields,
			ui.TextField(ui.Field{Name: "identity", Label: "What identifies a row", Help: "A column, or text with {column} in it. With it the file can be imported again, and nothing is made twice. Without it, rows are recognised by " + c.keys() + "."}, ui.TextProps{Value: m.ExternalID}),
			ui.TextField(ui.Field{Name: "source", Label: "System that the file comes from", Help: "Keep the name for every file of that system."}, ui.TextProps{Value: m.Source}))
	}
	if slices.ContainsFunc(c.typ.Fields, func(f *record.Field) bool { return f.Kind.Name == "money" }) {
		fields = append(fields, ui.TextField(ui.Field{Name: "currency", Label: "Currency of amounts without one", Help: "For example EUR"}, ui.TextProps{Value: c.request.Currency, MaxLength: 3}))
	}
	if drops := c.drops(); len(drops) > 0 {
		fields = append(fields, ui.CheckSetField(ui.Field{Name: "drop", Label: "Leave out", Wide: true}, ui.CheckSetProps{Options: drops}))
	}
	fields = append(fields,
		ui.SelectField(ui.Field{Name: "more.field", Label: "Fill a further field"}, ui.SelectProps{Options: c.fieldOptions(), Empty: "–"}),
		ui.TextField(ui.Field{Name: "more.value", Label: "with", Help: "The same for every row, or made of columns: {maker} {model}"}, ui.TextProps{}))
	return ui.FieldGroup(ui.GroupProps{Title: "Recognising and completing"}, fields...)
}

func (c *choices) keys() string {
	var keys []string
	for _, key := range c.typ.Keys {
		var titles []string
		for _, name := range key {
			titles = append(titles, strings.ToLower(c.typ.Field(name).Title))
		}
		keys = append(keys, strings.Join(titles, " and "))
	}
	if len(keys) == 0 {
		return "nothing, and come in anew each time"
	}
	return strings.Join(keys, ", then by ")
}

// drops are the rules that are not about one column, to be left out.
func (c *choices) drops() []ui.Option {
	var out []ui.Option
	for _, r := range c.request.Map.Fields {
		if f := c.typ.Field(r.Field); r.Column == "" && f != nil {
			out = append(out, ui.Option{Value: ruleKey(r), Label: f.Title + ": " + r.Template + r.Value})
		}
	}
	return out
}

func (c *choices) fieldOptions() []ui.Option {
	var out []ui.Option
	for _, f := range c.request.Map.Importable(c.typ) {
		label := f.Title
		if f.Required {
			label += " (needed)"
		}
		out = append(out, ui.Option{Value: f.Name, Label: label})
	}
	return out
}

// sampleOf shows a few values of a column.
func (c *choices) sampleOf(i int) g.Node {
	if i >= len(c.look.Format.Columns) {
		return nil
	}
	guess := c.look.Format.Columns[i]
	text := strings.Join(guess.Samples, " · ")
	if guess.Content == tabular.ContentEmpty {
		text = "empty"
	}
	return h.Div(h.Class("note"), g.Text(shorten(text, 70)))
}

func shorten(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
