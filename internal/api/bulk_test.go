package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// What is good of many is saved, and each bad one says what is wrong with it.
func TestBulk(t *testing.T) {
	s := open(t)
	s.admit("Ada", record.Administrator)
	desktest.Save(t, s.desk, &catalog.Team{Name: "Network"}, &catalog.Team{Name: "Mail"}, &catalog.Team{Name: "Files"})
	body := `{"items":[
		{"name":"Storage","lead":"PER-0001"},
		{"number":"TEA-0001","email":"net@example.org"},
		{"number":"TEA-0002","name":"Mail"},
		{"email":"nobody@example.org"},
		{"number":"TEA-0099","name":"x"},
		{"number":"tea-1","name":"y"},
		{"number":"TEA-0003","name":"z","version":7},
		{"name":"Far","lead":"PER-0099","nonsense":1},
		{"name":"x","external_id":"1"},
		{"name":"y","external_id":"1"},
		{"name":"` + strings.Repeat("x", 1001) + `"},
		7
	]}`
	a := s.want(s.ask("Ada", "POST", "/teams/bulk?note=spring", body), http.StatusOK)
	var got []string
	for _, item := range a.items(t) {
		line := fmt.Sprint(item["number"], " ", item["result"])
		if item["error"] != nil {
			line = "error"
		}
		for _, e := range list(item["errors"]) {
			line += " " + e.(map[string]any)["field"].(string)
		}
		got = append(got, line)
	}
	want := []string{
		"TEA-0004 created", "TEA-0001 changed", "TEA-0002 unchanged", "error name", "error", "error", "error", "error lead nonsense",
		"TEA-0005 created", "error external_id", "error name", "error",
	}
	if !slices.Equal(got, want) {
		t.Errorf("results are\n%q, want\n%q\n%s", got, want, a.Body)
	}
	if e := s.ask("Ada", "GET", "/teams/TEA-0001/history", nil).items(t)[0]; e["note"] != "spring" {
		t.Errorf("the history says %v", e)
	}
	if lead := s.ask("Ada", "GET", "/teams/TEA-0004", nil).json(t)["lead"].(map[string]any); lead["name"] != "Ada" {
		t.Errorf("the lead is %v", lead)
	}
}

func list(v any) []any { l, _ := v.([]any); return l }

// With all_or_none one bad item keeps all from being saved, and all bad ones
// are told.
func TestBulkAllOrNone(t *testing.T) {
	s := open(t)
	s.admit("Ada", record.Manager)
	desktest.Save(t, s.desk, &catalog.Team{Name: "Network"})
	for _, bad := range []string{`{"email":"x"}`, `{"nonsense":1}`, `{"name":"x","external_id":"1"}`} {
		position := s.desk.Position()
		body := `{"all_or_none":true,"items":[{"name":"a","external_id":"1"},` + bad + `,{"number":"TEA-0001","name":"b"}]}`
		a := s.want(s.ask("Ada", "POST", "/teams/bulk", body), http.StatusUnprocessableEntity)
		if a.Header().Get("Content-Type") != "application/problem+json" || !strings.Contains(a.json(t)["detail"].(string), "1 of 3") {
			t.Errorf("%s: %s", bad, a.Body)
		}
		items := a.items(t)
		if items[0]["error"] != nil || items[0]["id"] != nil || items[1]["error"] == nil || items[2]["error"] != nil {
			t.Errorf("%s: results are %v", bad, items)
		}
		if s.desk.Position() != position {
			t.Errorf("%s: something was written", bad)
		}
	}
	a := s.want(s.ask("Ada", "POST", "/teams/bulk", `{"all_or_none":true,"items":[{"name":"a"},{"number":"TEA-0001","name":"b"}]}`), http.StatusOK)
	if items := a.items(t); items[0]["result"] != "created" || items[1]["result"] != "changed" {
		t.Errorf("results are %v", items)
	}
}

// However many items there are, the number of statements that read is the same.
func TestBulkStatements(t *testing.T) {
	s := open(t)
	s.admit("Ada", record.Manager)
	var teams []record.Record
	for i := range 200 {
		teams = append(teams, &catalog.Team{Name: fmt.Sprint("Team ", i)}, &catalog.Person{Name: fmt.Sprint("Person ", i)})
	}
	desktest.Save(t, s.desk, teams...)
	count := func(n int) int64 {
		items := make([]any, n)
		for i := range items {
			items[i] = map[string]any{"number": fmt.Sprintf("TEA-%04d", i+1), "lead": fmt.Sprintf("PER-%04d", n+1-i), "name": fmt.Sprint("Team ", i)}
		}
		return s.counted(func() { s.want(s.ask("Ada", "POST", "/teams/bulk", map[string]any{"items": items}), http.StatusOK) })
	}
	if few, many := count(2), count(200); many > few+2 {
		t.Errorf("2 items take %d statements, 200 take %d", few, many)
	}
	page := func(n int) int64 {
		return s.counted(func() { s.want(s.ask("Ada", "GET", fmt.Sprint("/teams?limit=", n), nil), http.StatusOK) })
	}
	if few, many := page(1), page(200); many != few {
		t.Errorf("a page of 1 takes %d statements, one of 200 takes %d", few, many)
	}
}
