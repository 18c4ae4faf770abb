package vendors

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/licence"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// held finds invoices that wait and do not agree with what was ordered and
// received.
func held(in *signal.Inquiry) (found []signal.Signal) {
	for _, b := range OpenInvoices(in.Snapshot) {
		if b.Match.Result == catalog.Matched && b.Match.Again == nil {
			continue
		}
		ref := signal.To(in.Snapshot, b.Invoice)
		sig := signal.Signal{
			Key: signal.Key("vendors.invoice", b.ID), Module: "vendors", Subject: ref, Due: b.Due,
			Title:    fmt.Sprintf("“%s”%s does not agree: %s", b.Title, ofVendor(in.Snapshot, b.Vendor), b.Match.Result.Title()),
			Why:      Verdict(b.Match, in.Locale) + ".",
			Evidence: []signal.Evidence{{Ref: ref, Text: fmt.Sprintf("%s billed on %s", signal.Exact(b.Amount, in.Locale), b.Dated.Format(in.Locale))}},
			Acts:     []signal.Act{{Label: "Compare it", Kind: signal.Open, Ref: ref}, {Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Settle the invoice " + b.Reference}},
		}
		if b.Match.Again != nil {
			sig.Title = fmt.Sprintf("“%s”%s was billed before", b.Title, ofVendor(in.Snapshot, b.Vendor))
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, b.Match.Again), Text: "Billed before under the same number"})
		}
		if b.State == "disputed" {
			sig.Why += " It is disputed; the vendor has not settled it."
		}
		if b.Match.Order != nil {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, b.Match.Order), Text: "What was ordered and what has come"})
		}
		sig.Stake, sig.StakeBasis = b.Match.Over, "What is billed beyond what was ordered and received."
		if b.Match.Order == nil || b.Match.Again != nil {
			sig.Stake, sig.StakeBasis = b.Amount, "The whole invoice: there is no order that allows it."
		}
		if !sig.Stake.Known() {
			sig.StakeBasis = "Not known: order and invoice are in different currencies."
		}
		found = append(found, sig)
	}
	return found
}

// lateOrders finds orders of which something is missing past the promised day.
func lateOrders(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for _, o := range LateOrders(in.Snapshot, today) {
		d := DeliveryOf(in.Snapshot, o, today)
		ref := signal.To(in.Snapshot, o)
		sig := signal.Signal{
			Key: signal.Key("vendors.late", o.ID), Module: "vendors", Subject: ref, Due: o.Promised,
			Title:      fmt.Sprintf("“%s”%s is %s late", o.Title, ofVendor(in.Snapshot, o.Vendor), signal.Count(d.Late, "day", "days")),
			Why:        fmt.Sprintf("%s was promised for %s and has not come.", outstandingText(d, in.Locale), o.Promised.Format(in.Locale)),
			StakeBasis: "Not known: what the delay costs is not recorded. Outstanding is " + signal.Exact(d.Outstanding, in.Locale) + ".",
			Evidence:   []signal.Evidence{{Ref: ref, Text: "Promised for " + o.Promised.Format(in.Locale)}},
			Acts:       []signal.Act{{Label: "Open the order", Kind: signal.Open, Ref: ref}, {Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Ask after the order " + o.Title}},
		}
		if request := record.Get(in.Snapshot, o.Request); request != nil {
			if service := record.Get(in.Snapshot, request.Service); service != nil {
				sig.Severity = signal.SeverityOf(service)
				sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, service), Text: "It is for " + service.Name})
			}
		}
		found = append(found, sig)
	}
	return found
}

func outstandingText(d Delivery, in record.Locale) string {
	var names []string
	for _, l := range d.Lines {
		if missing := l.Missing(); missing > 0 {
			names = append(names, fmt.Sprintf("%s of %s × %s", pieces(missing, in), pieces(l.Quantity.Micro(), in), l.Description))
		}
	}
	return signal.List(names, 3)
}

// waitingRequests finds purchase requests that wait for approval.
func waitingRequests(in *signal.Inquiry) (found []signal.Signal) {
	for p := range record.Each[catalog.PurchaseRequest](in.Snapshot) {
		if p.State != "waiting" || p.Archived {
			continue
		}
		ref := signal.To(in.Snapshot, p)
		sig := signal.Signal{
			Key: signal.Key("vendors.request", p.ID), Module: "vendors", Subject: ref, Due: p.NeededBy,
			Title:      fmt.Sprintf("“%s” waits for approval", p.Title),
			Why:        fmt.Sprintf("%s were asked for.", signal.Exact(p.Amount, in.Locale)),
			StakeBasis: "Not known: what waiting costs is not recorded.",
			Evidence:   []signal.Evidence{{Ref: ref, Text: "Put up for approval on " + p.AskedOn.Format(in.Locale)}},
			Acts:       []signal.Act{{Label: "Answer it", Kind: signal.Open, Ref: ref}},
		}
		if p.AskedOn.Known() {
			sig.Why = fmt.Sprintf("%s were asked for %s.", signal.Exact(p.Amount, in.Locale), signal.Away(in.Today(), p.AskedOn))
		}
		if p.NeededBy.Known() {
			sig.Why += " It is needed by " + p.NeededBy.Format(in.Locale) + "."
		}
		if service := record.Get(in.Snapshot, p.Service); service != nil {
			sig.Severity = signal.SeverityOf(service)
		}
		if line := record.Get(in.Snapshot, p.BudgetLine); line != nil {
			if left := catalog.LeftOf(in.Snapshot, line); left.Known() {
				sig.Why += fmt.Sprintf(" The budget line has %s left.", signal.Exact(left, in.Locale))
			}
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, line), Text: "Paid from " + line.Name})
		}
		found = append(found, sig)
	}
	return found
}

