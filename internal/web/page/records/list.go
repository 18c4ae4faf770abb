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
	"fairlead/internal/store"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// countMost is how far lists count: beyond it, "more than 500" is what people need.
const countMost = store.Counted

// asked is how a visitor wants to see a list, as the address says it.
type asked struct {
	view     record.View
	filter   string
	order    string
	columns  []*record.Field
	archived bool
	after    string
	none     bool // there is no record at all that the visitor may see
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
	if len(a.view.Columns) == 0 && !q.Has("columns") {
		names = withCustom(t, names)
	}
	visible := v.Clerk.Fields(t)
	for _, name := range names {
		if f := t.Field(name); f != nil && slices.Contains(visible, f) {
			a.columns = append(a.columns, f)
		}
	}
	return a
}

// withCustom adds the fields that the organisation defined to the columns of a
// list, before the state.
func withCustom(t *record.Type, names []string) []string {
	var custom []string
	for _, f := range t.Fields {
		if f.Custom {
			custom = append(custom, f.Name)
		}
	}
	at := slices.Index(names, "state")
	if at < 0 {
		at = len(names)
	}
	return slices.Insert(slices.Clone(names), at, custom...)
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

func showList(v *frame.Visit, t *record.Type) error { return listPage(v, t, nil, nil) }

// listPage shows a list. After a bulk edit that failed, again is what was asked
// for and notice says what is wrong.
func listPage(v *frame.Visit, t *record.Type, again *bulkForm, notice g.Node) error {
	views, err := viewsOf(v, t)
	if err != nil {
		return err
	}
	a := read(v, t, views)
	page, err := v.Clerk.List(v.Context(), t, a.query())
	wrong := ""
	if fault.KindOf(err) == fault.Invalid || fault.KindOf(err) == fault.Forbidden && a.filter+a.order != "" {
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
	if wrong != "" || notice != nil {
		status = frame.Status(fault.Invalid)
	}
	if len(page.Records) == 0 && wrong == "" && !a.archived {
		n, err := v.Clerk.Count(v.Context(), t, "", 1)
		if err != nil {
			return err
		}
		a.none = n == 0
	}
	return v.Show(frame.Shown{Title: t.Titles, Here: "/" + t.Plural, Status: status, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: a.title(t), Lede: []g.Node{g.Text(lede)}, Actions: listActions(v, t, a)}),
		chips,
		a.filterBar(v, t, wrong),
		notice,
		a.table(v, t, page, wrong, again),
		ui.Pager(a.pager(t, page)),
	}})
}

func (a asked) title(t *record.Type) string {
	if a.archived {
		return "Archived " + strings.ToLower(t.Titles)
	}
	return t.Titles
}

// lede says how many records are shown.
func (a asked) lede(v *frame.Visit, t *record.Type, page desk.Page, wrong string) (string, error) {
	if wrong != "" || a.archived {
		return t.Help, nil
	}
	if page.Next == "" && a.after == "" {
		return fmt.Sprintf("%s %s", counted(v, len(page.Records), countMost+1, t), t.Help), nil
	}
	if page.Count > 0 {
		return fmt.Sprintf("%s %s", counted(v, page.Count, countMost, t), t.Help), nil
	}
	n, err := v.Clerk.Count(v.Context(), t, a.filter, countMost+1)
	return fmt.Sprintf("%s %s", counted(v, n, countMost, t), t.Help), err
}

func counted(v *frame.Visit, n, most int, t *record.Type) string {
	switch {
	case n == 1:
		return "One " + strings.ToLower(t.Title) + "."
	case n > most:
		return fmt.Sprintf("More than %s %s.", record.Whole(int64(most)).Format(v.Locale), strings.ToLower(t.Titles))
	}
	return fmt.Sprintf("%d %s.", n, strings.ToLower(t.Titles))
}

func listActions(v *frame.Visit, t *record.Type, a asked) []g.Node {
	exports := ui.Menu(ui.MenuProps{ID: "export", Button: ui.ButtonProps{Label: "Export", Icon: ui.IconDownload, Kind: ui.ButtonQuiet}, Items: []ui.MenuItem{
		{Label: "CSV", Href: a.export(t, "csv")},
		{Label: "Excel (XLSX)", Href: a.export(t, "xlsx")},
		{Label: "JSON", Href: a.export(t, "json")},
	}})
	actions := []g.Node{exports}
	if v.Clerk.May(record.Create, t) {
		if t.SubjectField() == nil && mayImport(v) {
			actions = append(actions, ui.Button(ui.ButtonProps{Label: "Import", Icon: ui.IconUpload, Kind: ui.ButtonQuiet, Href: "/imports/new?type=" + t.Name}))
		}
		if hasForm(t) {
			actions = append(actions, ui.Button(ui.ButtonProps{Label: "New " + strings.ToLower(t.Title), Icon: ui.IconPlus, Kind: ui.ButtonMain, Href: "/" + t.Plural + "/new"}))
		}
	}
	return actions
}

// mayImport reports whether the pages of imports are there for the visitor.
func mayImport(v *frame.Visit) bool {
	return v.Clerk.Principal().Keeps()
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
