package continuity

import (
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// SurveyRules are the rules that the survey of the estate gives.
func SurveyRules() []signal.Rule {
	return []signal.Rule{
		{Name: "continuity.rule", Find: broken},
		{Name: "continuity.scenario", Find: tooMuch},
		{Name: "continuity.circle", Find: circular},
		{Name: "continuity.new", Find: fresh},
	}
}

// CurrencyOf is the currency in which most services tell what an hour costs; the
// euro where none does.
func CurrencyOf(s *record.Snapshot) string {
	counts, most := map[string]int{}, "EUR"
	for service := range record.Each[catalog.Service](s) {
		if c := service.LossPerHour.Currency; c != "" {
			if counts[c]++; counts[c] > counts[most] {
				most = c
			}
		}
	}
	return most
}

// stakeOf adds up what threats cost a year.
func stakeOf(v *Survey, threats []int, currency string) (record.Money, string) {
	sum, known := record.NoMoney(currency), 0
	for _, at := range threats {
		if y := v.Threats[at].Cost.Yearly; y.Known() {
			sum, known = signal.Plus(sum, y), known+1
		}
	}
	if known == 0 {
		return record.Money{}, "Not known: of none of them it is known how often it fails and what that costs."
	}
	basis := fmt.Sprintf("Expected loss a year of %s: how often each fails, times what stops with it until it works again.", signal.Count(known, "single point of failure", "single points of failure"))
	if n := len(threats) - known; n > 0 {
		basis += fmt.Sprintf(" Of %d more it is not known.", n)
	}
	return sum, basis + " Where neither the thing nor its model has figures, those of its kind are assumed."
}

// broken finds the redundancy rules that are not kept, one signal each.
func broken(in *signal.Inquiry) (found []signal.Signal) {
	currency := CurrencyOf(in.Snapshot)
	v := SurveyOf(in.Snapshot, currency)
	at := map[record.ID]int{}
	threats := map[record.ID][]int{}
	for _, b := range BreaksOf(in.Snapshot, currency) {
		i, ok := at[b.Rule.ID]
		if !ok {
			i = len(found)
			at[b.Rule.ID] = i
			ref := signal.To(in.Snapshot, b.Rule)
			found = append(found, signal.Signal{
				Key: signal.Key("continuity.rule", b.Rule.ID), Module: "continuity", Subject: ref,
				Acts: []signal.Act{
					{Label: "Open the rule", Kind: signal.Open, Ref: ref},
					{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "How to keep the rule " + b.Rule.Name},
					{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "See to the rule " + b.Rule.Name},
				},
			})
		}
		sig := &found[i]
		sig.Severity = max(sig.Severity, signal.SeverityOf(b.Service))
		add(sig, signal.To(in.Snapshot, b.Service), b.Service.Name+": "+v.named(b.Threats, len(b.Pairs)))
		for _, place := range b.Threats {
			if !slices.Contains(threats[b.Rule.ID], place) {
				threats[b.Rule.ID] = append(threats[b.Rule.ID], place)
			}
		}
	}
	for i := range found {
		sig := &found[i]
		n := len(sig.Evidence) + sig.More
		sig.Stake, sig.StakeBasis = stakeOf(v, threats[sig.Subject.ID], currency)
		sig.Title = fmt.Sprintf("%s not kept by %s", rule(in.Snapshot, sig.Subject), signal.Count(n, "service", "services"))
		sig.Why = "The rule is in force, and the survey finds what there is only one of."
	}
	return found
}

func rule(s *record.Snapshot, ref record.AnyRef) string {
	return "The rule “" + signal.Label(s, ref) + "” is"
}

// add adds a record that a signal rests on, up to the most that are listed.
func add(sig *signal.Signal, ref record.AnyRef, text string) {
	if len(sig.Evidence) >= signal.MostEvidence {
		sig.More++
		return
	}
	sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: ref, Text: text})
}

