package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Position is an established post of the department: it stays when its holder
// goes. What it costs follows from its grade.
type Position struct {
	record.Header
	Title      string                 `record:"required,label" alias:"position|post|position title|job title|role"`
	Reference  string                 `record:"search,index" help:"Its number in the system of the people department" alias:"position number|post number|position id"`
	Department record.Ref[Department] `alias:"department name"`
	Team       record.Ref[Team]       `alias:"group"`
	Site       record.Ref[Site]       `alias:"office|location"`
	Grade      record.Ref[Grade]      `help:"What the post costs follows from it" alias:"job grade|pay grade|band"`
	FTE        record.Decimal         `record:"min=0.01,max=1" title:"Full-time equivalent" help:"1 is full time, 0.8 four days of five; full time where nothing is said" alias:"fte|full-time equivalent|share"`
	Person     record.Ref[Person]     `title:"Held by" help:"Or is to hold it, while the post is open" alias:"holder|incumbent|employee"`
	HeldFrom   record.Date            `title:"Held from" help:"First working day of the holder; may lie ahead" alias:"held since|start date"`
	VacantFrom record.Date            `record:"index" title:"Vacant since" alias:"vacant from|open since"`
	FillBy     record.Date            `record:"index" title:"Expected to be filled on" help:"First working day of whoever comes: while the post is open, or after its holder leaves" alias:"expected fill date|fill by|expected start"`
	Starts     record.Date            `record:"index" title:"Established from" help:"First day of the post; empty where it has long been there" alias:"established|valid from"`
	Ends       record.Date            `record:"index" title:"Last day of the post" help:"Of a post for a limited time" alias:"valid until|end date"`
	Line       record.Ref[BudgetLine] `title:"Budget line" help:"That pays the post: that line, in every year"`
	Reason     record.Markdown        `record:"search" help:"Why the post is needed" alias:"justification|notes"`
}

// Share is how much of a full-time person the post is, in millionths: all of one
// where nothing is said.
func (p *Position) Share() int64 {
	if p.FTE.Known() {
		return p.FTE.Micro()
	}
	return 1_000_000
}

// holder forgets who came before the post fell vacant, and the vacancy once
// somebody has come.
func (p *Position) holder() {
	switch {
	case p.State == "filled":
		p.VacantFrom = record.Date{}
	case p.VacantFrom.Known() && (!p.HeldFrom.Known() || p.HeldFrom.Before(p.VacantFrom)):
		p.Person, p.HeldFrom = record.Ref[Person]{}, record.Date{}
	}
}

func checkPosition(p *Position, problems *fault.List) {
	if p.State == "filled" && !p.Person.Known() {
		problems.Add("person", "Say who holds the post, or leave it open.")
	}
	if p.Starts.Known() && p.Ends.Known() && p.Ends.Before(p.Starts) {
		problems.Add("ends", "The post ends before it starts; check both days.")
	}
}

func position() record.Declaration {
	return record.Declare(record.Spec[Position]{
		Module: "people", Name: "position", Prefix: "POS", Icon: "person",
		Help:   "An established post: it stays when its holder goes.",
		Access: leadership(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "open", Title: "Open", Tone: record.Warn},
				{Name: "filled", Title: "Filled", Tone: record.Good},
				{Name: "frozen", Title: "Frozen", Aside: true},
				{Name: "closed", Title: "Abolished", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "fill", Title: "Fill", From: []string{"open"}, To: "filled", Needs: []string{"person", "held_from"}},
				{Name: "vacate", Title: "The holder has left", From: []string{"filled"}, To: "open", Stamps: []string{"vacant_from"}},
				{Name: "freeze", Title: "Do not fill for now", From: []string{"open"}, To: "frozen"},
				{Name: "release", Title: "May be filled", From: []string{"frozen"}, To: "open"},
				{Name: "close", Title: "Abolish", From: []string{"open", "frozen"}, To: "closed"},
				{Name: "restore", Title: "Establish again", From: []string{"closed"}, To: "open"},
			},
		},
		Columns: []string{"title", "team", "grade", "fte", "person", "vacant_from", "fill_by", "line", "state"},
		Keys:    [][]string{{"reference"}},
		Views: []record.View{
			{Name: "open", Title: "Open", Filter: `state = open`, Order: "vacant_from"},
			{Name: "without_day", Title: "Open without a day", Filter: `state = open AND NOT fill_by:*`, Order: "vacant_from"},
			{Name: "overdue", Title: "Should be filled", Filter: `state = open AND fill_by < today`, Order: "fill_by"},
			{Name: "unpaid", Title: "Without budget line", Filter: `NOT state = closed AND NOT line:*`, Order: "title"},
			{Name: "ungraded", Title: "Without grade", Filter: `NOT state = closed AND NOT grade:*`, Order: "title"},
			{Name: "all", Title: "All positions", Order: "title"},
		},
		Normalise: (*Position).holder,
		Check:     checkPosition,
	})
}
