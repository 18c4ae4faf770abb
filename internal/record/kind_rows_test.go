package record_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

func parseID(t testing.TB, text string) record.ID {
	t.Helper()
	id, err := record.ParseID(text)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

const (
	firstID  = "01890a5d-ac96-774b-bcce-b302099a8057"
	secondID = "01890a5d-ac96-774b-bcce-b302099a8058"
)

func TestRowsReadings(t *testing.T) {
	f := sampleType(t).Field("steps")
	in := record.Reading{Field: f, Today: record.Day(2026, 11, 21), Order: record.DayFirst, Currency: "EUR"}
	checkReadings(t, f.Kind.New(f), in, []reading{
		{`[{"title":" a ","due":"4/3/2026","cost":"12","level":"Severe","words":"B, a"}]`,
			`[{"cost":{"amount":"12.00","currency":"EUR"},"count":0,"due":"2026-03-04","level":"very_high","title":"a","words":["a","b"],"yes":false}]`},
		{`[{}]`, `[{"count":0,"yes":false}]`}, {"[]", ""}, {"", ""}, {"null", ""},
		{`[{"title":"a","due":"soon"}]`, "!row 1: Due is not a date"}, {`[{},{"tilte":"a"}]`, `!row 2: there is no column "tilte"`},
		{"[1]", "!list of rows"}, {"{}", "!list of rows"}, {"[", "!list of rows"}, {"[] []", "!list of rows"},
		{"[" + strings.Repeat("{},", 2000) + "{}]", "!at most 2000"},
	})
	v := f.Kind.New(f)
	if err := v.SetJSON([]any{map[string]any{"title": "a"}, map[string]any{}}); err != nil || v.Format(record.International()) != "2 rows" {
		t.Errorf("two rows: %q, %v", v.Format(record.International()), err)
	}
}

// TestRowsOutliveTheirColumns: stored rows are read after a column was dropped.
func TestRowsOutliveTheirColumns(t *testing.T) {
	f := sampleType(t).Field("steps")
	var r sample
	if err := f.Value(&r).Load([]any{`[{"title":"a","gone":1}]`}); err != nil || len(r.Steps) != 1 || r.Steps[0].Title != "a" {
		t.Errorf("got %v, %v", r.Steps, err)
	}
	if err := f.Value(&r).SetJSON([]any{map[string]any{"gone": 1.0}}); err == nil {
		t.Error("a column that does not exist is accepted from outside")
	}
}

func TestRowsPointToRecords(t *testing.T) {
	typ := sampleType(t)
	f := typ.Field("steps")
	first, second := parseID(t, firstID), parseID(t, secondID)
	r := sample{Steps: record.Rows[step]{
		{Owner: record.To[sample](first)},
		{Peers: record.ToAll[sample](second, first), About: record.AnyRef{Type: "sample", ID: second}},
	}}
	var targets []record.ID
	f.Value(&r).(record.Pointing).EachTarget(func(id record.ID) { targets = append(targets, id) })
	slices.SortFunc(targets, record.ID.Compare)
	if diff := cmp.Diff([]record.ID{first, first, second, second}, targets); diff != "" {
		t.Error(diff)
	}
	if !f.Points() || typ.Field("name").Points() || !typ.Field("parent").Points() {
		t.Error("Points is wrong")
	}
}

func TestCheckNamesThePlace(t *testing.T) {
	r := sample{
		Name: "a\x00", Level: "middling", Link: "javascript:x", Words: record.Tags{"B"}, Cost: record.Money{Minor: 1, Currency: "*"},
		Whole: record.Whole(1 << 60), Document: record.File{Hash: "x"}, Loss: record.Estimate{Shape: "range", Low: 3, High: 1},
		Steps: record.Rows[step]{{Title: "a"}, {Count: -1, Level: "none"}},
	}
	var got []string
	for _, p := range sampleType(t).Check(&r) {
		got = append(got, p.Path)
		if strings.HasSuffix(p.Problem, "..") || !strings.HasSuffix(p.Problem, ".") {
			t.Errorf("%s: %q is no sentence", p.Path, p.Problem)
		}
	}
	want := []string{"name", "link", "words", "whole", "cost", "level", "loss", "document", "steps[1].title", "steps[1].count", "steps[1].level"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// bounded has fields with bounds of the kinds that have their own unit.
type bounded struct {
	record.Header
	Name   string          `record:"label"`
	Target record.Duration `record:"min=1,max=8" unit:"hours"`
	Delay  record.Duration `record:"max=30" unit:"days"`
	Budget record.Money    `record:"min=0"`
	Share  record.Percent  `record:"min=0,max=100"`
	Loss   record.Estimate `record:"min=0"`
}

func TestBoundsAreInTheUnitOfTheField(t *testing.T) {
	d, err := record.NewDictionary(record.Declare(record.Spec[bounded]{
		Module: "test", Name: "bounded", Plural: "bounded_ones", Prefix: "BOU", Help: "A record with bounds.",
		Access: record.Access{record.Director: {{May: record.All}}},
	}))
	if err != nil {
		t.Fatal(err)
	}
	hours := func(n int) record.Duration { return record.Lasting(time.Duration(n) * time.Hour) }
	for _, c := range []struct {
		record bounded
		want   string
	}{
		{bounded{Target: hours(8), Delay: hours(720), Budget: record.NoMoney("EUR"), Share: record.NewPercent(100e6), Loss: record.Exactly(0)}, ""},
		{bounded{Target: hours(9)}, "Target must be at most 8."},
		{bounded{Target: hours(0)}, "Target must be at least 1."},
		{bounded{Delay: hours(721)}, "Delay must be at most 30."},
		{bounded{Budget: record.Money{Minor: -1, Currency: "EUR"}}, "Budget must be at least 0."},
		{bounded{Share: record.NewPercent(100e6 + 1)}, "Share must be at most 100."},
		{bounded{Loss: record.Between90(-1, 5)}, "Loss must be at least 0."},
	} {
		problems := fault.FieldsOf(d.Type("bounded").Check(&c.record).Err())
		if got := firstProblem(problems); got != c.want {
			t.Errorf("%+v: %q, want %q", c.record, got, c.want)
		}
	}
}

func firstProblem(problems []fault.Field) string {
	if len(problems) == 0 {
		return ""
	}
	return problems[0].Problem
}

// Types with mistakes that only the program's own engineers can make.
type (
	nested struct {
		record.Header
		Name  string `record:"label"`
		Outer record.Rows[outer]
	}
	outer struct{ Inner record.Rows[step] }
	plain struct {
		record.Header
		Name string `record:"label"`
		Rows record.Rows[string]
	}
	foreign struct {
		record.Header
		Name string `record:"label"`
		At   time.Time
	}
)

func TestImpossibleFieldsAreRefused(t *testing.T) {
	for want, d := range map[string]record.Declaration{
		"rows cannot hold rows":    record.Declare(record.Spec[nested]{Name: "nested"}),
		"rows must be of a struct": record.Declare(record.Spec[plain]{Name: "plain"}),
		"is not a field kind":      record.Declare(record.Spec[foreign]{Name: "foreign"}),
	} {
		if _, err := record.NewDictionary(d); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
