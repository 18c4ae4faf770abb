package capacity

import (
	"fmt"

	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// notice is how many days before the last day to order it is told.
const notice = 45

// full finds what runs out before more can be there. Licences that are short already
// are told with the commitments.
func full(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for _, o := range Outlooks(in.Snapshot, today) {
		by := o.OrderBy()
		if o.Ordered() || o.licences() && o.Full || !o.Full && (!by.Known() || by.After(today.AddDays(notice))) {
			continue
		}
		found = append(found, o.signal(in, today, by))
	}
	return found
}

func (o *Outlook) signal(in *signal.Inquiry, today, by record.Date) signal.Signal {
	m := o.Measure
	ref := signal.To(in.Snapshot, m)
	sig := signal.Signal{
		Key: signal.Key("capacity.full", m.ID), Module: "estate", Subject: ref, Severity: signal.Medium, Due: by,
		Title:    o.title(in.Locale, today, by),
		Evidence: []signal.Evidence{{Ref: ref, Text: o.inUse(in.Locale)}},
		Acts: []signal.Act{
			{Label: "Open the measure", Kind: signal.Open, Ref: ref},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Order more: " + m.Name},
		},
		StakeBasis: "Not known: which services stand still when it is full is not recorded, or what an hour without them costs.",
	}
	sig.Why = o.Sentence(in.Locale)
	if asset := record.Get(in.Snapshot, m.Asset); asset != nil {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, asset), Text: "What fills up"})
	}
	services := o.services(in.Snapshot)
	for i, service := range services {
		if i == signal.MostEvidence {
			break
		}
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, service), Text: "Stands still when it is full"})
	}
	if len(services) > 0 {
		sig.Severity = signal.SeverityOf(services[0])
		if loss := services[0].LossPerHour; loss.Known() {
			sig.Stake, sig.StakeBasis = loss, fmt.Sprintf("One hour without %s, the dearest of what stands still; how long it would last is not known.", services[0].Name)
		}
	}
	return sig
}

func (o *Outlook) title(in record.Locale, today, by record.Date) string {
	switch name := o.Measure.Name; {
	case o.Full:
		return name + ": the limit is reached"
	case by.Before(today):
		return fmt.Sprintf("%s may be full before more can arrive: the order is %s late", name, signal.Count(by.DaysUntil(today), "day", "days"))
	default:
		return fmt.Sprintf("%s may be full before more can arrive: order by %s", name, by.Format(in))
	}
}

func (o *Outlook) inUse(in record.Locale) string {
	m, last := o.Measure, o.Measure.Last()
	if o.Arrives() {
		return fmt.Sprintf("%s incidents a week came in over the four weeks up to %s; the most that the team resolved is %s", last.Value.Format(in), last.On.Format(in), m.Limit.Format(in))
	}
	return fmt.Sprintf("%s of %s %s in use on %s", last.Value.Format(in), m.Limit.Format(in), m.Unit, last.On.Format(in))
}

// Sentence says when the limit is reached and how long more takes.
func (o *Outlook) Sentence(in record.Locale) string {
	m := o.Measure
	if o.Missing != "" {
		return o.Missing
	}
	text, full := o.inUse(in)+".", "full"
	if o.Arrives() {
		full = "as much"
	}
	switch {
	case o.Full:
	case !o.Early.Known():
		return text + fmt.Sprintf(" It will hardly be %s within three years.", full)
	case !o.Even.Known():
		text += fmt.Sprintf(" With a chance of one in ten it is %s by %s; more probably not within three years.", full, o.Early.Format(in))
	case !o.Late.Known():
		text += fmt.Sprintf(" Even chances that it is %s by %s; one in ten that it is by %s.", full, o.Even.Format(in), o.Early.Format(in))
	default:
		text += fmt.Sprintf(" Even chances that it is %s by %s; one in ten that it is by %s, nine in ten by %s.", full, o.Even.Format(in), o.Early.Format(in), o.Late.Format(in))
	}
	if m.LeadDays.Known() {
		text += fmt.Sprintf(" More takes %s from the order on.", signal.Count(int(m.LeadDays.N()), "day", "days"))
	}
	if m.Ordered.Known() {
		text += fmt.Sprintf(" More is on order and comes on %s.", m.Ordered.Format(in))
	}
	return text
}
