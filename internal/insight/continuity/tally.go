package continuity

import (
	"math"
	"slices"
	"strings"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Tally counts the failures of the things in use over a stretch of time: of each model
// and of each class. A thing that failed more often than its class explains is counted
// by itself and not among them: it says nothing of the others.
type Tally struct {
	s            *record.Snapshot
	since, until record.Date
	of           map[subject]*count
}

// subject is what is counted together: one field is set.
type subject struct {
	asset, product record.ID
	class          catalog.AssetClass
}

type count struct {
	units, undated     int64
	hours              float64 // of all units
	failures, restored int64
	down               time.Duration
}

const (
	// countedYears is how far back failures are counted: what is older says little
	// about how things are run today.
	countedYears = 5
	// unexplained is the chance below which so many failures are not taken for luck. It
	// is small because every thing is asked.
	unexplained = 1e-4
	// longestDown bounds what one failure is taken to have lasted: an incident that
	// stays open for longer was forgotten, not a repair.
	longestDown = 90 * 24 * time.Hour
)

// NewTally begins to count. first is the day of the first incident that is recorded:
// what happened before is unknown, so that the time before does not count.
func NewTally(s *record.Snapshot, first, until record.Date) *Tally {
	t := &Tally{s: s, since: first, until: until, of: map[subject]*count{}}
	if early := until.AddMonths(-12 * countedYears); t.since.Before(early) {
		t.since = early
	}
	for a := range record.Each[catalog.Asset](s) {
		if from, ok := t.from(a); ok {
			for _, of := range subjects(a) {
				t.at(of).unit(float64(from.DaysUntil(until))*24, !a.Purchased.Known())
			}
		}
	}
	return t
}

// Since is the first day that counts.
func (t *Tally) Since() record.Date { return t.since }

// from is the day since which a thing counts; not at all where it is not in use.
func (t *Tally) from(a *catalog.Asset) (record.Date, bool) {
	from := t.since
	if a.Purchased.After(from) {
		from = a.Purchased
	}
	return from, !a.Archived && (a.State == "in_use" || a.State == "in_repair") && from.Before(t.until)
}

func subjects(a *catalog.Asset) []subject {
	of := []subject{{asset: a.ID}}
	if a.Product.Known() {
		of = append(of, subject{product: a.Product.ID})
	}
	if a.Class != "" {
		of = append(of, subject{class: a.Class})
	}
	return of
}

func (t *Tally) at(of subject) *count {
	c := t.of[of]
	if c == nil {
		c = &count{}
		t.of[of] = c
	}
	return c
}

func (c *count) unit(hours float64, undated bool) {
	c.units++
	c.hours += hours
	if undated {
		c.undated++
	}
}

// Add counts an incident, if it is a failure of a thing that counts.
func (t *Tally) Add(i *catalog.Incident) {
	a := record.Get(t.s, i.Asset)
	if a == nil || !i.Opened.Known() || !i.IsFailure() {
		return
	}
	from, ok := t.from(a)
	opened := i.Opened.Date(time.UTC)
	if !ok || opened.Before(from) || opened.After(t.until) {
		return
	}
	for _, of := range subjects(a) {
		t.at(of).failure(i)
	}
}

func (c *count) failure(i *catalog.Incident) {
	c.failures++
	if down := i.Resolved.Sub(i.Opened); i.Resolved.Known() && down > 0 && down <= longestDown {
		c.restored++
		c.down += down
	}
}

// Histories gives what was counted, ordered by name; the external ID says of what.
func (t *Tally) Histories() (list []*catalog.FailureHistory) {
	apart := t.apart()
	for of, c := range t.of {
		if c.units == 0 || !of.asset.IsZero() && !apart[of.asset] {
			continue
		}
		h := c.history()
		h.Since, h.Until = t.since, t.until
		if of.name(t.s, h) {
			list = append(list, h)
		}
	}
	slices.SortFunc(list, func(a, b *catalog.FailureHistory) int {
		return strings.Compare(a.Name+a.ExternalID, b.Name+b.ExternalID)
	})
	return list
}

// apart finds the things that failed more often than the others of their class explain,
// and takes them out of the counts of model and class.
func (t *Tally) apart() map[record.ID]bool {
	found := map[record.ID]bool{}
	for a := range record.Each[catalog.Asset](t.s) {
		own, class := t.of[subject{asset: a.ID}], t.of[subject{class: a.Class}]
		if own == nil || class == nil || own.hours == class.hours {
			continue
		}
		rate := (float64(class.failures-own.failures) + 0.5) / (class.hours - own.hours) // as Figures.update has it
		found[a.ID] = poissonTail(own.failures, rate*own.hours) < unexplained
	}
	for id, alone := range found {
		if !alone {
			continue
		}
		a := record.Get(t.s, record.To[catalog.Asset](id))
		for _, of := range subjects(a)[1:] {
			t.of[of].without(t.of[subject{asset: id}])
		}
	}
	return found
}

func (c *count) without(one *count) {
	c.units, c.undated, c.hours = c.units-one.units, c.undated-one.undated, c.hours-one.hours
	c.failures, c.restored, c.down = c.failures-one.failures, c.restored-one.restored, c.down-one.down
}

// poissonTail is the chance of n or more where so many are expected.
func poissonTail(n int64, expected float64) float64 {
	below, term := 0.0, math.Exp(-expected)
	for k := range n {
		below += term
		term *= expected / float64(k+1)
	}
	return 1 - below
}

func (c *count) history() *catalog.FailureHistory {
	h := &catalog.FailureHistory{
		Units: record.Whole(c.units), Undated: record.Whole(c.undated), UnitHours: record.Whole(int64(math.Round(c.hours))),
		Failures: record.Whole(c.failures), Restored: record.Whole(c.restored),
	}
	if c.restored > 0 {
		h.Downtime = record.Lasting(c.down)
	}
	return h
}

// name says of what a history is. There is none of what is no longer recorded.
func (of subject) name(s *record.Snapshot, h *catalog.FailureHistory) bool {
	switch {
	case !of.asset.IsZero():
		h.Asset, h.ExternalID = record.To[catalog.Asset](of.asset), "asset:"+of.asset.String()
		if a := record.Get(s, h.Asset); a != nil {
			h.Name = a.Name
		}
	case !of.product.IsZero():
		h.Product, h.ExternalID = record.To[catalog.Product](of.product), "product:"+of.product.String()
		if p := record.Get(s, h.Product); p != nil {
			h.Name = p.Name
		}
	default:
		h.Class, h.ExternalID = of.class, "class:"+string(of.class)
		for _, o := range of.class.Options() {
			if o.Name == string(of.class) {
				h.Name = "All of the class " + strings.ToLower(o.Title)
			}
		}
	}
	return h.Name != ""
}
