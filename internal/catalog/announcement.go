package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Announcement is something that the department tells those whom it serves: what
// changes for them, and when. Everybody reads it once it is published.
type Announcement struct {
	record.Header
	Title       string                  `record:"required,label" alias:"subject|headline"`
	Text        record.Markdown         `record:"required,search" help:"What changes for the reader, when, and what they have to do"`
	Departments record.Refs[Department] `help:"Whom it concerns; everybody when left empty"`
	Services    record.Refs[Service]    `help:"The services that change"`
	Step        record.Ref[RoadmapItem] `help:"The step of the roadmap that it tells of"`
	Author      record.Ref[Person]      `help:"Who answers questions about it"`
	PublishOn   record.Date             `record:"index" help:"When it is to go out"`
	ShownUntil  record.Date             `record:"index" help:"The last day on which it is news"`
	PublishedOn record.Date             `record:"system,index"`
}

func checkAnnouncement(a *Announcement, problems *fault.List) {
	if a.ShownUntil.Before(a.PublishOn) {
		problems.Add("shown_until", "It is no longer news before it goes out; check both dates.")
	}
}

func announcement() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Announcement]{
		Module: "strategy", Name: "announcement", Prefix: "ANN", Icon: "comment",
		Help:   "What the department tells those whom it serves: what changes, and when.",
		Access: internal().With(record.Employee, record.Rule{May: record.Read, Where: "state = published"}),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "published", Title: "Published", Tone: record.Good},
				{Name: "withdrawn", Title: "Withdrawn", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "publish", Title: "Publish", From: []string{"draft"}, To: "published", Roles: leaders, Needs: []string{"author"}, Stamps: []string{"published_on"}},
				{Name: "withdraw", Title: "Withdraw", From: []string{"published"}, To: "withdrawn", Roles: leaders},
				{Name: "redraft", Title: "Write anew", From: []string{"withdrawn"}, To: "draft"},
			},
		},
		Columns: []string{"title", "departments", "step", "publish_on", "shown_until", "state"},
		Keys:    [][]string{{"title"}},
		Views: []record.View{
			{Name: "news", Title: "News", Filter: `state = published AND (shown_until >= today OR NOT shown_until:*)`, Order: "-publish_on"},
			{Name: "due", Title: "To go out", Filter: `state = draft AND publish_on <= today+14d`, Order: "publish_on"},
			{Name: "drafts", Title: "Drafts", Filter: `state = draft`, Order: "publish_on"},
			{Name: "all", Title: "All announcements", Order: "-publish_on"},
		},
		Check: checkAnnouncement,
	})
}
