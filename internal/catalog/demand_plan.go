package catalog

import (
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// DemandCost is money that a demand would take in one year of its work.
type DemandCost struct {
	Year   record.Int   `record:"required,min=1,max=10" help:"1 is the fiscal year in which the work begins"`
	Nature CostNature   `title:"Opex or capex"`
	Amount record.Money `record:"required"`
	Note   string
}

// DemandHours is work that a demand would take of a skill in one quarter.
type DemandHours struct {
	Skill   record.Ref[Skill] `record:"required"`
	Quarter record.Int        `record:"required,min=1,max=20" help:"1 is the quarter in which the work begins"`
	Hours   record.Decimal    `record:"required,min=0,max=20000" unit:"hours"`
}

// sum adds the costs up; unknown when they are in several currencies.
func (d *Demand) sum() record.Money {
	var amounts []record.Money
	for _, c := range d.Costs {
		amounts = append(amounts, c.Amount)
	}
	return addUp(amounts)
}

// total fills the cost in when only its years are given.
func (d *Demand) total() {
	if !d.Cost.Known() {
		d.Cost = d.sum()
	}
}

func checkDemandPlan(d *Demand, problems *fault.List) {
	switch sum := d.sum(); {
	case len(d.Costs) == 0:
	case !sum.Known():
		problems.Add("costs", "The years are added up: enter them all in one currency.")
	case d.Cost.Known() && sum != d.Cost:
		problems.Add("cost", "The years add up to %s, the whole says %s; change one, or leave the whole empty.", sum.Text(), d.Cost.Text())
	}
	if d.LossAvoided.Known() && d.LossAvoided.Minor < 0 {
		problems.Add("loss_avoided", "A loss avoided is written without a sign.")
	}
	for _, other := range d.NotWith {
		if slices.Contains(d.NeedsFirst, other) {
			problems.Add("not_with", "It cannot be done without a demand that it needs first; take that out of one of the two.")
			break
		}
	}
}

// reachable holds that no demand needs itself, directly or by others, and that it
// is not kept apart from what it needs in turn.
func reachable(s *record.Snapshot, d *Demand, problems *fault.List) {
	if len(d.NeedsFirst) == 0 {
		return
	}
	seen := map[record.ID]bool{}
	queue := slices.Clone(d.NeedsFirst)
	for ; len(queue) > 0; queue = queue[1:] {
		need := record.Get(s, queue[0])
		switch {
		case queue[0].ID == d.ID && !d.ID.IsZero():
			problems.Add("needs_first", "The demand would need itself first: follow what it needs, and take one out.")
			return
		case need == nil || seen[need.ID]:
			continue
		case excludes(d, need) || excludes(need, d):
			problems.Add("needs_first", "“%s” is needed first, and not possible together with this; change one of the two.", need.Title)
			return
		}
		seen[need.ID] = true
		queue = append(queue, need.NeedsFirst...)
	}
}

func excludes(a, b *Demand) bool {
	return slices.ContainsFunc(a.NotWith, func(r record.Ref[Demand]) bool { return r.ID == b.ID && !b.ID.IsZero() })
}
