package catalog

import (
	"slices"
	"unicode/utf8"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// BusinessImpact says what it costs when a service stops, and by when it must be
// back (business impact analysis: ISO 22301, clause 8.2.2, and ISO/TS 22317).
//
// The newest that is approved is the truth. Its approval fills the loss per hour,
// the recovery time and the recovery point of the service, so that whatever reads
// a service alone says the same.
type BusinessImpact struct {
	record.Header
	Title     string                   `record:"label,system"`
	Service   record.Ref[Service]      `record:"required"`
	Losses    record.Rows[ImpactPoint] `title:"Loss over time" help:"What has been lost in all after so many hours; it usually grows faster than the hours" alias:"impact|losses"`
	RTO       record.Duration          `title:"Recovery time objective" unit:"hours" help:"It must be back within this time (ISO 22301, 3.204)" alias:"rto"`
	RPO       record.Duration          `title:"Recovery point objective" unit:"hours" help:"At most this much work may be lost (ISO 22301, 3.203)" alias:"rpo"`
	Tolerance record.Duration          `title:"Maximum tolerable period of disruption" unit:"hours" help:"After this time the harm can no longer be borne (ISO 22301, 3.146)" alias:"mtpd|mao|maximum tolerable downtime"`
	Peaks     string                   `record:"search" title:"Peak times" help:"When a stop hurts most: month end, Monday morning, the Christmas season" alias:"peak"`
	Harm      record.Markdown          `record:"search" title:"Harm beside money" help:"People, law, reputation" alias:"impact description"`
	Critical  YesNo                    `record:"index" title:"Critical or important function" help:"As defined in article 3, point 22, of Regulation (EU) 2022/2554; empty where that was not assessed"`
	Because   string                   `record:"search" title:"Why it is critical or important"`
	Activity  string                   `title:"Licensed activity" help:"The activity of ours that needs a licence and that it serves; “support functions” where there is none"`
	Impact    ImpactLevel              `title:"Impact of discontinuing it"`
	By        record.Ref[Person]       `title:"Assessed by" alias:"assessor"`
	On        record.Date              `record:"index" title:"Assessed on" alias:"assessment date"`
	Review    record.Date              `record:"index" title:"Review due" alias:"next review"`
}

// ImpactPoint is what a stop has cost in all after some hours.
type ImpactPoint struct {
	Hours record.Decimal `record:"required,min=0.01" unit:"hours"`
	Loss  record.Money   `record:"required"`
	Note  string         `help:"What is lost by then"`
}

// Approved reports whether it counts.
func (b *BusinessImpact) Approved() bool { return !b.Archived && b.State == "approved" }

// LossAfter is what a stop of so many hours costs: a straight line from nothing
// through the points, and past the last one as steep as before it. It is unknown
// without points.
func (b *BusinessImpact) LossAfter(hours float64) record.Money {
	if len(b.Losses) == 0 {
		return record.Money{}
	}
	from, to := ImpactPoint{Loss: record.NoMoney(b.Losses[0].Loss.Currency)}, b.Losses[0]
	for _, next := range b.Losses[1:] {
		if hours <= to.Hours.Float() {
			break
		}
		from, to = to, next
	}
	rise, err := to.Loss.Sub(from.Loss)
	if err != nil {
		return record.Money{}
	}
	part, err := rise.MulRatio(int64((hours-from.Hours.Float())*1e6), to.Hours.Micro()-from.Hours.Micro())
	if err != nil {
		return record.Money{}
	}
	return added(from.Loss, part)
}

// name is of the service and the day.
func (b *BusinessImpact) name() {
	b.Title = "Impact assessment"
	if b.On.Known() {
		b.Title = "Impact as of " + b.On.String()
	}
	slices.SortStableFunc(b.Losses, func(a, b ImpactPoint) int { return a.Hours.Compare(&b.Hours) })
}

func checkBusinessImpact(b *BusinessImpact, problems *fault.List) {
	for i, p := range b.Losses {
		if i == 0 {
			continue
		}
		before := b.Losses[i-1]
		switch {
		case p.Loss.Currency != before.Loss.Currency:
			problems.Add("losses", "All losses must be in one currency.")
		case p.Hours.Equal(before.Hours):
			problems.Add("losses", "Two rows are of %s hours; keep one.", p.Hours.String())
		case p.Loss.Minor < before.Loss.Minor:
			problems.Add("losses", "After %s hours less is lost than after %s; each row is what was lost in all.", p.Hours.String(), before.Hours.String())
		default:
			continue
		}
		return
	}
	if b.RTO.Known() && b.Tolerance.Known() && b.RTO.Seconds() > b.Tolerance.Seconds() {
		problems.Add("rto", "It would be back only after the longest time that can be borne; one of the two is wrong.")
	}
	if utf8.RuneCountInString(b.Because) > 300 {
		problems.Add("because", "The register of information takes 300 characters at most; say it shorter.")
	}
	if b.Review.Before(b.On) {
		problems.Add("review", "The review is due before the assessment; check both dates.")
	}
}

// settleImpact makes an assessment the truth: the service says the same, and those
// before it no longer count.
func settleImpact(s *record.Snapshot, _ record.Instant, b *BusinessImpact) ([]record.Record, error) {
	service := record.Get(s, b.Service)
	if service == nil {
		return nil, fault.New(fault.Invalid, "The service of this assessment is not there any more.")
	}
	next := s.Dictionary().TypeOf(service).Clone(service).(*Service)
	next.LossPerHour, next.RTO, next.RPO = b.LossAfter(1), b.RTO, b.RPO
	follows := []record.Record{next}
	for other := range record.Referring[BusinessImpact](s, service.ID, "service") {
		if other.ID != b.ID && other.State == "approved" {
			old := s.Dictionary().TypeOf(other).Clone(other)
			old.Head().State = "superseded"
			follows = append(follows, old)
		}
	}
	return follows, nil
}

func businessImpact() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[BusinessImpact]{
		Module: "continuity", Name: "business_impact", Title: "Business impact", Titles: "Business impacts", Prefix: "BIA", Icon: "chart",
		Help:   "What it costs when a service stops, and by when it must be back.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "approved",
			States: []record.State{
				{Name: "draft", Title: "Draft", Tone: record.Warn},
				{Name: "approved", Title: "Approved", Tone: record.Good, Fixed: []string{"service", "losses", "rto", "rpo", "tolerance"}},
				{Name: "superseded", Title: "Superseded", Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "approve", Title: "Approve", From: []string{"draft"}, To: "approved", Roles: leaders, Needs: []string{"losses", "rto", "tolerance", "by", "on"}, Follow: follow(settleImpact)},
				{Name: "supersede", Title: "No longer holds", From: []string{"approved"}, To: "superseded", Roles: leaders},
				{Name: "drop", Title: "Drop", From: []string{"draft"}, To: "dropped"},
				{Name: "revise", Title: "Take back to draft", From: []string{"dropped"}, To: "draft"},
			},
		},
		Columns: []string{"title", "service", "rto", "rpo", "tolerance", "by", "on", "review", "state"},
		Keys:    [][]string{{"service", "on"}},
		Views: []record.View{
			{Name: "approved", Title: "Approved", Filter: `state = approved`, Order: "-on"},
			{Name: "draft", Title: "Drafts", Filter: `state = draft`, Order: "-on"},
			{Name: "review", Title: "Review due", Filter: `state = approved AND review < today`, Order: "review"},
			{Name: "all", Title: "All assessments", Order: "-on"},
		},
		Normalise: (*BusinessImpact).name,
		Check:     checkBusinessImpact,
	})
}
