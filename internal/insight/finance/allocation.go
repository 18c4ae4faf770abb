package finance

import (
	"cmp"
	"math/big"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Allocation is what each service costs and what each department pays, of what
// was spent in a fiscal year up to a day.
type Allocation struct {
	Year *catalog.FiscalYear
	// Total is what was spent, accruals included, as far as it could be converted.
	// Departments and Kept add up to it exactly.
	Total       record.Money
	Services    []ServiceCost // the dearest first
	Departments []DepartmentCost
	// Kept is what no department pays: the cost of services and cost centres that
	// no rule hands on, and what names neither.
	Kept []KeptCost
	// Stuck are circles: what hands its cost on to each other and to nobody else.
	// Their cost is kept where it arose until somebody is named who bears it.
	Stuck []record.Record
	// Unconverted are entries for whose currency no rate is known. They are left out.
	Unconverted []*catalog.LedgerEntry
}

// ServiceCost is what a service costs: what was spent on it, and what others hand
// on to it. Parts of it may be counted again in services that stand on it.
type ServiceCost struct {
	Service *catalog.Service
	Own     record.Money
	Whole   record.Money
	Rule    *catalog.AllocationRule // that hands it on; nil: it is kept
	Bearers int
}

// DepartmentCost is what a department pays.
type DepartmentCost struct {
	Department *catalog.Department
	Direct     record.Money // booked for it by name
	Amount     record.Money // with its part of services and cost centres
	Heads      int          // people of the department on the day
}

// KeptCost is cost that nobody is named for. Source is a service, a cost centre,
// or nil where an entry names nothing.
type KeptCost struct {
	Source record.Record
	Amount record.Money
}

// Allocate shares what was spent in the fiscal year of a day among departments,
// by the rules in force on that day. Services and cost centres that serve each
// other are solved together (reciprocal method: every one hands on its whole
// cost, exactly), so the order in which rules stand does not matter.
func Allocate(s *record.Snapshot, today record.Date) Allocation {
	return record.Answer(s, "finance.allocation", today, func(s *record.Snapshot, today record.Date) Allocation {
		year := YearOf(s, today)
		if year == nil {
			return Allocation{}
		}
		a := newAllocator(s, year, today)
		return a.answer()
	})
}

// allocator gathers costs by what they were spent on.
type allocator struct {
	s           *record.Snapshot
	year        *catalog.FiscalYear
	today       record.Date
	nodes       []record.Record // services and cost centres
	node        map[record.ID]int
	rules       map[record.ID]*catalog.AllocationRule
	bearers     []*catalog.Department
	bearer      map[record.ID]int
	heads       map[record.ID]int
	x           exchange
	direct      []record.Money // by bearer
	unnamed     record.Money
	unconverted []*catalog.LedgerEntry
}

func newAllocator(s *record.Snapshot, year *catalog.FiscalYear, today record.Date) *allocator {
	a := &allocator{s: s, year: year, today: today, node: map[record.ID]int{}, bearer: map[record.ID]int{},
		rules: map[record.ID]*catalog.AllocationRule{}, heads: heads(s, today), unnamed: record.NoMoney(year.Currency)}
	for d := range record.Each[catalog.Department](s) {
		a.bearer[d.ID] = len(a.bearers)
		a.bearers = append(a.bearers, d)
	}
	a.direct = nothing(year.Currency, len(a.bearers))
	for r := range record.Each[catalog.AllocationRule](s) {
		if r.InForce(today) {
			a.rules[cmp.Or(r.Service.ID, r.CostCentre.ID)] = r
		}
	}
	a.gather()
	for i := 0; i < len(a.nodes); i++ { // shares may add nodes
		a.link(i)
	}
	return a
}

// heads counts the people of each department on a day.
func heads(s *record.Snapshot, today record.Date) map[record.ID]int {
	count := map[record.ID]int{}
	for p := range record.Each[catalog.Person](s) {
		if !p.Archived && !p.Starts.After(today) && !p.Ends.Before(today) {
			count[p.Department.ID]++
		}
	}
	return count
}

// gather books every entry of the year where it says that it belongs: to its
// service, else to its department, else to its cost centre.
func (a *allocator) gather() {
	rates := catalog.RatesOf(a.s)
	for e := range record.Each[catalog.LedgerEntry](a.s) {
		if !e.Counts() || e.Kind == "commitment" || !a.year.Holds(e.Day) || e.Day.After(a.today) {
			continue
		}
		m := rates.Convert(e.Amount, a.year.Currency, e.Day)
		if !m.Known() {
			a.unconverted = append(a.unconverted, e)
			continue
		}
		line := record.Get(a.s, e.BudgetLine)
		if line == nil {
			line = &catalog.BudgetLine{}
		}
		service := record.Get(a.s, cmp.Or(e.Service, line.Service))
		centre := record.Get(a.s, cmp.Or(e.CostCentre, line.CostCentre))
		at, isBearer := a.bearer[cmp.Or(e.Department, line.Department).ID]
		switch {
		case service != nil:
			a.spend(service, m)
		case isBearer:
			a.direct[at] = signal.Plus(a.direct[at], m)
		case centre != nil:
			a.spend(centre, m)
		default:
			a.unnamed = signal.Plus(a.unnamed, m)
		}
	}
}

func (a *allocator) spend(on record.Record, m record.Money) {
	i := a.at(on)
	a.x.cost[i].Add(a.x.cost[i], whole(m.Minor))
}

// at is the node of a service or cost centre.
func (a *allocator) at(r record.Record) int {
	id := r.Head().ID
	i, ok := a.node[id]
	if !ok {
		i = len(a.nodes)
		a.node[id] = i
		a.nodes = append(a.nodes, r)
		a.x.cost = append(a.x.cost, new(big.Rat))
		a.x.share = append(a.x.share, map[int]*big.Rat{})
		a.x.keep = append(a.x.keep, map[int]*big.Rat{})
	}
	return i
}

// link enters the shares of the rule of a node, as parts of one.
func (a *allocator) link(i int) {
	rule := a.rules[a.nodes[i].Head().ID]
	if rule == nil {
		return
	}
	total := int64(0)
	shares := a.shares(rule)
	for _, x := range shares {
		total += x.weight
	}
	if total <= 0 {
		return
	}
	for _, x := range shares {
		if x.weight <= 0 {
			continue
		}
		part := big.NewRat(x.weight, total)
		if at, ok := a.bearer[x.to.Head().ID]; ok {
			addTo(a.x.keep[i], at, part)
		} else {
			addTo(a.x.share[i], a.at(x.to), part)
		}
	}
}

func addTo(parts map[int]*big.Rat, at int, part *big.Rat) {
	if parts[at] != nil {
		part = new(big.Rat).Add(parts[at], part)
	}
	parts[at] = part
}

// weighed is who carries how much of a rule's cost.
type weighed struct {
	to     record.Record
	weight int64
}

// shares are those of a rule; by head count, the heads of the departments that it
// names, or of all when it names none.
func (a *allocator) shares(rule *catalog.AllocationRule) []weighed {
	var out []weighed
	for _, x := range rule.Shares {
		weight := x.Share.Micro()
		if rule.Driver == "head_count" {
			weight = int64(a.heads[x.Department.ID])
		}
		if d := record.Get(a.s, x.Department); d != nil {
			out = append(out, weighed{d, weight})
		}
		if service := record.Get(a.s, x.Service); service != nil && service.ID != rule.Service.ID {
			out = append(out, weighed{service, weight})
		}
	}
	if rule.Driver == "head_count" && len(rule.Shares) == 0 {
		for _, d := range a.bearers {
			out = append(out, weighed{d, int64(a.heads[d.ID])})
		}
	}
	return out
}

func (a *allocator) answer() Allocation {
	out := Allocation{Year: a.year, Unconverted: a.unconverted}
	for i, stuck := range a.x.stuck() {
		if stuck {
			out.Stuck = append(out.Stuck, a.nodes[i])
			a.x.share[i], a.x.keep[i] = map[int]*big.Rat{}, map[int]*big.Rat{}
		}
	}
	gross := a.x.gross()
	parts := a.x.borne(gross, len(a.bearers))
	for b, m := range a.direct {
		parts[b].Add(parts[b], whole(m.Minor))
	}
	keepers := []record.Record{nil}
	parts = append(parts, whole(a.unnamed.Minor))
	for i, n := range a.nodes {
		if len(a.x.share[i])+len(a.x.keep[i]) == 0 {
			keepers = append(keepers, n)
			parts = append(parts, gross[i])
		}
	}
	amounts, total := rounded(parts, a.year.Currency)
	out.Total = total
	for b, d := range a.bearers {
		out.Departments = append(out.Departments, DepartmentCost{d, a.direct[b], amounts[b], a.heads[d.ID]})
	}
	for k, source := range keepers {
		if m := amounts[len(a.bearers)+k]; m.Minor != 0 {
			out.Kept = append(out.Kept, KeptCost{source, m})
		}
	}
	out.Services = a.services(gross)
	slices.SortStableFunc(out.Departments, func(x, y DepartmentCost) int { return cmp.Compare(y.Amount.Minor, x.Amount.Minor) })
	slices.SortStableFunc(out.Kept, func(x, y KeptCost) int { return cmp.Compare(y.Amount.Minor, x.Amount.Minor) })
	return out
}

func (a *allocator) services(gross []*big.Rat) []ServiceCost {
	var list []ServiceCost
	for i, n := range a.nodes {
		service, ok := n.(*catalog.Service)
		if !ok {
			continue
		}
		c := ServiceCost{Service: service, Own: record.Rounded(a.x.cost[i], a.year.Currency), Whole: record.Rounded(gross[i], a.year.Currency)}
		if c.Bearers = len(a.x.share[i]) + len(a.x.keep[i]); c.Bearers > 0 {
			c.Rule = a.rules[service.ID]
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(x, y ServiceCost) int { return cmp.Compare(y.Whole.Minor, x.Whole.Minor) })
	return list
}

// rounded cuts exact parts of minor units, whose sum is whole, down to whole
// ones and gives what is left by single units to those that lost most, the first
// of equals first (largest remainder).
func rounded(parts []*big.Rat, currency string) (amounts []record.Money, total record.Money) {
	sum := new(big.Rat)
	amounts = make([]record.Money, len(parts))
	lost := make([]*big.Rat, len(parts))
	order := make([]int, len(parts))
	floors := int64(0)
	for i, p := range parts {
		sum.Add(sum, p)
		floor := new(big.Int).Div(p.Num(), p.Denom())
		amounts[i] = record.Money{Minor: floor.Int64(), Currency: currency}
		lost[i] = new(big.Rat).Sub(p, new(big.Rat).SetInt(floor))
		floors += floor.Int64()
		order[i] = i
	}
	total = record.Rounded(sum, currency)
	slices.SortStableFunc(order, func(i, j int) int { return lost[j].Cmp(lost[i]) })
	for _, i := range order[:total.Minor-floors] {
		amounts[i].Minor++
	}
	return amounts, total
}
