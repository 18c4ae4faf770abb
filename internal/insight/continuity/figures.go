package continuity

import (
	"math"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Figures are how often a thing fails and how long it takes until it works again.
type Figures struct {
	MTBF   record.Estimate // working hours between failures; unknown where nothing is known
	MTTR   record.Estimate // hours until it works again
	Source string          // where they come from, as people read it
	// Assumed says that they are not of this thing nor of its model, but what is
	// usual for its kind.
	Assumed bool
}

// hoursPerYear is a year of 365 days.
const hoursPerYear = 8760

// Known reports whether both are.
func (f Figures) Known() bool { return f.MTBF.Known() && f.MTTR.Known() }

// PerYear is how often it fails in a year: the hours of a year by the hours from
// one failure to the next, which are those of work and those of repair.
func (f Figures) PerYear() float64 { return perYear(f.MTBF.Mean(), f.MTTR.Mean()) }

func perYear(mtbf, mttr float64) float64 { return hoursPerYear / (mtbf + mttr) }

// unavailability is the share of time in which it does not work, MTTR/(MTBF+MTTR)
// (IEC 61703, steady state).
func (f Figures) unavailability() (q float64, ok bool) {
	if !f.Known() {
		return 0, false
	}
	return f.MTTR.Mean() / (f.MTBF.Mean() + f.MTTR.Mean()), true
}

// figuresOf finds the figures of a thing: its own, else those of its model, else
// from a scenario that is about it alone, else what is usual for its class.
func figuresOf(s *record.Snapshot, t *Thing) Figures {
	switch {
	case t.Asset != nil:
		return assetFigures(s, t.Asset)
	case t.Unit != nil:
		return sharedFigures(assetFigures(s, t.Unit))
	}
	return scenarioFigures(s, t)
}

func assetFigures(s *record.Snapshot, a *catalog.Asset) Figures {
	f := Figures{MTBF: a.MTBF, MTTR: a.MTTR, Source: "as recorded of it"}
	usual := usualOf[a.Class]
	if p := record.Get(s, a.Product); p != nil && p.MTBF.Known() && !f.MTBF.Known() {
		f.MTBF, f.Source = p.MTBF, "as recorded of the model "+p.Name
		if !f.MTTR.Known() {
			f.MTTR = p.MTTR
		}
	}
	if !f.MTBF.Known() && usual.MTBF.Known() {
		f.MTBF, f.Source, f.Assumed = usual.MTBF, usual.Source, true
	}
	if !f.MTTR.Known() && usual.MTTR.Known() {
		f.MTTR = usual.MTTR
		f.Source += "; the time to restore is assumed"
	}
	return f
}

// The share of the failures of one unit that hit all units alike (the beta factor of
// IEC 61508-6, annex D, which gives 0.5 to 5 % for logic and 1 to 10 % for sensors and
// final elements).
const leastShared, mostShared = 0.01, 0.10

// sharedFigures are those of what units of one build fail of together.
func sharedFigures(unit Figures) Figures {
	if !unit.Known() {
		return Figures{}
	}
	mean := unit.MTBF.Mean()
	return Figures{
		MTBF: record.Between90(mean/mostShared, mean/leastShared), MTTR: unit.MTTR, Assumed: true,
		Source: "of the failures of one unit, 1 to 10 % are taken to hit all alike (beta factor, IEC 61508-6 annex D); one unit: " + unit.Source,
	}
}

// scenarioFigures takes how often and how long from a scenario in which the thing
// is all that fails: so sites, rooms and vendors get theirs.
func scenarioFigures(s *record.Snapshot, t *Thing) Figures {
	for l := range record.Referring[catalog.LossScenario](s, t.Ref.ID, "parts") {
		if l.Open() && len(l.Parts) == 1 && l.Likelihood.Known() && l.Lasts.Known() && l.Likelihood.Mean() > 0 {
			return Figures{MTBF: between(l.Likelihood), MTTR: l.Lasts, Source: "from the scenario " + l.Name}
		}
	}
	return Figures{}
}

// between turns how often a year into hours from one time to the next.
func between(often record.Estimate) record.Estimate {
	if often.Shape == record.Range && often.Low > 0 {
		return record.Between90(hoursPerYear/often.High, hoursPerYear/often.Low)
	}
	return record.Exactly(hoursPerYear / often.Mean())
}

// once is the mean time between failures of things of which a share fails in a year:
// constant rates, R(1 year) = exp(-8760/MTBF).
func once(share float64) float64 { return math.Round(-hoursPerYear / math.Log(1-share)) }

const ours = "our assumption for things of its kind, without a published figure: replace it"

// usualOf are figures for classes of assets, used where neither the thing nor its
// model has any. They are shown as assumptions wherever they are used.
var usualOf = map[catalog.AssetClass]Figures{
	"server": {
		MTBF: record.Between90(once(0.12), once(0.05)), MTTR: record.Between90(4, 24),
		Source: "8 % of servers have a hardware incident in a year (Vishwanath and Nagappan, SoCC 2010); the range around it and the time are assumed",
	},
	"network": {
		MTBF: record.Between90(once(0.10), once(0.05)), MTTR: record.Between90(2, 12),
		Source: "5 to 10 % of switches fail in a year (Gill, Jain and Nagappan, SIGCOMM 2011); the time is assumed",
	},
	"storage":  {MTBF: record.Between90(43_800, 175_200), MTTR: record.Between90(4, 24), Source: ours},
	"power":    {MTBF: record.Between90(26_280, 175_200), MTTR: record.Between90(2, 24), Source: ours},
	"circuit":  {MTBF: record.Between90(4_380, 26_280), MTTR: record.Between90(2, 12), Source: ours},
	"virtual":  {MTBF: record.Between90(8_760, 43_800), MTTR: record.Between90(0.5, 4), Source: ours},
	"software": {MTBF: record.Between90(4_380, 26_280), MTTR: record.Between90(0.5, 6), Source: ours},
	"cloud":    {MTBF: record.Between90(4_380, 26_280), MTTR: record.Between90(1, 8), Source: ours},
}
