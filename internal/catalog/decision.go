package catalog

import "fairlead/internal/record"

// Decision is something that was, or has to be, decided: the question, the
// ways considered, the choice, and a day on which to look whether it was right.
type Decision struct {
	record.Header
	Title     string             `record:"required,label"`
	About     record.AnyRef      `help:"The record that it concerns"`
	Owner     record.Ref[Person] `help:"Who decides"`
	Due       record.Date        `record:"index" help:"By when it must be decided"`
	Stake     record.Money       `help:"What is at stake per year"`
	Context   record.Markdown    `record:"search"`
	Options   record.Rows[Option]
	Choice    record.Markdown `record:"search" help:"What was decided, and why"`
	Expected  record.Markdown `help:"What we expect to come of it"`
	DecidedOn record.Date     `record:"system,index"`
	ReviewOn  record.Date     `record:"index" help:"When to compare it with what was expected"`
	Outcome   record.Markdown `help:"What came of it"`
}

// Option is one of the ways considered in a decision.
type Option struct {
	Name    string `record:"required"`
	Cost    record.Money
	For     string
	Against string
}

func decision() record.Declaration {
	return record.Declare(record.Spec[Decision]{
		Module: "governance", Name: "decision", Prefix: "DEC", Icon: "decision",
		Help:   "Something that was, or has to be, decided, and what came of it.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "open", Title: "Open", Tone: record.Warn},
				{Name: "decided", Title: "Decided", Tone: record.Good},
				{Name: "reviewed", Title: "Reviewed", Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "decide", Title: "Decide", From: []string{"open"}, To: "decided", Needs: []string{"choice"}, Stamps: []string{"decided_on"}, Roles: []record.Role{record.Director, record.Manager, record.Executive}},
				{Name: "review", Title: "Review", From: []string{"decided"}, To: "reviewed", Needs: []string{"outcome"}},
				{Name: "reopen", Title: "Open again", From: []string{"decided", "reviewed", "dropped"}, To: "open"},
				{Name: "drop", Title: "Drop", From: []string{"open"}, To: "dropped"},
			},
		},
		Columns: []string{"title", "about", "owner", "due", "stake", "review_on", "state"},
		Views: []record.View{
			{Name: "open", Title: "Waiting", Filter: `state = open`, Order: "due"},
			{Name: "review", Title: "To review", Filter: `state = decided AND review_on <= today`, Order: "review_on"},
			{Name: "all", Title: "All decisions"},
		},
	})
}
