package tabular

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// sheetRows gives the rows of one sheet, one after the other.
type sheetRows struct {
	wb     *workbook
	src    *unzipGuard
	x      *xmlScanner
	skip   int // rows with numbers up to this one are passed over
	row    int // number of the last row
	column int // column behind the last cell, for cells that do not say theirs
	rec    record
	value  []byte // of the current cell
}

// cellTag is what the start tag of a cell says.
type cellTag struct {
	column  int // from 0
	kind    cellKind
	class   numberClass
	formula bool
}

// cellKind is what a cell's value is written as.
type cellKind int

const (
	numberCell cellKind = iota
	sharedCell
	textCell    // the text itself
	formulaCell // the text that is the result of a formula
	booleanCell
	literalCell // an error as #N/A, or an ISO date
)

func kindOf(t []byte) cellKind {
	switch string(t) {
	case "s":
		return sharedCell
	case "inlineStr":
		return textCell
	case "str":
		return formulaCell
	case "b":
		return booleanCell
	case "e", "d":
		return literalCell
	}
	return numberCell
}

func (wb *workbook) rows(s sheet, skip int) (*sheetRows, error) {
	src, err := wb.open(s.part)
	if err != nil {
		return nil, err
	}
	return &sheetRows{wb: wb, src: src, x: newXMLScanner(src, wb.limits.row()), skip: skip}, nil
}

// next gives the next row that the sheet holds; io.EOF behind the last.
func (s *sheetRows) next() (record, error) {
	for {
		event, err := s.x.next()
		switch {
		case err != nil:
			return record{}, workbookFault(inside(err))
		case event == xmlEnd && string(s.x.name) == "sheetData":
			return record{}, s.drain()
		case event != xmlStart || string(s.x.name) != "row":
			continue
		}
		if err := s.readRow(); err != nil {
			return record{}, workbookFault(inside(err))
		}
		if s.row > s.skip {
			return s.rec, nil
		}
	}
}

// drain reads the rest of the part, so that its checksum is looked at.
func (s *sheetRows) drain() error {
	if _, err := io.Copy(io.Discard, s.src); err != nil {
		return workbookFault(err)
	}
	return io.EOF
}

func (s *sheetRows) readRow() error {
	number := s.row + 1
	if stated := number0(s.x.attr("r")); stated > 0 {
		number = stated
	}
	if number <= s.row {
		return errors.New("the rows are not in order")
	}
	s.row = number
	s.rec, s.column = record{line: number, last: number}, 0
	for {
		event, err := s.x.next()
		switch name := string(s.x.name); {
		case err != nil:
			return err
		case event == xmlEnd && name == "row":
			if s.rec.bad != nil {
				s.rec.bad.Cells = s.rec.cells
			}
			return nil
		case event == xmlStart && name == "c":
			if err := s.readCell(); err != nil {
				return err
			}
		}
	}
}

// readCell reads a cell with all that is in it.
func (s *sheetRows) readCell() error {
	tag, err := s.cellTag()
	if err != nil {
		return err
	}
	s.value = s.value[:0]
	inValue := false
	for {
		event, err := s.x.next()
		if err != nil {
			return err
		}
		switch name := string(s.x.name); {
		case event == xmlText:
			if inValue {
				s.value = append(s.value, s.x.text...)
			}
		case event == xmlEnd && name == "c":
			return s.place(tag)
		case name == "v":
			inValue = event == xmlStart
		case name == "f":
			tag.formula = true
		case name == "is" && event == xmlStart:
			if s.value, err = richText(s.x, "is", s.value); err != nil {
				return err
			}
		}
	}
}

func (s *sheetRows) cellTag() (cellTag, error) {
	tag := cellTag{column: s.column}
	style := 0
	for name, value := range s.x.attrs() {
		switch string(name) {
		case "r":
			column, ok := columnIndex(value)
			if !ok {
				return tag, fmt.Errorf("a cell is called %q", value)
			}
			tag.column = column
		case "t":
			tag.kind = kindOf(value)
		case "s":
			style = number0(value)
		}
	}
	s.column = tag.column + 1
	if style >= 0 && style < len(s.wb.formats) {
		tag.class = s.wb.formats[style]
	}
	return tag, nil
}

// columnIndex reads the column of a cell reference: 0 for "A1", 27 for "AB7".
func columnIndex(ref []byte) (int, bool) {
	n := 0
	for i, c := range ref {
		if !isLetter(c) {
			return n - 1, i > 0
		}
		n = n*26 + int(c|0x20-'a') + 1
		if n > 16384 {
			return 0, false
		}
	}
	return 0, false
}

// place puts the value of a cell where it belongs.
func (s *sheetRows) place(tag cellTag) error {
	text, native, err := s.text(tag)
	switch {
	case err != nil:
		return err
	case tag.formula && len(s.value) == 0 && tag.kind != formulaCell:
		s.fail(noResult)
	case text == "":
		return nil
	case tag.column >= s.wb.limits.Columns:
		s.fail(beyondColumns)
		return nil
	case len(text) > s.wb.limits.Cell:
		s.fail(cellTooLong)
	case !utf8.ValidString(text):
		s.fail(notUTF8)
	case strings.IndexByte(text, 0) >= 0:
		s.fail(nulInside)
	}
	for len(s.rec.cells) <= tag.column {
		s.rec.cells = append(s.rec.cells, "")
		s.rec.native = append(s.rec.native, false)
	}
	s.rec.cells[tag.column], s.rec.native[tag.column] = text, native
	return nil
}

func (s *sheetRows) fail(p problem) {
	if s.rec.bad == nil {
		s.rec.bad = p.in(s.rec)
	}
}

// text is the true value of a cell, whatever its format shows of it.
func (s *sheetRows) text(tag cellTag) (text string, native bool, err error) {
	stored := string(s.value)
	switch tag.kind {
	case sharedCell:
		index, err := strconv.Atoi(strings.TrimSpace(stored))
		text, ok := s.wb.strings.get(index)
		if err != nil || !ok {
			return "", false, fmt.Errorf("no shared string %q", stored)
		}
		return text, false, nil
	case textCell, formulaCell:
		return decodeEscapes(stored), false, nil
	case booleanCell:
		if isTrue(s.value) {
			return "true", false, nil
		}
		return "false", false, nil
	case literalCell:
		return stored, false, nil
	}
	if stored = strings.TrimSpace(stored); stored == "" {
		return "", false, nil
	}
	text, native = numberText(stored, tag.class, s.wb.date1904)
	return text, native, nil
}
