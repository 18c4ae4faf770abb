package technology

import (
	"cmp"
	"maps"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Grade is how well makers stand behind what is installed.
type Grade int

// The grades, the worst last. Unknown is apart: it is neither good nor bad, and
// is the grade of something only where nothing is known of it at all.
const (
	Unknown Grade = iota
	Supported
	Ending // support ends within the Horizon
	Ended
)

// Title names a grade.
func (g Grade) Title() string {
	return [...]string{"Unknown", "Supported", "Ends within half a year", "Past support"}[g]
}

// GradeOf is how well its maker stands behind a product on a day.
func GradeOf(p *catalog.Product, today record.Date) Grade {
	ended, known := p.SupportEnded(today)
	soon, _ := p.SupportEnded(today.AddDays(Horizon))
	switch {
	case !known:
		return Unknown
	case ended:
		return Ended
	case soon:
		return Ending
	}
	return Supported
}

// Support sums up some products: the worst grade, and how many have each. Counts
// are never added up to a mark, in which many small ones could outweigh one that
// is past its support.
type Support struct {
	Worst Grade
	Count [Ended + 1]int // by grade
	Next  record.Date    // the first end of support that is still to come; unknown if none is known
}

func supportOf(products []*catalog.Product, today record.Date) Support {
	var sum Support
	for _, p := range products {
		grade := GradeOf(p, today)
		sum.Count[grade]++
		sum.Worst = max(sum.Worst, grade)
		if grade != Ended && p.SupportEnds.Known() && (!sum.Next.Known() || p.SupportEnds.Before(sum.Next)) {
			sum.Next = p.SupportEnds
		}
	}
	return sum
}

// Footing is what a service stands on, by the support of its makers.
type Footing struct {
	Service *catalog.Service
	Support
	Products   []*catalog.Product // all, the worst grade first
	Assets     int                // below the service, to any depth
	Unrecorded int                // of them: those of which no product is recorded
}

// Footings rolls obsolescence up to the live services that stand on any asset:
// the worst first, then those with more of the worst, then by tier and name.
// What is below a service counts without regard to alternatives.
func Footings(s *record.Snapshot, today record.Date) []Footing {
	return record.Answer(s, "technology.footings", today, footings)
}

func footings(s *record.Snapshot, today record.Date) []Footing {
	below := downward(s)
	var services []*catalog.Service
	for service := range record.Each[catalog.Service](s) {
		if !service.Archived && service.State != "retired" && service.State != "planned" {
			services = append(services, service)
		}
	}
	signal.SortByTier(services)
	var list []Footing
	for _, service := range services {
		if f := footing(s, service, below, today); f.Assets > 0 {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b Footing) int {
		return cmp.Or(cmp.Compare(b.Worst, a.Worst), cmp.Compare(b.Count[b.Worst], a.Count[a.Worst]))
	})
	return list
}

// downward is what each record needs directly, of what is in use.
func downward(s *record.Snapshot) map[record.ID][]record.AnyRef {
	below := map[record.ID][]record.AnyRef{}
	for d := range record.Each[catalog.Dependency](s) {
		if !d.Archived {
			below[d.Dependent.ID] = append(below[d.Dependent.ID], d.Provider)
		}
	}
	return below
}

func footing(s *record.Snapshot, service *catalog.Service, below map[record.ID][]record.AnyRef, today record.Date) Footing {
	f := Footing{Service: service}
	products := map[record.ID]*catalog.Product{}
	seen := map[record.ID]bool{service.ID: true}
	for queue := below[service.ID]; len(queue) > 0; queue = queue[1:] {
		ref := queue[0]
		if seen[ref.ID] || !inUse(s, ref) {
			continue
		}
		seen[ref.ID] = true
		queue = append(queue, below[ref.ID]...)
		if a := record.Get(s, record.To[catalog.Asset](ref.ID)); a != nil {
			f.add(s, a, products)
		}
	}
	f.Products = slices.Collect(maps.Values(products))
	slices.SortFunc(f.Products, func(a, b *catalog.Product) int {
		return cmp.Or(cmp.Compare(GradeOf(b, today), GradeOf(a, today)), cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
	})
	f.Support = supportOf(f.Products, today)
	return f
}

func (f *Footing) add(s *record.Snapshot, a *catalog.Asset, products map[record.ID]*catalog.Product) {
	f.Assets++
	recorded := false
	for _, ref := range []record.Ref[catalog.Product]{a.Product, a.System} {
		if p := record.Get(s, ref); p != nil {
			products[p.ID] = p
			recorded = true
		}
	}
	if !recorded {
		f.Unrecorded++
	}
}

// inUse reports whether a record is there and neither archived nor at the end of
// its life.
func inUse(s *record.Snapshot, ref record.AnyRef) bool {
	t := s.Dictionary().Type(ref.Type)
	if t == nil {
		return false
	}
	r := s.Find(t, ref.ID)
	return r != nil && !r.Head().Archived && !t.Lifecycle.IsClosed(r.Head().State)
}
