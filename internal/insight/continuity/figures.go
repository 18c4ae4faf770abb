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
	// History is what of the own incidents they rest on, the closest to the thing; nil
	// where none does.
	History *catalog.FailureHistory
}

// HoursPerYear is a year of 365 days.
const HoursPerYear = 8760

// Known reports whether both are.
func (f Figures) Known() bool { return f.MTBF.Known() && f.MTTR.Known() }

// PerYear is how often it fails in a year: the hours of a year by the hours from
// one failure to the next, which are those of work and those of repair.
func (f Figures) PerYear() float64 { return perYear(f.MTBF.Mean(), f.MTTR.Mean()) }

func perYear(mtbf, mttr float64) float64 { return HoursPerYear / (mtbf + mttr) }

// unavailability is the share of time in which it does not work, MTTR/(MTBF+MTTR)
// (IEC 61703, steady state).
func (f Figures) unavailability() (q float64, ok bool) {
	if !f.Known() {
		return 0, false
	}
	return f.MTTR.Mean() / (f.MTBF.Mean() + f.MTTR.Mean()), true
}

// figuresOf finds the figures of a thing: its own, else those of its model or class
// joined with the own incidents, else from a scenario that is about it alone.
func figuresOf(s *record.Snapshot, t *Thing) Figures {
	switch {
	case t.Asset != nil:
		return assetFigures(s, t.Asset)
	case t.Unit != nil:
		return sharedFigures(assetFigures(s, t.Unit))
	}
	return scenarioFigures(s, t)
}

// assetFigures go from what is general to what is close: what is usual for the class,
// what the class has shown, what is said of the model, what the model has shown, what
// the thing has shown. What somebody wrote down of the thing itself stands above all.
func assetFigures(s *record.Snapshot, a *catalog.Asset) Figures {
	l := learnedOf(s)
	f := usualOf[a.Class].update(l[subject{class: a.Class}], "its class")
	if p := record.Get(s, a.Product); p != nil {
		f = f.replaced(p.MTBF, p.MTTR, "as recorded of the model "+p.Name).update(l[subject{product: p.ID}], "the model "+p.Name)
	}
	return f.update(l[subject{asset: a.ID}], "this one").replaced(a.MTBF, a.MTTR, "as recorded of it")
}

// replaced takes what is recorded in place of what was found before.
func (f Figures) replaced(mtbf, mttr record.Estimate, source string) Figures {
	switch {
	case mtbf.Known():
		f.MTBF, f.Source, f.Assumed, f.History = mtbf, source, false, nil
		if !mttr.Known() && f.MTTR.Known() {
			f.Source += "; the time to restore is that of its kind"
		}
	case mttr.Known() && f.Source != "":
		f.Source += "; the time to restore " + source
	}
	if mttr.Known() {
		f.MTTR = mttr
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
		return record.Between90(HoursPerYear/often.High, HoursPerYear/often.Low)
	}
	return record.Exactly(HoursPerYear / often.Mean())
}

// once is the mean time between failures of things of which a share fails in a year:
// constant rates, R(1 year) = exp(-8760/MTBF).
func once(share float64) float64 { return math.Round(-HoursPerYear / math.Log(1-share)) }

const ours = "our assumption for things of its kind, without a published figure: replace it"

// usualOf are figures for classes of assets, used where neither the thing nor its
// model has any. They are shown as assumptions wherever they are used.
var usualOf = map[catalog.AssetClass]Figures{
	"server": {
		MTBF: record.Between90(once(0.12), once(0.05)), MTTR: record.Between90(4, 24), Assumed: true,
		Source: "8 % of servers have a hardware incident in a year (Vishwanath and Nagappan, SoCC 2010); the range around it and the time are assumed",
	},
	"network": {
		MTBF: record.Between90(once(0.10), once(0.05)), MTTR: record.Between90(2, 12), Assumed: true,
		Source: "5 to 10 % of switches fail in a year (Gill, Jain and Nagappan, SIGCOMM 2011); the time is assumed",
	},
	"storage":  {MTBF: record.Between90(43_800, 175_200), MTTR: record.Between90(4, 24), Source: ours, Assumed: true},
	"power":    {MTBF: record.Between90(26_280, 175_200), MTTR: record.Between90(2, 24), Source: ours, Assumed: true},
	"circuit":  {MTBF: record.Between90(4_380, 26_280), MTTR: record.Between90(2, 12), Source: ours, Assumed: true},
	"virtual":  {MTBF: record.Between90(8_760, 43_800), MTTR: record.Between90(0.5, 4), Source: ours, Assumed: true},
	"software": {MTBF: record.Between90(4_380, 26_280), MTTR: record.Between90(0.5, 6), Source: ours, Assumed: true},
	"cloud":    {MTBF: record.Between90(4_380, 26_280), MTTR: record.Between90(1, 8), Source: ours, Assumed: true},
}
