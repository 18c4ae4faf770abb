package vendors

import (
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Year is what contracts cost in a calendar year, in one currency.
type Year struct {
	Year int
	// Firm is the cost of the days in terms that are agreed: the present one, and
	// the one after it when its last day of notice has passed.
	Firm record.Money
	// Expected is the cost of the days after that, if nobody gives notice.
	Expected  record.Money
	Contracts int // that cost something in the year
}

// Commitments is what we are bound to pay, year by year.
type Commitments struct {
	Years     []Year         // from this year on
	Elsewhere []record.Money // firm over all those years in other currencies, not converted
	Unknown   []*catalog.Contract
}

// maxRenewals bounds how often a contract is carried on: a term of a month over
// twenty years.
const maxRenewals = 240

// CommitmentsFrom spreads the contracts in force over so many calendar years, of
// which the first is that of the day. The price of a term is spread evenly over
// its days, so that over all years it adds up to the term's price to the cent.
// A contract without a price, or with neither an end nor a price per year, is
// listed as unknown.
func CommitmentsFrom(s *record.Snapshot, today record.Date, currency string, years int) Commitments {
	type question struct {
		today    record.Date
		currency string
		years    int
	}
	return record.Answer(s, "vendors.commitments", question{today, currency, years}, func(s *record.Snapshot, q question) Commitments {
		return commitments(s, q.today, q.currency, q.years)
	})
}

func commitments(s *record.Snapshot, today record.Date, currency string, years int) Commitments {
	out := Commitments{}
	for i := range years {
		out.Years = append(out.Years, Year{Year: today.Year() + i, Firm: record.NoMoney(currency), Expected: record.NoMoney(currency)})
	}
	var elsewhere signal.Purse
	for c := range record.Each[catalog.Contract](s) {
		if !inForce(c, today) {
			continue
		}
		terms := termsOf(c, today, record.Day(today.Year()+years, 1, 1))
		if len(terms) == 0 {
			out.Unknown = append(out.Unknown, c)
			continue
		}
		for i := range out.Years {
			y := &out.Years[i]
			firm, expected := costIn(terms, y.Year)
			if firm.Currency != currency {
				elsewhere.Add(firm)
				continue
			}
			if firm.Minor != 0 || expected.Minor != 0 {
				y.Contracts++
			}
			y.Firm, y.Expected = signal.Plus(y.Firm, firm), signal.Plus(y.Expected, expected)
		}
	}
	out.Elsewhere = elsewhere.Besides(currency)
	return out
}

// inForce reports whether a contract binds on a day.
func inForce(c *catalog.Contract, today record.Date) bool {
	return !c.Archived && (c.State == "in_force" || c.State == "renewal") && !c.Ends.Before(today)
}

// stretch is a term of a contract with its price. Its last day counts.
type stretch struct {
	from, to record.Date
	price    record.Money
	firm     bool
}

// termsOf lists the terms of a contract up to a day: the present one, and those
// that follow if nobody gives notice. There are none when the price is not known.
func termsOf(c *catalog.Contract, today, until record.Date) []stretch {
	first, ok := present(c, today, until)
	if !ok {
		return nil
	}
	terms := []stretch{first}
	months := c.RenewalMonths.N()
	if !c.AutoRenews || months <= 0 || months > maxMonths || c.State == "renewal" {
		return terms
	}
	price, _ := Commitment(c, record.International())
	since := int64(0) // months since the price rose: it does so once a year at most
	for last := first; price.Known() && last.to.Before(until) && len(terms) < maxRenewals; {
		if since >= 12 {
			price, since = raised(price, c), 0
		}
		since += months
		next := stretch{from: last.to.AddDays(1), to: first.to.AddMonths(int(months) * len(terms)), price: price}
		next.firm = len(terms) == 1 && c.NoticeBy.Before(today)
		terms, last = append(terms, next), next
	}
	return terms
}

// present is the term that runs. Its price is the contract's value, else the cost
// of a year over its days. One without an end runs at the cost of a year, and is
// agreed up to the day alone.
func present(c *catalog.Contract, today, until record.Date) (stretch, bool) {
	t := stretch{from: c.Starts, to: c.Ends, price: c.Value, firm: true}
	if !t.from.Known() {
		t.from = record.Day(today.Year(), 1, 1)
	}
	if !t.to.Known() {
		t.to, t.firm = until, false
	}
	if !c.Value.Known() || !c.Starts.Known() || !c.Ends.Known() {
		price, err := c.Annual.MulRatio(4*int64(t.days()), 1461)
		if !c.Annual.Known() || err != nil {
			return stretch{}, false
		}
		t.price = price
	}
	return t, t.days() > 0
}

func raised(price record.Money, c *catalog.Contract) record.Money {
	next, err := price.MulRatio(wholeMicro+c.Indexation.Micro(), wholeMicro)
	if err != nil {
		return record.Money{}
	}
	return next
}

func (t stretch) days() int { return t.from.DaysUntil(t.to) + 1 }

// costIn is what some terms of one contract cost in a year.
func costIn(terms []stretch, year int) (firm, expected record.Money) {
	firm, expected = record.NoMoney(terms[0].price.Currency), record.NoMoney(terms[0].price.Currency)
	for _, t := range terms {
		cost := signal.Plus(through(t, record.Day(year, 12, 31)), through(t, record.Day(year-1, 12, 31)).Neg())
		if t.firm {
			firm = signal.Plus(firm, cost)
		} else {
			expected = signal.Plus(expected, cost)
		}
	}
	return firm, expected
}

// through is the part of a term's price that falls up to a day, that day included.
func through(t stretch, day record.Date) record.Money {
	passed := min(max(t.from.DaysUntil(day)+1, 0), t.days())
	part, err := t.price.MulRatio(int64(passed), int64(t.days()))
	if err != nil {
		return record.Money{}
	}
	return part
}
