package portfolio_test

import (
	"fmt"
	"strings"
	"testing"

	"fairlead/engine/choose"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/portfolio"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

// today lies in the last quarter of the calendar year: what is decided begins in
// the next year.
var today = record.Day(2026, 11, 22)

func eur(units int64) record.Money { return record.Money{Minor: units * 100, Currency: "EUR"} }

func wish(n int, cost, benefit int64, more ...func(*catalog.Demand)) *catalog.Demand {
	d := &catalog.Demand{Header: records.Head(n, "waiting"), Title: fmt.Sprint("demand ", n), Cost: eur(cost)}
	if benefit > 0 {
		d.Benefit = eur(benefit)
	}
	for _, f := range more {
		f(d)
	}
	return d
}

func needs(n int) func(*catalog.Demand) {
	return func(d *catalog.Demand) { d.NeedsFirst = record.ToAll[catalog.Demand](records.ID(n)) }
}

func apart(n int) func(*catalog.Demand) {
	return func(d *catalog.Demand) { d.NotWith = record.ToAll[catalog.Demand](records.ID(n)) }
}

// by says the cost of a demand by year and kind.
func by(year int64, nature catalog.CostNature, amount int64) func(*catalog.Demand) {
	return func(d *catalog.Demand) {
		d.Costs = append(d.Costs, catalog.DemandCost{Year: record.Whole(year), Nature: nature, Amount: eur(amount)})
	}
}

// proposals are three that pay and one whose benefit nobody knows. A plan project
// (40 asked) and what runs, has a project or is declined are not weighed here.
func proposals() []record.Record {
	done, linked := wish(8, 1, 100), wish(9, 1, 100)
	done.State, linked.Project = "declined", record.To[catalog.Project](records.ID(6))
	return []record.Record{
		wish(1, 60, 50), wish(2, 50, 40), wish(3, 50, 39), wish(4, 30, 0), done, linked,
		&catalog.Project{Header: records.Head(6, "active"), Name: "runs", Budget: eur(5), YearlyBenefit: eur(500)},
		&catalog.Project{Header: records.Head(7, "proposed"), Name: "plan", Budget: eur(40), YearlyBenefit: eur(10)},
	}
}

func choiceOf(t *testing.T, budget int64, musts string) portfolio.Choice {
	t.Helper()
	q := portfolio.Question{Today: today, Currency: "EUR", Musts: musts, Budget: portfolio.Most{Set: true, Minor: budget * 100}}
	return portfolio.Of(records.Snapshot(t, proposals()...), q)
}

func chosen(c *portfolio.Choice) string {
	var names []string
	for i, p := range c.Proposals {
		if c.Chosen(i) {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, ", ")
}

// TestChoice: worth is three years of benefit beyond the cost: 90, 70, 67 and −10.
func TestChoice(t *testing.T) {
	c := choiceOf(t, 100, "")
	if got := chosen(&c); got != "demand 2, demand 3" || c.Result.Status != choose.Optimal || c.Result.Objective != 137_00 || c.Spent() != 100_00 {
		t.Errorf("chosen %s, %+v", got, c.Result)
	}
	if len(c.Unweighed) != 1 || c.Unweighed[0].Name != "demand 4" || c.All != 200_00 {
		t.Errorf("not weighed: %+v; all cost %d", c.Unweighed, c.All)
	}
	if l := c.Left[0]; c.Proposals[l.Proposal].Name != "demand 1" || l.Loss.Minor != 47_00 || len(l.Instead) != 2 {
		t.Errorf("left out: %+v", l)
	}
	if last := c.Steps[len(c.Steps)-1]; last.Percent != 200 || last.Worth != 227_00 {
		t.Errorf("twice the money: %+v", last)
	}
	for k := 1; k < len(c.Steps); k++ {
		if c.Steps[k].Worth < c.Steps[k-1].Worth {
			t.Errorf("step %d is worth less than the one before", k)
		}
	}
	if c.Often.In[3] != 0 {
		t.Errorf("the plan is in %d times", c.Often.In[3])
	}
}

// TestChoiceOfMusts: what is ticked is done although its benefit is not known, and
// what cannot be paid together is named.
func TestChoiceOfMusts(t *testing.T) {
	number := func(list []portfolio.Proposal, name string) string {
		for _, p := range list {
			if p.Name == name {
				return p.Number + " "
			}
		}
		t.Fatalf("no %s", name)
		return ""
	}
	free := choiceOf(t, 100, "")
	four, one := number(free.Unweighed, "demand 4"), number(free.Proposals, "demand 1")
	if c := choiceOf(t, 100, four); chosen(&c) != "demand 1, demand 4" {
		t.Errorf("with demand 4: %s", chosen(&c))
	}
	if c := choiceOf(t, 80, four+one); c.Result.Status != choose.Infeasible || c.Conflict != "demand 1 and demand 4 together go beyond the budget by 10.00 EUR." {
		t.Errorf("%v: %s", c.Result.Status, c.Conflict)
	}
}

// budgeted is a year of today and one to come, with 100 of capital and 30 of
// operating expense for new work in the latter, and a line that all is claimed of.
func budgeted() []record.Record {
	year := func(n, y int) *catalog.FiscalYear {
		return &catalog.FiscalYear{Header: records.Head(n, "open"), Name: fmt.Sprint("FY ", y), Starts: record.Day(y, 1, 1), Ends: record.Day(y, 12, 31), Currency: "EUR"}
	}
	budget := func(n, of int) *catalog.Budget {
		return &catalog.Budget{Header: records.Head(n, "approved"), Name: "Budget", Type: "budget", FiscalYear: record.To[catalog.FiscalYear](records.ID(of))}
	}
	line := func(n int, code string, nature catalog.CostNature, reserve bool, amount int64) *catalog.BudgetLine {
		return &catalog.BudgetLine{Header: records.Head(n, ""), Name: code, Code: code, Budget: record.To[catalog.Budget](records.ID(53)), Nature: nature, Reserve: reserve, Amount: eur(amount)}
	}
	return []record.Record{
		year(50, 2026), year(51, 2027), budget(52, 50), budget(53, 51),
		line(54, "NW-1", "capex", true, 100), line(55, "NW-2", "opex", true, 30), line(56, "RUN", "opex", false, 500),
	}
}

func within(t *testing.T, q portfolio.Question, demands ...*catalog.Demand) portfolio.Choice {
	t.Helper()
	all := budgeted()
	for _, d := range demands {
		all = append(all, d)
	}
	q.Today, q.Currency, q.Budgets = today, "EUR", true
	return portfolio.Of(records.Snapshot(t, all...), q)
}

// TestChoiceWithinBudgets: each kind of money is limited by what its lines leave in
// the year in which it is spent; another amount may be said.
func TestChoiceWithinBudgets(t *testing.T) {
	build := wish(1, 90, 100, by(1, "capex", 80), by(1, "opex", 10))
	rent := wish(2, 28, 40, by(1, "opex", 28))
	later := wish(3, 500, 300, by(1, "capex", 20), by(2, "capex", 480)) // no budget limits the year after the next
	c := within(t, portfolio.Question{}, build, rent, later)
	if chosen(&c) != "demand 1, demand 3" || c.Budget != 130_00 {
		t.Errorf("chosen %s of %d", chosen(&c), c.Budget)
	}
	for i, want := range []struct{ most, used int64 }{{30_00, 10_00}, {100_00, 100_00}} {
		if l := c.Limits[i]; l.Most != want.most || l.Free != want.most || l.Used != want.used || l.Period != "FY 2027" {
			t.Errorf("%s: %+v", l.Name, l)
		}
	}
	if more := c.Limits[0].More; !more.Known || more.Gain != 92_00 || len(c.Names(more.In)) != 1 {
		t.Errorf("more to operate with: %+v", more)
	}
	var q portfolio.Question
	q.Money[1][1] = portfolio.Most{Set: true, Minor: 50_00}
	if c := within(t, q, build, rent, later); chosen(&c) != "demand 2, demand 3" || !c.Limits[1].Changed() {
		t.Errorf("with half the capital: %s", chosen(&c))
	}
}

// TestChoiceOfWhatGoesTogether: what is needed comes first, what excludes each other
// is not done together, and what cannot begin yet waits.
func TestChoiceOfWhatGoesTogether(t *testing.T) {
	base := wish(1, 40, 1)
	fruit := wish(2, 30, 90, needs(1))
	other := wish(3, 30, 80, apart(2))
	c := within(t, portfolio.Question{}, base, fruit, other)
	if chosen(&c) != "demand 1, demand 2" && chosen(&c) != "demand 3" {
		t.Errorf("chosen %s", chosen(&c))
	}
	if want := int64(3*91-70) * 100; c.Result.Objective < want {
		t.Errorf("worth %d", c.Result.Objective)
	}
	base.State = "deferred"
	c = within(t, portfolio.Question{}, base, fruit)
	if chosen(&c) != "" || c.Left[0].Cannot != "It needs “demand 1” first, which is not put up for choice." {
		t.Errorf("without what it needs: %s, %+v", chosen(&c), c.Left)
	}
	late := wish(4, 10, 40, func(d *catalog.Demand) { d.Earliest = record.Day(2027, 5, 2) })
	after := wish(5, 10, 40, needs(4))
	c = within(t, portfolio.Question{}, late, after)
	for _, pick := range c.Result.Chosen {
		if c.Starts(pick) != "Q2 FY 2027" {
			t.Errorf("%s begins in %s", c.Proposals[pick.Item].Name, c.Starts(pick))
		}
	}
}

// TestChoiceOfLossAvoided: what brings nothing may be worth it by the loss that it
// avoids, unless that is not to count.
func TestChoiceOfLossAvoided(t *testing.T) {
	safe := wish(1, 30, 0, func(d *catalog.Demand) { d.LossAvoided = eur(20) })
	for w, want := range map[portfolio.Weighing]int64{portfolio.Alike: 30_00, portfolio.Benefit: 0, portfolio.Safety: 90_00} {
		if c := within(t, portfolio.Question{Weighing: w}, safe); c.Result.Objective != want {
			t.Errorf("%q: %d, want %d", w, c.Result.Objective, want)
		}
	}
}

// TestChoiceWithinSkills: a demand that asks for a skill that nobody has left cannot
// be done, unless somebody says that there are more hours.
func TestChoiceWithinSkills(t *testing.T) {
	skill := &catalog.Skill{Header: records.Head(20, "kept"), Name: "Network"}
	learner := &catalog.Person{Header: records.Head(22, ""), Name: "Learner"}
	of := record.To[catalog.Skill](records.ID(20))
	rating := &catalog.SkillRating{Header: records.Head(23, ""), Person: record.To[catalog.Person](records.ID(22)), Skill: of, Level: record.Whole(1)}
	d := wish(1, 10, 100, func(d *catalog.Demand) {
		d.WantedBy = record.Day(2027, 2, 1) // it cannot wait until nothing limits the hours
		d.Hours = record.Rows[catalog.DemandHours]{{Skill: of, Quarter: record.Whole(2), Hours: record.NewDecimal(30e6)}}
	})
	s := records.Snapshot(t, append(budgeted(), skill, learner, rating, d)...)
	q := portfolio.Question{Today: today, Currency: "EUR", Budgets: true, Skills: true}
	c := portfolio.Of(s, q)
	if chosen(&c) != "" || c.Left[0].Cannot != "demand 1 goes beyond hours of Network in Q2 FY 2027 by 30 hours." {
		t.Errorf("chosen %q: %+v", chosen(&c), c.Left)
	}
	q.Hours = record.TypeFor[catalog.Skill](s).Number(skill.Number) + ":40 "
	if c := portfolio.Of(s, q); chosen(&c) != "demand 1" {
		t.Errorf("with 40 hours: %q", chosen(&c))
	}
	q.Hours, q.Skills = "", false
	if c := portfolio.Of(s, q); chosen(&c) != "demand 1" {
		t.Errorf("without limits of hours: %q", chosen(&c))
	}
}

// TestSignals: what was approved and does not fit is said, with what breaks; so is
// what was approved and is worth less than what would fit instead.
func TestSignals(t *testing.T) {
	approved := func(n int, benefit, cost int64) *catalog.Demand {
		d := wish(n, cost, benefit, by(1, "capex", cost))
		d.State = "accepted"
		return d
	}
	ask := func(demands ...*catalog.Demand) []signal.Signal {
		all := budgeted()
		for _, d := range demands {
			all = append(all, d)
		}
		return signal.Ask(records.Snapshot(t, all...), signal.Question{Now: record.At(today.Time()), Locale: record.International()}, portfolio.Rules()...)
	}
	if found := ask(approved(1, 50, 60), wish(2, 60, 40, by(1, "capex", 60))); len(found) != 0 {
		t.Errorf("what is approved is best: %+v", found)
	}
	found := ask(approved(1, 50, 60), approved(2, 50, 70))
	if len(found) != 1 || found[0].Stake != eur(30) || !strings.Contains(found[0].Title, "beyond Capital expense, FY 2027") {
		t.Errorf("two that do not fit: %+v", found)
	}
	found = ask(approved(1, 50, 60), wish(2, 60, 90, by(1, "capex", 60)))
	if len(found) != 1 || found[0].Stake != eur(120) || len(found[0].Evidence) != 2 {
		t.Errorf("one that is worth less: %+v", found)
	}
}
