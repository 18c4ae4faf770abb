package desk_test

import (
	"log/slog"
	"path/filepath"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/desktest"
)

type Appraisal struct {
	record.Header
	Name   string `record:"required,label"`
	Person record.Ref[catalog.Person]
	Grade  string                     `record:"index"`
	Pay    string                     `record:"search,index,readers=director"`
	Boss   record.Ref[catalog.Person] `record:"readers=director"`
}
type Goal struct {
	record.Header
	Name      string `record:"required,label"`
	Appraisal record.Ref[Appraisal]
}

func openOwn(t *testing.T) *desk.Desk {
	all := []record.Rule{{May: record.All}}
	types := append(catalog.Types(),
		record.Declare(record.Spec[Appraisal]{Module: "org", Name: "appraisal", Prefix: "APP", Help: "x", Access: record.Access{
			record.Director: all, record.Manager: all, record.Employee: {{May: record.Read, Where: "person = me"}}}}),
		record.Declare(record.Spec[Goal]{Module: "org", Name: "goal", Prefix: "GOA", Help: "x", Access: record.Access{
			record.Director: all, record.Manager: all, record.Employee: {{May: record.Read}}}}))
	dict, err := record.NewDictionary(types...)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "f.db"), dict, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := s.Upgrade(t.Context()); err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(t.Context(), s, desktest.Noon, "EUR", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Neither filters, search nor the snapshot tell of rows or fields that somebody may not see.
func TestLimitedRowsAndHiddenFields(t *testing.T) {
	d := openOwn(t)
	employee := desktest.Clerk(t, d, "Emma", record.Employee)
	manager := desktest.Clerk(t, d, "Max", record.Manager)
	boss := &catalog.Person{Name: "Boss"}
	desktest.Save(t, d, boss)
	a := &Appraisal{Name: "Olav 2026", Grade: "poor", Pay: "gigasalary", Boss: record.To[catalog.Person](boss.ID)}
	desktest.Save(t, d, a)
	desktest.Save(t, d, &Goal{Name: "Learn", Appraisal: record.To[Appraisal](a.ID)})
	if n, err := employee.Count(t.Context(), typeOf(t, d, "goal"), `appraisal.grade = poor`, 10); n > 0 {
		t.Errorf("a filter through a record that is not theirs counts %d, %v", n, err)
	}
	if hits, err := manager.Search(t.Context(), "gigasalary", 10); len(hits) > 0 {
		t.Errorf("a word in a hidden field finds %v, %v", hits, err)
	}
	s, err := manager.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	for p := range s.Pointers(boss.ID) {
		t.Errorf("a hidden reference is followed back: %s.%s", p.Type.Name, p.Field.Name)
	}
}
