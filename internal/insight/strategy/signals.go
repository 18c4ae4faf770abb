package strategy

import (
	"fmt"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Horizon is how many days ahead a day on which a capability is wanted counts as near.
const Horizon = 180

// behind finds objectives that are further behind their period than Slack, and
// those whose period is over and that nobody has settled.
func behind(in *signal.Inquiry) (found []signal.Signal) {
	for _, st := range Standings(in.Snapshot, in.Today()) {
		o := st.Objective
		over := o.Ends.Before(in.Today())
		if !over && !st.Behind() {
			continue
		}
		sig := aboutObjective(in, o, "strategy.behind")
		reached := "how far it is, is not known"
		if st.Reached.Known {
			reached = fmt.Sprintf("%d %% reached", st.Reached.Percent())
		}
		if over {
			sig.Title = fmt.Sprintf("The period of “%s” ended %s: %s", o.Title, signal.Away(in.Today(), o.Ends), reached)
			sig.Why = "Settle it: say whether it was reached, and what we learned."
		} else {
			sig.Title = fmt.Sprintf("“%s” is behind: %s, with %d %% of its period over", o.Title, reached, st.Elapsed.Percent())
			sig.Why = "Furthest behind: " + signal.List(laggards(&st), 2) + "."
		}
		sig.Why += told(&st)
		found = append(found, sig)
	}
	return found
}

// laggards tell of the key results that are behind the period, in their order.
func laggards(st *Standing) []string {
	var list []string
	for _, r := range st.Results {
		if r.Reached.Known && r.Reached.Micro < st.Elapsed.Micro {
			list = append(list, strings.TrimSpace(fmt.Sprintf("%s at %s, wanted %s %s", r.Name, r.Present.Text(), r.Target.Text(), r.Unit)))
		}
	}
	return list
}

// told says what the grade leaves out or rests on of old.
func told(st *Standing) string {
	text := ""
	if st.Unknown > 0 {
		text += fmt.Sprintf(" Left out: %s not measured.", signal.Count(st.Unknown, "key result that was", "key results that were"))
	}
	if st.Stale > 0 {
		text += fmt.Sprintf(" %s last measured more than %d days ago.", signal.Count(st.Stale, "key result was", "key results were"), Stale)
	}
	return text
}

// unserved finds objectives that no funded initiative serves.
func unserved(in *signal.Inquiry) (found []signal.Signal) {
	a := Align(in.Snapshot)
	for _, o := range a.Unserved() {
		sig := aboutObjective(in, o, "strategy.unserved")
		sig.Title = fmt.Sprintf("No funded work serves “%s”", o.Title)
		sig.Why = "No initiative names it."
		var waiting []string
		for i := range record.Referring[catalog.Initiative](in.Snapshot, o.ID, "objectives") {
			if !i.Planned() {
				continue
			}
			waiting = append(waiting, "“"+i.Title+"”")
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, i), Text: state(in.Snapshot, i) + ", without money that counts"})
		}
		if len(waiting) > 0 {
			sig.Why = fmt.Sprintf("%s %s it and %s no money that counts.", signal.List(waiting, 3),
				signal.Plural(len(waiting), "serves", "serve"), signal.Plural(len(waiting), "has", "have"))
		}
		if !o.Owner.Known() {
			sig.Why += " Nobody owns it."
		}
		found = append(found, sig)
	}
	return found
}

// state is the title of an initiative's state.
func state(s *record.Snapshot, i *catalog.Initiative) string {
	st, _ := record.TypeFor[catalog.Initiative](s).Lifecycle.State(i.State)
	return st.Title
}

// aboutObjective begins a signal about an objective.
func aboutObjective(in *signal.Inquiry, o *catalog.Objective, rule string) signal.Signal {
	ref := signal.To(in.Snapshot, o)
	sig := signal.Signal{
		Key: signal.Key(rule, o.ID), Module: "strategy", Subject: ref, Due: o.Ends,
		Stake: o.Worth, StakeBasis: "What reaching it is worth a year, as its record says; nothing is taken off for what is reached already.",
		Evidence: []signal.Evidence{{Ref: ref, Text: "Its period ends " + dayOr(o.Ends, in.Locale)}},
		Acts: []signal.Act{
			{Label: "Open the objective", Kind: signal.Open, Ref: ref},
			{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "What to do about “" + o.Title + "”"},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Bring “" + o.Title + "” forward"},
		},
	}
	if !o.Worth.Known() {
		sig.StakeBasis = "Not known: what reaching it is worth a year is not recorded."
	}
	return sig
}

func dayOr(d record.Date, in record.Locale) string {
	if !d.Known() {
		return "on a day that is not known"
	}
	return "on " + d.Format(in)
}

// uncovered finds gaps that are to be closed soon, or should have been, and that
// the money there is does not close.
func uncovered(in *signal.Inquiry) (found []signal.Signal) {
	for _, g := range Gaps(in.Snapshot) {
		c := g.Capability
		near := c.WantedBy.Known() && in.Today().DaysUntil(c.WantedBy) <= Horizon
		if near && (g.Status == Open || g.Status == Unfunded) {
			found = append(found, g.signal(in))
		}
	}
	return found
}

