package projects

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Health is how a project under way stands.
type Health struct {
	Project *catalog.Project
	Value   Value
	// LateBy is how many days the forecast finish, or today where that is later,
	// lies after the promised one; less than zero is early. It means nothing
	// unless LateKnown.
	LateBy    int
	LateKnown bool
	Report    *catalog.StatusReport // the latest; nil when there is none
	ReportDue record.Date           // of the next status report; unknown while on hold
	Tasks     []*catalog.Task       // not done though their last planned day is past, the oldest first
	Slips     []Slip                // of the open milestones, the furthest behind first
}

// Late reports whether the project is known to end after its promised day.
func (h *Health) Late() bool { return h.LateKnown && h.LateBy > 0 }

// Over is by how much the estimate at completion exceeds the budget; zero where
// it does not, unknown where either is.
func (h *Health) Over() record.Money {
	vac := h.Value.VAC()
	if !vac.Known() {
		return vac
	}
	return record.Money{Minor: max(-vac.Minor, 0), Currency: vac.Currency}
}

// Scope is the light that the latest report gives the scope; empty when unknown.
func (h *Health) Scope() catalog.Light {
	if h.Report == nil {
		return ""
	}
	return h.Report.Scope
}

// Unreported is whether a status report is overdue on a day.
func (h *Health) Unreported(today record.Date) bool { return h.ReportDue.Before(today) }

// Portfolio is the health of the projects in work or on hold, by promised day;
// those without one come last.
func Portfolio(s *record.Snapshot, today record.Date) []Health {
	return record.Answer(s, "projects.portfolio", today, func(s *record.Snapshot, today record.Date) []Health {
		var all []Health
		underWay(s, func(p *catalog.Project) { all = append(all, healthOf(s, p, today)) })
		slices.SortFunc(all, func(a, b Health) int {
			x, y := a.Project, b.Project
			if x.PromisedFinish.Known() != y.PromisedFinish.Known() {
				return cmp.Compare(len(y.PromisedFinish.Text()), len(x.PromisedFinish.Text()))
			}
			return cmp.Or(cmp.Compare(x.PromisedFinish.Text(), y.PromisedFinish.Text()), cmp.Compare(x.Name, y.Name), x.ID.Compare(y.ID))
		})
		return all
	})
}

func healthOf(s *record.Snapshot, p *catalog.Project, today record.Date) Health {
	h := Health{Project: p, Value: ValueOf(s, p, today), Report: LatestReport(s, p, today)}
	h.LateBy, h.LateKnown = lateBy(p, today)
	if p.State == "active" {
		h.ReportDue = reportDue(p, h.Report)
	}
	for t := range record.Referring[catalog.Task](s, p.ID, "project") {
		if !t.Archived && (t.State == "todo" || t.State == "doing") && t.Finish.Before(today) {
			h.Tasks = append(h.Tasks, t)
		}
	}
	slices.SortFunc(h.Tasks, func(a, b *catalog.Task) int {
		return cmp.Or(cmp.Compare(a.Finish.Text(), b.Finish.Text()), a.ID.Compare(b.ID))
	})
	h.Slips = SlipsOf(s, p, today)
	return h
}

// lateBy compares the promised day with the forecast, and with today once the
// promised day is past: a project that is not finished cannot end before today.
func lateBy(p *catalog.Project, today record.Date) (days int, known bool) {
	if !p.PromisedFinish.Known() {
		return 0, false
	}
	end := p.ForecastFinish
	if !end.Known() || end.Before(today) {
		if !end.Known() && !p.PromisedFinish.Before(today) {
			return 0, false // nobody says, and the day is not past
		}
		end = today
	}
	return p.PromisedFinish.DaysUntil(end), true
}

// reportDue is the day of the next report: so many days after the last, or after
// the start.
func reportDue(p *catalog.Project, last *catalog.StatusReport) record.Date {
	from := p.Start
	if last != nil {
		from = last.AsOf
	}
	if !from.Known() {
		return from
	}
	return from.AddDays(p.ReportsEvery())
}
