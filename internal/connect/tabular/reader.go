package tabular

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"fairlead/internal/fault"
)

// ReasonHeader names the first column of a rejects file, which says why a row
// was not taken. The reader knows that column by this name and leaves it out.
const ReasonHeader = "Why this row was not imported"

// Row is one row of the table below the header.
type Row struct {
	Line     int // first line of the file that it covers, from 1; in a workbook the row's number
	LastLine int // greater than Line where a cell has line breaks
	Cells    []string
}

// Reader reads the rows of one table. It is for one goroutine.
type Reader struct {
	rows     rows
	format   Format
	limits   Limits
	original []string // the header as it stands in the file
	names    []string
	reasons  bool    // the first column is that of a rejects file
	first    *record // a first row that is no header, still to be given out
	count    int
	blank    int
	progress func() float64
}

// rows is the bottom of a Reader: the rows of the file as they stand, io.EOF
// behind the last.
type rows interface {
	next() (record, error)
}

// Open begins to read a file by a format, as Sniff found it and a person
// corrected it. The error is a fault.Invalid or fault.TooLarge for a person.
func Open(f File, format Format, limits Limits) (*Reader, error) {
	limits = limits.withDefaults()
	if err := limits.checkFile(f.Size); err != nil {
		return nil, err
	}
	r := &Reader{format: format, limits: limits}
	if err := r.openRows(f); err != nil {
		return nil, err
	}
	return r, r.readHeader()
}

func (r *Reader) openRows(f File) error {
	switch r.format.Kind {
	case CSV:
		return r.openText(f)
	case XLSX:
		wb, err := openWorkbook(f, r.limits)
		if err != nil {
			return err
		}
		return r.openSheet(wb)
	}
	return fault.New(fault.Invalid, "It is not known what kind of file this is.")
}

func (r *Reader) openText(f File) error {
	if err := checkDelimiter(r.format.Delimiter); err != nil {
		return err
	}
	section := &countingReader{src: io.NewSectionReader(f.Data, 0, f.Size)}
	scanner := newScanner(decode(section, r.format.Encoding), r.format, r.limits)
	r.progress = func() float64 { return float64(section.n) / float64(f.Size) }
	r.rows = scanner
	return nil
}

func (r *Reader) openSheet(wb *workbook) error {
	sheet, err := wb.find(r.format.Sheet)
	if err != nil {
		return err
	}
	rows, err := wb.rows(sheet, r.format.SkipLines)
	if err != nil {
		return err
	}
	r.progress = func() float64 { return float64(rows.src.read) / float64(max(1, rows.src.size)) }
	r.rows = rows
	return nil
}

type countingReader struct {
	src io.Reader
	n   int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.n += int64(n)
	return n, err
}

// readHeader reads the first row that is not blank, for the names or at least
// the number of the columns.
func (r *Reader) readHeader() error {
	rec, err := r.filled()
	switch {
	case errors.Is(err, io.EOF):
		return fault.New(fault.Invalid, "There are no rows in the file.")
	case err != nil:
		return err
	case rec.bad != nil && r.format.Header != HeaderNone:
		return fault.Because(rec.bad, fault.Invalid, "The header cannot be read. %s", rec.bad.Error())
	case len(rec.cells) > r.limits.Columns:
		return fault.New(fault.TooLarge, "The table has %d columns; at most %d can be read.", len(rec.cells), r.limits.Columns)
	}
	if r.format.Header == HeaderNone {
		r.first = &rec
		r.original = make([]string, max(len(r.format.Columns), len(rec.cells)))
	} else {
		r.original = rec.cells
		r.reasons = len(rec.cells) > 1 && rec.cells[0] == ReasonHeader
	}
	if s, ok := r.rows.(*scanner); ok {
		s.width = len(r.original)
	}
	if r.reasons {
		r.original = r.original[1:]
	}
	r.names = columnNames(r.original)
	return nil
}

// filled gives the next row that is not blank, its cells restored.
func (r *Reader) filled() (record, error) {
	if r.first != nil {
		rec := *r.first
		r.first = nil
		return rec, nil
	}
	for {
		rec, err := r.rows.next()
		if err != nil {
			return rec, r.explain(err)
		}
		if rec.bad == nil && blank(rec.cells) {
			r.blank++
			continue
		}
		return r.restore(rec), nil
	}
}

