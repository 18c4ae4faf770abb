package strategy

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Gap is a capability that is below the maturity that is wanted, or of which one
// of the two is not known, with what closes it.
type Gap struct {
	Capability *catalog.Capability
	Closers    []Closer // that raise it above its present level, the first to end first
	// Funded and Planned are the levels that it reaches by the initiatives that
	// have all their money, and by all that are planned; at least the present one.
	Funded, Planned int64
	ClosedOn        record.Date // when it reaches the wanted level if all goes as planned; unknown if never
	Status          GapStatus
	Missing         signal.Purse // money that its closers lack
	Unpriced        int          // closers of which it is not known what they lack
}

// Closer is an initiative that raises a capability.
type Closer struct {
	Initiative *catalog.Initiative
	Level      int64
	Funding    Funding
}

// GapStatus is how a gap stands.
type GapStatus string

// The statuses, the worst first.
const (
	Open     GapStatus = "open"     // nothing that is planned reaches the wanted level
	Unfunded GapStatus = "unfunded" // it would be reached, but not with the money there is
	Late     GapStatus = "late"     // it is funded, and ends after the day, or no day is known
	Closing  GapStatus = "closing"  // it is funded, and ends in time
	Unknown  GapStatus = "unknown"  // the present or the wanted maturity is not known
)

// Gaps lists the gaps: the worst status first, then what is wanted first.
func Gaps(s *record.Snapshot) []Gap {
	closers := closersOf(s)
	var list []Gap
	for c := range record.Each[catalog.Capability](s) {
		known := c.Maturity.Known() && c.Wanted.Known()
		if c.Archived || c.State == "retired" || known && c.Maturity.N() >= c.Wanted.N() {
			continue
		}
		list = append(list, gapOf(c, closers[c.ID]))
	}
	slices.SortStableFunc(list, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(a.Status.weight(), b.Status.weight()), byDay(a.Capability.WantedBy, b.Capability.WantedBy),
			cmp.Compare(a.Capability.Name, b.Capability.Name), a.Capability.ID.Compare(b.Capability.ID))
	})
	return list
}

func (g GapStatus) weight() int {
	return slices.Index([]GapStatus{Open, Unfunded, Late, Closing, Unknown}, g)
}

// closersOf lists what is planned by the capability that it raises, the first to
// end first. An initiative that names a capability twice counts with the higher level.
func closersOf(s *record.Snapshot) map[record.ID][]Closer {
	out := map[record.ID][]Closer{}
	for i := range record.Each[catalog.Initiative](s) {
		if !i.Planned() {
			continue
		}
		highest := map[record.ID]int64{}
		for _, r := range i.Raises {
			highest[r.Capability.ID] = max(highest[r.Capability.ID], r.Level.N())
		}
		for id, level := range highest {
			out[id] = append(out[id], Closer{i, level, FundingOf(i)})
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b Closer) int {
			return cmp.Or(byDay(a.Initiative.Ends, b.Initiative.Ends), a.Initiative.ID.Compare(b.Initiative.ID))
		})
	}
	return out
}

func gapOf(c *catalog.Capability, closers []Closer) Gap {
	g := Gap{Capability: c, Funded: c.Maturity.N(), Planned: c.Maturity.N()}
	var fundedOn record.Date // when the funded work alone reaches the wanted level
	for _, closer := range closers {
		if c.Maturity.Known() && closer.Level <= c.Maturity.N() {
			continue
		}
		g.Closers = append(g.Closers, closer)
		if before := g.Planned; closer.Level > before {
			g.Planned = closer.Level
			if before < c.Wanted.N() && g.Planned >= c.Wanted.N() {
				g.ClosedOn = closer.Initiative.Ends
			}
		}
		if closer.Funding.Whole() {
			before := g.Funded
			g.Funded = max(g.Funded, closer.Level)
			if before < c.Wanted.N() && g.Funded >= c.Wanted.N() {
				fundedOn = closer.Initiative.Ends
			}
		} else if closer.Funding.Missing.Known() {
			g.Missing.Add(closer.Funding.Missing)
		} else {
			g.Unpriced++
		}
	}
	g.Status = g.status(fundedOn)
	return g
}

func (g *Gap) status(fundedOn record.Date) GapStatus {
	c := g.Capability
	switch {
	case !c.Maturity.Known() || !c.Wanted.Known():
		return Unknown
	case g.Planned < c.Wanted.N():
		return Open
	case g.Funded < c.Wanted.N():
		return Unfunded
	case !fundedOn.Known() || c.WantedBy.Known() && fundedOn.After(c.WantedBy):
		return Late
	}
	return Closing
}

// Funding is the money of an initiative.
type Funding struct {
	Bound   record.Money // what is set aside and counts: of what is approved or under way
	Missing record.Money // what is lacking; unknown when the cost is not known
}

// Whole reports whether all the money is there. It is false when that is not known.
func (f Funding) Whole() bool { return f.Missing.Known() && f.Missing.Minor == 0 }

// FundingOf tells what an initiative has and lacks. What is only proposed has
// nothing yet.
func FundingOf(i *catalog.Initiative) Funding {
	var f Funding
	if i.Going() && i.Funded.Known() && i.Funded.Minor > 0 {
		f.Bound = i.Funded
	}
	f.Missing = i.Cost
	if !f.Bound.Known() || !i.Cost.Known() {
		return f
	}
	f.Missing, _ = i.Cost.Sub(f.Bound) // unknown where the currencies differ
	if f.Missing.Known() {
		f.Missing.Minor = max(f.Missing.Minor, 0)
	}
	return f
}

// Shortage is the money that gaps lack, each initiative counted once.
func Shortage(gaps []Gap) (missing signal.Purse, unpriced int) {
	seen := map[record.ID]bool{}
	for _, g := range gaps {
		for _, c := range g.Closers {
			if seen[c.Initiative.ID] {
				continue
			}
			seen[c.Initiative.ID] = true
			missing.Add(c.Funding.Missing)
			if !c.Funding.Missing.Known() {
				unpriced++
			}
		}
	}
	return missing, unpriced
}
