package continuity

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Thing is a record that stands in the estate: something that runs, that others
// need, or that can bring others back.
type Thing struct {
	Ref     record.AnyRef
	Name    string
	Number  int64
	Kind    catalog.RedundantKind // what sort of thing it is; empty for what is none of them
	Service *catalog.Service      // nil when it is something else
	Asset   *catalog.Asset        // nil when it is something else
	Unit    *catalog.Asset        // of a system: one of those that run on it and fail with it; nil for other things
	Needs   []Group               // what it needs to run
	Support []Group               // who can bring it back
	Start   []Group               // what it needs to start, beyond what it needs to run
}

// Group is what a thing needs of some others: so many of them.
type Group struct {
	Name string // as in the dependencies; empty where one is needed by itself
	Min  int
	Of   []int // places in Estate.Things
	How  catalog.DependencyType
	Told bool // by a dependency; otherwise it follows from where the thing stands or who runs it
}

// Word is what people call the kind of a thing.
func (t *Thing) Word() string {
	switch {
	case t.Service != nil:
		return "Service"
	case t.Asset != nil:
		for _, o := range t.Asset.Class.Options() {
			if o.Name == string(t.Asset.Class) {
				return o.Title
			}
		}
		return "Asset"
	}
	switch t.Ref.Type {
	case "site":
		return "Site"
	case "location":
		return "Room or rack"
	case "vendor":
		return "Vendor"
	case "contract":
		return "Contract"
	case "product":
		return "System that several run on"
	case "person":
		return "Person"
	case "team":
		return "Team"
	}
	return "Thing"
}

// kindOf sorts a record.
func kindOf(r record.Record) catalog.RedundantKind {
	switch r := r.(type) {
	case *catalog.Asset:
		return assetKinds[r.Class]
	case *catalog.Site, *catalog.Location:
		return "place"
	case *catalog.Vendor, *catalog.Contract:
		return "vendor"
	case *catalog.Person, *catalog.Team:
		return "person"
	}
	return ""
}

var assetKinds = map[catalog.AssetClass]catalog.RedundantKind{
	"server": "machine", "storage": "machine", "computer": "machine", "network": "network", "circuit": "network",
	"power": "power", "virtual": "software", "software": "software", "cloud": "vendor",
}

// stands reports whether an asset is a piece of equipment that stands somewhere.
func stands(a *catalog.Asset) bool {
	switch a.Class {
	case "server", "storage", "network", "power":
		return true
	}
	return false
}

// operated reports whether an asset works only as long as its vendor does: a line,
// something in a cloud.
func operated(a *catalog.Asset) bool { return a.Class == "circuit" || a.Class == "cloud" }
