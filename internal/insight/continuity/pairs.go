package continuity

import (
	"cmp"
	"context"
	"slices"

	"fairlead/engine/reliability/estate"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Pair is two things that stop services only when both fail.
type Pair struct {
	First, Second int // places in the estate
	Services      []*catalog.Service
	HoursPerYear  float64      // in which both are down; zero where a figure is missing
	Yearly        record.Money // unknown where a figure is missing
}

// Pairs are all minimal pairs.
type Pairs struct {
	List    []Pair // the dearest a year first
	Problem string // why they are not known; empty when they are
}

const pairMemory = 256 << 20

// PairsOf finds every pair of failures that stops a service which neither stops
// alone. The time in which both are down is that of two independent items in the
// long run, q1·q2 of a year; it costs as many first hours.
func PairsOf(s *record.Snapshot, currency string) *Pairs {
	return record.Answer(s, "continuity.pairs", currency, func(s *record.Snapshot, currency string) *Pairs {
		v := SurveyOf(s, currency)
		if len(v.Services) == 0 || v.Estate.Problem != "" {
			return &Pairs{Problem: v.Estate.Problem}
		}
		names := make([]string, len(v.Services))
		for i := range v.Services {
			names[i] = v.Estate.Things[v.Services[i].Place].name()
		}
		sets, err := v.Estate.running.CutSets(context.Background(), estate.StayUp, 2, pairMemory, names...)
		if err != nil {
			return &Pairs{Problem: "The estate has too many pairs to list: " + err.Error()}
		}
		return &Pairs{List: v.pairs(sets, figuresBy(s, v.Estate), LossesOf(s, currency))}
	})
}

// figuresBy finds the figures of every thing once.
func figuresBy(s *record.Snapshot, e *Estate) func(place int) Figures {
	kept := map[int]Figures{}
	return func(place int) Figures {
		f, ok := kept[place]
		if !ok {
			f = figuresOf(s, &e.Things[place])
			kept[place] = f
		}
		return f
	}
}

func (v *Survey) pairs(sets *estate.CutSets, figures func(int) Figures, losses *Losses) []Pair {
	place := map[[2]int]int{}
	var list []Pair
	for _, st := range v.Services {
		for set := range sets.Of(v.Estate.Things[st.Place].name()) {
			if len(set) != 2 {
				continue
			}
			key := [2]int{v.Estate.of(set[0]), v.Estate.of(set[1])}
			at, ok := place[key]
			if !ok {
				at = len(list)
				place[key] = at
				list = append(list, Pair{First: key[0], Second: key[1]})
			}
			list[at].Services = append(list[at].Services, st.Service)
		}
	}
	for i := range list {
		list[i].value(figures, losses)
	}
	slices.SortStableFunc(list, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Yearly.Minor, a.Yearly.Minor), cmp.Compare(len(b.Services), len(a.Services)))
	})
	return list
}

func (p *Pair) value(figures func(int) Figures, losses *Losses) {
	first, known := figures(p.First).unavailability()
	second, ok := figures(p.Second).unavailability()
	if !known || !ok {
		return
	}
	p.HoursPerYear = first * second * HoursPerYear
	if hour, unknown := losses.Of(p.Services, 1); unknown < len(p.Services) {
		p.Yearly = times(hour, p.HoursPerYear)
	}
}
