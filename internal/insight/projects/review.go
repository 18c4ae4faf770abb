package projects

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Review is what is known of a project on the day on which it is asked whether to
// go on with it.
type Review struct {
	Health   Health
	Concerns Concerns
	Gate     Gate
	HasGate  bool
	// Hours are those set aside for it from the month of the day on, in
	// millionths of an hour, of People people.
	Hours   int64
	People  int
	Ways    []Way
	Trouble []string // what is wrong, a sentence each without its full stop; empty: nothing is known to be
}

// Way is one of the things that can be done with a project.
type Way struct {
	Name string
	// Cost is what is still to be spent that way; unknown where that cannot be told.
	Cost         record.Money
	For, Against string
}

// ReviewOf puts the file of a project together.
func ReviewOf(s *record.Snapshot, p *catalog.Project, today record.Date, in record.Locale) Review {
	r := Review{Health: healthOf(s, p, today), Concerns: ConcernsOf(s, p, today)}
	r.Gate, r.HasGate = GateOf(s, p, today)
	first, people := today.AddDays(1-today.Time().Day()), map[record.ID]bool{}
	for a := range record.Referring[catalog.Assignment](s, p.ID, "project") {
		if !a.Archived && a.Person.Known() && !a.Month.Before(first) {
			r.Hours += a.Hours.Micro()
			people[a.Person.ID] = true
		}
	}
	r.People = len(people)
	r.Trouble = r.trouble(today, in)
	r.Ways = r.ways(in)
	return r
}

// trouble says what is wrong.
func (r *Review) trouble(today record.Date, in record.Locale) (list []string) {
	add := func(is bool, format string, args ...any) {
		if is {
			list = append(list, fmt.Sprintf(format, args...))
		}
	}
	h, c := &r.Health, &r.Concerns
	add(h.Late(), "It ends %s after the promised day", signal.Count(h.LateBy, "day", "days"))
	add(h.Over().Minor > 0, "It will cost %s more than its budget", h.Over().Short(in))
	add(len(h.Tasks) > 0, "%s not done though the planned day is past", signal.Count(len(h.Tasks), "task is", "tasks are"))
	behind := 0
	for _, slip := range h.Slips {
		if slip.Known && slip.Days > 0 {
			behind++
		}
	}
	add(behind > 0, "%s slipped", signal.Count(behind, "milestone has", "milestones have"))
	add(r.HasGate && r.Gate.Late > 0, "The gate of “%s” is %s overdue", gateName(r.Gate), signal.Count(r.Gate.Late, "day", "days"))
	add(c.Issues > 0, "%s open", signal.Count(c.Issues, "issue is", "issues are"))
	add(c.Overdue > 0, "%s past the day to settle them", signal.Count(c.Overdue, "risk or issue is", "risks or issues are"))
	add(h.Unreported(today), "Its status report was due %s", signal.Away(today, h.ReportDue))
	return list
}

func gateName(g Gate) string {
	if g.Phase == nil {
		return ""
	}
	return g.Phase.Name
}

// ways are the four things that can be done, each with what is still to be spent
// and what speaks for and against it, as far as records say.
func (r *Review) ways(in record.Locale) []Way {
	p, e := r.Health.Project, r.Health.Value.Earned
	perMonth, _ := p.YearlyBenefit.MulRatio(1, 12)
	rest := minus(e.EACAsPlanned(), e.AC)
	return []Way{
		{Name: "Go on as it is", Cost: e.ETC(), For: yields(p, in),
			Against: r.over(in)},
		{Name: "Put it right", Cost: rest, For: tell(rest, in, "The rest costs what was planned, %s"),
			Against: ifKnown(e.TCPI(), "To end within the budget each unit of money must from now on do the work of %s; so far it did "+orUnknown(e.CPI().Text()))},
		{Name: "Pause it", Cost: record.NoMoney(p.Budget.Currency), For: fmt.Sprintf("%s of %s become free", wholeHours(r.Hours), signal.Count(r.People, "person", "people")),
			Against: tell(perMonth, in, "Each month of waiting loses %s of the benefit")},
		{Name: "Stop it", Cost: record.NoMoney(p.Budget.Currency), For: tell(e.ETC(), in, "%s need not be spent any more"),
			Against: tell(e.AC, in, "%s were spent and bring nothing") + lost(p, in)},
	}
}

func (r *Review) over(in record.Locale) string {
	if over := r.Health.Over(); over.Known() && over.Minor > 0 {
		return fmt.Sprintf("It exceeds its budget by %s", over.Short(in))
	}
	return ""
}

func yields(p *catalog.Project, in record.Locale) string {
	return tell(p.YearlyBenefit, in, "It brings %s a year once it is done")
}

func lost(p *catalog.Project, in record.Locale) string {
	if !p.YearlyBenefit.Known() {
		return ""
	}
	return fmt.Sprintf("; %s a year do not come", p.YearlyBenefit.Short(in))
}

func tell(m record.Money, in record.Locale, format string) string {
	if !m.Known() {
		return ""
	}
	return fmt.Sprintf(format, m.Short(in))
}

func ifKnown(r Ratio, format string) string {
	if !r.Known() {
		return ""
	}
	return fmt.Sprintf(format, r.Text())
}

func wholeHours(micro int64) string {
	return signal.Count(int((micro+500_000)/1_000_000), "hour", "hours")
}
