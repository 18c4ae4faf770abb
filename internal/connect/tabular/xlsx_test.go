package tabular_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/fault"
)

func xlsxOf(t testing.TB, header []string, rows [][]string) tabular.File {
	t.Helper()
	columns := make([]tabular.Column, len(header))
	for i, name := range header {
		columns[i] = tabular.Column{Name: name, Kind: tabular.KindText}
	}
	var b bytes.Buffer
	w, err := tabular.NewXLSXWriter(&b, columns, "Table")
	if err != nil {
		t.Fatal(err)
	}
	writeTexts(t, w, rows)
	return file(b.String(), "x.xlsx")
}

func TestXLSXRoundTrip(t *testing.T) {
	var b bytes.Buffer
	w, err := tabular.NewXLSXWriter(&b, every(), "Q1/Q2 [2026]")
	write(t, w, err)
	f := file(b.String(), "x.csv")
	format := sniff(t, f)
	if format.Kind != tabular.XLSX || format.Sheet != "Q1 Q2  2026" || format.Header != tabular.HeaderFirst {
		t.Errorf("%+v", format)
	}
	got := readAll(t, f, format, tabular.Limits{})
	want := [][]string{
		{"=1+1, \"x\"", "-3", "-0.25", "-12.34", "2026-02-28", "2026-05-06 07:08:07", "true"},
		{"a\nb", "9223372036854775807", "12345678901234567890.5", "0.05", "1899-01-02", "", "false"},
		{"last", "", "", "", "", "", ""},
	}
	if diff := cmp.Diff(want, got.cells()); diff != "" {
		t.Error(diff)
	}
}

// TestXLSXWriterOracle opens our workbook with excelize.
func TestXLSXWriterOracle(t *testing.T) {
	var b bytes.Buffer
	w, err := tabular.NewXLSXWriter(&b, every(), "It's here")
	write(t, w, err)
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	sheet := book.GetSheetName(0)
	rows, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"name", "count", "share", "cost", "starts", "at", "active"},
		{"=1+1, \"x\"", "-3", "-0.25", "-12.34", "2026-02-28", "2026-05-06 07:08:07", "TRUE"},
		{"a\nb", "9223372036854775807", "12345678901234567890.5", "0.05", "1899-01-02", "", "FALSE"},
		nil,
		{"last"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if formula, err := book.GetCellFormula(sheet, "A2"); err != nil || formula != "" {
		t.Errorf("formula %q, %v", formula, err)
	}
	for cell, want := range map[string]excelize.CellType{
		"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeNumber, "C2": excelize.CellTypeNumber, "D2": excelize.CellTypeNumber,
		"E2": excelize.CellTypeNumber, "F2": excelize.CellTypeNumber, "G2": excelize.CellTypeBool, "B3": excelize.CellTypeInlineString,
	} {
		if got, err := book.GetCellType(sheet, cell); err != nil || got != want {
			t.Errorf("%s has type %v, %v, want %v", cell, got, err, want)
		}
	}
	checkLook(t, book, sheet)
}

func checkLook(t *testing.T, book *excelize.File, sheet string) {
	t.Helper()
	if sheet != "It's here" {
		t.Errorf("sheet %q", sheet)
	}
	panes, err := book.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	style, err := book.GetCellStyle(sheet, "A1")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := book.GetStyle(style); err != nil || s.Font == nil || !s.Font.Bold {
		t.Errorf("header style %+v, %v", s, err)
	}
	if width, err := book.GetColWidth(sheet, "F"); err != nil || width < 20 {
		t.Errorf("width %v, %v", width, err)
	}
	names := book.GetDefinedName()
	if len(names) != 1 || names[0].RefersTo != "'It''s here'!$A$1:$G$5" {
		t.Errorf("names %+v", names)
	}
}

