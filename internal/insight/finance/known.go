package finance

import (
	"fmt"
	"math"

	"fairlead/engine/forecast"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Known is what is known beforehand to move a line that is forecast by its past: a
// contract that begins, ends or gets dearer, a project that ends.
type Known struct {
	Record record.Record // the contract or the project
	Text   string        // what it does, and from when
}

// foreseen is what is known to act on a line month by month, those of the past first,
// oldest first, then those ahead. What a line spends is what goes on of itself,
// times the index, and what is on top.
type foreseen struct {
	past   int
	index  []float64 // 1 where prices are those of the last whole month
	on     []float64 // minor units; nothing where all is as in the last whole month
	ended  []bool    // a contract is over then, and nothing says what follows
	events []Known
}

// foresee gathers what the records say beforehand of a line with so many whole
// months behind it.
func (f *forecaster) foresee(line *catalog.BudgetLine, months int) *foreseen {
	n := months + max(len(f.months), pastAhead)
	k := &foreseen{past: months, index: make([]float64, n), on: make([]float64, n), ended: make([]bool, n)}
	for i := range k.index {
		k.index[i] = 1
	}
	booked := f.booked[line.Code]
	for _, c := range f.contractsOf(line) {
		if rateOf(c, f.today) != nil && f.ledger.rates.On(currencyOf(c), f.year.Currency, f.today) != nil {
			f.fixedPrice(k, line, c, len(booked[c.ID]) > 0)
		} else {
			f.byUse(k, line, c, booked[c.ID])
		}
	}
	for _, p := range f.projectsOn(booked) {
		f.projectEnd(k, p, booked[p.ID])
	}
	return k
}

// month is the month of a place.
func (f *forecaster) monthAt(k *foreseen, i int) record.Date {
	return f.months[0].AddMonths(i - k.past)
}

// fixedPrice takes the steps of a contract with a known price: what it costs in a
// month beside what it cost in the last whole one. Steps of the past are taken only
// where the ledger shows the contract on the line.
func (f *forecaster) fixedPrice(k *foreseen, line *catalog.BudgetLine, c *catalog.Contract, seen bool) {
	cost := func(i int) (float64, string) {
		exact, note := monthOf(c, f.monthAt(k, i), f.today)
		return float64(f.ledger.rates.Convert(record.Rounded(exact, currencyOf(c)), f.year.Currency, f.today).Minor), note
	}
	weight := f.billing(line.Code)
	now, _ := cost(k.past - 1)
	before, first := false, -1
	for i := range k.on {
		at, note := cost(i)
		if i < k.past && !seen || at == now {
			continue
		}
		k.on[i] += (at - now) * weight(f.monthAt(k, i))
		k.ended[i] = i >= k.past && note == ended
		switch {
		case i < k.past:
			before = true
		case first < 0:
			first = i
		}
	}
	switch {
	case first >= 0:
		at, note := cost(min(first+1, len(k.on)-1)) // the first whole month of a step in its midst
		k.events = append(k.events, Known{c, stepText(now, at, note == ended, month(f.monthAt(k, first)), f.amount)})
	case before && now > 0:
		k.events = append(k.events, Known{c, fmt.Sprintf("began in %s: the months before are read as if it had been there", month(c.Starts))})
	case before:
		k.events = append(k.events, Known{c, "is over: what it cost before is left out"})
	}
}

// stepText says what a contract does from a month on.
func stepText(now, at float64, over bool, when string, amount func(float64) record.Money) string {
	by := figure(amount(math.Abs(at - now)))
	switch {
	case over:
		return fmt.Sprintf("ends in %s, and nothing says what follows: %s a month less", when, by)
	case at < now:
		return fmt.Sprintf("costs less from %s on: %s a month less", when, by)
	case now == 0:
		return fmt.Sprintf("begins in %s: %s a month more", when, by)
	}
	return fmt.Sprintf("is dearer from %s on: %s a month more", when, by)
}

// byUse takes the rises, and the end, of a contract that is paid by use, for its
// part of what the line spent in the last twelve months.
func (f *forecaster) byUse(k *foreseen, line *catalog.BudgetLine, c *catalog.Contract, booked bookings) {
	part := f.partBy(line, c, booked)
	if part == 0 || !c.Ends.Known() || c.State != "in_force" && c.State != "renewal" {
		return
	}
	first, factor := -1, 1.0
	for i := k.past; i < len(k.on); i++ {
		if !c.Ends.Before(f.monthAt(k, i)) {
			continue
		}
		switch {
		case !c.AutoRenews:
			factor, k.ended[i] = 0, true
		case c.Indexation.Known():
			rises := (monthsBetween(c.Ends, f.monthAt(k, i))-1)/12 + 1 - f.risen(c)
			factor = math.Pow(1+float64(c.Indexation.Micro())/wholePercent, float64(rises))
		}
		if factor != 1 && first < 0 {
			first = i
		}
		k.index[i] *= 1 + part*(factor-1)
	}
	switch {
	case first < 0:
	case !c.AutoRenews:
		k.events = append(k.events, Known{c, fmt.Sprintf("ends on %s, and nothing says what follows: from %s on %.0f %% of the line is left out", c.Ends.Format(record.International()), month(f.monthAt(k, first)), 100*part)})
	default:
		k.events = append(k.events, Known{c, fmt.Sprintf("is renewed after %s: from %s on %.0f %% of the line is dearer by %s %%", c.Ends.Format(record.International()), month(f.monthAt(k, first)), 100*part, c.Indexation.Text())})
	}
}

// risen is how often the price of a contract has risen up to the last whole month.
func (f *forecaster) risen(c *catalog.Contract) int {
	last := f.months[0].AddMonths(-1)
	if !c.Ends.Before(last) {
		return 0
	}
	return (monthsBetween(c.Ends, last)-1)/12 + 1
}

// projectEnd takes out what was booked on a line for a project that is over or has
// a day on which it ends; until then it goes on as in the last six months.
func (f *forecaster) projectEnd(k *foreseen, p *catalog.Project, booked bookings) {
	last, first := p.ForecastFinish, f.monthAt(k, 0)
	if !last.Known() {
		last = p.PromisedFinish
	}
	over := p.State == "finished" || p.State == "cancelled"
	if !over && (last.Before(f.months[0]) || !last.Known() || p.State == "on_hold") {
		return // nobody knows until when it runs
	}
	sum, recent := 0.0, 0.0
	for m, minor := range booked {
		if m.Before(first) || !m.Before(f.months[0]) {
			continue
		}
		k.on[monthsBetween(first, m)] += minor
		sum += minor
		if !m.Before(f.months[0].AddMonths(-6)) {
			recent += minor / 6
		}
	}
	if sum == 0 {
		return
	}
	text := fmt.Sprintf("is over: the %s that were booked for it are not expected again", figure(f.amount(sum)))
	if !over {
		for i := k.past; i < len(k.on) && !f.monthAt(k, i).After(last); i++ {
			k.on[i] += recent
		}
		text = fmt.Sprintf("ends in %s: the %s a month that were booked for it in the last six months end with it", month(last), figure(f.amount(recent)))
	}
	k.events = append(k.events, Known{p, text})
}

func (f *forecaster) amount(minor float64) record.Money {
	return record.Money{Minor: int64(math.Round(minor)), Currency: f.year.Currency}
}

// plain is a spent amount of the past without what is known to act on it.
func (k *foreseen) plain(m record.Money, i int) record.Money {
	if len(k.events) == 0 || i < 0 {
		return m
	}
	return record.Money{Minor: int64(math.Round((float64(m.Minor) - k.on[i]) / k.index[i])), Currency: m.Currency}
}

// acted is what a plain amount comes to in a month ahead; nothing at least.
func (k *foreseen) acted(m record.Money, ahead int) record.Money {
	if i := k.past + ahead; len(k.events) > 0 && m.Known() {
		return record.Money{Minor: max(0, int64(math.Round(float64(m.Minor)*k.index[i]+k.on[i]))), Currency: m.Currency}
	}
	return m
}

// tell adds to a cell ahead what is known of it.
func (k *foreseen) tell(c *Cell, ahead int) {
	if i := k.past + ahead; len(k.events) > 0 {
		if k.index[i] != 1 {
			c.Why += fmt.Sprintf(" Prices known beforehand: times %.3f.", k.index[i])
		}
		if on := math.Round(k.on[i]); on != 0 && c.Amount.Known() {
			m := record.Money{Minor: int64(math.Abs(on)), Currency: c.Amount.Currency}
			c.Why += fmt.Sprintf(" Known beforehand: %s %s.", figure(m), map[bool]string{true: "more", false: "less"}[on > 0])
		}
		c.Open = c.Open || k.ended[i]
	}
}

// problem puts what is known into what the engine is asked: rises of price as
// exposure, what comes on top as an event of known effect.
func (k *foreseen) problem(p *forecast.Problem) {
	if len(k.events) == 0 {
		return
	}
	n, one := len(p.Values)+p.Horizon, 1.0
	p.Exposure = k.index[:n]
	on := make([]float64, n)
	for i := range on {
		on[i] = k.on[i] / k.index[i]
	}
	p.Events = []forecast.Event{{Name: "known beforehand", On: on, Effect: &one}}
}

// key tells what is known apart from other such, up to a number of months ahead.
func (k *foreseen) key(ahead int) string {
	if len(k.events) == 0 {
		return ""
	}
	n := k.past + ahead
	return fmt.Sprint(k.index[:n], k.on[:n])
}
