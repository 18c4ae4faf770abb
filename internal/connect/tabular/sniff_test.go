package tabular_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/fault"
)

func TestSniffEncoding(t *testing.T) {
	const text = "Name;Ort\r\nJörg;Köln – Süd\r\nZoë;Łódź\r\n"
	western := strings.ReplaceAll(text, "Łódź", "Århus")
	encode := func(e encoding.Encoding, s string) string {
		out, err := e.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, test := range []struct {
		name, content, text string
		want                tabular.Encoding
	}{
		{"utf-8", text, text, tabular.UTF8},
		{"utf-8 with mark", "\ufeff" + text, text, tabular.UTF8BOM},
		{"utf-16 le with mark", encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text), text, tabular.UTF16LE},
		{"utf-16 be with mark", encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), text), text, tabular.UTF16BE},
		{"utf-16 le", encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), text), text, tabular.UTF16LE},
		{"utf-16 be", encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), text), text, tabular.UTF16BE},
		{"windows-1252", encode(charmap.Windows1252, western), western, tabular.Windows1252},
		{"iso-8859-1", encode(charmap.ISO8859_1, "a;b\r\n\u0081é;è\r\n"), "a;b\r\n\u0081é;è\r\n", tabular.ISO88591},
		{"the only umlaut is at the end", strings.Repeat("a;b\n", 100_000) + "J\xf6rg;b\n", strings.Repeat("a;b\n", 100_000) + "Jörg;b\n", tabular.Windows1252},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := file(test.content, "x.csv")
			format := sniff(t, f)
			if format.Encoding != test.want || format.Delimiter != ";" {
				t.Fatalf("got %s, delimiter %q", format.Encoding, format.Delimiter)
			}
			want := readAll(t, file(test.text, ""), sniff(t, file(test.text, "")), tabular.Limits{})
			got := readAll(t, f, format, tabular.Limits{})
			if diff := cmp.Diff(want.cells(), got.cells()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSniffFewBrokenBytesStayUTF8(t *testing.T) {
	f := file("name,city\n"+strings.Repeat("Jörg,Köln\n", 20)+"J\xf6rg,Bonn\nZoë,Ulm\n", "x.csv")
	format := sniff(t, f)
	got := readAll(t, f, format, tabular.Limits{})
	if format.Encoding != tabular.UTF8 || format.EncodingSure != tabular.Likely {
		t.Errorf("got %s (%s)", format.Encoding, format.EncodingSure)
	}
	if len(got.rows) != 21 || len(got.bad) != 1 || got.bad[0].Line != 22 {
		t.Errorf("%d rows, errors %v", len(got.rows), got.bad)
	}
}

func TestSniffText(t *testing.T) {
	for _, test := range []struct {
		name, content string
		delimiter     string
		skip          int
		header        tabular.HeaderRow
		columns       int
	}{
		{"comma", "a,b\n1,2\n", ",", 0, tabular.HeaderFirst, 2},
		{"semicolon with decimal commas", "name;price\nx;1,5\ny;2,5\n", ";", 0, tabular.HeaderFirst, 2},
		{"semicolon and commas in every row, no header", "1,5;2,5\n3,5;4,5\n", ";", 0, tabular.HeaderNone, 2},
		{"tab", "a\tb\tc\n1\tx, y\t3\n", "\t", 0, tabular.HeaderFirst, 3},
		{"pipe", "a|b|c\n1|2|3\n", "|", 0, tabular.HeaderFirst, 3},
		{"delimiters in quotes", "a,b\n\"x;y;z\",1\n\"p;q;r\",2\n", ",", 0, tabular.HeaderFirst, 2},
		{"stated by Excel", "sep=;\r\na;b\r\n1,1;2\r\n", ";", 1, tabular.HeaderFirst, 2},
		{"titles above", "IT budget 2026\nas of May\n\nid,name,owner,cost\n1,x,y,2\n2,x,y,4\n3,x,y,5\n", ",", 3, tabular.HeaderFirst, 4},
		{"titles with delimiters", "IT budget 2026,,,\n,,,\nid,name,owner,cost\n1,x,y,2\n2,x,y,4\n3,x,y,5\n", ",", 2, tabular.HeaderFirst, 4},
		{"one column", "name\nx\ny\n", ",", 0, tabular.HeaderFirst, 1},
		{"all text", "name,city\nAda,London\nKurt,Vienna\n", ",", 0, tabular.HeaderFirst, 2},
		{"no header", "1,Ada,2018-03-04\n2,Kurt,2018-03-05\n", ",", 0, tabular.HeaderNone, 3},
		{"CR only", "a,b\r1,2\r3,4\r", ",", 0, tabular.HeaderFirst, 2},
		{"only a header", "a,b,c\n", ",", 0, tabular.HeaderFirst, 3},
		{"rejects file", "Why this row was not imported,a,b\nno date,1,2\n", ",", 0, tabular.HeaderFirst, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := sniff(t, file(test.content, "x.csv"))
			if f.Delimiter != test.delimiter || f.SkipLines != test.skip || f.Header != test.header || len(f.Columns) != test.columns {
				t.Errorf("delimiter %q (%s), skip %d, header %s (%s), %d columns", f.Delimiter, f.DelimiterSure, f.SkipLines, f.Header, f.HeaderSure, len(f.Columns))
			}
		})
	}
}

