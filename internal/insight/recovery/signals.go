package recovery

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// exerciseMonths is how long an exercise counts.
const exerciseMonths = 12

// late finds services that will probably not be back in the time promised.
func late(in *signal.Inquiry) (found []signal.Signal) {
	for _, p := range Promises(in.Snapshot, in.Question) {
		if p.Verdict != Missed {
			continue
		}
		sig := about(in, "recovery.time", p.Service)
		sig.Title = p.Sentence()
		sig.Why = fmt.Sprintf("%s, “%s” takes %s half of the time and %s one time in five. %s",
			signal.Capital(p.Worse.Shift.Title()), p.Outlook.Plan.Name, Span(p.Worse.At(0.5)), "more than "+Span(p.Worse.At(Level)), p.Outlook.Mostly(p.Worse))
		plan := signal.To(in.Snapshot, p.Outlook.Plan)
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: plan, Text: fmt.Sprintf("The plan, run %d times", Draws)})
		sig.Acts = append([]signal.Act{{Label: "Open the plan", Kind: signal.Open, Ref: plan}}, sig.Acts...)
		sig.Stake = p.Over()
		if sig.Stake.Known() {
			sig.StakeBasis = fmt.Sprintf("One loss: %s an hour over the time between the promise and %s, within which four runs in five end. How often it happens is not in it.",
				signal.Exact(p.Service.LossPerHour, in.Locale), Span(p.Worse.At(Level)))
		} else {
			sig.StakeBasis = "Not known: what an hour without it costs is not recorded."
		}
		found = append(found, sig)
	}
	return found
}

// planless finds the critical services that no approved plan brings back: one
// signal, as one piece of work answers it.
func planless(in *signal.Inquiry) []signal.Signal {
	var without []Promise
	for _, p := range Promises(in.Snapshot, in.Question) {
		if p.Service.Tier == "critical" && !p.Approved() {
			without = append(without, p)
		}
	}
	if len(without) == 0 {
		return nil
	}
	slices.SortStableFunc(without, func(a, b Promise) int { return cmp.Compare(b.Service.LossPerHour.Minor, a.Service.LossPerHour.Minor) })
	first := without[0]
	sig := about(in, "recovery.plan", first.Service)
	sig.Key, sig.Evidence, sig.Severity = signal.Key("recovery.plan"), nil, signal.High
	var names []string
	for _, p := range without {
		names = append(names, p.Service.Name)
		text := promised(p.Service)
		if p.Outlook != nil {
			text += "; its plan is a draft"
		}
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, p.Service), Text: text})
	}
	sig.Title = fmt.Sprintf("%s without an approved recovery plan", signal.Count(len(without), "critical service is", "critical services are"))
	sig.Why = fmt.Sprintf("Who does what after a loss, and how long it takes, is not settled for %s.", signal.List(names, 4))
	sig.Stake, sig.StakeBasis = hour(first.Service, in.Locale)
	return []signal.Signal{sig}
}

// unexercised finds approved plans that were not put to work for a year.
func unexercised(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for p := range record.Each[catalog.RecoveryPlan](in.Snapshot) {
		if p.Archived || p.State != "approved" {
			continue
		}
		last := in.Day(LastDone(in.Snapshot, p.ID))
		due := last.AddMonths(exerciseMonths)
		if last.Known() && !due.Before(today) {
			continue
		}
		ref := signal.To(in.Snapshot, p)
		sig := signal.Signal{
			Key: signal.Key("recovery.exercise", p.ID), Module: "continuity", Subject: ref, Due: due,
			Title:    fmt.Sprintf("“%s” was never exercised", p.Name),
			Why:      "Whether it works, and how long its steps take, is known only on paper.",
			Evidence: []signal.Evidence{{Ref: ref, Text: "The plan"}},
			Acts: []signal.Act{
				{Label: "Open the plan", Kind: signal.Open, Ref: ref},
				{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Exercise “" + p.Name + "”"},
			},
			StakeBasis: "Not known: what an untried plan costs cannot be said.",
		}
		if last.Known() {
			sig.Title = fmt.Sprintf("“%s” was last exercised %s", p.Name, signal.Away(today, last))
			sig.Why = "A plan that nobody has tried for a year names people, systems and times that may no longer be true."
		}
		for _, r := range p.Services {
			if service := record.Get(in.Snapshot, r); service != nil {
				sig.Severity = max(sig.Severity, signal.SeverityOf(service))
				sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, service), Text: "It brings back " + service.Name})
			}
		}
		found = append(found, sig)
	}
	return found
}

