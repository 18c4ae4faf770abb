package continuity

import (
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// joins is the estate as lists of places: who needs whom, and what is where.
type joins struct {
	needs   [][]int // of each thing: what it needs to run, and who can bring it back; each once
	needers [][]int // the same the other way round
	home    []int   // of each thing: its site, of people their team; -1 when it has none or several
}

func joinsOf(s *record.Snapshot) *joins {
	return record.Answer(s, "continuity.joins", struct{}{}, func(s *record.Snapshot, _ struct{}) *joins {
		e := EstateOf(s)
		j := &joins{make([][]int, len(e.Things)), make([][]int, len(e.Things)), make([]int, len(e.Things))}
		for i := range e.Things {
			for _, groups := range [][]Group{e.Things[i].Needs, e.Things[i].Support} {
				for _, g := range groups {
					j.needs[i] = append(j.needs[i], g.Of...)
				}
			}
			slices.Sort(j.needs[i])
			j.needs[i] = slices.Compact(j.needs[i])
			for _, to := range j.needs[i] {
				j.needers[to] = append(j.needers[to], i)
			}
		}
		h := homing{s: s, e: e, home: j.home, state: make([]uint8, len(e.Things))}
		for i := range e.Things {
			h.of(i)
		}
		return j
	})
}

// homing finds the home of each thing.
type homing struct {
	s     *record.Snapshot
	e     *Estate
	home  []int
	state []uint8 // 0: not looked at, 1: under way, 2: found
}

// of is the home of a thing: what its record says, else where that is in which it
// stands, else where all of that is on which it runs.
func (h *homing) of(i int) int {
	if h.state[i] == 2 {
		return h.home[i]
	}
	h.home[i] = -1
	if h.state[i] == 1 { // in a circle: the others decide
		return -1
	}
	h.state[i] = 1
	home := h.recorded(i)
	for _, how := range []catalog.DependencyType{"stands_in", "runs_on"} {
		if home < 0 {
			home = h.among(i, how)
		}
	}
	h.home[i], h.state[i] = home, 2
	return home
}

func (h *homing) recorded(i int) int {
	t := &h.e.Things[i]
	switch t.Ref.Type {
	case "site", "team":
		return i
	case "location":
		if l := record.Get(h.s, record.To[catalog.Location](t.Ref.ID)); l != nil {
			return h.e.Place(l.Site.ID)
		}
	case "person":
		if p := record.Get(h.s, record.To[catalog.Person](t.Ref.ID)); p != nil {
			return h.e.Place(p.Team.ID)
		}
	case "asset":
		return h.e.Place(t.Asset.Site.ID)
	}
	return -1
}

// among is the one home of all that a thing needs in some way, -1 when there are
// several or none.
func (h *homing) among(i int, how catalog.DependencyType) int {
	home := -1
	for _, g := range h.e.Things[i].Needs {
		if g.How != how {
			continue
		}
		for _, to := range g.Of {
			at := h.of(to)
			if at < 0 || home >= 0 && at != home {
				return -1
			}
			home = at
		}
	}
	return home
}
