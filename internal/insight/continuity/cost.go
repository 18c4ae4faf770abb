package continuity

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Cost is what a threat costs a year on average.
//
// Of a thing that fails: how often it fails in a year, times what the services that
// stop with it lose until it works again. Each service counts once. That is the
// annualised loss of one scenario (ISO/IEC 27005 and FAIR: frequency by magnitude);
// frequency and time are those of a repairable item in the long run (IEC 61703).
//
// Of a person without whom something cannot be brought back: how often a year that
// fails, times the share of days on which the person is away, times what is lost
// until the person is reached.
type Cost struct {
	PerYear float64      // how often
	Hours   float64      // how long each time
	PerHour record.Money // what the first hour costs, of the services that are known
	Each    record.Money // what one time costs
	Yearly  record.Money // unknown where a figure is missing
	Unknown int          // services of which nobody has said what they lose
	Missing string       // what is not known; empty when Yearly is
}

// Figures of how people are away, used until absences say better.
const (
	awayShare = 31.0 / 260 // 25 days of leave and 6 of illness in 260 working days
	awayHours = 24.0       // until somebody who is away is reached, or another has found out how
)

// AwayBasis says so.
const AwayBasis = "assumed: away on 31 of 260 working days (25 of leave, 6 of illness), and 24 hours until they are reached or another has found out how"

const draws = 400

func seedOf(t *Thing) uint64 { return binary.LittleEndian.Uint64(t.Ref.ID[8:]) }

// costOf is what the failures of a thing cost.
func costOf(l *Losses, services []*catalog.Service, f Figures) Cost {
	c := Cost{Missing: missing(f)}
	c.PerHour, c.Unknown = l.Of(services, 1)
	if c.Unknown == len(services) {
		c.Missing = "what an hour without what it stops costs"
	}
	if c.Missing != "" {
		return c
	}
	c.PerYear, c.Hours = f.PerYear(), f.MTTR.Mean()
	c.Each, _ = l.Of(services, c.Hours)
	c.Yearly = times(c.Each, c.PerYear)
	return c
}

func missing(f Figures) string {
	switch {
	case !f.MTBF.Known():
		return "how often it fails"
	case !f.MTTR.Known():
		return "how long it takes until it works again"
	}
	return ""
}

// Interval holds what a threat costs a year nine times in ten, as far as its figures
// are ranges. They are drawn many times, always from the same seed. Both are unknown
// where the cost is, and equal where the figures are exact.
func (v *Survey) Interval(t *Threat, l *Losses) (low, high record.Money) {
	f := t.Figures
	if t.Cost.Missing != "" || t.Effect != Stops || f.MTBF.Shape == record.Fixed && f.MTTR.Shape == record.Fixed {
		return t.Cost.Yearly, t.Cost.Yearly
	}
	random := rand.New(rand.NewPCG(seedOf(t.Thing(v.Estate)), 1))
	all := make([]record.Money, draws)
	for i := range all {
		mtbf, mttr := draw(f.MTBF, random), draw(f.MTTR, random)
		each, _ := l.Of(t.Services, mttr)
		all[i] = times(each, perYear(mtbf, mttr))
	}
	slices.SortFunc(all, func(a, b record.Money) int { return a.Compare(&b) })
	return all[draws/20], all[draws-1-draws/20]
}

// draw takes one value of an estimate: lognormal for a range that is its 5th and
// 95th percentile, triangular for three points.
func draw(e record.Estimate, random *rand.Rand) float64 {
	switch e.Shape {
	case record.Range:
		if e.Low <= 0 {
			return e.Low + (e.High-e.Low)*random.Float64()
		}
		const z = 1.6448536269514722 // the 95th percentile of the standard normal distribution
		middle, spread := (math.Log(e.Low)+math.Log(e.High))/2, math.Log(e.High/e.Low)/(2*z)
		return math.Exp(middle + spread*random.NormFloat64())
	case record.ThreePoint:
		u, width := random.Float64(), e.High-e.Low
		if width == 0 {
			return e.Likely
		}
		if cut := (e.Likely - e.Low) / width; u < cut {
			return e.Low + math.Sqrt(u*width*(e.Likely-e.Low))
		}
		return e.High - math.Sqrt((1-u)*width*(e.High-e.Likely))
	}
	return e.Likely
}

// heldCost is what it costs that only one can bring services back: of each service
// the failures are counted that stop it and that nobody else can mend.
func (v *Survey) heldCost(l *Losses, t *Threat) Cost {
	c := Cost{Hours: awayHours, Yearly: record.NoMoney(l.currency), Each: record.NoMoney(l.currency)}
	c.PerHour, c.Unknown = l.Of(t.Services, 1)
	thing := t.Thing(v.Estate)
	if thing.Ref.Type != "person" {
		return Cost{PerHour: c.PerHour, Unknown: c.Unknown, Missing: "how often it cannot be reached"}
	}
	held := v.heldBy(t)
	for _, service := range t.Services {
		often := 0.0
		for _, at := range v.Of(service.ID).Single {
			if x := &v.Threats[at]; held[x.Place] && x.Figures.Known() {
				often += x.Figures.PerYear()
			}
		}
		each := l.After(service, awayHours)
		if often == 0 || !each.Known() {
			continue
		}
		c.PerYear = max(c.PerYear, often*awayShare)
		c.Each = signal.Plus(c.Each, each)
		c.Yearly = signal.Plus(c.Yearly, times(each, often*awayShare))
	}
	if c.Yearly.Minor == 0 {
		return Cost{PerHour: c.PerHour, Unknown: c.Unknown, Missing: "how often what only they can mend fails"}
	}
	return c
}

// heldBy marks what one alone can mend: the things that name them, and of a service
// that names them what it needs itself. Power and rooms beneath are for others.
func (v *Survey) heldBy(t *Threat) map[int]bool {
	held := map[int]bool{}
	for i := range v.Estate.Things {
		thing := &v.Estate.Things[i]
		for _, g := range thing.Support {
			if !v.alone(g, t.Place) {
				continue
			}
			held[i] = true
			for _, need := range thing.Needs {
				for _, at := range need.Of {
					if thing.Service != nil && v.Estate.Things[at].Asset != nil {
						held[at] = true
					}
				}
			}
		}
	}
	return held
}

// alone reports whether a group of those who can falls short without one of them,
// directly or as the only one of a team.
func (v *Survey) alone(g Group, place int) bool {
	left := 0
	for _, at := range g.Of {
		if at == place {
			continue
		}
		team := v.Estate.Things[at].Support
		if len(team) == 1 && team[0].Name == "members" && len(team[0].Of) == 1 && team[0].Of[0] == place {
			continue
		}
		left++
	}
	return left < g.Min
}

// Formula is how the cost a year was found, for reading.
func (c *Cost) Formula(in record.Locale) string {
	if c.Missing != "" {
		return "Not known: " + c.Missing + "."
	}
	return fmt.Sprintf("%s a year × %s each time (%s h)", Often(c.PerYear), c.Each.Short(in), Rounded(c.Hours))
}

// Often writes a frequency: 0.08, 1.2.
func Often(perYear float64) string { return Rounded(perYear) }

// Rounded writes a number with two digits that count.
func Rounded(x float64) string {
	if x >= 10 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.2g", x)
}

// Spell writes a length of time in the unit that reads best: 12 h, 6.6 min, 13 s.
func Spell(hours float64) string {
	switch {
	case hours >= 1:
		return Rounded(hours) + "\u00a0h"
	case hours*60 >= 1:
		return Rounded(hours*60) + "\u00a0min"
	}
	return Rounded(hours*3600) + "\u00a0s"
}
