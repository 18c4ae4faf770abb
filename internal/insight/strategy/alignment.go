package strategy

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Alignment is which money serves which objective, and which serves none.
type Alignment struct {
	Total  signal.Purse // of all initiatives that are approved or under way
	Shares []Part       // one for each objective that is pursued, in the order of their ends
	Adrift []*catalog.Initiative
	None   signal.Purse // the money of those adrift
	// Unknown are initiatives that are going and of which it is not known what is
	// set aside.
	Unknown []*catalog.Initiative
}

// Part is what one objective gets of the money.
type Part struct {
	Objective *catalog.Objective
	Direct    []*catalog.Initiative // that have money and name the objective
	Money     signal.Purse          // its share of their money
	Served    bool                  // they, or the objectives that serve it, have money
}

// Align shares the money of the initiatives that are going among the pursued
// objectives that they name, in equal parts that add up to the last cent. Those
// that name none that is pursued are adrift.
func Align(s *record.Snapshot) Alignment {
	var a Alignment
	at := map[record.ID]int{}
	for i, o := range objectives(s) {
		at[o.ID] = i
		a.Shares = append(a.Shares, Part{Objective: o})
	}
	for i := range record.Each[catalog.Initiative](s) {
		if i.Going() {
			a.share(i, at)
		}
	}
	a.spreadUp(at)
	byMoney := func(x, y *catalog.Initiative) int {
		return cmp.Or(-x.Funded.Compare(&y.Funded), x.ID.Compare(y.ID))
	}
	slices.SortFunc(a.Adrift, byMoney)
	return a
}

func (a *Alignment) share(i *catalog.Initiative, at map[record.ID]int) {
	var served []int
	for _, r := range i.Objectives {
		if n, ok := at[r.ID]; ok && !slices.Contains(served, n) {
			served = append(served, n)
		}
	}
	money := FundingOf(i).Bound
	if !i.Funded.Known() {
		a.Unknown = append(a.Unknown, i)
	}
	a.Total.Add(money)
	if len(served) == 0 {
		a.Adrift = append(a.Adrift, i)
		a.None.Add(money)
		return
	}
	if !money.Known() {
		return
	}
	slices.Sort(served)
	for n, part := range split(money, len(served)) {
		p := &a.Shares[served[n]]
		p.Direct, p.Served = append(p.Direct, i), true
		p.Money.Add(part)
	}
}

// split cuts an amount into equal parts that add up to it.
func split(m record.Money, n int) []record.Money {
	weights := make([]int64, n)
	for i := range weights {
		weights[i] = 1
	}
	parts, err := m.Split(weights)
	if err != nil { // there is no way to it: the weights are positive
		return make([]record.Money, n)
	}
	return parts
}

// spreadUp marks the objectives above those that are served as served.
func (a *Alignment) spreadUp(at map[record.ID]int) {
	for _, p := range a.Shares {
		if !p.Served {
			continue
		}
		seen := map[record.ID]bool{}
		for parent := p.Objective.Parent.ID; !seen[parent]; {
			n, ok := at[parent]
			if !ok {
				break
			}
			seen[parent] = true
			a.Shares[n].Served = true
			parent = a.Shares[n].Objective.Parent.ID
		}
	}
}

// Unserved lists the objectives that no funded initiative serves, neither
// itself nor by way of the objectives below.
func (a *Alignment) Unserved() []*catalog.Objective {
	var list []*catalog.Objective
	for _, p := range a.Shares {
		if !p.Served {
			list = append(list, p.Objective)
		}
	}
	return list
}

// Serving is the share of the money in a currency that serves an objective;
// unknown when there is no money.
func (a *Alignment) Serving(currency string) Share {
	total := a.Total.In(currency)
	if !total.Known() || total.Minor <= 0 || !a.None.In(currency).Known() {
		return Share{}
	}
	return part(total.Minor-a.None.In(currency).Minor, total.Minor)
}
