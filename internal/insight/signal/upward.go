package signal

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Upward follows dependencies of one snapshot from what is needed to what needs
// it, to any depth. Cycles are followed once. Alternatives (as many as needed of
// a group) are not weighed: whatever names a thing as its provider stands on it.
// What is retired, archived or not in the snapshot carries nothing further.
type Upward struct {
	place map[record.ID]int32 // of a record in nodes
	nodes []node
	edges []edge
}

// node is a record that a dependency names.
type node struct {
	service *catalog.Service // nil when it is something else
	lives   bool
	carries bool  // whether a service stands on it
	up      int32 // the last edge that leads up from it; none if it needs nothing
}

// edge leads from a provider up to what needs it. Those of the same provider
// form a chain.
type edge struct{ provider, dependent, before int32 }

const none = -1

// UpwardOf is the way up the dependencies of a snapshot. It is kept as long as
// neither these nor what they name change.
func UpwardOf(s *record.Snapshot) *Upward {
	return record.Answer(s, "signal.upward", struct{}{}, func(s *record.Snapshot, _ struct{}) *Upward { return newUpward(s) })
}

// newUpward reads all dependencies once: that is cheaper than asking the
// snapshot for those of each record on the way.
func newUpward(s *record.Snapshot) *Upward {
	n := s.Len(record.TypeFor[catalog.Dependency](s))
	u := &Upward{place: make(map[record.ID]int32, n), edges: make([]edge, 0, n)}
	for d := range record.Each[catalog.Dependency](s) {
		if d.Archived {
			continue
		}
		e := edge{provider: u.node(s, d.Provider), dependent: u.node(s, d.Dependent)}
		e.before = u.nodes[e.provider].up
		u.nodes[e.provider].up = int32(len(u.edges))
		u.edges = append(u.edges, e)
	}
	u.spread()
	return u
}

func (u *Upward) node(s *record.Snapshot, ref record.AnyRef) int32 {
	if at, ok := u.place[ref.ID]; ok {
		return at
	}
	at := int32(len(u.nodes))
	u.place[ref.ID] = at
	n := node{up: none}
	if t := s.Dictionary().Type(ref.Type); t != nil {
		if r := s.Find(t, ref.ID); r != nil {
			n.lives = !r.Head().Archived && !t.Lifecycle.IsClosed(r.Head().State)
			n.service, _ = r.(*catalog.Service)
		}
	}
	u.nodes = append(u.nodes, n)
	return at
}

// spread marks what carries a service, from the services down.
func (u *Upward) spread() {
	down := make([][]int32, len(u.nodes)) // what each needs
	for _, e := range u.edges {
		down[e.dependent] = append(down[e.dependent], e.provider)
	}
	var queue []int32
	for i, n := range u.nodes {
		if n.service != nil && n.lives {
			queue = append(queue, int32(i))
		}
	}
	for len(queue) > 0 {
		for _, provider := range down[queue[0]] {
			n := &u.nodes[provider]
			if !n.carries && n.lives && n.service == nil {
				queue = append(queue, provider)
			}
			n.carries = true
		}
		queue = queue[1:]
	}
}

// Carries reports whether any service stands on a record.
func (u *Upward) Carries(id record.ID) bool {
	at, ok := u.place[id]
	return ok && u.nodes[at].carries
}

// Services lists the services that stand on any of some records, the most
// critical first, then by name. Services among the records themselves are listed
// only when they stand on another.
func (u *Upward) Services(from ...record.ID) []*catalog.Service {
	var queue []int32
	for _, id := range from {
		if at, ok := u.place[id]; ok {
			queue = append(queue, at)
		}
	}
	seen := map[int32]bool{}
	var found []*catalog.Service
	for len(queue) > 0 {
		for at := u.nodes[queue[0]].up; at != none; at = u.edges[at].before {
			above := u.edges[at].dependent
			n := &u.nodes[above]
			if seen[above] || !n.lives {
				continue
			}
			seen[above] = true
			queue = append(queue, above)
			if n.service != nil {
				found = append(found, n.service)
			}
		}
		queue = queue[1:]
	}
	SortByTier(found)
	return found
}

// Touched lists the services that a record of any type touches: itself if it is
// one, those that a contract serves, and all that stand on it.
func (i *Inquiry) Touched(ref record.AnyRef) []*catalog.Service {
	if !ref.Known() {
		return nil
	}
	touched := i.Upward().Services(ref.ID)
	if service := record.Get(i.Snapshot, record.To[catalog.Service](ref.ID)); service != nil {
		touched = append(touched, service)
	}
	if contract := record.Get(i.Snapshot, record.To[catalog.Contract](ref.ID)); contract != nil {
		for _, r := range contract.Services {
			if service := record.Get(i.Snapshot, r); service != nil {
				touched = append(touched, service)
			}
		}
	}
	return touched
}

// SortByTier puts the most critical first, those of which it is not known last.
func SortByTier(services []*catalog.Service) {
	rank := TierRanks()
	slices.SortFunc(services, func(a, b *catalog.Service) int {
		return cmp.Or(cmp.Compare(rank[a.Tier], rank[b.Tier]), cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
	})
}

// TierRanks orders the tiers: the most critical has the lowest rank, and what has no
// tier the highest, which is zero.
func TierRanks() map[catalog.Tier]int {
	options, rank := catalog.Tier("").Options(), map[catalog.Tier]int{}
	for i, o := range options {
		rank[catalog.Tier(o.Name)] = i - len(options)
	}
	return rank
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