// explain makes a fault of an error of the file under the reader.
func (r *Reader) explain(err error) error {
	var known *fault.Error
	if errors.Is(err, io.EOF) || errors.As(err, &known) {
		return err
	}
	return readFault(err)
}

// restore gives cells their own text: without the apostrophe that keeps CSV
// formulas still, and true numbers with the mark of the file's style.
func (r *Reader) restore(rec record) record {
	for i, cell := range rec.cells {
		switch {
		case r.format.Kind == CSV:
			rec.cells[i] = restore(cell)
		case rec.native[i] && r.format.Decimal == DecimalComma:
			rec.cells[i] = strings.Replace(cell, ".", ",", 1)
		}
	}
	if rec.bad == nil && r.undecodable(rec.cells) {
		rec.bad = notUTF16.in(rec)
	}
	return rec
}

// undecodable finds the character that stands for what could not be decoded.
// UTF-8 is checked by the scanner, and every byte of the others is a character.
func (r *Reader) undecodable(cells []string) bool {
	if r.format.Encoding != UTF16LE && r.format.Encoding != UTF16BE {
		return false
	}
	return slices.ContainsFunc(cells, func(cell string) bool { return strings.ContainsRune(cell, '�') })
}

func blank(cells []string) bool {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}

// Header names the columns: as the header does, without blanks around, and
// "column 7" where it has no name there or one that was there before.
func (r *Reader) Header() []string { return slices.Clone(r.names) }

// Original is the header as it stands in the file, for the rejects file; empty
// names where the file has none.
func (r *Reader) Original() []string { return slices.Clone(r.original) }

// Blank is how many blank rows have been passed over so far.
func (r *Reader) Blank() int { return r.blank }

// Progress is the share of the file that has been read, 0 to 1.
func (r *Reader) Progress() float64 { return min(1, r.progress()) }

// Next gives the next row, with as many cells as there are columns. A
// *RowError stands for a row that could not be taken; reading goes on behind
// it. io.EOF follows the last row. Any other error ends the reading and is a
// fault for a person.
func (r *Reader) Next() (Row, error) {
	rec, err := r.filled()
	if err != nil {
		return Row{}, err
	}
	if r.count++; r.count > r.limits.Rows {
		return Row{}, fault.New(fault.TooLarge, "The table has more than %d rows. Split the file and import the parts one after the other.", r.limits.Rows)
	}
	if rec.bad == nil {
		r.checkWidth(&rec)
	}
	if r.reasons && len(rec.cells) > 0 {
		rec.cells = rec.cells[1:]
	}
	if rec.bad != nil {
		rec.bad.Cells = rec.cells
		return Row{}, rec.bad
	}
	return Row{Line: rec.line, LastLine: rec.last, Cells: rec.cells}, nil
}

// checkWidth gives a row as many cells as the header has. Blank cells too many
// say nothing; a workbook leaves out blank cells at the end of a row.
func (r *Reader) checkWidth(rec *record) {
	width := len(r.original)
	if r.reasons {
		width++
	}
	for r.format.Kind == XLSX && len(rec.cells) < width {
		rec.cells = append(rec.cells, "")
	}
	got := len(rec.cells)
	switch {
	case got > width && blank(rec.cells[width:]):
		rec.cells = rec.cells[:width]
	case got > width:
		rec.bad = raggedRow(*rec, width, "Put text that holds the delimiter in quotes, or name the further columns in the header.")
	case got < width:
		rec.bad = raggedRow(*rec, width, "Add the missing cells, or at least their delimiters.")
	}
}

func raggedRow(rec record, width int, remedy string) *RowError {
	return &RowError{
		Line:     rec.line,
		LastLine: rec.last,
		Problem:  fmt.Sprintf("the row has %d cells, but there are %d columns", len(rec.cells), width),
		Remedy:   remedy,
	}
}

// columnNames gives every column a name of its own.
func columnNames(header []string) []string {
	names := make([]string, len(header))
	taken := map[string]bool{}
	for i, name := range header {
		name = strings.Join(strings.Fields(name), " ")
		if name == "" || taken[strings.ToLower(name)] {
			name = fmt.Sprintf("column %d", i+1)
		}
		for taken[strings.ToLower(name)] {
			name += "'"
		}
		taken[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}
