package tabular

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"fairlead/internal/fault"
)

// What a worksheet can hold (Excel specifications and limits).
const (
	sheetRowLimit  = 1_048_576
	sheetCellLimit = 32_767 // UTF-16 units of one cell
	sheetDigits    = 15     // significant digits of a number
)

// widthRows is how many rows are held back to find the widths of the columns.
const widthRows = 100

// XLSXWriter writes a table as a workbook with one sheet: a bold, frozen header
// with a filter, columns as wide as their first rows need, true cells. Texts are
// string cells and never formulas. Amounts and decimals of more than 15 digits,
// and dates before March 1900, are texts too, as a worksheet would change them.
// Instants are in UTC, to the millisecond. Memory does not grow with the rows.
type XLSXWriter struct {
	archive *zip.Writer
	sheet   io.Writer // nil until the widths are known
	name    string
	columns []Column
	letters []string
	widths  []int
	rows    int // with the header
	row     []byte
	held    []byte // rows that wait for the widths
	value   []byte
}

// NewXLSXWriter begins a workbook. The sheet's name is cut and freed of
// characters that such names may not have.
func NewXLSXWriter(w io.Writer, columns []Column, sheet string) (*XLSXWriter, error) {
	if err := checkColumns(columns); err != nil {
		return nil, err
	}
	x := &XLSXWriter{
		archive: zip.NewWriter(w),
		name:    sheetName(sheet),
		columns: columns,
		letters: make([]string, len(columns)),
		widths:  make([]int, len(columns)),
	}
	x.archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	for i := range columns {
		x.letters[i] = columnLetters(i)
	}
	return x, x.writeHeader()
}

// sheetName makes a valid name: 31 characters, none of []:*?/\ and no
// apostrophe at the ends.
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(name, " "))
	if units := utf16.Encode([]rune(name)); len(units) > 31 {
		name = string(utf16.Decode(units[:31]))
	}
	if name = strings.Trim(name, " '\ufffd"); name == "" {
		return "Table"
	}
	return name
}

// columnLetters is the name of a column: A for 0, AB for 27.
func columnLetters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return columnLetters(i/26-1) + string(rune('A'+i%26))
}

func (x *XLSXWriter) writeHeader() error {
	x.beginRow()
	for i, c := range x.columns {
		if err := x.text(i, 1, c.Name); err != nil {
			return err
		}
		x.widths[i] += 3 // the filter's button
	}
	return x.endRow()
}

// WriteRow writes one row. A text that is too long for a worksheet, and a row
// too many, are a fault.TooLarge for a person.
func (x *XLSXWriter) WriteRow(row []Cell) error {
	if err := checkRow(x.columns, row); err != nil {
		return err
	}
	if x.rows == sheetRowLimit {
		return fault.New(fault.TooLarge, "A worksheet has room for %d rows. Export fewer rows, or as CSV.", sheetRowLimit-1)
	}
	x.beginRow()
	for i, c := range row {
		if err := x.cell(i, c); err != nil {
			return err
		}
	}
	return x.endRow()
}

func (x *XLSXWriter) beginRow() {
	x.rows++
	x.row = append(x.row[:0], `<row r="`...)
	x.row = strconv.AppendInt(x.row, int64(x.rows), 10)
	x.row = append(x.row, `">`...)
}

// endRow writes the row, or keeps it while the widths are open.
func (x *XLSXWriter) endRow() error {
	x.row = append(x.row, "</row>"...)
	if x.sheet != nil {
		_, err := x.sheet.Write(x.row)
		return err
	}
	x.held = append(x.held, x.row...)
	if x.rows > widthRows {
		return x.beginSheet()
	}
	return nil
}

// cell adds a cell to the row. Styles 0 and 1 are the default and the header;
// the others are those of the columns.
func (x *XLSXWriter) cell(i int, c Cell) error {
	style := i + 2
	switch c.kind {
	case "":
		return nil
	case KindText:
		return x.text(i, style, c.text)
	case KindBoolean:
		x.value = strconv.AppendInt(x.value[:0], c.number, 10)
		x.typed(i, style, "b", x.value)
		return nil
	}
	x.value = c.append(x.value[:0], x.columns[i])
	x.widen(i, len(x.value))
	number, ok := c.serial(x.value)
	if !ok {
		return x.text(i, style, string(x.value))
	}
	x.typed(i, style, "n", number)
	return nil
}

