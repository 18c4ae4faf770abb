package store_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/filters"
)

var errUndo = errors.New("undo")

// A filter finds the same records in SQL as over records in memory.
func TestFiltersMeanTheSameInSQL(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		d := s.Dictionary()
		rapid.Check(t, func(rt *rapid.T) {
			world := filters.NewWorld(rt, d)
			all := map[*record.Type][]record.Record{}
			for _, typ := range d.Types() {
				all[typ] = world.Records(typ)
			}
			inWorld(t, rt, s, all, func(w *store.Writer) {
				for range 10 {
					typ := d.Types()[rapid.IntRange(0, len(d.Types())-1).Draw(rt, "type")]
					sameInSQL(t, rt, w, d, typ, all[typ], world.Find)
				}
			})
		})
	})
}

// So does one on custom fields of every kind that they can have.
func TestFiltersOnCustomFieldsMeanTheSameInSQL(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		d := s.Dictionary()
		typ := d.Type("site").WithFields(customFields())
		rapid.Check(t, func(rt *rapid.T) {
			world := filters.NewWorld(rt, d)
			var records []record.Record
			for n := range 4 {
				records = append(records, filters.Record(rt, d, typ, n+1))
			}
			all := map[*record.Type][]record.Record{typ: records}
			for _, other := range d.Types() {
				if other.Name != typ.Name {
					all[other] = world.Records(other)
				}
			}
			inWorld(t, rt, s, all, func(w *store.Writer) {
				for range 10 {
					sameInSQL(t, rt, w, d, typ, records, func(target *record.Type, id record.ID) record.Record {
						if target.Name == typ.Name {
							i := slices.IndexFunc(records, func(r record.Record) bool { return r.Head().ID == id })
							if i < 0 {
								return nil
							}
							return records[i]
						}
						return world.Find(target, id)
					})
				}
			})
		})
	})
}

// customFields are fields of every kind that can be defined at run time.
func customFields() []*record.Field {
	var out []*record.Field
	for _, k := range record.Kinds() {
		f := &record.Field{Name: "own_" + k.Name, Title: "Own " + k.Name, Kind: k, Custom: true}
		switch k.Name {
		case "enum":
			f.Options = grade("").Options()
		case "reference", "references":
			f.Target = "device"
		}
		out = append(out, f)
	}
	return out
}

// inWorld runs f in a transaction in which only these records are, and takes it back.
func inWorld(t *testing.T, rt *rapid.T, s *store.Store, all map[*record.Type][]record.Record, f func(*store.Writer)) {
	err := s.Write(t.Context(), func(w *store.Writer) error {
		for typ, records := range all {
			if err := w.Insert(t.Context(), typ, records); err != nil {
				return err
			}
		}
		f(w)
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		rt.Fatal(err)
	}
}

func sameInSQL(t *testing.T, rt *rapid.T, w *store.Writer, d *record.Dictionary, typ *record.Type, records []record.Record, find record.Find) {
	text := filters.Expression(rt, d, typ)
	f, err := d.ParseFilter(typ, text, filters.Env(d))
	if err != nil {
		rt.Fatalf("%s\n%v", text, err)
	}
	var want, got []int64
	for _, r := range records {
		if f.Match(r, find) {
			want = append(want, r.Head().Number)
		}
	}
	page, err := w.List(t.Context(), typ, store.Query{Where: []record.Filter{f}, Archived: store.WithArchived, Order: record.Order{}})
	if err != nil {
		rt.Fatalf("%s\n%v", text, err)
	}
	for _, r := range page.Records {
		got = append(got, r.Head().Number)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		rt.Fatalf("%s: %s\n in SQL %v\nin memory %v", typ.Name, text, got, want)
	}
	n, err := w.Count(t.Context(), typ, store.Query{Where: []record.Filter{f}, Archived: store.WithArchived}, 100)
	if err != nil || n != len(want) {
		rt.Fatalf("%s: counted %d (%v), want %d", text, n, err, len(want))
	}
}
