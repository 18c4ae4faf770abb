package api

import (
	"net/http"
	"strconv"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// typeAnswer describes a record type.
type typeAnswer struct {
	Name   string        `json:"name"`
	Plural string        `json:"plural"`
	Module string        `json:"module"`
	Title  string        `json:"title"`
	Help   string        `json:"help"`
	Prefix string        `json:"prefix"`
	States []string      `json:"states,omitempty"`
	Fields []fieldAnswer `json:"fields"`
}

type fieldAnswer struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Kind     string   `json:"kind"`
	Required bool     `json:"required,omitempty"`
	Target   string   `json:"target,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	Help     string   `json:"help,omitempty"`
	Options  []string `json:"options,omitempty"`
	Custom   bool     `json:"custom,omitempty"`
	System   bool     `json:"system,omitempty"`
}

// Describe writes a type for programs, with the given fields.
func Describe(t *record.Type, fields []*record.Field) any {
	a := typeAnswer{Name: t.Name, Plural: t.Plural, Module: t.Module, Title: t.Title, Help: t.Help, Prefix: t.Prefix}
	for _, s := range t.Lifecycle.States {
		a.States = append(a.States, s.Name)
	}
	for _, f := range fields {
		fa := fieldAnswer{
			Name: f.Name, Title: f.Title, Kind: f.Kind.Name, Required: f.Required, Target: f.Target,
			Unit: f.Unit, Help: f.Help, Custom: f.Custom, System: f.System,
		}
		for _, o := range f.Options {
			fa.Options = append(fa.Options, o.Name)
		}
		a.Fields = append(a.Fields, fa)
	}
	return a
}

func (q *request) types() error {
	var out []any
	for _, t := range q.clerk.Types() {
		out = append(out, Describe(t, q.clerk.Fields(t)))
	}
	return q.send(http.StatusOK, map[string]any{"items": out})
}

// hit is a record that a search found.
type hit struct {
	Type   string    `json:"type"`
	ID     record.ID `json:"id"`
	Number string    `json:"number"`
	Name   string    `json:"name"`
}

// maxHits bounds a search.
const maxHits = 100

func (q *request) search() error {
	p := q.r.URL.Query()
	var types []*record.Type
	if name := p.Get("type"); name != "" {
		t, err := q.clerk.Type(name)
		if err != nil {
			return err
		}
		types = append(types, t)
	}
	found, err := q.clerk.Search(q.r.Context(), p.Get("q"), maxHits, types...)
	if err != nil {
		return err
	}
	hits := make([]hit, len(found))
	for i, f := range found {
		hits[i] = hit{f.Type.Name, f.Ref.ID, f.Type.Number(f.Number), f.Label}
	}
	return q.send(http.StatusOK, map[string]any{"items": hits})
}

// eventAnswer is an entry of the journal.
type eventAnswer struct {
	Position int64          `json:"position"`
	At       record.Instant `json:"at"`
	By       record.ID      `json:"by"`
	Op       string         `json:"op"`
	Note     string         `json:"note,omitempty"`
	Changes  []changeAnswer `json:"changes"`
}

type changeAnswer struct {
	Field  string `json:"field"`
	Before any    `json:"before"`
	After  any    `json:"after"`
}

func (q *request) history() error {
	t, err := q.typ()
	if err != nil {
		return err
	}
	before := int64(0)
	if text := q.r.URL.Query().Get("before"); text != "" {
		if before, err = strconv.ParseInt(text, 10, 64); err != nil {
			return fault.New(fault.Invalid, "before must be a position of the journal.")
		}
	}
	events, err := q.clerk.History(q.r.Context(), t, q.r.PathValue("key"), before)
	if err != nil {
		return err
	}
	out := make([]eventAnswer, len(events))
	for i, e := range events {
		out[i] = eventAnswer{Position: e.Position, At: e.At, By: e.By, Op: string(e.Op), Note: e.Note, Changes: []changeAnswer{}}
		for _, ch := range e.Changes {
			out[i].Changes = append(out[i].Changes, changeAnswer{ch.Field, ch.Before, ch.After})
		}
	}
	return q.send(http.StatusOK, map[string]any{"items": out})
}
