package frame

import (
	"fmt"
	"net/url"
	"slices"
	"time"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/briefing"
	"fairlead/internal/insight/governance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// freshness is how far the clock of a question is rounded, so that an answer is
// computed once and read by all who look within it, on whichever page.
const freshness = 5 * time.Minute

// Question is what the briefing and the signals of a module depend on beside the
// records: the same on every page that the visitor opens within some minutes.
func (v *Visit) Question() briefing.Question {
	who := v.Clerk.Principal()
	return briefing.Question{
		Question: signal.Question{Now: record.At(v.Clerk.Desk().Now().Truncate(freshness)), Locale: v.Locale},
		Currency: v.Site.Currency, Person: who.Person, Roles: governance.RolesOf(who.Roles),
	}
}

// Briefing is what needs somebody, of all modules. It is composed once for all
// pages that show of it.
func (v *Visit) Briefing(s *record.Snapshot) briefing.Briefing {
	v.remember(s)
	return record.Answer(s, "briefing", v.Question(), briefing.Compose)
}

// shownSignals is how many signals stand beside a page; the briefing has the rest.
const shownSignals = 7

// Attention lists beside a page what the briefing has of some rules, in its
// order and without what is put aside. A line ends with what is at stake, else
// with the time that is left.
func (v *Visit) Attention(s *record.Snapshot, rules ...signal.Rule) g.Node {
	q := v.Question()
	found := slices.DeleteFunc(slices.Clone(v.Briefing(s).Items), func(item briefing.Item) bool {
		return !slices.ContainsFunc(rules, func(r signal.Rule) bool { return r.Name == signal.RuleOf(item.Key) })
	})
	if len(found) == 0 {
		return ui.AsideSection("What needs attention", ui.LineProps{Text: "Nothing."})
	}
	var lines []ui.LineProps
	for _, item := range found[:min(len(found), shownSignals)] {
		line := ui.LineProps{Text: item.Title, Href: "/today/" + url.PathEscape(item.Key), Note: signal.Away(q.Today(), item.Due)}
		if item.Due.Known() && item.Due.Before(q.Today()) {
			line.Tone = ui.ToneBad
		}
		if item.Stake.Known() {
			line.Note = item.Stake.Short(v.Locale)
		}
		lines = append(lines, line)
	}
	if n := len(found) - shownSignals; n > 0 {
		lines = append(lines, ui.LineProps{Text: fmt.Sprintf("And %d more, in the briefing", n), Href: "/?all=yes#rest"})
	}
	return ui.AsideSection(fmt.Sprintf("What needs attention: %d", len(found)), lines...)
}
