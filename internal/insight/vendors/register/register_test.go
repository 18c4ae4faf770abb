package register_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/vendors/register"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
	"time"
)

var today = record.Day(2026, 11, 22)

func build(t *testing.T, all ...record.Record) *register.Register {
	t.Helper()
	return register.Build(records.Snapshot(t, all...), register.Question{Today: today, Currency: "EUR"})
}

// world is one entity, two vendors, one contract with one ICT service, and one function
// that was assessed as critical: all that is asked for is there.
type world struct {
	entity   *catalog.LegalEntity
	host, by *catalog.Vendor
	contract *catalog.Contract
	service  *catalog.Service
	impact   *catalog.BusinessImpact
	ict      *catalog.ICTService
	exit     *catalog.ExitPlan
}

func complete() *world {
	host := record.To[catalog.Vendor](records.ID(10))
	by := record.To[catalog.Vendor](records.ID(11))
	function := record.To[catalog.Service](records.ID(30))
	agreement := record.To[catalog.Contract](records.ID(20))
	w := &world{
		entity: &catalog.LegalEntity{
			Header: records.Head(1, ""), Name: "Nordbank", Type: "credit_institution", LEI: "506700GE1G29325QX363", Country: "Norway",
			Place: "no_group", Keeps: true, Authority: "Finanstilsynet", Assets: record.Money{Minor: 900_000_000_00, Currency: "EUR"},
		},
		host: &catalog.Vendor{Header: records.Head(10, "active"), Name: "Nordvåk", LegalName: "Nordvåk AS", LEI: "HWUPKR0MPOU8FGXBT394", Country: "Norway", Person: "legal", Parent: host},
		by:   &catalog.Vendor{Header: records.Head(11, "active"), Name: "Granit", EUID: "FIFPRO.1234567-8", Country: "FI", Person: "legal", Parent: by},
		contract: &catalog.Contract{
			Header: records.Head(20, "in_force"), Name: "Hosting", Reference: "C-1", Vendor: host, Services: record.ToAll[catalog.Service](function.ID),
			Starts: record.Day(2024, 1, 1), Ends: record.Day(2027, 12, 31), NoticeDays: record.Whole(90), VendorNotice: record.Whole(180),
			Annual: record.Money{Minor: 12_000_00, Currency: "EUR"}, Arrangement: "standalone", Law: "NO",
		},
		service: &catalog.Service{Header: records.Head(30, "live"), Name: "Payments", RTO: record.Lasting(90 * time.Minute), RPO: record.Lasting(15 * time.Minute)},
		impact: &catalog.BusinessImpact{
			Header: records.Head(40, "approved"), Service: function, Critical: "yes", Because: "=Money", Activity: "Payment services", Impact: "high", On: record.Day(2026, 5, 1),
		},
		ict: &catalog.ICTService{
			Header: records.Head(50, ""), Contract: agreement, Type: "s17", Provided: "NO", Stores: "yes", Stored: "NO; SE", Processed: "NO", Sensitive: "high",
			Reliance: "full", Substitutes: "highly_complex", HardBecause: "migration", AuditedOn: record.Day(2026, 2, 3), Reintegrates: "difficult", Impact: "high",
			Chain: record.Rows[catalog.Subcontracting]{{Provider: by, Rank: record.Whole(2)}},
		},
		exit: &catalog.ExitPlan{Header: records.Head(60, "ready"), Title: "Leaving", Vendor: host, Alternative: "Skyrygg"},
	}
	return w
}

func (w *world) all() []record.Record {
	return []record.Record{w.entity, w.host, w.by, w.contract, w.service, w.impact, w.ict, w.exit}
}

