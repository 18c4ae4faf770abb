package store_test

import (
	"fmt"
	"slices"
	"testing"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// A filtered list is the same whichever way it is read: gathered because few
// records match, found along its order because many do, or sorted because those
// that match stand at its end.
func TestFilteredListsAreCompleteInEveryOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		typ := s.Dictionary().Type("device")
		var all []record.Record
		for i := range 6000 {
			d := &device{Header: begun("running"), Name: fmt.Sprintf("Device %04d", i*7919%6000)}
			d.Archived = i%50 == 0
			if i%5 > 0 {
				d.Bought = record.Day(2020, 1, 1).AddDays(i % 700)
			}
			switch {
			case i%300 == 7:
				d.State = "planned" // few
			case i%4 == 1:
				d.State = "retired" // many, anywhere
			}
			if d.Name >= "Device 5000" {
				d.Model = "late" // many, at one end of the order by name
			}
			all = append(all, d)
		}
		put(t, s, all...)
		memory, err := s.LoadSnapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, filter := range []string{"state = planned", "state = retired", "model = late", "state = retired AND model = late", "state = planned OR state = retired"} {
			for _, order := range []string{"name", "-name", "bought", "-bought"} {
				f, err := s.Dictionary().ParseFilter(typ, filter, record.Env{})
				if err != nil {
					t.Fatal(err)
				}
				o, err := typ.ParseOrder(order)
				if err != nil {
					t.Fatal(err)
				}
				var matching []record.Record
				for _, r := range all {
					if f.Match(r, nil) {
						matching = append(matching, r)
					}
				}
				for _, archived := range []store.Archived{store.WithoutArchived, store.OnlyArchived} {
					want := expected(matching, o, archived)
					for _, held := range []*record.Snapshot{nil, memory} {
						got := pages(t, s, typ, store.Query{Where: []record.Filter{f}, Order: o, Archived: archived, Limit: 100, Held: held})
						if !slices.Equal(got, want) {
							t.Errorf("%s, order %s, archived %d, memory %v: %d records, want %d in their order", filter, order, archived, held != nil, len(got), len(want))
						}
					}
				}
			}
		}
	})
}
