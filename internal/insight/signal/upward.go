package signal

import (
	"cmp"
	"iter"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Upward follows dependencies of one snapshot from what is needed to what needs
// it, to any depth. Cycles are followed once. Alternatives (as many as needed of
// a group) are not weighed: whatever names a thing as its provider stands on it.
// It remembers what it saw, so one Upward should serve a whole answer; it is not
// safe for concurrent use.
type Upward struct {
	s       *record.Snapshot
	service string             // name of the type
	edges   []edge             // all dependencies
	last    map[record.ID]int  // the last edge that leads up from a provider
	carries map[record.ID]bool // what Carries found out
}

// edge leads from a provider to what needs it, and to the edge of the same
// provider before it; -1 ends the chain.
type edge struct {
	dependent record.AnyRef
	before    int
}

// NewUpward reads all dependencies once: that is cheaper than asking the
// snapshot for those of each record on the way.
func NewUpward(s *record.Snapshot) *Upward {
	t := record.TypeFor[catalog.Dependency](s)
	u := &Upward{
		s: s, service: record.TypeFor[catalog.Service](s).Name,
		edges: make([]edge, 0, s.Len(t)), last: make(map[record.ID]int, s.Len(t)), carries: map[record.ID]bool{},
	}
	for d := range record.Each[catalog.Dependency](s) {
		if d.Archived {
			continue
		}
		before, ok := u.last[d.Provider.ID]
		if !ok {
			before = -1
		}
		u.last[d.Provider.ID] = len(u.edges)
		u.edges = append(u.edges, edge{d.Dependent, before})
	}
	return u
}

// direct goes through what needs a record itself, leaving out what is retired,
// archived or not in the snapshot.
func (u *Upward) direct(id record.ID) iter.Seq[record.AnyRef] {
	return func(yield func(record.AnyRef) bool) {
		at, ok := u.last[id]
		for ok && at >= 0 {
			if e := u.edges[at]; u.lives(e.dependent) && !yield(e.dependent) {
				return
			}
			at = u.edges[at].before
		}
	}
}

func (u *Upward) lives(ref record.AnyRef) bool {
	t := u.s.Dictionary().Type(ref.Type)
	if t == nil {
		return false
	}
	r := u.s.Find(t, ref.ID)
	return r != nil && !r.Head().Archived && !t.Lifecycle.IsClosed(r.Head().State)
}

// Carries reports whether any service stands on a record.
func (u *Upward) Carries(id record.ID) bool {
	if known, ok := u.carries[id]; ok {
		return known
	}
	if _, any := u.last[id]; !any {
		return false // most of an estate: computers, phones
	}
	seen := map[record.ID]bool{id: true}
	queue := []record.ID{id}
	for len(queue) > 0 {
		for ref := range u.direct(queue[0]) {
			if ref.Type == u.service || u.carries[ref.ID] {
				u.carries[id] = true
				return true
			}
			if _, empty := u.carries[ref.ID]; !empty && !seen[ref.ID] {
				seen[ref.ID] = true
				queue = append(queue, ref.ID)
			}
		}
		queue = queue[1:]
	}
	for seen := range seen { // nothing above any of them is a service either
		u.carries[seen] = false
	}
	return false
}

// Services lists the services that stand on any of some records, the most
// critical first, then by name. Services among the records themselves are listed
// only when they stand on another.
func (u *Upward) Services(from ...record.ID) []*catalog.Service {
	seen := map[record.ID]bool{}
	queue := slices.Clone(from)
	var found []*catalog.Service
	for len(queue) > 0 {
		for ref := range u.direct(queue[0]) {
			if seen[ref.ID] {
				continue
			}
			seen[ref.ID] = true
			queue = append(queue, ref.ID)
			if ref.Type == u.service { // it is there: direct looked
				found = append(found, record.Get(u.s, record.To[catalog.Service](ref.ID)))
			}
		}
		queue = queue[1:]
	}
	slices.SortFunc(found, byTier)
	return found
}

// Touched lists the services that a record of any type touches: itself if it is
// one, those that a contract serves, and all that stand on it.
func (u *Upward) Touched(ref record.AnyRef) []*catalog.Service {
	if !ref.Known() {
		return nil
	}
	touched := u.Services(ref.ID)
	if service := record.Get(u.s, record.To[catalog.Service](ref.ID)); service != nil {
		touched = append(touched, service)
	}
	if contract := record.Get(u.s, record.To[catalog.Contract](ref.ID)); contract != nil {
		for _, r := range contract.Services {
			if service := record.Get(u.s, r); service != nil {
				touched = append(touched, service)
			}
		}
	}
	return touched
}

func byTier(a, b *catalog.Service) int {
	return cmp.Or(cmp.Compare(tierRank(a.Tier), tierRank(b.Tier)), cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
}

// tierRank is the place of a tier among its options; unknown comes last.
func tierRank(tier catalog.Tier) int {
	options := tier.Options()
	i := slices.IndexFunc(options, func(o record.Option) bool { return o.Name == string(tier) })
	if i < 0 {
		return len(options)
	}
	return i
}

// SeverityOf is high when a critical service is among them, medium when an
// important one is.
func SeverityOf(services ...*catalog.Service) Severity {
	worst := Low
	for _, s := range services {
		switch s.Tier {
		case "critical":
			return High
		case "important":
			worst = Medium
		}
	}
	return worst
}

// ServiceNames lists the names of services.
func ServiceNames(services []*catalog.Service) []string {
	names := make([]string, len(services))
	for i, s := range services {
		names[i] = s.Name
	}
	return names
}
