package finance

import (
	"cmp"
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// idleAfter is for how many days something must have been of no use.
const idleAfter = 90

// idle is equipment of one class that waits in stock, or that nobody answers for
// and no service stands on.
type idle struct {
	class  catalog.AssetClass
	stock  bool
	assets []*catalog.Asset
}

// assets finds equipment of no use, a saving for each class.
func (f *saver) assets() {
	type place struct {
		class catalog.AssetClass
		stock bool
	}
	groups, covered := map[place]*idle{}, map[record.ID]int64{}
	up := signal.UpwardOf(f.s)
	for a := range record.Each[catalog.Asset](f.s) {
		if !inUse(a) {
			continue
		}
		if a.Contract.Known() {
			covered[a.Contract.ID]++
		}
		stock, ok := f.idle(up, a)
		if !ok {
			continue
		}
		at := place{a.Class, stock}
		if groups[at] == nil {
			groups[at] = &idle{class: a.Class, stock: stock}
		}
		groups[at].assets = append(groups[at].assets, a)
	}
	var list []*idle
	for _, group := range groups {
		list = append(list, group)
	}
	slices.SortFunc(list, func(a, b *idle) int { return cmp.Or(cmp.Compare(a.class, b.class), signal.Last(a.stock, b.stock)) })
	for _, group := range list {
		f.found = append(f.found, f.unused(group, covered))
	}
}

// idle reports whether an asset has been of no use for long: in stock, or without
// anybody who answers for it and any service that stands on it.
func (f *saver) idle(up *signal.Upward, a *catalog.Asset) (stock, ok bool) {
	since := a.Purchased
	if stock = a.State == "in_stock"; stock {
		if a.Stocked.Known() {
			since = a.Stocked
		}
	} else if a.Owner.Known() || a.Team.Known() || up.Carries(a.ID) {
		return false, false
	}
	return stock, since.Known() && since.DaysUntil(f.today) > idleAfter
}

// unused is the saving of one class: what its assets lose in the twelve months
// from today on, and their parts of the contracts that cover them.
func (f *saver) unused(group *idle, covered map[record.ID]int64) Saving {
	class := string(group.class)
	if o := record.TypeFor[catalog.Asset](f.s).Field("class").Option(class); o != nil {
		class = o.Title
	}
	how, do := "without owner, team or service, bought over %d days ago", "Find out who has them, or retire them."
	if group.stock {
		how, do = "in stock, put there or bought over %d days ago", "Put them into use before the next order, sell them, or retire them."
	}
	n := len(group.assets)
	x := Saving{Kind: IdleAssets, Subject: signal.To(f.s, group.assets[0]), Do: do,
		Title: fmt.Sprintf("%s: %s "+how, class, signal.Count(n, "asset", "assets"), idleAfter)}
	slices.SortFunc(group.assets, func(a, b *catalog.Asset) int { return cmp.Or(cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID)) })
	sum, unknown := record.NoMoney(f.currency), 0
	for _, a := range group.assets {
		cost := f.costOf(a, covered)
		text := "what it costs a year is not known"
		if cost.Known() {
			sum, text = signal.Plus(sum, cost), signal.Exact(cost, f.in)+" a year"
		} else {
			unknown++
		}
		f.evidence(&x, a, f.since(a)+"; "+text)
	}
	if unknown == n {
		x.Basis = "Not known: neither price, life and day of purchase nor a contract that covers them is recorded."
		return x
	}
	x.Yearly, x.Least = sum, unknown > 0
	x.Basis = "What they wear out in the next twelve months, which is saved where they take the place of new ones, and an even part of what contracts that cover them cost a year. The price itself is spent; a sale brings back a part."
	if unknown > 0 {
		x.Basis += fmt.Sprintf(" Of %s nothing is known.", signal.Count(unknown, "asset", "assets"))
	}
	return x
}

// since says since when an asset is of no use, as far as that is recorded.
func (f *saver) since(a *catalog.Asset) string {
	if a.State == "in_stock" && a.Stocked.Known() {
		return "In stock since " + a.Stocked.Format(f.in)
	}
	return "Since when is not recorded; bought " + a.Purchased.Format(f.in)
}

// costOf is what an asset costs in the twelve months from today on: depreciation
// and its even part of the contract that covers it. It is unknown where neither is.
func (f *saver) costOf(a *catalog.Asset, covered map[record.ID]int64) record.Money {
	cost := record.Money{}
	add := func(m record.Money) {
		switch {
		case !m.Known():
		case !cost.Known():
			cost = m
		default:
			cost = signal.Plus(cost, m)
		}
	}
	if charges := converted(f.rates, Charges(a), f.currency, a.Purchased); charges != nil && a.Purchased.Known() {
		year, first := record.NoMoney(f.currency), monthsBetween(a.Purchased, f.today)
		for at := max(first, 0); at < min(first+12, len(charges)); at++ {
			year = signal.Plus(year, charges[at])
		}
		add(year)
	}
	if c := record.Get(f.s, a.Contract); c != nil && inForce(c, f.today) && c.Annual.Known() {
		part, _ := f.convert(c.Annual).MulRatio(1, covered[c.ID]) // unknown without a rate
		add(part)
	}
	return cost
}
