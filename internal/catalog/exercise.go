package catalog

import (
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Exercise is a recovery plan put to work: exercised (ISO 22398), or activated
// for real in a crisis. Both are run and measured in the same way, so that what
// one shows counts for the other.
type Exercise struct {
	record.Header
	Title     string                   `record:"required,label" alias:"name"`
	Kind      ExerciseKind             `record:"required,index"`
	Plan      record.Ref[RecoveryPlan] `record:"required"`
	Scenario  record.Markdown          `record:"search" help:"What has happened, or is supposed to have happened"`
	Lead      record.Ref[Person]       `help:"Who leads it"`
	PlannedOn record.Date              `record:"index"`
	Began     record.Instant           `record:"index" help:"When the loss began to count"`
	Ended     record.Instant           `record:"index" help:"When the services were back"`
	DataLost  record.Duration          `unit:"hours" title:"Work lost" help:"How old the restored data was: to compare with the data loss accepted (RPO)"`
	Steps     record.Rows[RunStep]     `help:"Copied from the plan at the start; measured while it runs"`
	Gaps      record.Rows[Gap]         `help:"What did not go as the plan says"`
	Lessons   record.Markdown          `record:"search"`
}

// RunStep is a step of the plan as it was carried out.
type RunStep struct {
	Key      string `record:"required"`
	Step     string `record:"required"`
	Started  record.Instant
	Finished record.Instant
	By       record.Ref[Person]
}

// Took is how long the step took; false while it is not known.
func (s *RunStep) Took() (time.Duration, bool) {
	if !s.Started.Known() || !s.Finished.Known() {
		return 0, false
	}
	return s.Finished.Sub(s.Started), true
}

// Gap is something that did not go as the plan says.
type Gap struct {
	Gap  string `record:"required" help:"What was missing, wrong or late"`
	Step string `help:"Key of the step"`
	At   record.Instant
	By   record.Ref[Person]
}

// ExerciseKind is how a plan is put to work.
type ExerciseKind string

// Options lists the kinds, from talking to doing.
func (ExerciseKind) Options() []record.Option {
	return []record.Option{
		{Name: "tabletop", Title: "Tabletop"},
		{Name: "walkthrough", Title: "Walkthrough"},
		{Name: "live", Title: "Live exercise"},
		{Name: "crisis", Title: "Crisis: activated for real", Tone: record.Bad},
	}
}

// Measures reports whether times of this kind say how long recovery takes: the
// work was done, not talked through.
func (k ExerciseKind) Measures() bool { return k == "live" || k == "crisis" }

// Took is how long it took from the loss until the services were back; false
// while it is not known.
func (e *Exercise) Took() (time.Duration, bool) {
	if e.State != "done" || !e.Began.Known() || !e.Ended.Known() {
		return 0, false
	}
	return e.Ended.Sub(e.Began), true
}

// When is the day on which it was held, else that for which it is planned; the
// zero time when neither is known.
func (e *Exercise) When() time.Time {
	if e.Began.Known() {
		return e.Began.Time()
	}
	return e.PlannedOn.Time()
}

func checkExercise(e *Exercise, problems *fault.List) {
	if e.Ended.Known() && e.Ended.Before(e.Began) {
		problems.Add("ended", "It ended before it began; check both times.")
	}
	for _, s := range e.Steps {
		if s.Finished.Known() && s.Finished.Before(s.Started) {
			problems.Add("steps", "“%s” was finished before it was started; check both times.", s.Step)
		}
		if s.Finished.Known() && !s.Started.Known() {
			problems.Add("steps", "“%s” was finished; say when it was started.", s.Step)
		}
	}
}

// copySteps takes the steps of the plan over at the start.
func copySteps(s *record.Snapshot, _ record.Instant, e *Exercise) ([]record.Record, error) {
	if len(e.Steps) > 0 {
		return nil, nil
	}
	p := record.Get(s, e.Plan)
	if p == nil || len(p.Steps) == 0 {
		return nil, fault.New(fault.Conflict, "The plan has no steps yet; write them down before it is put to work.")
	}
	for _, step := range p.Steps {
		e.Steps = append(e.Steps, RunStep{Key: step.Key, Step: step.Step})
	}
	return nil, nil
}

func exercise() record.Declaration {
	return record.Declare(record.Spec[Exercise]{
		Module: "continuity", Name: "exercise", Prefix: "EXC", Icon: "history",
		Titles: "Exercises and crises",
		Help:   "A recovery plan put to work: exercised, or activated for real in a crisis.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "planned", Title: "Planned"},
				{Name: "running", Title: "Running", Tone: record.Warn},
				{Name: "done", Title: "Done", Tone: record.Good, Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "start", Title: "Start", From: []string{"planned"}, To: "running", Stamps: []string{"began"}, Follow: follow(copySteps)},
				{Name: "finish", Title: "Services are back", From: []string{"running"}, To: "done", Stamps: []string{"ended"}},
				{Name: "stop", Title: "Break off", From: []string{"running"}, To: "dropped"},
				{Name: "drop", Title: "Drop", From: []string{"planned"}, To: "dropped"},
				{Name: "resume", Title: "Go on", From: []string{"done", "dropped"}, To: "running"},
			},
		},
		Columns: []string{"title", "kind", "plan", "planned_on", "began", "ended", "lead", "state"},
		Keys:    [][]string{{"plan", "title"}},
		Views: []record.View{
			{Name: "ahead", Title: "Ahead and running", Filter: `state = planned OR state = running`, Order: "planned_on"},
			{Name: "done", Title: "Done", Filter: `state = done`, Order: "-began"},
			{Name: "crises", Title: "Crises", Filter: `kind = crisis`, Order: "-began"},
			{Name: "late", Title: "Planned and not held", Filter: `state = planned AND planned_on < today`, Order: "planned_on"},
			{Name: "all", Title: "All exercises and crises", Order: "-planned_on"},
		},
		Check: checkExercise,
	})
}
