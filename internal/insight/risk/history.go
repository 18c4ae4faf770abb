package risk

import (
	"context"
	"slices"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Kept is an estimate of a risk and what happened while it held.
type Kept struct {
	Estimate *catalog.RiskEstimate
	Risk     *catalog.Risk
	To       record.Date // the last day that counts
	Years    float64     // from the day of the estimate on
	Events   []*catalog.LossEvent
	Lost     record.Money // by what is known of the events
	Unknown  int          // events of which it is not known what they cost
	Expected float64      // events in that time, by the estimate
	Few      int          // nine times in ten no fewer
	Many     int          // and no more
	Low      record.Money // nine times in ten no less is lost in that time
	High     record.Money // and no more
	More     float64      // the chance, by the estimate, of as many events or more
	Fewer    float64      // of as many or fewer
	Missing  string       // why it cannot be said
}

// improbable is the chance below which what happened contradicts an estimate.
const improbable = 0.05

// leastYears is how long an estimate must have held before it is judged.
const leastYears = 0.25

// Verdict is how an estimate stands to what happened.
type Verdict string

// The verdicts.
const (
	Fits    Verdict = "fits"
	TooFew  Verdict = "too low"  // more happened, or more was lost, than is compatible with it
	TooMany Verdict = "too high" // less
	Early   Verdict = "too early to say"
)

// Verdict judges by how often it happened, and by how much was lost.
func (k *Kept) Verdict() Verdict {
	switch {
	case k.Missing != "" || k.Years < leastYears:
		return Early
	case k.More < improbable, k.Unknown == 0 && k.Lost.Known() && k.Lost.Minor > k.High.Minor:
		return TooFew
	case k.Fewer < improbable, k.Unknown == 0 && k.Lost.Known() && k.Lost.Minor < k.Low.Minor:
		return TooMany
	}
	return Fits
}

// History are all estimates, and how good they were together.
type History struct {
	Kept        []Kept // the newest first
	Calibration loss.Calibration
}

// HistoryOf holds every estimate against what happened.
func HistoryOf(s *record.Snapshot, q Question) *History {
	return record.Answer(s, "risk.history", q, func(s *record.Snapshot, q Question) *History {
		r := RegisterOf(s, q)
		h := &History{}
		var asked []held
		for e := range record.Each[catalog.RiskEstimate](s) {
			if k := r.kept(e); k != nil {
				h.Kept, asked = append(h.Kept, *k), append(asked, r.said(k))
			}
		}
		st := storeOf(s)
		found := once(st, "judged", asked, 100*len(asked), func() *judged { return st.judge(asked) })
		for n := range h.Kept {
			h.Kept[n].fill(r, found.said[n])
		}
		slices.SortStableFunc(h.Kept, func(a, b Kept) int { return a.Estimate.On.DaysUntil(b.Estimate.On) })
		h.Calibration = found.calibration
		return h
	})
}

// Of are the estimates of one risk, the newest first.
func (h *History) Of(k *catalog.Risk) (list []Kept) {
	for _, e := range h.Kept {
		if e.Risk.ID == k.ID {
			list = append(list, e)
		}
	}
	return list
}

// kept holds one estimate against what happened; nil where its risk is gone.
func (r *Register) kept(e *catalog.RiskEstimate) *Kept {
	k := &Kept{Estimate: e, Risk: record.Get(r.s, e.Risk), To: e.Until, Lost: record.NoMoney(r.Currency)}
	if k.Risk == nil || e.Archived {
		return nil
	}
	if !k.To.Known() || k.To.After(r.Day) {
		k.To = r.Day
	}
	k.Years = float64(e.On.DaysUntil(k.To)) / 365.25
	for v := range record.Referring[catalog.LossEvent](r.s, k.Risk.ID, "risk") {
		if v.Counts() && v.Happened.After(e.On) && !v.Happened.After(k.To) {
			k.Events = append(k.Events, v)
			units, ok := r.x.units(v.Loss)
			if !ok {
				k.Unknown++
				continue
			}
			k.Lost.Minor += int64(units)
		}
	}
	newest(k.Events)
	if k.Years <= 0 {
		k.Missing = "it was made today"
	}
	return k
}

// held is what is asked of the engine about one estimate.
type held struct {
	problem loss.Problem // the whole time in which it held, as one year; empty where there is none
	events  int
	lost    float64 // 0 where it is not known, or the estimate is too young
}

// said is what an estimate says of the time in which it held. The rate is not known
// but stays the same, so it is drawn once for the whole time.
func (r *Register) said(k *Kept) held {
	e := k.Estimate
	was := *k.Risk
	was.Frequency, was.Succeeds, was.Causes, was.Losses, was.MostOnce = e.Frequency, e.Succeeds, e.Causes, e.Losses, e.MostOnce
	i := r.sources().item(&was)
	if k.Missing == "" {
		k.Missing = i.Missing
	}
	if k.Missing != "" {
		return held{}
	}
	h := held{events: len(k.Events)}
	if k.Years >= leastYears && k.Unknown == 0 {
		h.lost = float64(k.Lost.Minor)
	}
	of := i.scenario(change{often: 1, size: 1})
	of.Frequency = frequency(over(i.Frequency, k.Years))
	h.problem.Scenarios = []loss.Scenario{of}
	for _, c := range r.Causes {
		name := r.name(c)
		for _, hit := range i.hits {
			if hit.Scenario == name {
				h.problem.Shocks = append(h.problem.Shocks, loss.Shock{Name: name, Frequency: frequency(over(c.Frequency, k.Years)), Hits: []loss.Hit{{Scenario: i.name, Chance: hit.Chance}}})
			}
		}
	}
	return h
}

// judged is what was found of all estimates.
type judged struct {
	said        []span
	calibration loss.Calibration
}

// span is what an estimate says of its time, and how likely by it is what happened.
type span struct {
	expected, few, many, low, high, more, fewer float64
	problem                                     string
}

// judgeDraws are how often the time of an estimate is drawn.
const judgeDraws = 4_000

func (st *store) judge(asked []held) *judged {
	out := &judged{said: make([]span, len(asked))}
	var outcomes []loss.Outcome
	for n, h := range asked {
		if len(h.problem.Scenarios) == 0 {
			continue
		}
		said := once(st, "estimate", h, 8*judgeDraws, func() *estimated { return h.judge(&st.tables) })
		out.said[n] = said.span
		if h.lost > 0 && said.problem == "" {
			outcomes = append(outcomes, loss.Outcome{Estimate: loss.Empirical(said.drawn...), Amount: h.lost})
		}
	}
	out.calibration = loss.Score(outcomes)
	return out
}

// estimated is what was found of one estimate.
type estimated struct {
	span
	drawn []float64
}

// judge draws the losses, and then the same events with a loss of one each: their sum
// is their number.
func (h *held) judge(tables *loss.Tables) *estimated {
	set := loss.Settings{Years: judgeDraws, Seed: Seed, Tables: tables}
	amounts, err := loss.Simulate(context.Background(), &h.problem, set)
	if err != nil {
		return &estimated{span: span{problem: err.Error()}}
	}
	counted := loss.Problem{Shocks: h.problem.Shocks, Scenarios: slices.Clone(h.problem.Scenarios)}
	counted.Scenarios[0].Magnitude, counted.Scenarios[0].Secondary, counted.Scenarios[0].EventLayers = loss.Fixed(1), nil, nil
	counts, err := loss.Simulate(context.Background(), &counted, set)
	if err != nil {
		return &estimated{span: span{problem: err.Error()}}
	}
	n, number := float64(h.events), counts.Total
	return &estimated{span{
		expected: number.Mean().Value, few: number.VaR(0.05).Value, many: number.VaR(0.95).Value,
		low: amounts.Total.VaR(0.05).Value, high: amounts.Total.VaR(0.95).Value,
		more: number.Exceed(n - 0.5).Value, fewer: 1 - number.Exceed(n+0.5).Value,
	}, amounts.Losses}
}

// fill puts in what was found.
func (k *Kept) fill(r *Register, s span) {
	if k.Missing == "" {
		k.Missing = s.problem
	}
	if k.Missing != "" {
		return
	}
	k.Expected, k.Few, k.Many = s.expected, int(s.few+0.5), int(s.many+0.5)
	k.Low, k.High = r.x.money(s.low), r.x.money(s.high)
	k.More, k.Fewer = s.more, s.fewer
}

// over is a rate for so many years.
func over(e record.Estimate, years float64) record.Estimate {
	return record.Estimate{Shape: e.Shape, Low: e.Low * years, Likely: e.Likely * years, High: e.High * years}
}
