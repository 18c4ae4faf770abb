package reference

import (
	"net/http"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/fault"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// showType shows all that can be asked of one record type.
func showType(v *frame.Visit, source Source) error {
	plural := v.R.PathValue("plural")
	t, err := v.Clerk.Type(plural)
	if err != nil {
		return err
	}
	if t.Plural != plural {
		return fault.New(fault.NotFound, "There is no record type %q; did you mean %s?", plural, t.Plural)
	}
	d, err := parse(source(v.Clerk, t))
	if err != nil {
		return err
	}
	ops := d.operations(t.Titles)
	var main []g.Node
	lines := []ui.LineProps{{Text: "Fields", Href: "#fields"}}
	for _, op := range ops {
		main = append(main, d.show(op))
		lines = append(lines, ui.LineProps{Text: op.Summary, Href: "#" + op.ID, Note: op.method})
	}
	return v.Show(frame.Shown{
		Title:  t.Titles + " · API reference",
		Crumbs: []ui.Crumb{{Label: "API reference", Href: Path}, {Label: t.Titles}},
		Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: t.Titles, Lede: []g.Node{g.Text(t.Help)}, Actions: []g.Node{
				ui.Button(ui.ButtonProps{Label: "Open the list", Href: "/" + t.Plural}),
			}}),
			searchBox(""),
			ui.Columns(g.Group{d.fields(ops), g.Group(main)}, ui.AsideSection("On this page", lines...)),
			h.Script(h.Type("module"), h.Src(ui.AssetURL("try.js"))),
		},
	})
}

// show explains one operation.
func (d *document) show(op *operation) g.Node {
	return ui.Section(ui.SectionProps{ID: op.ID, Title: op.Summary, Note: op.method + " " + op.path},
		parameterTable(op),
		ui.CodeBlock("Example: "+op.Summary, d.curl(op)),
		ui.Disclosure("Answers", answers(op)),
		g.If(!op.download(), d.try(op)))
}

// download reports whether an operation answers with a file rather than with
// JSON to look at.
func (op *operation) download() bool {
	ok := op.Responses["200"]
	if ok == nil {
		return false
	}
	_, table := ok.Content["text/csv"]
	return table
}

func parameterTable(op *operation) g.Node {
	if len(op.Parameters) == 0 {
		return nil
	}
	var rows []ui.Row
	for _, p := range op.Parameters {
		meaning := g.Group{g.Text(p.Description)}
		if p.Required {
			meaning = append(meaning, g.Text(" "), ui.Tag(ui.ToneWarn, "Needed"))
		}
		kind := p.Schema.kind()
		if p.Schema.Default != nil {
			kind += "; " + text(p.Schema.Default) + " unless given"
		}
		rows = append(rows, ui.Row{Cells: []g.Node{h.Code(g.Text(p.Name)), g.Text(p.In + ", " + kind), meaning}})
	}
	return ui.Table(ui.TableProps{Label: "Parameters of " + op.Summary, Columns: []ui.Column{{Label: "Parameter"}, {Label: "Where"}, {Label: "Meaning"}}, Rows: rows})
}

// text writes a default of a parameter.
func text(v any) string {
	if n, ok := v.(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	s, _ := v.(string)
	return s
}

func answers(op *operation) g.Node {
	var rows []ui.Row
	for _, status := range op.statuses() {
		name := "Other"
		if code, err := strconv.Atoi(status); err == nil {
			name = status + " " + http.StatusText(code)
		}
		rows = append(rows, ui.Row{Cells: []g.Node{g.Text(name), g.Text(op.Responses[status].Description)}})
	}
	return ui.Table(ui.TableProps{Label: "Answers to " + op.Summary, Columns: []ui.Column{{Label: "Status"}, {Label: "When"}}, Rows: rows})
}
