package risk

import (
	"fmt"
	"math"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Rules lists what the module looks for.
func Rules() []signal.Rule {
	return []signal.Rule{
		{Name: "risk.appetite", Find: beyondAppetite},
		{Name: "risk.acceptance", Find: acceptances},
		{Name: "risk.treatment", Find: treatments},
		{Name: "risk.indicator", Find: indicators},
		{Name: "risk.contradicted", Find: contradicted},
		{Name: "risk.review", Find: unreviewed},
	}
}

func questionOf(in *signal.Inquiry) Question {
	return Question{continuity.CurrencyOf(in.Snapshot), in.Today()}
}

// begin is a signal about a record.
func begin(in *signal.Inquiry, rule string, about record.Record, open string) signal.Signal {
	ref := signal.To(in.Snapshot, about)
	return signal.Signal{
		Key: signal.Key(rule, about.Head().ID), Module: "risk", Subject: ref,
		Acts: []signal.Act{{Label: open, Kind: signal.Open, Ref: ref}},
	}
}

// decide and give add what can be done.
func decide(sig *signal.Signal, title string) {
	sig.Acts = append(sig.Acts, signal.Act{Label: "Open a decision", Kind: signal.Decide, Ref: sig.Subject, Title: title})
}

func give(sig *signal.Signal, title string) {
	sig.Acts = append(sig.Acts, signal.Act{Label: "Give it to somebody", Kind: signal.Assign, Ref: sig.Subject, Title: title})
}

// show adds a record that a signal rests on, up to the most that are listed.
func show(sig *signal.Signal, ref record.AnyRef, text string) {
	if len(sig.Evidence) >= signal.MostEvidence {
		sig.More++
		return
	}
	sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: ref, Text: text})
}

// stake puts in what a risk costs a year.
func (p *Portfolio) stake(sig *signal.Signal, k *catalog.Risk) {
	sig.Concerns = signal.To(p.s, k)
	sig.Severity = severity(p.s, k)
	share := p.Of(k)
	if share == nil {
		sig.StakeBasis = "Not known: the risk has no figures."
		return
	}
	sig.Stake = share.Yearly
	sig.StakeBasis = fmt.Sprintf("Expected loss a year of “%s”, by how often it comes true and what each time costs.", k.Title)
}

func severity(s *record.Snapshot, k *catalog.Risk) signal.Severity {
	var services []*catalog.Service
	for _, ref := range k.Services {
		if service := record.Get(s, ref); service != nil {
			services = append(services, service)
		}
	}
	return signal.SeverityOf(services...)
}

// Percent writes a chance for reading: 23 %, 1.5 %, 0.9 %.
func Percent(chance float64) string {
	switch p := 100 * chance; {
	case p >= 10 || p == 0:
		return fmt.Sprintf("%.0f\u00a0%%", p)
	case p >= 0.95:
		return fmt.Sprintf("%.1f\u00a0%%", p)
	default:
		return fmt.Sprintf("%.2g\u00a0%%", p)
	}
}

// beyondAppetite finds the appetites that are exceeded, one signal each.
func beyondAppetite(in *signal.Inquiry) (found []signal.Signal) {
	q := questionOf(in)
	for _, h := range HeldOf(in.Snapshot, q) {
		over := h.Exceeded()
		if len(over) == 0 {
			continue
		}
		first := over[0]
		sig := begin(in, "risk.appetite", h.Appetite, "Open the appetite")
		sig.Title = fmt.Sprintf("The chance of losing more than %s in a year is %s, accepted are %s", first.Loss.Short(in.Locale), Percent(first.Chance.Value), Percent(first.Accepted))
		sig.Why = fmt.Sprintf("%s: %d of its %s %s exceeded.", h.Appetite.Title, len(over), signal.Count(len(h.Points), "point", "points"), signal.Plural(len(over), "is", "are"))
		if first.Planned != nil {
			sig.Why += fmt.Sprintf(" With everything that was agreed on it would be %s.", Percent(first.Planned.Value))
		}
		sig.Severity, sig.Stake = signal.High, first.Beyond
		sig.StakeBasis = fmt.Sprintf("What is lost beyond %s in a year, on average over all years; seed %d, %d years drawn.", first.Loss.Short(in.Locale), Seed, years)
		for _, share := range PortfolioOf(in.Snapshot, q).Ranked {
			if share.Item != nil && (h.Appetite.Category == "" || h.Appetite.Category == share.Item.Risk.Category) && len(sig.Evidence) < 5 {
				show(&sig, signal.To(in.Snapshot, share.Item.Risk), fmt.Sprintf("%s: %s a year", share.Item.Risk.Title, share.Yearly.Short(in.Locale)))
			}
		}
		decide(&sig, "How to come back within "+h.Appetite.Title)
		found = append(found, sig)
	}
	return found
}

// expiryDays is how many days ahead an acceptance counts as about to expire.
const expiryDays = 45

