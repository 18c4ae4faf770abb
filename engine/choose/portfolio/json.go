// Package portfolio reads problems of choice from JSON and CSV files.
package portfolio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"fairlead/engine/choose"
)

// What a file may hold at most.
const (
	MaxBytes  = 16 << 20
	MaxItems  = 10_000
	MaxLimits = 1000
)

// Error is what is wrong in a file, and where.
type Error struct {
	Line int // from 1
	Text string
}

// Error says where and what.
func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Text) }

// Problem is a problem as it stands in a JSON file. The fields are those of
// choose.Problem.
type Problem struct {
	Items   []Item   `json:"items"`
	Limits  []Limit  `json:"limits"`
	Groups  []Group  `json:"groups,omitempty"`
	Weights *Weights `json:"weights,omitempty"`
	// Expect is what is known of the answer. It is for those who read the file;
	// nothing here looks at it.
	Expect json.RawMessage `json:"expect,omitempty"`
}

// Item is an initiative in a file.
type Item struct {
	Name       string   `json:"name"`
	Category   string   `json:"category,omitempty"`
	Value      int64    `json:"value"`
	Risk       int64    `json:"risk,omitempty"`
	Low        int64    `json:"low,omitempty"`
	High       int64    `json:"high,omitempty"`
	Costs      []Cost   `json:"costs,omitempty"`
	Efforts    []Effort `json:"efforts,omitempty"`
	Requires   []string `json:"requires,omitempty"`
	Excludes   []string `json:"excludes,omitempty"`
	Must       bool     `json:"must,omitempty"`
	Never      bool     `json:"never,omitempty"`
	Later      int      `json:"later,omitempty"`
	PerQuarter int64    `json:"perQuarter,omitempty"`
}

// Cost is money in a file. At is a year or a quarter such as 2027-Q1.
type Cost struct {
	At     string `json:"at,omitempty"`
	Kind   string `json:"kind,omitempty"`
	Amount int64  `json:"amount"`
}

// Effort is work in a file.
type Effort struct {
	At    string `json:"at,omitempty"`
	Skill string `json:"skill,omitempty"`
	Hours int64  `json:"hours"`
}

// Limit is a limit in a file. Of is money, hours, count, value or risk.
type Limit struct {
	Name     string `json:"name"`
	Of       string `json:"of"`
	Year     int    `json:"year,omitempty"`
	Quarter  string `json:"quarter,omitempty"`
	Kind     string `json:"kind,omitempty"`
	Skill    string `json:"skill,omitempty"`
	Category string `json:"category,omitempty"`
	Most     *int64 `json:"most,omitempty"`
	Least    *int64 `json:"least,omitempty"`
}

// Group is a group in a file.
type Group struct {
	Name  string   `json:"name,omitempty"`
	Items []string `json:"items"`
	Least int      `json:"least,omitempty"`
	Most  int      `json:"most,omitempty"`
}

// Weights are the weights in a file.
type Weights struct {
	Value int64 `json:"value"`
	Risk  int64 `json:"risk"`
}

// ReadJSON reads a problem. Errors in the file are of type *Error.
func ReadJSON(r io.Reader) (*choose.Problem, error) {
	content, err := read(r)
	if err != nil {
		return nil, err
	}
	var file Problem
	d := json.NewDecoder(bytes.NewReader(content))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, &Error{lineOf(content, err, d.InputOffset()), plain(err)}
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, &Error{line(content, d.InputOffset()), "there is more than one object"}
	}
	return file.problem()
}

func read(r io.Reader) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err == nil && len(content) > MaxBytes {
		err = &Error{1, fmt.Sprintf("the file is larger than %d bytes", MaxBytes)}
	}
	return content, err
}

func line(content []byte, offset int64) int {
	return 1 + bytes.Count(content[:min(int64(len(content)), max(0, offset))], []byte("\n"))
}

func lineOf(content []byte, err error, read int64) int {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return line(content, syntax.Offset)
	case errors.As(err, &kind):
		return line(content, kind.Offset)
	}
	return line(content, read)
}

// plain says a decoder's complaint without its package.
func plain(err error) string {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return "the file ends too early"
	case errors.As(err, &kind):
		return fmt.Sprintf("%s cannot be a %s", kind.Field, kind.Value)
	}
	return string(bytes.TrimPrefix([]byte(err.Error()), []byte("json: ")))
}

func (f *Problem) problem() (*choose.Problem, error) {
	if len(f.Items) > MaxItems || len(f.Limits)+len(f.Groups) > MaxLimits {
		return nil, &Error{1, fmt.Sprintf("more than %d items, or %d limits and groups", MaxItems, MaxLimits)}
	}
	p := &choose.Problem{}
	if f.Weights != nil {
		p.Weights = choose.Weights(*f.Weights)
	}
	for i := range f.Items {
		item, err := f.Items[i].item()
		if err != nil {
			return nil, &choose.FieldError{Field: fmt.Sprintf("items[%d]", i), Text: err.Error()}
		}
		p.Items = append(p.Items, item)
	}
	for i := range f.Limits {
		limit, err := f.Limits[i].limit()
		if err != nil {
			return nil, &choose.FieldError{Field: fmt.Sprintf("limits[%d]", i), Text: err.Error()}
		}
		p.Limits = append(p.Limits, limit)
	}
	for _, g := range f.Groups {
		p.Groups = append(p.Groups, choose.Group(g))
	}
	return p, nil
}

func (f *Item) item() (choose.Item, error) {
	item := choose.Item{
		Name: f.Name, Category: f.Category, Value: f.Value, Risk: f.Risk, Low: f.Low, High: f.High,
		Requires: f.Requires, Excludes: f.Excludes, Must: f.Must, Never: f.Never, Later: f.Later, PerQuarter: f.PerQuarter,
	}
	for _, c := range f.Costs {
		at, err := choose.ParseQuarter(c.At)
		if err != nil {
			return item, err
		}
		item.Costs = append(item.Costs, choose.Cost{At: at, Kind: c.Kind, Amount: c.Amount})
	}
	for _, e := range f.Efforts {
		at, err := choose.ParseQuarter(e.At)
		if err != nil {
			return item, err
		}
		item.Efforts = append(item.Efforts, choose.Effort{At: at, Skill: e.Skill, Hours: e.Hours})
	}
	return item, nil
}

func (f *Limit) limit() (choose.Limit, error) {
	at, err := choose.ParseQuarter(f.Quarter)
	l := choose.Limit{Name: f.Name, Year: f.Year, Quarter: at, Kind: f.Kind, Skill: f.Skill, Category: f.Category, Most: f.Most, Least: f.Least}
	for l.Of = choose.Money; l.Of <= choose.Relief; l.Of++ {
		if l.Of.String() == f.Of {
			return l, err
		}
	}
	return l, fmt.Errorf("of: %q is not money, hours, count, value or risk", f.Of)
}
