package records

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// countMost is how far lists count: beyond it, "1,000+" is what people need.
const countMost = 1000

// asked is how a visitor wants to see a list, as the address says it.
type asked struct {
	view     record.View
	filter   string
	order    string
	columns  []*record.Field
	archived bool
	after    string
}

// read takes from the address what it says and from the view what it does not.
func read(v *frame.Visit, t *record.Type, views []record.View) asked {
	q := v.R.URL.Query()
	a := asked{filter: q.Get("filter"), order: q.Get("order"), after: q.Get("after"), archived: q.Get("archived") == "yes"}
	names := t.Columns
	i := slices.IndexFunc(views, func(w record.View) bool { return w.Name == q.Get("view") })
	if i < 0 && !q.Has("filter") {
		i = 0
	}
	if i >= 0 && i < len(views) {
		a.view = views[i]
		if !q.Has("filter") {
			a.filter = a.view.Filter
		}
		if a.order == "" {
			a.order = a.view.Order
		}
		if len(a.view.Columns) > 0 {
			names = a.view.Columns
		}
	}
	if c := q.Get("columns"); c != "" {
		names = strings.Split(c, ",")
	}
	visible := v.Clerk.Fields(t)
	for _, name := range names {
		if f := t.Field(name); f != nil && slices.Contains(visible, f) {
			a.columns = append(a.columns, f)
		}
	}
	return a
}

func (a asked) query() desk.Query {
	q := desk.Query{Filter: a.filter, Order: a.order, After: a.after}
	if a.archived {
		q.Archived = store.OnlyArchived
	}
	return q
}

// address is the list as asked for, with some things changed.
func (a asked) address(t *record.Type, changes url.Values) string {
	q := url.Values{}
	if a.view.Name != "" {
		q.Set("view", a.view.Name)
	}
	if a.filter != a.view.Filter {
		q.Set("filter", a.filter)
	}
	if a.order != a.view.Order {
		q.Set("order", a.order)
	}
	if a.archived {
		q.Set("archived", "yes")
	}
	for k, vs := range changes {
		if vs[0] == "" {
			q.Del(k)
		} else {
			q[k] = vs
		}
	}
	if len(q) == 0 {
		return "/" + t.Plural
	}
	return "/" + t.Plural + "?" + q.Encode()
}

func showList(v *frame.Visit, t *record.Type) error {
	views, err := viewsOf(v, t)
	if err != nil {
		return err
	}
	a := read(v, t, views)
	page, err := v.Clerk.List(v.Context(), t, a.query())
	wrong := ""
	if fault.KindOf(err) == fault.Invalid || fault.KindOf(err) == fault.Forbidden {
		wrong, page = fault.Public(err), desk.Page{Type: t} // the filter stays on the page, to be corrected
	} else if err != nil {
		return err
	}
	lede, err := a.lede(v, t, page, wrong)
	if err != nil {
		return err
	}
	chips, err := chips(v, t, views, a)
	if err != nil {
		return err
	}
	status := 0
	if wrong != "" {
		status = frame.Status(fault.Invalid)
	}
	return v.Show(frame.Shown{Title: t.Titles, Here: "/" + t.Plural, Status: status, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: t.Titles, Lede: []g.Node{g.Text(lede)}, Actions: listActions(v, t, a)}),
		chips,
		a.filterBar(v, t, wrong),
		a.table(v, t, page),
		ui.Pager(a.pager(t, page)),
	}})
}

// lede says how many records are shown.
func (a asked) lede(v *frame.Visit, t *record.Type, page desk.Page, wrong string) (string, error) {
	if wrong != "" {
		return t.Help, nil
	}
	if page.Next == "" && a.after == "" {
		return fmt.Sprintf("%s %s", counted(len(page.Records), countMost+1, t), t.Help), nil
	}
	n, err := v.Clerk.Count(v.Context(), t, a.filter, countMost+1)
	return fmt.Sprintf("%s %s", counted(n, countMost, t), t.Help), err
}

