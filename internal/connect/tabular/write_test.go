package tabular_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/internal/connect/tabular"
)

// every has a column of each kind.
func every() []tabular.Column {
	return []tabular.Column{
		{Name: "name", Kind: tabular.KindText},
		{Name: "count", Kind: tabular.KindInteger},
		{Name: "share", Kind: tabular.KindDecimal},
		{Name: "cost", Kind: tabular.KindAmount, Digits: 2},
		{Name: "starts", Kind: tabular.KindDate},
		{Name: "at", Kind: tabular.KindInstant},
		{Name: "active", Kind: tabular.KindBoolean},
	}
}

func sampleCells() [][]tabular.Cell {
	at := time.Date(2026, 5, 6, 9, 8, 7, 0, time.FixedZone("", 7200))
	return [][]tabular.Cell{
		{tabular.Text("=1+1, \"x\""), tabular.Integer(-3), tabular.Decimal("-0.25"), tabular.Amount(-1234), tabular.Day(tabular.Date{Year: 2026, Month: 2, Day: 28}), tabular.Instant(at), tabular.Boolean(true)},
		{tabular.Text("a\nb"), tabular.Integer(math.MaxInt64), tabular.Decimal("12345678901234567890.5"), tabular.Amount(5), tabular.Day(tabular.Date{Year: 1899, Month: 1, Day: 2}), {}, tabular.Boolean(false)},
		{{}, {}, {}, {}, {}, {}, {}},
		{tabular.Text("last")},
	}
}

