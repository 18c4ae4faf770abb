package portfolio

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"fairlead/engine/choose"
)

// LimitRow is the name of the row that holds limits.
const LimitRow = "limit"

// ReadCSV reads a problem from a table with a row for each item. The columns name,
// category, value, risk, low, high, must, never, later, perQuarter, requires and
// excludes are fields of choose.Item, where names are parted by semicolons; columns
// such as "money 2027", "money 2027 capex" and "hours 2027-Q1 network" are costs and
// efforts. The row with the name "limit" says the most of each of those columns; a
// column without a kind or skill limits all kinds or skills of its time.
// Errors in the file are of type *Error.
func ReadCSV(r io.Reader) (*choose.Problem, error) {
	content, err := read(r)
	if err != nil {
		return nil, err
	}
	t := &table{rows: csv.NewReader(strings.NewReader(string(content))), problem: &choose.Problem{}}
	t.rows.TrimLeadingSpace = true
	if err := t.read(); err != nil {
		return nil, t.located(err)
	}
	return t.problem, nil
}

type table struct {
	rows    *csv.Reader
	columns []column
	problem *choose.Problem
	line    int
}

// column is what the cells of a column are.
type column struct {
	heading string
	of      choose.Measure
	at      choose.Quarter
	year    bool   // at stands for a whole year
	what    string // kind or skill
	amount  bool
}

func (t *table) located(err error) error {
	var parse *csv.ParseError
	var own *Error
	switch {
	case errors.As(err, &own):
		return err
	case errors.As(err, &parse):
		return &Error{parse.Line, parse.Err.Error()}
	case errors.Is(err, io.EOF):
		return &Error{max(t.line, 1), "the file ends too early"}
	}
	return &Error{max(t.line, 1), err.Error()}
}

func (t *table) read() error {
	head, err := t.rows.Read()
	if err != nil {
		return err
	}
	t.line = 1
	for _, heading := range head {
		c, err := parseColumn(strings.TrimSpace(heading))
		if err != nil {
			return err
		}
		if slices.ContainsFunc(t.columns, func(o column) bool { return o.heading == c.heading }) {
			return fmt.Errorf("the column %q stands twice", c.heading)
		}
		t.columns = append(t.columns, c)
	}
	for {
		row, err := t.rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		t.line, _ = t.rows.FieldPos(0)
		if len(t.problem.Items) >= MaxItems {
			return fmt.Errorf("more than %d items", MaxItems)
		}
		if err := t.row(row); err != nil {
			return err
		}
	}
}

var fields = []string{"name", "category", "value", "risk", "low", "high", "must", "never", "later", "perQuarter", "requires", "excludes"}

func parseColumn(heading string) (column, error) {
	c := column{heading: heading}
	if slices.Contains(fields, heading) {
		return c, nil
	}
	words := strings.SplitN(heading, " ", 3)
	switch words[0] {
	case "money":
		c.of = choose.Money
	case "hours":
		c.of = choose.Hours
	default:
		return c, fmt.Errorf("there is no column %q: the columns are %s, money and hours with a year or quarter", heading, strings.Join(fields, ", "))
	}
	if len(words) < 2 {
		return c, fmt.Errorf("the column %q needs a year or quarter", heading)
	}
	if len(words) == 3 {
		c.what = strings.TrimSpace(words[2])
	}
	at, err := choose.ParseQuarter(words[1])
	c.amount, c.at, c.year = true, at, !strings.Contains(words[1], "Q")
	return c, err
}

func (t *table) row(cells []string) error {
	item, limits := choose.Item{}, false
	for k, c := range t.columns {
		if c.heading == "name" && strings.TrimSpace(cells[k]) == LimitRow {
			limits = true
		}
	}
	for k, c := range t.columns {
		cell := strings.TrimSpace(cells[k])
		if cell == "" || limits && !c.amount {
			continue
		}
		var err error
		if limits {
			err = t.limit(c, cell)
		} else {
			err = c.set(&item, cell)
		}
		if err != nil {
			return fmt.Errorf("column %q: %w", c.heading, err)
		}
	}
	if !limits {
		t.problem.Items = append(t.problem.Items, item)
	}
	return nil
}

func (t *table) limit(c column, cell string) error {
	most, err := strconv.ParseInt(cell, 10, 64)
	if err != nil {
		return fmt.Errorf("%q is no whole number", cell)
	}
	l := choose.Limit{Name: c.heading, Of: c.of, Most: &most}
	if c.of == choose.Money {
		l.Kind = c.what
	} else {
		l.Skill = c.what
	}
	if c.year {
		l.Year = c.at.Year()
	} else {
		l.Quarter = c.at
	}
	t.problem.Limits = append(t.problem.Limits, l)
	return nil
}

// set puts a cell into an item.
func (c column) set(item *choose.Item, cell string) (err error) {
	switch c.heading {
	case "name":
		item.Name = cell
		return nil
	case "category":
		item.Category = cell
		return nil
	case "requires":
		item.Requires = names(cell)
		return nil
	case "excludes":
		item.Excludes = names(cell)
		return nil
	case "must":
		item.Must, err = yes(cell)
		return err
	case "never":
		item.Never, err = yes(cell)
		return err
	}
	v, err := strconv.ParseInt(cell, 10, 64)
	if err != nil {
		return fmt.Errorf("%q is no whole number", cell)
	}
	switch c.heading {
	case "value":
		item.Value = v
	case "risk":
		item.Risk = v
	case "low":
		item.Low = v
	case "high":
		item.High = v
	case "perQuarter":
		item.PerQuarter = v
	case "later":
		item.Later = int(v)
	default:
		c.add(item, v)
	}
	return nil
}

func (c column) add(item *choose.Item, v int64) {
	if c.of == choose.Money {
		item.Costs = append(item.Costs, choose.Cost{At: c.at, Kind: c.what, Amount: v})
	} else {
		item.Efforts = append(item.Efforts, choose.Effort{At: c.at, Skill: c.what, Hours: v})
	}
}

func names(cell string) (list []string) {
	for _, name := range strings.Split(cell, ";") {
		if name = strings.TrimSpace(name); name != "" {
			list = append(list, name)
		}
	}
	return list
}

func yes(cell string) (bool, error) {
	switch strings.ToLower(cell) {
	case "yes", "true", "1", "x":
		return true, nil
	case "no", "false", "0":
		return false, nil
	}
	return false, fmt.Errorf("%q is neither yes nor no", cell)
}
