package tabular

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// CSVStyle is how a CSV file is written. The zero value is a comma and UTF-8
// without a mark, which every program but Excel reads.
type CSVStyle struct {
	Delimiter string // one of , ; TAB |, or "" for the comma
	Mark      bool   // begin with a byte order mark, by which Excel knows UTF-8
}

// Format is how a file of this style is to be read.
func (s CSVStyle) Format() Format {
	f := Format{Kind: CSV, Encoding: UTF8, Delimiter: s.Delimiter, LineEnd: CRLF, Header: HeaderFirst, Decimal: DecimalPoint}
	if f.Delimiter == "" {
		f.Delimiter = ","
	}
	if s.Mark {
		f.Encoding = UTF8BOM
	}
	return f
}

// CSVWriter writes a table as CSV by RFC 4180, safe against formula injection.
type CSVWriter struct {
	lines   lineWriter
	columns []Column
	cell    []byte
}

// NewCSVWriter begins a CSV file with its header.
func NewCSVWriter(w io.Writer, columns []Column, style CSVStyle) (*CSVWriter, error) {
	if err := checkColumns(columns); err != nil {
		return nil, err
	}
	lines, err := newLineWriter(w, style)
	if err != nil {
		return nil, err
	}
	for _, c := range columns {
		lines.text(c.Name)
	}
	return &CSVWriter{lines: lines, columns: columns}, lines.end()
}

// WriteRow writes one row.
func (w *CSVWriter) WriteRow(row []Cell) error {
	if err := checkRow(w.columns, row); err != nil {
		return err
	}
	for i, c := range row {
		if c.kind == KindText {
			w.lines.text(c.text)
			continue
		}
		w.cell = c.append(w.cell[:0], w.columns[i])
		w.lines.plain(w.cell)
	}
	return w.lines.end()
}

// Close writes what is still held back.
func (w *CSVWriter) Close() error { return w.lines.out.Flush() }

// lineWriter writes the lines of a CSV file, cell by cell.
type lineWriter struct {
	out   *bufio.Writer
	delim byte
	begun bool // the line has a cell
}

func newLineWriter(w io.Writer, style CSVStyle) (lineWriter, error) {
	l := lineWriter{out: bufio.NewWriterSize(w, 64<<10), delim: style.Format().Delimiter[0]}
	if len(style.Delimiter) > 1 || strings.IndexByte(delimiters, l.delim) < 0 {
		return l, fmt.Errorf("tabular: no CSV is written with the delimiter %q", style.Delimiter)
	}
	if style.Mark {
		_, _ = l.out.WriteString("\ufeff") // kept and told by Flush
	}
	return l, nil
}

func (l *lineWriter) next() {
	if l.begun {
		_ = l.out.WriteByte(l.delim)
	}
	l.begun = true
}

// plain writes a cell that needs no quotes.
func (l *lineWriter) plain(b []byte) {
	l.next()
	_, _ = l.out.Write(b)
}

// text writes a text, neutralised if it looks like a formula.
func (l *lineWriter) text(text string) {
	l.cell(neutralise(writable(text)))
}

// writable makes of a text what a text file can hold: a NUL and bytes that are
// not UTF-8 become U+FFFD.
func writable(text string) string {
	if utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, "�"), "\x00", "�")
}

// cell writes a text as it is. Whatever looks like any delimiter is put in
// quotes, so that nobody has to guess which one is meant.
func (l *lineWriter) cell(text string) {
	l.next()
	if !needsQuotes(text) {
		_, _ = l.out.WriteString(text)
		return
	}
	_ = l.out.WriteByte('"')
	_, _ = l.out.WriteString(strings.ReplaceAll(text, `"`, `""`))
	_ = l.out.WriteByte('"')
}

func needsQuotes(text string) bool {
	if text == "" {
		return false
	}
	return text[0] == ' ' || text[len(text)-1] == ' ' || text[0] == 0xef || strings.ContainsAny(text, "\",;\t|\r\n")
}

// end ends the line. Writing errors stay in the bufio.Writer, whose next Write
// gives them again.
func (l *lineWriter) end() error {
	l.begun = false
	_, err := l.out.WriteString("\r\n")
	return err
}