func (g *Gap) signal(in *signal.Inquiry) signal.Signal {
	c := g.Capability
	ref := signal.To(in.Snapshot, c)
	sig := signal.Signal{
		Key: signal.Key("strategy.gap", c.ID), Module: "strategy", Subject: ref, Due: c.WantedBy,
		Title: fmt.Sprintf("%s is wanted at level %d %s and stays at %d with the money there is",
			c.Name, c.Wanted.N(), signal.Away(in.Today(), c.WantedBy), g.Funded),
		Why:      g.why(in.Locale),
		Evidence: []signal.Evidence{{Ref: ref, Text: fmt.Sprintf("At level %d now, wanted at %d", c.Maturity.N(), c.Wanted.N())}},
		Acts: []signal.Act{
			{Label: "Open the capability", Kind: signal.Open, Ref: ref},
			{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "How to close the gap in " + c.Name},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Find money for " + c.Name},
		},
	}
	for _, closer := range g.Closers {
		i := closer.Initiative
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, i), Text: fmt.Sprintf("Raises it to level %d; %s", closer.Level, closer.Funding.told(in.Locale))})
	}
	for _, r := range c.Services {
		if service := record.Get(in.Snapshot, r); service != nil {
			sig.Severity = max(sig.Severity, signal.SeverityOf(service))
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, service), Text: "It stands on " + service.Name})
		}
	}
	g.hang(in, &sig)
	return sig
}

// why says what closes the gap and what that lacks.
func (g *Gap) why(in record.Locale) string {
	if len(g.Closers) == 0 {
		return "No initiative raises it."
	}
	var names []string
	for _, c := range g.Closers {
		names = append(names, fmt.Sprintf("“%s” (to %d, %s)", c.Initiative.Title, c.Level, c.Funding.told(in)))
	}
	text := "What raises it: " + signal.List(names, 3) + "."
	if g.Status == Open {
		text += fmt.Sprintf(" All together reach level %d only.", g.Planned)
	}
	return text
}

// told says in words what an initiative lacks.
func (f Funding) told(in record.Locale) string {
	switch {
	case !f.Missing.Known():
		return "what it costs is not known"
	case f.Missing.Minor == 0:
		return "funded"
	case f.Bound.Known():
		return f.Missing.Short(in) + " of its money is lacking"
	}
	return "none of its " + f.Missing.Short(in) + " is there"
}

// hang fills the stake in: what the weightiest of the objectives is worth that
// the closers without all their money serve. It hangs on that objective, so that
// sums count it once.
func (g *Gap) hang(in *signal.Inquiry, sig *signal.Signal) {
	sig.StakeBasis = "Not known: no objective whose worth is recorded depends on what would close the gap."
	var weightiest *catalog.Objective
	for _, c := range g.Closers {
		if c.Funding.Whole() {
			continue
		}
		for _, ref := range c.Initiative.Objectives {
			o := record.Get(in.Snapshot, ref)
			if o == nil || !o.Live() || !o.Worth.Known() {
				continue
			}
			if weightiest != nil && o.Worth.Currency != weightiest.Worth.Currency {
				sig.StakeBasis = "Not known: what the objectives behind it are worth is in several currencies."
				return
			}
			if weightiest == nil || o.Worth.Minor > weightiest.Worth.Minor {
				weightiest = o
			}
		}
	}
	if weightiest != nil {
		sig.Stake, sig.Concerns = weightiest.Worth, signal.To(in.Snapshot, weightiest)
		sig.StakeBasis = fmt.Sprintf("What “%s” is worth a year, the weightiest objective that the work without money serves. How much of it hangs on this capability alone is not known.", weightiest.Title)
	}
}

// conflicting finds what is wrong on the roadmap: one signal an item.
func conflicting(in *signal.Inquiry) (found []signal.Signal) {
	for _, c := range Conflicts(in.Snapshot) {
		key := signal.Key("strategy.conflict", c.Item.ID)
		if n := len(found); n > 0 && found[n-1].Key == key {
			found[n-1].Why += " Besides: " + c.Told(in.Locale) + "."
			found[n-1].Evidence = append(found[n-1].Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, c.On), Text: "It waits for this one too"})
			continue
		}
		ref, on := signal.To(in.Snapshot, c.Item), signal.To(in.Snapshot, c.On)
		found = append(found, signal.Signal{
			Key: key, Module: "strategy", Subject: ref, Due: c.Item.Starts, Severity: signal.Low,
			Title: fmt.Sprintf("On the roadmap “%s” %s “%s”", c.Item.Title, c.verb(), c.On.Title), Why: c.Told(in.Locale) + ".",
			StakeBasis: "Not known: what a later start costs is not recorded.",
			Evidence:   []signal.Evidence{{Ref: ref, Text: "Starts " + dayOr(c.Item.Starts, in.Locale)}, {Ref: on, Text: "Ends " + dayOr(c.On.Ends, in.Locale)}},
			Acts: []signal.Act{
				{Label: "Move it", Kind: signal.Open, Ref: ref},
				{Label: "Open what it waits for", Kind: signal.Open, Ref: on},
				{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Plan “" + c.Item.Title + "” anew"},
			},
		})
	}
	return found
}

func (c *Conflict) verb() string {
	switch c.Kind {
	case Overlap:
		return "starts before the end of"
	case Sooner:
		return "is planned sooner than"
	case Dropped:
		return "waits for the dropped"
	}
	return "waits in a circle with"
}

// Told says in a sentence without its full stop what is wrong.
func (c *Conflict) Told(in record.Locale) string {
	switch c.Kind {
	case Overlap:
		return fmt.Sprintf("It starts on %s, and “%s”, which it waits for, ends on %s: %s too early",
			c.Item.Starts.Format(in), c.On.Title, c.On.Ends.Format(in), signal.Count(c.Days, "day", "days"))
	case Sooner:
		return fmt.Sprintf("Its horizon is nearer than that of “%s”, which it waits for", c.On.Title)
	case Dropped:
		return fmt.Sprintf("“%s”, which it waits for, was dropped", c.On.Title)
	}
	return fmt.Sprintf("It waits for “%s”, which in turn waits for it", c.On.Title)
}
