package desk_test

import (
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// Fiscal years have no day in common, and one rule at a time hands on a cost: also
// of two that come in one write.
func TestNoTwoAtOnce(t *testing.T) {
	d := desktest.Open(t)
	p := purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}
	service, it := &catalog.Service{Name: "Mail"}, &catalog.Department{Name: "IT"}
	desktest.Save(t, d, service, it, &catalog.FiscalYear{Starts: record.Day(2026, 1, 1), Currency: "EUR"})
	save := func(records ...record.Record) error {
		var changes []*desk.Change
		for _, r := range records {
			changes = append(changes, &desk.Change{Type: typeOf(t, d, d.Dictionary().TypeOf(r).Name), Record: r, Imported: true})
		}
		return p.clerk.Save(t.Context(), changes...)
	}
	year := func(month int) *catalog.FiscalYear {
		return &catalog.FiscalYear{Starts: record.Day(2026, 1, 1).AddMonths(month), Currency: "EUR"}
	}
	rule := func(name string, starts, ends record.Date) *catalog.AllocationRule {
		r := &catalog.AllocationRule{Name: name, Service: record.To[catalog.Service](service.ID), Driver: "head_count", Starts: starts, Ends: ends}
		r.State = "in_force"
		return r
	}
	var never record.Date
	for _, c := range []struct {
		name    string
		records []record.Record
		refused string
	}{
		{"a year that begins in another", []record.Record{year(11)}, "FY 2026 has days of this year already"},
		{"two that overlap in one write", []record.Record{year(24), year(30)}, "FY 2028 has days"},
		{"the year after", []record.Record{year(12)}, ""},
		{"the first rule", []record.Record{rule("A", record.Day(2026, 1, 1), record.Day(2026, 6, 30))}, ""},
		{"one in the same days", []record.Record{rule("B", record.Day(2026, 6, 30), never)}, `"A" hands on the same cost`},
		{"one without days", []record.Record{rule("C", never, never)}, `"A" hands on the same cost`},
		{"one after it", []record.Record{rule("D", record.Day(2026, 7, 1), never)}, ""},
	} {
		if err := save(c.records...); (err == nil) != (c.refused == "") || err != nil && !strings.Contains(err.Error(), c.refused) {
			t.Errorf("%s: %v, want %q", c.name, err, c.refused)
		}
	}
}