// serial is the number that a worksheet keeps for the value, whose plain form
// is given; not ok where it keeps none that is exact.
func (c Cell) serial(plain []byte) (number []byte, ok bool) {
	switch c.kind {
	case KindDate:
		days, ok := excelSerial(c.date)
		return strconv.AppendInt(nil, int64(days), 10), ok
	case KindInstant:
		year, month, day := c.at.Date()
		days, ok := excelSerial(Date{Year: year, Month: int(month), Day: day})
		rest := c.at.Sub(c.at.Truncate(24 * time.Hour)).Round(time.Millisecond)
		return strconv.AppendFloat(nil, float64(days)+rest.Hours()/24, 'f', -1, 64), ok
	}
	return plain, significant(plain) <= sheetDigits
}

// significant counts the digits of a plain number without leading zeros.
func significant(plain []byte) int {
	digits := 0
	for _, c := range bytes.TrimLeft(plain, "-0.") {
		if isDigit(c) {
			digits++
		}
	}
	return digits
}

func (x *XLSXWriter) typed(i, style int, kind string, value []byte) {
	x.openCell(i, style, kind)
	x.row = append(x.row, "<v>"...)
	x.row = append(x.row, value...)
	x.row = append(x.row, "</v></c>"...)
}

func (x *XLSXWriter) text(i, style int, text string) error {
	if text == "" {
		return nil
	}
	if len(text) > sheetCellLimit && len(utf16.Encode([]rune(text))) > sheetCellLimit {
		return fault.New(fault.TooLarge, "Row %d has a text in “%s” that is longer than the %d characters of a worksheet's cell. Leave that column out, or export as CSV.", x.rows, x.columns[i].Name, sheetCellLimit)
	}
	line, _, _ := strings.Cut(text, "\n")
	x.widen(i, utf8.RuneCountInString(line))
	x.openCell(i, style, "inlineStr")
	x.row = append(x.row, `<is><t xml:space="preserve">`...)
	x.row = appendXMLText(x.row, text)
	x.row = append(x.row, `</t></is></c>`...)
	return nil
}

func (x *XLSXWriter) openCell(i, style int, kind string) {
	x.row = append(x.row, `<c r="`...)
	x.row = append(x.row, x.letters[i]...)
	x.row = strconv.AppendInt(x.row, int64(x.rows), 10)
	x.row = append(x.row, `" s="`...)
	x.row = strconv.AppendInt(x.row, int64(style), 10)
	x.row = append(x.row, `" t="`...)
	x.row = append(x.row, kind...)
	x.row = append(x.row, `">`...)
}

// widen notes how wide a value is; nothing after the widths are written.
func (x *XLSXWriter) widen(i, characters int) {
	if x.sheet == nil {
		x.widths[i] = max(x.widths[i], characters)
	}
}

// beginSheet writes the head of the sheet and the rows held back.
func (x *XLSXWriter) beginSheet() (err error) {
	if x.sheet, err = x.archive.Create("xl/worksheets/sheet1.xml"); err != nil {
		return err
	}
	head := []byte(xmlHead + `<worksheet xmlns="` + mainSpace + `"><sheetViews><sheetView tabSelected="1" workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, width := range x.widths {
		head = fmt.Appendf(head, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, min(max(width, 6), 60)+2)
	}
	head = append(head, "</cols><sheetData>"...)
	if _, err = x.sheet.Write(append(head, x.held...)); err != nil {
		return err
	}
	x.held = nil
	return nil
}

// Close writes the rest of the workbook.
func (x *XLSXWriter) Close() error {
	if x.sheet == nil {
		if err := x.beginSheet(); err != nil {
			return err
		}
	}
	end := "A1:" + x.letters[len(x.letters)-1] + strconv.Itoa(x.rows)
	if _, err := fmt.Fprintf(x.sheet, `</sheetData><autoFilter ref="%s"/></worksheet>`, end); err != nil {
		return err
	}
	for _, part := range x.parts() {
		w, err := x.archive.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, xmlHead+part.content); err != nil {
			return err
		}
	}
	return x.archive.Close()
}
