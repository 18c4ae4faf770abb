package api

import (
	"net/http"
	"strconv"

	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// eventAnswer is an entry of the journal.
type eventAnswer struct {
	Position int64          `json:"position"`
	At       record.Instant `json:"at"`
	By       *reference     `json:"by,omitempty"` // left out: the program itself
	Op       string         `json:"op"`
	Note     string         `json:"note,omitempty"`
	Changes  []changeAnswer `json:"changes"`
}

type changeAnswer struct {
	Field  string `json:"field"`
	Before any    `json:"before"`
	After  any    `json:"after"`
}

// history answers what happened to a record, the newest first.
func (q *request) history() error {
	t, err := q.typ()
	if err != nil {
		return err
	}
	before := int64(0)
	if text := q.query.Get("after"); text != "" {
		if before, err = strconv.ParseInt(text, 10, 64); err != nil || before < 1 {
			return wrong("after", "It is not the cursor of a page of the history.")
		}
	}
	events, err := q.clerk.History(q.r.Context(), t, q.r.PathValue("key"), before)
	if err != nil {
		return err
	}
	out, err := q.events(events)
	if err != nil {
		return err
	}
	body := map[string]any{"items": out}
	if n := len(events); n > 0 && events[n-1].Op != record.Created {
		next := strconv.FormatInt(events[n-1].Position, 10)
		q.linkNext(next)
		body["next"] = next
	}
	return q.send(http.StatusOK, body)
}

// events writes entries, with the names of those who made them.
func (q *request) events(events []desk.Event) ([]eventAnswer, error) {
	var ids []record.ID
	for _, e := range events {
		ids = append(ids, e.By)
	}
	names, err := q.clerk.Names(q.r.Context(), ids...)
	if err != nil {
		return nil, err
	}
	o := Object{Desk: q.Desk, Names: names}
	out := make([]eventAnswer, len(events))
	for i, e := range events {
		out[i] = eventAnswer{Position: e.Position, At: e.At, Op: string(e.Op), Note: e.Note, Changes: []changeAnswer{}}
		if !e.By.IsZero() {
			by := o.reference(e.By, "account")
			out[i].By = &by
		}
		for _, ch := range e.Changes {
			out[i].Changes = append(out[i].Changes, changeAnswer{ch.Field, ch.Before, ch.After})
		}
	}
	return out, nil
}