func counted(n, most int, t *record.Type) string {
	switch {
	case n == 1:
		return "One " + strings.ToLower(t.Title) + "."
	case n > most:
		return fmt.Sprintf("More than %d %s.", most, strings.ToLower(t.Titles))
	}
	return fmt.Sprintf("%d %s.", n, strings.ToLower(t.Titles))
}

// viewsOf lists the views of a type: its own, then those that people saved.
func viewsOf(v *frame.Visit, t *record.Type) ([]record.View, error) {
	views := slices.Clone(t.Views)
	s, err := v.Clerk.Snapshot()
	if err != nil {
		return nil, err
	}
	for saved := range record.Each[catalog.SavedView](s) {
		if saved.List != t.Name || saved.Archived {
			continue
		}
		view := record.View{Name: saved.ID.String(), Title: saved.Name, Filter: saved.Filter, Order: saved.Sort}
		if saved.Columns != "" {
			view.Columns = strings.Split(strings.ReplaceAll(saved.Columns, " ", ""), ",")
		}
		views = append(views, view)
	}
	return views, nil
}

// chipMost is how far the views above a list are counted.
const chipMost = 99

func chips(v *frame.Visit, t *record.Type, views []record.View, a asked) (g.Node, error) {
	var choices []ui.Choice
	for _, w := range views {
		n, err := v.Clerk.Count(v.Context(), t, w.Filter, chipMost+1)
		if err != nil && fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.Forbidden {
			return nil, err
		}
		count := fmt.Sprint(n)
		if n > chipMost {
			count = fmt.Sprintf("%d+", chipMost)
		}
		choices = append(choices, ui.Choice{
			Label: w.Title, Count: count, Current: w.Name == a.view.Name && a.filter == w.Filter,
			Href: "/" + t.Plural + "?view=" + url.QueryEscape(w.Name),
		})
	}
	return ui.Chips("Views of "+strings.ToLower(t.Titles), choices...), nil
}

func listActions(v *frame.Visit, t *record.Type, a asked) []g.Node {
	exports := ui.Menu(ui.MenuProps{ID: "export", Button: ui.ButtonProps{Label: "Export", Icon: ui.IconDownload, Kind: ui.ButtonQuiet}, Items: []ui.MenuItem{
		{Label: "CSV", Href: a.export(t, "csv")},
		{Label: "Excel (XLSX)", Href: a.export(t, "xlsx")},
		{Label: "JSON", Href: a.export(t, "json")},
	}})
	actions := []g.Node{exports}
	if v.Clerk.May(record.Create, t) {
		if t.SubjectField() == nil {
			actions = append(actions, ui.Button(ui.ButtonProps{Label: "Import", Icon: ui.IconUpload, Kind: ui.ButtonQuiet, Href: "/imports/new?type=" + t.Name}))
		}
		if hasForm(t) {
			actions = append(actions, ui.Button(ui.ButtonProps{Label: "New " + strings.ToLower(t.Title), Icon: ui.IconPlus, Kind: ui.ButtonMain, Href: "/" + t.Plural + "/new"}))
		}
	}
	return actions
}

// hasForm reports whether people fill records of a type in: there is a field
// that is theirs.
func hasForm(t *record.Type) bool {
	return t.SubjectField() == nil && slices.ContainsFunc(t.Fields, func(f *record.Field) bool { return f.Required && !f.System })
}

func (a asked) export(t *record.Type, format string) string {
	q := url.Values{"filter": {a.filter}, "order": {a.order}}
	names := make([]string, len(a.columns))
	for i, f := range a.columns {
		names[i] = f.Name
	}
	q.Set("columns", strings.Join(names, ","))
	q.Set("format", format)
	return "/" + t.Plural + "/export?" + q.Encode()
}

