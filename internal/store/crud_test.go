package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// full is a device in which every field is known.
func full(s *site, parts ...record.ID) *device {
	h := begun("running")
	h.Source, h.ExternalID = "cmdb", "srv-"+h.ID.String()
	h.Tags = record.Tags{"core", "old"}
	h.Custom = record.Custom{"colour": "red"}
	h.CreatedBy, h.UpdatedBy = record.NewID(noon), record.NewID(noon)
	return &device{
		Header: h, Name: "Router", Serial: h.ID.String(), Model: "X-1 \"Groß\" ' ; -- %", Site: record.To[site](s.ID),
		Parts: record.ToAll[device](parts...), Stands: record.ToAll[site](s.ID), About: record.AnyRef{Type: "site", ID: s.ID},
		Notes: "first\nsecond", Home: "https://example.org/", Grade: "mid", Critical: true, Ports: 48,
		Rack: record.Whole(-3), Weight: record.NewDecimal(12_345_678), Share: record.NewPercent(3_500_000),
		Price: record.Money{Minor: -123456, Currency: "EUR"}, Bought: record.Day(2020, 2, 29), Checked: record.At(noon.Add(time.Millisecond)),
		Warranty: record.Lasting(90 * time.Minute), Life: record.Around(1, 2.5, 9),
		Manual: record.File{Name: "m.pdf", Type: "application/pdf", Size: 7, Hash: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		Steps:  record.Rows[step]{{Title: "unpack", Cost: record.Money{Minor: 1, Currency: "JPY"}}, {Title: "plug in"}},
	}
}

func TestRecordsComeBackAsWritten(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		home := &site{Header: begun(""), Name: "Home"}
		empty := &device{Header: begun("")}
		whole := full(home, empty.ID)
		put(t, s, home, empty, whole)
		for _, want := range []record.Record{home, empty, whole} {
			typ := s.Dictionary().TypeOf(want)
			view(t, s, func(r *store.Reader) error {
				got, err := r.Get(t.Context(), typ, want.Head().ID)
				if diff := cmp.Diff(want, got, same); err == nil && diff != "" {
					t.Errorf("%s by ID (-want +got):\n%s", typ.Name, diff)
				}
				if err != nil {
					return err
				}
				got, err = r.ByNumber(t.Context(), typ, want.Head().Number)
				if diff := cmp.Diff(want, got, same); err == nil && diff != "" {
					t.Errorf("%s by number (-want +got):\n%s", typ.Name, diff)
				}
				return err
			})
		}
	})
}

func TestGetUnknownIsNotFound(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		err := s.View(t.Context(), func(r *store.Reader) error {
			_, err := r.Get(t.Context(), s.Dictionary().Type("site"), record.NewID(noon))
			return err
		})
		wantFault(t, err, fault.NotFound)
	})
}
