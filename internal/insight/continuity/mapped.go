package continuity

import (
	"cmp"
	"slices"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Band is a row of the map: things of one sort.
type Band int

// The bands, from what people use down to what it all stands on.
const (
	BandService Band = iota
	BandApplication
	BandServer
	BandNetwork
	BandPower
	BandRoom
	BandSite
	BandVendor
	BandPerson
)

// Bands names the bands, from the top.
func Bands() []string {
	return []string{"Services", "Applications and cloud", "Servers and equipment", "Network and lines", "Power", "Rooms and racks", "Sites", "Vendors and contracts", "People and teams"}
}

// Band is where a thing stands on the map.
func (t *Thing) Band() Band {
	switch {
	case t.Service != nil:
		return BandService
	case t.Asset != nil:
		return bandOf(t.Asset.Class)
	}
	switch t.Ref.Type {
	case "location":
		return BandRoom
	case "site":
		return BandSite
	case "vendor", "contract":
		return BandVendor
	case "person", "team":
		return BandPerson
	}
	return BandServer
}

func bandOf(class catalog.AssetClass) Band {
	switch class {
	case "software", "cloud":
		return BandApplication
	case "network", "circuit":
		return BandNetwork
	case "power":
		return BandPower
	}
	return BandServer
}

// MapQuestion is what of the estate is to be seen on the map. The zero value is all.
type MapQuestion struct {
	Of   record.ID // a thing and what it needs, in turn
	Up   bool      // of that thing also what needs it
	Site record.ID // what stands at a site, and what that is joined to
	Fold bool      // sites and teams stand for what is theirs
	Open string    // those that are not folded all the same: their IDs as text, in order, with commas
}

// Map is what is to be drawn of the estate.
type Map struct {
	Nodes []MapNode
	Edges []MapEdge
	Of    int // things in the estate
	Seen  int // things on the map, those that are folded among them
	node  []int
}

// MapNode is a thing, or a site or team that stands for what is its.
type MapNode struct {
	Place int   // of the thing in the estate
	Holds []int // the places of all that are folded in it, itself among them; nil where it is one thing
}

// MapEdge says that something of one node needs something of another.
type MapEdge struct{ From, To int }

// Node is the node on which a thing stands, -1 when it is not on the map.
func (m *Map) Node(place int) int { return m.node[place] }

// MapOf finds what is on the map: each thing once, with the most critical services
// first and else by name.
func MapOf(s *record.Snapshot, q MapQuestion) *Map {
	return record.Answer(s, "continuity.map", q, func(s *record.Snapshot, q MapQuestion) *Map {
		e := EstateOf(s)
		c := &chart{e: e, q: q, joins: joinsOf(s), m: &Map{Of: len(e.Things), node: make([]int, len(e.Things))}}
		c.nodes(c.seen())
		c.edges()
		return c.m
	})
}

// chart draws up a map.
type chart struct {
	e     *Estate
	q     MapQuestion
	joins *joins
	m     *Map
}

// seen marks the things that the question is about.
func (c *chart) seen() []bool {
	seen := make([]bool, len(c.e.Things))
	if !c.q.Of.IsZero() {
		if of := c.e.Place(c.q.Of); of >= 0 {
			reach(seen, of, c.joins.needs)
			if c.q.Up {
				above := make([]bool, len(seen))
				reach(above, of, c.joins.needers)
				mark(seen, above)
			}
		}
		return seen
	}
	site := c.e.Place(c.q.Site)
	for i := range seen {
		seen[i] = c.q.Site.IsZero() || site >= 0 && c.near(i, site)
	}
	return seen
}

// near reports whether a thing is at a site, or joined to one that is.
func (c *chart) near(i, site int) bool {
	at := func(i int) bool { return c.joins.home[i] == site }
	return at(i) || slices.ContainsFunc(c.joins.needs[i], at) || slices.ContainsFunc(c.joins.needers[i], at)
}

// reach marks a thing and all to which the lists lead from it.
func reach(seen []bool, from int, lists [][]int) {
	seen[from] = true
	for queue := []int{from}; len(queue) > 0; {
		at := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, to := range lists[at] {
			if !seen[to] {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
}

func mark(seen, more []bool) {
	for i, m := range more {
		seen[i] = seen[i] || m
	}
}

// nodes puts the things that are seen on nodes: of a site or team that is folded,
// all on one.
func (c *chart) nodes(seen []bool) {
	holds := map[int][]int{}
	var places []int
	for i := range c.e.Things {
		c.m.node[i] = -1
		if !seen[i] {
			continue
		}
		c.m.Seen++
		on := c.fold(i)
		if on != i || c.folded(i) {
			holds[on] = append(holds[on], i)
		}
		if on == i || !seen[on] && len(holds[on]) == 1 {
			places = append(places, on)
		}
	}
	slices.SortStableFunc(places, c.compare)
	for _, place := range places {
		n := MapNode{Place: place, Holds: holds[place]}
		if len(n.Holds) == 1 { // nothing is folded: it stands for itself
			n = MapNode{Place: n.Holds[0]}
		}
		for _, i := range n.Holds {
			c.m.node[i] = len(c.m.Nodes)
		}
		c.m.node[n.Place] = len(c.m.Nodes)
		c.m.Nodes = append(c.m.Nodes, n)
	}
}

// fold is the thing on whose node another is shown: its site or team, else itself.
func (c *chart) fold(i int) int {
	if home := c.joins.home[i]; home >= 0 && c.folded(home) && c.e.Things[i].Service == nil {
		return home
	}
	return i
}

// folded reports whether a thing stands for what is its.
func (c *chart) folded(i int) bool {
	ref := c.e.Things[i].Ref
	return c.q.Fold && (ref.Type == "site" || ref.Type == "team") && !strings.Contains(c.q.Open, ref.ID.String())
}

// compare puts the most critical services first, and else goes by name.
func (c *chart) compare(a, b int) int {
	x, y := &c.e.Things[a], &c.e.Things[b]
	return cmp.Or(cmp.Compare(x.tier(), y.tier()), strings.Compare(x.Name, y.Name), cmp.Compare(a, b))
}

// tier is how critical a service is, 0 the most; the same for all that is none.
func (t *Thing) tier() int {
	if t.Service == nil {
		return 0
	}
	return slices.IndexFunc(t.Service.Tier.Options(), func(o record.Option) bool { return o.Name == string(t.Service.Tier) })
}

// edges joins the nodes, each pair once in each direction.
func (c *chart) edges() {
	drawn := map[MapEdge]bool{}
	for i := range c.e.Things {
		from := c.m.node[i]
		if from < 0 {
			continue
		}
		for _, to := range c.joins.needs[i] {
			e := MapEdge{from, c.m.node[to]}
			if e.To >= 0 && e.From != e.To && !drawn[e] {
				drawn[e] = true
				c.m.Edges = append(c.m.Edges, e)
			}
		}
	}
}

// Place is where a record stands among the things, -1 when it does not.
func (e *Estate) Place(id record.ID) int {
	if at, ok := e.place[id]; ok {
		return at
	}
	return -1
}
