package projects

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"fairlead/engine/choose"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// ChoiceYears is over how many years the benefits of a proposal are counted.
const ChoiceYears = 3

// Proposal is a demand or a project on which nothing is begun.
type Proposal struct {
	Record  record.Record
	Name    string
	Number  string
	Cost    record.Money
	Benefit record.Money // in a year; not known: nothing is counted
	Must    bool         // somebody said that it is done
	hours   []choose.Effort
}

// Worth is what a proposal brings in ChoiceYears years beyond its cost.
func (p *Proposal) Worth() record.Money {
	return record.Money{Minor: ChoiceYears*p.Benefit.Minor - p.Cost.Minor, Currency: p.Cost.Currency}
}

// ChoiceQuestion is what a person says about a choice.
type ChoiceQuestion struct {
	Today    record.Date
	Currency string
	Budget   int64  // minor units; below zero: half of what all proposals cost
	Musts    string // numbers of proposals that are done whatever it costs, each with a space behind it
	Skills   bool   // count hours by skill: for those who may see who can do what
}

// Choice is which proposals are worth most within money and people.
type Choice struct {
	Currency  string
	Budget    int64
	All       int64 // what all proposals cost together
	Proposals []Proposal
	Unweighed []Proposal // of which cost or benefit is not known in the currency, and which nobody said is done
	Result    *choose.Result
	Left      []LeftOut
	Often     *choose.Robustness // with benefits between half and a fifth more than stated; nil where nothing is found
	Steps     []ChoiceStep       // over budgets
	Next      ChoiceStep         // of a tenth more money
	Conflict  string             // why nothing is found
	problem   *choose.Problem
}

// LeftOut is why a proposal is not chosen.
type LeftOut struct {
	Proposal int
	Loss     record.Money // what doing it all the same would take from the worth of the whole
	Instead  []int        // what it would displace
	Cannot   string       // why it cannot be done at all; empty where it can
}

// ChoiceStep is the best choice at one budget, and what changed from the step before.
type ChoiceStep struct {
	Budget, Worth int64
	Proven        bool
	In, Out       []int
}

// Chosen reports whether a proposal is chosen.
func (c *Choice) Chosen(i int) bool { return c.Result.Found && c.Result.Has(i) }

// Spent is what the chosen cost.
func (c *Choice) Spent() int64 {
	if !c.Result.Found {
		return 0
	}
	return c.Result.Uses[0].Used
}

// choiceNodes bounds each search: what is proven by then is told.
const choiceNodes = 20_000

// ChoiceOf answers which demands and proposed projects to do.
func ChoiceOf(s *record.Snapshot, q ChoiceQuestion) Choice {
	return record.Answer(s, "projects.choice", q, func(s *record.Snapshot, q ChoiceQuestion) Choice {
		c := Choice{Currency: q.Currency, problem: &choose.Problem{}}
		c.propose(s, q)
		if q.Skills {
			c.hours(s, q.Today)
		}
		for _, p := range c.Proposals {
			c.All += p.Cost.Minor
		}
		if c.Budget = q.Budget; c.Budget < 0 {
			c.Budget = c.All / 2
		}
		c.state()
		c.solve()
		return c
	})
}

// propose lists demands under assessment, waiting or accepted without a project,
// and projects that are proposed or approved.
func (c *Choice) propose(s *record.Snapshot, q ChoiceQuestion) {
	add := func(r record.Record, number, name string, cost, benefit record.Money) {
		p := Proposal{Record: r, Name: name, Number: number, Cost: cost, Benefit: benefit, Must: strings.Contains(q.Musts, number+" ")}
		weighed := cost.Currency == q.Currency && (benefit.Currency == q.Currency || p.Must)
		if !weighed {
			c.Unweighed = append(c.Unweighed, p)
			return
		}
		if benefit.Currency != q.Currency {
			p.Benefit = record.Money{}
		}
		c.Proposals = append(c.Proposals, p)
	}
	for d := range record.Each[catalog.Demand](s) {
		open := d.State == "assessing" || d.State == "waiting" || d.State == "accepted"
		if open && !d.Archived && !d.Project.Known() {
			add(d, record.TypeFor[catalog.Demand](s).Number(d.Number), d.Title, d.Cost, d.Benefit)
		}
	}
	for p := range record.Each[catalog.Project](s) {
		if !p.Archived && (p.State == "proposed" || p.State == "approved") {
			add(p, record.TypeFor[catalog.Project](s).Number(p.Number), p.Name, p.Budget, p.YearlyBenefit)
		}
	}
	order := func(a, b Proposal) int { return cmp.Compare(a.Number, b.Number) }
	slices.SortFunc(c.Proposals, order)
	slices.SortFunc(c.Unweighed, order)
}

