// Package mknap reads multidimensional knapsack problems of the OR-Library
// (Beasley, "OR-Library: distributing test problems by electronic mail", Journal of
// the Operational Research Society 41, 1990): files with the number of problems,
// then of each its sizes, its best known value, the values of its items, what each
// limit takes of them, and the limits.
package mknap

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fairlead/engine/choose"
)

// Error is what is wrong in a file, and where.
type Error struct {
	Line int // from 1
	Text string
}

// Error says where and what.
func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Text) }

// Instance is one problem of a file.
type Instance struct {
	Problem *choose.Problem
	Known   int64 // the best value that the file knows; 0: none
}

// What a file may hold at most.
const (
	maxProblems = 1000
	maxItems    = 10_000
	maxLimits   = 1000
	maxNumbers  = 10_000_000
	maxLine     = 1 << 20
)

// Read reads all problems of a file. Errors in the file are of type *Error. Items
// and limits are named by their numbers, from 1.
func Read(r io.Reader) ([]Instance, error) {
	p := &parser{lines: bufio.NewScanner(r)}
	p.lines.Buffer(nil, maxLine)
	count, err := p.between("the number of problems", 1, maxProblems)
	if err != nil {
		return nil, err
	}
	var list []Instance
	for range count {
		i, err := p.instance()
		if err != nil {
			return nil, err
		}
		list = append(list, i)
	}
	if p.more() {
		return nil, p.errorf("there is more than the %d problems that the file announces", count)
	}
	return list, nil
}

type parser struct {
	lines *bufio.Scanner
	line  int
	words []string
	read  int
}

func (p *parser) errorf(format string, args ...any) error {
	return &Error{max(p.line, 1), fmt.Sprintf(format, args...)}
}

// more reports whether there is another word, and stands before it.
func (p *parser) more() bool {
	for len(p.words) == 0 {
		if !p.lines.Scan() {
			return false
		}
		p.line++
		p.words = strings.Fields(p.lines.Text())
	}
	return true
}

func (p *parser) between(what string, least, most int64) (int64, error) {
	if !p.more() {
		if err := p.lines.Err(); err != nil {
			return 0, p.errorf("%v", err)
		}
		return 0, p.errorf("the file ends where %s should stand", what)
	}
	if p.read++; p.read > maxNumbers {
		return 0, p.errorf("more than %d numbers", maxNumbers)
	}
	word := p.words[0]
	p.words = p.words[1:]
	whole, fraction, _ := strings.Cut(word, ".")
	v, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || strings.Trim(fraction, "0") != "" {
		return 0, p.errorf("%q stands where %s should: a whole number is wanted", word, what)
	}
	if v < least || v > most {
		return 0, p.errorf("%s is %d, not between %d and %d", what, v, least, most)
	}
	return v, nil
}

func (p *parser) instance() (Instance, error) {
	var head [3]int64
	for k, h := range []struct {
		what        string
		least, most int64
	}{{"the number of items", 1, maxItems}, {"the number of limits", 0, maxLimits}, {"the best known value", 0, choose.MaxSum}} {
		v, err := p.between(h.what, h.least, h.most)
		if err != nil {
			return Instance{}, err
		}
		head[k] = v
	}
	problem := &choose.Problem{}
	for j := range head[0] {
		v, err := p.between("a value", 0, choose.MaxSum)
		if err != nil {
			return Instance{}, err
		}
		problem.Items = append(problem.Items, choose.Item{Name: strconv.FormatInt(j+1, 10), Value: v})
	}
	return Instance{problem, head[2]}, p.limits(problem, head[1])
}

// limits makes each limit a kind of money without a year.
func (p *parser) limits(problem *choose.Problem, count int64) error {
	for i := range count {
		kind := strconv.FormatInt(i+1, 10)
		for j := range problem.Items {
			v, err := p.between("an amount", 0, choose.MaxSum)
			if err != nil {
				return err
			}
			if v > 0 {
				problem.Items[j].Costs = append(problem.Items[j].Costs, choose.Cost{Kind: kind, Amount: v})
			}
		}
		problem.Limits = append(problem.Limits, choose.Limit{Name: kind, Of: choose.Money, Kind: kind})
	}
	for i := range count {
		v, err := p.between("a limit", 0, choose.MaxSum)
		if err != nil {
			return err
		}
		problem.Limits[i].Most = &v
	}
	return nil
}
