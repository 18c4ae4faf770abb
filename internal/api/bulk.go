package api

import (
	"context"
	"fmt"
	"net/http"

	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// maxItems is how many records one request creates or changes.
const maxItems = 5000

// bulkResult is what became of one of many records: an ID and a result, or an
// error.
type bulkResult struct {
	ID     *record.ID    `json:"id,omitempty"`
	Number string        `json:"number,omitempty"`
	Result string        `json:"result,omitempty"` // created, changed or unchanged
	Error  string        `json:"error,omitempty"`
	Errors []fault.Field `json:"errors,omitempty"`
}

// bulk creates or, where an item has an id or a number, changes many records in
// one transaction: {"items": […], "all_or_none": true}. Without all_or_none the
// good ones are saved and each bad one is answered with what is wrong.
func (q *request) bulk() error {
	t, err := q.typ()
	if err != nil {
		return err
	}
	items, strict, err := q.bulkItems()
	if err != nil {
		return err
	}
	b := &batch{request: q, typ: t, items: items, results: make([]bulkResult, len(items))}
	if err := b.fill(); err != nil {
		return err
	}
	if strict {
		return b.saveAll()
	}
	problems, err := q.clerk.SaveGood(q.r.Context(), nil, b.changes...)
	if err != nil {
		return err
	}
	b.take(problems)
	return q.send(http.StatusOK, map[string]any{"items": b.results})
}

// bulkItems reads the body.
func (q *request) bulkItems() (items []any, strict bool, err error) {
	body, err := q.object(maxBulk)
	if err != nil {
		return nil, false, err
	}
	var problems fault.List
	for name := range body {
		if name != "items" && name != "all_or_none" {
			problems.Add(shortened(name), "There is no such member; send items and all_or_none.")
		}
	}
	items, ok := body["items"].([]any)
	if !ok || len(items) == 0 || len(items) > maxItems {
		problems.Add("items", "It must be a list of 1 to %d objects.", maxItems)
	}
	if raw, given := body["all_or_none"]; given {
		if strict, ok = raw.(bool); !ok {
			problems.Add("all_or_none", "It must be true or false.")
		}
	}
	return items, strict, problems.Err()
}

// batch is the items of one request and what becomes of them.
type batch struct {
	*request
	typ     *record.Type
	items   []any
	results []bulkResult
	changes []*desk.Change
	owners  []int   // the item of each change
	based   []int64 // the version on which each change is based; zero for new records
}

// fill makes a change of every item that can be read. What the items name is
// looked up in a number of queries that does not depend on how many there are.
func (b *batch) fill() error {
	var keys []string
	var objects []map[string]any
	for _, item := range b.items {
		if object, ok := item.(map[string]any); ok {
			objects = append(objects, object)
			if key := keyOf(object); key != "" {
				keys = append(keys, key)
			}
		}
	}
	f := newFiller(b.clerk, b.typ, b.Currency)
	if err := f.lookUp(b.r.Context(), objects...); err != nil {
		return err
	}
	stored, err := b.clerk.GetMany(b.r.Context(), b.typ, keys)
	if err != nil {
		return err
	}
	seen := map[record.ID]int{}
	for i, item := range b.items {
		r, err := b.record(f, item, stored)
		if err == nil {
			err = twice(seen, r, i)
		}
		if err != nil {
			b.results[i] = failed(err)
			continue
		}
		b.changes = append(b.changes, &desk.Change{Type: b.typ, Record: r, Note: b.note()})
		b.owners, b.based = append(b.owners, i), append(b.based, r.Head().Version)
	}
	return nil
}

// keyOf is what an item says of the record that it changes; empty for a new one.
func keyOf(object map[string]any) string {
	for _, name := range []string{"id", "number"} {
		if key, ok := object[name].(string); ok {
			return key
		}
	}
	return ""
}

// record is the record that an item describes.
func (b *batch) record(f *filler, item any, stored map[string]record.Record) (record.Record, error) {
	object, ok := item.(map[string]any)
	if !ok {
		return nil, fault.New(fault.Invalid, "Each item must be an object.")
	}
	r := b.typ.New()
	if key := keyOf(object); key != "" {
		have := stored[key]
		if have == nil {
			return nil, fault.New(fault.NotFound, "There is no %s %s, or you may not see it.", b.typ.Title, shortened(key))
		}
		if err := checkVersion(b.typ, have, object); err != nil {
			return nil, err
		}
		r = b.typ.Clone(have)
	}
	return r, f.fill(r, object).Err()
}

// twice refuses a second item about the same record: one would undo the other.
func twice(seen map[record.ID]int, r record.Record, i int) error {
	id := r.Head().ID
	if id.IsZero() {
		return nil
	}
	if first, ok := seen[id]; ok {
		return fault.New(fault.Invalid, "Item %d is about the same record; send one item for it.", first+1)
	}
	seen[id] = i
	return nil
}

// take notes what became of the changes. Items without a problem were saved.
func (b *batch) take(problems []error) {
	for j, ch := range b.changes {
		i := b.owners[j]
		if problems[j] != nil {
			b.results[i] = failed(problems[j])
			continue
		}
		h := ch.Record.Head()
		result := "changed"
		switch b.based[j] {
		case 0:
			result = "created"
		case h.Version:
			result = "unchanged"
		}
		b.results[i] = bulkResult{ID: &h.ID, Number: b.typ.Number(h.Number), Result: result}
	}
}

func failed(err error) bulkResult {
	return bulkResult{Error: fault.Public(err), Errors: fault.FieldsOf(err)}
}

// saveAll saves all items or none.
func (b *batch) saveAll() error {
	save := b.clerk.SaveAll
	if len(b.changes) < len(b.items) {
		save = func(ctx context.Context, changes ...*desk.Change) ([]error, error) {
			return b.clerk.Check(ctx, nil, changes...)
		}
	}
	problems, err := save(b.r.Context(), b.changes...)
	bad := len(b.items) - len(b.changes)
	for _, problem := range problems {
		if problem != nil {
			bad++
		}
	}
	if bad == 0 && err != nil {
		return err
	}
	b.take(append(problems, make([]error, len(b.changes)-len(problems))...))
	if bad > 0 {
		return b.refuse(bad)
	}
	return b.send(http.StatusOK, map[string]any{"items": b.results})
}

// refuse answers that nothing was saved, with what is wrong with each item.
func (b *batch) refuse(bad int) error {
	for i := range b.results {
		if b.results[i].Error == "" {
			b.results[i] = bulkResult{}
		}
	}
	const status = http.StatusUnprocessableEntity
	b.w.Header().Set("Content-Type", "application/problem+json")
	return b.send(status, bulkProblem{
		problem: problem{Type: "about:blank", Title: http.StatusText(status), Status: status,
			Detail: fmt.Sprintf("%d of %d items cannot be saved, so none was.", bad, len(b.items))},
		Items: b.results,
	})
}

// bulkProblem is a problem with what is wrong with each item.
type bulkProblem struct {
	problem
	Items []bulkResult `json:"items"`
}
