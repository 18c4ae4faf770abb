package tabular_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/fault"
)

var csvSeeds = []string{
	"", "a", "a,b\n1,2\n", "a;b\r\n1,5;2\r\n", "a\tb\r1\t2\r", "a,b\n\"1\n2\",\"\"\"3\"\n", "a,b\n\"1,2\n3,4\n", "a,b\n1\"x\",\x002\n\xff,1\n",
	"\ufeffa,b\n'=1,2\n", "\xff\xfea\x00,\x00b\x00\n\x00", "sep=;\na;b\n", "title\n\na,b,c\n1,2,3\n4,5,6\n", "d\n04/03/2018\n13/02/2018\n", "a,b\n1,\"2\"\r",
	"Why this row was not imported,a\nbad,1\n", "a,b,c\n1,\"2,3\n4,5,6\n7,8\",9\n",
}

// small limits make the fuzzer meet them.
func small() tabular.Limits { return tabular.Limits{Rows: 1000, Columns: 20, Cell: 32} }

func FuzzSniff(f *testing.F) {
	for _, seed := range csvSeeds {
		f.Add([]byte(seed))
	}
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, content []byte) {
		in := file(string(content), "x.csv")
		format, err := tabular.Sniff(in, tabular.Format{}, small())
		if err != nil {
			if fault.KindOf(err) == fault.Internal {
				t.Fatalf("not for a person: %v", err)
			}
			return
		}
		r, err := tabular.Open(in, format, small())
		if err != nil {
			if fault.KindOf(err) == fault.Internal {
				t.Fatalf("not for a person: %v", err)
			}
			return
		}
		var names []string
		for _, c := range format.Columns {
			names = append(names, c.Name)
		}
		if diff := cmp.Diff(names, r.Header()); diff != "" {
			t.Fatalf("the names that were shown are not those that are read: %s", diff)
		}
	})
}

// FuzzReader accounts for every line of a file: it belongs to the header, to a
// row, to an error, or to a blank row.
func FuzzReader(f *testing.F) {
	for _, seed := range csvSeeds {
		f.Add([]byte(seed), byte(0), false, uint8(0))
		f.Add([]byte(seed), byte(1), true, uint8(1))
	}
	f.Fuzz(func(t *testing.T, content []byte, delimiter byte, cr bool, skip uint8) {
		format := tabular.Format{Kind: tabular.CSV, Encoding: tabular.UTF8, Delimiter: ",;\t|"[delimiter%4 : delimiter%4+1], SkipLines: int(skip % 4), Header: tabular.HeaderNone}
		if cr {
			format.LineEnd = tabular.CR
		}
		r, err := tabular.Open(file(string(content), ""), format, small())
		if err != nil {
			return
		}
		all := physicalLines(strings.TrimPrefix(string(content), "\ufeff"), cr)
		at := format.SkipLines
		for {
			row, err := r.Next()
			first, last := row.Line, row.LastLine
			var bad *tabular.RowError
			if errors.As(err, &bad) {
				first, last = bad.Line, bad.LastLine
			} else if errors.Is(err, io.EOF) {
				first, last = len(all)+1, len(all)+1
			} else if err != nil {
				return
			}
			if first <= at || last < first {
				t.Fatalf("lines %d to %d come behind line %d", first, last, at)
			}
			for _, line := range all[at : first-1] {
				if strings.Trim(line, "\"' \t\v\f\r\n,;|\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000") != "" {
					t.Fatalf("line %q between %d and %d is lost", line, at, first)
				}
			}
			if at = last; at > len(all) {
				if !errors.Is(err, io.EOF) {
					t.Fatalf("line %d of %d", at, len(all))
				}
				return
			}
			if bad == nil && len(row.Cells) != len(r.Header()) {
				t.Fatalf("%d cells for %d columns", len(row.Cells), len(r.Header()))
			}
		}
	})
}