// A complete world: every cell as annex I of Implementing Regulation (EU) 2024/2956
// asks for it, and nothing missing.
func TestComplete(t *testing.T) {
	r := build(t, complete().all()...)
	want := map[string][][]string{
		"B_01.01": {{"506700GE1G29325QX363", "Nordbank", "NO", "Credit institution", "Finanstilsynet", "2026-11-22"}},
		"B_01.02": {{"506700GE1G29325QX363", "Nordbank", "NO", "Credit institution", "Not part of a group", "", "", "", "9999-12-31", "EUR", "900000000.00"}},
		"B_02.01": {{"C-1", "Standalone arrangement", "", "EUR", "12000.00"}},
		"B_02.02": {
			{"C-1", "506700GE1G29325QX363", "HWUPKR0MPOU8FGXBT394", "LEI", "F30", "S17", "2024-01-01", "2027-12-31", "", "90", "180", "NO", "NO", "Yes", "NO", "NO", "High", "Full reliance"},
			{"C-1", "506700GE1G29325QX363", "HWUPKR0MPOU8FGXBT394", "LEI", "F30", "S17", "2024-01-01", "2027-12-31", "", "90", "180", "NO", "NO", "Yes", "SE", "NO", "High", "Full reliance"},
		},
		"B_03.01": {{"C-1", "506700GE1G29325QX363"}},
		"B_03.02": {{"C-1", "HWUPKR0MPOU8FGXBT394", "LEI"}},
		"B_04.01": {{"C-1", "506700GE1G29325QX363", "Not a branch", ""}},
		"B_05.01": {
			{"FIFPRO.1234567-8", "EUID", "", "", "Granit", "Granit", "Legal person", "FI", "", "", "FIFPRO.1234567-8", "EUID"},
			{"HWUPKR0MPOU8FGXBT394", "LEI", "", "", "Nordvåk AS", "Nordvåk AS", "Legal person", "NO", "EUR", "12000.00", "HWUPKR0MPOU8FGXBT394", "LEI"},
		},
		"B_05.02": {
			{"C-1", "S17", "HWUPKR0MPOU8FGXBT394", "LEI", "1", "", ""},
			{"C-1", "S17", "FIFPRO.1234567-8", "EUID", "2", "HWUPKR0MPOU8FGXBT394", "LEI"},
		},
		"B_06.01": {{"F30", "Payment services", "Payments", "506700GE1G29325QX363", "Yes", "=Money", "2026-05-01", "2", "1", "High"}},
		"B_07.01": {{"C-1", "HWUPKR0MPOU8FGXBT394", "LEI", "S17", "Highly complex substitutability", "Difficulties in migrating or reintegrating", "2026-02-03", "Yes", "Difficult", "High", "Yes", "Skyrygg"}},
	}
	for _, table := range r.Tables {
		if table.Code == "B_99.01" {
			if len(table.Rows) != 19 {
				t.Errorf("B_99.01 has %d rows, the regulation 19", len(table.Rows))
			}
			continue
		}
		if diff := cmp.Diff(want[table.Code], table.Rows); diff != "" {
			t.Errorf("%s: %s", table.Code, diff)
		}
	}
	if done, all := r.Supporting(); done != 1 || all != 1 {
		t.Errorf("%d of %d complete: %+v", done, all, r.Contracts[0].Missing)
	}
	if len(r.Entities) > 0 || len(r.Functions[0].Missing) > 0 || len(r.LeftOut) > 0 || r.WithoutExit != 0 || r.Assessed != 1 {
		t.Errorf("something is missing: %+v %+v", r.Entities, r.Functions[0].Missing)
	}
}

