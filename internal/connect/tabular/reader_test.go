package tabular_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/fault"
)

// plain is comma separated UTF-8 with a header.
func plain() tabular.Format {
	return tabular.Format{Kind: tabular.CSV, Encoding: tabular.UTF8, Delimiter: ",", Header: tabular.HeaderFirst}
}

// outline shows rows and errors in the order of their lines: "2: a|b" is a row,
// "!3-4" an error.
func outline(got table) string {
	var b strings.Builder
	bad := got.bad
	tell := func(before int) {
		for len(bad) > 0 && bad[0].Line < before {
			fmt.Fprintf(&b, "!%s ", lines(bad[0].Line, bad[0].LastLine))
			bad = bad[1:]
		}
	}
	for _, row := range got.rows {
		tell(row.Line)
		fmt.Fprintf(&b, "%s:%s ", lines(row.Line, row.LastLine), strings.Join(row.Cells, "|"))
	}
	tell(1 << 40)
	return strings.TrimSpace(b.String())
}

func lines(first, last int) string {
	if first == last {
		return fmt.Sprint(first)
	}
	return fmt.Sprintf("%d-%d", first, last)
}

func TestReaderRows(t *testing.T) {
	for _, test := range []struct{ name, content, want string }{
		{"plain", "a,b\n1,2\n3,4\n", "2:1|2 3:3|4"},
		{"no last line end", "a,b\n1,2", "2:1|2"},
		{"ends behind a delimiter", "a,b\n1,", "2:1|"},
		{"CRLF", "a,b\r\n1,2\r\n", "2:1|2"},
		{"CR at the very end", "a,b\n1,2\r", "2:1|2"},
		{"quoted CR at the very end", "a,b\n1,\"2\"\r", "2:1|2"},
		{"quotes", "a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", "2:1,5|say \"hi\""},
		{"line breaks in cells", "a,b\n\"1\n2\r\n3\",4\n5,6\n", "2-4:1\n2\r\n3|4 5:5|6"},
		{"quote inside a plain cell", "a,b\n27\" screen,1\n", "2:27\" screen|1"},
		{"blank rows", "a,b\n\n,\n1,2\n , \n\"\",\"\"\n3,4\n", "4:1|2 7:3|4"},
		{"too few cells", "a,b\n1\n2,3\n", "!2 3:2|3"},
		{"too many cells", "a,b\n1,2,3\n4,5\n", "!2 3:4|5"},
		{"blank cells too many", "a,b\n1,2,, \n4,5\n", "2:1|2 3:4|5"},
		{"text behind a quote", "a,b\n\"1\"x,2\n3,4\n", "!2 3:3|4"},
		{"unclosed quote in the last row", "a,b\n1,2\n\"3,4\n", "2:1|2 !3"},
		{"unclosed quote before quoted cells", "a,b\n\"1,2\n3,\"4\"\n5,6\n", "!2 3:3|4 4:5|6"},
		{"unclosed quote that a later one closes", "a,b,c\n1,\"2,3\n4,5,6\n7,8\",9,10\n11,12,13\n", "!2 3:4|5|6 !4 5:11|12|13"},
		{"ragged row with line breaks", "a,b,c\n1,\"x\ny\nz\"\n4,5,6\n", "!2-4 5:4|5|6"},
		{"NUL", "a,b\n1,\x002\n3,4\n", "!2 3:3|4"},
		{"not UTF-8", "a,b\n1,\xff\n3,4\n", "!2 3:3|4"},
		{"cell at the limit", "a,b\n1," + strings.Repeat("x", 64) + "\n3,4\n", "2:1|" + strings.Repeat("x", 64) + " 3:3|4"},
		{"cell over the limit", "a,b\n1," + strings.Repeat("x", 65) + "\n3,4\n", "!2 3:3|4"},
		{"quoted cell over the limit", "a,b\n1,\"" + strings.Repeat("x\n", 40) + "\"\n3,4\n", "!2-42 43:3|4"},
		{"line over all limits", "a,b\n1," + strings.Repeat("x", 5000) + "\n3,4\n", "!2 3:3|4"},
		{"last line over all limits", "a,b\n1," + strings.Repeat("x", 5000), "!2"},
		{"apostrophe of the writer", "a,b\n'=1,'x\n", "2:=1|'x"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := readAll(t, file(test.content, ""), plain(), tabular.Limits{Cell: 64})
			if diff := cmp.Diff(test.want, outline(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReaderCROnly(t *testing.T) {
	format := plain()
	format.LineEnd = tabular.CR
	for _, test := range []struct{ content, want string }{
		{"a,b\r1,2\r3,4\r", "2:1|2 3:3|4"},
		{"a,b\r1,2\r\n3,4\n5,6", "2:1|2 3:3|4 4:5|6"},
		{"a,b\r\"1\r2\",3\r4,5\r", "2-3:1\r2|3 4:4|5"},
		{"a,b\r\"1\"\r2,3\r", "!2 3:2|3"},
		{"a,b\r\"1,2\r\n3,\"4\"\r\n", "!2 3:3|4"},
	} {
		if diff := cmp.Diff(test.want, outline(readAll(t, file(test.content, ""), format, tabular.Limits{}))); diff != "" {
			t.Errorf("%q: %s", test.content, diff)
		}
	}
}

// TestUnclosedQuoteCostsOneLine is why there is a scanner of our own.
func TestUnclosedQuoteCostsOneLine(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,name,note\n")
	for i := range 50_000 {
		note := "fine"
		if i == 10 {
			note = "\"not closed"
		}
		fmt.Fprintf(&b, "%d,thing %d,%s\n", i, i, note)
	}
	got := readAll(t, file(b.String(), ""), plain(), tabular.Limits{})
	if len(got.rows) != 49_999 || len(got.bad) != 1 {
		t.Fatalf("%d rows, %d errors", len(got.rows), len(got.bad))
	}
	want := &tabular.RowError{
		Line: 12, LastLine: 12, Cells: []string{"10", "thing 10", "\"not closed"},
		Problem: "a cell begins with a quote that is not closed",
		Remedy:  "Close the quote; a quote inside a quoted cell is written twice.",
	}
	if diff := cmp.Diff(want, got.bad[0]); diff != "" {
		t.Error(diff)
	}
}

// TestHostileQuotes scans a file whose every line opens a quote anew.
func TestHostileQuotes(t *testing.T) {
	content := "a,b\n" + strings.Repeat("a\",\"b\n", 1_000_000)
	r, err := tabular.Open(file(content, ""), plain(), tabular.Limits{})
	for err == nil || errors.As(err, new(*tabular.RowError)) {
		_, err = r.Next()
	}
	if !errors.Is(err, io.EOF) && fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
}

func TestHeader(t *testing.T) {
	for _, test := range []struct {
		header string
		want   []string
	}{
		{"a,b", []string{"a", "b"}},
		{" a ,b\tc", []string{"a", "b c"}},
		{"a,,a,A", []string{"a", "column 2", "column 3", "column 4"}},
		{"column 2,,x", []string{"column 2", "column 2'", "x"}},
		{"'=x,b", []string{"=x", "b"}},
		{tabular.ReasonHeader + ",a,", []string{"a", "column 2"}},
	} {
		r, err := tabular.Open(file(test.header+"\n", ""), plain(), tabular.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, r.Header()); diff != "" {
			t.Errorf("%q: %s", test.header, diff)
		}
	}
}

func TestWithoutHeader(t *testing.T) {
	f := file("1,Ada\n2,Kurt\n", "")
	got := readAll(t, f, sniff(t, f), tabular.Limits{})
	if diff := cmp.Diff([]string{"column 1", "column 2"}, got.header); diff != "" {
		t.Error(diff)
	}
	if outline(got) != "1:1|Ada 2:2|Kurt" {
		t.Error(outline(got))
	}
}

func TestLimits(t *testing.T) {
	r, err := tabular.Open(file("a\n1\n2\n3\n", ""), plain(), tabular.Limits{Rows: 2})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Next(); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("third row: %v", err)
	}
	if _, err := tabular.Open(file("a,b,c\n", ""), plain(), tabular.Limits{Columns: 2}); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("third column: %v", err)
	}
	if _, err := tabular.Open(file("a,b,c\n", ""), plain(), tabular.Limits{File: 2}); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("third byte: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	for name, format := range map[string]tabular.Format{
		"no kind":         {},
		"no delimiter":    {Kind: tabular.CSV},
		"long delimiter":  {Kind: tabular.CSV, Delimiter: "::"},
		"quote":           {Kind: tabular.CSV, Delimiter: "\""},
		"header is bad":   {Kind: tabular.CSV, Delimiter: ","},
		"not a workbook":  {Kind: tabular.XLSX},
		"other delimiter": {Kind: tabular.CSV, Delimiter: "é"},
	} {
		if _, err := tabular.Open(file("\"a,b\n1,2\n", ""), format, tabular.Limits{}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// failingReader fails behind the first bytes.
type failingReader struct{ good string }

func (f failingReader) ReadAt(p []byte, off int64) (int, error) {
	if off >= int64(len(f.good)) {
		return 0, errors.New("disk on fire")
	}
	return copy(p, f.good[off:]), nil
}

func TestReadErrorIsNoEnd(t *testing.T) {
	f := tabular.File{Data: failingReader{"a,b\n1,2\n3,"}, Size: 100}
	r, err := tabular.Open(f, plain(), tabular.Limits{})
	for err == nil {
		_, err = r.Next()
	}
	if fault.KindOf(err) != fault.Unavailable || strings.Contains(fault.Public(err), "fire") {
		t.Errorf("got %v", err)
	}
}

func TestProgressAndBlank(t *testing.T) {
	f := file("a,b\n1,2\n\n\n3,4\n", "")
	r, err := tabular.Open(f, plain(), tabular.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = r.Next()
	}
	if r.Progress() != 1 || r.Blank() != 2 {
		t.Errorf("progress %v, %d blank rows", r.Progress(), r.Blank())
	}
}
