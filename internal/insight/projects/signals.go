package projects

import (
	"fmt"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// late finds projects in work that end after their promised day.
func late(in *signal.Inquiry) (found []signal.Signal) {
	for _, h := range Portfolio(in.Snapshot, in.Today()) {
		p := h.Project
		if !p.Runs() || !h.Late() {
			continue
		}
		sig := about(in, &h, "projects.late", "How to bring "+p.Name+" to its end")
		sig.Due = p.PromisedFinish
		sig.Title = fmt.Sprintf("“%s” ends %s after the promised day", p.Name, signal.Count(h.LateBy, "day", "days"))
		sig.Why = fmt.Sprintf("Promised for %s%s.", p.PromisedFinish.Format(in.Locale), forecast(p, in.Locale))
		if len(h.Tasks) > 0 {
			sig.Why += fmt.Sprintf(" %s past %s planned end.", signal.Count(len(h.Tasks), "task is", "tasks are"), signal.Plural(len(h.Tasks), "its", "their"))
		}
		sig.Stake, sig.StakeBasis = delayed(p, h.LateBy, in.Locale)
		for _, t := range h.Tasks[:min(len(h.Tasks), signal.MostEvidence)] {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, t), Text: "Was to be done by " + t.Finish.Format(in.Locale)})
		}
		found = append(found, sig)
	}
	return found
}

func forecast(p *catalog.Project, l record.Locale) string {
	if !p.ForecastFinish.Known() {
		return "; when it will end is not known"
	}
	return ", forecast for " + p.ForecastFinish.Format(l)
}

// delayed is the benefit that is lost while a project is late.
func delayed(p *catalog.Project, days int, l record.Locale) (record.Money, string) {
	stake, err := p.YearlyBenefit.MulRatio(int64(days), 365)
	if !p.YearlyBenefit.Known() || err != nil {
		return record.Money{}, "Not known: the project does not say what it brings in a year."
	}
	return stake, fmt.Sprintf("The benefit of %s a year, for %s.", signal.Exact(p.YearlyBenefit, l), signal.Count(days, "day", "days"))
}

// overCost finds projects whose estimate at completion exceeds the budget by
// more than the tolerance.
func overCost(in *signal.Inquiry) (found []signal.Signal) {
	for _, h := range Portfolio(in.Snapshot, in.Today()) {
		p, e := h.Project, h.Value.Earned
		over := h.Over()
		if !p.Runs() || !over.Known() || over.Minor <= share(p.Budget, Tolerance, 100).Minor {
			continue
		}
		sig := about(in, &h, "projects.cost", "The budget of "+p.Name)
		sig.Stake, sig.Due = over, usedUp(&h)
		sig.StakeBasis = fmt.Sprintf("The estimate at completion, %s (budget × actual cost / earned value), less the budget of %s. If the rest costs what was planned it is %s.",
			signal.Exact(e.EAC(), in.Locale), signal.Exact(p.Budget, in.Locale), signal.Exact(e.EACAsPlanned(), in.Locale))
		sig.Title = fmt.Sprintf("“%s” will cost %s more than its budget", p.Name, over.Short(in.Locale))
		sig.Why = fmt.Sprintf("Work worth %s has cost %s (cost performance index %s).", e.EV.Short(in.Locale), e.AC.Short(in.Locale), e.CPI().Text())
		if sig.Due.Known() {
			sig.Why += " At this pace the budget is used up " + signal.Away(in.Today(), sig.Due) + "."
		}
		found = append(found, sig)
	}
	return found
}

