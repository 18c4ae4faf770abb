package records

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// viewsOf lists the views of a type: its own, then those that people saved.
func viewsOf(v *frame.Visit, t *record.Type) ([]record.View, error) {
	views := slices.Clone(t.Views)
	s, err := v.Clerk.Snapshot()
	if err != nil {
		return nil, err
	}
	for saved := range record.Each[catalog.SavedView](s) {
		if saved.List != t.Name || saved.Archived { // the snapshot holds those that the visitor may see
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

func (a asked) filterBar(v *frame.Visit, t *record.Type, wrong string) g.Node {
	props := ui.FilterBarProps{
		Action: "/" + t.Plural, Value: a.filter, Error: wrong, Placeholder: example(t),
		Hidden: []ui.HiddenValue{{Name: "order", Value: a.order}},
	}
	if a.filter != "" {
		props.ClearHref = "/" + t.Plural + "?filter="
		if v.Clerk.May(record.Create, mustType(v, "saved_view")) {
			save := url.Values{"list": {t.Name}, "filter": {a.filter}, "sort": {a.order}}
			props.Extra = []g.Node{ui.Button(ui.ButtonProps{Label: "Keep as a view", Kind: ui.ButtonQuiet, Href: "/saved_views/new?" + save.Encode()})}
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