// Each thing taken away leaves its column empty and is told.
func TestMissing(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*world)
		column string
		cell   string // what stands there; in the first row
	}{
		"reference":      {func(w *world) { w.contract.Reference = "" }, "B_02.01.0010", ""},
		"arrangement":    {func(w *world) { w.contract.Arrangement = "" }, "B_02.01.0020", ""},
		"framework":      {func(w *world) { w.contract.Arrangement = "subsequent" }, "B_02.01.0030", ""},
		"cost":           {func(w *world) { w.contract.Annual = record.Money{} }, "B_02.01.0050", ""},
		"end":            {func(w *world) { w.contract.Ends = record.Date{} }, "B_02.02.0080", ""},
		"notice":         {func(w *world) { w.contract.NoticeDays = record.Int{} }, "B_02.02.0100", ""},
		"their notice":   {func(w *world) { w.contract.VendorNotice = record.Int{} }, "B_02.02.0110", ""},
		"law":            {func(w *world) { w.contract.Law = "" }, "B_02.02.0120", ""},
		"provided":       {func(w *world) { w.ict.Provided = "" }, "B_02.02.0130", ""},
		"storage":        {func(w *world) { w.ict.Stores = "" }, "B_02.02.0140", ""},
		"where":          {func(w *world) { w.ict.Stored = "" }, "B_02.02.0150", ""},
		"sensitive":      {func(w *world) { w.ict.Sensitive = "" }, "B_02.02.0170", ""},
		"reliance":       {func(w *world) { w.ict.Reliance = "" }, "B_02.02.0180", ""},
		"code":           {func(w *world) { w.host.LEI = "" }, "B_05.01.0010", "FIFPRO.1234567-8"},
		"person":         {func(w *world) { w.by.Person = "" }, "B_05.01.0070", ""},
		"country":        {func(w *world) { w.by.Country = "Somewhere" }, "B_05.01.0080", ""},
		"parent":         {func(w *world) { w.by.Parent = record.Ref[catalog.Vendor]{} }, "B_05.01.0110", ""},
		"Latin":          {func(w *world) { w.by.Name = "Гранит" }, "B_05.01.0060", "Nordvåk AS"},
		"activity":       {func(w *world) { w.impact.Activity = "" }, "B_06.01.0020", ""},
		"RTO":            {func(w *world) { w.service.RTO = record.Duration{} }, "B_06.01.0090", "0"},
		"impact":         {func(w *world) { w.impact.Impact = "" }, "B_06.01.0110", "Assessment not performed"},
		"substitutes":    {func(w *world) { w.ict.Substitutes = "" }, "B_07.01.0050", ""},
		"why":            {func(w *world) { w.ict.HardBecause = "" }, "B_07.01.0060", ""},
		"audit":          {func(w *world) { w.ict.AuditedOn = record.Date{} }, "B_07.01.0070", ""},
		"reintegration":  {func(w *world) { w.ict.Reintegrates = "" }, "B_07.01.0090", ""},
		"service impact": {func(w *world) { w.ict.Impact = "" }, "B_07.01.0100", "Assessment not performed"},
		"alternatives":   {func(w *world) { w.exit.Alternative = "" }, "B_07.01.0110", "Assessment not performed"},
	} {
		t.Run(name, func(t *testing.T) {
			w := complete()
			c.change(w)
			r := build(t, w.all()...)
			told := false
			for _, gap := range r.Contracts[0].Missing {
				told = told || gap.Column == c.column
			}
			if !told || len(r.Contracts[0].Missing) != 1 {
				t.Errorf("told: %+v", r.Contracts[0].Missing)
			}
			if got := cell(t, r, c.column); got != c.cell {
				t.Errorf("%s is %q, want %q", c.column, got, c.cell)
			}
		})
	}
}

func cell(t *testing.T, r *register.Register, column string) string {
	t.Helper()
	table := r.Table(column[:7])
	for i, c := range table.Columns {
		if c.Code == "c"+column[8:] {
			return table.Rows[0][i]
		}
	}
	t.Fatalf("there is no column %s", column)
	return ""
}

