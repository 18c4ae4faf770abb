package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Waiver is leave to depart from a standard for a time: to keep what should
// go, or to use what is not meant for it.
type Waiver struct {
	record.Header
	Name       string                 `record:"required,label" alias:"title"`
	Technology record.Ref[Technology] `help:"The entry of the radar that may be used against its ring"`
	Standard   string                 `record:"required,search" help:"The rule that is departed from, such as the ring of an entry of the radar"`
	Principle  record.Ref[Principle]  `help:"The principle or standard on record that is departed from"`
	Service    record.Ref[Service]    `help:"For which service"`
	Reason     record.Markdown        `record:"required,search"`
	Mitigation record.Markdown        `record:"search" help:"What keeps the risk small in the meantime"`
	Owner      record.Ref[Person]     `help:"Who sees to it that the waiver is no longer needed"`
	Starts     record.Date            `record:"index"`
	Expires    record.Date            `record:"required,index" help:"The last day on which it holds"`
	GrantedBy  record.Ref[Person]
	GrantedOn  record.Date `record:"system,index"`
}

// Open reports whether the waiver was granted and has not been ended. One that
// is past its day and not ended is still open.
func (w *Waiver) Open() bool { return !w.Archived && w.State == "granted" }

func checkWaiver(w *Waiver, problems *fault.List) {
	if w.Starts.Known() && w.Expires.Before(w.Starts) {
		problems.Add("expires", "The waiver expires before it starts; check both dates.")
	}
}

func waiver() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Waiver]{
		Module: "technology", Name: "waiver", Prefix: "WAI", Icon: "shield",
		Help:   "Leave to depart from a standard for a time.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			Imported: "granted",
			States: []record.State{
				{Name: "asked", Title: "Asked for", Tone: record.Warn},
				{Name: "granted", Title: "Granted"},
				{Name: "ended", Title: "Ended", Closed: true},
				{Name: "refused", Title: "Refused", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "grant", Title: "Grant", From: []string{"asked"}, To: "granted", Roles: leaders, Needs: []string{"owner", "expires"}, Stamps: []string{"granted_on"}},
				{Name: "refuse", Title: "Refuse", From: []string{"asked"}, To: "refused", Roles: leaders},
				{Name: "end", Title: "End", From: []string{"granted"}, To: "ended"},
				{Name: "ask", Title: "Ask again", From: []string{"ended", "refused"}, To: "asked"},
			},
		},
		Columns: []string{"name", "technology", "service", "owner", "expires", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "open", Title: "Open", Filter: `state = granted`, Order: "expires"},
			{Name: "asked", Title: "Asked for", Filter: `state = asked`, Order: "expires"},
			{Name: "expiring", Title: "Expire within 60 days", Filter: `state = granted AND expires >= today AND expires <= today+60d`, Order: "expires"},
			{Name: "expired", Title: "Past their day, not ended", Filter: `state = granted AND expires < today`, Order: "expires"},
			{Name: "mine", Title: "Mine", Filter: `owner = me`, Order: "expires"},
			{Name: "all", Title: "All waivers"},
		},
		Check: checkWaiver,
	})
}
