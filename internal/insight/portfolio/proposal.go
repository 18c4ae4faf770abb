package portfolio

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fairlead/engine/choose"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Years is over how many years the benefits of a proposal are counted.
const Years = 3

// mostWait is how many quarters a proposal may wait at most.
const mostWait = 3

// Proposal is a demand, or a project on which nothing is begun. A project keeps
// what its demand says of costs, hours, needs and days.
type Proposal struct {
	Record   record.Record
	Demand   *catalog.Demand // what was asked for; nil for a project that no demand names
	Name     string
	Number   string
	Cost     record.Money
	Benefit  record.Money // in a year; not known: nothing is counted
	Avoided  record.Money // loss in a year; not known: nothing is counted
	Must     string       // why it has to be done; empty where it may be left
	Approved bool         // somebody with the right to has accepted it
	Blocked  string       // why it cannot be done; empty where it can
	Whole    bool         // its cost is not told by year: all of it counts in the year in which it begins
	Start    int          // the first quarter in which it may begin
	Wait     int          // how many quarters later it may begin
	needs    []int
	apart    []int
	costs    []choose.Cost
	hours    []choose.Effort
}

// Worth is what a proposal brings in Years years beyond its cost, without the loss
// that it avoids.
func (p *Proposal) Worth() record.Money {
	return record.Money{Minor: Years*p.Benefit.Minor - p.Cost.Minor, Currency: p.Cost.Currency}
}

// Relief is the loss that it avoids in Years years.
func (p *Proposal) Relief() record.Money {
	return record.Money{Minor: Years * p.Avoided.Minor, Currency: p.Cost.Currency}
}

// propose lists demands under assessment, waiting or accepted without a project,
// and projects that are proposed or approved.
func (c *Choice) propose(s *record.Snapshot, q Question) {
	of := map[record.ID]*catalog.Demand{} // by project
	for d := range record.Each[catalog.Demand](s) {
		open := d.State == "assessing" || d.State == "waiting" || d.State == "accepted"
		if d.Archived {
			continue
		}
		if d.Project.Known() {
			if of[d.Project.ID] == nil {
				of[d.Project.ID] = d
			}
		} else if open {
			c.add(q, Proposal{Record: d, Demand: d, Number: record.TypeFor[catalog.Demand](s).Number(d.Number), Name: d.Title, Cost: d.Cost, Benefit: d.Benefit, Approved: d.State == "accepted"})
		}
	}
	for p := range record.Each[catalog.Project](s) {
		if !p.Archived && (p.State == "proposed" || p.State == "approved") {
			c.add(q, Proposal{Record: p, Demand: of[p.ID], Number: record.TypeFor[catalog.Project](s).Number(p.Number), Name: p.Name, Cost: p.Budget, Benefit: p.YearlyBenefit, Approved: p.State == "approved"})
		}
	}
	order := func(a, b Proposal) int { return cmp.Compare(a.Number, b.Number) }
	slices.SortFunc(c.Proposals, order)
	slices.SortFunc(c.Unweighed, order)
	c.connect(s)
	for i := range c.Proposals {
		c.plan(s, &c.Proposals[i])
	}
	c.afterNeeds()
}

// add weighs a proposal where its cost is known, and what it brings or that it has
// to be done.
func (c *Choice) add(q Question, p Proposal) {
	if d := p.Demand; d != nil {
		p.Avoided, p.Must = d.LossAvoided, d.MustBecause
		if !p.Benefit.Known() {
			p.Benefit = d.Benefit
		}
		if !p.Cost.Known() {
			p.Cost = d.Cost
		}
	}
	if p.Must == "" && strings.Contains(q.Musts, p.Number+" ") {
		p.Must = "You said so"
	}
	if p.Must == "" && q.Approved && p.Approved {
		p.Must = "It was approved"
	}
	known := func(m record.Money) bool { return m.Currency == q.Currency }
	if !known(p.Cost) || !known(p.Benefit) && !known(p.Avoided) && p.Must == "" {
		c.Unweighed = append(c.Unweighed, p)
		return
	}
	for _, m := range []*record.Money{&p.Benefit, &p.Avoided} {
		if !known(*m) {
			*m = record.Money{}
		}
	}
	c.Proposals = append(c.Proposals, p)
}