func (a asked) filterBar(v *frame.Visit, t *record.Type, wrong string) g.Node {
	props := ui.FilterBarProps{
		Action: "/" + t.Plural, Value: a.filter, Error: wrong, Placeholder: example(t),
		Hidden: []ui.HiddenValue{{Name: "order", Value: a.order}},
	}
	if a.filter != "" {
		props.ClearHref = "/" + t.Plural + "?filter="
		if v.Clerk.May(record.Create, mustType(v, "saved_view")) {
			save := url.Values{"list": {t.Name}, "filter": {a.filter}, "sort": {a.order}}
			props.Extra = []g.Node{ui.Link("Keep as a view", "/saved_views/new?"+save.Encode())}
		}
	}
	return ui.FilterBar(props)
}

func mustType(v *frame.Visit, name string) *record.Type {
	return v.Clerk.Desk().Dictionary().Type(name)
}

// example is a filter that makes sense for the type.
func example(t *record.Type) string {
	for _, w := range t.Views {
		if w.Filter != "" {
			return w.Filter
		}
	}
	return t.LabelField().Name + `:"…"`
}

func (a asked) table(v *frame.Visit, t *record.Type, page desk.Page) g.Node {
	rd := reader{v, page.Names}
	table := ui.TableProps{Label: t.Titles, Empty: a.empty(v, t)}
	for _, f := range a.columns {
		table.Columns = append(table.Columns, a.column(t, f))
	}
	for _, r := range page.Records {
		table.Rows = append(table.Rows, a.row(rd, t, r))
	}
	actions := bulkActions(v, t, a)
	if len(actions) == 0 {
		return ui.Table(table)
	}
	table.Select = "id"
	back := ui.HiddenValue{Name: "back", Value: a.address(t, nil)}
	return ui.Bulk(ui.BulkProps{Action: "/" + t.Plural + "/bulk", Hidden: []ui.HiddenValue{back}, Table: table, Actions: actions})
}

func (a asked) column(t *record.Type, f *record.Field) ui.Column {
	c := ui.Column{Label: f.Title, Numeric: f.Kind.Numeric}
	if !f.Sortable() {
		return c
	}
	next := f.Name
	switch a.order {
	case f.Name:
		c.Sorted, next = ui.Ascending, "-"+f.Name
	case "-" + f.Name:
		c.Sorted = ui.Descending
	}
	c.Sort = a.address(t, url.Values{"order": {next}})
	return c
}

func (a asked) row(rd reader, t *record.Type, r record.Record) ui.Row {
	number := t.Number(r.Head().Number)
	row := ui.Row{Value: r.Head().ID.String(), Label: number}
	for i, f := range a.columns {
		if i == 0 {
			text := shorten(f.Value(r).Text(), 90)
			if text == "" || !f.Label {
				text = shorten(t.Label(r), 90)
			}
			row.Cells = append(row.Cells, ui.RecordCell(text, frame.Link(t, r.Head().Number), number))
			continue
		}
		row.Cells = append(row.Cells, rd.cell(f, r))
	}
	return row
}

func (a asked) empty(v *frame.Visit, t *record.Type) g.Node {
	if a.filter != "" {
		return ui.Empty(ui.EmptyProps{Icon: ui.IconFilter, Title: "Nothing matches", Text: "No " + strings.ToLower(t.Title) + " fits this filter.",
			Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Show all", Href: "/" + t.Plural + "?filter="})}})
	}
	p := ui.EmptyProps{Icon: frame.Icon(t), Title: "No " + strings.ToLower(t.Titles) + " yet", Text: t.Help}
	if v.Clerk.May(record.Create, t) && hasForm(t) {
		p.Actions = []g.Node{
			ui.Button(ui.ButtonProps{Label: "Add the first", Kind: ui.ButtonMain, Href: "/" + t.Plural + "/new"}),
			ui.Button(ui.ButtonProps{Label: "Import a file", Href: "/imports/new?type=" + t.Name}),
		}
	}
	return ui.Empty(p)
}

func (a asked) pager(t *record.Type, page desk.Page) ui.PagerProps {
	p := ui.PagerProps{Shown: fmt.Sprintf("%d shown", len(page.Records))}
	if a.after != "" {
		p.First = a.address(t, nil)
	}
	if page.Next != "" {
		p.Next = a.address(t, url.Values{"after": {page.Next}})
	}
	return p
}