// unproven finds backups that were not read back for a year, or never.
func unproven(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for b := range record.Each[catalog.Backup](in.Snapshot) {
		due := b.LastRestored.AddMonths(RestoreAge)
		if b.Archived || b.State == "retired" || b.LastRestored.Known() && !due.Before(today) {
			continue
		}
		ref := signal.To(in.Snapshot, b)
		sig := signal.Signal{
			Key: signal.Key("recovery.restore", b.ID), Module: "continuity", Subject: ref, Due: due,
			Title:    fmt.Sprintf("“%s” was never restored", b.Name),
			Evidence: []signal.Evidence{{Ref: ref, Text: "The backup"}},
			Acts: []signal.Act{
				{Label: "Open the backup", Kind: signal.Open, Ref: ref},
				{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Restore “" + b.Name + "” and measure how long it takes"},
			},
		}
		if b.LastRestored.Known() {
			sig.Title = fmt.Sprintf("“%s” was last restored %s", b.Name, signal.Away(today, b.LastRestored))
		}
		var services []*catalog.Service
		for _, r := range b.Services {
			if service := record.Get(in.Snapshot, r); service != nil {
				services = append(services, service)
				sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, service), Text: "It holds the data of " + service.Name})
			}
		}
		sig.Severity = signal.SeverityOf(services...)
		sig.Why = "Whether it can be read back is not known until somebody does."
		if len(services) > 0 {
			sig.Why += " It holds the data of " + signal.List(signal.ServiceNames(services), 3) + "."
		}
		sig.StakeBasis = "Not known: what its data are worth is not recorded."
		found = append(found, sig)
	}
	return found
}

// tooOld finds services of which more work would be lost now than was accepted.
func tooOld(in *signal.Inquiry) (found []signal.Signal) {
	for _, p := range Promises(in.Snapshot, in.Question) {
		if p.Loss.Verdict != TooOld {
			continue
		}
		sig := about(in, "recovery.data", p.Service)
		sig.Title = fmt.Sprintf("%s would lose more than the %s of work that was accepted", p.Service.Name, Span(p.Loss.Accepted.Hours()))
		sig.Why = p.Loss.Why
		copyRef := signal.To(in.Snapshot, p.Loss.Worst)
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: copyRef, Text: "“" + p.Loss.Worst.Name + "”: " + lastGood(p.Loss, in.Question)})
		sig.Acts = append([]signal.Act{{Label: "Open the backup", Kind: signal.Open, Ref: copyRef}}, sig.Acts...)
		sig.StakeBasis = "Not known: what an hour of lost work costs is not recorded."
		found = append(found, sig)
	}
	return found
}

func lastGood(l Loss, q signal.Question) string {
	if !l.Worst.LastGood.Known() {
		return "no good copy is known"
	}
	return "last good copy " + signal.Age(l.Now) + " ago"
}

// about begins a signal about a service.
func about(in *signal.Inquiry, rule string, service *catalog.Service) signal.Signal {
	ref := signal.To(in.Snapshot, service)
	return signal.Signal{
		Key: signal.Key(rule, service.ID), Module: "continuity", Subject: ref, Severity: signal.SeverityOf(service),
		Evidence: []signal.Evidence{{Ref: ref, Text: promised(service)}},
		Acts: []signal.Act{
			{Label: "Open the service", Kind: signal.Open, Ref: ref},
			{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "How " + service.Name + " comes back in time"},
		},
	}
}

func promised(s *catalog.Service) string {
	if !s.RTO.Known() {
		return "No recovery time is promised for " + s.Name
	}
	return fmt.Sprintf("%s was promised back within %s", s.Name, Span(s.RTO.Hours()))
}

// hour is what an hour without a service costs, as the stake of one loss.
func hour(s *catalog.Service, in record.Locale) (record.Money, string) {
	if !s.LossPerHour.Known() {
		return record.Money{}, "Not known: what an hour without " + s.Name + " costs is not recorded."
	}
	return s.LossPerHour, fmt.Sprintf("One hour without %s, the dearest of them as far as that is known; how many hours there would be is not known without a plan.", s.Name)
}

// Mostly says for what the end waits most often; empty where it waits for work alone.
func (o *Outlook) Mostly(of Outcome) string {
	const often = 0.2
	if len(of.Holds) == 0 || of.Holds[0].Share < often {
		return ""
	}
	h := of.Holds[0]
	return o.HoldText(h) + fmt.Sprintf(" in %s of the runs.", Percent(h.Share))
}

// HoldText says what waits for what.
func (o *Outlook) HoldText(h Hold) string {
	step := o.Plan.Steps[h.Step].Step
	switch h.Cause {
	case Busy:
		return fmt.Sprintf("“%s” waits until %s is done with another step", step, o.People[h.Person])
	case Coming:
		return fmt.Sprintf("“%s” waits until %s is there", step, o.People[h.Person])
	case Vendor:
		return fmt.Sprintf("“%s” waits for the vendor", step)
	}
	return fmt.Sprintf("“%s” waits for the part", step)
}

// Span writes hours for people: 40 min, 3 h 20 min, 2 d 4 h.
func Span(h float64) string {
	minutes := int(math.Round(h * 60))
	days, hours := minutes/1440, minutes/60%24
	var parts []string
	add := func(n int, unit string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d\u00a0%s", n, unit))
		}
	}
	switch {
	case minutes < 1:
		return "no time"
	case days > 0:
		add(days, "d")
		add(hours, "h")
	default:
		add(hours, "h")
		add(minutes%60, "min")
	}
	return strings.Join(parts, "\u00a0")
}

// Percent writes a share: 83 %. What is not all of it is never 100 %.
func Percent(share float64) string {
	whole := math.Round(share * 100)
	switch {
	case whole == 100 && share < 1:
		whole = 99
	case whole == 0 && share > 0:
		whole = 1
	}
	return fmt.Sprintf("%.0f\u00a0%%", whole)
}
