package catalog

import "fairlead/internal/record"

// Trend is something that happens outside and may change what we build on.
type Trend struct {
	record.Header
	Name       string                 `record:"required,label" alias:"title"`
	Summary    record.Markdown        `record:"search"`
	Meaning    record.Markdown        `record:"search" help:"What it would mean for us"`
	Link       record.Link            `help:"Where it was read"`
	NoticedOn  record.Date            `record:"index"`
	Horizon    Horizon                `record:"index" help:"When it would reach us"`
	Impact     Impact                 `record:"index" help:"How much it would change"`
	Technology record.Ref[Technology] `help:"The entry of the radar that it bears on"`
	Feed       record.Ref[Feed]       `help:"The feed that brought it"`
	Owner      record.Ref[Person]     `help:"Who keeps an eye on it"`
	ReviewOn   record.Date            `record:"index" help:"When to look at it again"`
}

// Horizon is when a trend would reach us.
type Horizon string

// Options lists the horizons.
func (Horizon) Options() []record.Option {
	return []record.Option{
		{Name: "now", Title: "Within a year"},
		{Name: "next", Title: "In one to three years"},
		{Name: "later", Title: "Later than that"},
	}
}

// Impact is how much a trend would change.
type Impact string

// Options lists the impacts, the greatest first.
func (Impact) Options() []record.Option {
	return []record.Option{
		{Name: "great", Title: "Great", Tone: record.Warn},
		{Name: "some", Title: "Some"},
		{Name: "small", Title: "Small"},
	}
}

func trend() record.Declaration {
	return record.Declare(record.Spec[Trend]{
		Module: "technology", Name: "trend", Prefix: "TRE", Icon: "eye",
		Help:   "Something that happens outside and may change what we build on.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "noticed", Title: "Noticed"},
				{Name: "watched", Title: "Watched", Tone: record.Warn},
				{Name: "taken_up", Title: "Taken up", Tone: record.Good, Closed: true},
				{Name: "faded", Title: "Faded", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "watch", Title: "Watch", From: []string{"noticed"}, To: "watched", Needs: []string{"owner"}},
				{Name: "take_up", Title: "Take up", From: []string{"noticed", "watched"}, To: "taken_up"},
				{Name: "let_go", Title: "Let go", From: []string{"noticed", "watched"}, To: "faded"},
				{Name: "reopen", Title: "Watch again", From: []string{"taken_up", "faded"}, To: "watched"},
			},
		},
		Columns: []string{"name", "horizon", "impact", "technology", "owner", "review_on", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "open", Title: "Open", Filter: `state = noticed OR state = watched`, Order: "-noticed_on"},
			{Name: "review", Title: "To review", Filter: `state = watched AND review_on <= today`, Order: "review_on"},
			{Name: "all", Title: "All trends"},
		},
	})
}
