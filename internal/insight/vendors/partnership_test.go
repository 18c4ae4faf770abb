package vendors_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

// The review of a partnership is told of from thirty days before its day on, with what
// its contracts cost a year; one that is over, or without a day, is not.
func TestPartnershipReviews(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*catalog.Partnership)
		title  string
		stake  record.Money
	}{
		{"overdue", func(p *catalog.Partnership) { p.Review = today.AddDays(-35) }, "The review of the partnership “Board” was due 35 days ago", eur(7000)},
		{"near", func(p *catalog.Partnership) { p.Review = today.AddDays(30) }, "The partnership “Board” is to be reviewed in 30 days", eur(7000)},
		{"without contracts", func(p *catalog.Partnership) { p.Review, p.Contracts = today, nil }, "The partnership “Board” is to be reviewed today", record.Money{}},
		{"far", func(p *catalog.Partnership) { p.Review = today.AddDays(31) }, "", record.Money{}},
		{"no day", func(p *catalog.Partnership) {}, "", record.Money{}},
		{"ended", func(p *catalog.Partnership) { p.Review, p.State = today, "ended" }, "", record.Money{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			vendor := record.To[catalog.Vendor](records.ID(2))
			contract := func(n int, annual record.Money) *catalog.Contract {
				return &catalog.Contract{Header: records.Head(n, "in_force"), Name: "C", Vendor: vendor, Starts: today.AddDays(-9), Ends: today.AddDays(400), Annual: annual}
			}
			p := &catalog.Partnership{Header: records.Head(1, "active"), Name: "Board", Vendor: vendor, Contracts: record.ToAll[catalog.Contract](records.ID(3), records.ID(4))}
			c.change(p)
			s := records.Snapshot(t, p, contract(3, eur(5000)), contract(4, eur(2000)), &catalog.Vendor{Header: records.Head(2, "active"), Name: "Nordvåk"})
			var got []signal.Signal
			for _, sig := range signal.Ask(s, question, vendors.Rules()...) {
				if sig.Subject.Type == "partnership" {
					got = append(got, sig)
				}
			}
			if c.title == "" {
				if len(got) > 0 {
					t.Fatalf("told of: %s", got[0].Title)
				}
				return
			}
			if len(got) != 1 || got[0].Title != c.title || got[0].Stake != c.stake || got[0].Due != p.Review || got[0].StakeBasis == "" || len(got[0].Acts) == 0 {
				t.Errorf("got %+v", got)
			}
		})
	}
}