// write writes the sample rows; the last one is filled with empty cells.
func write(t testing.TB, w tabular.Writer, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range sampleCells() {
		for len(row) < len(every()) {
			row = append(row, tabular.Cell{})
		}
		if err := w.WriteRow(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestCSVWriter(t *testing.T) {
	var b bytes.Buffer
	w, err := tabular.NewCSVWriter(&b, every(), tabular.CSVStyle{Delimiter: ";", Mark: true})
	write(t, w, err)
	want := "\ufeffname;count;share;cost;starts;at;active\r\n" +
		"\"'=1+1, \"\"x\"\"\";-3;-0.25;-12.34;2026-02-28;2026-05-06T07:08:07Z;true\r\n" +
		"\"a\nb\";9223372036854775807;12345678901234567890.5;0.05;1899-01-02;;false\r\n" +
		";;;;;;\r\n" +
		"last;;;;;;\r\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestJSONWriter(t *testing.T) {
	var b bytes.Buffer
	w, err := tabular.NewJSONWriter(&b, every())
	write(t, w, err)
	want := `[
{"name":"=1+1, \"x\"","count":-3,"share":-0.25,"cost":-12.34,"starts":"2026-02-28","at":"2026-05-06T07:08:07Z","active":true},
{"name":"a\nb","count":9223372036854775807,"share":12345678901234567890.5,"cost":0.05,"starts":"1899-01-02","at":null,"active":false},
{"name":null,"count":null,"share":null,"cost":null,"starts":null,"at":null,"active":null},
{"name":"last","count":null,"share":null,"cost":null,"starts":null,"at":null,"active":null}
]
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	var list []map[string]any
	if err := json.Unmarshal(b.Bytes(), &list); err != nil || len(list) != 4 {
		t.Errorf("%d objects, %v", len(list), err)
	}
	b.Reset()
	w, err = tabular.NewJSONWriter(&b, every())
	if err == nil {
		err = w.Close()
	}
	if err != nil || b.String() != "[\n]\n" {
		t.Errorf("no rows: %q, %v", b.String(), err)
	}
}

func TestWritersRefuseMistakes(t *testing.T) {
	columns := []tabular.Column{{Name: "n", Kind: tabular.KindInteger}}
	for name, row := range map[string][]tabular.Cell{
		"too few": {}, "too many": {tabular.Integer(1), tabular.Integer(2)}, "wrong kind": {tabular.Text("1")},
	} {
		w, err := tabular.NewCSVWriter(&bytes.Buffer{}, columns, tabular.CSVStyle{})
		if err != nil {
			t.Fatal(err)
		}
		if w.WriteRow(row) == nil {
			t.Errorf("%s: no error", name)
		}
	}
	columns = []tabular.Column{{Name: "n", Kind: tabular.KindDecimal}, {Name: "d", Kind: tabular.KindDate}}
	for _, row := range [][]tabular.Cell{
		{tabular.Decimal("1,5"), {}}, {tabular.Decimal("01"), {}}, {tabular.Decimal("=1"), {}}, {{}, tabular.Day(tabular.Date{Year: 2026, Month: 2, Day: 30})},
	} {
		w, err := tabular.NewJSONWriter(&bytes.Buffer{}, columns)
		if err != nil {
			t.Fatal(err)
		}
		if w.WriteRow(row) == nil {
			t.Errorf("%v: no error", row)
		}
	}
	if _, err := tabular.NewJSONWriter(&bytes.Buffer{}, append(columns, columns...)); err == nil {
		t.Error("JSON with a key twice: no error")
	}
	if _, err := tabular.NewCSVWriter(&bytes.Buffer{}, columns, tabular.CSVStyle{Delimiter: "x"}); err == nil {
		t.Error("delimiter x: no error")
	}
	if _, err := tabular.NewXLSXWriter(&bytes.Buffer{}, nil, ""); err == nil {
		t.Error("no columns: no error")
	}
}

// roundTrip writes texts under a header as CSV and reads them back.
func roundTrip(t testing.TB, style tabular.CSVStyle, header []string, rows [][]string) table {
	t.Helper()
	columns := make([]tabular.Column, len(header))
	for i, name := range header {
		columns[i] = tabular.Column{Name: name, Kind: tabular.KindText}
	}
	var b bytes.Buffer
	w, err := tabular.NewCSVWriter(&b, columns, style)
	if err != nil {
		t.Fatal(err)
	}
	writeTexts(t, w, rows)
	return readAll(t, file(b.String(), "x.csv"), style.Format(), tabular.Limits{})
}

func writeTexts(t testing.TB, w tabular.Writer, rows [][]string) {
	t.Helper()
	for _, row := range rows {
		cells := make([]tabular.Cell, len(row))
		for i, text := range row {
			cells[i] = tabular.Text(text)
		}
		if err := w.WriteRow(cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestCSVRoundTrip(t *testing.T) {
	text := rapid.OneOf(
		rapid.StringMatching("[\ufeff\u200b '\"`=+@\t\r\n,;|ab\u00a0-]{0,6}"),
		rapid.StringOfN(rapid.Rune().Filter(func(r rune) bool { return r != 0 }), 0, 20, -1),
	)
	rapid.Check(t, func(t *rapid.T) {
		delimiter := rapid.SampledFrom([]string{",", ";", "\t", "|"}).Draw(t, "delimiter")
		style := tabular.CSVStyle{Delimiter: delimiter, Mark: rapid.Bool().Draw(t, "mark")}
		row := rapid.Custom(func(t *rapid.T) []string {
			return []string{"x", text.Draw(t, "a"), text.Draw(t, "b")}
		})
		rows := rapid.SliceOfN(row, 1, 5).Draw(t, "rows")
		var b bytes.Buffer
		w, err := tabular.NewCSVWriter(&b, []tabular.Column{{Name: "n", Kind: tabular.KindText}, {Name: "=a", Kind: tabular.KindText}, {Name: "-b;", Kind: tabular.KindText}}, style)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if err := w.WriteRow([]tabular.Cell{tabular.Text(row[0]), tabular.Text(row[1]), tabular.Text(row[2])}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		r, err := tabular.Open(file(b.String(), ""), style.Format(), tabular.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"n", "=a", "-b;"}, r.Header()); diff != "" {
			t.Fatal(diff)
		}
		for _, want := range rows {
			got, err := r.Next()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got.Cells); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// naughty are the lines of blns.txt and of csv_injection_payloads.txt.
func naughty(t testing.TB) [][]string {
	t.Helper()
	var rows [][]string
	for _, name := range []string{"blns.txt", "csv_injection_payloads.txt"} {
		f, err := os.Open(filepath.Join(corpus(t), "input", name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for s := bufio.NewScanner(f); s.Scan(); {
			rows = append(rows, []string{name, s.Text()})
		}
	}
	return rows
}

func TestNaughtyStringsRoundTrip(t *testing.T) {
	rows := naughty(t)
	if len(rows) < 700 {
		t.Fatalf("only %d strings", len(rows))
	}
	for i, row := range rows {
		rows[i][1] = strings.ToValidUTF8(row[1], "�")
	}
	got := roundTrip(t, tabular.CSVStyle{}, []string{"file", "text"}, rows)
	if diff := cmp.Diff(rows, got.cells()); diff != "" {
		t.Error(diff)
	}
	f := xlsxOf(t, []string{"file", "text"}, rows)
	got = readAll(t, f, sniff(t, f), tabular.Limits{})
	if diff := cmp.Diff(rows, got.cells()); diff != "" {
		t.Error(diff)
	}
}

// TestInjection looks at the bytes that a spreadsheet would be given.
func TestInjection(t *testing.T) {
	payloads := []string{"=1", "+1", "-1", "@x", "\t1", "\r1", "\n1", "＝1", "＋1", "－1", "＠1", " =1", "\"=1", "'=1", "\x01=1", "\u200b=1", "\ufeff=1", "\u00a0=1", "“=1"}
	for _, row := range naughty(t) {
		if row[0] == "csv_injection_payloads.txt" && strings.ContainsAny(row[1][:1], "=+-@") {
			payloads = append(payloads, row[1])
		}
	}
	for _, payload := range payloads {
		var b bytes.Buffer
		w, err := tabular.NewCSVWriter(&b, []tabular.Column{{Name: payload, Kind: tabular.KindText}}, tabular.CSVStyle{})
		if err != nil {
			t.Fatal(err)
		}
		writeTexts(t, w, [][]string{{payload}})
		for _, line := range strings.SplitN(b.String(), "'", 2)[:1] {
			if strings.Trim(line, `"`) != "" {
				t.Errorf("%q is written as %q", payload, b.String())
			}
		}
		if n := strings.Count(b.String(), "'"); n < 2 {
			t.Errorf("%q is written as %q", payload, b.String())
		}
	}
	for _, harmless := range []string{"a=1", "1-2", "'quoted'", "'", " x", "5", ".", "#"} {
		got := roundTrip(t, tabular.CSVStyle{}, []string{"x"}, [][]string{{harmless}})
		if got.rows[0].Cells[0] != harmless {
			t.Errorf("%q came back as %q", harmless, got.rows[0].Cells[0])
		}
	}
}

func TestRejectsCanBeImportedAgain(t *testing.T) {
	const content = "id,'=x,\nA-1,-5,ok\n2,\"=2+2\",\n3,\"not closed,x\n4,too,many,cells\n"
	f := file(content, "x.csv")
	r, err := tabular.Open(f, plain(), tabular.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	first := readAll(t, f, plain(), tabular.Limits{})
	var b bytes.Buffer
	w, err := tabular.NewRejectsWriter(&b, r.Original(), tabular.CSVStyle{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range first.rows {
		if err := w.Write("=it is, \"bad\"", row.Cells); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range first.bad {
		if err := w.Write(bad.Problem, bad.Cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := "Why this row was not imported,id,'=x,\r\n" +
		"\"'=it is, \"\"bad\"\"\",A-1,-5,ok\r\n" +
		"\"'=it is, \"\"bad\"\"\",2,'=2+2,\r\n" +
		"a cell begins with a quote that is not closed,3,\"\"\"not closed\",x\r\n" +
		"\"the row has 4 cells, but there are 3 columns\",4,too,many,cells\r\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	f = file(b.String(), "rejects.csv")
	again := readAll(t, f, sniff(t, f), tabular.Limits{})
	if diff := cmp.Diff(first.header, again.header); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("2:A-1|-5|ok 3:2|=2+2| 4:3|\"not closed|x !5", outline(again)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"4", "too", "many", "cells"}, again.bad[0].Cells); diff != "" {
		t.Error(diff)
	}
}