// hours gives proposals the hours by skill and month that assignments ask for, and
// limits them to what the skills have left beside everything else.
func (c *Choice) hours(s *record.Snapshot, today record.Date) {
	plan := SkillsFrom(s, today, SkillMonths)
	place := map[record.ID]int{}
	for i := range c.Proposals {
		place[c.Proposals[i].Record.Head().ID] = i
	}
	asks := map[string]int64{} // of proposals, by skill and month, in millionths of an hour
	key := func(skill *catalog.Skill, month record.Date) string {
		return skill.Name + ", " + month.Time().Format("Jan 2006")
	}
	for a := range record.Each[catalog.Assignment](s) {
		i, there := place[a.Project.ID]
		skill := record.Get(s, a.Skill)
		if !there || skill == nil || a.Archived || !slices.Contains(plan.Months, a.Month) {
			continue
		}
		k := key(skill, a.Month)
		asks[k] += a.Hours.Micro()
		c.Proposals[i].hours = append(c.Proposals[i].hours, choose.Effort{Skill: k, Hours: a.Hours.Micro()})
	}
	for _, l := range plan.Skills {
		for m, load := range l.Months {
			k := key(l.Skill, plan.Months[m])
			if asks[k] == 0 || load.Unknown > 0 {
				continue
			}
			room := max(0, load.Has-(load.Assigned-asks[k]))
			c.problem.Limits = append(c.problem.Limits, choose.Limit{Name: k, Of: choose.Hours, Skill: k, Most: &room})
		}
	}
}

// state writes the problem; its first limit is the money.
func (c *Choice) state() {
	budget := choose.Limit{Name: "the budget", Of: choose.Money, Most: &c.Budget}
	c.problem.Limits = append([]choose.Limit{budget}, c.problem.Limits...)
	for i := range c.Proposals {
		p := &c.Proposals[i]
		worth := p.Worth().Minor
		c.problem.Items = append(c.problem.Items, choose.Item{
			Name: p.Number, Value: worth, Must: p.Must,
			Low: worth - ChoiceYears*p.Benefit.Minor/2, High: worth + ChoiceYears*p.Benefit.Minor/5,
			Costs: []choose.Cost{{Amount: p.Cost.Minor}}, Efforts: p.hours,
		})
	}
}

func (c *Choice) solve() {
	ctx, settings := context.Background(), choose.Settings{Nodes: choiceNodes}
	var err error
	if c.Result, err = choose.Solve(ctx, c.problem, settings); err != nil {
		c.Result = &choose.Result{Status: choose.Stopped}
		c.Conflict = "The amounts are too large to be computed with."
		return
	}
	if !c.Result.Found {
		c.Conflict = c.conflict(c.Result.Conflict)
		return
	}
	for i := range c.Proposals {
		if !c.Result.Has(i) {
			c.leave(ctx, i, settings)
		}
	}
	c.Often, _ = choose.Robust(ctx, c.problem, c.Result, choiceSamples, settings) // the problem was solved once: it makes sense
	more, err := choose.Next(ctx, c.problem, c.Result, []int{0}, []int64{c.Budget / 10}, settings)
	if err == nil {
		c.Next = ChoiceStep{Budget: c.Budget / 10, Worth: more.Gain, Proven: more.Exact, In: more.In, Out: more.Out}
	}
	c.frontier(ctx, settings)
}

const (
	choiceSamples = 100
	choiceSteps   = 10
)

// frontier solves for budgets up to what all proposals cost. Those at which the
// must-dos cannot be paid are left out.
func (c *Choice) frontier(ctx context.Context, settings choose.Settings) {
	var steps [][]int64
	for k := range int64(choiceSteps + 1) {
		steps = append(steps, []int64{c.All * k / choiceSteps})
	}
	points, err := choose.Frontier(ctx, c.problem, []int{0}, steps, settings)
	if err != nil {
		return
	}
	for k, p := range points {
		if p.Found {
			c.Steps = append(c.Steps, ChoiceStep{Budget: steps[k][0], Worth: p.Objective, Proven: p.Status == choose.Optimal, In: p.In, Out: p.Out})
		}
	}
}

// leave says why a proposal is left out: what it would displace.
func (c *Choice) leave(ctx context.Context, i int, settings choose.Settings) {
	left := LeftOut{Proposal: i}
	change, err := choose.Force(ctx, c.problem, c.Result, i, settings)
	switch {
	case err != nil || !change.Found:
		left.Cannot = "it cannot be told"
		if err == nil {
			left.Cannot = c.conflict(change.Conflict)
		}
	default:
		left.Loss, left.Instead = record.Money{Minor: -change.Gain, Currency: c.Currency}, change.Out
	}
	c.Left = append(c.Left, left)
}

// conflict says what cannot be had together.
func (c *Choice) conflict(k *choose.Conflict) string {
	if k == nil || len(k.Musts) == 0 || len(k.Limits) == 0 {
		return "What has to be done cannot be done together."
	}
	limit := c.problem.Limits[k.Limits[0]]
	beyond := record.Money{Minor: k.By, Currency: c.Currency}.Text()
	if limit.Of == choose.Hours {
		beyond = fmt.Sprintf("%d hours", (k.By+999_999)/1_000_000)
	}
	what := limit.Name
	if limit.Of == choose.Hours {
		what = "the hours left of " + what
	}
	return fmt.Sprintf("%s %s beyond %s by %s.", signal.List(c.Names(k.Musts), len(k.Musts)), signal.Plural(len(k.Musts), "goes", "together go"), what, beyond)
}

// Names are those of proposals.
func (c *Choice) Names(list []int) (names []string) {
	for _, i := range list {
		names = append(names, c.Proposals[i].Name)
	}
	return names
}
