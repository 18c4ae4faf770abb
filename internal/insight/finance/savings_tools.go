package finance

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// purpose is what several things are for, and the contracts that pay them.
type purpose struct {
	name      string
	things    []record.Record // technologies and licences
	contracts []*catalog.Contract
}

// tools finds what may do the same and is paid by different contracts in force:
// entries of the radar of one purpose, and licences of products of one category.
func (f *saver) tools() {
	for _, p := range f.purposes() {
		if len(p.contracts) < 2 {
			continue
		}
		slices.SortFunc(p.contracts, func(a, b *catalog.Contract) int { return cmp.Or(cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID)) })
		x := Saving{Kind: DuplicateTools, Subject: signal.To(f.s, p.things[0]),
			Title: fmt.Sprintf("%s are paid for %s and may do the same", signal.Count(len(p.contracts), "contract", "contracts"), p.name),
			Do:    "Ask their owners whether one would do for all, and let the others end."}
		f.keepDearest(&x, p.contracts)
		for _, thing := range p.things {
			f.evidence(&x, thing, "Of this purpose")
		}
		f.found = append(f.found, x)
	}
}

// keepDearest says what falls away when all but the dearest end. Where what some
// cost is not known it is at least that.
func (f *saver) keepDearest(x *Saving, contracts []*catalog.Contract) {
	sum, dearest, known := record.NoMoney(f.currency), record.Money{}, 0
	for _, c := range contracts {
		x.on = append(x.on, c.ID)
		year := f.convert(yearOf(c, f.today))
		if !year.Known() {
			f.evidence(x, c, "What it costs a year is not known; "+f.term(c))
			continue
		}
		known++
		f.evidence(x, c, signal.Exact(year, f.in)+" a year; "+f.term(c))
		sum = signal.Plus(sum, year)
		if !dearest.Known() || year.Minor > dearest.Minor {
			dearest = year
		}
	}
	if known < 2 {
		x.Basis = "Not known: what they cost a year is not recorded."
		return
	}
	x.Yearly, x.Least = signal.Plus(sum, dearest.Neg()), known < len(contracts)
	x.Basis = fmt.Sprintf("What all but the dearest cost (that one costs %s a year). What moving costs is not reckoned, nor whether one really does for all.", signal.Exact(dearest, f.in))
}

// purposes gathers what is paid by purpose, in the order of the names.
func (f *saver) purposes() []*purpose {
	by := map[string]*purpose{}
	put := func(name string, thing record.Record, refs ...record.Ref[catalog.Contract]) {
		key := strings.ToLower(strings.TrimSpace(name))
		for _, ref := range refs {
			c := record.Get(f.s, ref)
			if key == "" || c == nil || !inForce(c, f.today) {
				continue
			}
			if by[key] == nil {
				by[key] = &purpose{name: strings.TrimSpace(name)}
			}
			p := by[key]
			if !slices.Contains(p.things, thing) {
				p.things = append(p.things, thing)
			}
			if !slices.Contains(p.contracts, c) {
				p.contracts = append(p.contracts, c)
			}
		}
	}
	for t := range record.Each[catalog.Technology](f.s) {
		if !t.Archived && t.State == "on_radar" {
			put(t.Purpose, t, t.Contracts...)
		}
	}
	for l := range record.Each[catalog.LicenceEntitlement](f.s) {
		if p := record.Get(f.s, l.Product); p != nil && l.Holds(f.today) {
			put(p.Category, l, l.Contract)
		}
	}
	var list []*purpose
	for _, p := range by {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *purpose) int { return cmp.Compare(a.name, b.name) })
	return list
}
