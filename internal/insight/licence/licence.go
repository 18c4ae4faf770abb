// Package licence compares what may be used of a product with what is installed
// and used. Commitments and money both build on it.
package licence

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Position is what is entitled of a product by one metric, beside what is
// installed and what is used.
type Position struct {
	Name     string
	Metric   catalog.LicenceMetric
	Product  *catalog.Product // nil: of a family
	Rights   []*catalog.LicenceEntitlement
	Entitled int64
	// Installed counts the assets on which the product is recorded. It is unknown
	// where none is: then installations are probably not recorded at all.
	Installed record.Int
	Used      record.Int  // unknown unless it was counted for every right
	UsedOn    record.Date // the oldest of these counts
	Each      record.Money
	// Short is how many are needed beyond what is entitled, Spare how many are paid
	// for and not in use. Both are unknown where what is needed is.
	Short, Spare record.Int
	// Stake is what those cost a year, at the price of those that are there.
	Stake record.Money
	Basis string // how it was computed, or why it is not known
}

// counted tells the metrics by which each installation needs a right; by the
// others each user does.
func counted(m catalog.LicenceMetric) bool { return m == "device" || m == "installation" }

// Positions compares the rights in force on a day with what is installed and used,
// the shortest first, then by what is at stake.
func Positions(s *record.Snapshot, today record.Date, in record.Locale) []Position {
	type question struct {
		today  record.Date
		locale record.Locale
	}
	return record.Answer(s, "licence.positions", question{today, in}, func(s *record.Snapshot, q question) []Position {
		return positions(s, q.today, q.locale)
	})
}

func positions(s *record.Snapshot, today record.Date, in record.Locale) []Position {
	var list []*Position
	place := map[string]*Position{}
	for l := range record.Each[catalog.LicenceEntitlement](s) {
		if !l.Holds(today) {
			continue
		}
		key := string(l.Metric) + "\x00" + l.Family + "\x00" + l.Product.ID.String()
		p := place[key]
		if p == nil {
			p = &Position{Metric: l.Metric, Product: record.Get(s, l.Product), Name: cmp.Or(l.Family, l.Name)}
			if p.Product != nil {
				p.Name = p.Product.Name
			}
			place[key] = p
			list = append(list, p)
		}
		p.Rights = append(p.Rights, l)
		p.Entitled += l.Quantity.N()
	}
	onFamily, onProduct := installations(s)
	out := make([]Position, 0, len(list))
	for _, p := range list {
		n := onFamily[strings.ToLower(p.Rights[0].Family)]
		if p.Product != nil {
			n = onProduct[p.Product.ID]
		}
		if n > 0 {
			p.Installed = record.Whole(n)
		}
		p.count()
		p.weigh(in)
		out = append(out, *p)
	}
	slices.SortStableFunc(out, func(a, b Position) int {
		return cmp.Or(cmp.Compare(min(b.Short.N(), 1), min(a.Short.N(), 1)), cmp.Compare(b.Stake.Minor, a.Stake.Minor), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// installations counts the assets that are there, by family in lower case and by
// product.
func installations(s *record.Snapshot) (families map[string]int64, products map[record.ID]int64) {
	families, products = map[string]int64{}, map[record.ID]int64{}
	for a := range record.Each[catalog.Asset](s) {
		if a.Archived || a.State == "retired" || a.State == "ordered" {
			continue
		}
		for _, ref := range []record.Ref[catalog.Product]{a.Product, a.System} {
			if p := record.Get(s, ref); p != nil {
				products[p.ID]++
				families[strings.ToLower(p.Family)]++
			}
		}
	}
	return families, products
}

// count derives what is used, short and spare.
func (p *Position) count() {
	p.Used = record.Whole(0)
	for _, l := range p.Rights {
		if !l.Used.Known() {
			p.Used = record.Int{}
			break
		}
		p.Used = record.Whole(p.Used.N() + l.Used.N())
		if !p.UsedOn.Known() || l.UsedOn.Before(p.UsedOn) {
			p.UsedOn = l.UsedOn
		}
	}
	need := p.Used
	if counted(p.Metric) && p.Installed.Known() {
		need = p.Installed
	}
	if !need.Known() {
		return
	}
	p.Short = record.Whole(max(need.N()-p.Entitled, 0))
	inUse := need
	if p.Used.Known() {
		inUse = p.Used
	}
	p.Spare = record.Whole(max(p.Entitled-inUse.N(), 0))
	if p.Short.N() > 0 {
		p.Spare = record.Whole(0)
	}
}

// weigh says what is at stake in a year.
func (p *Position) weigh(in record.Locale) {
	p.Each = p.each()
	n := max(p.Short.N(), p.Spare.N())
	switch {
	case !p.Short.Known():
		p.Basis = "Not known: how many are in use was not counted."
	case !p.Each.Known():
		p.Basis = "Not known: what one costs a year is not recorded."
	default:
		p.Stake, _ = p.Each.MulRatio(n, 1) // unknown when it is too large to keep
		p.Basis = fmt.Sprintf("%d at %s for a year each.", n, signal.Exact(p.Each, in))
		if p.Short.N() > 0 {
			p.Basis += " What an audit would add to that is not reckoned."
		}
	}
}

// each is the mean price of one for a year, rounded; unknown where one of the
// rights has none, and in several currencies.
func (p *Position) each() record.Money {
	var sum record.Money
	for i, l := range p.Rights {
		all, err := l.Each().MulRatio(l.Quantity.N(), 1)
		if l.Cost.Known() && !l.UnitCost.Known() {
			all = l.Cost
		}
		switch {
		case err != nil || !all.Known():
			return record.Money{}
		case i == 0:
			sum = all
		default:
			sum = signal.Plus(sum, all)
		}
	}
	if !sum.Known() || p.Entitled == 0 {
		return record.Money{}
	}
	one, err := sum.MulRatio(1, p.Entitled)
	if err != nil {
		return record.Money{}
	}
	return one
}
