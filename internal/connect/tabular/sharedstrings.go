package tabular

import (
	"errors"
	"io"
)

// sharedStrings is the table of texts that the cells of a workbook point into:
// one block of memory, not a string each.
type sharedStrings struct {
	text []byte
	ends []int
}

// size is the memory that the table takes, in bytes.
func (s *sharedStrings) size() int64 { return int64(len(s.text)) + 8*int64(len(s.ends)) }

// get gives the text of an entry.
func (s *sharedStrings) get(i int) (string, bool) {
	if i < 0 || i >= len(s.ends) {
		return "", false
	}
	start := 0
	if i > 0 {
		start = s.ends[i-1]
	}
	return decodeEscapes(string(s.text[start:s.ends[i]])), true
}

func (wb *workbook) readStrings(part string) error {
	content, err := wb.open(part)
	if err != nil {
		return err
	}
	x := newXMLScanner(content, wb.limits.row())
	for {
		event, err := x.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case event == xmlStart && string(x.name) == "si":
			wb.strings.text, err = richText(x, "si", wb.strings.text)
			wb.strings.ends = append(wb.strings.ends, len(wb.strings.text))
		}
		if err != nil {
			return err
		}
		if wb.strings.size() > wb.limits.Unzipped/4 {
			return wb.tooLarge()
		}
	}
}

// richText appends the text inside the element that has just begun, up to its
// end: the texts of all its runs, without the phonetic ones.
func richText(x *xmlScanner, element string, b []byte) ([]byte, error) {
	inText, phonetic := false, false
	for {
		event, err := x.next()
		if err != nil {
			return b, inside(err)
		}
		switch name := string(x.name); {
		case event == xmlText:
			if inText && !phonetic {
				b = append(b, x.text...)
			}
		case name == element && event == xmlEnd:
			return b, nil
		case name == "t":
			inText = event == xmlStart
		case name == "rPh":
			phonetic = event == xmlStart
		}
	}
}
