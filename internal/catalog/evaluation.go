package catalog

import (
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Evaluation compares candidates by weighted criteria, scored by several people.
type Evaluation struct {
	record.Header
	Name       string                 `record:"required,label" alias:"title|question"`
	Purpose    record.Markdown        `record:"search" help:"What is needed, and for whom"`
	Technology record.Ref[Technology] `help:"The entry of the radar that it is about"`
	Owner      record.Ref[Person]     `help:"Who leads it"`
	Due        record.Date            `record:"index"`
	Years      record.Int             `record:"min=1,max=20" unit:"years" help:"Over how many years the total cost is reckoned"`
	Candidates record.Rows[Candidate]
	Criteria   record.Rows[Criterion]
	Scores     record.Rows[Score]   `help:"0 is useless, 10 is all that one could wish"`
	Proof      record.Markdown      `title:"Proof of concept" record:"search" help:"What was tried, and what came of it"`
	Decision   record.Ref[Decision] `help:"What was decided after it"`
	DecidedOn  record.Date          `record:"system,index"`
}

// Candidate is one of what is compared.
type Candidate struct {
	Name    string `record:"required"`
	Product record.Ref[Product]
	Cost    record.Money `title:"Total cost" help:"Cost of ownership over the years"`
	Note    string
}

// Criterion is what candidates are compared by.
type Criterion struct {
	Name   string         `record:"required"`
	Weight record.Decimal `record:"required,min=0,max=1000" help:"How much it counts, beside the others"`
	Note   string
}

// Score is what one person thinks of one candidate by one criterion.
type Score struct {
	Scorer    record.Ref[Person] `record:"required"`
	Candidate string             `record:"required"`
	Criterion string             `record:"required"`
	Points    record.Decimal     `record:"required,min=0,max=10"`
	Note      string
}

func trimEvaluation(e *Evaluation) {
	for i := range e.Candidates {
		e.Candidates[i].Name = strings.TrimSpace(e.Candidates[i].Name)
	}
	for i := range e.Criteria {
		e.Criteria[i].Name = strings.TrimSpace(e.Criteria[i].Name)
	}
	for i := range e.Scores {
		e.Scores[i].Candidate, e.Scores[i].Criterion = strings.TrimSpace(e.Scores[i].Candidate), strings.TrimSpace(e.Scores[i].Criterion)
	}
}

func checkEvaluation(e *Evaluation, problems *fault.List) {
	candidates, criteria := map[string]bool{}, map[string]bool{}
	for _, c := range e.Candidates {
		if candidates[c.Name] {
			problems.Add("candidates", "Two candidates are called “%s”; give each its own name.", c.Name)
		}
		candidates[c.Name] = true
	}
	weight := int64(0)
	for _, c := range e.Criteria {
		if criteria[c.Name] {
			problems.Add("criteria", "Two criteria are called “%s”; give each its own name.", c.Name)
		}
		criteria[c.Name] = true
		weight += c.Weight.Micro()
	}
	if len(e.Criteria) > 0 && weight == 0 {
		problems.Add("criteria", "All weights are zero; give at least one criterion a weight.")
	}
	seen := map[Score]bool{}
	for _, s := range e.Scores {
		if !candidates[s.Candidate] {
			problems.Add("scores", "“%s” is scored but is no candidate; write the name as above.", s.Candidate)
		}
		if !criteria[s.Criterion] {
			problems.Add("scores", "“%s” is scored but is no criterion; write the name as above.", s.Criterion)
		}
		key := Score{Scorer: s.Scorer, Candidate: s.Candidate, Criterion: s.Criterion}
		if seen[key] {
			problems.Add("scores", "Somebody scores “%s” by “%s” twice; keep one.", s.Candidate, s.Criterion)
		}
		seen[key] = true
	}
}

func evaluation() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Evaluation]{
		Module: "technology", Name: "evaluation", Prefix: "EVA", Icon: "chart",
		Help:   "A comparison of candidates by weighted criteria, scored by several people.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "scoring", Title: "Being scored", Tone: record.Warn},
				{Name: "decided", Title: "Decided", Tone: record.Good, Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "score", Title: "Begin to score", From: []string{"draft"}, To: "scoring", Needs: []string{"candidates", "criteria"}},
				{Name: "decide", Title: "Decide", From: []string{"scoring"}, To: "decided", Roles: leaders, Needs: []string{"scores", "decision"}, Stamps: []string{"decided_on"}},
				{Name: "reopen", Title: "Open again", From: []string{"decided", "dropped"}, To: "scoring"},
				{Name: "drop", Title: "Drop", From: []string{"draft", "scoring"}, To: "dropped"},
			},
		},
		Columns: []string{"name", "technology", "owner", "due", "decision", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "open", Title: "Open", Filter: `state = draft OR state = scoring`, Order: "due"},
			{Name: "mine", Title: "Mine", Filter: `owner = me`, Order: "due"},
			{Name: "decided", Title: "Decided", Filter: `state = decided`, Order: "-decided_on"},
			{Name: "all", Title: "All evaluations"},
		},
		Normalise: trimEvaluation,
		Check:     checkEvaluation,
	})
}
