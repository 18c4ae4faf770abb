package projects

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Gain is a benefit with what was found of it.
type Gain struct {
	Benefit *catalog.Benefit
	Project *catalog.Project
	Last    catalog.Measurement // the last one; empty where it was never measured
	Looked  bool
	Due     bool // it should show by now, and was never measured, or its next look is past
}

// Share is the part of what was expected that was found, in per cent, cut off;
// known is false where either is not money of one currency, or nothing was expected.
func (g *Gain) Share() (percent int64, known bool) {
	want, got := g.Benefit.Yearly, g.Last.Yearly
	if !want.Known() || !got.Known() || want.Currency != got.Currency || want.Minor <= 0 {
		return 0, false
	}
	m, err := record.Money{Minor: 100, Currency: want.Currency}.MulRatio(got.Minor, want.Minor)
	if err != nil {
		return 0, false
	}
	return m.Minor, true
}

// Gains is what projects brought after they were delivered.
type Gains struct {
	All []Gain // of benefits that should show by now: what is due first, then the least share
	// Expected and Found are of those that should show by now and were measured
	// in money; Unmeasured is what is expected of those that were not.
	Expected, Found, Unmeasured signal.Purse
	Due                         int
}

// GainsOn compares benefits of projects that should show by a day with what was
// promised.
func GainsOn(s *record.Snapshot, today record.Date) Gains {
	return record.Answer(s, "projects.gains", today, func(s *record.Snapshot, today record.Date) Gains {
		var g Gains
		for b := range record.Each[catalog.Benefit](s) {
			if !b.Archived && b.Project.Known() && b.From.Known() && !b.From.After(today) {
				g.add(s, b, today)
			}
		}
		slices.SortFunc(g.All, func(a, b Gain) int {
			x, xKnown := a.Share()
			y, yKnown := b.Share()
			if xKnown != yKnown {
				return map[bool]int{true: 1, false: -1}[xKnown]
			}
			return cmp.Or(cmp.Compare(x, y), cmp.Compare(a.Benefit.Title, b.Benefit.Title), a.Benefit.ID.Compare(b.Benefit.ID))
		})
		return g
	})
}

func (g *Gains) add(s *record.Snapshot, b *catalog.Benefit, today record.Date) {
	gain := Gain{Benefit: b, Project: record.Get(s, b.Project)}
	gain.Last, gain.Looked = b.Latest(today)
	open := b.State == "promised" || b.State == "tracked"
	gain.Due = open && (!gain.Looked || b.NextLook.Before(today))
	if gain.Due {
		g.Due++
	}
	switch _, known := gain.Share(); {
	case known:
		g.Expected.Add(b.Yearly)
		g.Found.Add(gain.Last.Yearly)
	case !gain.Looked:
		g.Unmeasured.Add(b.Yearly)
	}
	g.All = append(g.All, gain)
}