// spareShare is the part of a licence, in percent, from which unused ones are
// worth somebody's time.
const spareShare = 20

// licenceGaps finds products that are used more often than is paid for, and such
// as are paid for and not used.
func licenceGaps(in *signal.Inquiry) (found []signal.Signal) {
	for _, p := range licence.Positions(in.Snapshot, in.Today(), in.Locale) {
		ref := signal.To(in.Snapshot, p.Rights[0])
		sig := signal.Signal{Module: "vendors", Subject: ref, Stake: p.Stake, StakeBasis: p.Basis}
		switch {
		case p.Short.N() > 0:
			sig.Key, sig.Severity = signal.Key("vendors.unlicensed", p.Rights[0].ID), signal.Medium
			sig.Title = fmt.Sprintf("%s: %d more in use than paid for", p.Name, p.Short.N())
			sig.Why = fmt.Sprintf("Entitled are %d, %s. The maker may ask for the difference, and for the years before.", p.Entitled, inUse(p))
		case p.Spare.N()*100 >= p.Entitled*spareShare && p.Spare.N() > 0:
			sig.Key = signal.Key("vendors.unused", p.Rights[0].ID)
			sig.Title = fmt.Sprintf("%s: %d of %d paid for and not used", p.Name, p.Spare.N(), p.Entitled)
			sig.Why = fmt.Sprintf("Entitled are %d, %s. At the renewal the number can be lowered.", p.Entitled, inUse(p))
		default:
			continue
		}
		for _, l := range p.Rights {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, l), Text: fmt.Sprintf("%s: %d", l.Name, l.Quantity.N())})
			c := record.Get(in.Snapshot, l.Contract)
			if c == nil {
				continue
			}
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, c), Text: terms(c, in.Locale)})
			if !sig.Due.Known() && in.Today().Before(c.NoticeBy) {
				sig.Due = c.NoticeBy
			}
		}
		sig.Acts = []signal.Act{{Label: "Open the licence", Kind: signal.Open, Ref: ref}, {Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Put the licences of " + p.Name + " right"}}
		found = append(found, sig)
	}
	return found
}

func inUse(p licence.Position) string {
	switch {
	case p.Used.Known() && p.UsedOn.Known():
		return fmt.Sprintf("%d in use as counted on %s", p.Used.N(), p.UsedOn.Text())
	case p.Used.Known():
		return fmt.Sprintf("%d in use", p.Used.N())
	}
	return fmt.Sprintf("%d installed", p.Installed.N())
}

// withoutExit finds that critical vendors could not be left: one signal for all.
func withoutExit(in *signal.Inquiry) []signal.Signal {
	sig := signal.Signal{
		Key: signal.Key("vendors.exit"), Module: "vendors", Severity: signal.Medium,
		StakeBasis: "Not known: how likely it is that one of them fails is not recorded.",
		Why:        "Services stop when one of them does. For what is critical, DORA (EU 2022/2554, article 28) asks for an exit plan that is tested.",
	}
	lacking := 0
	for v := range record.Each[catalog.Vendor](in.Snapshot) {
		if v.Archived || v.State != "active" || !v.Critical {
			continue
		}
		exit := ExitOf(in.Snapshot, v.ID, record.ID{}, in.Today())
		if exit.Readiness == Ready {
			continue
		}
		ref := signal.To(in.Snapshot, v)
		if lacking == 0 {
			sig.Subject = ref
		}
		lacking++
		if lacking <= signal.MostEvidence {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: ref, Text: v.Name + ": " + exit.Readiness.Title()})
		} else {
			sig.More++
		}
	}
	if lacking == 0 {
		return nil
	}
	sig.Title = signal.Count(lacking, "critical vendor could not be left as planned", "critical vendors could not be left as planned")
	sig.Acts = []signal.Act{{Label: "Give it to somebody", Kind: signal.Assign, Ref: sig.Subject, Title: "Write and test exit plans for critical vendors"}, {Label: "Open the first", Kind: signal.Open, Ref: sig.Subject}}
	return []signal.Signal{sig}
}

// ofVendor names a vendor after what is his; empty where he is not known.
func ofVendor(s *record.Snapshot, ref record.Ref[catalog.Vendor]) string {
	if v := record.Get(s, ref); v != nil {
		return " of " + v.Name
	}
	return ""
}
