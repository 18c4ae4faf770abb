package tabular

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"fairlead/internal/fault"
)

// sampleRows is how many rows of a workbook the choices are made from.
const sampleRows = 2000

// Sniff finds out how a file is to be read. What known already says is taken as
// said, so that after a person has chosen another sheet or delimiter everything
// that follows from it can be found anew; the zero Format lets Sniff find all.
//
// The encoding is judged over the whole file, the rest over its first 256 kB;
// only where those leave the date order or the decimal mark open is the whole
// file read for one value that settles it.
//
// The error is a fault.Invalid or fault.TooLarge that tells a person what the
// file is instead and what to do.
func Sniff(f File, known Format, limits Limits) (Format, error) {
	limits = limits.withDefaults()
	if err := limits.checkFile(f.Size); err != nil {
		return Format{}, err
	}
	kind, err := detectKind(f)
	if err != nil {
		return Format{}, err
	}
	s := sniffer{file: f, limits: limits, format: known}
	s.format.Kind = kind
	if kind == XLSX {
		err = s.sheet()
	} else {
		err = s.text()
	}
	if err == nil {
		err = s.table()
	}
	return s.format, err
}

// sniffer carries a Format while it is found.
type sniffer struct {
	file   File
	limits Limits
	format Format
	recs   []record // the sampled rows that are not blank
	part   bool     // there are rows behind the sample
}

// sheet chooses the sheet and samples it.
func (s *sniffer) sheet() error {
	wb, err := openWorkbook(s.file, s.limits)
	if err != nil {
		return err
	}
	s.format.Sheets = wb.names()
	if s.format.Sheet == "" {
		if s.format.Sheet, err = wb.firstFilled(); err != nil {
			return err
		}
	}
	sheet, err := wb.find(s.format.Sheet)
	if err != nil {
		return err
	}
	rows, err := wb.rows(sheet, s.format.SkipLines)
	if err != nil {
		return err
	}
	for text := 0; len(s.recs) < sampleRows && text < sampleSize*4; {
		rec, err := rows.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !blank(rec.cells) {
			s.recs = append(s.recs, rec)
		}
		for _, cell := range rec.cells {
			text += len(cell)
		}
	}
	s.part = true
	return nil
}

// text chooses encoding and delimiter and samples the rows.
func (s *sniffer) text() error {
	f := &s.format
	if f.Encoding == "" {
		var err error
		if f.Encoding, f.EncodingSure, err = detectEncoding(s.file); err != nil {
			return err
		}
	}
	sample, err := s.sample()
	if err != nil {
		return err
	}
	if f.LineEnd == "" {
		f.LineEnd = detectLineEnd(sample)
	}
	if stated := statedDelimiter(sample); stated != "" && f.Delimiter == "" {
		f.Delimiter, f.DelimiterSure, f.SkipLines = stated, Certain, 1
	}
	if f.Delimiter == "" {
		f.Delimiter, f.DelimiterSure = detectDelimiter(sample, *f, s.file.Name, s.limits)
	}
	if err := checkDelimiter(f.Delimiter); err != nil {
		return err
	}
	s.recs = scanSample(sample, *f, s.limits)
	for i := range s.recs {
		for j, cell := range s.recs[i].cells {
			s.recs[i].cells[j] = restore(cell)
		}
	}
	return nil
}

// sample is the beginning of the file as UTF-8, up to the end of a line.
func (s *sniffer) sample() ([]byte, error) {
	text := decode(io.NewSectionReader(s.file.Data, 0, s.file.Size), s.format.Encoding)
	sample, err := io.ReadAll(io.LimitReader(text, sampleSize))
	if err != nil {
		return nil, readFault(err)
	}
	if s.part = len(sample) == sampleSize; s.part {
		if n := bytes.LastIndexAny(sample, "\r\n"); n > 0 {
			sample = sample[:n+1]
		}
	}
	control := func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' }
	strange := 0
	for _, b := range sample {
		if control(rune(b)) {
			strange++
		}
	}
	if strange*20 > len(sample) {
		return nil, fault.New(fault.Invalid, "This file is no table of text. Choose a CSV file or an XLSX workbook.")
	}
	return sample, nil
}

// table finds header, columns and the readings of dates and numbers.
func (s *sniffer) table() error {
	if s.format.SkipLines == 0 && s.format.Header == "" {
		s.format.SkipLines = titleLines(s.recs)
	}
	s.recs = slices.DeleteFunc(s.recs, func(r record) bool { return r.line <= s.format.SkipLines })
	if len(s.recs) == 0 {
		return fault.New(fault.Invalid, "There are no rows in the file. Choose a file with at least a header row.")
	}
	first := s.recs[0]
	tallies := tallyRows(s.recs[1:], len(first.cells))
	if s.format.Header == "" {
		s.format.Header, s.format.HeaderSure = detectHeader(first.cells, tallies, s.recs[1:])
	}
	if s.format.Header == HeaderNone {
		addRow(tallies, first)
	}
	header := first.cells
	if s.format.Header == HeaderFirst && header[0] == ReasonHeader && len(header) > 1 {
		tallies, header = tallies[1:], header[1:]
	}
	s.name(tallies, header)
	return s.decide(tallies)
}

// tallyRows tallies rows by column.
func tallyRows(recs []record, width int) []*tally {
	tallies := make([]*tally, width)
	for i := range tallies {
		tallies[i] = &tally{}
	}
	for _, rec := range recs {
		addRow(tallies, rec)
	}
	return tallies
}

func addRow(tallies []*tally, rec record) {
	if rec.bad != nil {
		return
	}
	for i, t := range tallies {
		switch {
		case i >= len(rec.cells):
			t.add("", false, rec.line)
		default:
			t.add(rec.cells[i], rec.native != nil && rec.native[i], rec.line)
		}
	}
}

func (s *sniffer) name(tallies []*tally, first []string) {
	header := make([]string, len(tallies))
	if s.format.Header == HeaderFirst {
		copy(header, first)
	}
	for i, name := range columnNames(header) {
		tallies[i].name = name
	}
}
