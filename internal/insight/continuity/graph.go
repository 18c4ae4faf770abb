package continuity

import (
	"fairlead/engine/reliability/estate"
	"fairlead/internal/record"
)

// name is what a thing is called in a graph.
func (t *Thing) name() string { return string(t.Ref.ID[:]) }

// of is the thing that a graph calls so.
func (e *Estate) of(name string) int { return e.place[record.ID([]byte(name))] }

// graphs makes the graphs of what was read.
func (r *reading) graphs() {
	e := r.e
	helps := e.helpers()
	running := make([]estate.Thing, len(e.Things))
	for i := range e.Things {
		t := &e.Things[i]
		running[i] = estate.Thing{Name: t.name(), Needs: e.needs(t.Needs), Solid: t.solid()}
	}
	var err error
	if e.running, err = estate.New(running); err == nil && len(helps) > 0 {
		mending := make([]estate.Thing, len(e.Things))
		for i := range e.Things {
			t := &e.Things[i]
			mending[i] = estate.Thing{Name: t.name(), Needs: e.both(running[i].Needs, t.Support), Solid: !helps[i] || len(t.Support) > 0}
		}
		e.mending, err = estate.New(mending)
	}
	if err != nil {
		e.Problem = "What is recorded of the dependencies makes no sense: " + err.Error()
	}
}

// starting is the graph in which what is needed to start counts as well.
func (e *Estate) starting() (*estate.Graph, error) {
	things := make([]estate.Thing, len(e.Things))
	for i := range e.Things {
		t := &e.Things[i]
		things[i] = estate.Thing{Name: t.name(), Needs: e.both(e.needs(t.Needs), t.Start)}
	}
	return estate.New(things)
}

// solid reports whether a thing stops only with what it needs: a service of which
// that is recorded. People stop nothing by being away.
func (t *Thing) solid() bool {
	return t.Kind == "person" || t.Service != nil && len(t.Needs) > 0
}

// helpers marks those who are named as bringing something back.
func (e *Estate) helpers() map[int]bool {
	helps := map[int]bool{}
	for i := range e.Things {
		for _, g := range e.Things[i].Support {
			for _, at := range g.Of {
				helps[at] = true
			}
		}
	}
	return helps
}

func (e *Estate) both(needs estate.Need, more []Group) estate.Need {
	if len(more) == 0 {
		return needs
	}
	all := e.needs(more)
	if empty(needs) {
		return all
	}
	return estate.All(needs, all)
}

func empty(n estate.Need) bool { return n.Thing == "" && n.Min == 0 && len(n.Of) == 0 }

func (e *Estate) needs(groups []Group) estate.Need {
	if len(groups) == 0 {
		return estate.Need{}
	}
	all := make([]estate.Need, len(groups))
	for i, g := range groups {
		of := make([]estate.Need, len(g.Of))
		for j, at := range g.Of {
			of[j] = estate.On(e.Things[at].name())
		}
		all[i] = estate.AtLeast(g.Min, of...)
	}
	return estate.All(all...)
}
