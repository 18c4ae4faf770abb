package continuity

import (
	"context"
	"slices"

	"fairlead/engine/reliability/estate"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Outcome is what a set of failures does.
type Outcome struct {
	Failed   []int // what fails at once, as places in the estate
	Down     map[int]bool
	Services []*catalog.Service // that stop, the most critical first
	Held     []*catalog.Service // that go on, but could not be brought back: people fail too
	Survive  int                // services that go on
	Ignored  []record.AnyRef    // not in the estate: nothing is known of what needs them
}

// WhatIf fails some records together. Whatever stands in a room or needs a vendor
// fails with it. People stop nothing; what only they could bring back is told apart.
func (v *Survey) WhatIf(refs ...record.AnyRef) Outcome {
	e := v.Estate
	o := Outcome{Down: map[int]bool{}}
	var names []string
	for _, ref := range refs {
		if t := e.Find(ref.ID); t != nil {
			o.Failed = append(o.Failed, e.place[ref.ID])
			names = append(names, t.name())
		} else {
			o.Ignored = append(o.Ignored, ref)
		}
	}
	if e.Problem != "" {
		return o
	}
	var held map[int]bool
	if e.mending != nil {
		held = e.down(e.mending, names)
	}
	// In the graph of what runs people never fail; only what else was named does.
	names = slices.DeleteFunc(names, func(n string) bool { return e.Things[e.of(n)].Kind == "person" })
	o.Down = e.down(e.running, names)
	for _, st := range v.Services {
		switch {
		case o.Down[st.Place]:
			o.Services = append(o.Services, st.Service)
		case held[st.Place]:
			o.Held = append(o.Held, st.Service)
			o.Survive++
		default:
			o.Survive++
		}
	}
	return o
}

// down is what does not work when some things have failed.
func (e *Estate) down(g *estate.Graph, names []string) map[int]bool {
	out := map[int]bool{}
	found, err := g.WhatIf(context.Background(), estate.StayUp, names...)
	if err != nil {
		return out // a name that the graph does not know has no effect
	}
	for _, name := range found {
		out[e.of(name)] = true
	}
	return out
}

// Link is one step of a reason: what needs what.
type Link struct {
	From, To int // places in the estate
	How      catalog.DependencyType
	Of       int // how many alternatives there were, all of them down or too few left
}

// Reason is the shortest chain from a service to one of the failures: it needs this,
// which needs that. It is empty where the service goes on.
func (v *Survey) Reason(o *Outcome, service int) []Link {
	e := v.Estate
	came := map[int]Link{}
	queue := []int{service}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if slices.Contains(o.Failed, at) {
			return back(came, service, at)
		}
		for _, g := range e.Things[at].Needs {
			if !short(g, o.Down) {
				continue
			}
			for _, to := range g.Of {
				if _, seen := came[to]; !seen && to != service && o.Down[to] {
					came[to] = Link{at, to, g.How, len(g.Of)}
					queue = append(queue, to)
				}
			}
		}
	}
	return nil
}

// short reports whether too few of a group are left.
func short(g Group, down map[int]bool) bool {
	up := 0
	for _, at := range g.Of {
		if !down[at] {
			up++
		}
	}
	return up < g.Min
}

func back(came map[int]Link, from, to int) []Link {
	var chain []Link
	for at := to; at != from; {
		l := came[at]
		chain = append(chain, l)
		at = l.From
	}
	slices.Reverse(chain)
	return chain
}

// HeldReason is the shortest chain from a service to the one without whom it cannot
// be brought back: along what it needs, down to what they support.
func (v *Survey) HeldReason(person, service int) []Link {
	e := v.Estate
	came := map[int]Link{}
	for queue := []int{service}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if at == person {
			return back(came, service, person)
		}
		t := &e.Things[at]
		for _, g := range slices.Concat(t.Needs, t.Support) {
			for _, to := range g.Of {
				if _, seen := came[to]; !seen && to != service {
					came[to] = Link{at, to, g.How, len(g.Of)}
					queue = append(queue, to)
				}
			}
		}
	}
	return nil
}

// RestsOn lists the services that have stopped as well and that a service needs,
// directly or through other things that are down.
func (v *Survey) RestsOn(o *Outcome, service int) (found []*catalog.Service) {
	e, seen := v.Estate, map[int]bool{service: true}
	for queue := []int{service}; len(queue) > 0; queue = queue[1:] {
		for _, g := range e.Things[queue[0]].Needs {
			if !short(g, o.Down) {
				continue
			}
			for _, to := range g.Of {
				if seen[to] || !o.Down[to] {
					continue
				}
				seen[to] = true
				queue = append(queue, to)
				if s := e.Things[to].Service; s != nil {
					found = append(found, s)
				}
			}
		}
	}
	return found
}