// What the records do not say is not made up: a contract without its ICT service, a
// function that nobody assessed, no entity, no exit plan.
func TestNothingIsGuessed(t *testing.T) {
	w := complete()
	r := build(t, w.host, w.contract, w.service)
	if done, all := r.Supporting(); done != 0 || all != 0 {
		t.Errorf("%d of %d support a critical function", done, all)
	}
	var missing []string
	for _, gap := range r.Contracts[0].Missing {
		missing = append(missing, gap.Column)
	}
	if diff := cmp.Diff([]string{"B_02.02.0060", "B_06.01.0060"}, missing); diff != "" {
		t.Error(diff)
	}
	if len(r.Entities) != 1 || r.Entities[0].Record != nil || len(r.Table("B_01.01").Rows) != 0 {
		t.Errorf("entities: %+v", r.Entities)
	}
	if got := r.Table("B_06.01").Rows[0]; got[4] != "Assessment not performed" || got[6] != "9999-12-31" {
		t.Errorf("the function: %q", got)
	}
	if len(r.Table("B_07.01").Rows) != 0 {
		t.Error("a service that supports nothing critical is assessed")
	}
	idle := &catalog.Contract{Header: records.Head(21, "in_force"), Name: "Coffee", Vendor: w.contract.Vendor}
	draft := &catalog.Contract{Header: records.Head(22, "draft"), Name: "Next", Vendor: w.contract.Vendor, Services: w.contract.Services}
	if r := build(t, w.host, w.service, idle, draft); len(r.Contracts) != 0 || len(r.LeftOut) != 1 {
		t.Errorf("%d contracts, %d left out", len(r.Contracts), len(r.LeftOut))
	}
}

// A branch that uses the service stands with its head office, and of two entities the
// one that signed must be said.
func TestGroup(t *testing.T) {
	w := complete()
	branch := &catalog.LegalEntity{Header: records.Head(2, ""), Name: "Nordbank Polska", Country: "PL", Code: "PL-1", BranchOf: record.To[catalog.LegalEntity](records.ID(1))}
	sister := &catalog.LegalEntity{Header: records.Head(3, ""), Name: "Nordinsure", Type: "insurance", LEI: "INR2EJN1ERAN0W5ZP974", Country: "NO", Place: "subsidiary", Parent: record.To[catalog.LegalEntity](records.ID(1)), Assets: w.entity.Assets}
	w.contract.Users = record.ToAll[catalog.LegalEntity](branch.ID, w.entity.ID)
	r := build(t, append(w.all(), branch, sister)...)
	if gaps := r.Contracts[0].Missing; len(gaps) != 1 || gaps[0].Column != "B_03.01.0020" {
		t.Errorf("missing: %+v", gaps)
	}
	want := [][]string{{"C-1", "506700GE1G29325QX363", "Branch of a financial entity", "PL-1"}, {"C-1", "506700GE1G29325QX363", "Not a branch", ""}}
	if diff := cmp.Diff(want, r.Table("B_04.01").Rows); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]string{{"PL-1", "506700GE1G29325QX363", "Nordbank Polska", "PL"}}, r.Table("B_01.03").Rows); diff != "" {
		t.Error(diff)
	}
	if n := len(r.Table("B_02.02").Rows); n != 2 {
		t.Errorf("B_02.02 has %d rows: the branch and its head office use it under one LEI", n)
	}
}

// Amounts of a provider are added up in the currency of the statements.
func TestProviderCost(t *testing.T) {
	w := complete()
	second := *w.contract
	second.Header, second.Reference, second.Annual = records.Head(21, "in_force"), "C-2", record.Money{Minor: 11_700_00, Currency: "NOK"}
	amount := func(r *register.Register) string { return r.Table("B_05.01").Rows[1][9] }
	if got := amount(build(t, append(w.all(), &second)...)); got != "" {
		t.Errorf("without a rate it is %q", got)
	}
	rate := &catalog.ExchangeRate{Header: records.Head(70, ""), Name: "NOK", Base: "EUR", Quote: "NOK", Day: record.Day(2026, 11, 1), Rate: record.NewDecimal(11_700_000)}
	if got := amount(build(t, append(w.all(), &second, rate)...)); got != "13000.00" {
		t.Errorf("with a rate it is %q", got)
	}
}
