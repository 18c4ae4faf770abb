package risk

import (
	"math"
	"slices"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Evidence is what our own past says of how often a risk comes true.
type Evidence struct {
	Events  []*catalog.LossEvent // that came true, the newest first
	Near    []*catalog.LossEvent // near misses
	Since   record.Date          // from which day on events are on record
	Years   float64
	Seen    Rate // from the events alone (Jeffreys' prior)
	Joined  Rate // the estimate that holds, with the events since it was made
	Joins   int  // how many those are
	Reports []Reports
	All     Rate // from the incidents of all its services alone
	Count   int64
}

// Rate is a number of times a year, with the interval that holds it nine times in ten.
type Rate struct {
	Mean, Low, High float64
	Known           bool
}

// Reports are the incidents of highest priority of one service.
type Reports struct {
	Service *catalog.Service
	Count   int64
}

// reportMonths is over how many whole months incidents are counted.
const reportMonths = 24

func rateOf(f loss.Frequency) Rate {
	return Rate{Mean: f.Mean(), Low: f.Quantile(0.05), High: f.Quantile(0.95), Known: true}
}

// EvidenceOf reads the events of a risk, and the incidents of its services.
func (r *Register) EvidenceOf(k *catalog.Risk) Evidence {
	e := Evidence{Since: r.firstEvent()}
	for v := range record.Referring[catalog.LossEvent](r.s, k.ID, "risk") {
		switch {
		case v.Counts():
			e.Events = append(e.Events, v)
		case !v.Archived && v.Kind == "near_miss" && v.State != "dropped":
			e.Near = append(e.Near, v)
		}
	}
	newest(e.Events)
	newest(e.Near)
	if e.Since.Known() && e.Since.Before(r.Day) {
		e.Years = float64(e.Since.DaysUntil(r.Day)) / 365.25
		e.Seen = rateOf(loss.History(len(e.Events), e.Years))
	}
	e.join(r, k)
	e.count(r, k)
	return e
}

// firstEvent is the day of the first event on record, of any risk: since then events
// are taken to be written down.
func (r *Register) firstEvent() record.Date {
	first := record.Date{}
	for v := range record.Each[catalog.LossEvent](r.s) {
		if !v.Archived && (!first.Known() || v.Happened.Before(first)) {
			first = v.Happened
		}
	}
	return first
}

// join brings the estimate up to date with what happened since it was made, by Bayes'
// rule. A frequency that is said to be known exactly does not learn.
func (e *Evidence) join(r *Register, k *catalog.Risk) {
	i := r.Item(k.ID)
	if i == nil || !i.Frequency.Known() || !k.AssessedOn.Known() || !k.AssessedOn.Before(r.Day) {
		return
	}
	for _, v := range e.Events {
		if v.Happened.After(k.AssessedOn) {
			e.Joins++
		}
	}
	joined, err := frequency(i.Frequency).Updated(e.Joins, float64(k.AssessedOn.DaysUntil(r.Day))/365.25)
	if err == nil {
		e.Joined = rateOf(joined)
	}
}

// count counts incidents of the highest priority, those that are long closed included.
func (e *Evidence) count(r *Register, k *catalog.Risk) {
	t := record.TypeFor[catalog.Incident](r.s)
	last := record.Day(r.Day.Year(), r.Day.Month(), 1).AddDays(-1) // the last whole month
	first := record.Day(last.Year(), last.Month()-reportMonths+1, 1)
	for _, ref := range k.Services {
		service := record.Get(r.s, ref)
		if service == nil {
			continue
		}
		n := int64(0)
		for _, month := range r.s.Series(t, "critical_by_service", service.ID, first.Text()[:7], last.Text()[:7]) {
			n += month.Count
		}
		e.Reports = append(e.Reports, Reports{service, n})
		e.Count += n
	}
	if len(e.Reports) > 0 {
		e.All = rateOf(loss.History(int(min(e.Count, math.MaxInt32)), reportMonths/12))
	}
}

// ReportYears is over how many years incidents are counted.
func ReportYears() int { return reportMonths / 12 }

func newest(events []*catalog.LossEvent) {
	slices.SortStableFunc(events, func(a, b *catalog.LossEvent) int { return a.Happened.DaysUntil(b.Happened) })
}