func TestXLSXTextRoundTrip(t *testing.T) {
	text := rapid.OneOf(
		rapid.StringMatching(`[_x0-9A-F ']{0,12}`),
		rapid.StringMatching("[\x01-\x1f<>&\"'=\ufffe]{0,6}"),
		rapid.String().Filter(func(s string) bool { return !strings.ContainsRune(s, 0) }),
	)
	rapid.Check(t, func(rt *rapid.T) {
		rows := [][]string{{"x", text.Draw(rt, "a")}, {"y", text.Draw(rt, "b")}}
		f := xlsxOf(t, []string{"n", "text"}, rows)
		format := tabular.Format{Kind: tabular.XLSX, Sheet: "Table", Header: tabular.HeaderFirst}
		if diff := cmp.Diff(rows, readAll(t, f, format, tabular.Limits{}).cells()); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestXLSXWriterLimits(t *testing.T) {
	w, err := tabular.NewXLSXWriter(io.Discard, []tabular.Column{{Name: "note", Kind: tabular.KindText}}, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.WriteRow([]tabular.Cell{tabular.Text(strings.Repeat("ä", 32_767))}); err != nil {
		t.Error(err)
	}
	if err := w.WriteRow([]tabular.Cell{tabular.Text(strings.Repeat("x", 32_768))}); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("got %v", err)
	}
}

// book is a workbook made with excelize.
func book(t testing.TB, fill func(*excelize.File)) tabular.File {
	t.Helper()
	b := excelize.NewFile()
	fill(b)
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return file(out.String(), "x.xlsx")
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestXLSXTrueValues(t *testing.T) {
	at := time.Date(2018, 3, 4, 5, 6, 7, 0, time.UTC)
	f := book(t, func(b *excelize.File) {
		style := func(code string) int {
			id, err := b.NewStyle(&excelize.Style{CustomNumFmt: &code})
			must(t, err)
			return id
		}
		must(t, b.SetSheetRow("Sheet1", "A1", &[]any{"what", "value"}))
		for i, row := range []struct {
			what  string
			value any
			code  string
		}{
			{"text", "=1+1", ""},
			{"rounded", 1.23456789, "0.00"},
			{"binary", 0.1 + 0.2, ""},
			{"whole", 12, ""},
			{"long", 123456789012345678, ""},
			{"tiny", 1e-7, ""},
			{"percent", 0.125, "0%"},
			{"date", 43163, "dd/mm/yyyy"},
			{"US date", 43163, "[$-409]m/d/yy;@"},
			{"date with quoted text", 43163, `yyyy"y"\d`},
			{"date-time", at, "yyyy-mm-dd hh:mm"},
			{"date shown, clock kept", at, "dd.mm.yyyy"},
			{"clock", 0.5, "hh:mm"},
			{"hours", 1.5, "[h]:mm"},
			{"month", 43163, "mmm"},
			{"phantom day", 60, "dd/mm/yyyy"},
			{"first day", 1, "dd/mm/yyyy"},
			{"before days", 0, "dd/mm/yyyy"},
			{"beyond days", 3e6, "dd/mm/yyyy"},
			{"negative", -1, "dd/mm/yyyy"},
			{"money", 1234.5, `"$"#,##0.00_);[Red]("$"#,##0.00)`},
			{"elapsed colour", 5, "[Blue]0"},
			{"boolean", true, ""},
			{"spaces", " x ", ""},
		} {
			line := i + 2
			must(t, b.SetSheetRow("Sheet1", fmt.Sprintf("A%d", line), &[]any{row.what, row.value}))
			if row.code != "" {
				must(t, b.SetCellStyle("Sheet1", fmt.Sprintf("B%d", line), fmt.Sprintf("B%d", line), style(row.code)))
			}
		}
	})
	got := map[string]string{}
	for _, row := range readAll(t, f, sniff(t, f), tabular.Limits{}).rows {
		got[row.Cells[0]] = row.Cells[1]
	}
	want := map[string]string{
		"text": "=1+1", "rounded": "1.23456789", "binary": "0.3", "whole": "12", "long": "123456789012345678", "tiny": "0.0000001", "percent": "0.125",
		"date": "2018-03-04", "US date": "2018-03-04", "date with quoted text": "2018-03-04", "date-time": "2018-03-04 05:06:07", "date shown, clock kept": "2018-03-04 05:06:07",
		"clock": "12:00:00", "hours": "36:00:00", "month": "2018-03-04", "phantom day": "1900-02-29", "first day": "1900-01-01", "before days": "0", "beyond days": "3000000",
		"negative": "-1", "money": "1234.5", "elapsed colour": "5", "boolean": "true", "spaces": " x ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestXLSX1904(t *testing.T) {
	f := book(t, func(b *excelize.File) {
		yes := true
		must(t, b.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
		style, err := b.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err)
		must(t, b.SetSheetRow("Sheet1", "A1", &[]any{"date"}))
		must(t, b.SetSheetRow("Sheet1", "A2", &[]any{43163 - 1462}))
		must(t, b.SetSheetRow("Sheet1", "A3", &[]any{0}))
		must(t, b.SetCellStyle("Sheet1", "A2", "A3", style))
	})
	format := sniff(t, f)
	if outline(readAll(t, f, format, tabular.Limits{})) != "2:2018-03-04 3:1904-01-01" || format.Columns[0].Content != tabular.ContentDate {
		t.Errorf("%v, %+v", outline(readAll(t, f, format, tabular.Limits{})), format)
	}
}

func TestXLSXSheets(t *testing.T) {
	f := book(t, func(b *excelize.File) {
		for _, name := range []string{"Hidden", "Data", "More"} {
			_, err := b.NewSheet(name)
			must(t, err)
			must(t, b.SetSheetRow(name, "A1", &[]any{name}))
			must(t, b.SetSheetRow(name, "A2", &[]any{1}))
		}
		must(t, b.SetSheetVisible("Hidden", false))
	})
	format := sniff(t, f)
	if diff := cmp.Diff([]string{"Sheet1", "Hidden", "Data", "More"}, format.Sheets); diff != "" || format.Sheet != "Data" {
		t.Errorf("sheet %q, %s", format.Sheet, diff)
	}
	more, err := tabular.Sniff(f, tabular.Format{Sheet: "More"}, tabular.Limits{})
	if err != nil || more.Columns[0].Name != "More" {
		t.Errorf("%+v, %v", more, err)
	}
	if _, err := tabular.Sniff(f, tabular.Format{Sheet: "Gone"}, tabular.Limits{}); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Public(err), "Data") {
		t.Errorf("got %v", err)
	}
	empty := book(t, func(*excelize.File) {})
	if _, err := tabular.Sniff(empty, tabular.Format{}, tabular.Limits{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("got %v", err)
	}
}

func TestXLSXTitlesAndGaps(t *testing.T) {
	f := book(t, func(b *excelize.File) {
		must(t, b.SetSheetRow("Sheet1", "A1", &[]any{"IT budget"}))
		must(t, b.SetSheetRow("Sheet1", "A4", &[]any{"id", "name", "cost"}))
		must(t, b.SetSheetRow("Sheet1", "A5", &[]any{1, "x", 2.5}))
		must(t, b.SetSheetRow("Sheet1", "A9", &[]any{2, nil, 3}))
		must(t, b.SetSheetRow("Sheet1", "A10", &[]any{3, "y", 4, "beyond"}))
		must(t, b.SetSheetRow("Sheet1", "A11", &[]any{4}))
	})
	format := sniff(t, f)
	got := readAll(t, f, format, tabular.Limits{})
	if format.SkipLines != 3 || outline(got) != "5:1|x|2.5 9:2||3 !10 11:4||" {
		t.Errorf("skip %d, %s", format.SkipLines, outline(got))
	}
}

// TestXLSXNumbersKeepTheirMark mixes true numbers with texts that have a
// decimal comma: both must mean what they say.
func TestXLSXNumbersKeepTheirMark(t *testing.T) {
	f := book(t, func(b *excelize.File) {
		must(t, b.SetSheetRow("Sheet1", "A1", &[]any{"cost"}))
		for i, v := range []any{"1.234,50", "2,25", 1234.567} {
			must(t, b.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &[]any{v}))
		}
	})
	format := sniff(t, f)
	var got []string
	for _, row := range readAll(t, f, format, tabular.Limits{}).rows {
		n, err := tabular.ParseDecimal(row.Cells[0], format.Decimal)
		must(t, err)
		got = append(got, n)
	}
	if diff := cmp.Diff([]string{"1234.5", "2.25", "1234.567"}, got); diff != "" {
		t.Error(diff)
	}
}

// handmade is a workbook with the given XML in its parts.
func handmade(t testing.TB, sheet string, more ...string) tabular.File {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	parts := append([]string{
		"[Content_Types].xml", "<Types/>",
		"_rels/.rels", `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<?xml version="1.0"?><x:workbook xmlns:x="a" xmlns:r="b"><x:sheets><x:sheet name="S &amp; T" sheetId="1" r:id="q"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="q" Type="http://x/worksheet" Target="worksheets/one.xml"/><Relationship Id="s" Type="http://x/sharedStrings" Target="strings.xml"/></Relationships>`,
		"xl/strings.xml", `<sst><si><t>plain</t></si><si><r><t xml:space="preserve">rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></si></sst>`,
		"xl/worksheets/one.xml", sheet,
	}, more...)
	for i := 0; i < len(parts); i += 2 {
		part, err := w.Create(parts[i])
		must(t, err)
		_, err = io.WriteString(part, parts[i+1])
		must(t, err)
	}
	must(t, w.Close())
	return file(b.String(), "x.xlsx")
}

func sheetOf(rows string) string {
	return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"
}

func TestXLSXHandmade(t *testing.T) {
	const header = `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c t="str"><v>b</v></c></row>`
	for _, test := range []struct{ name, rows, want string }{
		{"shared strings", `<row><c t="s"><v>0</v></c><c t="s"><v> 1 </v></c></row>`, "2:plain|rich text"},
		{"prefixed names, comments, CDATA", `<x:row><!-- <c/> --><x:c t="str"><x:v><![CDATA[<&]]>&#65;&lt;</x:v></x:c></x:row>`, "2:<&A<|"},
		{"a formula with its result", `<row><c><f>1+1</f><v>2</v></c></row>`, "2:2|"},
		{"a formula with an empty text", `<row><c t="str"><f>""</f><v></v></c><c><v>1</v></c></row>`, "2:|1"},
		{"a formula without result", `<row><c><f>1+1</f><v/></c><c><v>3</v></c></row><row><c><v>4</v></c></row>`, "!2 3:4|"},
		{"an error value", `<row><c t="e"><v>#N/A</v></c></row>`, "2:#N/A|"},
		{"an ISO date", `<row><c t="d"><v>2018-03-04T05:06:07</v></c></row>`, "2:2018-03-04T05:06:07|"},
		{"cells out of order", `<row r="7"><c r="B7"><v>2</v></c><c r="A7"><v>1</v></c></row>`, "7:1|2"},
		{"not a number", `<row><c><v>abc</v></c></row>`, "2:abc|"},
		{"exponents", `<row><c><v>1.5E3</v></c><c><v>1E400</v></c></row>`, "2:1500|1E400"},
		{"a cell far to the right", `<row><c r="A2"><v>1</v></c><c r="XFD2"><v>1</v></c></row><row><c><v>2</v></c></row>`, "!2 3:2|"},
		{"a cell far to the right without a value", `<row><c r="A2"><v>1</v></c><c r="XFD2" s="1"/></row>`, "2:1|"},
		{"a long cell", `<row><c t="str"><v>` + strings.Repeat("x", 70_000) + `</v></c></row><row><c><v>1</v></c></row>`, "!2 3:1|"},
		{"bytes that are not UTF-8", "<row><c t=\"str\"><v>\xff</v></c></row>", "!2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := handmade(t, sheetOf(header+test.rows))
			format := tabular.Format{Kind: tabular.XLSX, Sheet: "S & T", Header: tabular.HeaderFirst}
			if diff := cmp.Diff(test.want, outline(readAll(t, f, format, tabular.Limits{}))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestXLSXDamaged must never end quietly: a broken sheet has lost rows.
func TestXLSXDamaged(t *testing.T) {
	row := `<row><c t="inlineStr"><is><t>a</t></is></c></row>`
	for name, sheet := range map[string]string{
		"cut off":              "<worksheet><sheetData>" + row,
		"cut off in a tag":     "<worksheet><sheetData>" + row + "<row",
		"cut off in a comment": "<worksheet><sheetData>" + row + "<!-- ",
		"unknown entity":       sheetOf(row + "<row><c t=\"str\"><v>&x;</v></c></row>"),
		"document type":        "<!DOCTYPE x [<!ENTITY x \"y\">]>" + sheetOf(row),
		"no shared string":     sheetOf(row + `<row><c t="s"><v>9</v></c></row>`),
		"rows backwards":       sheetOf(`<row r="5"/>` + `<row r="4"/>`),
		"cell without column":  sheetOf(row + `<row><c r="7"><v>1</v></c></row>`),
		"column far out":       sheetOf(row + `<row><c r="ZZZZ1"><v>1</v></c></row>`),
		"empty part":           "",
	} {
		t.Run(name, func(t *testing.T) {
			r, err := tabular.Open(handmade(t, sheet), tabular.Format{Kind: tabular.XLSX, Sheet: "S & T", Header: tabular.HeaderFirst}, tabular.Limits{})
			for err == nil {
				_, err = r.Next()
			}
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Public(err), "damaged") {
				t.Errorf("got %v", err)
			}
		})
	}
	f := handmade(t, sheetOf(row), "mimetype", "application/vnd.oasis.opendocument.spreadsheet")
	if _, err := tabular.Sniff(f, tabular.Format{}, tabular.Limits{}); !strings.Contains(fault.Public(err), "OpenDocument") {
		t.Errorf("got %v", err)
	}
}

// TestXLSXReaderOracle reads workbooks that excelize wrote.
func TestXLSXReaderOracle(t *testing.T) {
	value := rapid.OneOf(
		rapid.Map(rapid.StringMatching(`[a-z<&>"' äΩ€\n]{1,12}`), func(s string) any { return s }),
		rapid.Map(rapid.IntRange(-1e9, 1e9), func(n int) any { return n }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(rapid.IntRange(-1e6, 1e6), func(n int) any { return float64(n) / 1000 }),
	)
	rapid.Check(t, func(rt *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(value, 3, 3), 1, 6).Draw(rt, "rows")
		want := make([][]string, len(rows))
		f := book(t, func(b *excelize.File) {
			must(t, b.SetSheetRow("Sheet1", "A1", &[]any{"a", "b", "c"}))
			for i, row := range rows {
				must(t, b.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &row))
				for _, v := range row {
					want[i] = append(want[i], fmt.Sprint(v))
				}
			}
		})
		want = slices.DeleteFunc(want, func(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) == "" })
		format := tabular.Format{Kind: tabular.XLSX, Sheet: "Sheet1", Header: tabular.HeaderFirst}
		if diff := cmp.Diff(want, readAll(t, f, format, tabular.Limits{}).cells(), cmpopts.EquateEmpty()); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestXLSXBomb(t *testing.T) {
	f := handmade(t, sheetOf(strings.Repeat(`<row><c><v>1</v></c></row>`, 200_000)))
	if f.Size > 100_000 {
		t.Fatalf("%d bytes are no bomb", f.Size)
	}
	_, err := tabular.Sniff(f, tabular.Format{}, tabular.Limits{Unzipped: 1 << 20})
	if fault.KindOf(err) != fault.TooLarge {
		t.Errorf("got %v", err)
	}
	huge := handmade(t, sheetOf(`<row><c t="str"><v>`+strings.Repeat("x", 3<<20)+`</v></c></row>`))
	if _, err := tabular.Sniff(huge, tabular.Format{}, tabular.Limits{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("one huge token: %v", err)
	}
	texts := handmade(t, sheetOf(""), "xl/strings.xml", "<sst>"+strings.Repeat("<si/>", 100_000)+"</sst>")
	if _, err := tabular.Sniff(texts, tabular.Format{}, tabular.Limits{Unzipped: 2 << 20}); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("empty shared strings: %v", err)
	}
	styles := handmade(t, sheetOf(""), "xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="s" Type="http://x/styles" Target="styles.xml"/></Relationships>`,
		"xl/styles.xml", "<styleSheet><cellXfs>"+strings.Repeat("<xf/>", 4<<20)+"</cellXfs></styleSheet>")
	if _, err := tabular.Sniff(styles, tabular.Format{}, tabular.Limits{}); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("millions of styles: %v", err)
	}
}

func TestXLSXDirectoryIsBounded(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range 20_000 {
		_, err := w.Create(fmt.Sprintf("%s%d", strings.Repeat("x", 1000), i))
		must(t, err)
	}
	must(t, w.Close())
	if _, err := tabular.Sniff(file(b.String(), "x.xlsx"), tabular.Format{}, tabular.Limits{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("got %v", err)
	}
}