// usedUp is the day on which the budget is used up if money goes as it went since
// the start; unknown where that cannot be said.
func usedUp(h *Health) record.Date {
	p, e, to := h.Project, h.Value.Earned, h.Project.CostedTo
	if h.Value.Basis == FromReport {
		to = h.Value.AsOf
	}
	if !p.Start.Before(to) || !alike(e.AC, e.BAC) || e.AC.Minor <= 0 {
		return record.Date{}
	}
	spent := int64(p.Start.DaysUntil(to) + 1)
	left, err := minus(e.BAC, e.AC).MulRatio(spent, e.AC.Minor) // as many days as it has minor units
	const tenYears = 3660
	if err != nil || left.Minor > tenYears || left.Minor < -tenYears {
		return record.Date{}
	}
	return to.AddDays(int(left.Minor))
}

// unreported finds projects in work whose status report is overdue.
func unreported(in *signal.Inquiry) (found []signal.Signal) {
	for _, h := range Portfolio(in.Snapshot, in.Today()) {
		if !h.Unreported(in.Today()) {
			continue
		}
		sig := about(in, &h, "projects.report", "Stop or go on with "+h.Project.Name)
		sig.Due = h.ReportDue
		sig.Title = fmt.Sprintf("The status report of “%s” was due %s", h.Project.Name, signal.Away(in.Today(), h.ReportDue))
		sig.Why = "There has never been one: nobody has said how it stands."
		if h.Report != nil {
			sig.Why = fmt.Sprintf("The last one is of %s. What is said about the project since rests on the plan alone.", h.Report.AsOf.Format(in.Locale))
		}
		sig.StakeBasis = "Not known: what a missing report would say cannot be computed."
		found = append(found, sig)
	}
	return found
}

// slipped finds projects in work whose milestones are expected after what was
// promised: one signal a project.
func slipped(in *signal.Inquiry) (found []signal.Signal) {
	for _, h := range Portfolio(in.Snapshot, in.Today()) {
		var behind []Slip
		for _, s := range h.Slips {
			if s.Known && s.Days > 0 {
				behind = append(behind, s)
			}
		}
		if !h.Project.Runs() || len(behind) == 0 {
			continue
		}
		worst := behind[0]
		sig := about(in, &h, "projects.slip", "The plan of "+h.Project.Name)
		sig.Title = fmt.Sprintf("%s of “%s” %s slipped, the furthest by %s",
			signal.Count(len(behind), "milestone", "milestones"), h.Project.Name, signal.Plural(len(behind), "has", "have"), signal.Count(worst.Days, "day", "days"))
		sig.Why = fmt.Sprintf("“%s” was promised for %s%s.", worst.Milestone.Name, worst.Milestone.Promise().Format(in.Locale), moves(worst))
		sig.StakeBasis = "Not known: what a later milestone costs is not recorded; the delay of the whole project is a signal of its own."
		for _, s := range behind {
			promise := s.Milestone.Promise()
			if !sig.Due.Known() || promise.Before(sig.Due) {
				sig.Due = promise
			}
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, s.Milestone), Text: signal.Count(s.Days, "day", "days") + " after its promised day" + moves(s)})
		}
		found = append(found, sig)
	}
	return found
}

