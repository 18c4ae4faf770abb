package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Incident is an interruption of a service, or a fall of its quality, that
// nobody planned (ITIL).
type Incident struct {
	record.Header
	Title       string              `record:"required,label" alias:"short description|summary|subject"`
	Service     record.Ref[Service] `alias:"business service"`
	Asset       record.Ref[Asset]   `alias:"cmdb ci|configuration item"`
	Impact      Level               `record:"index"`
	Urgency     Level               `record:"index"`
	Priority    Priority            `record:"index" help:"Follows from impact and urgency when left empty"`
	Category    string              `record:"search,index"`
	Subcategory string              `record:"search"`
	Requester   record.Ref[Person]  `alias:"caller|caller id|requested by|reported by"`
	Team        record.Ref[Team]    `alias:"assignment group|group"`
	Assignee    record.Ref[Person]  `alias:"assigned to"`
	Channel     Channel             `alias:"contact type"`
	Opened      record.Instant      `record:"index" alias:"opened at"`
	Due         record.Instant      `record:"index" help:"When it must be resolved, where that was agreed for this incident"`
	Resolved    record.Instant      `record:"index" alias:"resolved at"`
	ClosedAt    record.Instant      `record:"system" alias:"closed at" title:"Closed"`
	Vendor      record.Ref[Vendor]
	Cause       string          `record:"search" alias:"caused by|close code|closed code"`
	Reassigned  record.Int      `record:"min=0" unit:"times" alias:"reassignment count"`
	Reopened    record.Int      `record:"min=0" unit:"times" alias:"reopen count"`
	KeptTarget  Answer          `title:"Target kept" alias:"made sla"`
	Description record.Markdown `record:"search"`
	Resolution  record.Markdown `record:"search"`
}

// Level is the size of an impact or an urgency.
type Level string

// Options lists the levels, the highest first.
func (Level) Options() []record.Option {
	return []record.Option{
		{Name: "high", Title: "High", Tone: record.Bad},
		{Name: "medium", Title: "Medium", Tone: record.Warn},
		{Name: "low", Title: "Low"},
	}
}

// Priority is the order in which incidents are worked on.
type Priority string

// Options lists the priorities, the most pressing first.
func (Priority) Options() []record.Option {
	return []record.Option{
		{Name: "p1", Title: "1 Critical", Tone: record.Bad},
		{Name: "p2", Title: "2 High", Tone: record.Warn},
		{Name: "p3", Title: "3 Moderate"},
		{Name: "p4", Title: "4 Low"},
		{Name: "p5", Title: "5 Planning"},
	}
}

// Channel is how something reached the department.
type Channel string

// Options lists the channels.
func (Channel) Options() []record.Option {
	return []record.Option{
		{Name: "phone", Title: "Phone"},
		{Name: "email", Title: "E-mail"},
		{Name: "portal", Title: "Portal"},
		{Name: "chat", Title: "Chat"},
		{Name: "visit", Title: "In person"},
		{Name: "monitoring", Title: "Monitoring"},
	}
}

// Answer is yes, no, or not known.
type Answer string

// Options lists the answers.
func (Answer) Options() []record.Option {
	return []record.Option{
		{Name: "yes", Title: "Yes", Tone: record.Good},
		{Name: "no", Title: "No", Tone: record.Bad},
	}
}

// prioritise derives the priority from impact and urgency as ITIL's usual
// matrix does: high and high is 1, low and low is 5.
func (i *Incident) prioritise() {
	rank := map[Level]int{"high": 0, "medium": 1, "low": 2}
	impact, okImpact := rank[i.Impact]
	urgency, okUrgency := rank[i.Urgency]
	if i.Priority == "" && okImpact && okUrgency {
		i.Priority = Priority([]string{"p1", "p2", "p3", "p4", "p5"}[impact+urgency])
	}
}

func checkIncident(i *Incident, problems *fault.List) {
	if i.Opened.Known() && i.Resolved.Known() && i.Resolved.Time().Before(i.Opened.Time()) {
		problems.Add("resolved", "It was resolved before it was opened; check both times.")
	}
}

func incident() record.Declaration {
	working := []string{"new", "assigned", "active", "waiting"}
	return record.Declare(record.Spec[Incident]{
		Module: "services", Name: "incident", Prefix: "INC", Icon: "incident",
		Help:  "An interruption of a service, or a fall of its quality, that nobody planned.",
		Grows: true,
		Access: internal().With(record.Employee,
			record.Rule{May: record.Create},
			record.Rule{May: record.Read, Where: "requester = me"}),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "new", Title: "New", Tone: record.Warn},
				{Name: "assigned", Title: "Assigned"},
				{Name: "active", Title: "In work"},
				{Name: "waiting", Title: "Waiting", Aside: true},
				{Name: "resolved", Title: "Resolved", Tone: record.Good},
				{Name: "closed", Title: "Closed", Closed: true},
				{Name: "cancelled", Title: "Cancelled", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "assign", Title: "Assign", From: []string{"new"}, To: "assigned", Needs: []string{"team"}},
				{Name: "start", Title: "Start work", From: []string{"new", "assigned", "waiting"}, To: "active"},
				{Name: "wait", Title: "Wait", From: []string{"assigned", "active"}, To: "waiting"},
				{Name: "resolve", Title: "Resolve", From: working, To: "resolved", Needs: []string{"resolution"}, Stamps: []string{"resolved"}},
				{Name: "reopen", Title: "Open again", From: []string{"resolved", "closed"}, To: "active"},
				{Name: "close", Title: "Close", From: []string{"resolved"}, To: "closed", Stamps: []string{"closed_at"}},
				{Name: "cancel", Title: "Cancel", From: working, To: "cancelled", Stamps: []string{"closed_at"}},
			},
		},
		Columns: []string{"title", "priority", "service", "team", "assignee", "opened", "due", "state"},
		Views: []record.View{
			{Name: "open", Title: "Open", Filter: `NOT state = resolved AND NOT state = closed AND NOT state = cancelled`, Order: "priority"},
			{Name: "mine", Title: "Assigned to me", Filter: `assignee = me AND NOT state = closed`, Order: "priority"},
			{Name: "urgent", Title: "Critical and high", Filter: `(priority = p1 OR priority = p2) AND NOT state = closed AND NOT state = resolved`, Order: "priority"},
			{Name: "unassigned", Title: "Without a team", Filter: `NOT team:* AND NOT state = closed`, Order: "priority"},
			{Name: "all", Title: "All incidents", Order: "-opened"},
		},
		Series: []record.Series{
			{Name: "opened", On: "opened"},
			{Name: "resolved", On: "resolved"},
			{Name: "opened_by_service", On: "opened", By: "service"},
			{Name: "kept_by_service", On: "resolved", By: "service", If: "kept_target", Is: "yes"},
			{Name: "missed_by_service", On: "resolved", By: "service", If: "kept_target", Is: "no"},
			{Name: "critical_by_service", On: "opened", By: "service", If: "priority", Is: "p1"},
		},
		Normalise: (*Incident).prioritise,
		Check:     checkIncident,
	})
}