func TestSniffNameDecidesOnlyATie(t *testing.T) {
	const tie = "a,b\tc\n"
	if got := sniff(t, file(tie, "x.tsv")).Delimiter; got != "\t" {
		t.Errorf("x.tsv: %q", got)
	}
	if got := sniff(t, file("a,b,c\n1,2,3\n", "x.tsv")).Delimiter; got != "," {
		t.Errorf("commas in x.tsv: %q", got)
	}
}

func TestSniffDateOrder(t *testing.T) {
	ambiguous := strings.Repeat("04/03/2018\n", 40_000)
	for _, test := range []struct {
		name, dates string
		want        tabular.DateOrder
		sure        tabular.Confidence
		layout      string
	}{
		{"day first", "04/03/2018\n13/02/2018\n", tabular.DayFirst, tabular.Certain, "DD/MM/YYYY"},
		{"month first", "04/03/2018\n02/13/2018\n", tabular.MonthFirst, tabular.Certain, "MM/DD/YYYY"},
		{"short and unpadded", "3/4/18\n3/14/18\n", tabular.MonthFirst, tabular.Certain, "M/D/YY"},
		{"with a clock", "29/2/2016 01:16\n1/3/2016 01:16\n", tabular.DayFirst, tabular.Certain, "D/M/YYYY hh:mm"},
		{"ambiguous", "04/03/2018\n05/06/2018\n", tabular.DayFirst, tabular.Guess, "DD/MM/YYYY"},
		{"the same either way", "04/04/2018\n05/05/2018\n", "", "", "DD/MM/YYYY"},
		{"contradicting", "13/02/2018\n14/02/2018\n02/13/2018\n", tabular.DayFirst, tabular.Guess, "DD/MM/YYYY"},
		{"named month", "4-Mar-18\n14-Mar-18\n", "", "", "D-Mon-YY"},
		{"ISO", "2018-03-04\n2018-03-14\n", "", "", "YYYY-MM-DD"},
		{"RFC 3339", "2018-03-04T05:06:07Z\n2018-03-14T05:06:07Z\n", "", "", "YYYY-MM-DDThh:mm:ssZ"},
		{"proof far behind the sample", ambiguous + "02/13/2018\n", tabular.MonthFirst, tabular.Certain, "MM/DD/YYYY"},
		{"no proof anywhere", ambiguous, tabular.DayFirst, tabular.Guess, "DD/MM/YYYY"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := sniff(t, file("when\n"+test.dates, "x.csv"))
			if f.DateOrder != test.want || f.DateOrderSure != test.sure || f.Columns[0].Layout != test.layout {
				t.Errorf("got %q (%s), layout %q: %s", f.DateOrder, f.DateOrderSure, f.Columns[0].Layout, f.DateEvidence)
			}
			if (f.DateEvidence == "") != (test.want == "") {
				t.Errorf("evidence %q", f.DateEvidence)
			}
		})
	}
}

