package catalog

import "fairlead/internal/record"

// Action is something that somebody has undertaken to do by a day.
type Action struct {
	record.Header
	Title  string             `record:"required,label"`
	About  record.AnyRef      `help:"The record that it concerns"`
	Owner  record.Ref[Person] `help:"Who does it"`
	Due    record.Date        `record:"index"`
	Detail record.Markdown    `record:"search"`
	DoneOn record.Date        `record:"system,index"`
	Result record.Markdown    `record:"search"`
}

func action() record.Declaration {
	return record.Declare(record.Spec[Action]{
		Module: "governance", Name: "action", Prefix: "ACT", Icon: "action",
		Help:   "Something that somebody has undertaken to do by a day.",
		Access: internal().With(record.Employee, record.Rule{May: record.Read | record.Update, Where: "owner = me"}),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "open", Title: "Open"},
				{Name: "doing", Title: "In work", Tone: record.Warn},
				{Name: "done", Title: "Done", Tone: record.Good, Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "start", Title: "Start", From: []string{"open"}, To: "doing"},
				{Name: "finish", Title: "Done", From: []string{"open", "doing"}, To: "done", Stamps: []string{"done_on"}},
				{Name: "drop", Title: "Drop", From: []string{"open", "doing"}, To: "dropped"},
				{Name: "reopen", Title: "Open again", From: []string{"done", "dropped"}, To: "open"},
			},
		},
		Columns: []string{"title", "about", "owner", "due", "state"},
		Views: []record.View{
			{Name: "mine", Title: "Mine", Filter: `owner = me AND (state = open OR state = doing)`, Order: "due"},
			{Name: "overdue", Title: "Overdue", Filter: `due < today AND (state = open OR state = doing)`, Order: "due"},
			{Name: "open", Title: "Open", Filter: `state = open OR state = doing`, Order: "due"},
			{Name: "all", Title: "All actions"},
		},
	})
}
