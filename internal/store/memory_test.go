package store_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/filters"
)

// A list is the same with memory beside the database as without.
func TestListsAreTheSameWithMemory(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		d := s.Dictionary()
		rapid.Check(t, func(rt *rapid.T) {
			world := filters.NewWorld(rt, d)
			all := map[*record.Type][]record.Record{}
			memory := record.NewLoader(d, 1)
			for _, typ := range d.Types() {
				all[typ] = world.Records(typ)
				memory.Add(typ, all[typ]...)
			}
			held := memory.Snapshot()
			inWorld(t, rt, s, all, func(w *store.Writer) {
				for range 10 {
					q := anyQuery(rt, d)
					want := throughPages(t, rt, w, q)
					q.Held = held
					if got := throughPages(t, rt, w, q); !slices.Equal(got, want) {
						rt.Fatalf("%s: %v, order %v, archived %d:\nwith memory %v\n       else %v", q.Where[0].Type.Name, q.Where[0], q.Order, q.Archived, got, want)
					}
				}
			})
		})
	})
}

// anyQuery draws a type, a filter on it, an order and how much of it to read at
// a time.
func anyQuery(t *rapid.T, d *record.Dictionary) store.Query {
	typ := rapid.SampledFrom(d.Types()).Draw(t, "type")
	text := filters.Expression(t, d, typ)
	if typ.Grows && rapid.Bool().Draw(t, "open") { // what memory holds of such a type
		text = "(" + text + ") AND NOT state = " + rapid.SampledFrom(typ.Lifecycle.States).Draw(t, "state").Name
	}
	f, err := d.ParseFilter(typ, text, filters.Env(d))
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	sortable := []*record.Field{nil}
	for _, f := range typ.Fields {
		if f.Sortable() {
			sortable = append(sortable, f)
		}
	}
	return store.Query{
		Where:    []record.Filter{f},
		Order:    record.Order{Field: rapid.SampledFrom(sortable).Draw(t, "order"), Descending: rapid.Bool().Draw(t, "descending")},
		Archived: rapid.SampledFrom([]store.Archived{store.WithoutArchived, store.WithArchived, store.OnlyArchived}).Draw(t, "archived"),
		Limit:    rapid.IntRange(1, 3).Draw(t, "limit"),
	}
}

// throughPages reads a list to its end and gives the numbers in it, and last how
// many there are.
func throughPages(t *testing.T, rt *rapid.T, w *store.Writer, q store.Query) (numbers []int64) {
	typ := q.Where[0].Type
	for {
		page, err := w.List(t.Context(), typ, q)
		if err != nil {
			rt.Fatal(err)
		}
		for _, r := range page.Records {
			numbers = append(numbers, r.Head().Number)
		}
		if q.After = page.Next; q.After == "" {
			break
		}
	}
	n, err := w.Count(t.Context(), typ, q, 100)
	if err != nil || n != len(numbers) {
		rt.Fatalf("counted %d of %d: %v", n, len(numbers), err)
	}
	return append(numbers, int64(n))
}
