package continuity

import (
	"fairlead/engine/reliability/estate"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Estate is what there is and what needs what. It does not change.
type Estate struct {
	Things  []Thing
	Problem string // why there is no graph; empty when all is well
	place   map[record.ID]int
	running *estate.Graph // people in it never fail
	mending *estate.Graph // only those who bring things back may fail; nil where nobody is named
}

// EstateOf reads the estate from the records: every service that is live, whatever
// a dependency names, and where that stands. What is archived, retired, in stock or
// only ordered carries nothing. A thing in repair is no alternative as long as
// enough others are left.
//
// Four needs follow without a dependency: equipment needs the room that it stands
// in unless a dependency says where it stands; a room needs what it lies in, in the
// end its site; a line or a cloud resource needs its vendor, and so does a contract that
// something needs. A team can as long as
// one of its people can, and a service can be brought back as long as one of those
// can who master each skill that it needs.
//
// Units that stand in for each other may fail together: where too few would be left
// of a group without those of one model and one system, these need that system; and
// lines and cloud resources of one contract need that contract.
func EstateOf(s *record.Snapshot) *Estate {
	return record.Answer(s, "continuity.estate", struct{}{}, func(s *record.Snapshot, _ struct{}) *Estate {
		r := &reading{s: s, e: &Estate{place: map[record.ID]int{}}, groups: map[groupKey]int{}}
		return r.all()
	})
}

// Find is the thing of a record; nil when it does not stand in the estate.
func (e *Estate) Find(id record.ID) *Thing {
	if at, ok := e.place[id]; ok {
		return &e.Things[at]
	}
	return nil
}

// reading reads the estate of a snapshot.
type reading struct {
	s       *record.Snapshot
	e       *Estate
	groups  map[groupKey]int // of a thing: the place in its Needs or Support
	stood   []bool           // by thing: a dependency says where it stands
	members map[record.ID][]int
}

type groupKey struct {
	thing          int
	name           string
	support, start bool
}

func (r *reading) all() *Estate {
	for service := range record.Each[catalog.Service](r.s) {
		if service.State == "live" || service.State == "retiring" {
			r.thing(record.AnyRef{Type: "service", ID: service.ID})
		}
	}
	for d := range record.Each[catalog.Dependency](r.s) {
		if !d.Archived {
			r.dependency(d)
		}
	}
	r.skills()
	r.leaveRepairs()
	r.alike()
	for i := 0; i < len(r.e.Things); i++ { // what is found may stand somewhere in turn
		r.implied(i)
	}
	r.graphs()
	return r.e
}

// thing is the place of a record in the estate, -1 when it carries nothing.
func (r *reading) thing(ref record.AnyRef) int {
	if at, ok := r.e.place[ref.ID]; ok {
		return at
	}
	at := -1
	if t := r.s.Dictionary().Type(ref.Type); t != nil {
		if rec := r.s.Find(t, ref.ID); rec != nil && carries(t, rec) {
			at = len(r.e.Things)
			thing := Thing{Ref: ref, Name: t.Label(rec), Number: rec.Head().Number, Kind: kindOf(rec)}
			thing.Service, _ = rec.(*catalog.Service)
			thing.Asset, _ = rec.(*catalog.Asset)
			r.e.Things = append(r.e.Things, thing)
			r.stood = append(r.stood, false)
		}
	}
	r.e.place[ref.ID] = at
	return at
}

func carries(t *record.Type, rec record.Record) bool {
	h := rec.Head()
	if h.Archived || t.Lifecycle.IsClosed(h.State) {
		return false
	}
	switch rec.(type) {
	case *catalog.Asset:
		return h.State != "ordered" && h.State != "in_stock"
	case *catalog.Service:
		return h.State != "planned"
	}
	return true
}

func (r *reading) dependency(d *catalog.Dependency) {
	dependent, provider := r.thing(d.Dependent), r.thing(d.Provider)
	if dependent < 0 || provider < 0 || dependent == provider {
		return
	}
	if d.Type == "stands_in" {
		r.stood[dependent] = true
	}
	needed := 1
	if d.Needed.Known() {
		needed = int(d.Needed.N())
	}
	r.need(dependent, provider, d.Group, needed, d.Type, true)
}

// need adds one to what a thing needs, or to a group of alternatives that is there.
func (r *reading) need(dependent, provider int, group string, least int, how catalog.DependencyType, told bool) {
	t := &r.e.Things[dependent]
	list := &t.Needs
	switch how {
	case "supported_by":
		list = &t.Support
	case "starts_with":
		list = &t.Start
	}
	if group != "" {
		key := groupKey{dependent, group, how == "supported_by", how == "starts_with"}
		if at, ok := r.groups[key]; ok {
			g := &(*list)[at]
			g.Of, g.Min = append(g.Of, provider), max(g.Min, least)
			return
		}
		r.groups[key] = len(*list)
	}
	*list = append(*list, Group{Name: group, Min: max(least, 1), Of: []int{provider}, How: how, Told: told})
}

// leaveRepairs takes what is in repair out of its group, as long as enough are
// left, and asks no more of a group than there are in it.
func (r *reading) leaveRepairs() {
	for i := range r.e.Things {
		for j := range r.e.Things[i].Needs {
			g := &r.e.Things[i].Needs[j]
			for k := len(g.Of) - 1; k >= 0 && len(g.Of) > g.Min; k-- {
				if a := r.e.Things[g.Of[k]].Asset; a != nil && a.State == "in_repair" {
					g.Of = append(g.Of[:k:k], g.Of[k+1:]...)
				}
			}
			g.Min = min(g.Min, len(g.Of))
		}
	}
	for i := range r.e.Things {
		for _, groups := range [][]Group{r.e.Things[i].Support, r.e.Things[i].Start} {
			for j := range groups {
				groups[j].Min = min(groups[j].Min, len(groups[j].Of))
			}
		}
	}
}

// alike makes units that stand in for each other need what they share, where the group
// does not work without them: the system of units of one model, of which a fault or a
// bad update takes all down together (a common cause of failure, IEC 61508-6, annex D),
// and the contract of lines and cloud resources, with which all of them end.
func (r *reading) alike() {
	for i := range len(r.e.Things) {
		for _, g := range r.e.Things[i].Needs {
			r.common(g, func(a *catalog.Asset) (shared, record.AnyRef) {
				return shared{a.Product.ID, a.System.ID}, record.AnyRef{Type: "product", ID: a.System.ID}
			})
			r.common(g, func(a *catalog.Asset) (shared, record.AnyRef) {
				if !operated(a) {
					return shared{}, record.AnyRef{}
				}
				return shared{a.Contract.ID, a.Contract.ID}, record.AnyRef{Type: "contract", ID: a.Contract.ID}
			})
		}
	}
}

// shared is what units may have in common; nothing where one of the two is unknown.
type shared struct{ one, other record.ID }

// common finds the units of a group without which it does not work and that share
// something, and makes them need that.
func (r *reading) common(g Group, of func(*catalog.Asset) (shared, record.AnyRef)) {
	same, refs := map[shared][]int{}, []record.AnyRef{}
	keys := []shared{}
	for _, at := range g.Of {
		a := r.e.Things[at].Asset
		if a == nil {
			continue
		}
		key, ref := of(a)
		if key.one.IsZero() || key.other.IsZero() {
			continue
		}
		if same[key] == nil {
			keys, refs = append(keys, key), append(refs, ref)
		}
		same[key] = append(same[key], at)
	}
	for i, key := range keys {
		if units := same[key]; len(units) > 1 && len(g.Of) > g.Min && len(g.Of)-len(units) < g.Min {
			r.share(refs[i], units)
		}
	}
}

func (r *reading) share(what record.AnyRef, units []int) {
	at := r.thing(what)
	if at < 0 {
		return
	}
	how := catalog.DependencyType("uses")
	if t := &r.e.Things[at]; what.Type == "product" {
		how = "runs_on"
		if t.Unit == nil {
			t.Unit = r.e.Things[units[0]].Asset
		}
	}
	for _, unit := range units {
		r.follows(unit, what, how)
	}
}

// implied adds what follows from where a thing stands and who runs it.
func (r *reading) implied(i int) {
	t := &r.e.Things[i]
	switch t.Ref.Type {
	case "asset":
		if stands(t.Asset) && !r.stood[i] {
			r.within(i, t.Asset.Location, t.Asset.Site)
		}
		if operated(t.Asset) && t.Asset.Vendor.Known() {
			r.follows(i, record.AnyRef{Type: "vendor", ID: t.Asset.Vendor.ID}, "uses")
		}
	case "location":
		if l := record.Get(r.s, record.To[catalog.Location](t.Ref.ID)); l != nil {
			r.within(i, l.In, l.Site)
		}
	case "contract":
		if c := record.Get(r.s, record.To[catalog.Contract](t.Ref.ID)); c != nil && c.Vendor.Known() {
			r.follows(i, record.AnyRef{Type: "vendor", ID: c.Vendor.ID}, "uses")
		}
	case "team":
		r.team(i)
	}
}

// within makes a thing need the room that it stands in, else the site.
func (r *reading) within(i int, room record.Ref[catalog.Location], site record.Ref[catalog.Site]) {
	if room.Known() {
		r.follows(i, record.AnyRef{Type: "location", ID: room.ID}, "stands_in")
	} else if site.Known() {
		r.follows(i, record.AnyRef{Type: "site", ID: site.ID}, "stands_in")
	}
}

func (r *reading) follows(i int, ref record.AnyRef, how catalog.DependencyType) {
	provider := r.thing(ref)
	if provider < 0 || provider == i {
		return
	}
	for _, g := range r.e.Things[i].Needs {
		for _, at := range g.Of {
			if at == provider {
				return
			}
		}
	}
	r.need(i, provider, "", 1, how, false)
}

// team makes a team able as long as one of its people is.
func (r *reading) team(i int) {
	if r.members == nil {
		r.members = map[record.ID][]int{}
		for p := range record.Each[catalog.Person](r.s) {
			if p.Team.Known() && r.e.Find(p.Team.ID) != nil {
				if at := r.thing(record.AnyRef{Type: "person", ID: p.ID}); at >= 0 {
					r.members[p.Team.ID] = append(r.members[p.Team.ID], at)
				}
			}
		}
	}
	if of := r.members[r.e.Things[i].Ref.ID]; len(of) > 0 {
		r.e.Things[i].Support = append(r.e.Things[i].Support, Group{Name: "members", Min: 1, Of: of, How: "supported_by"})
	}
}
