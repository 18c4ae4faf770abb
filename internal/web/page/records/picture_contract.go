package records

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
)

// contractTerm shows the term of a contract, the last day for notice, and the
// term that follows if nobody gives it.
func contractTerm(s sketch, r record.Record) draw.Picture {
	c := r.(*catalog.Contract)
	if !c.Starts.Known() || !c.Ends.Known() {
		return nil
	}
	term := draw.TimelineRow{Label: "Term", Spans: []draw.Span{{Label: "Term", From: c.Starts.Time(), To: c.Ends.Time()}}}
	if c.AutoRenews && c.RenewalMonths.Known() && c.RenewalMonths.N() > 0 {
		term.Spans = append(term.Spans, draw.Span{
			Label: "If nobody gives notice", From: c.Ends.AddDays(1).Time(), To: c.Ends.AddMonths(int(c.RenewalMonths.N())).Time(), Expected: true,
		})
	}
	rows := []draw.TimelineRow{term}
	if c.NoticeBy.Known() {
		tone := draw.Warn
		if c.NoticeBy.Before(s.today) {
			tone = draw.Auto
		}
		rows = append(rows, draw.TimelineRow{Label: "Notice", Milestones: []draw.Milestone{{Label: "Last day for notice", At: c.NoticeBy.Time(), Tone: tone}}})
	}
	return draw.Timeline{Frame: s.frame("Term and notice"), Rows: rows, Today: s.today.Time()}
}
