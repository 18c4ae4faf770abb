// Package psplib reads single-mode projects of the project scheduling problem
// library (Kolisch and Sprecher, "PSPLIB – a project scheduling problem library",
// European Journal of Operational Research 96, 1996): files that end in .sm.
package psplib

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fairlead/engine/schedule/rcpsp"
)

// Error is what is wrong in a file, and where.
type Error struct {
	Line int // from 1
	Text string
}

// Error says where and what.
func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Text) }

// maxLine is the longest line that is read, in bytes.
const maxLine = 1 << 20

// Read reads a project. Errors in the file are of type *Error. Its first and last
// job, which take no time and stand for start and end, are activities like the
// others; jobs are named by their numbers.
func Read(r io.Reader) (*rcpsp.Problem, error) {
	p := &parser{lines: bufio.NewScanner(r), problem: &rcpsp.Problem{}}
	p.lines.Buffer(nil, maxLine)
	for _, section := range []struct {
		heading string
		read    func(row []int) error
	}{
		{"PRECEDENCE RELATIONS:", p.precedence},
		{"REQUESTS/DURATIONS:", p.request},
		{"RESOURCEAVAILABILITIES:", p.capacity},
	} {
		if err := p.section(section.heading, section.read); err != nil {
			return nil, err
		}
	}
	if err := p.link(); err != nil {
		return nil, err
	}
	return p.problem, nil
}

// parser reads line by line.
type parser struct {
	lines   *bufio.Scanner
	line    int
	problem *rcpsp.Problem
	after   [][]int // of each job: the numbers of its successors
	at      []int   // of each job: the line that says so
}

func (p *parser) next() (string, bool) {
	if !p.lines.Scan() {
		return "", false
	}
	p.line++
	return strings.TrimSpace(p.lines.Text()), true
}

func (p *parser) errorf(format string, args ...any) error {
	return &Error{max(p.line, 1), fmt.Sprintf(format, args...)}
}

// section finds a heading and hands over the rows of numbers up to the next rule
// of stars. What else stands there are the titles of columns.
func (p *parser) section(heading string, read func([]int) error) error {
	if err := p.find(heading); err != nil {
		return err
	}
	rows := 0
	for {
		text, ok := p.next()
		if !ok || strings.HasPrefix(text, "*") {
			break
		}
		row, ok := numbers(text)
		if !ok {
			if rows > 0 {
				return p.errorf("%q is no row of numbers", shortened(text))
			}
			continue
		}
		rows++
		if err := read(row); err != nil {
			return err
		}
	}
	if err := p.lines.Err(); err != nil {
		return p.errorf("the file cannot be read on: %v", err)
	}
	if rows == 0 {
		return p.errorf("there are no rows under %q", heading)
	}
	return nil
}

func (p *parser) find(heading string) error {
	for {
		text, ok := p.next()
		switch {
		case !ok && p.lines.Err() != nil:
			return p.errorf("the file cannot be read on: %v", p.lines.Err())
		case !ok:
			return p.errorf("the file ends without the section %q", heading)
		case text == heading:
			return nil
		}
	}
}

// numbers reads a row that holds nothing but whole numbers, at least one.
func numbers(text string) (row []int, ok bool) {
	for field := range strings.FieldsSeq(text) {
		n, err := strconv.Atoi(field)
		if err != nil {
			return nil, false
		}
		row = append(row, n)
	}
	return row, len(row) > 0
}

func shortened(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}

// precedence reads job, modes, number of successors, successors.
func (p *parser) precedence(row []int) error {
	switch {
	case len(row) < 3 || row[2] != len(row)-3:
		return p.errorf("a row must be: job, modes, number of successors, successors")
	case row[0] != len(p.after)+1:
		return p.errorf("job %d stands where job %d should", row[0], len(p.after)+1)
	case row[1] != 1:
		return p.errorf("job %d has %d modes; only projects of one mode are read", row[0], row[1])
	case row[0] > rcpsp.MaxActivities:
		return p.errorf("there are more than %d jobs", rcpsp.MaxActivities)
	}
	p.after, p.at = append(p.after, row[3:]), append(p.at, p.line)
	return nil
}

// request reads job, mode, duration, demands.
func (p *parser) request(row []int) error {
	a := &p.problem.Activities
	switch {
	case len(row) < 3:
		return p.errorf("a row must be: job, mode, duration, demands")
	case row[0] != len(*a)+1:
		return p.errorf("job %d stands where job %d should", row[0], len(*a)+1)
	}
	*a = append(*a, rcpsp.Activity{Name: strconv.Itoa(row[0]), Duration: row[2], Demand: row[3:]})
	return nil
}

func (p *parser) capacity(row []int) error {
	if p.problem.Capacity != nil {
		return p.errorf("there is a second row of capacities")
	}
	p.problem.Capacity = row
	return nil
}

// link makes links of the successors, once all durations are known.
func (p *parser) link() error {
	n := len(p.problem.Activities)
	if len(p.after) != n {
		return p.errorf("%d jobs have successors, %d have durations", len(p.after), n)
	}
	for i, after := range p.after {
		for _, to := range after {
			if to < 1 || to > n {
				return &Error{p.at[i], fmt.Sprintf("job %d has the successor %d, which is none of the %d jobs", i+1, to, n)}
			}
			p.problem.Links = append(p.problem.Links, p.problem.FinishStart(i, to-1, 0))
		}
	}
	return nil
}
