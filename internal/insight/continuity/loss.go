package continuity

import (
	"math"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Losses is what it costs when services stop, in one currency.
type Losses struct {
	currency string
	impacts  map[record.ID]*catalog.BusinessImpact // the newest that is approved, by service
}

// LossesOf reads the newest approved assessment of each service. Where there is
// none, the loss per hour of the service itself holds.
func LossesOf(s *record.Snapshot, currency string) *Losses {
	return record.Answer(s, "continuity.losses", currency, func(s *record.Snapshot, currency string) *Losses {
		l := &Losses{currency, map[record.ID]*catalog.BusinessImpact{}}
		for b := range record.Each[catalog.BusinessImpact](s) {
			if !b.Approved() || len(b.Losses) == 0 {
				continue
			}
			if other := l.impacts[b.Service.ID]; other == nil || other.On.Before(b.On) {
				l.impacts[b.Service.ID] = b
			}
		}
		return l
	})
}

// Impact is the assessment that holds for a service; nil when there is none.
func (l *Losses) Impact(service *catalog.Service) *catalog.BusinessImpact {
	return l.impacts[service.ID]
}

// After is what a stop of so many hours of one service costs; unknown where nobody
// has said, or in another currency.
func (l *Losses) After(service *catalog.Service, hours float64) record.Money {
	m := record.Money{}
	if b := l.impacts[service.ID]; b != nil {
		m = b.LossAfter(hours)
	} else if service.LossPerHour.Known() {
		m = times(service.LossPerHour, hours)
	}
	if m.Currency != l.currency {
		return record.Money{}
	}
	return m
}

// Of adds up what a stop of so many hours of several services costs. Each stands in
// the list once, so that none is counted twice. unknown are those of which nobody
// has said.
func (l *Losses) Of(services []*catalog.Service, hours float64) (sum record.Money, unknown int) {
	sum = record.NoMoney(l.currency)
	for _, service := range services {
		if m := l.After(service, hours); m.Known() {
			sum = signal.Plus(sum, m)
		} else {
			unknown++
		}
	}
	return sum, unknown
}

// times is an amount by a factor that is not negative; unknown when it is too large
// to keep. The factor is a frequency or a time, taken to nine decimals.
func times(m record.Money, factor float64) record.Money {
	const unit = 1_000_000_000
	if !m.Known() || factor*unit > math.MaxInt64/2 || math.IsNaN(factor) {
		return record.Money{}
	}
	product, err := m.MulRatio(int64(math.Round(factor*unit)), unit)
	if err != nil {
		return record.Money{}
	}
	return product
}
