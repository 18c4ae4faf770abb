package technology

import (
	"cmp"
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// WaiverHorizon is how many days ahead the end of a waiver counts as near.
const WaiverHorizon = 60

// expiring finds open waivers that are past their day, or soon will be.
func expiring(in *signal.Inquiry) (found []signal.Signal) {
	for w := range record.Each[catalog.Waiver](in.Snapshot) {
		if w.Open() && w.Expires.Before(in.Today().AddDays(WaiverHorizon+1)) {
			found = append(found, waiverSignal(in, w))
		}
	}
	slices.SortFunc(found, func(a, b signal.Signal) int {
		return cmp.Or(a.Due.Compare(&b.Due), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Key, b.Key))
	})
	return found
}

func waiverSignal(in *signal.Inquiry, w *catalog.Waiver) signal.Signal {
	ref := signal.To(in.Snapshot, w)
	verb := "expires"
	why := "Until then: keep the standard again, or ask for more time with a reason."
	if w.Expires.Before(in.Today()) {
		verb = "expired"
		why = "It was not ended: either what it allowed is gone, and it can be closed, or the standard is broken without leave."
	}
	sig := signal.Signal{
		Key: signal.Key("technology.waiver", w.ID), Module: "technology", Subject: ref,
		Title: fmt.Sprintf("The waiver “%s” %s %s", w.Name, verb, signal.Away(in.Today(), w.Expires)), Why: why, Due: w.Expires,
		StakeBasis: "Not known: what it would cost to keep the standard, or to go on without leave, is not recorded.",
		Evidence:   []signal.Evidence{{Ref: ref, Text: "Allowed until " + w.Expires.Format(in.Locale)}},
		Acts: []signal.Act{
			{Label: "Open the waiver", Kind: signal.Open, Ref: ref},
			{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "Extend or end: " + w.Name},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Make needless: " + w.Name},
		},
	}
	if t := record.Get(in.Snapshot, w.Technology); t != nil {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, t), Text: fmt.Sprintf("%s is on %s", t.Name, ringTitle(t.Ring))})
	}
	if service := record.Get(in.Snapshot, w.Service); service != nil {
		sig.Severity = signal.SeverityOf(service)
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, service), Text: "For " + service.Name})
	}
	return sig
}

func ringTitle(r catalog.Ring) string {
	for _, o := range r.Options() {
		if o.Name == string(r) {
			return o.Title
		}
	}
	return string(r)
}

// leaving finds entries in retire, and such in hold, under services that have no
// waiver for it: one signal an entry.
func leaving(in *signal.Inquiry) (found []signal.Signal) {
	for _, e := range Radar(in.Snapshot, in.Today()) {
		if e.Ring != "hold" && e.Ring != "retire" {
			continue
		}
		if services := e.Unwaived(in.Today()); len(services) > 0 {
			found = append(found, leavingSignal(in, e, services))
		}
	}
	return found
}

// Unwaived are the services on an entry for which no open waiver holds on a day.
// A waiver without a service holds for all.
func (e *Entry) Unwaived(today record.Date) []*catalog.Service {
	return slices.DeleteFunc(slices.Clone(e.Services), func(service *catalog.Service) bool {
		return slices.ContainsFunc(e.Waivers, func(w *catalog.Waiver) bool {
			return !w.Expires.Before(today) && (!w.Service.Known() || w.Service.ID == service.ID)
		})
	})
}

func leavingSignal(in *signal.Inquiry, e Entry, services []*catalog.Service) signal.Signal {
	ref := signal.To(in.Snapshot, e.Technology)
	sig := signal.Signal{
		Key: signal.Key("technology.leaving", e.ID), Module: "technology", Subject: ref,
		Title: fmt.Sprintf("%s is on %s; %s on it without a waiver", e.Name, ringTitle(e.Ring), signal.Count(len(services), "service stands", "services stand")),
		Why:   e.whyLeaving(in, services), Due: e.Support.Next, StakeBasis: "Not known: what it costs to move these services off it is not recorded.",
		Acts: []signal.Act{
			{Label: "Open the entry", Kind: signal.Open, Ref: ref},
			{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "How to leave " + e.Name},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Plan the way off " + e.Name},
		},
	}
	if e.Ring == "retire" { // what is on hold may go on; it only must not grow
		sig.Severity = signal.SeverityOf(services...)
	}
	for i, service := range services {
		if i == signal.MostEvidence {
			sig.More = len(services) - i
			break
		}
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, service), Text: service.Name + " stands on it"})
	}
	return sig
}

func (e *Entry) whyLeaving(in *signal.Inquiry, services []*catalog.Service) string {
	why := fmt.Sprintf("%s %s on it; %s it.", signal.List(signal.ServiceNames(services), 3), signal.Plural(len(services), "stands", "stand"),
		signal.Count(len(e.Assets), "asset in use has", "assets in use have"))
	if instead := record.Get(in.Snapshot, e.Instead); instead != nil {
		why += " To be used in its place: " + instead.Name + "."
	}
	if n := e.boughtSince(); n > 0 {
		why += fmt.Sprintf(" %s after it left the rings in use.", signal.Count(n, "was bought", "were bought"))
	}
	return why
}

// boughtSince counts the assets that were bought since the entry is in its ring.
func (e *Entry) boughtSince() int {
	n := 0
	for _, a := range e.Assets {
		if e.Since.Known() && a.Purchased.After(e.Since) {
			n++
		}
	}
	return n
}

// unreviewed finds what was not looked at for longer than it should be: one
// signal for all entries.
func unreviewed(in *signal.Inquiry) []signal.Signal {
	late := Unreviewed(in.Snapshot, in.Today())
	if len(late) == 0 {
		return nil
	}
	first := late[0]
	ref := signal.To(in.Snapshot, first)
	sig := signal.Signal{
		Key: signal.Key("technology.review"), Module: "technology", Subject: ref, Due: first.ReviewDue(),
		Title:      fmt.Sprintf("%s of the radar %s not been reviewed in time", signal.Count(len(late), "entry", "entries"), signal.Plural(len(late), "has", "have")),
		Why:        "What the radar says of them may no longer hold, and people choose by it.",
		StakeBasis: "Not known: what a choice by an old entry costs is not recorded.",
		Acts: []signal.Act{
			{Label: "Open the first", Kind: signal.Open, Ref: ref},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Review the late entries of the radar"},
		},
	}
	for i, t := range late {
		if i == signal.MostEvidence {
			sig.More = len(late) - i
			break
		}
		text := "Never reviewed"
		if t.ReviewedOn.Known() {
			text = "Last reviewed on " + t.ReviewedOn.Format(in.Locale)
		}
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, t), Text: text})
	}
	return []signal.Signal{sig}
}

// Unreviewed lists the entries on the radar whose review is overdue, those that
// were never reviewed first, then the longest overdue.
func Unreviewed(s *record.Snapshot, today record.Date) []*catalog.Technology {
	var late []*catalog.Technology
	for _, e := range Radar(s, today) {
		if due := e.ReviewDue(); !due.Known() || due.Before(today) {
			late = append(late, e.Technology)
		}
	}
	slices.SortStableFunc(late, func(a, b *catalog.Technology) int {
		x, y := a.ReviewDue(), b.ReviewDue()
		return x.Compare(&y)
	})
	return late
}
