package demo_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"fairlead/demo"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
)

var today = record.Day(2026, 11, 21)

func TestOrderNamesEveryFile(t *testing.T) {
	files, err := fs.Glob(demo.Files, "*.csv")
	if err != nil {
		t.Fatal(err)
	}
	order := slices.Sorted(slices.Values(demo.Order()))
	if !slices.Equal(files, order) {
		t.Errorf("files are %v, the order names %v", files, order)
	}
}

func TestType(t *testing.T) {
	for file, want := range map[string]string{"sites.csv": "sites", "departments-heads.csv": "departments"} {
		if got := demo.Type(file); got != want {
			t.Errorf("Type(%s) = %s, want %s", file, got, want)
		}
	}
}

// TestSizes loads the company, which fails at everything that the importer
// would refuse, and counts what came in.
func TestSizes(t *testing.T) {
	c := company.Load(t, today)
	count := map[string]int{}
	for key := range c.ByKey {
		name, _, _ := strings.Cut(key, ":")
		count[name]++
	}
	for name, want := range map[string]int{
		"site": 3, "department": 12, "team": 7, "person": 800, "vendor": 60, "contract": 91, "service": 60,
		"product": 134, "asset": 909, "dependency": 809, "incident": 2000, "decision": 10, "action": 25,
		"technology": 35, "evaluation": 3, "waiver": 7, "trend": 5, "idea": 4,
		"recovery_plan": 9, "exercise": 9, "spare": 5, "backup": 13,
		"account":     len(record.Roles()),
		"budget_line": 212, "ledger_entry": 1031, "exchange_rate": 114, "allocation_rule": 25, "cost_centre": 8, "fiscal_year": 4,
		"objective": 10, "capability": 13, "initiative": 14, "roadmap_item": 21,
		"skill": 27, "skill_rating": 100, "grade": 11, "staff_cost_rate": 32, "position": 44, "roadmap_version": 2, "scenario": 4, "announcement": 4, "principle": 8, "feed": 3, "phase": 8, "project_risk": 10, "benefit": 10, "lesson": 5,
	} {
		if count[name] != want {
			t.Errorf("%s: %d records, README.md says %d", name, count[name], want)
		}
	}
	open := 0
	for i := range record.Each[catalog.Incident](c.Snapshot) {
		if i.State != "resolved" {
			open++
		}
	}
	if open != 45 {
		t.Errorf("%d incidents are open, README.md says 45", open)
	}
}

func TestPeople(t *testing.T) {
	c := company.Load(t, today)
	var it, heads int
	for p := range record.Each[catalog.Person](c.Snapshot) {
		if record.Get(c.Snapshot, p.Department).Name == "IT" {
			it++
		}
		if !p.Manager.Known() && p.ExternalID != "erlend-hovdenak" {
			t.Errorf("%s has no manager", p.Name)
		}
	}
	for d := range record.Each[catalog.Department](c.Snapshot) {
		if d.Manager.Known() {
			heads++
		}
	}
	if it != 40 || heads != 12 {
		t.Errorf("%d people in IT and %d heads of departments, want 40 and 12", it, heads)
	}
}

// TestMoments makes sure that nothing has happened that lies ahead, whatever
// the time of day of the import.
func TestMoments(t *testing.T) {
	c := company.Load(t, today)
	midnight := record.At(today.Time())
	for _, r := range c.ByKey {
		i, ok := r.(*catalog.Incident)
		if !ok {
			continue
		}
		if !i.Opened.Before(midnight) || i.Resolved.After(midnight) || i.ClosedAt.After(midnight) || i.ClosedAt.Before(i.Resolved) {
			t.Errorf("%s: opened %s, resolved %s, closed %s", i.ExternalID, i.Opened, i.Resolved, i.ClosedAt)
		}
	}
}