func TestSniffDecimal(t *testing.T) {
	for _, test := range []struct {
		name, numbers string
		want          tabular.DecimalStyle
		sure          tabular.Confidence
		content       tabular.Content
	}{
		{"point", "1.5\n2,000.25\n", tabular.DecimalPoint, tabular.Certain, tabular.ContentDecimal},
		{"comma", "1,5\n2.000,25\n", tabular.DecimalComma, tabular.Certain, tabular.ContentDecimal},
		{"grouped or not", "1,500\n2,000\n", tabular.DecimalPoint, tabular.Guess, tabular.ContentInteger},
		{"whole", "1500\n2000\n", "", "", tabular.ContentInteger},
		{"amounts", "$1,500.00\n-$20.00\n", tabular.DecimalPoint, tabular.Certain, tabular.ContentAmount},
		{"euros", "1.500,00 €\n20,00 €\n", tabular.DecimalComma, tabular.Certain, tabular.ContentAmount},
		{"codes", "00123\n00456\n", "", "", tabular.ContentText},
		{"incident numbers", "INC0000045\nINC0000062\n", "", "", tabular.ContentText},
		{"missing", "12.5\nN/A\n?\n-\nNULL\n", tabular.DecimalPoint, tabular.Certain, tabular.ContentDecimal},
		{"yes or no", "true\nfalse\n", "", "", tabular.ContentBoolean},
		{"compact dates", "20180304\n20180314\n", "", "", tabular.ContentDate},
		{"versions", "1.2.3\n7.5.0\n", "", "", tabular.ContentText},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := sniff(t, file("x|y\n"+strings.ReplaceAll(test.numbers, "\n", "|a\n"), "x.csv"))
			if f.Decimal != test.want || f.DecimalSure != test.sure || f.Columns[0].Content != test.content {
				t.Errorf("got %q (%s), %s", f.Decimal, f.DecimalSure, f.Columns[0].Content)
			}
		})
	}
}

func TestSniffKeepsWhatIsKnown(t *testing.T) {
	f := file("a,b;c\n1,2;3\n", "x.csv")
	got, err := tabular.Sniff(f, tabular.Format{Delimiter: ";", Header: tabular.HeaderNone, DateOrder: tabular.MonthFirst}, tabular.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got.Delimiter != ";" || got.Header != tabular.HeaderNone || got.DateOrder != tabular.MonthFirst || len(got.Columns) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestSniffRefuses(t *testing.T) {
	for _, test := range []struct{ name, content, says string }{
		{"nothing", "", "empty"},
		{"blank lines", "\n\n\n", "no rows"},
		{"old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), ".xlsx"},
		{"PDF", "%PDF-1.7\n", "PDF"},
		{"gzip", "\x1f\x8b\x08", "compressed"},
		{"web page", "<html><table>", "web page"},
		{"broken archive", "PK\x03\x04 and nothing more", "damaged"},
		{"binary", "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\n\x01", "no table"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := tabular.Sniff(file(test.content, "x.csv"), tabular.Format{}, tabular.Limits{})
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Public(err), test.says) {
				t.Errorf("got %v", err)
			}
		})
	}
	_, err := tabular.Sniff(file("a,b\n1,2\n", ""), tabular.Format{}, tabular.Limits{File: 4})
	if fault.KindOf(err) != fault.TooLarge {
		t.Errorf("file over the limit: %v", err)
	}
}

func TestMissing(t *testing.T) {
	f := sniff(t, file("a,b\n1,?\n2,N/A\n3,x\n", ""))
	for cell, want := range map[string]bool{"": true, "  ": true, "?": true, " ? ": true, "N/A": true, "-": false, "x": false} {
		if f.IsMissing(cell) != want {
			t.Errorf("IsMissing(%q) = %v", cell, !want)
		}
	}
	if b := f.Columns[1]; fmt.Sprintf("%.2f", b.Empty) != "0.67" || b.MaxLength != 1 {
		t.Errorf("%+v", b)
	}
}
