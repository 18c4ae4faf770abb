// Package strategy answers where we are going and whether our work serves it:
// how far each objective is against its period, which capabilities fall short
// and what closes the gap, which money serves which objective, and where the
// roadmap contradicts itself.
package strategy

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Rules lists what the module looks for.
func Rules() []signal.Rule {
	return []signal.Rule{
		{Name: "strategy.behind", Find: behind}, {Name: "strategy.unserved", Find: unserved},
		{Name: "strategy.gap", Find: uncovered}, {Name: "strategy.conflict", Find: conflicting},
		{Name: "strategy.slipped", Find: slippedSince}, {Name: "strategy.principle", Find: unreviewed}, {Name: "strategy.announcement", Find: unsaid},
		{Name: "strategy.waiting", Find: waiting}, {Name: "strategy.departed", Find: departed},
	}
}

// objectives lists those that are pursued, the one whose period ends first first.
func objectives(s *record.Snapshot) []*catalog.Objective {
	var list []*catalog.Objective
	for o := range record.Each[catalog.Objective](s) {
		if o.Live() {
			list = append(list, o)
		}
	}
	slices.SortStableFunc(list, func(a, b *catalog.Objective) int {
		return cmp.Or(byDay(a.Ends, b.Ends), cmp.Compare(a.Title, b.Title), a.ID.Compare(b.ID))
	})
	return list
}

// byDay orders days; what is not known comes last.
func byDay(a, b record.Date) int {
	if a.Known() != b.Known() {
		if a.Known() {
			return -1
		}
		return 1
	}
	return a.Compare(&b)
}
