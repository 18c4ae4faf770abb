package tabular

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"fairlead/internal/fault"
)

const delimiters = ",;\t|"

// detectLineEnd judges by all line ends of the sample.
func detectLineEnd(sample []byte) LineEnd {
	lf := bytes.Count(sample, []byte{'\n'})
	crlf := bytes.Count(sample, []byte("\r\n"))
	switch {
	case lf == 0 && bytes.IndexByte(sample, '\r') >= 0:
		return CR
	case crlf*2 > lf:
		return CRLF
	}
	return LF
}

func checkDelimiter(d string) error {
	if len(d) != 1 || d[0] >= 0x80 || strings.Contains("\"\r\n\x00", d) {
		return fault.New(fault.Invalid, "The delimiter must be one character, as a comma, a semicolon or a tab.")
	}
	return nil
}

// statedDelimiter reads the "sep=;" line with which Excel lets a file say its
// own delimiter; "" where there is none.
func statedDelimiter(sample []byte) string {
	line := trimEnd(sample[:bytes.IndexByte(sample, '\n')+1])
	d, found := strings.CutPrefix(strings.ToLower(string(line)), "sep=")
	if !found || len(d) != 1 || !strings.Contains(delimiters, d) {
		return ""
	}
	return d
}

// detectDelimiter takes the delimiter that cuts the sample into the most even
// and the cleanest rows.
func detectDelimiter(sample []byte, f Format, name string, limits Limits) (string, Confidence) {
	best, bestFit, second := ",", delimiterFit{}, 0.0
	for _, d := range strings.Split(delimiters, "") {
		f.Delimiter = d
		fit := measure(scanSample(sample, f, limits), d)
		if d == "\t" && (strings.HasSuffix(strings.ToLower(name), ".tsv") || strings.HasSuffix(strings.ToLower(name), ".tab")) {
			fit.score *= 1.2
		}
		if fit.score > bestFit.score {
			best, bestFit, second = d, fit, bestFit.score
		} else {
			second = max(second, fit.score)
		}
	}
	switch {
	case bestFit.score == 0 && !bytes.ContainsAny(sample, delimiters):
		return best, Certain // one column, whatever the delimiter
	case bestFit.even > 0.99 && bestFit.score > 1.5*second:
		return best, Certain
	case bestFit.even > 0.9 && bestFit.score > 1.1*second:
		return best, Likely
	}
	return best, Guess
}

// scanSample gives the rows of a sample that are not blank.
func scanSample(sample []byte, f Format, limits Limits) []record {
	var recs []record
	s := newScanner(bytes.NewReader(sample), f, limits)
	for {
		rec, err := s.next()
		if errors.Is(err, io.EOF) || err != nil {
			return recs
		}
		if rec.bad != nil || !blank(rec.cells) {
			recs = append(recs, rec)
		}
	}
}

// delimiterFit says how well a delimiter cuts a sample.
type delimiterFit struct {
	even  float64 // share of sound rows with the most frequent number of cells
	score float64 // even, less the share of cells that seem to hold delimiters
}

func measure(recs []record, delim string) delimiterFit {
	widths := map[int]int{}
	cells, clean := 0, 0
	for _, rec := range recs {
		if rec.bad != nil {
			continue
		}
		widths[len(rec.cells)]++
		for _, cell := range rec.cells {
			cells++
			if cleanCell(cell, delim) {
				clean++
			}
		}
	}
	width, rows := mostFrequent(widths)
	if width < 2 {
		return delimiterFit{}
	}
	even := float64(rows) / float64(len(recs))
	return delimiterFit{even: even, score: even * (0.5 + 0.5*float64(clean)/float64(cells))}
}

// mostFrequent gives the most frequent width, the greater of two equals.
func mostFrequent(widths map[int]int) (width, rows int) {
	for w, n := range widths {
		if n > rows || n == rows && w > width {
			width, rows = w, n
		}
	}
	return width, rows
}

// cleanCell reports whether a cell holds no other delimiter that stands there
// like one: neither in a number or date nor before a blank.
func cleanCell(cell, delim string) bool {
	at := strings.IndexAny(cell, delimiters)
	if at < 0 {
		return true
	}
	if at+1 == len(cell) || cell[at+1] == ' ' {
		return true
	}
	_, isNumber := scanNumber(cell)
	return isNumber
}
