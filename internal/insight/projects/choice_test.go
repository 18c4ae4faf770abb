package projects_test

import (
	"fmt"
	"strings"
	"testing"

	"fairlead/engine/choose"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/projects"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

func wish(n int, cost, benefit int64) *catalog.Demand {
	d := &catalog.Demand{Header: records.Head(n, "waiting"), Title: fmt.Sprint("demand ", n), Cost: eur(cost)}
	if benefit > 0 {
		d.Benefit = eur(benefit)
	}
	return d
}

// proposals are three that pay and one whose benefit nobody knows. A plan project
// (40 asked) and what runs, has a project or is declined are not weighed here.
func proposals() []record.Record {
	done, linked := wish(8, 1, 100), wish(9, 1, 100)
	done.State, linked.Project = "declined", within(6)
	return []record.Record{
		wish(1, 60, 50), wish(2, 50, 40), wish(3, 50, 39), wish(4, 30, 0), done, linked,
		&catalog.Project{Header: records.Head(6, "active"), Name: "runs", Budget: eur(5), YearlyBenefit: eur(500)},
		&catalog.Project{Header: records.Head(7, "proposed"), Name: "plan", Budget: eur(40), YearlyBenefit: eur(10)},
	}
}

func choiceOf(t *testing.T, budget int64, musts string) projects.Choice {
	t.Helper()
	return projects.ChoiceOf(records.Snapshot(t, proposals()...), projects.ChoiceQuestion{Today: today, Currency: "EUR", Budget: budget * 100, Musts: musts})
}

func chosen(c *projects.Choice) string {
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
	// Demand 1 would displace one of the others; 10 more money buys it for demand 3.
	if l := c.Left[0]; c.Proposals[l.Proposal].Name != "demand 1" || l.Loss.Minor != 47_00 || len(l.Instead) != 2 {
		t.Errorf("left out: %+v", l)
	}
	if c.Next.Worth != 23_00 || strings.Join(c.Names(c.Next.In), "") != "demand 1" || strings.Join(c.Names(c.Next.Out), "") != "demand 3" {
		t.Errorf("the next money: %+v", c.Next)
	}
	for k := 1; k < len(c.Steps); k++ {
		if c.Steps[k].Worth < c.Steps[k-1].Worth {
			t.Errorf("step %d is worth less than the one before", k)
		}
	}
	if len(c.Steps) != 11 || c.Steps[10].Worth != 227_00 || c.Often.In[3] != 0 {
		t.Errorf("%d steps, the last %+v; often %+v", len(c.Steps), c.Steps[len(c.Steps)-1], c.Often)
	}
}

// TestChoiceOfMusts: what is ticked is done although its benefit is not known, and
// what cannot be paid together is named.
func TestChoiceOfMusts(t *testing.T) {
	number := func(c projects.Choice, list []projects.Proposal, name string) string {
		for _, p := range list {
			if p.Name == name {
				return p.Number + " "
			}
		}
		t.Fatalf("no %s", name)
		return ""
	}
	free := choiceOf(t, 100, "")
	four, one := number(free, free.Unweighed, "demand 4"), number(free, free.Proposals, "demand 1")
	if c := choiceOf(t, 100, four); chosen(&c) != "demand 1, demand 4" {
		t.Errorf("with demand 4: %s", chosen(&c))
	}
	if c := choiceOf(t, 80, four+one); c.Result.Status != choose.Infeasible || c.Conflict != "demand 1 and demand 4 together go beyond the budget by 10.00 EUR." {
		t.Errorf("%v: %s", c.Result.Status, c.Conflict)
	}
}

// TestChoiceWithinSkills: a project that asks for a skill that nobody has left
// cannot be done.
func TestChoiceWithinSkills(t *testing.T) {
	skill := &catalog.Skill{Header: records.Head(20, "kept"), Name: "Network"}
	learner := &catalog.Person{Header: records.Head(22, ""), Name: "Learner"}
	rating := &catalog.SkillRating{Header: records.Head(23, ""), Person: record.To[catalog.Person](records.ID(22)), Skill: record.To[catalog.Skill](records.ID(20)), Level: record.Whole(1)}
	all := append(proposals(), skill, learner, rating, &catalog.Assignment{Header: records.Head(21, ""), Work: "w", Project: within(7), Skill: record.To[catalog.Skill](records.ID(20)), Month: record.Day(2026, 11, 1), Hours: record.NewDecimal(30e6)})
	for _, r := range all {
		if p, ok := r.(*catalog.Project); ok && p.Name == "plan" {
			p.YearlyBenefit = eur(500)
		}
	}
	s := records.Snapshot(t, all...)
	for skills, want := range map[bool]bool{false: true, true: false} {
		c := projects.ChoiceOf(s, projects.ChoiceQuestion{Today: today, Currency: "EUR", Budget: 100_00, Skills: skills})
		if got := strings.Contains(chosen(&c), "plan"); got != want {
			t.Errorf("skills %v: %s; %+v", skills, chosen(&c), c.Left)
		}
		for _, l := range c.Left {
			if c.Proposals[l.Proposal].Name == "plan" && l.Cannot != "plan goes beyond the hours left of Network, Nov 2026 by 30 hours." {
				t.Error(l.Cannot)
			}
		}
	}
}
