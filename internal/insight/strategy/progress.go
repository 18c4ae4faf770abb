package strategy

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Whole is a whole in the unit of shares here: millionths.
const Whole = 1_000_000

// Slack is by how much of the whole an objective may stay behind the elapsed
// part of its period before it counts as behind.
const Slack = Whole / 10

// Stale is after how many days a measurement counts as old.
const Stale = 90

// Share is a part of a whole in millionths; what it is of may not be known.
type Share struct {
	Micro int64 // 0 to Whole
	Known bool
}

// Percent is the share in whole per cent, rounded towards zero.
func (s Share) Percent() int { return int(s.Micro * 100 / Whole) }

// Standing is how an objective stands on a day.
type Standing struct {
	Objective *catalog.Objective
	Results   []Result // of its key results, in their order
	Reached   Share    // the average of the results that are known
	Elapsed   Share    // the part of the period that is over; unknown without both dates
	Unknown   int      // key results whose present value is not known
	Stale     int      // key results that were last measured more than Stale days ago
}

// Result is how far a key result is.
type Result struct {
	catalog.KeyResult
	Reached Share
}

// Behind reports whether the objective is further behind its period than Slack
// allows. It is false when that cannot be told.
func (s *Standing) Behind() bool {
	return s.Reached.Known && s.Elapsed.Known && s.Elapsed.Micro-s.Reached.Micro > Slack
}

// Standings tells how the objectives that are pursued stand on a day, the one
// whose period ends first first.
func Standings(s *record.Snapshot, today record.Date) []Standing {
	var list []Standing
	for _, o := range objectives(s) {
		list = append(list, StandingOf(o, today))
	}
	return list
}

// StandingOf tells how one objective stands on a day. Its grade is the plain
// average of the grades of its key results, as in re:Work, "Grade OKRs".
func StandingOf(o *catalog.Objective, today record.Date) Standing {
	out := Standing{Objective: o, Elapsed: elapsed(o.Starts, o.Ends, today)}
	var sum, known int64
	for _, k := range o.KeyResults {
		r := Result{k, reached(k)}
		out.Results = append(out.Results, r)
		if !r.Reached.Known {
			out.Unknown++
			continue
		}
		sum, known = sum+r.Reached.Micro, known+1
		if k.MeasuredOn.Known() && k.MeasuredOn.DaysUntil(today) > Stale {
			out.Stale++
		}
	}
	if known > 0 {
		out.Reached = Share{sum / known, true}
	}
	return out
}

// reached is the way from start to target that lies behind the present value;
// nothing where it went backwards, all where it went beyond.
func reached(k catalog.KeyResult) Share {
	way := k.Target.Micro() - k.Start.Micro()
	if !k.Start.Known() || !k.Target.Known() || !k.Present.Known() || way == 0 {
		return Share{}
	}
	return part(k.Present.Micro()-k.Start.Micro(), way)
}

// elapsed is the part of a period that is over at the end of a day.
func elapsed(from, to, today record.Date) Share {
	if !from.Known() || !to.Known() || !from.Before(to) {
		return Share{}
	}
	return part(int64(from.DaysUntil(today)), int64(from.DaysUntil(to)))
}

// part is n of a whole, at least nothing and at most all.
func part(n, of int64) Share {
	ratio, err := record.Money{Minor: Whole, Currency: "XXX"}.MulRatio(n, of)
	if err != nil {
		return Share{}
	}
	return Share{min(max(ratio.Minor, 0), Whole), true}
}
