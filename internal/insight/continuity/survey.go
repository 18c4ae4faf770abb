package continuity

import (
	"cmp"
	"context"
	"slices"

	"fairlead/engine/reliability/estate"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Survey says of every thing whose failure alone stops a service, or keeps one from
// being brought back, what that means.
type Survey struct {
	Estate   *Estate
	Services []Standing // those that are live, the most critical first
	Threats  []Threat   // single points of failure, the dearest a year first, those whose cost is unknown last
	Yearly   record.Money
	byThing  map[cause]int     // place in Threats
	byID     map[record.ID]int // of a service: place in Services
}

// cause is a thing and what its failure does.
type cause struct {
	place  int
	effect Effect
}

// Standing is what threatens one service.
type Standing struct {
	Service  *catalog.Service
	Place    int   // of the service in the estate
	Single   []int // places in Survey.Threats of what stops it alone
	Alone    []int // places in Survey.Threats of those without whom it cannot be brought back
	Recorded bool  // whether anything is known of what it needs
	Down     bool  // it cannot work even if nothing has failed: too few of what it needs are in use
}

// Effect is what a threat does.
type Effect uint8

// The effects.
const (
	Stops Effect = iota // services stop when it fails
	Holds               // nothing stops, but services that have stopped stay down
)

// Threat is a single point of failure.
type Threat struct {
	Place    int // of the thing in the estate
	Effect   Effect
	Services []*catalog.Service // what stops, or stays down; the most critical first
	Figures  Figures            // of the thing; unknown for people
	Cost     Cost
}

// Thing is what fails.
func (t *Threat) Thing(e *Estate) *Thing { return &e.Things[t.Place] }

// SurveyOf surveys the estate: each thing is failed alone. Amounts are in one
// currency; those in others are unknown.
func SurveyOf(s *record.Snapshot, currency string) *Survey {
	return record.Answer(s, "continuity.survey", currency, func(s *record.Snapshot, currency string) *Survey {
		out := &Survey{Estate: EstateOf(s), byThing: map[cause]int{}, byID: map[record.ID]int{}}
		if out.Estate.Problem == "" {
			out.find()
			out.value(s, LossesOf(s, currency))
		}
		return out
	})
}

// find fails each thing alone and notes what that does to each service.
func (v *Survey) find() {
	e := v.Estate
	// A survey fails only where its context is done, which this one never is.
	running, _ := e.running.Survey(context.Background(), estate.StayUp)
	var mending *estate.Survey
	if e.mending != nil {
		mending, _ = e.mending.Survey(context.Background(), estate.StayUp)
	}
	for i := range e.Things {
		service := e.Things[i].Service
		if service == nil || service.State != "live" && service.State != "retiring" {
			continue
		}
		st := Standing{Service: service, Place: i, Recorded: len(e.Things[i].Needs) > 0}
		names, down, _ := running.Threats(e.Things[i].name())
		st.Down, st.Single = down, v.note(i, names, Stops, service)
		if mending != nil {
			names, _, _ = mending.Threats(e.Things[i].name())
			st.Alone = v.note(i, names, Holds, service)
		}
		v.Services = append(v.Services, st)
	}
	order := map[record.ID]int{}
	sorted := make([]*catalog.Service, len(v.Services))
	for i := range v.Services {
		sorted[i] = v.Services[i].Service
	}
	signal.SortByTier(sorted)
	for i, s := range sorted {
		order[s.ID] = i
	}
	slices.SortFunc(v.Services, func(a, b Standing) int { return cmp.Compare(order[a.Service.ID], order[b.Service.ID]) })
	for i := range v.Services {
		v.byID[v.Services[i].Service.ID] = i
	}
	for i := range v.Threats {
		slices.SortFunc(v.Threats[i].Services, func(a, b *catalog.Service) int { return cmp.Compare(order[a.ID], order[b.ID]) })
	}
}

// note adds a service to the threats of some names, and gives their places. A
// thing that is itself the service threatens others only.
func (v *Survey) note(service int, names []string, effect Effect, of *catalog.Service) []int {
	var places []int
	for _, name := range names {
		thing := v.Estate.of(name)
		if thing == service {
			continue
		}
		at, ok := v.byThing[cause{thing, effect}]
		if !ok {
			at = len(v.Threats)
			v.byThing[cause{thing, effect}] = at
			v.Threats = append(v.Threats, Threat{Place: thing, Effect: effect})
		}
		v.Threats[at].Services = append(v.Threats[at].Services, of)
		places = append(places, at)
	}
	return places
}

// value finds what each threat costs and ranks them.
func (v *Survey) value(s *record.Snapshot, losses *Losses) {
	v.Yearly = record.NoMoney(losses.currency)
	for i := range v.Threats {
		t := &v.Threats[i]
		if t.Effect == Stops {
			t.Figures = figuresOf(s, t.Thing(v.Estate))
			t.Cost = costOf(losses, t.Services, t.Figures)
		}
	}
	for i := range v.Threats {
		if v.Threats[i].Effect == Holds {
			v.Threats[i].Cost = v.heldCost(losses, &v.Threats[i])
		}
	}
	v.rank()
	for i := range v.Threats {
		v.Yearly = signal.Plus(v.Yearly, orNothing(v.Threats[i].Cost.Yearly, losses.currency))
	}
}

func orNothing(m record.Money, currency string) record.Money {
	if m.Known() {
		return m
	}
	return record.NoMoney(currency)
}

// rank puts the dearest first and tells the services.
func (v *Survey) rank() {
	order := make([]int, len(v.Threats))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return v.Threats[a].compare(&v.Threats[b]) })
	moved, ranked := make([]int, len(order)), make([]Threat, len(order))
	for to, from := range order {
		moved[from], ranked[to] = to, v.Threats[from]
		v.byThing[cause{ranked[to].Place, ranked[to].Effect}] = to
	}
	v.Threats = ranked
	for i := range v.Services {
		for _, list := range [][]int{v.Services[i].Single, v.Services[i].Alone} {
			for j := range list {
				list[j] = moved[list[j]]
			}
			slices.Sort(list)
		}
	}
}

// compare puts what costs more a year first, then what costs more an hour, then
// what stops more services.
func (t *Threat) compare(o *Threat) int {
	return cmp.Or(
		signal.Last(!t.Cost.Yearly.Known(), !o.Cost.Yearly.Known()),
		cmp.Compare(o.Cost.Yearly.Minor, t.Cost.Yearly.Minor),
		cmp.Compare(o.Cost.PerHour.Minor, t.Cost.PerHour.Minor),
		cmp.Compare(len(o.Services), len(t.Services)),
	)
}

// Threat is the single point of failure that a record is; nil when it is none.
func (v *Survey) Threat(id record.ID, effect Effect) *Threat {
	if place, ok := v.Estate.place[id]; ok {
		if at, ok := v.byThing[cause{place, effect}]; ok {
			return &v.Threats[at]
		}
	}
	return nil
}

// Of is what threatens a service; nil when it is not in the survey.
func (v *Survey) Of(id record.ID) *Standing {
	if at, ok := v.byID[id]; ok {
		return &v.Services[at]
	}
	return nil
}
