package continuity

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Fix is what would take away a single point of failure.
type Fix struct {
	Threat  int    // place in Survey.Threats
	Text    string // what to do
	Avoided record.Money
	// Cost is what it costs once, or a year; unknown where nobody has said.
	Cost   record.Money
	Yearly bool
	Basis  string // where the cost comes from
	// Years is after how many years the loss avoided has paid for it; zero where
	// the cost is not known.
	Years float64
}

// FixesOf lists what would make things better, what pays for itself soonest first
// and then what costs nobody knows what, by the loss avoided. A second one of a
// thing leaves the loss of both failing at once: q² of the time, half as long each
// time. A second person leaves both being away.
func FixesOf(s *record.Snapshot, currency string) []Fix {
	return record.Answer(s, "continuity.fixes", currency, func(s *record.Snapshot, currency string) []Fix {
		v, losses := SurveyOf(s, currency), LossesOf(s, currency)
		prices := newPrices(s, currency)
		var list []Fix
		for i := range v.Threats {
			if t := &v.Threats[i]; t.Cost.Yearly.Known() && t.Cost.Yearly.Minor > 0 {
				list = append(list, v.fix(i, losses, prices))
			}
		}
		slices.SortStableFunc(list, func(a, b Fix) int {
			return cmp.Or(cmp.Compare(last(a), last(b)), cmp.Compare(a.Years, b.Years), cmp.Compare(b.Avoided.Minor, a.Avoided.Minor))
		})
		return list
	})
}

func last(f Fix) int {
	if f.Cost.Known() {
		return 0
	}
	return 1
}

func (v *Survey) fix(at int, losses *Losses, prices *prices) Fix {
	t := &v.Threats[at]
	thing := t.Thing(v.Estate)
	f := Fix{Threat: at, Text: fixText(thing)}
	left := times(t.Cost.Yearly, awayShare)
	if t.Effect == Stops {
		q, _ := t.Figures.unavailability()
		half := t.Cost.Hours / 2
		each, _ := losses.Of(t.Services, half)
		left = times(each, q*q*HoursPerYear/half)
	}
	if avoided, err := t.Cost.Yearly.Sub(left); err == nil && avoided.Minor > 0 {
		f.Avoided = avoided
	}
	f.Cost, f.Yearly, f.Basis = prices.of(thing)
	if f.Cost.Known() && f.Cost.Minor > 0 && f.Avoided.Known() {
		f.Years = float64(f.Cost.Minor) / float64(f.Avoided.Minor)
	}
	return f
}

func fixText(t *Thing) string {
	if t.Unit != nil {
		return "Another model or version beside those on " + t.Name + ", and updates in turn"
	}
	switch t.Kind {
	case "person":
		return "Have a second person learn what only " + t.Name + " can"
	case "vendor":
		return "Find a second vendor beside " + t.Name
	case "place":
		return "Spread what stands in " + t.Name + " over a second place"
	case "power":
		return "A second way of power beside " + t.Name
	case "software":
		return "A second instance of " + t.Name
	}
	return "A second unit beside " + t.Name
}

// prices knows what things cost.
type prices struct {
	s        *record.Snapshot
	currency string
	paid     map[record.ID]*catalog.Asset // by product: the one bought last that has a price
}

func newPrices(s *record.Snapshot, currency string) *prices {
	p := &prices{s, currency, map[record.ID]*catalog.Asset{}}
	for a := range record.Each[catalog.Asset](s) {
		if a.Product.Known() && a.Price.Currency == currency && a.Price.Minor > 0 {
			if other := p.paid[a.Product.ID]; other == nil || other.Purchased.Before(a.Purchased) {
				p.paid[a.Product.ID] = a
			}
		}
	}
	return p
}

// of is what a second one costs: what was paid for the last of its model, else for
// the thing itself, else what its contract costs a year.
func (p *prices) of(t *Thing) (cost record.Money, yearly bool, basis string) {
	if t.Asset == nil {
		return record.Money{}, false, "nobody has said what it costs"
	}
	if a := p.paid[t.Asset.Product.ID]; a != nil && t.Asset.Product.Known() {
		return a.Price, false, "as paid for " + a.Name
	}
	if t.Asset.Price.Currency == p.currency && t.Asset.Price.Minor > 0 {
		return t.Asset.Price, false, "as paid for it"
	}
	if c := record.Get(p.s, t.Asset.Contract); c != nil && c.Annual.Currency == p.currency && operated(t.Asset) {
		return c.Annual, true, "a year, as the contract " + c.Name
	}
	return record.Money{}, false, "nobody has said what it costs"
}