// connect finds what each proposal needs first and cannot stand beside. What it
// needs and is done, or under way, is there.
func (c *Choice) connect(s *record.Snapshot) {
	place := map[record.ID]int{}
	for i := range c.Proposals {
		place[c.Proposals[i].Record.Head().ID] = i
		if d := c.Proposals[i].Demand; d != nil {
			place[d.ID] = i
		}
	}
	for i := range c.Proposals {
		p := &c.Proposals[i]
		if p.Demand == nil {
			continue
		}
		for _, ref := range p.Demand.NeedsFirst {
			other, weighed := place[ref.ID]
			need := record.Get(s, ref)
			switch {
			case weighed && other != i:
				p.needs = append(p.needs, other)
			case need != nil && !there(s, need):
				p.Blocked = fmt.Sprintf("It needs “%s” first, which %s.", need.Title, c.standing(need))
			}
		}
		for _, ref := range p.Demand.NotWith {
			if other, weighed := place[ref.ID]; weighed && other != i {
				p.apart = append(p.apart, other)
			}
		}
	}
}

// there reports whether what is needed is done or under way.
func there(s *record.Snapshot, d *catalog.Demand) bool {
	p := record.Get(s, d.Project)
	return d.State == "fulfilled" || p != nil && (p.State == "active" || p.State == "finished")
}

func (c *Choice) standing(d *catalog.Demand) string {
	if slices.ContainsFunc(c.Unweighed, func(p Proposal) bool { return p.Demand == d }) {
		return "cannot be weighed"
	}
	return "is not put up for choice"
}

// plan lays the costs and hours of a proposal into the quarters in which they come
// if it begins as early as it may.
func (c *Choice) plan(s *record.Snapshot, p *Proposal) {
	p.Start, p.Wait = c.Calendar.next, mostWait
	if d := p.Demand; d != nil {
		if d.Earliest.Known() {
			p.Start = max(p.Start, c.Calendar.quarter(d.Earliest))
		}
		if d.WantedBy.Known() {
			p.Wait = min(p.Wait, max(0, c.Calendar.quarter(d.WantedBy)-p.Start))
		}
	}
	if project, is := p.Record.(*catalog.Project); is && project.Start.Known() {
		p.Start = max(p.Start, c.Calendar.quarter(project.Start))
	}
	p.costs = c.costs(p)
	if p.Demand != nil {
		for _, h := range p.Demand.Hours {
			if skill := record.Get(s, h.Skill); skill != nil {
				p.hours = append(p.hours, choose.Effort{At: c.Calendar.at(p.Start + int(h.Quarter.N()) - 1), Skill: skill.Name, Hours: hundredths(h.Hours)})
			}
		}
	}
}

// hundredths are hours in hundredths, rounded up.
func hundredths(hours record.Decimal) int64 { return (hours.Micro() + 9_999) / 10_000 }

// costs are what a proposal costs by year and kind. Where nobody has said that,
// the whole counts in the year in which it begins, and only against all money.
func (c *Choice) costs(p *Proposal) []choose.Cost {
	if p.Demand == nil || len(p.Demand.Costs) == 0 || p.Demand.Cost != p.Cost {
		p.Whole = true
		return []choose.Cost{{At: c.Calendar.at(p.Start), Amount: p.Cost.Minor}}
	}
	var list []choose.Cost
	for _, row := range p.Demand.Costs {
		list = append(list, choose.Cost{At: c.Calendar.at(p.Start + 4*(int(row.Year.N())-1)), Kind: string(row.Nature), Amount: row.Amount.Minor})
	}
	return list
}

// afterNeeds moves what needs others to the quarter in which the last of them may
// begin: the engine then keeps it from beginning before them.
func (c *Choice) afterNeeds() {
	moved := true
	for round := 0; moved && round < len(c.Proposals); round++ { // a circle, if there is one, ends too
		moved = false
		for i := range c.Proposals {
			p := &c.Proposals[i]
			for _, need := range p.needs {
				if by := c.Proposals[need].Start - p.Start; by > 0 {
					p.shift(by)
					moved = true
				}
			}
		}
	}
}

// shift lets a proposal begin later.
func (p *Proposal) shift(by int) {
	p.Start, p.Wait = p.Start+by, max(0, p.Wait-by)
	for i := range p.costs {
		p.costs[i].At += choose.Quarter(by)
	}
	for i := range p.hours {
		p.hours[i].At += choose.Quarter(by)
	}
}
