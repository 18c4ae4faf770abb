package finance

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Room is what a fiscal year has left for work that is not decided yet.
type Room struct {
	Year    *catalog.FiscalYear
	Version *catalog.Budget // whose lines are counted: what was approved, else what waits for it
	Lines   []RoomLine      // by code; of no nature those that name none
	Adrift  record.Money    // what is paid or promised without a line; of no kind
	Unknown int             // lines of which nothing is counted, as their amount is not known
}

// RoomLine is what one line leaves of its budget.
type RoomLine struct {
	Line   *catalog.BudgetLine
	Budget record.Money
	Claim  record.Money // spent, promised and still to come, as far as Free takes it off
	Free   record.Money // below zero: it costs more than its budget
	Why    string       // what Claim is
}

// Free is what the lines of a nature leave together; an empty nature stands for
// all lines, less what is paid without one. It may be below zero.
func (r *Room) Free(nature catalog.CostNature) record.Money {
	sum := record.NoMoney(r.Year.Currency)
	if nature == "" {
		sum = signal.Plus(sum, r.Adrift.Neg())
	}
	for _, l := range r.Lines {
		if nature == "" || l.Line.Nature == nature {
			sum = signal.Plus(sum, l.Free)
		}
	}
	return sum
}

// Promised is what contracts, posts, projects and orders claim of the lines of a
// nature: what a cut of money for new work leaves untouched.
func (r *Room) Promised(nature catalog.CostNature) record.Money {
	sum := record.NoMoney(r.Year.Currency)
	for _, l := range r.Lines {
		if nature == "" || l.Line.Nature == nature {
			sum = signal.Plus(sum, l.Claim)
		}
	}
	return sum
}

// maxRooms is over how many fiscal years room is told.
const maxRooms = 3

// RoomsFrom tells what is left in the fiscal year of a day and in the two after
// it, as long as each has a budget, approved or waiting for it.
//
// Of a line for new work, what is spent and promised is taken off; so it is where
// the project that a line pays was not begun. Of any other line the forecast to
// the end of the year is taken off, and the whole line where a part of that is not
// known, where equipment is bought from it, or where the line is of a later year
// and nothing is known of that. What is paid without a line is taken off the year.
func RoomsFrom(s *record.Snapshot, today record.Date) []Room {
	return record.Answer(s, "finance.rooms", today, func(s *record.Snapshot, today record.Date) []Room {
		p := PositionOn(s, today)
		if p.Year == nil || p.Budget == nil {
			return nil
		}
		list := []Room{p.room(s)}
		plan := Forecast(s, today, maxRooms*monthsOfYear)
		for len(list) < maxRooms {
			year := YearOf(s, list[len(list)-1].Year.Ends.AddDays(1))
			if year == nil || year.Currency != p.Year.Currency {
				break
			}
			v := VersionsOf(s, year)
			if v.Budget == nil || v.Budget.State != "approved" {
				v.Budget = cmp.Or(v.Waiting, v.Budget)
			}
			if v.Budget == nil {
				break
			}
			list = append(list, laterRoom(s, year, v.Budget, &plan))
		}
		return list
	})
}

const monthsOfYear = 12

// room is what the year of the position leaves.
func (p *Position) room(s *record.Snapshot) Room {
	r := Room{Year: p.Year, Version: p.Budget, Adrift: record.NoMoney(p.Year.Currency)}
	for i := range p.Rows {
		row := &p.Rows[i]
		if row.Line == nil {
			r.Adrift = signal.Plus(r.Adrift, row.Forecast)
			continue
		}
		if !row.Budget.Known() {
			r.Unknown++
			continue
		}
		r.Lines = append(r.Lines, row.room(s))
	}
	return r
}

func (row *Row) room(s *record.Snapshot) RoomLine {
	booked := signal.Plus(row.Spent(), row.Committed)
	l := RoomLine{Line: row.Line, Budget: row.Budget}
	switch {
	case row.Line.Reserve:
		l.Claim, l.Why = booked, "For new work: what is spent and promised"
	case unbegun(s, row.Line):
		l.Claim, l.Why = booked, "Its project has not begun and is weighed itself: what is spent and promised"
	case row.Least:
		l.Claim, l.Why = most(row.Forecast, row.Budget), "The whole line, as part of what still comes is not known"
	default:
		l.Claim, l.Why = row.Forecast, "The forecast to the end of the year: "+row.Outlook.Rule.Title()
	}
	l.Free = signal.Plus(l.Budget, l.Claim.Neg())
	return l
}

// unbegun reports whether a line pays a project on which nothing is begun.
func unbegun(s *record.Snapshot, line *catalog.BudgetLine) bool {
	p := record.Get(s, line.Project)
	return p != nil && (p.State == "proposed" || p.State == "approved")
}

// most is the larger of two amounts.
func most(a, b record.Money) record.Money {
	if a.Known() && a.Minor > b.Minor {
		return a
	}
	return b
}

// laterRoom is what a year leaves that has not begun.
func laterRoom(s *record.Snapshot, year *catalog.FiscalYear, version *catalog.Budget, plan *Plan) Room {
	r := Room{Year: year, Version: version, Adrift: record.NoMoney(year.Currency)}
	rates := catalog.RatesOf(s)
	expected := map[string]*Outlook{}
	for i := range plan.Rows {
		if o := &plan.Rows[i]; o.Line != nil {
			expected[o.Line.Code] = o
		}
	}
	for code, line := range codes(s, version) {
		budget := rates.Convert(line.Amount, year.Currency, year.Starts)
		if !budget.Known() {
			r.Unknown++
			continue
		}
		l := RoomLine{Line: line, Budget: budget, Claim: record.NoMoney(year.Currency)}
		if line.Reserve || unbegun(s, line) {
			l.Why = "For new work: nothing is promised of it yet"
		} else {
			l.Claim, l.Why = laterClaim(expected[code], year, budget)
		}
		l.Free = signal.Plus(l.Budget, l.Claim.Neg())
		r.Lines = append(r.Lines, l)
	}
	slices.SortFunc(r.Lines, func(a, b RoomLine) int { return byCode(a.Line, b.Line) })
	return r
}

// laterClaim is what the forecast says of a line in a year that has not begun.
func laterClaim(o *Outlook, year *catalog.FiscalYear, budget record.Money) (record.Money, string) {
	switch {
	case o == nil:
		return budget, "The whole line, as nothing of it is known yet"
	case o.Rule == ByPurchase:
		return budget, "The whole line: equipment is bought from it"
	}
	sum, open := record.NoMoney(year.Currency), false
	months := 0
	for _, c := range o.Cells {
		if !year.Holds(c.Month) {
			continue
		}
		months++
		if c.Amount.Known() {
			sum = signal.Plus(sum, c.Amount)
		}
		open = open || c.Open || !c.Amount.Known()
	}
	if open || months < len(year.Months()) {
		return most(sum, budget), "The whole line, as part of what comes is not known"
	}
	return sum, "The forecast of the year: " + o.Rule.Title()
}
