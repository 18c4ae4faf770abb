package api

import (
	"net/http"

	"fairlead/internal/record"
)

// hit is a record that a search found.
type hit struct {
	Type   string    `json:"type"`
	ID     record.ID `json:"id"`
	Number string    `json:"number"`
	Name   string    `json:"name"`
}

// The sizes of a search.
const (
	usualHits = 20
	maxHits   = 100
)

func (q *request) search() error {
	var types []*record.Type
	if name := q.query.Get("type"); name != "" {
		t, err := q.clerk.Type(name)
		if err != nil {
			return wrong("type", "There is no record type %q.", shortened(name))
		}
		types = append(types, t)
	}
	limit, err := q.limit(usualHits, maxHits)
	if err != nil {
		return err
	}
	found, err := q.clerk.Search(q.r.Context(), q.query.Get("q"), limit, types...)
	if err != nil {
		return err
	}
	hits := make([]hit, len(found))
	for i, f := range found {
		hits[i] = hit{f.Type.Name, f.Ref.ID, f.Type.Number(f.Number), f.Label}
	}
	return q.send(http.StatusOK, map[string]any{"items": hits})
}
