package importer_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/testkit/corpus"
)

// A row that cannot be taken is named by its line, and by its field where one
// cell is at fault. The rows around it come in.
func TestBrokenRows(t *testing.T) {
	for name, c := range map[string]struct {
		rows    []string
		line    int
		reason  string
		created int
	}{
		"a quote that is not closed":    {[]string{"A,printer,2024-01-01", `"B,printer,2024-01-01`, "C,printer,2024-01-01"}, 3, "quote", 2},
		"text behind a closing quote":   {[]string{`"A"x,printer,2024-01-01`, "B,printer,2024-01-01"}, 2, "quote", 1},
		"a date that is none":           {[]string{"A,printer,2024-01-01", "B,printer,2024-02-31"}, 3, "Purchased", 1},
		"a choice that is none":         {[]string{"A,pump,2024-01-01", "B,printer,2024-01-01"}, 2, "Class", 1},
		"a needed cell that is empty":   {[]string{",printer,2024-01-01", "B,printer,2024-01-01"}, 2, "Name", 1},
		"bytes that are not UTF-8":      {[]string{"Å,printer,2024-01-01", "B\xff,printer,2024-01-01"}, 3, "", 1},
		"a NUL":                         {[]string{"A\x00,printer,2024-01-01", "B,printer,2024-01-01"}, 2, "NUL", 1},
		"lines within a cell before it": {[]string{"\"A\nB\nC\",printer,2024-01-01", "D,printer,x"}, 5, "Purchased", 1},
	} {
		t.Run(name, func(t *testing.T) {
			cl := clerk(t)
			m := importer.Map{Type: "asset", Source: "list", Fields: fields("name", "class", "purchased")}
			f := lines("a.csv", append([]string{"name,class,purchased"}, c.rows...)...)
			format, err := tabular.Sniff(f, tabular.Format{Encoding: tabular.UTF8, Delimiter: ",", Header: tabular.HeaderFirst}, tabular.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			o := runAs(t, cl, f, format, m, importer.Options{})
			if len(o.rejects) != 1 || o.rejects[0].Line != c.line || !strings.Contains(o.rejects[0].Reason, c.reason) || o.Created != c.created {
				t.Errorf("%+v, rejected %+v", o.Progress, o.rejects)
			}
		})
	}
}

// Naughty strings come in as they are, or are rejected by their line; none is
// lost, and none stops the others.
func TestNaughtyCells(t *testing.T) {
	var list []string
	if err := json.Unmarshal(corpus.Read(t, "input/blns.json"), &list); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	w := csv.NewWriter(&file)
	rows := [][]string{{"key", "name", "notes"}}
	for i, text := range list {
		rows = append(rows, []string{fmt.Sprint(i), fmt.Sprintf("vendor %d", i), text})
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	c := clerk(t)
	f := tabular.File{Data: bytes.NewReader(file.Bytes()), Size: int64(file.Len()), Name: "naughty.csv"}
	format, err := tabular.Sniff(f, tabular.Format{Delimiter: ",", Header: tabular.HeaderFirst}, tabular.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	format.Missing = nil
	o := runAs(t, c, f, format, importer.Map{Type: "vendor", Source: "blns", ExternalID: "key", Fields: fields("name", "notes")}, importer.Options{})
	if o.Created+o.Rejected != len(list) || o.Rejected > 5 {
		t.Errorf("of %d: %+v %q", len(list), o.Progress, o.reasons())
	}
	want, got := map[string]string{}, map[string]string{}
	for i, text := range list {
		want[fmt.Sprint(i)] = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	}
	for _, r := range o.rejects {
		delete(want, r.Cells[0])
	}
	for _, v := range all[catalog.Vendor](t, c) {
		got[v.ExternalID] = strings.TrimSpace(v.Notes.Text())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
}