// physicalLines is a slow and obvious splitter.
func physicalLines(s string, cr bool) []string {
	if cr {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	all := strings.Split(s, "\n")
	if all[len(all)-1] == "" {
		all = all[:len(all)-1]
	}
	return all
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2018-03-04", "04/03/2018", "29/2/2016 01:16", "3/4/18", "4-Mar-18", "2016-02-29 01:16:00", "2016-02-29T01:16:00.5+02:00", "Sunday, March 4, 2018 1:16 pm", "20180304"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, order := range []tabular.DateOrder{"", tabular.DayFirst, tabular.MonthFirst} {
			got, err := tabular.ParseDateTime(text, order)
			if err != nil {
				if fault.KindOf(err) != fault.Invalid || !utf8.ValidString(fault.Public(err)) {
					t.Fatalf("%q: %v", text, err)
				}
				continue
			}
			at := got.In(time.UTC)
			if y, m, d := at.Date(); got.Date != (tabular.Date{Year: y, Month: int(m), Day: d}) {
				t.Fatalf("%q: %v is no day of the calendar", text, got)
			}
			again, err := tabular.ParseDateTime(at.Format("2006-01-02T15:04:05.999999999Z07:00"), "")
			if err != nil || !again.In(time.UTC).Equal(at) {
				t.Fatalf("%q: %v, written and read again %v, %v", text, at, again, err)
			}
		}
	})
}

func FuzzParseDecimal(f *testing.F) {
	for _, seed := range []string{"1", "-1,234.50", "1.234,50", "(5)", "5-", "1'000", "$5", "6.37E+15", "00.10"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, style := range []tabular.DecimalStyle{"", tabular.DecimalPoint, tabular.DecimalComma} {
			got, err := tabular.ParseDecimal(text, style)
			if err != nil {
				if fault.KindOf(err) != fault.Invalid {
					t.Fatalf("%q: %v", text, err)
				}
				continue
			}
			if again, err := tabular.ParseDecimal(got, tabular.DecimalPoint); err != nil || again != got {
				t.Fatalf("%q: %q read again is %q, %v", text, got, again, err)
			}
		}
	})
}

func FuzzRoundTrip(f *testing.F) {
	for _, seed := range []string{"=1", "'=1", " \"x", "a,b;c", "\n-", "\ufeff", "\x00", "\xff", "''+", "a\r\nb"} {
		f.Add(seed, seed, uint8(0))
		f.Add("x", seed, uint8(1))
	}
	f.Fuzz(func(t *testing.T, a, b string, style uint8) {
		clean := func(s string) string {
			return strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\x00", "�")
		}
		rows := [][]string{{"row", a, b}}
		want := [][]string{{"row", clean(a), clean(b)}}
		csv := tabular.CSVStyle{Delimiter: ",;\t|"[style%4 : style%4+1], Mark: style&4 > 0}
		if len(a) < 60_000 && len(b) < 60_000 {
			if diff := cmp.Diff(want, roundTrip(t, csv, []string{"n", "a", "b"}, rows).cells()); diff != "" {
				t.Fatal(diff)
			}
		}
		if len(a) > 30_000 || len(b) > 30_000 || strings.Contains(a+b, "\x00") {
			return
		}
		format := tabular.Format{Kind: tabular.XLSX, Sheet: "Table", Header: tabular.HeaderFirst}
		got := readAll(t, xlsxOf(t, []string{"n", "a", "b"}, rows), format, tabular.Limits{})
		if diff := cmp.Diff(want, got.cells()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// FuzzWorkbook puts any XML where the rows of a sheet are expected.
func FuzzWorkbook(f *testing.F) {
	for _, seed := range []string{
		sheetOf(`<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>`),
		sheetOf(`<row><c t="b"><v>1</v></c><c s="1"><f>1</f><v>2</v></c></row>`), "<a", "<!--", "<![CDATA[x]]>", "&#0;", "<?x?>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sheet string) {
		in := handmade(t, sheet)
		format, err := tabular.Sniff(in, tabular.Format{}, small())
		if err == nil {
			var r *tabular.Reader
			r, err = tabular.Open(in, format, small())
			for err == nil || errors.As(err, new(*tabular.RowError)) {
				_, err = r.Next()
			}
		}
		if !errors.Is(err, io.EOF) && fault.KindOf(err) == fault.Internal {
			t.Fatalf("not for a person: %v", err)
		}
	})
}

// FuzzArchive changes bytes of a whole workbook.
func FuzzArchive(f *testing.F) {
	good := xlsxOf(f, []string{"a", "b"}, [][]string{{"1", "2"}})
	content := make([]byte, good.Size)
	if _, err := good.Data.ReadAt(content, 0); err != nil {
		f.Fatal(err)
	}
	f.Add(content)
	f.Fuzz(func(t *testing.T, content []byte) {
		in := tabular.File{Data: bytes.NewReader(content), Size: int64(len(content))}
		if _, err := tabular.Sniff(in, tabular.Format{}, small()); err != nil && fault.KindOf(err) == fault.Internal {
			t.Fatalf("not for a person: %v", err)
		}
	})
}
