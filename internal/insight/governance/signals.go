// Package governance answers what was decided and what follows from it: what
// waits for a decision or for consent, what is overdue, and what to look back on.
package governance

import (
	"cmp"
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Rules lists what the module looks for.
func Rules() []signal.Rule {
	return []signal.Rule{
		{Name: "governance.decide", Find: waiting}, {Name: "governance.review", Find: reviews},
		{Name: "governance.actions", Find: overdue}, {Name: "governance.approval", Find: approvals},
	}
}

// Horizon is how many days ahead something counts as due soon.
const Horizon = 7

// waiting finds open decisions that are past their day, or close to it.
func waiting(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for d := range record.Each[catalog.Decision](in.Snapshot) {
		if d.State != "open" || d.Archived || !d.Due.Known() || d.Due.After(today.AddDays(Horizon)) {
			continue
		}
		sig := about(in, d)
		sig.Key = signal.Key("governance.decide", d.ID)
		if d.Due.Before(today) {
			sig.Title = fmt.Sprintf("%s was to be decided %s", d.Title, signal.Away(today, d.Due))
		} else {
			sig.Title = fmt.Sprintf("%s is to be decided %s", d.Title, signal.Away(today, d.Due))
		}
		sig.Why, sig.Due = "It waits for "+who(in.Snapshot, d.Owner)+".", d.Due
		if n := len(d.Options); n > 0 {
			sig.Why += " " + signal.Count(n, "way is", "ways are") + " on the table."
		}
		found = append(found, sig)
	}
	return found
}

// reviews finds decisions whose outcome is due to be compared with what was
// expected.
func reviews(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for d := range record.Each[catalog.Decision](in.Snapshot) {
		if d.State != "decided" || d.Archived || !d.ReviewOn.Known() || d.ReviewOn.After(today) {
			continue
		}
		sig := about(in, d)
		sig.Key, sig.Due = signal.Key("governance.review", d.ID), d.ReviewOn
		sig.Title = fmt.Sprintf("Look back on “%s”: it was to be reviewed %s", d.Title, signal.Away(today, d.ReviewOn))
		sig.Why = "Compare what came of it with what was expected."
		found = append(found, sig)
	}
	return found
}

// about begins a signal about a decision.
func about(in *signal.Inquiry, d *catalog.Decision) signal.Signal {
	ref := signal.To(in.Snapshot, d)
	sig := signal.Signal{
		Module: "governance", Subject: ref, Concerns: d.About,
		Stake: d.Stake, StakeBasis: "A year, as entered in the decision.",
		Acts: []signal.Act{{Label: "Open the decision", Kind: signal.Open, Ref: ref}},
	}
	if !d.Stake.Known() {
		sig.StakeBasis = "Not known: the decision does not say what is at stake."
	}
	if label := signal.Label(in.Snapshot, d.About); label != "" {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: d.About, Text: "It is about " + label})
		sig.Acts = append(sig.Acts, signal.Act{Label: "Open what it is about", Kind: signal.Open, Ref: d.About})
	}
	sig.Severity = signal.SeverityOf(in.Touched(d.About)...)
	return sig
}

// overdue finds people with actions past their day: one signal a person, and
// one for those that nobody owns.
func overdue(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	byOwner := map[record.ID][]*catalog.Action{}
	var owners []record.ID
	for a := range record.Each[catalog.Action](in.Snapshot) {
		if !open(a) || !a.Due.Before(today) {
			continue
		}
		if byOwner[a.Owner.ID] == nil {
			owners = append(owners, a.Owner.ID)
		}
		byOwner[a.Owner.ID] = append(byOwner[a.Owner.ID], a)
	}
	slices.SortFunc(owners, record.ID.Compare)
	for _, owner := range owners {
		found = append(found, overdueOf(in.Snapshot, today, record.To[catalog.Person](owner), byOwner[owner]))
	}
	return found
}

func open(a *catalog.Action) bool {
	return !a.Archived && (a.State == "open" || a.State == "doing")
}

func overdueOf(s *record.Snapshot, today record.Date, owner record.Ref[catalog.Person], list []*catalog.Action) signal.Signal {
	slices.SortFunc(list, func(a, b *catalog.Action) int {
		return cmp.Or(cmp.Compare(b.Due.DaysUntil(today), a.Due.DaysUntil(today)), a.ID.Compare(b.ID))
	})
	first := signal.To(s, list[0])
	title := fmt.Sprintf("%d actions of %s are overdue", len(list), who(s, owner))
	why := fmt.Sprintf("The oldest, “%s”, was due %s.", list[0].Title, signal.Away(today, list[0].Due))
	if len(list) == 1 {
		title = fmt.Sprintf("“%s” was due %s", list[0].Title, signal.Away(today, list[0].Due))
		why = "It is with " + who(s, owner) + "."
	}
	sig := signal.Signal{
		Key: signal.Key("governance.actions", owner.ID), Module: "governance", Subject: first,
		Title: title, Why: why,
		StakeBasis: "Not known: actions carry no amount.", Due: list[0].Due,
		Acts: []signal.Act{{Label: "Open the oldest", Kind: signal.Open, Ref: first}},
	}
	if p := record.Get(s, owner); p != nil {
		sig.Subject = signal.To(s, p)
	}
	for i, a := range list {
		if i == signal.MostEvidence {
			sig.More = len(list) - i
			break
		}
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(s, a), Text: a.Title + ", due " + signal.Away(today, a.Due)})
	}
	return sig
}

// approvals finds steps that wait for consent.
func approvals(in *signal.Inquiry) (found []signal.Signal) {
	for a := range record.Each[catalog.Approval](in.Snapshot) {
		if a.State != "waiting" || a.Archived {
			continue
		}
		ref := signal.To(in.Snapshot, a)
		sig := signal.Signal{
			Key: signal.Key("governance.approval", a.ID), Module: "governance", Subject: ref, Concerns: a.Subject,
			Title:    a.Title + " waits for consent",
			Why:      fmt.Sprintf("Asked for by %s%s.", who(in.Snapshot, a.AskedBy), since(in.Question, a.Created)),
			Evidence: []signal.Evidence{{Ref: a.Subject, Text: "It is about " + signal.Label(in.Snapshot, a.Subject)}},
			Stake:    a.Amount, StakeBasis: "The amount that consent is asked for.",
			Severity: signal.SeverityOf(in.Touched(a.Subject)...),
			Acts:     []signal.Act{{Label: "Answer", Kind: signal.Open, Ref: ref}, {Label: "Open what it is about", Kind: signal.Open, Ref: a.Subject}},
		}
		if !a.Amount.Known() {
			sig.StakeBasis = "Not known: the step has no amount."
		}
		found = append(found, sig)
	}
	return found
}

func since(q signal.Question, at record.Instant) string {
	if !at.Known() {
		return ""
	}
	return " " + signal.Away(q.Today(), q.Day(at))
}

// who is a person's name.
func who(s *record.Snapshot, ref record.Ref[catalog.Person]) string {
	if p := record.Get(s, ref); p != nil {
		return p.Name
	}
	return "nobody in particular"
}
