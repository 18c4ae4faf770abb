package technology

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Edition is how many days back a move counts as one since the last edition of
// the radar.
const Edition = 182

// Entry is an entry of the radar with what is known of its use.
type Entry struct {
	*catalog.Technology
	Movement catalog.Movement    // since the last edition; empty when it is not known
	Since    record.Date         // in its ring since; unknown when no move says
	Products []*catalog.Product  // that belong to it, by name
	Assets   []*catalog.Asset    // that have any of them and are not retired, by name
	Services []*catalog.Service  // that stand on these assets or are named, the most critical first
	Support  Support             // of the products that are installed
	Contract []*catalog.Contract // named, or covering these assets, and not ended, by name
	Troubles []*catalog.Incident // open, on these assets, the oldest first
	Waivers  []*catalog.Waiver   // open, the first to expire first
}

// Radar lists the entries that are on the radar, by name.
func Radar(s *record.Snapshot, today record.Date) []Entry {
	return record.Answer(s, "technology.radar", today, radar)
}

func radar(s *record.Snapshot, today record.Date) []Entry {
	u := usageOf(s)
	var entries []Entry
	for t := range record.Each[catalog.Technology](s) {
		if !t.Archived && t.State == "on_radar" {
			entries = append(entries, u.entry(s, t, today))
		}
	}
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Or(cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID)) })
	return entries
}

// EntryOf is what is known of the use of one entry, on the radar or not.
func EntryOf(s *record.Snapshot, t *catalog.Technology, today record.Date) Entry {
	return usageOf(s).entry(s, t, today)
}

// usage is what is installed of each product, and what the products' families are.
type usage struct {
	assets  map[record.ID][]*catalog.Asset
	family  map[string][]*catalog.Product
	waivers map[record.ID][]*catalog.Waiver   // by entry
	open    map[record.ID][]*catalog.Incident // by asset
	up      *signal.Upward
}

func usageOf(s *record.Snapshot) *usage {
	return record.Answer(s, "technology.usage", struct{}{}, func(s *record.Snapshot, _ struct{}) *usage {
		u := &usage{map[record.ID][]*catalog.Asset{}, map[string][]*catalog.Product{}, map[record.ID][]*catalog.Waiver{}, openIncidents(s), signal.UpwardOf(s)}
		for p := range record.Each[catalog.Product](s) {
			if p.Family != "" && !p.Archived {
				u.family[p.Family] = append(u.family[p.Family], p)
			}
		}
		for a := range record.Each[catalog.Asset](s) {
			if a.Archived || a.State == "retired" {
				continue
			}
			for i, p := range []record.ID{a.Product.ID, a.System.ID} {
				if !p.IsZero() && (i == 0 || p != a.Product.ID) {
					u.assets[p] = append(u.assets[p], a)
				}
			}
		}
		for w := range record.Each[catalog.Waiver](s) {
			if w.Open() {
				u.waivers[w.Technology.ID] = append(u.waivers[w.Technology.ID], w)
			}
		}
		return u
	})
}

func (u *usage) entry(s *record.Snapshot, t *catalog.Technology, today record.Date) Entry {
	e := Entry{Technology: t, Movement: movement(t, today), Since: since(t), Products: u.products(s, t), Waivers: slices.Clone(u.waivers[t.ID])}
	seen := map[record.ID]bool{}
	var installed []*catalog.Product
	for _, p := range e.Products {
		if len(u.assets[p.ID]) > 0 {
			installed = append(installed, p)
		}
		for _, a := range u.assets[p.ID] {
			if !seen[a.ID] {
				seen[a.ID] = true
				e.Assets = append(e.Assets, a)
			}
		}
	}
	slices.SortFunc(e.Assets, func(a, b *catalog.Asset) int { return cmp.Or(cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID)) })
	e.Services = u.services(s, t, e.Assets)
	e.Support = supportOf(installed, today)
	contracts := slices.Clone(t.Contracts)
	for _, a := range e.Assets {
		contracts = append(contracts, a.Contract)
		e.Troubles = append(e.Troubles, u.open[a.ID]...)
	}
	for _, ref := range contracts {
		if c := record.Get(s, ref); c != nil && !c.Archived && c.State != "ended" && c.State != "rejected" && !slices.Contains(e.Contract, c) {
			e.Contract = append(e.Contract, c)
		}
	}
	slices.SortFunc(e.Troubles, func(a, b *catalog.Incident) int { return cmp.Or(a.Opened.Compare(&b.Opened), a.ID.Compare(b.ID)) })
	slices.SortFunc(e.Contract, func(a, b *catalog.Contract) int { return cmp.Or(cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID)) })
	slices.SortFunc(e.Waivers, func(a, b *catalog.Waiver) int { return cmp.Or(a.Expires.Compare(&b.Expires), a.ID.Compare(b.ID)) })
	return e
}

// openIncidents are those that nobody has resolved, by their asset.
func openIncidents(s *record.Snapshot) map[record.ID][]*catalog.Incident {
	open := map[record.ID][]*catalog.Incident{}
	lifecycle := record.TypeFor[catalog.Incident](s).Lifecycle
	for i := range record.Each[catalog.Incident](s) {
		if i.Asset.Known() && !i.Archived && i.State != "resolved" && !lifecycle.IsClosed(i.State) {
			open[i.Asset.ID] = append(open[i.Asset.ID], i)
		}
	}
	return open
}

// products are those of the family and those named, each once.
func (u *usage) products(s *record.Snapshot, t *catalog.Technology) []*catalog.Product {
	list := slices.Clone(u.family[t.Family])
	for _, ref := range t.Products {
		if p := record.Get(s, ref); p != nil && !p.Archived && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b *catalog.Product) int { return cmp.Or(cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID)) })
	return list
}

// services are those that stand on the assets and those named that are not retired.
func (u *usage) services(s *record.Snapshot, t *catalog.Technology, assets []*catalog.Asset) []*catalog.Service {
	list := u.up.Services(ids(assets)...)
	for _, ref := range t.Services {
		if service := record.Get(s, ref); service != nil && !service.Archived && service.State != "retired" && !slices.Contains(list, service) {
			list = append(list, service)
		}
	}
	signal.SortByTier(list)
	return list
}

// since is the day of the last move, if it led to the ring of the entry.
func since(t *catalog.Technology) record.Date {
	if n := len(t.Moves); n > 0 && t.Moves[n-1].Ring == t.Ring {
		return t.Moves[n-1].On
	}
	return record.Date{}
}

// movement is how an entry moved since the last edition. What the moves say
// counts before what was stated. A ring that differs from that of the last move
// was changed without a move: then only what was stated counts.
func movement(t *catalog.Technology, today record.Date) catalog.Movement {
	if !since(t).Known() {
		return t.Movement
	}
	edition := today.AddDays(-Edition)
	before := catalog.Ring("")
	for _, m := range t.Moves {
		if m.On.Before(edition) {
			before = m.Ring
		}
	}
	switch {
	case before == "":
		return "new"
	case ringPlace(t.Ring) < ringPlace(before):
		return "in"
	case ringPlace(t.Ring) > ringPlace(before):
		return "out"
	}
	return "none"
}

// ringPlace counts the rings from the middle outwards.
func ringPlace(r catalog.Ring) int {
	return slices.IndexFunc(r.Options(), func(o record.Option) bool { return o.Name == string(r) })
}