// acceptances finds those that expire, have expired, or hold less than is expected.
func acceptances(in *signal.Inquiry) (found []signal.Signal) {
	p := PortfolioOf(in.Snapshot, questionOf(in))
	for a := range record.Each[catalog.RiskAcceptance](in.Snapshot) {
		k := record.Get(in.Snapshot, a.Risk)
		if !a.Holds() || k == nil || !k.Open() {
			continue
		}
		left := in.Today().DaysUntil(a.Expires)
		above := p.above(a, k)
		if left > expiryDays && !above {
			continue
		}
		sig := begin(in, "risk.acceptance", a, "Open the acceptance")
		p.stake(&sig, k)
		sig.Why = fmt.Sprintf("“%s” is borne up to %s a year.", k.Title, a.Amount.Short(in.Locale))
		switch {
		case left < 0:
			sig.Title, sig.Due = fmt.Sprintf("The acceptance “%s” ended %s", a.Title, signal.Away(in.Today(), a.Expires)), a.Expires
		case left <= expiryDays:
			sig.Title, sig.Due = fmt.Sprintf("The acceptance “%s” ends %s", a.Title, signal.Away(in.Today(), a.Expires)), a.Expires
		default:
			sig.Title = fmt.Sprintf("“%s” costs %s a year, borne are %s", k.Title, sig.Stake.Short(in.Locale), a.Amount.Short(in.Locale))
		}
		if above && left <= expiryDays {
			sig.Why += fmt.Sprintf(" It is expected to cost %s.", sig.Stake.Short(in.Locale))
		}
		show(&sig, signal.To(in.Snapshot, k), "The risk")
		decide(&sig, "Whether to go on bearing "+k.Title)
		give(&sig, "See to "+a.Title)
		found = append(found, sig)
	}
	return found
}

// above reports whether more is expected a year than is borne.
func (p *Portfolio) above(a *catalog.RiskAcceptance, k *catalog.Risk) bool {
	share := p.Of(k)
	limit, ok := p.x.units(a.Amount)
	return share != nil && ok && float64(share.Yearly.Minor) > limit
}

// treatments finds those agreed on that are past their day, or cost more than they save.
func treatments(in *signal.Inquiry) (found []signal.Signal) {
	for _, w := range WorthOf(in.Snapshot, questionOf(in)) {
		t := w.Treatment
		late := t.Due.Before(in.Today())
		if t.State == "proposed" || !late && w.Pays() != "no" {
			continue
		}
		sig := begin(in, "risk.treatment", t, "Open the treatment")
		sig.Stake, sig.StakeBasis = w.Saves, "What it is expected to save a year, once it is in place."
		if !w.Saves.Known() {
			sig.StakeBasis = "Not known: " + w.Missing + "."
		}
		if late {
			sig.Title, sig.Due = fmt.Sprintf("“%s” should have been in place %s", t.Title, signal.Away(in.Today(), t.Due)), t.Due
			sig.Why = fmt.Sprintf("%s a year stay at risk until it is.", w.Saves.Short(in.Locale))
		} else {
			sig.Title = fmt.Sprintf("“%s” costs %s a year and saves %s", t.Title, w.Cost.Short(in.Locale), w.Saves.Short(in.Locale))
			sig.Why = fmt.Sprintf("Even by the best that was said of its effect it saves %s.", w.High.Short(in.Locale))
			if waste, err := w.Cost.Sub(w.Saves); err == nil {
				sig.Stake, sig.StakeBasis = waste, "What it costs a year beyond what it saves."
			}
		}
		for _, i := range w.Risks {
			show(&sig, signal.To(in.Snapshot, i.Risk), "It changes "+i.Risk.Title)
			sig.Severity = max(sig.Severity, severity(in.Snapshot, i.Risk))
		}
		if !late {
			decide(&sig, "Whether to go on with "+t.Title)
		}
		give(&sig, "See to "+t.Title)
		found = append(found, sig)
	}
	return found
}

// readLate is by how many days a reading may be late.
const readLate = 14

// indicators finds those over their threshold, and those that nobody reads.
func indicators(in *signal.Inquiry) (found []signal.Signal) {
	p := PortfolioOf(in.Snapshot, questionOf(in))
	for i := range record.Each[catalog.RiskIndicator](in.Snapshot) {
		last := i.Last()
		if i.Archived || i.State != "in_use" || last == nil {
			continue
		}
		beyond, unread := i.Beyond(last.Value, i.Threshold), last.On.DaysUntil(in.Today()) > i.Every()+readLate
		if !beyond && !unread {
			continue
		}
		sig := begin(in, "risk.indicator", i, "Open the indicator")
		sig.StakeBasis = "Not known: it names no risk that has figures."
		p.indicate(&sig, i)
		if beyond {
			sig.Title = fmt.Sprintf("%s: %s %s, the threshold is %s", i.Name, last.Value.Format(in.Locale), i.Unit, i.Threshold.Format(in.Locale))
			sig.Why = fmt.Sprintf("Read %s.", signal.Away(in.Today(), last.On))
		} else {
			sig.Title = fmt.Sprintf("%s was last read %s", i.Name, signal.Away(in.Today(), last.On))
			sig.Why = fmt.Sprintf("It is to be read every %d days.", i.Every())
			sig.Due = last.On.AddDays(i.Every())
			sig.Severity = signal.Low
		}
		give(&sig, "See to "+i.Name)
		found = append(found, sig)
	}
	return found
}

