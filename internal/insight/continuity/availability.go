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
	Missing   []int  // things without figures, taken as never failing
	Assumed   int    // things with figures that are usual for their kind
	Events    int    // things that were counted
}

// HoursDown is how many hours a year it does not work.
func (a *Availability) HoursDown() float64 { return (1 - a.Share) * hoursPerYear }

const (
	mostAvailabilities = 200 // services, the most critical first
	treeMemory         = 64 << 20
	trials             = 200
)

// AvailabilitiesOf finds how available services are, by service: the most critical,
// up to 200. Failures are taken as independent, and things as repaired at once.
func AvailabilitiesOf(s *record.Snapshot, currency string) map[record.ID]Availability {
	return record.Answer(s, "continuity.availability", currency, func(s *record.Snapshot, currency string) map[record.ID]Availability {
		v := SurveyOf(s, currency)
		figures := figuresBy(s, v.Estate)
		out := map[record.ID]Availability{}
		for _, st := range v.Services[:min(len(v.Services), mostAvailabilities)] {
			out[st.Service.ID] = v.Estate.availability(&st, figures)
		}
		return out
	})
}

func (e *Estate) availability(st *Standing, figures func(int) Figures) Availability {
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
		switch {
		case !f.Known():
			never := reliability.Constant(0)
			tree.Events[i].Figure = &never
			a.Missing = append(a.Missing, place)
		case f.Assumed:
			a.Assumed++
		}
	}
	result, err := reliability.Analyze(context.Background(), tree, reliability.Settings{Order: 1, Memory: treeMemory})
	if err != nil || !result.Probability.Exact {
		a.Problem = "it has too many ways to fail for an exact figure"
		return a
	}
	a.Known, a.Share = true, 1-result.Probability.Upper
	a.Low, a.High = e.sampled(result, figures)
	return a
}

// sampled draws the unavailability of every thing from its figures. A thing draws
// the same for every service, so that services which share it move together.
func (e *Estate) sampled(result *reliability.Result, figures func(int) Figures) (low, high float64) {
	drawn := make([][]float64, len(result.Events))
	for i, event := range result.Events {
		place := e.of(event.Name)
		f, random := figures(place), rand.New(rand.NewPCG(seedOf(&e.Things[place]), 2))
		drawn[i] = make([]float64, trials)
		for t := range drawn[i] {
			if f.Known() {
				mtbf, mttr := draw(f.MTBF, random), draw(f.MTTR, random)
				drawn[i][t] = mttr / (mtbf + mttr)
			}
		}
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
