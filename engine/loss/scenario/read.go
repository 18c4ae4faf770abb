package scenario

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fairlead/engine/loss"
)

// File is what stands in a file.
type File struct {
	Problem  loss.Problem
	Appetite float64 // 0: not said
}

// Limits bound what is read. The zero value allows 16 MiB.
type Limits struct{ Bytes int64 }

const (
	defaultBytes = 16 << 20
	longestLine  = 1 << 20
)

// Read reads scenarios and checks them. Errors name the line, or the scenario and the
// field.
func Read(r io.Reader, l Limits) (*File, error) {
	if l.Bytes == 0 {
		l.Bytes = defaultBytes
	}
	limited := &io.LimitedReader{R: r, N: l.Bytes + 1}
	lines := bufio.NewScanner(limited)
	lines.Buffer(nil, longestLine)
	read := &reader{file: &File{}}
	for lines.Scan() {
		read.line++
		if err := read.take(lines.Text()); err != nil {
			return nil, fmt.Errorf("line %d: %w", read.line, err)
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("line %d: it is longer than %d bytes", read.line+1, longestLine)
	case err != nil:
		return nil, err
	case limited.N <= 0:
		return nil, fmt.Errorf("the file is larger than %d bytes", l.Bytes)
	}
	if err := read.file.Problem.Check(); err != nil {
		return nil, err
	}
	return read.file, nil
}

type reader struct {
	file     *File
	line     int
	csv      bool // the file is one of riskquant
	scenario *loss.Scenario
	shock    *loss.Shock
}

func (r *reader) take(line string) error {
	if r.csv || r.line == 1 && strings.Count(line, ",") >= 4 {
		r.csv = true
		return r.row(line)
	}
	words, err := split(line)
	if err != nil || len(words) == 0 {
		return err
	}
	w := &sentence{left: words[1:]}
	if err := r.statement(words[0], w); err != nil {
		return err
	}
	if len(w.left) > 0 {
		return fmt.Errorf("%s: %q is too much", words[0], w.left[0])
	}
	return nil
}

// split cuts a line into words. A name in quotes is one word.
func split(line string) ([]string, error) {
	var words []string
	for {
		line = strings.TrimLeft(line, " \t\r")
		if line == "" || line[0] == '#' {
			return words, nil
		}
		if line[0] == '"' {
			quoted, err := strconv.QuotedPrefix(line)
			if err != nil {
				return nil, fmt.Errorf("a quote is not closed")
			}
			word, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, err
			}
			words, line = append(words, word), line[len(quoted):]
			continue
		}
		end := strings.IndexAny(line, " \t\r#")
		if end < 0 {
			end = len(line)
		}
		words, line = append(words, line[:end]), line[end:]
	}
}

// statement reads one. Pointers into the problem's lists hold only while the list
// does not grow, which is while what they point to is last.
func (r *reader) statement(kind string, w *sentence) (err error) {
	p := &r.file.Problem
	switch kind {
	case "scenario":
		p.Scenarios = append(p.Scenarios, loss.Scenario{Name: w.word(&err)})
		r.scenario, r.shock = &p.Scenarios[len(p.Scenarios)-1], nil
	case "shock":
		p.Shocks = append(p.Shocks, loss.Shock{Name: w.word(&err)})
		r.scenario, r.shock = nil, &p.Shocks[len(p.Shocks)-1]
	case "correlation":
		p.Correlations = append(p.Correlations, loss.Correlation{A: w.word(&err), B: w.word(&err), Rank: w.number(&err)})
	case "layer":
		p.Layers = append(p.Layers, w.layer(&err))
	case "appetite":
		r.file.Appetite = w.number(&err)
	default:
		return r.part(kind, w)
	}
	return err
}

// part reads a statement of a scenario or of a shock.
func (r *reader) part(kind string, w *sentence) (err error) {
	s, k := r.scenario, r.shock
	switch {
	case kind == "frequency" && s != nil:
		s.Frequency = w.frequency(&err)
	case kind == "frequency" && k != nil:
		k.Frequency = w.frequency(&err)
	case kind == "hits" && k != nil:
		k.Hits = append(k.Hits, loss.Hit{Scenario: w.word(&err), Chance: w.number(&err)})
	case s == nil:
		return fmt.Errorf("%q is no statement, or not one that may stand here", kind)
	case kind == "vulnerability":
		s.Vulnerability = w.vulnerability(&err)
	case kind == "magnitude":
		s.Magnitude = w.estimate(&err)
	case kind == "secondary":
		more := loss.Secondary{Name: w.word(&err)}
		w.must("chance", &err)
		more.Chance, more.Magnitude = w.number(&err), w.estimate(&err)
		s.Secondary = append(s.Secondary, more)
	case kind == "event-layer":
		s.EventLayers = append(s.EventLayers, w.layer(&err))
	case kind == "year-layer":
		s.YearLayers = append(s.YearLayers, w.layer(&err))
	default:
		return fmt.Errorf("%q is no statement, or not one that may stand here", kind)
	}
	return err
}
