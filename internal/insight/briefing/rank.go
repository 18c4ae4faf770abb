package briefing

import (
	"cmp"
	"fmt"
	"slices"

	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Rank is why an item stands where it stands: its weight is what is at stake
// times how urgent it is.
type Rank struct {
	// Stake is what the item is weighed with: its own stake, or, where that is
	// unknown or in another currency, one of the known stakes of the list, chosen
	// by the item's severity. It is unknown when no stake of the list is known.
	Stake   record.Money
	StandIn bool         // Stake is not its own
	Urgency int          // in per cent; see Urgency
	Weight  record.Money // Stake times Urgency
}

// Urgency is how much a day of action weighs, in per cent: 100 today, half of
// that in two weeks, a quarter in six, by 1400/(14+days). Each day overdue adds 5,
// to 150 at most: what has been wrong for years is no more urgent than what went
// wrong last week. Without a day it is 25, as if due in six weeks.
func Urgency(today, due record.Date) int {
	if !due.Known() {
		return 25
	}
	days := today.DaysUntil(due)
	if days < 0 {
		return min(100-5*days, 150)
	}
	n := 14 + days
	return (1400 + n/2) / n
}

// Ranked orders signals by weight. A signal whose stake is unknown, or in another
// currency than the organisation's, is weighed with one of the known stakes: it
// counts neither as nothing nor as everything, and stands below whatever has
// more at stake than that and is as urgent. Among equals the more urgent comes
// first, then the more severe, then the one whose stake is its own, then the
// earlier day, then the key: the order is the same whatever order signals come in.
func Ranked(found []signal.Signal, q Question) []Item {
	in := standInsOf(found, q.Currency)
	items := make([]*Item, len(found)) // an item is large, and moves often while they are sorted
	for i, sig := range found {
		items[i] = &Item{sig, weigh(sig, in, q)}
	}
	slices.SortFunc(items, compare)
	ranked := make([]Item, len(items))
	for i, item := range items {
		ranked[i] = *item
	}
	return ranked
}

// standIns are the stakes with which unknown ones are weighed, by severity: the
// middle one of the known stakes where a critical service hangs on it, that of
// the lower quarter where an important one does, else the least.
type standIns [signal.High + 1]record.Money

// standInsOf chooses among the known stakes in a currency; all are unknown when
// there are none.
func standInsOf(found []signal.Signal, currency string) (in standIns) {
	var known []int64
	for _, sig := range found {
		if sig.Stake.Known() && sig.Stake.Currency == currency {
			known = append(known, sig.Stake.Minor)
		}
	}
	if len(known) == 0 {
		return in
	}
	slices.Sort(known)
	last := len(known) - 1
	for severity, at := range map[signal.Severity]int{signal.Low: 0, signal.Medium: last / 4, signal.High: last / 2} {
		in[severity] = record.Money{Minor: known[at], Currency: currency}
	}
	return in
}

// standInWords says which stake stands in, and why that one.
func standInWords(severity signal.Severity) string {
	switch severity {
	case signal.High:
		return "the middle one of the known stakes, as a critical service hangs on it"
	case signal.Medium:
		return "that of the lower quarter of the known stakes, as an important service hangs on it"
	}
	return "the least of the known stakes, as no important service is known to hang on it"
}

func weigh(sig signal.Signal, in standIns, q Question) Rank {
	r := Rank{Stake: sig.Stake, Urgency: Urgency(q.Today(), sig.Due)}
	if sig.Stake.Currency != q.Currency {
		r.Stake, r.StandIn = in[sig.Severity], true
	}
	weight, err := r.Stake.MulRatio(int64(r.Urgency), 100)
	if err != nil {
		weight = r.Stake // so large that its urgency makes no difference
	}
	r.Weight = weight
	return r
}

// Reason says in words why an item stands where it stands. The question is the
// one of the briefing.
func (i Item) Reason(q Question) string {
	sig, r := i.Signal, i.Rank
	when := "no day is set"
	if sig.Due.Known() {
		when = "to be done by " + sig.Due.Format(q.Locale) + ", " + signal.Away(q.Today(), sig.Due)
	}
	urgency := fmt.Sprintf("%d %% for urgency (%s)", r.Urgency, when)
	switch {
	case !r.Stake.Known():
		return fmt.Sprintf("Ranked by %s alone: no stake in %s is known.", urgency, q.Currency)
	case !r.StandIn:
		return fmt.Sprintf("%s at stake, times %s, weighs %s.", r.Stake.Short(q.Locale), urgency, r.Weight.Short(q.Locale))
	case sig.Stake.Known():
		return fmt.Sprintf("Its stake of %s is not converted: it is weighed with %s, %s, times %s.",
			sig.Stake.Short(q.Locale), r.Stake.Short(q.Locale), standInWords(sig.Severity), urgency)
	}
	return fmt.Sprintf("Its stake is not known: it is weighed with %s, %s, times %s.", r.Stake.Short(q.Locale), standInWords(sig.Severity), urgency)
}

func compare(a, b *Item) int {
	return cmp.Or(
		cmp.Compare(b.Rank.Weight.Minor, a.Rank.Weight.Minor),
		cmp.Compare(b.Rank.Urgency, a.Rank.Urgency),
		cmp.Compare(b.Severity, a.Severity),
		signal.Last(a.Rank.StandIn, b.Rank.StandIn),
		compareDays(a.Due, b.Due),
		cmp.Compare(a.Key, b.Key),
	)
}

// compareDays puts the earlier day first and what has none last.
func compareDays(a, b record.Date) int {
	if a.Known() && b.Known() {
		return -a.DaysUntil(b)
	}
	return signal.Last(!a.Known(), !b.Known())
}
