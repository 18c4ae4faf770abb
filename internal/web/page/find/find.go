// Package find is how people get anywhere: the search page, the palette behind
// Ctrl-K, and the suggestions of reference fields.
package find

import (
	"encoding/json"
	"fmt"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET " + ui.SearchPath, Handle: search},
		{Pattern: "GET " + ui.PalettePath, Handle: palette},
		{Pattern: "GET /suggest", Handle: suggest},
	}
}

// shownHits is how many records the search page shows.
const shownHits = 50

func search(v *frame.Visit) error {
	q := strings.TrimSpace(v.Form("q"))
	main := []g.Node{ui.Headline(ui.HeadlineProps{Title: "Search"})}
	var hits []desk.Hit
	var err error
	if q != "" {
		if hits, err = v.Clerk.Search(v.Context(), q, shownHits); err != nil {
			return err
		}
		main = []g.Node{ui.Headline(ui.HeadlineProps{Title: found(len(hits), q), Lede: []g.Node{g.Text("Names that begin with the words come first, then the newest.")}})}
	}
	if q == "" || len(hits) == 0 {
		main = append(main, ui.Empty(ui.EmptyProps{Icon: ui.IconSearch, Title: "Nothing to show",
			Text: "Search for a name, a number such as CON-0042, or any word in a record. Press Ctrl-K on any page."}))
		return v.Show(frame.Shown{Title: "Search", Query: q, Main: main})
	}
	var rows []ui.Row
	for _, hit := range hits {
		rows = append(rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(hit.Label, frame.Link(hit.Type, hit.Number), hit.Type.Number(hit.Number)), g.Text(hit.Type.Title),
		}})
	}
	main = append(main, ui.Table(ui.TableProps{Label: "Records found", Columns: []ui.Column{{Label: "Name"}, {Label: "Kind"}}, Rows: rows}))
	return v.Show(frame.Shown{Title: "Search", Query: q, Main: main})
}

func found(n int, q string) string {
	switch {
	case n == 0:
		return fmt.Sprintf("No record has “%s”", q)
	case n == 1:
		return fmt.Sprintf("One record has “%s”", q)
	case n == shownHits:
		return fmt.Sprintf("The first %d records with “%s”", n, q)
	}
	return fmt.Sprintf("%d records have “%s”", n, q)
}

// suggestion is one line under a reference field.
type suggestion struct {
	Title string      `json:"title"`
	Hint  string      `json:"hint"`
	Value string      `json:"value"`
	Icon  ui.IconName `json:"icon"`
}

// suggestMost is how many records a reference field offers.
const suggestMost = 12

// suggest answers what is typed into a reference field, from the search index.
// Without a type, records of any are offered.
func suggest(v *frame.Visit) error {
	var types []*record.Type
	name := v.Form("type")
	if name != "" {
		t, err := v.Clerk.Type(name)
		if err != nil {
			return err
		}
		types = append(types, t)
	}
	hits, err := v.Clerk.Search(v.Context(), v.Form("q"), suggestMost, types...)
	if err != nil {
		return err
	}
	list := make([]suggestion, 0, len(hits))
	for _, hit := range hits {
		s := suggestion{Title: hit.Label, Hint: hit.Type.Number(hit.Number), Value: hit.Ref.ID.String(), Icon: frame.Icon(hit.Type)}
		if name == "" {
			s.Hint, s.Value = hit.Type.Title+" "+s.Hint, hit.Ref.Text()
		}
		list = append(list, s)
	}
	return answer(v, list)
}

// answer writes a list as JSON, for the scripts of the page.
func answer(v *frame.Visit, list any) error {
	v.W.Header().Set("Content-Type", "application/json")
	v.W.Header().Set("Cache-Control", "no-store")
	return json.NewEncoder(v.W).Encode(list)
}

// entry is one line of the palette.
type entry struct {
	Title string      `json:"title"`
	Hint  string      `json:"hint"`
	URL   string      `json:"url"`
	Icon  ui.IconName `json:"icon,omitempty"`
}

// paletteMost is how many records the palette offers.
const paletteMost = 8

// palette answers what is typed after Ctrl-K: pages and actions whose names
// contain it, then records.
func palette(v *frame.Visit) error {
	q := strings.TrimSpace(v.Form("q"))
	list := []entry{}
	for _, e := range places(v) {
		if q == "" || strings.Contains(strings.ToLower(e.Title), strings.ToLower(q)) {
			list = append(list, e)
		}
	}
	if len(list) > paletteMost {
		list = list[:paletteMost]
	}
	if q != "" {
		hits, err := v.Clerk.Search(v.Context(), q, paletteMost)
		if err != nil {
			return err
		}
		for _, hit := range hits {
			list = append(list, entry{Title: hit.Label, Hint: hit.Type.Title + " " + hit.Type.Number(hit.Number), URL: frame.Link(hit.Type, hit.Number), Icon: frame.Icon(hit.Type)})
		}
	}
	return answer(v, list)
}

// places are the pages and the actions that the visitor has.
func places(v *frame.Visit) []entry {
	var list []entry
	for _, group := range v.Site.Nav(v) {
		for _, link := range group.Links {
			list = append(list, entry{Title: link.Label, Hint: "Page", URL: link.Href})
		}
	}
	for _, t := range v.Clerk.Types() {
		if v.Clerk.May(record.Create, t) && t.SubjectField() == nil && t.Name != "approval" && t.Name != "standing" {
			list = append(list, entry{Title: "New " + strings.ToLower(t.Title), Hint: "Action", URL: "/" + t.Plural + "/new", Icon: ui.IconPlus})
		}
	}
	return list
}
