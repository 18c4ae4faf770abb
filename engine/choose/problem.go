package choose

import (
	"fmt"
	"strconv"
	"strings"

	"fairlead/engine/choose/internal/zeroone"
)

// Problem is what can be chosen, and within what.
type Problem struct {
	Items  []Item
	Limits []Limit
	Groups []Group
	Weights
}

// Weights say what the objective is made of: Value times the value of an item plus
// Risk times its risk reduction. Both zero stands for one each.
type Weights struct{ Value, Risk int64 }

// Item is an initiative that is done or left.
type Item struct {
	Name     string // unique
	Category string
	Value    int64 // what it is worth, over the time that all items are compared by
	Risk     int64 // loss that it avoids, in the same unit and over the same time
	// Low and High are between what the value may turn out; both zero: it is certain.
	// Only Robust looks at them.
	Low, High int64
	Costs     []Cost
	Efforts   []Effort
	Requires  []string // items without which it cannot be done, started no more quarters late than it
	Excludes  []string // items beside which it cannot be done
	Must      bool     // it is done whatever it costs
	Never     bool     // it is not done
	// Later is how many quarters later than its costs and efforts say it may start,
	// and PerQuarter the value that is lost with each.
	Later      int
	PerQuarter int64
}

// Cost is money in a quarter. Kind is what the money is, such as "capex"; a limit
// may count one kind alone.
type Cost struct {
	At     Quarter // zero: outside time, never shifted
	Kind   string
	Amount int64 // minor units; below zero: a saving in that quarter
}

// Effort is work in a quarter that a skill does.
type Effort struct {
	At    Quarter // zero: outside time, never shifted
	Skill string
	Hours int64
}

// Measure is what a limit counts.
type Measure int

// What a limit counts of the items that are chosen.
const (
	Money  Measure = iota // costs, by year, quarter, kind and category
	Hours                 // efforts, by year, quarter, skill and category
	Count                 // items, by category
	Worth                 // values, by category
	Relief                // risk reductions, by category
)

var measureNames = [...]string{"money", "hours", "count", "value", "risk"}

// String is the name of the measure in files.
func (m Measure) String() string {
	if m < 0 || int(m) >= len(measureNames) {
		return strconv.Itoa(int(m))
	}
	return measureNames[m]
}

// Limit bounds a sum over what is chosen. Fields that are zero do not narrow what
// is counted.
type Limit struct {
	Name     string // unique
	Of       Measure
	Year     int
	Quarter  Quarter
	Kind     string
	Skill    string
	Category string
	Most     *int64 // nil: no upper limit
	Least    *int64 // nil: no lower limit
}

// Group says how many of some items are chosen: at least Least and at most Most,
// where zero stands for one. Either-or is a group of two.
type Group struct {
	Name        string
	Items       []string
	Least, Most int
}

// Quarter is a quarter of a year, counted from the year zero; zero is none.
type Quarter int

// QuarterOf is a quarter, 1 to 4, of a year.
func QuarterOf(year, quarter int) Quarter { return Quarter(year*4 + quarter - 1) }

// Year is the year of the quarter.
func (q Quarter) Year() int { return int(q) / 4 }

// String writes 2027-Q1.
func (q Quarter) String() string {
	if q == 0 {
		return ""
	}
	return fmt.Sprintf("%d-Q%d", q.Year(), int(q)%4+1)
}

// ParseQuarter reads "2027-Q1", or "2027", which is its first quarter.
func ParseQuarter(s string) (Quarter, error) {
	if s == "" {
		return 0, nil
	}
	year, quarter, given := strings.Cut(s, "-Q")
	n := 1
	y, err := strconv.Atoi(year)
	if err == nil && given {
		n, err = strconv.Atoi(quarter)
	}
	if err != nil || y < 1 || y > 9999 || n < 1 || n > 4 {
		return 0, fmt.Errorf("%q is neither a year nor a quarter such as 2027-Q1", s)
	}
	return QuarterOf(y, n), nil
}

// MaxSum is what the amounts of a limit, or the values, may add up to at most.
const MaxSum = zeroone.MaxSum

// MaxLater is how many quarters an item may wait at most.
const MaxLater = 40

// FieldError is what is wrong with a field of a problem.
type FieldError struct {
	Field string // such as items[3].requires
	Text  string
}

// Error names the field and what is wrong with it.
func (e *FieldError) Error() string { return e.Field + ": " + e.Text }
