package store_test

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// These types were once less: testdata/version1_*.sql hold databases that the
// first version of the schema made for them, with a contract that had another
// field and lacked some.

type vendor struct {
	record.Header
	Name    string `record:"required,label"`
	Country string `record:"index"`
}

type contract struct {
	record.Header
	Name     string `record:"required,label"`
	Vendor   record.Ref[vendor]
	Covers   record.Refs[vendor]
	Annual   record.Money
	Ends     record.Date `record:"index"`
	Signed   record.Instant
	Weight   record.Decimal
	Renews   bool
	About    record.AnyRef
	Notice   record.Duration `record:"index"`
	Paper    bool
	Replaces record.Ref[contract]
}

func purchasing(t *testing.T) *record.Dictionary {
	t.Helper()
	d, err := record.NewDictionary(
		record.Declare(record.Spec[vendor]{Module: "test", Name: "vendor", Prefix: "VEN", Help: "Who sells.", Access: everybody()}),
		record.Declare(record.Spec[contract]{Module: "test", Name: "contract", Prefix: "CON", Help: "What was agreed.", Access: everybody()}),
	)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// firstRecords are what those databases hold.
func firstRecords() []record.Record {
	at := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	id := func(n byte) record.ID { return record.ID{0: 1, 6: 0x70, 8: 0x80, 15: n} }
	head := func(n byte, number int64) record.Header {
		return record.Header{ID: id(n), Number: number, Version: 1, Created: record.At(at), Updated: record.At(at),
			CreatedBy: id(99), UpdatedBy: id(99), Source: "csv", ExternalID: fmt.Sprint(n)}
	}
	whole := &contract{
		Header: head(3, 1), Name: "Maintenance", Vendor: record.To[vendor](id(1)), Covers: record.ToAll[vendor](id(2), id(1)),
		Annual: record.Money{Minor: 123450, Currency: "EUR"}, Ends: record.Day(2027, 1, 31), Signed: record.At(at.Add(time.Millisecond)),
		Weight: record.NewDecimal(1_500_000), Renews: true, About: record.AnyRef{Type: "vendor", ID: id(2)},
	}
	whole.Tags, whole.Custom = record.Tags{"a", "b c"}, record.Custom{"colour": "red"}
	empty := &contract{Header: head(4, 2), Name: "Empty"}
	empty.Archived = true
	return []record.Record{
		&vendor{Header: head(1, 1), Name: "Acme Ünited"}, &vendor{Header: head(2, 2), Name: `Bolt's "Best"`}, whole, empty,
	}
}

func TestDatabaseOfTheFirstVersionIsUpgraded(t *testing.T) {
	for name, dsn := range engines() {
		t.Run(name, func(t *testing.T) {
			at := dsn(t)
			made, err := os.ReadFile("testdata/version1_" + name + ".sql")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := raw(t, at).ExecContext(t.Context(), string(made)); err != nil {
				t.Fatal(err)
			}
			s := open(t, at, purchasing(t))
			old := firstRecords()
			wantStored(t, s, old...)
			if found := verify(t, s); found != nil {
				t.Errorf("breaks: %v", found)
			}
			if got := search(t, s, store.SearchQuery{Text: "united maint"}); got != nil {
				t.Errorf("found %v", got)
			}
			if got := search(t, s, store.SearchQuery{Text: "unit"}); !slices.Equal(got, []string{"VEN-0001"}) {
				t.Errorf("found %v, want VEN-0001", got)
			}
			plan, err := s.Plan(t.Context())
			if err != nil || len(plan.Steps) != 0 || !slices.Equal(plan.Unknown, []string{"contract.old_price"}) {
				t.Errorf("still to do: %v, not known: %v (%v)", whats(plan), plan.Unknown, err)
			}
			next := &contract{Header: begun(""), Name: "Next", Notice: record.Lasting(time.Hour), Paper: true, Replaces: record.To[contract](old[2].Head().ID)}
			put(t, s, next)
			if next.Number != 3 {
				t.Errorf("the next number is %d, want 3", next.Number)
			}
			changed := *old[3].(*contract)
			changed.Paper, changed.Name = true, "Full"
			write(t, s, func(w *store.Writer) error { return change(t.Context(), w, old[3], &changed) })
			wantStored(t, s, next, &changed)
			snapshot, err := s.LoadSnapshot(t.Context())
			if err != nil || snapshot.Position() != 6 || snapshot.Len(s.Dictionary().Type("contract")) != 3 {
				t.Errorf("snapshot at %d (%v)", snapshot.Position(), err)
			}
		})
	}
}