// named lists the names of threats.
func (v *Survey) named(threats []int, pairs int) string {
	names := make([]string, len(threats))
	for i, at := range threats {
		names[i] = v.Threats[at].Thing(v.Estate).Name
	}
	text := signal.List(names, 4)
	if pairs > 0 {
		if text != "" {
			text += "; "
		}
		text += signal.Count(pairs, "pair", "pairs")
	}
	return text
}

// tooMuch finds the scenarios of which one time costs more than is accepted.
func tooMuch(in *signal.Inquiry) (found []signal.Signal) {
	for _, l := range ScenariosOf(in.Snapshot, CurrencyOf(in.Snapshot)) {
		if !l.TooMuch {
			continue
		}
		ref := signal.To(in.Snapshot, l.Scenario)
		sig := signal.Signal{
			Key: signal.Key("continuity.scenario", l.Scenario.ID), Module: "continuity", Subject: ref,
			Title:    fmt.Sprintf("“%s” would cost %s, accepted are %s", l.Scenario.Name, l.Each.Short(in.Locale), l.Scenario.Accepted.Short(in.Locale)),
			Why:      fmt.Sprintf("%s while it lasts, about %s hours.", signal.Count(len(l.Outcome.Services), "service stops", "services stop"), Rounded(l.Scenario.Lasts.Mean())),
			Severity: signal.SeverityOf(l.Outcome.Services...),
			Stake:    l.Yearly, StakeBasis: "Not known: how often it happens.",
			Evidence: []signal.Evidence{{Ref: ref, Text: "What fails and how often"}},
			Acts: []signal.Act{
				{Label: "Open the scenario", Kind: signal.Open, Ref: ref},
				{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "What to do about " + l.Scenario.Name},
				{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "See to " + l.Scenario.Name},
			},
		}
		if l.Yearly.Known() {
			sig.StakeBasis = fmt.Sprintf("%s times a year × %s each time, by the scenario and what each service loses.", Often(l.Scenario.Likelihood.Mean()), l.Each.Short(in.Locale))
		}
		for _, service := range l.Outcome.Services {
			add(&sig, signal.To(in.Snapshot, service), "Stops: "+service.Name)
		}
		found = append(found, sig)
	}
	return found
}

// circular says that not everything could be started once all is down.
func circular(in *signal.Inquiry) []signal.Signal {
	c, e := ColdStartOf(in.Snapshot), EstateOf(in.Snapshot)
	if len(c.Circles) == 0 {
		return nil
	}
	first := e.Things[c.Circles[0][0]]
	services := c.services(e)
	sig := signal.Signal{
		Key: signal.Key("continuity.circle", first.Ref.ID), Module: "continuity", Subject: first.Ref,
		Title:      fmt.Sprintf("Once everything is down, %s cannot be started in any order", signal.Count(len(services), "service", "services")),
		Why:        fmt.Sprintf("%s wait for each other. It shows only after everything was down at once.", signal.List(e.names(c.Circles[0]), 6)),
		Severity:   signal.SeverityOf(services...),
		StakeBasis: "Not known: how often everything is down at once.",
		Acts: []signal.Act{
			{Label: "Open " + first.Name, Kind: signal.Open, Ref: first.Ref},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: first.Ref, Title: "Take the circle out of the cold start"},
		},
	}
	for _, at := range c.Circles[0] {
		add(&sig, e.Things[at].Ref, "Stands in the circle")
	}
	for _, service := range services {
		add(&sig, signal.To(in.Snapshot, service), "Waits for it: "+service.Name)
	}
	return []signal.Signal{sig}
}

func (c *ColdStart) services(e *Estate) (list []*catalog.Service) {
	for _, at := range c.Stuck {
		if s := e.Things[at].Service; s != nil {
			list = append(list, s)
		}
	}
	signal.SortByTier(list)
	return list
}

func (e *Estate) names(places []int) []string {
	names := make([]string, len(places))
	for i, at := range places {
		names[i] = e.Things[at].Name
	}
	return names
}
