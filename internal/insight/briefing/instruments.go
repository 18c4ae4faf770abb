package briefing

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/services"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
)

// Instrument is a figure that is always in sight, with what is behind it.
type Instrument struct {
	Name   string
	Title  string
	Amount record.Money // the figure, where it is an amount
	Count  int          // the figure, where it is a number
	Note   string       // what it leaves out or is part of
	Line   []Point      // the months before; nil where nothing is kept
	Of     string       // what the line shows
	List   string       // the record type that the figure opens
	Filter string       // of that list; empty where Records says it
	// Records are those behind the figure, up to mostRecords.
	Records []record.AnyRef
}

// Point is one month of a line: a number, or minor units of an amount.
type Point struct {
	Month string // YYYY-MM
	Value int64
}

const mostRecords = 200

// instruments gives the four figures. found are all signals, those set aside
// included: what is put off is still so.
func instruments(s *record.Snapshot, q Question, found []signal.Signal) []Instrument {
	return []Instrument{committed(s, q), unsupported(q, found), missed(s, q), undecided(s, q)}
}

func committed(s *record.Snapshot, q Question) Instrument {
	c := vendors.CommittedOn(s, q.Today(), q.Currency)
	i := Instrument{
		Name: "committed", Title: "Contracts, a year", Amount: c.Annual,
		Note: signal.Count(c.Contracts, "contract", "contracts") + " in force",
		Of:   "what the contracts in force at the end of each month cost a year", List: "contract",
		Filter: `(state = in_force OR state = renewal) AND (starts <= today OR NOT starts:*) AND (ends >= today OR NOT ends:*)`,
	}
	if c.Unknown > 0 {
		i.Note += fmt.Sprintf(", the cost of %d is not known", c.Unknown)
	}
	if len(c.Elsewhere) > 0 {
		i.Note += "; apart from that " + signal.Amounts(c.Elsewhere, q.Locale)
	}
	for _, m := range c.Months {
		i.Line = append(i.Line, Point{m.Month, m.Annual.Minor})
	}
	return i
}

func unsupported(q Question, found []signal.Signal) Instrument {
	i := Instrument{Name: "unsupported", Title: "Products past support under services", List: "product"}
	soon := 0
	for _, sig := range found {
		if signal.RuleOf(sig.Key) != "technology.support" {
			continue
		}
		if sig.Due.Known() && !sig.Due.Before(q.Today()) {
			soon++
			continue
		}
		i.Count++
		i.behind(sig.Subject)
	}
	if soon > 0 {
		i.Note = fmt.Sprintf("%d more within half a year", soon)
	}
	return i
}

func missed(s *record.Snapshot, q Question) Instrument {
	late := services.Late(s, q.Now, false)
	open := 0
	services.Open(s, func(*catalog.Incident) { open++ })
	i := Instrument{
		Name: "missed", Title: "Incidents past their targets", Count: len(late),
		Note: fmt.Sprintf("of %d open", open), Of: "incidents opened in each month", List: "incident",
	}
	for _, incident := range late {
		i.behind(signal.To(s, incident))
	}
	for _, m := range services.Flow(s, q.Today()) {
		i.Line = append(i.Line, Point{m.Month, m.Opened})
	}
	return i
}

func undecided(s *record.Snapshot, q Question) Instrument {
	i := Instrument{Name: "decisions", Title: "Decisions open", List: "decision", Filter: "state = open"}
	overdue := 0
	for d := range record.Each[catalog.Decision](s) {
		if d.State == "open" && !d.Archived {
			i.Count++
			if d.Due.Before(q.Today()) {
				overdue++
			}
		}
	}
	if overdue > 0 {
		i.Note = fmt.Sprintf("%d past %s", overdue, signal.Plural(overdue, "its day", "their days"))
	}
	return i
}

func (i *Instrument) behind(ref record.AnyRef) {
	if len(i.Records) < mostRecords {
		i.Records = append(i.Records, ref)
	}
}
