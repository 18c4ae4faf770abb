package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// history does many random changes and gives the snapshot that they lead to,
// made in memory edit by edit.
func history(t *testing.T, s *store.Store, random *rand.Rand, from *record.Snapshot, steps int) *record.Snapshot {
	t.Helper()
	var live []record.Record
	for _, typ := range s.Dictionary().Types() {
		live = slices.AppendSeq(live, from.Each(typ))
	}
	snapshot := from
	for i := range steps {
		var old, now record.Record
		if len(live) < 5 || random.IntN(3) == 0 {
			now = fresh(random, live, i)
			put(t, s, now)
			live = append(live, now)
		} else {
			at := random.IntN(len(live))
			old = live[at]
			now = s.Dictionary().TypeOf(old).Clone(old)
			alter(random, live, now)
			write(t, s, func(w *store.Writer) error { return change(t.Context(), w, old, now) })
			live[at] = now
		}
		snapshot = snapshot.With(snapshot.Position()+1, record.Edit{Old: old, New: now})
	}
	return snapshot
}

func fresh(random *rand.Rand, live []record.Record, i int) record.Record {
	switch random.IntN(3) {
	case 0:
		return &site{Header: begun(""), Name: fmt.Sprint("Site ", i)}
	case 1:
		d := &device{Header: begun("planned"), Name: fmt.Sprint("Device ", i)}
		alter(random, live, d)
		return d
	}
	tk := &ticket{Header: begun("open"), Subject: fmt.Sprint("Ticket ", i), Opened: record.At(noon)}
	alter(random, live, tk)
	return tk
}

func alter(random *rand.Rand, live []record.Record, r record.Record) {
	one := func(is func(record.Record) bool) record.ID {
		for range 5 {
			if len(live) > 0 {
				if c := live[random.IntN(len(live))]; is(c) {
					return c.Head().ID
				}
			}
		}
		return record.ID{}
	}
	isSite := func(r record.Record) bool { _, ok := r.(*site); return ok }
	isDevice := func(r record.Record) bool { _, ok := r.(*device); return ok }
	switch r := r.(type) {
	case *site:
		r.Main, r.Archived = record.To[device](one(isDevice)), random.IntN(2) == 0
	case *device:
		r.Site, r.Parts = record.To[site](one(isSite)), record.ToAll[device](one(isDevice), one(isDevice))
		r.About = record.AnyRef{}
		if id := one(isSite); !id.IsZero() {
			r.About = record.AnyRef{Type: "site", ID: id}
		}
	case *ticket:
		r.State = []string{"open", "waiting", "closed"}[random.IntN(3)]
		r.Device, r.Closed, r.Effort = record.To[device](one(isDevice)), record.Instant{}, record.Duration{}
		if r.State == "closed" {
			r.Closed, r.Effort = record.At(noon.AddDate(0, random.IntN(14), 0)), record.Lasting(noon.AddDate(0, 0, random.IntN(3)).Sub(noon))
		}
	}
}

// content is all that a snapshot holds, in a form that can be compared.
type content struct {
	Position int64
	Records  map[string][]record.Record
	Pointers []string
	Series   map[string][]record.Point
}

func contentOf(s *record.Snapshot) content {
	c := content{Position: s.Position(), Records: map[string][]record.Record{}, Series: map[string][]record.Point{}}
	var groups []record.ID
	for _, typ := range s.Dictionary().Types() {
		c.Records[typ.Name] = slices.Collect(s.Each(typ))
		for _, r := range c.Records[typ.Name] {
			groups = append(groups, r.Head().ID)
			for p := range s.Pointers(r.Head().ID) {
				c.Pointers = append(c.Pointers, fmt.Sprint(r.Head().ID, p.Type.Name, p.Field.Name, p.Record.Head().ID))
			}
		}
	}
	for _, typ := range s.Dictionary().Types() {
		for _, series := range typ.Series {
			for _, g := range append(groups, record.ID{}) {
				for _, p := range s.Series(typ, series.Name, g, "2026-01", "2027-12") {
					if p.Sum != (record.Sum{}) {
						key := fmt.Sprint(typ.Name, series.Name, g)
						c.Series[key] = append(c.Series[key], p)
					}
				}
			}
		}
	}
	return c
}

func TestLoadedSnapshotIsWhatWasWritten(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		want := history(t, s, rand.New(rand.NewPCG(3, 4)), record.NewSnapshot(s.Dictionary()), 150)
		got, err := s.LoadSnapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c := contentOf(got)
		if diff := cmp.Diff(contentOf(want), c, same); diff != "" {
			t.Errorf("snapshot (-want +got):\n%s", diff)
		}
		if len(c.Pointers) < 20 || len(c.Series) < 3 {
			t.Errorf("only %d references and %d series are compared", len(c.Pointers), len(c.Series))
		}
	})
}

func TestChangesBringAnOldSnapshotUpToDate(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		random := rand.New(rand.NewPCG(5, 6))
		snapshot := history(t, s, random, record.NewSnapshot(s.Dictionary()), 40)
		history(t, s, random, snapshot, 80)
		want, err := s.LoadSnapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for range 100 {
			c, err := s.Changes(t.Context(), snapshot, 7)
			if err != nil {
				t.Fatal(err)
			}
			if c.Position == snapshot.Position() {
				break
			}
			snapshot = snapshot.With(c.Position, c.Edits...)
		}
		if diff := cmp.Diff(contentOf(want), contentOf(snapshot), same); diff != "" {
			t.Errorf("after the changes (-want +got):\n%s", diff)
		}
	})
}

func TestChangesKnowRemovedRecords(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		st := &site{Header: begun(""), Name: "S"}
		put(t, s, st)
		before, err := s.LoadSnapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		typ := s.Dictionary().Type("site")
		write(t, s, func(w *store.Writer) error {
			if err := w.Remove(t.Context(), typ, []record.Record{st}); err != nil {
				return err
			}
			return w.Append(t.Context(), []record.Entry{entry(typ, record.Removed, st, nil)})
		})
		c, err := s.Changes(t.Context(), before, 10)
		if err != nil {
			t.Fatal(err)
		}
		after := before.With(c.Position, c.Edits...)
		if after.Len(typ) != 0 || before.Len(typ) != 1 {
			t.Errorf("%d records after the removal, %d before", after.Len(typ), before.Len(typ))
		}
	})
}
