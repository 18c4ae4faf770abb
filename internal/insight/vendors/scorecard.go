package vendors

import (
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Scorecard is what the records measure of a vendor over the twelve months up to
// a day. What was made of it is in the reviews.
type Scorecard struct {
	Annual   record.Money // what its contracts in force cost a year, in the currency asked for
	PerMille int          // share of that in what all contracts cost
	Rank     int          // place by it, from 1; 0 without a contract in force
	Spent    record.Money // what the ledger says was paid in the twelve months; unknown without an entry
	Services []*catalog.Service
	// Incidents on those services, opened in the twelve months, and of those that
	// were resolved and judged how many kept their targets.
	Incidents, Kept, Judged int64
	Orders                  Punctuality
	Delivered               Delivered
	Invoices                int // of the twelve months
	Held                    []Billed
	Last                    *catalog.VendorReview // the latest that was held; nil without one
	Exit                    Exit
	Credits                 []Credits // by contract in force with promised service levels
}

// Punctuality is how orders were delivered against what was promised.
type Punctuality struct {
	Due, InTime int                      // due in the twelve months, and delivered by the promised day
	Days        int                      // by how many days the late ones are late, together
	Late        []*catalog.PurchaseOrder // the late ones
}

// ScorecardOf measures a vendor.
func ScorecardOf(s *record.Snapshot, v *catalog.Vendor, today record.Date, currency string) Scorecard {
	c := Scorecard{Last: lastReview(s, v.ID), Exit: ExitOf(s, v.ID, record.ID{}, today)}
	shares := ConcentrationOn(s, today, currency)
	for i, share := range shares.Vendors {
		if share.Vendor != nil && share.Vendor.ID == v.ID {
			c.Annual, c.PerMille, c.Rank = share.Annual, share.PerMille, i+1
		}
	}
	since := today.AddMonths(-12)
	c.Spent = spent(s, v.ID, "vendor", since.AddDays(1), today)
	c.Services = servedBy(s, v.ID, today)
	c.Incidents, c.Kept, c.Judged = troubles(s, c.Services, today)
	c.Delivered = deliveredBy(s, v.ID, c.Services, today)
	c.Credits = creditsOfVendor(s, v.ID, today)
	c.Orders = punctuality(s, v.ID, since, today)
	for i := range record.Referring[catalog.Invoice](s, v.ID, "vendor") {
		if i.Archived || i.Dated.Before(since) {
			continue
		}
		c.Invoices++
		if m := catalog.MatchOf(s, i); i.State == "disputed" || i.State == "received" && (m.Result != catalog.Matched || m.Again != nil) {
			c.Held = append(c.Held, Billed{i, m})
		}
	}
	return c
}

func lastReview(s *record.Snapshot, vendor record.ID) (last *catalog.VendorReview) {
	for r := range record.Referring[catalog.VendorReview](s, vendor, "vendor") {
		if !r.Archived && r.State == "held" && (last == nil || r.On.After(last.On)) {
			last = r
		}
	}
	return last
}

// spent adds up what was booked as paid on a record between two days, in the
// currency of the first booking; unknown where nothing is booked, or in several
// currencies.
func spent(s *record.Snapshot, on record.ID, field string, from, to record.Date) (sum record.Money) {
	begun := false
	for e := range record.Referring[catalog.LedgerEntry](s, on, field) {
		if e.Kind != "actual" || !e.Counts() || e.Day.Before(from) || e.Day.After(to) {
			continue
		}
		if !begun {
			sum, begun = e.Amount, true
			continue
		}
		sum = signal.Plus(sum, e.Amount)
	}
	return sum
}

// servedBy lists the services that a vendor carries: those that name it, and
// those of its contracts in force.
func servedBy(s *record.Snapshot, vendor record.ID, today record.Date) []*catalog.Service {
	var list []*catalog.Service
	add := func(service *catalog.Service) {
		if service != nil && !service.Archived && service.State != "retired" && !slices.Contains(list, service) {
			list = append(list, service)
		}
	}
	for service := range record.Referring[catalog.Service](s, vendor, "vendor") {
		add(service)
	}
	for c := range record.Referring[catalog.Contract](s, vendor, "vendor") {
		if inForce(c, today) {
			for _, ref := range c.Services {
				add(record.Get(s, ref))
			}
		}
	}
	signal.SortByTier(list)
	return list
}

// troubles counts the incidents of some services in the twelve months up to a
// day's, those that have left the snapshot included.
func troubles(s *record.Snapshot, services []*catalog.Service, today record.Date) (opened, kept, judged int64) {
	t := record.TypeFor[catalog.Incident](s)
	last := today.Text()[:7]
	first := record.Day(today.Year(), today.Month()-11, 1).Text()[:7]
	sum := func(series string, service record.ID) (n int64) {
		for _, p := range s.Series(t, series, service, first, last) {
			n += p.Count
		}
		return n
	}
	for _, service := range services {
		yes := sum("kept_by_service", service.ID)
		opened, kept, judged = opened+sum("opened_by_service", service.ID), kept+yes, judged+yes+sum("missed_by_service", service.ID)
	}
	return opened, kept, judged
}

// punctuality compares deliveries with what was promised for the days since.
func punctuality(s *record.Snapshot, vendor record.ID, since, today record.Date) (p Punctuality) {
	for o := range record.Referring[catalog.PurchaseOrder](s, vendor, "vendor") {
		if o.Archived || o.State == "draft" || o.State == "cancelled" || !o.Promised.Known() || o.Promised.Before(since) || o.Promised.After(today) {
			continue
		}
		p.Due++
		if d := DeliveryOf(s, o, today); d.Late > 0 {
			p.Days += d.Late
			p.Late = append(p.Late, o)
		} else {
			p.InTime++
		}
	}
	return p
}