// indicate puts in what the dearest of the risks costs of which an indicator tells.
func (p *Portfolio) indicate(sig *signal.Signal, i *catalog.RiskIndicator) {
	var dearest *Share
	for _, ref := range i.Risks {
		k := record.Get(p.s, ref)
		if k == nil {
			continue
		}
		show(sig, signal.To(p.s, k), "It tells of "+k.Title)
		if share := p.Of(k); share != nil && (dearest == nil || share.Yearly.Minor > dearest.Yearly.Minor) {
			dearest = share
		}
	}
	if dearest != nil {
		p.stake(sig, dearest.Item.Risk)
		sig.StakeBasis = "Of the dearest risk of which it tells. " + sig.StakeBasis
	}
}

// contradicted finds estimates that hold and with which what happened does not agree.
func contradicted(in *signal.Inquiry) (found []signal.Signal) {
	q := questionOf(in)
	p := PortfolioOf(in.Snapshot, q)
	for _, k := range HistoryOf(in.Snapshot, q).Kept {
		v := k.Verdict()
		if k.Estimate.State != "holds" || !k.Risk.Open() || v != TooFew && v != TooMany {
			continue
		}
		sig := begin(in, "risk.contradicted", k.Risk, "Open the risk")
		p.stake(&sig, k.Risk)
		sig.Title = fmt.Sprintf("“%s” came true %s; the estimate says %s", k.Risk.Title, signal.Count(len(k.Events), "time", "times"), Between(k.Few, k.Many))
		sig.Why = fmt.Sprintf("In %s since the estimate of %s. The estimate is %s.", Span(k.Years), k.Estimate.On.Format(in.Locale), v)
		if k.More >= improbable && k.Fewer >= improbable {
			sig.Title = fmt.Sprintf("“%s” cost %s; the estimate says %s to %s", k.Risk.Title, k.Lost.Short(in.Locale), k.Low.Short(in.Locale), k.High.Short(in.Locale))
		}
		show(&sig, signal.To(in.Snapshot, k.Estimate), "The estimate")
		for _, e := range k.Events {
			show(&sig, signal.To(in.Snapshot, e), e.Title)
		}
		give(&sig, "Estimate anew: "+k.Risk.Title)
		found = append(found, sig)
	}
	return found
}

// unreviewed finds risks whose estimate is to be looked at again: past its day, or made
// before a treatment came into place.
func unreviewed(in *signal.Inquiry) (found []signal.Signal) {
	p := PortfolioOf(in.Snapshot, questionOf(in))
	for n := range p.Items {
		i := &p.Items[n]
		k := i.Risk
		past := k.Review.Before(in.Today())
		if !past && len(i.since) == 0 {
			continue
		}
		sig := begin(in, "risk.review", k, "Open the risk")
		p.stake(&sig, k)
		switch {
		case past && i.Missing != "":
			sig.Title = fmt.Sprintf("Of “%s” it is not known %s", k.Title, i.Missing)
			sig.Due = k.Review
		case past:
			sig.Title = fmt.Sprintf("The estimate of “%s” was to be reviewed %s", k.Title, signal.Away(in.Today(), k.Review))
			sig.Due = k.Review
		default:
			sig.Title = fmt.Sprintf("“%s” was not estimated since “%s” is in place", k.Title, i.since[0].Title)
		}
		sig.Why = "Nobody has estimated it yet."
		if k.AssessedOn.Known() {
			sig.Why = fmt.Sprintf("It was estimated %s.", signal.Away(in.Today(), k.AssessedOn))
		}
		show(&sig, sig.Subject, "The risk and its figures")
		for _, t := range i.since {
			show(&sig, signal.To(in.Snapshot, t), "In place since then; its effect is taken off: "+t.Title)
		}
		give(&sig, "Estimate anew: "+k.Title)
		found = append(found, sig)
	}
	return found
}

// Between writes a range of whole numbers: 0 to 5, or 3 where both are the same.
func Between(few, many int) string {
	if few == many {
		return fmt.Sprint(few)
	}
	return fmt.Sprintf("%d to %d", few, many)
}

// Span writes a number of years: 23 months, 3.5 years.
func Span(years float64) string {
	if months := math.Round(12 * years); months < 24 {
		return signal.Count(int(months), "month", "months")
	}
	return fmt.Sprintf("%.1f years", years)
}
