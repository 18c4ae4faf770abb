package continuity

import (
	"context"
	"math/rand/v2"
	"slices"

	"fairlead/engine/reliability"
	"fairlead/engine/reliability/estate"
	"fairlead/internal/record"
)

// Availability is the share of time in which a service works, as far as its needs
// are recorded and their figures known.
type Availability struct {
	Share     float64 // exact for the figures used; at most this where something is missing
	Low, High float64 // what it is nine times in ten, drawn from the ranges of the figures
	Known     bool
	Problem   string // why it is not known
	// Least and Most hold for certain between them what is not known exactly, for the
	// figures used; both are 0 where nothing is certain.
	Least, Most float64
	Missing     []int // things without figures, taken as never failing
	Assumed     int   // things with figures that are usual for their kind
	Events      int   // things that were counted
}

// HoursDown is how many hours a year it does not work.
func (a *Availability) HoursDown() float64 { return (1 - a.Share) * HoursPerYear }

const (
	mostAvailabilities = 100 // services, the most critical first
	treeMemory         = 64 << 20
	trials             = 200
)

// AvailabilitiesOf finds how available services are, by service: the most critical,
// up to 100. Failures are taken as independent, and things as repaired at once.
func AvailabilitiesOf(s *record.Snapshot, currency string) map[record.ID]Availability {
	return record.Answer(s, "continuity.availability", currency, func(s *record.Snapshot, currency string) map[record.ID]Availability {
		v := SurveyOf(s, currency)
		figures := figuresBy(s, v.Estate)
		out := map[record.ID]Availability{}
		for _, st := range v.Services[:min(len(v.Services), mostAvailabilities)] {
			out[st.Service.ID] = v.Estate.availability(&st, figures, treeMemory)
		}
		return out
	})
}

// AvailabilityOf is that of one service, which may be any of those in the survey.
func AvailabilityOf(s *record.Snapshot, currency string, service record.ID) Availability {
	type question struct {
		currency string
		service  record.ID
	}
	return record.Answer(s, "continuity.availability of one", question{currency, service}, func(s *record.Snapshot, q question) Availability {
		v := SurveyOf(s, q.currency)
		return v.Estate.availability(v.Of(q.service), figuresBy(s, v.Estate), treeMemory)
	})
}

func (e *Estate) availability(st *Standing, figures func(int) Figures, memory int64) Availability {
	a := Availability{}
	switch {
	case !st.Recorded:
		a.Problem = "nothing is recorded of what it needs"
		return a
	case st.Down:
		a.Problem = "too few of what it needs are in use"
		return a
	}
	tree, err := e.running.FaultTree(e.Things[st.Place].name(), estate.StayUp)
	if err != nil {
		a.Problem = "it stands in a circle that is too large"
		return a
	}
	for i := range tree.Events {
		place := e.of(tree.Events[i].Name)
		f := figures(place)
		a.Events++
		q, ok := f.unavailability()
		if !ok {
			a.Missing = append(a.Missing, place)
		} else if f.Assumed {
			a.Assumed++
		}
		down := reliability.Constant(q)
		tree.Events[i].Figure = &down
	}
	result, err := reliability.Analyze(context.Background(), tree, reliability.Settings{Order: 1, Memory: memory})
	if err != nil || !result.Probability.Exact {
		a.Problem = "it has too many ways to fail for an exact figure"
		if err == nil && result.Probability.Known() {
			a.Least, a.Most = 1-result.Probability.Upper, 1-result.Probability.Lower
		}
		return a
	}
	a.Known, a.Share = true, 1-result.Probability.Upper
	a.Least, a.Most = a.Share, a.Share
	a.Low, a.High = e.sampled(result, figures)
	return a
}

// sampled draws the unavailability of every thing from its figures, always the same
// for one thing: services that share it move together.
func (e *Estate) sampled(result *reliability.Result, figures func(int) Figures) (low, high float64) {
	drawn := make([][]float64, len(result.Events))
	for i := range result.Events {
		place := e.of(result.Events[i].Name)
		drawn[i] = drawnFrom(figures(place), seedOf(&e.Things[place]))
	}
	values, shares := make([]float64, len(drawn)), make([]float64, trials)
	for t := range shares {
		for i := range drawn {
			values[i] = drawn[i][t]
		}
		shares[t] = 1 - result.At(values)
	}
	slices.Sort(shares)
	return shares[trials/20], shares[trials-1-trials/20]
}

// drawnFrom draws the share of time in which a thing does not work.
func drawnFrom(f Figures, seed uint64) []float64 {
	out := make([]float64, trials)
	if !f.Known() {
		return out
	}
	random := rand.New(rand.NewPCG(seed, 2))
	for t := range out {
		mtbf, mttr := draw(f.MTBF, random), draw(f.MTTR, random)
		out[t] = mttr / (mtbf + mttr)
	}
	return out
}
