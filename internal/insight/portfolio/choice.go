package portfolio

import (
	"context"
	"fmt"

	"fairlead/engine/choose"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Weighing is how much the loss that a proposal avoids counts beside what it brings.
type Weighing string

// The ways to weigh.
const (
	Alike   Weighing = ""        // a euro of loss avoided is a euro
	Benefit Weighing = "benefit" // benefit alone
	Safety  Weighing = "safety"  // loss avoided counts twice
)

func (w Weighing) weights() choose.Weights {
	switch w {
	case Benefit:
		return choose.Weights{Value: 1}
	case Safety:
		return choose.Weights{Value: 1, Risk: 2}
	}
	return choose.Weights{Value: 1, Risk: 1}
}

// Question is what a person says about a choice. It can be compared.
type Question struct {
	Today    record.Date
	Currency string
	Weighing Weighing
	Money    [MostYears][len(kinds)]Most // by year from that of today and by kind
	Budget   Most                        // of all money, where no budget says what there is
	Hours    string                      // more or fewer hours a quarter: number of a skill:hours pairs, each with a space behind it
	Musts    string                      // numbers of proposals that are done whatever it costs, each with a space behind it
	Approved bool                        // what was approved is done whatever it costs
	Budgets  bool                        // limit money by budgets: for those who may see them
	Skills   bool                        // limit hours by skill: for those who may see who can do what
	Plain    bool                        // the choice alone, without what would change it
}

// Choice is which proposals are worth most within money and people.
type Choice struct {
	Currency  string
	Calendar  Calendar
	Budget    int64      // of all years for which there is one
	All       int64      // what all proposals cost together
	Proposals []Proposal // by number
	Unweighed []Proposal // of which cost, or both benefit and loss avoided, are not known in the currency
	Limits    []Limit
	Blind     bool     // proposals ask for hours, and nothing is to be seen of who can do what
	Unlimited []string // skills of which it is not known how many hours there are
	Result    *choose.Result
	Left      []LeftOut
	Often     *choose.Robustness // with benefits between half and a fifth more than stated; nil where not asked for
	Steps     []Point            // over budgets
	Conflict  string             // why nothing is found
	problem   *choose.Problem
	totals    []int // limits of all money of a year
}

// LeftOut is why a proposal is not chosen.
type LeftOut struct {
	Proposal int
	Loss     record.Money // what doing it all the same would take from the worth of the whole
	Instead  []int        // what it would displace
	Cannot   string       // why it cannot be done at all; empty where it can
	Open     bool         // it was not looked into
}

// Point is the best choice at one budget, and what changed from the point before.
type Point struct {
	Percent       int64 // of what the limits allow
	Budget, Worth int64
	Proven        bool
	In, Out       []int
}

// Counts is what a proposal counts for: its worth and the loss that it avoids, as the
// question weighs it, if it begins as early as it may.
func (c *Choice) Counts(p *Proposal) record.Money {
	return record.Money{Minor: p.Worth().Minor + c.problem.Weights.Risk*p.Relief().Minor, Currency: c.Currency}
}

// Chosen reports whether a proposal is chosen.
func (c *Choice) Chosen(i int) bool { return c.Result.Found && c.Result.Has(i) }

// Spent is what the chosen cost in all years.
func (c *Choice) Spent() (sum int64) {
	for _, pick := range c.Result.Chosen {
		sum += c.Proposals[pick.Item].Cost.Minor
	}
	return sum
}

// Starts is the quarter in which a chosen proposal begins.
func (c *Choice) Starts(pick choose.Pick) string {
	return c.Calendar.Name(c.Proposals[pick.Item].Start + pick.Delay)
}

// Of answers which demands and proposed projects to do.
func Of(s *record.Snapshot, q Question) Choice {
	return record.Answer(s, "portfolio.choice", q, func(s *record.Snapshot, q Question) Choice {
		c := Choice{Currency: q.Currency, Calendar: calendarOf(q.Today, rooms(s, q)), problem: &choose.Problem{Weights: q.Weighing.weights()}}
		c.propose(s, q)
		for _, p := range c.Proposals {
			c.All += p.Cost.Minor
		}
		c.money(q)
		if q.Skills {
			c.hours(s, q)
		}
		c.state(q.Weighing)
		c.solve(q.Plain)
		return c
	})
}

// state writes the items of the problem.
func (c *Choice) state(w Weighing) {
	for i := range c.Proposals {
		p := &c.Proposals[i]
		worth := p.Worth().Minor
		item := choose.Item{
			Name: p.Number, Value: worth, Risk: p.Relief().Minor, Must: p.Must != "", Never: p.Blocked != "",
			Costs: p.costs, Efforts: p.hours, Later: p.Wait,
			PerQuarter: (p.Benefit.Minor+w.weights().Risk*p.Avoided.Minor)/4 + 1, // one more: of two quarters alike the earlier
		}
		if p.Benefit.Minor > 0 {
			item.Low, item.High = worth-Years*p.Benefit.Minor/2, worth+Years*p.Benefit.Minor/5
		}
		for _, need := range p.needs {
			item.Requires = append(item.Requires, c.Proposals[need].Number)
		}
		for _, other := range p.apart {
			item.Excludes = append(item.Excludes, c.Proposals[other].Number)
		}
		c.problem.Items = append(c.problem.Items, item)
	}
}

// Bounds of the searches: what is proven within them is told. Together they keep a
// page of two hundred proposals within seconds; a company asks for a tenth of that.
const (
	mainNodes  = 20_000
	otherNodes = 2_000
	samples    = 100
	fewSamples = 20 // where there are many proposals
	many       = 60 // proposals
	mostLeft   = 40 // proposals left out of which each is looked into
)

func (c *Choice) solve(plain bool) {
	ctx := context.Background()
	var err error
	if c.Result, err = choose.Solve(ctx, c.problem, choose.Settings{Nodes: mainNodes}); err != nil {
		c.Result = &choose.Result{Status: choose.Stopped}
		c.Conflict = "The amounts are too large to be computed with."
		return
	}
	if !c.Result.Found {
		c.Conflict = c.conflict(c.Result)
		return
	}
	for i := range c.Limits {
		c.Limits[i].Used = c.Result.Uses[c.Limits[i].at].Used
	}
	if plain {
		return
	}
	settings := choose.Settings{Nodes: otherNodes}
	for i := range c.Proposals {
		if !c.Result.Has(i) {
			c.leave(ctx, i, settings)
		}
	}
	n := samples
	if len(c.Proposals) > many {
		n = fewSamples
	}
	c.Often, _ = choose.Robust(ctx, c.problem, c.Result, n, settings) // the problem was solved once: it makes sense
	c.turn(ctx, settings)
	c.frontier(ctx, settings)
}

// leave says why a proposal is left out: what it would displace.
func (c *Choice) leave(ctx context.Context, i int, settings choose.Settings) {
	left := LeftOut{Proposal: i}
	switch p := &c.Proposals[i]; {
	case p.Blocked != "":
		left.Cannot = p.Blocked
	case len(c.Left) >= mostLeft:
		left.Open = true
	default:
		change, err := choose.Force(ctx, c.problem, c.Result, i, settings)
		switch {
		case err != nil || !change.Found && change.Status != choose.Infeasible:
			left.Open = true
		case !change.Found:
			left.Cannot = c.conflict(change.Result)
		default:
			left.Loss, left.Instead = record.Money{Minor: -change.Gain, Currency: c.Currency}, change.Out
		}
	}
	c.Left = append(c.Left, left)
}

// conflict says what cannot be had together.
func (c *Choice) conflict(r *choose.Result) string {
	k := r.Conflict
	switch {
	case r.Status != choose.Infeasible:
		return "No choice was found before the search was stopped, nor was it proven that there is none."
	case k == nil:
		return "What has to be done cannot be done together."
	case k.Apart != [2]int{} || len(k.Limits) == 0 && len(k.Musts) > 0:
		return c.conflictApart(k)
	case len(k.Musts) == 0 || len(k.Limits) == 0:
		return "What has to be done cannot be done together."
	}
	who := c.Names(k.Musts)
	text := signal.List(who, len(who))
	if len(k.Needed) > 0 {
		needed := c.Names(k.Needed)
		text += ", with " + signal.List(needed, len(needed)) + " that " + signal.Plural(len(who), "it needs", "they need") + ","
	}
	limit := &c.problem.Limits[k.Limits[0]]
	if k.By == 0 {
		names := make([]string, len(k.Limits))
		for i, l := range k.Limits {
			names[i] = c.problem.Limits[l].Name
		}
		return fmt.Sprintf("%s cannot be done within %s.", text, signal.List(names, len(names)))
	}
	return fmt.Sprintf("%s %s beyond %s by %s.", text, signal.Plural(len(who), "goes", "together go"), limit.Name, c.said(limit, k.By))
}

// conflictApart says why must-dos cannot be done beside each other.
func (c *Choice) conflictApart(k *choose.Conflict) string {
	a, b := k.Apart[0], k.Apart[1]
	if a == b {
		if reason := c.Proposals[a].Blocked; reason != "" {
			return fmt.Sprintf("“%s” has to be done and cannot be. %s", c.Proposals[a].Name, reason)
		}
		return "What has to be done cannot be done together."
	}
	return fmt.Sprintf("“%s” and “%s” cannot be done together.", c.Proposals[a].Name, c.Proposals[b].Name)
}

// Names are those of proposals.
func (c *Choice) Names(list []int) (names []string) {
	for _, i := range list {
		names = append(names, c.Proposals[i].Name)
	}
	return names
}
