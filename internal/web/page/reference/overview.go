package reference

import (
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// overview shows the record types with what can be asked of them, or what has
// the words that were searched for.
func overview(v *frame.Visit, source Source) error {
	d, err := parse(source(v.Clerk, nil))
	if err != nil {
		return err
	}
	q := strings.TrimSpace(v.Form("q"))
	main := []g.Node{
		ui.Headline(ui.HeadlineProps{Title: headline(d, q), Lede: []g.Node{
			g.Text("Programs read the same as "), ui.Link("OpenAPI 3.1", DocumentPath), g.Text("."),
		}}),
		searchBox(q),
	}
	if q != "" {
		main = append(main, hits(d, q))
	} else {
		main = append(main, guide(d), groups(d))
	}
	return v.Show(frame.Shown{Title: "API reference", Main: main})
}

func headline(d *document, q string) string {
	if q != "" {
		return fmt.Sprintf("API reference: “%s”", q)
	}
	return fmt.Sprintf("%d record types under one pattern", len(d.Tags)-1)
}

func searchBox(q string) g.Node {
	p := ui.FilterBarProps{Action: Path, Name: "q", Value: q, Placeholder: "An operation, a record type or a field: archive, vendor, notice_days"}
	if q != "" {
		p.ClearHref = Path
	}
	return ui.FilterBar(p)
}

// guide is what one must know once, for all record types.
func guide(d *document) g.Node {
	begin := "export TOKEN=…    # made under Password and sessions\n" +
		"curl " + quoted("https://fairlead.example.org"+d.Servers[0].URL+"/types") + " \\\n  -H \"Authorization: Bearer $TOKEN\""
	return ui.Section(ui.SectionProps{Title: "How it works"},
		ui.Prose(g.Map(strings.SplitAfter(d.Info.Description, ". "), func(sentence string) g.Node {
			return g.Text(sentence)
		})),
		ui.CodeBlock("First request", begin))
}

// groups lists the record types module by module.
func groups(d *document) g.Node {
	var sections []g.Node
	for _, m := range catalog.Modules() {
		var rows []ui.Row
		for _, t := range d.Tags {
			if t.Module == m.Name {
				rows = append(rows, typeRow(d, t))
			}
		}
		if len(rows) > 0 {
			sections = append(sections, ui.Section(ui.SectionProps{Title: m.Title}, typeTable(m.Title, rows)))
		}
	}
	sections = append(sections, ui.Section(ui.SectionProps{Title: "Everything else"}, found(d, d.operations(d.Tags[0].Name))))
	return g.Group(sections)
}

func typeTable(label string, rows []ui.Row) g.Node {
	return ui.Table(ui.TableProps{Label: label, Columns: []ui.Column{{Label: "Records"}, {Label: "What they are"}, {Label: "Operations", Numeric: true}}, Rows: rows})
}

func typeRow(d *document, t tag) ui.Row {
	return ui.Row{Cells: []g.Node{
		ui.RecordCell(t.Name, address(t.Plural), "/"+t.Plural), g.Text(t.Description), g.Textf("%d", len(d.operations(t.Name))),
	}}
}

// mostHits bounds what a search shows.
const mostHits = 60

// hits lists the operations and the fields that have the words.
func hits(d *document, q string) g.Node {
	words := strings.Fields(strings.ToLower(q))
	var ops []*operation
	var fields []ui.Row
	for _, t := range d.Tags {
		of := d.operations(t.Name)
		ops = append(ops, slices.DeleteFunc(slices.Clone(of), func(op *operation) bool { return !has(words, op.Summary, op.path, t.Name) })...)
		fields = append(fields, fieldHits(d, t, of, words)...)
	}
	if len(ops)+len(fields) == 0 {
		return ui.Empty(ui.EmptyProps{Icon: ui.IconSearch, Title: "Nothing has these words", Text: "Try the name of a record type or of a field, such as contract or notice_days."})
	}
	return g.Group{
		g.If(len(ops) > 0, ui.Section(ui.SectionProps{Title: "Operations", Note: fmt.Sprint(len(ops))}, found(d, ops[:min(len(ops), mostHits)]))),
		g.If(len(fields) > 0, ui.Section(ui.SectionProps{Title: "Fields", Note: fmt.Sprint(len(fields))}, ui.Table(ui.TableProps{
			Label: "Fields", Columns: []ui.Column{{Label: "Field"}, {Label: "Kind"}, {Label: "Of"}}, Rows: fields[:min(len(fields), mostHits)]}))),
	}
}

// has reports whether every word stands in one of the texts.
func has(words []string, texts ...string) bool {
	all := strings.ToLower(strings.Join(texts, "\n"))
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(all, word) })
}

func fieldHits(d *document, t tag, ops []*operation, words []string) (rows []ui.Row) {
	record, _ := d.record(ops)
	if record == nil {
		return nil
	}
	for _, name := range names(record) {
		if f := record.Properties[name]; has(words, name, f.Title) {
			rows = append(rows, ui.Row{Cells: []g.Node{h.A(h.Href(address(t.Plural)+"#fields"), h.Code(g.Text(name))), g.Text(f.kind()), g.Text(t.Name)}})
		}
	}
	return rows
}

// found lists operations with links to where they are explained.
func found(d *document, ops []*operation) g.Node {
	var rows []ui.Row
	for _, op := range ops {
		rows = append(rows, ui.Row{Cells: []g.Node{ui.RecordCell(op.Summary, d.explained(op), ""), h.Code(g.Text(op.method + " " + op.path))}})
	}
	return ui.Table(ui.TableProps{Label: "Operations", Columns: []ui.Column{{Label: "What"}, {Label: "Address"}}, Rows: rows})
}

// explained is where an operation is explained; what is of no record type stands
// in the document alone.
func (d *document) explained(op *operation) string {
	for _, t := range d.Tags {
		if t.Plural != "" && slices.Contains(op.Tags, t.Name) {
			return address(t.Plural) + "#" + op.ID
		}
	}
	return DocumentPath
}
