package records

import (
	"encoding/json"

	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// suggestion is one line of a picker or of the palette.
type suggestion struct {
	Title string      `json:"title"`
	Hint  string      `json:"hint"`
	Value string      `json:"value,omitempty"`
	URL   string      `json:"url,omitempty"`
	Icon  ui.IconName `json:"icon,omitempty"`
}

// suggestMost is how many suggestions a picker shows.
const suggestMost = 12

// suggest answers what is typed into a reference field, from the search index.
func suggest(v *frame.Visit, t *record.Type) error { return Suggest(v, t) }

// Suggest writes the records that a typed text may mean, of one type or, with
// nil, of any.
func Suggest(v *frame.Visit, only *record.Type) error {
	var types []*record.Type
	if only != nil {
		types = []*record.Type{only}
	}
	hits, err := v.Clerk.Search(v.Context(), v.Form("q"), suggestMost, types...)
	if err != nil {
		return err
	}
	list := make([]suggestion, 0, len(hits))
	for _, hit := range hits {
		s := suggestion{Title: hit.Label, Hint: hit.Type.Number(hit.Number), Value: hit.Ref.ID.String(), Icon: icon(hit.Type)}
		if only == nil {
			s.Hint = hit.Type.Title + " " + s.Hint
			s.Value = hit.Ref.Text()
		}
		list = append(list, s)
	}
	v.W.Header().Set("Content-Type", "application/json")
	v.W.Header().Set("Cache-Control", "no-store")
	return json.NewEncoder(v.W).Encode(list)
}
