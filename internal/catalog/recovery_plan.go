package catalog

import (
	"maps"
	"slices"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// RecoveryPlan says how services are brought back after they were lost: the
// steps, who can do them, and what they wait for (ISO 22301, clause 8.4).
type RecoveryPlan struct {
	record.Header
	Name      string                    `record:"required,label" alias:"plan|recovery plan|title"`
	Services  record.Refs[Service]      `record:"required" help:"What is back when the last step is done"`
	Owner     record.Ref[Person]        `help:"Who keeps it true"`
	Covers    record.Markdown           `record:"search" help:"What has happened when it is used, and what it takes for granted"`
	Meet      string                    `title:"Meeting point" help:"Where people come together, or how they confer, when systems are down"`
	Edition   string                    `help:"The version that people hold: 2.1" alias:"plan version|version number"`
	Reviewed  record.Date               `record:"index" title:"Reviewed on" alias:"last reviewed"`
	ReviewDue record.Date               `record:"index" help:"A year after the review when left empty" alias:"next review"`
	People    record.Rows[Responder]    `help:"Who can be called, and how soon they are at work"`
	Steps     record.Rows[RecoveryStep] `help:"What is done, and what each step waits for"`
}

// Responder is somebody whom a plan counts on.
type Responder struct {
	Person  record.Ref[Person] `record:"required"`
	Role    string             `help:"What they can do in this plan: database, network. Several, with commas between"`
	Phone   string             `help:"Where they are reached when systems are down"`
	OnCall  bool               `help:"Can be called at night and on days off"`
	ByDay   record.Estimate    `record:"min=0" unit:"hours" title:"At work by day after" help:"From the call until they can begin: 0.25/0.5/1"`
	ByNight record.Estimate    `record:"min=0" unit:"hours" title:"At work by night after"`
}

// Roles are what the person can do in the plan.
func (r *Responder) Roles() []string { return separated(r.Role) }

// RecoveryStep is one step of a plan. It begins when the steps that it follows
// are done and what it needs is there.
type RecoveryStep struct {
	Key      string               `record:"required" help:"Short name by which other steps name it: 1, 2a"`
	Step     string               `record:"required" help:"What is done"`
	After    string               `help:"Keys of the steps that must be done before, with commas between"`
	Duration record.Estimate      `record:"min=0" unit:"hours" help:"Fastest, likeliest and slowest: 0.5/1/3"`
	People   record.Refs[Person]  `help:"Who can do it, by name"`
	Role     string               `help:"Who can do it, by what they do in the plan"`
	Team     record.Ref[Team]     `help:"Who can do it, by team"`
	Needed   record.Int           `record:"min=0,max=50" help:"How many of them at once; one when left empty, 0 when it runs by itself"`
	Contract record.Ref[Contract] `help:"The vendor that has to come first: it is called at the start, and begins within what the contract promises"`
	Spare    record.Ref[Spare]    `help:"The part without which it cannot begin"`
	Backup   record.Ref[Backup]   `help:"What it restores from"`
}

// Waits are the keys of the steps that it follows.
func (s *RecoveryStep) Waits() []string { return separated(s.After) }

// Crew is how many people do it at once.
func (s *RecoveryStep) Crew() int {
	if s.Needed.Known() {
		return int(s.Needed.N())
	}
	return 1
}

func separated(text string) []string {
	var parts []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// review falls due a year after the last one.
func (p *RecoveryPlan) review() {
	if !p.ReviewDue.Known() {
		p.ReviewDue = p.Reviewed.AddMonths(usualReview)
	}
}

func checkRecoveryPlan(p *RecoveryPlan, problems *fault.List) {
	if p.ReviewDue.Before(p.Reviewed) {
		problems.Add("review_due", "The next review is before the last one; check both dates.")
	}
	at := map[string]int{}
	for i, s := range p.Steps {
		if first, ok := at[s.Key]; ok {
			problems.Add("steps", "Steps %d and %d have the same key %q; give each its own.", first+1, i+1, s.Key)
			return
		}
		at[s.Key] = i
	}
	for _, s := range p.Steps {
		for _, key := range s.Waits() {
			if _, ok := at[key]; !ok {
				problems.Add("steps", "“%s” follows step %q, and there is no step with this key.", s.Step, key)
				return
			}
		}
	}
	if circle := circleOf(p.Steps, at); circle != nil {
		problems.Add("steps", "These steps wait for each other and none could begin: %s. Take one link out.", strings.Join(circle, " waits for "))
	}
}

// circleOf names the steps of a circle, each waiting for the next, the first
// again at its end; nil without one. at has the places of the keys.
func circleOf(steps []RecoveryStep, at map[string]int) []string {
	left := map[int]bool{}
	for i := range steps {
		left[i] = true
	}
	waits := func(i int) int { // a step that is left and that i waits for; -1 without one
		for _, key := range steps[i].Waits() {
			if left[at[key]] {
				return at[key]
			}
		}
		return -1
	}
	for before := -1; before != len(left); {
		before = len(left)
		for i := range steps {
			if left[i] && waits(i) < 0 {
				delete(left, i)
			}
		}
	}
	if len(left) == 0 {
		return nil
	}
	var way []int
	i := slices.Min(slices.Collect(maps.Keys(left)))
	for !slices.Contains(way, i) {
		way, i = append(way, i), waits(i)
	}
	var names []string
	for _, j := range append(way[slices.Index(way, i):], i) {
		names = append(names, steps[j].Step)
	}
	return names
}

func recoveryPlan() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[RecoveryPlan]{
		Module: "continuity", Name: "recovery_plan", Prefix: "RCP", Icon: "service",
		Help:   "How services are brought back after they were lost: the steps, who can do them, and what they wait for.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			Imported: "approved",
			States: []record.State{
				{Name: "draft", Title: "Draft", Tone: record.Warn},
				{Name: "approved", Title: "Approved", Tone: record.Good, Fixed: []string{"services", "steps"}},
				{Name: "retired", Title: "Retired", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "approve", Title: "Approve", From: []string{"draft"}, To: "approved", Roles: leaders, Needs: []string{"owner", "people", "steps"}, Stamps: []string{"reviewed"}},
				{Name: "review", Title: "Reviewed: still true", From: []string{"approved"}, To: "approved", Roles: leaders, Stamps: []string{"reviewed"}},
				{Name: "revise", Title: "Revise", From: []string{"approved"}, To: "draft"},
				{Name: "retire", Title: "Retire", From: []string{"draft", "approved"}, To: "retired", Roles: leaders},
				{Name: "revive", Title: "Take up again", From: []string{"retired"}, To: "draft"},
			},
		},
		Columns: []string{"name", "services", "owner", "edition", "reviewed", "review_due", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "approved", Title: "Approved", Filter: `state = approved`, Order: "name"},
			{Name: "review", Title: "Review due", Filter: `state = approved AND review_due < today+30d`, Order: "review_due"},
			{Name: "draft", Title: "Drafts", Filter: `state = draft`, Order: "name"},
			{Name: "mine", Title: "Mine", Filter: `owner = me`, Order: "review_due"},
			{Name: "all", Title: "All recovery plans", Order: "name"},
		},
		Normalise: (*RecoveryPlan).review,
		Check:     checkRecoveryPlan,
	})
}
