// Package vendors answers what we are committed to: which contracts renew by
// themselves unless somebody acts, which end, which go on without an agreement,
// and what the contracts in force cost a year. It also follows what is bought
// from the request to the invoice, compares licences with their use, measures vendors,
// and says what they owe for service levels that they missed.
package vendors

import (
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Rules lists what the module looks for.
func Rules() []signal.Rule {
	return []signal.Rule{
		{Name: "vendors.notice", Find: renewals}, {Name: "vendors.end", Find: endings}, {Name: "vendors.lapsed", Find: lapsed},
		{Name: "vendors.invoice", Find: held}, {Name: "vendors.late", Find: lateOrders}, {Name: "vendors.request", Find: waitingRequests},
		{Name: "vendors.licences", Find: licenceGaps}, {Name: "vendors.exit", Find: withoutExit},
		{Name: "vendors.credits", Find: unclaimed}, {Name: "vendors.partnership", Find: partnerships},
	}
}

// Horizon is how many days ahead a day of notice or an end counts as near.
const Horizon = 90

// near reports whether a day lies within the horizon, today included.
func near(today, day record.Date) bool {
	return day.Known() && !day.Before(today) && today.DaysUntil(day) <= Horizon
}

// undecided goes through the contracts in force whose renewal nobody decided.
func undecided(s *record.Snapshot, f func(*catalog.Contract)) {
	for c := range record.Each[catalog.Contract](s) {
		if c.State == "in_force" && !c.Archived {
			f(c)
		}
	}
}