// moves counts how often the forecast was put back.
func moves(s Slip) string {
	n := 0
	for i := 1; i < len(s.Trend); i++ {
		if s.Trend[i].Forecast.After(s.Trend[i-1].Forecast) {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", and was put back in %s", signal.Count(n, "report", "reports"))
}

// dueSoon finds milestones of projects in work that are due soon and have not
// slipped.
func dueSoon(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for _, h := range Portfolio(in.Snapshot, today) {
		for _, s := range h.Slips {
			due := s.Milestone.Promise()
			if !h.Project.Runs() || !due.Known() || due.Before(today) || today.DaysUntil(due) > Near || s.Known && s.Days > 0 {
				continue
			}
			ref := signal.To(in.Snapshot, s.Milestone)
			sig := about(in, &h, "projects.due", "")
			sig.Key, sig.Subject, sig.Due = signal.Key("projects.due", s.Milestone.ID), ref, due
			sig.Title = fmt.Sprintf("“%s” of “%s” is due %s", s.Milestone.Name, h.Project.Name, signal.Away(today, due))
			sig.Why = "Its forecast is the promised day. Make sure that it still holds."
			if !s.Known {
				sig.Why = "Nobody has said when it will be reached."
			}
			sig.StakeBasis = "Not known: what a later milestone costs is not recorded."
			sig.Evidence = append([]signal.Evidence{{Ref: ref, Text: "Promised for " + due.Format(in.Locale)}}, sig.Evidence...)
			sig.Acts = []signal.Act{
				{Label: "Open the milestone", Kind: signal.Open, Ref: ref},
				{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "See to it that “" + s.Milestone.Name + "” is reached"},
			}
			found = append(found, sig)
		}
	}
	return found
}

// about begins a signal about a project: its evidence and what can be done.
func about(in *signal.Inquiry, h *Health, rule, decision string) signal.Signal {
	s, p := in.Snapshot, h.Project
	ref := signal.To(s, p)
	sig := signal.Signal{
		Key: signal.Key(rule, p.ID), Module: "projects", Subject: ref,
		Evidence: []signal.Evidence{{Ref: ref, Text: "Promised for " + orUnknown(p.PromisedFinish.Format(in.Locale)) + ", budget " + orUnknown(p.Budget.Short(in.Locale))}},
		Acts: []signal.Act{
			{Label: "Open the project", Kind: signal.Open, Ref: ref},
			{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: decision},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Settle what is wrong with " + p.Name},
		},
	}
	if h.Report != nil {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(s, h.Report), Text: "The latest status report, of " + h.Report.AsOf.Format(in.Locale)})
	}
	if service := record.Get(s, p.Service); service != nil {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(s, service), Text: "It changes " + service.Name})
		sig.Severity = signal.SeverityOf(service)
	}
	return sig
}

func orUnknown(text string) string {
	if text == "" {
		return "not known"
	}
	return text
}

// waiting finds demands that wait for a decision.
func waiting(in *signal.Inquiry) (found []signal.Signal) {
	for _, d := range FunnelOn(in.Snapshot, in.Today()).Waiting {
		ref := signal.To(in.Snapshot, d)
		sig := signal.Signal{
			Key: signal.Key("projects.demand", d.ID), Module: "projects", Subject: ref, Due: d.DecideBy,
			Title: fmt.Sprintf("The demand “%s” waits for a decision", d.Title),
			Why:   asked(in, d), Stake: d.Benefit,
			StakeBasis: "What it would bring in a year, as the demand says.",
			Evidence:   []signal.Evidence{{Ref: ref, Text: "Score " + orUnknown(d.Score.Format(in.Locale)) + ", cost " + orUnknown(d.Cost.Short(in.Locale))}},
			Acts: []signal.Act{
				{Label: "Accept or decline it", Kind: signal.Open, Ref: ref},
				{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "Whether we do “" + d.Title + "”"},
			},
		}
		if !d.Benefit.Known() {
			sig.StakeBasis = "Not known: the demand does not say what it would bring."
		}
		if service := record.Get(in.Snapshot, d.Service); service != nil {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, service), Text: "It would change " + service.Name})
			sig.Severity = signal.SeverityOf(service)
		}
		found = append(found, sig)
	}
	return found
}

// asked says who asked, how long ago, and for when an answer was promised.
func asked(in *signal.Inquiry, d *catalog.Demand) string {
	who := "Somebody"
	if department := record.Get(in.Snapshot, d.Department); department != nil {
		who = department.Name
	}
	text := who + " asked for it"
	if d.Received.Known() {
		text += " " + signal.Age(time.Duration(max(d.Received.DaysUntil(in.Today()), 0))*24*time.Hour) + " ago"
	}
	if d.DecideBy.Before(in.Today()) {
		return text + "; an answer was promised for " + d.DecideBy.Format(in.Locale) + "."
	}
	if d.DecideBy.Known() {
		return text + "; an answer is promised for " + d.DecideBy.Format(in.Locale) + "."
	}
	return text + "; no day was promised for an answer."
}
