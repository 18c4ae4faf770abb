package vendors

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

const (
	wholeMicro = 100 * 1_000_000 // 100 % in millionths of a per cent
	maxMonths  = 240             // as the contract's field allows
)

// Commitment is what one renewal of a contract commits us to, and how that was
// computed. It is unknown, and the text says why, where the length of the new
// term or every price is missing.
//
// It is the cost of a year, raised once by the indexation, times the months of
// the new term. Without a cost per year it is the value of the current term,
// shared over its days.
func Commitment(c *catalog.Contract, in record.Locale) (record.Money, string) {
	months := c.RenewalMonths.N()
	if months <= 0 || months > maxMonths {
		return record.Money{}, "Not known: the length of the term that follows is missing." + yearly(c, in)
	}
	raise := wholeMicro + c.Indexation.Micro()
	assumed := "no rise of the price is recorded and none assumed"
	if c.Indexation.Known() {
		assumed = fmt.Sprintf("the price changes once, by %s %%, at the renewal", c.Indexation.Text())
	}
	days := int64(c.Starts.DaysUntil(c.Ends))
	switch {
	case c.Annual.Known():
		total, err := c.Annual.MulRatio(months*raise, 12*wholeMicro)
		if err != nil {
			return record.Money{}, "Not known: the amount is too large to compute with."
		}
		return total, fmt.Sprintf("%s a year for %d months; %s.", signal.Exact(c.Annual, in), months, assumed)
	case c.Value.Known() && days > 0:
		total, err := perDay(c.Value, days, months, raise)
		if err != nil {
			return record.Money{}, "Not known: the amount is too large to compute with."
		}
		return total, fmt.Sprintf("%s over the %d days of the current term, in proportion for %d months; %s.", signal.Exact(c.Value, in), days, months, assumed)
	}
	return record.Money{}, "Not known: neither the cost per year nor the value over a known term is recorded."
}

// perDay is the value of a term of some days, carried over to months of
// 1461/48 days (a year of 365.25) and raised.
func perDay(value record.Money, days, months, raise int64) (record.Money, error) {
	plain, err := value.MulRatio(months*1461, 48*days)
	if err != nil {
		return record.Money{}, err
	}
	return plain.MulRatio(raise, wholeMicro)
}

// withoutIt says why nothing can be put at stake when a contract ends.
func withoutIt(c *catalog.Contract, in record.Locale) string {
	return "Not known: what it would cost to be without it is not recorded." + yearly(c, in)
}

func yearly(c *catalog.Contract, in record.Locale) string {
	if !c.Annual.Known() {
		return ""
	}
	return fmt.Sprintf(" It costs %s a year.", signal.Exact(c.Annual, in))
}
