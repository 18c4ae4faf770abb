package vendors

import (
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Credits is what a vendor owes on a contract for the promised service levels that
// it missed in the twelve whole months before a day's.
type Credits struct {
	Contract *catalog.Contract
	Months   []CreditMonth // that were missed, the earliest first
	Measured int           // months of the term that could be compared with a promise
	Unknown  int           // months of the term that could not
	// Unavailable says that an availability is promised; that is not measured here.
	Unavailable bool
	Owed        record.Money // for all of Months; unknown where one is, or none was measured
	Unclaimed   record.Money // for those of them without a claim
}

// CreditMonth is a month in which the incidents on the services of a contract kept
// fewer of their targets than the vendor promised.
type CreditMonth struct {
	Month        string // YYYY-MM
	Kept, Judged int64
	Target       record.Percent // the highest promise that was missed
	Credit       record.Money   // unknown where the fee or the credit is not recorded
	Claim        *catalog.CreditClaim
}

// creditMonths is how many whole months are looked at.
const creditMonths = 12

// CreditsOf compares each month with what was promised. A month counts once it is
// over and when the contract covers all of it.
func CreditsOf(s *record.Snapshot, c *catalog.Contract, today record.Date) Credits {
	out := Credits{Contract: c}
	var promises []catalog.ServiceLevel
	for _, level := range c.Promised {
		if level.Measure == catalog.TargetsKept {
			promises = append(promises, level)
		} else {
			out.Unavailable = true
		}
	}
	if len(promises) == 0 {
		return out
	}
	for back := creditMonths; back > 0; back-- {
		first := record.Day(today.Year(), today.Month()-time.Month(back), 1)
		last := record.Day(first.Year(), first.Month()+1, 0)
		if covers(c, first) && covers(c, last) {
			out.judge(s, promises, first, last)
		}
	}
	out.add()
	return out
}

// judge sets a month beside the promises. One without an incident was kept; one
// whose incidents were not judged is not known.
func (c *Credits) judge(s *record.Snapshot, promises []catalog.ServiceLevel, first, last record.Date) {
	month := CreditMonth{Month: first.Text()[:7]}
	var opened int64
	opened, month.Kept, month.Judged = c.incidents(s, month.Month)
	if month.Judged == 0 && (opened > 0 || len(c.Contract.Services) == 0) {
		c.Unknown++
		return
	}
	c.Measured++
	share, known := int64(0), true
	for _, p := range promises {
		if month.Kept*wholeMicro >= p.Target.Micro()*month.Judged {
			continue
		}
		if !month.Target.Known() || p.Target.Micro() > month.Target.Micro() {
			month.Target = p.Target
		}
		share, known = share+p.Credit.Micro(), known && p.Credit.Known()
	}
	if !month.Target.Known() {
		return
	}
	if known {
		month.Credit = credit(c.Contract, min(share, wholeMicro), first, last)
	}
	for i, claim := range c.Contract.Claims {
		if claim.Month.Known() && claim.Month.Text()[:7] == month.Month {
			month.Claim = &c.Contract.Claims[i]
		}
	}
	c.Months = append(c.Months, month)
}

func (c *Credits) incidents(s *record.Snapshot, month string) (opened, kept, judged int64) {
	t := record.TypeFor[catalog.Incident](s)
	for _, ref := range c.Contract.Services {
		count := func(series string) int64 { return s.Series(t, series, ref.ID, month, month)[0].Count }
		yes := count("kept_by_service")
		opened, kept, judged = opened+count("opened_by_service"), kept+yes, judged+yes+count("missed_by_service")
	}
	return opened, kept, judged
}

// credit is a share, in millionths of a per cent, of the fee of a month: a twelfth
// of the cost of a year. Where that is not known, it is of the part of the total
// value that falls on the days of the month. Either is rounded once.
func credit(c *catalog.Contract, share int64, first, last record.Date) record.Money {
	fee, num, den := c.Annual, share, int64(12*wholeMicro)
	if !fee.Known() && c.Starts.Known() && c.Ends.Known() {
		fee = c.Value
		num, den = share*int64(first.DaysUntil(last)+1), wholeMicro*int64(c.Starts.DaysUntil(c.Ends)+1)
	}
	amount, err := fee.MulRatio(num, den)
	if err != nil {
		return record.Money{}
	}
	return amount
}

func (c *Credits) add() {
	currency := c.Contract.Annual.Currency
	if currency == "" {
		currency = c.Contract.Value.Currency
	}
	if c.Measured == 0 || currency == "" {
		return
	}
	c.Owed, c.Unclaimed = record.NoMoney(currency), record.NoMoney(currency)
	for _, m := range c.Months {
		c.Owed = signal.Plus(c.Owed, m.Credit)
		if m.Claim == nil {
			c.Unclaimed = signal.Plus(c.Unclaimed, m.Credit)
		}
	}
}

// Open are the missed months whose credit nobody claimed.
func (c *Credits) Open() []CreditMonth {
	var list []CreditMonth
	for _, m := range c.Months {
		if m.Claim == nil {
			list = append(list, m)
		}
	}
	return list
}

// creditsOfVendor are those of the contracts in force on which something is promised.
func creditsOfVendor(s *record.Snapshot, vendor record.ID, today record.Date) []Credits {
	var list []Credits
	for c := range record.Referring[catalog.Contract](s, vendor, "vendor") {
		if inForce(c, today) && len(c.Promised) > 0 {
			list = append(list, CreditsOf(s, c, today))
		}
	}
	return list
}
