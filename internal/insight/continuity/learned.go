package continuity

import (
	"fmt"
	"math"
	"strconv"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// learned holds the failure histories by what they are of.
type learned map[subject]*catalog.FailureHistory

func learnedOf(s *record.Snapshot) learned {
	return record.Answer(s, "continuity.learned", struct{}{}, func(s *record.Snapshot, _ struct{}) learned {
		l := learned{}
		for h := range record.Each[catalog.FailureHistory](s) {
			if !h.Archived {
				l[subject{h.Asset.ID, h.Product.ID, h.Class}] = h
			}
		}
		return l
	})
}

// update joins figures with what happened since: with the failures and the hours of
// work that a history counts, and with the times to restore. Where the history says
// less than the figures do, they stay as they are.
//
// Failures are taken to come at a constant rate, whose distribution before is the
// constrained noninformative one: a gamma distribution of shape ½ with the rate of the
// figures as its mean, so that these weigh as much as half a failure. After n failures
// in T hours it has shape n+½ and mean (n+½)/(T+½·MTBF) (Atwood, Reliability
// Engineering and System Safety 53, 1996; NUREG/CR-6823, section 6.2.2). Where there are
// no figures, it is that of Jeffreys: n+½ in T hours. Rates of repair go the same way.
func (f Figures) update(h *catalog.FailureHistory, of string) Figures {
	if h == nil {
		return f
	}
	work := h.UnitHours.Float() - h.Downtime.Hours()
	if h.Failures.N() == 0 && work < f.MTBF.Mean()/2 || work <= 0 {
		return f
	}
	before := f.Source
	f.MTBF = posterior(f.MTBF, h.Failures.Float(), work)
	if h.Restored.N() > 0 {
		f.MTTR = posterior(f.MTTR, h.Restored.Float(), h.Downtime.Hours())
	}
	f.Assumed, f.History = false, h
	f.Source = fmt.Sprintf("%s of %s in %.0f months", failures(h.Failures.N()), of, float64(h.Since.DaysUntil(h.Until))/monthDays)
	if before != "" {
		f.Source += "; before that: " + before
	}
	return f
}

// monthDays is how long a month is on average.
const monthDays = 365.2425 / 12

func failures(n int64) string {
	if n == 0 {
		return "no failure"
	}
	return signal.Count(int(n), "failure", "failures")
}

// posterior is the mean time from one event to the next after n events in so many
// hours. Its mean is the inverse of the expected rate; the range around it is that of a
// lognormal distribution with the relative spread of the gamma distribution, which is
// 1/sqrt(n+½).
func posterior(prior record.Estimate, n, hours float64) record.Estimate {
	const half, z95 = 0.5, 1.6448536269514722
	mean := (hours + half*prior.Mean()) / (n + half) // the mean of an unknown estimate is 0
	variance := math.Log1p(1 / (n + half))
	middle, spread := mean*math.Exp(-variance/2), math.Exp(z95*math.Sqrt(variance))
	return record.Between90(threeDigits(middle/spread), threeDigits(middle*spread))
}

// threeDigits rounds to what such figures are good for.
func threeDigits(x float64) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 3, 64), 64) // it reads what it wrote
	return rounded
}
