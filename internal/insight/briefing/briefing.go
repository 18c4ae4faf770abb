// Package briefing puts together what every module has to say: one list of what
// needs somebody, ranked by what is at stake and by how soon it can no longer be
// changed, the figures above it, and the reader's own day.
package briefing

import (
	"fairlead/internal/catalog"
	"fairlead/internal/insight/capacity"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/governance"
	"fairlead/internal/insight/portfolio"
	"fairlead/internal/insight/projects"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/risk"
	"fairlead/internal/insight/services"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/strategy"
	"fairlead/internal/insight/technology"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
)

// Question is what a briefing depends on beside the records. It can be compared,
// so that record.Answer keeps the briefing; round Now to some minutes.
type Question struct {
	signal.Question
	Currency string           // of the organisation: what sums are in and stakes are compared in
	Person   record.ID        // the reader; zero for none
	Roles    governance.Roles // of the reader
}

// Briefing is the answer.
type Briefing struct {
	Headline    string // the answer in a sentence
	Lede        string // what it rests on
	Items       []Item // ranked, the weightiest first
	Aside       []Aside
	Totals      Totals
	Instruments []Instrument
	Day         governance.Day
}

// Item is a signal in its place.
type Item struct {
	signal.Signal
	Rank Rank
}

// Aside is a signal that is out of the list for a time.
type Aside struct {
	signal.Signal
	Standing *catalog.Standing // why, and until when
}

// rules lists the rules of every module.
func rules() []signal.Rule {
	var all []signal.Rule
	all = append(all, strategy.Rules()...)
	all = append(all, finance.Rules()...)
	all = append(all, vendors.Rules()...)
	all = append(all, technology.Rules()...)
	all = append(all, projects.Rules()...)
	all = append(all, portfolio.Rules()...)
	all = append(all, services.Rules()...)
	all = append(all, continuity.SurveyRules()...)
	all = append(all, recovery.Rules()...)
	all = append(all, capacity.Rules()...)
	all = append(all, risk.Rules()...)
	all = append(all, governance.Rules()...)
	return all
}

// Compose answers what needs somebody. It is a pure function: the same records
// and question give the same briefing.
func Compose(s *record.Snapshot, q Question) Briefing {
	var b Briefing
	found := signal.Ask(s, q.Question, rules()...)
	b.Instruments = instruments(s, q, found)
	found, b.Aside = setAside(s, q, found)
	b.Items = Ranked(found, q)
	b.Totals = total(b.Items, q)
	b.Headline, b.Lede = headline(b.Totals), lede(b.Totals, q)
	b.Day = governance.DayOf(s, q.Person, q.Roles, q.Today())
	return b
}

// setAside takes out the signals that were put off, accepted or given to
// somebody, as long as that holds. Who was given a signal keeps it.
func setAside(s *record.Snapshot, q Question, found []signal.Signal) (left []signal.Signal, aside []Aside) {
	holding := map[string]*catalog.Standing{}
	for st := range record.Each[catalog.Standing](s) {
		if !st.Holds(q.Today()) || st.Choice == "delegated" && st.Owner.ID == q.Person {
			continue
		}
		if other := holding[st.Signal]; other == nil || other.Until.Before(st.Until) {
			holding[st.Signal] = st
		}
	}
	if len(holding) == 0 {
		return found, nil
	}
	for _, sig := range found {
		if st := holding[sig.Key]; st != nil {
			aside = append(aside, Aside{sig, st})
		} else {
			left = append(left, sig)
		}
	}
	return left, aside
}
