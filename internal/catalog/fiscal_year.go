package catalog

import (
	"fmt"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// FiscalYear is the twelve months over which money is budgeted, and the
// currency in which it is reported.
type FiscalYear struct {
	record.Header
	Name     string      `record:"label" help:"Follows from its days when left empty" alias:"fiscal year|year|financial year"`
	Starts   record.Date `record:"required,index" help:"Any day of its first month; the first is kept" alias:"start date|begins"`
	Ends     record.Date `record:"index" help:"Twelve months after the start when left empty; the last day of its month is kept" alias:"end date"`
	Currency string      `record:"required" help:"Three letters, like EUR: what is in another currency is converted into it"`
	Notes    record.Markdown
}

// Months lists the first day of each of its months.
func (y *FiscalYear) Months() []record.Date {
	var months []record.Date
	for m := y.Starts; m.Known() && !m.After(y.Ends) && len(months) < periods; m = m.AddMonths(1) {
		months = append(months, m)
	}
	return months
}

// Holds reports whether a day falls into the year.
func (y *FiscalYear) Holds(day record.Date) bool {
	return day.Known() && y.Starts.Known() && !day.Before(y.Starts) && !day.After(y.Ends)
}

// FirstOfMonth is the first day of the month of a day.
func FirstOfMonth(day record.Date) record.Date {
	if !day.Known() {
		return day
	}
	return day.AddDays(1 - day.Time().Day())
}

// complete keeps whole months, and names the year by them.
func (y *FiscalYear) complete() {
	y.Starts = FirstOfMonth(y.Starts)
	if !y.Ends.Known() {
		y.Ends = y.Starts.AddMonths(periods - 1)
	}
	y.Ends = FirstOfMonth(y.Ends).AddMonths(1).AddDays(-1)
	switch first, last := y.Starts.Year(), y.Ends.Year(); {
	case y.Name != "" || first == 0:
	case first == last:
		y.Name = fmt.Sprintf("FY %d", first)
	default:
		y.Name = fmt.Sprintf("FY %d/%02d", first, last%100)
	}
}

func checkFiscalYear(y *FiscalYear, problems *fault.List) {
	if y.Starts.Known() && y.Ends.Known() && y.Ends.Before(y.Starts) {
		problems.Add("ends", "The year ends before it starts; check both dates.")
	}
	if y.Starts.Known() && y.Ends.After(y.Starts.AddMonths(periods)) {
		problems.Add("ends", "The year is longer than %d months, which is as many as a budget line has amounts for.", periods)
	}
	if y.Currency != "" && !record.IsCurrency(y.Currency) {
		problems.Add("currency", "%.10q is not a currency; use its three letters, like EUR.", y.Currency)
	}
}

// apart holds that a day falls into one fiscal year at most.
func apart(s *record.Snapshot, y *FiscalYear, problems *fault.List) {
	for other := range record.Each[FiscalYear](s) {
		if other.ID != y.ID && !y.Archived && !other.Archived && !y.Starts.After(other.Ends) && !other.Starts.After(y.Ends) {
			problems.Add("starts", "%s has days of this year already: %s to %s. Give this one other days, or archive that one first.", other.Name, other.Starts.Text(), other.Ends.Text())
			return
		}
	}
}

func fiscalYear() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[FiscalYear]{
		Module: "finance", Name: "fiscal_year", Prefix: "FIY", Icon: "calendar",
		Help:   "The twelve months over which money is budgeted, and the currency in which it is reported.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "open", Title: "Open", Tone: record.Good},
				{Name: "closed", Title: "Closed", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "close", Title: "Close the year", From: []string{"open"}, To: "closed", Roles: leaders},
				{Name: "reopen", Title: "Open again", From: []string{"closed"}, To: "open", Roles: []record.Role{record.Director}},
			},
		},
		Columns: []string{"name", "starts", "ends", "currency", "state"},
		Keys:    [][]string{{"starts"}, {"name"}},
		Views: []record.View{
			{Name: "now", Title: "Running", Filter: `starts <= today AND ends >= today`, Order: "-starts"},
			{Name: "open", Title: "Open", Filter: `state = open`, Order: "-starts"},
			{Name: "all", Title: "All years", Order: "-starts"},
		},
		Normalise: (*FiscalYear).complete,
		Check:     checkFiscalYear,
		Among:     apart,
	})
}
