package imports

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// choices are how a person wants a file to be read and mapped, so far.
type choices struct {
	v       *frame.Visit
	id      string // of the import or the draft that the page belongs to
	request importer.Request
	file    tabular.File
	look    importer.Look
	settled settled
	typ     *record.Type // nil while it is not known into what to import
}

// begin looks at the file of an import or a draft as it stands.
func begin(v *frame.Visit, i *importer.Import) (*choices, error) {
	c := &choices{v: v, id: i.ID.String(), request: i.Request, settled: settled{}}
	if i.Kind == importer.Kind {
		c.settled = settledAs(i.Request.Format)
	}
	if err := c.analyse(); err != nil {
		return nil, err
	}
	wanted := c.request.Map
	if len(wanted.Fields) == 0 || !wanted.Fits(c.look.Header) {
		c.suggest(wanted.Type)
	}
	c.bind()
	return c, nil
}

// analyse finds out what is not settled.
func (c *choices) analyse() (err error) {
	if c.file, err = c.request.Open(c.v.Context(), c.v.Clerk.Desk()); err != nil {
		return err
	}
	if c.look, err = importer.AnalyseAs(c.v.Clerk, c.file, c.settled.known()); err != nil {
		return err
	}
	c.settled.correct(&c.look)
	c.request.Format = c.look.Format
	return nil
}

// suggest takes the best map, for one type when it is named.
func (c *choices) suggest(typeName string) {
	c.request.Map = importer.Map{}
	for _, s := range c.look.Suggestions {
		if typeName == "" || s.Map.Type == typeName {
			c.request.Map = s.Map
			return
		}
	}
	if t, err := c.v.Clerk.Type(typeName); err == nil {
		c.request.Map = importer.ByNames(c.request.Name, c.look.Format, c.look.Header, t)
	}
}

func (c *choices) bind() {
	c.typ = nil
	if t, err := c.v.Clerk.Type(c.request.Map.Type); err == nil {
		c.typ = t
	}
}

// as names what the file is read as: a map that recognised it, or a type.
func as(m importer.Map) string {
	if len(m.Recognise) > 0 {
		return "map:" + m.Name
	}
	return "type:" + m.Type
}

// readings are the ways in which the file could be read: the maps that recognise
// it, then every type.
func (c *choices) readings() []ui.Option {
	var out []ui.Option
	for _, s := range c.look.Suggestions {
		if t, err := c.v.Clerk.Type(s.Map.Type); err == nil && len(s.Map.Recognise) > 0 {
			out = append(out, ui.Option{Value: as(s.Map), Label: s.Map.Title + " → " + t.Titles})
		}
	}
	for _, t := range importer.Importable(c.v.Clerk) {
		out = append(out, ui.Option{Value: "type:" + t.Name, Label: t.Titles})
	}
	return out
}

// decode takes over what a form says.
func decode(v *frame.Visit, i *importer.Import) (*choices, error) {
	if err := v.R.ParseForm(); err != nil {
		return nil, fault.Because(err, fault.Invalid, "The form could not be read.")
	}
	form := v.R.PostForm
	c := &choices{v: v, id: i.ID.String(), request: i.Request, settled: settledBy(form)}
	if err := c.analyse(); err != nil {
		return nil, err
	}
	var shown importer.Map
	if err := json.Unmarshal([]byte(form.Get("map")), &shown); err != nil {
		return nil, fault.Because(err, fault.Invalid, "The form could not be read. Open the page again.")
	}
	switch {
	case form.Get("as") != form.Get("was.as"):
		c.readAs(form.Get("as"))
	case !shown.Fits(c.look.Header): // other columns were found: by another delimiter, sheet or header
		c.suggest(shown.Type)
	default:
		c.request.Map = shown
		c.bind()
		c.decodeMap(form)
	}
	c.request.Currency = strings.ToUpper(strings.TrimSpace(form.Get("currency")))
	c.bind()
	return c, nil
}

// readAs takes the map or the type that was chosen.
func (c *choices) readAs(choice string) {
	for _, s := range c.look.Suggestions {
		if as(s.Map) == choice {
			c.request.Map = s.Map
			return
		}
	}
	c.request.Map = importer.Map{}
	if t, err := c.v.Clerk.Type(strings.TrimPrefix(choice, "type:")); err == nil {
		c.request.Map = importer.ByNames(c.request.Name, c.look.Format, c.look.Header, t)
	}
}

// decodeMap changes the map that the page showed as the form says.
func (c *choices) decodeMap(form url.Values) {
	if c.typ == nil {
		return
	}
	m := &c.request.Map
	m.Source = strings.TrimSpace(form.Get("source"))
	if m.ID == "" {
		m.ExternalID = strings.TrimSpace(form.Get("identity"))
	}
	m.Fields = slices.Clone(m.Fields)
	for i, column := range c.look.Header {
		c.decodeColumn(form, i, column)
	}
	m.Fields = slices.DeleteFunc(m.Fields, func(r importer.Rule) bool {
		return r.Column == "" && slices.Contains(form["drop"], ruleKey(r))
	})
	if f := c.typ.Field(form.Get("more.field")); f != nil && strings.TrimSpace(form.Get("more.value")) != "" {
		m.Fields = append(m.Fields, constant(f, strings.TrimSpace(form.Get("more.value"))))
	}
}

// decodeColumn takes over which field a column fills, and how.
func (c *choices) decodeColumn(form url.Values, i int, column string) {
	m := &c.request.Map
	get := func(name string) string { return form.Get(ui.RowName("column", i, name)) }
	if !form.Has(ui.RowName("column", i, "field")) {
		return
	}
	at := ruleOf(*m, column)
	was := ""
	if at >= 0 {
		was = m.Fields[at].Field
	}
	if chosen := get("field"); chosen != was {
		m.Fields = slices.DeleteFunc(m.Fields, func(r importer.Rule) bool { return r.Column == column })
		if f := c.typ.Field(chosen); f != nil {
			m.Fields = append(m.Fields, importer.RuleFor(f, column, c.look.Header))
		}
		return
	}
	if at < 0 {
		return
	}
	r := &m.Fields[at]
	if f := c.typ.Field(r.Field); f != nil && canCreate(f) {
		r.Create = get("create") == "true"
	}
	if form.Has(ui.RowName("column", i, "values")) {
		r.Values = catalog.ImportColumn{Values: get("values")}.Translations()
	}
}

// ruleOf finds the first rule that reads a column as it is; -1 when there is none.
func ruleOf(m importer.Map, column string) int {
	return slices.IndexFunc(m.Fields, func(r importer.Rule) bool { return r.Column == column })
}

// ruleKey names a rule that is not about a single column.
func ruleKey(r importer.Rule) string { return r.Field + "=" + r.Template + r.Value }

// constant fills a field with the same text for every row, or by a template.
func constant(f *record.Field, text string) importer.Rule {
	if strings.Contains(text, "{") {
		return importer.Rule{Field: f.Name, Template: text}
	}
	return importer.Rule{Field: f.Name, Value: text}
}

// canCreate reports whether a field names records that can be made.
func canCreate(f *record.Field) bool { return f.Target != "" && (f.IsReference() || f.IsMany()) }
