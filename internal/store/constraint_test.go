package store_test

import (
	"fmt"
	"strings"
	"testing"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

func TestUpdateNeedsTheNextVersion(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		st := &site{Header: begun(""), Name: "Old"}
		put(t, s, st)
		first, second := *st, *st
		first.Name, second.Name = "First", "Second"
		write(t, s, func(w *store.Writer) error { return change(t.Context(), w, st, &first) })
		err := s.Write(t.Context(), func(w *store.Writer) error { return change(t.Context(), w, st, &second) })
		wantFault(t, err, fault.Conflict)
		if !strings.Contains(fault.Public(err), "SIT-0001") {
			t.Errorf("%q does not name the record", fault.Public(err))
		}
		gone := &site{Header: begun(""), Name: "Never written"}
		gone.Version = 2
		err = s.Write(t.Context(), func(w *store.Writer) error {
			return w.Update(t.Context(), s.Dictionary().Type("site"), []record.Record{gone})
		})
		wantFault(t, err, fault.Conflict)
	})
}

func TestUpdateOfManyRecordsInDifferentFields(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		home := &site{Header: begun(""), Name: "Home"}
		var before, after []record.Record
		for i := range 30 {
			d := full(home)
			d.Name = fmt.Sprint("Device ", i)
			before = append(before, d)
		}
		put(t, s, append([]record.Record{home}, before...)...)
		typ := s.Dictionary().Type("device")
		for i, r := range before {
			d := typ.Clone(r).(*device)
			d.Version++
			switch i % 4 {
			case 0:
				d.Price, d.Weight = record.Money{}, record.NewDecimal(int64(i)*1000)
			case 1:
				d.Stands, d.Critical = nil, false
			case 2:
				d.Parts = record.ToAll[device](before[0].Head().ID, before[1].Head().ID)
			}
			after = append(after, d)
		}
		write(t, s, func(w *store.Writer) error { return w.Update(t.Context(), typ, after) })
		wantStored(t, s, after...)
	})
}

func TestUniqueValuesAreNamed(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		one := &device{Header: begun(""), Name: "One", Serial: "S1"}
		one.Source, one.ExternalID = "cmdb", "7"
		unknown := &device{Header: begun(""), Name: "No serial"}
		put(t, s, one, unknown, &device{Header: begun(""), Name: "No serial either"})

		serial := &device{Header: begun(""), Name: "Two", Serial: "S1"}
		err := s.Write(t.Context(), func(w *store.Writer) error { return insert(t.Context(), w, serial) })
		wantFault(t, err, fault.Conflict, "serial")

		external := &device{Header: begun(""), Name: "Three"}
		external.Source, external.ExternalID = "cmdb", "7"
		err = s.Write(t.Context(), func(w *store.Writer) error { return insert(t.Context(), w, external) })
		wantFault(t, err, fault.Conflict, "external_id")

		other := &device{Header: begun(""), Name: "Four"}
		other.Source, other.ExternalID = "another", "7"
		put(t, s, other)

		changed := *unknown
		changed.Serial = "S1"
		err = s.Write(t.Context(), func(w *store.Writer) error { return change(t.Context(), w, unknown, &changed) })
		wantFault(t, err, fault.Conflict, "serial")
	})
}

func TestFailureThatTheCallerHidesIsNotCommitted(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		one := &device{Header: begun(""), Name: "One", Serial: "S1"}
		put(t, s, one)
		fine := &device{Header: begun(""), Name: "Fine"}
		err := s.Write(t.Context(), func(w *store.Writer) error {
			if err := insert(t.Context(), w, fine); err != nil {
				return err
			}
			_ = insert(t.Context(), w, &device{Header: begun(""), Name: "Two", Serial: "S1"})
			return nil
		})
		wantFault(t, err, fault.Conflict, "serial")
		wantMissing(t, s, fine)
	})
}

func TestDanglingReferencesAreNamed(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		nowhere := record.NewID(noon)
		err := s.Write(t.Context(), func(w *store.Writer) error {
			return insert(t.Context(), w, &device{Header: begun(""), Name: "A", Site: record.To[site](nowhere)})
		})
		wantFault(t, err, fault.Invalid, "site")
		err = s.Write(t.Context(), func(w *store.Writer) error {
			return insert(t.Context(), w, &device{Header: begun(""), Name: "A", Parts: record.ToAll[device](nowhere)})
		})
		wantFault(t, err, fault.Invalid, "parts")
	})
}

func TestReferencesMayRunInCirclesWithinOneTransaction(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		st := &site{Header: begun(""), Name: "S"}
		d := &device{Header: begun(""), Name: "D", Site: record.To[site](st.ID)}
		st.Main = record.To[device](d.ID)
		d.Parts = record.ToAll[device](d.ID)
		put(t, s, st, d)
		wantStored(t, s, st, d)
	})
}

func TestRemove(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		st := &site{Header: begun(""), Name: "Harbour"}
		d := full(st)
		put(t, s, st, d)
		sites, devices := s.Dictionary().Type("site"), s.Dictionary().Type("device")
		err := s.Write(t.Context(), func(w *store.Writer) error { return w.Remove(t.Context(), sites, []record.Record{st}) })
		wantFault(t, err, fault.Conflict)
		if !strings.Contains(fault.Public(err), "SIT-0001") {
			t.Errorf("%q does not name the record", fault.Public(err))
		}
		write(t, s, func(w *store.Writer) error {
			for typ, r := range map[*record.Type]record.Record{devices: d, sites: st} {
				if err := w.Remove(t.Context(), typ, []record.Record{r}); err != nil {
					return err
				}
				if err := w.Append(t.Context(), []record.Entry{entry(typ, record.Removed, r, nil)}); err != nil {
					return err
				}
			}
			return nil
		})
		wantMissing(t, s, st)
		view(t, s, func(r *store.Reader) error {
			hits, err := r.Search(t.Context(), store.SearchQuery{Text: "harbour"})
			if len(hits) != 0 {
				t.Errorf("a removed record is found: %v", hits)
			}
			return err
		})
		if found := verify(t, s); found != nil {
			t.Errorf("breaks: %v", found)
		}
		next := &site{Header: begun(""), Name: "Next"}
		put(t, s, next)
		if next.Number != 2 {
			t.Errorf("number %d is given again", next.Number)
		}
	})
}

func TestLongTextInAnIndexedFieldIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		long := &site{Header: begun(""), Name: strings.Repeat("long ", 400)}
		err := s.Write(t.Context(), func(w *store.Writer) error { return insert(t.Context(), w, long) })
		wantFault(t, err, fault.Invalid, "name")
	})
}

// wantStored compares records with what is stored of them.
func wantStored(t *testing.T, s *store.Store, want ...record.Record) {
	t.Helper()
	view(t, s, func(r *store.Reader) error {
		for _, w := range want {
			typ := s.Dictionary().TypeOf(w)
			got, err := r.GetMany(t.Context(), typ, []record.ID{w.Head().ID})
			if err != nil {
				return err
			}
			if diff := diffRecords(w, got[w.Head().ID]); diff != "" {
				t.Errorf("%s (-want +got):\n%s", typ.Number(w.Head().Number), diff)
			}
		}
		return nil
	})
}

func wantMissing(t *testing.T, s *store.Store, r record.Record) {
	t.Helper()
	err := s.View(t.Context(), func(rd *store.Reader) error {
		_, err := rd.Get(t.Context(), s.Dictionary().TypeOf(r), r.Head().ID)
		return err
	})
	wantFault(t, err, fault.NotFound)
}
