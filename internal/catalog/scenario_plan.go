package catalog

import (
	"slices"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Changed are copies of the steps that the scenario changes, and of the
// initiatives that change with them, as they stand once it is adopted. An
// initiative begins and ends by as many days earlier or later as the first and
// the last of its steps do; it is dropped when its last step goes, and proposed
// again when one comes back. Steps that are gone or done are left out.
func (c *Scenario) Changed(s *record.Snapshot) []record.Record {
	var changed []record.Record
	steps := map[record.ID]*RoadmapItem{}
	budgets := map[record.ID]record.Money{}
	var initiatives []record.ID
	for _, row := range c.Changes {
		now := record.Get(s, row.Step)
		if now == nil || now.Archived || now.State == "done" {
			continue
		}
		next := row.laidOver(s, now)
		steps[next.ID] = next
		changed = append(changed, next)
		if id := next.Initiative.ID; next.Initiative.Known() && !slices.Contains(initiatives, id) {
			initiatives = append(initiatives, id)
		}
		if row.Budget.Known() {
			budgets[next.Initiative.ID] = row.Budget
		}
	}
	for _, id := range initiatives {
		now := record.Get(s, record.To[Initiative](id))
		if now == nil || now.Archived || now.State == "done" {
			continue
		}
		next := record.TypeFor[Initiative](s).Clone(now).(*Initiative)
		next.follow(stretchOf(s, id, nil), stretchOf(s, id, steps))
		if budget, ok := budgets[id]; ok {
			next.Funded = budget
		}
		if next.Starts != now.Starts || next.Ends != now.Ends || next.State != now.State || next.Funded != now.Funded {
			changed = append(changed, next)
		}
	}
	return changed
}

// laidOver is a copy of a step with what the row changes.
func (row *StepChanged) laidOver(s *record.Snapshot, now *RoadmapItem) *RoadmapItem {
	next := record.TypeFor[RoadmapItem](s).Clone(now).(*RoadmapItem)
	if row.Begins.Known() {
		next.Starts = row.Begins
	}
	if row.Ends.Known() {
		next.Ends = row.Ends
	}
	switch {
	case row.Take == "out":
		next.State = "dropped"
	case row.Take == "in" && now.State == "dropped":
		next.State = "planned"
	}
	return next
}

// stretch is how many steps of an initiative are not dropped, when the first
// begins and when the last ends; unknown days where no step has them.
type stretch struct {
	steps       int
	first, last record.Date
}

// stretchOf measures the steps of an initiative, some of them as they are laid over.
func stretchOf(s *record.Snapshot, id record.ID, over map[record.ID]*RoadmapItem) stretch {
	var all stretch
	for i := range record.Referring[RoadmapItem](s, id, "initiative") {
		if next := over[i.ID]; next != nil {
			i = next
		}
		if i.Archived || i.State == "dropped" {
			continue
		}
		all.steps++
		if i.Starts.Known() && (!all.first.Known() || i.Starts.Before(all.first)) {
			all.first = i.Starts
		}
		if i.Ends.Known() && (!all.last.Known() || i.Ends.After(all.last)) {
			all.last = i.Ends
		}
	}
	return all
}

// follow moves an initiative as its steps moved.
func (i *Initiative) follow(was, is stretch) {
	if i.Starts.Known() && was.first.Known() && is.first.Known() {
		i.Starts = i.Starts.AddDays(was.first.DaysUntil(is.first))
	}
	if i.Ends.Known() && was.last.Known() && is.last.Known() {
		i.Ends = i.Ends.AddDays(was.last.DaysUntil(is.last))
	}
	switch {
	case was.steps > 0 && is.steps == 0:
		i.State = "dropped"
	case was.steps == 0 && is.steps > 0 && i.State == "dropped":
		i.State = "proposed"
	}
}

// proposeScenario keeps how the steps stand, and refuses what could not be adopted.
func proposeScenario(s *record.Snapshot, _ record.Instant, c *Scenario) ([]record.Record, error) {
	budgets := map[record.ID]bool{}
	for n := range c.Changes {
		row := &c.Changes[n]
		i := record.Get(s, row.Step)
		if i == nil || i.Archived {
			return nil, fault.New(fault.Invalid, "The step of row %d is no longer kept; take the row out.", n+1)
		}
		switch {
		case i.State == "done":
			return nil, fault.New(fault.Invalid, "“%s” is done and cannot be changed; take its row out.", i.Title)
		case row.Take == "out" && i.State == "dropped":
			return nil, fault.New(fault.Invalid, "“%s” is out already; take its row out.", i.Title)
		case row.Take == "in" && i.State != "dropped":
			return nil, fault.New(fault.Invalid, "“%s” is in already; leave In or out empty.", i.Title)
		case row.Budget.Known() && record.Get(s, i.Initiative) == nil:
			return nil, fault.New(fault.Invalid, "“%s” belongs to no initiative that could have a budget; leave the budget empty.", i.Title)
		case row.Budget.Known() && budgets[i.Initiative.ID]:
			return nil, fault.New(fault.Invalid, "“%s” and another step set the budget of the same initiative; keep one.", i.Title)
		}
		budgets[i.Initiative.ID] = budgets[i.Initiative.ID] || row.Budget.Known()
		row.StoodBegins, row.StoodEnds, row.StoodState, row.StoodBudget = i.Starts, i.Ends, i.State, setAside(s, i)
	}
	return nil, c.feasible(s)
}

// feasible refuses changes that the records themselves would refuse.
func (c *Scenario) feasible(s *record.Snapshot) error {
	for _, r := range c.Changed(s) {
		var problems fault.List
		switch next := r.(type) {
		case *RoadmapItem:
			if next.Starts.Known() && next.Ends.Before(next.Starts) {
				return fault.New(fault.Invalid, "“%s” would end before it begins; give both dates.", next.Title)
			}
		case *Initiative:
			if checkInitiative(next, &problems); problems.Err() != nil {
				return fault.New(fault.Invalid, "The initiative “%s” cannot follow: with its steps moved its dates or its budget do not fit together. Correct the initiative, or the changes.", next.Title)
			}
		}
	}
	return nil
}

// setAside is the money of the initiative of a step; unknown where it has none.
func setAside(s *record.Snapshot, i *RoadmapItem) record.Money {
	if of := record.Get(s, i.Initiative); of != nil {
		return of.Funded
	}
	return record.Money{}
}

// adoptScenario makes the changes, unless a step stands elsewhere than when the
// scenario was proposed, and rejects the other answers to the same question.
func adoptScenario(s *record.Snapshot, at record.Instant, c *Scenario) ([]record.Record, error) {
	if names := c.Drifted(s); len(names) > 0 {
		return nil, fault.New(fault.Conflict, "Nothing was adopted. Since this was proposed, these steps or their budgets were changed: %s. Take the scenario back to draft, compare it again and propose it anew.", strings.Join(names, ", "))
	}
	if err := c.feasible(s); err != nil {
		return nil, err
	}
	changed := c.Changed(s)
	for other := range record.Each[Scenario](s) {
		if other.ID == c.ID || other.Archived || other.State != "proposed" || !c.Answers(other.Question) {
			continue
		}
		next := record.TypeFor[Scenario](s).Clone(other).(*Scenario)
		next.State, next.DecidedOn = "rejected", record.DateOf(at.Time().UTC())
		if next.Reason == "" {
			next.Reason = record.Markdown("“" + c.Title + "” was adopted.")
		}
		changed = append(changed, next)
	}
	return changed, nil
}

// Answers reports whether the scenario answers a question.
func (c *Scenario) Answers(question string) bool {
	return strings.EqualFold(strings.TrimSpace(c.Question), strings.TrimSpace(question))
}

// Drifted names the steps that stand elsewhere than when the scenario was
// proposed, in quotation marks: their dates, state or money changed, or they are
// no longer kept. It means something for a scenario that is proposed.
func (c *Scenario) Drifted(s *record.Snapshot) []string {
	var names []string
	for n, row := range c.Changes {
		i := record.Get(s, row.Step)
		switch {
		case i == nil || i.Archived:
			names = append(names, "the step of row "+record.Whole(int64(n+1)).Text())
		case i.Starts != row.StoodBegins || i.Ends != row.StoodEnds || i.State != row.StoodState || setAside(s, i) != row.StoodBudget:
			names = append(names, "“"+i.Title+"”")
		}
	}
	return names
}
