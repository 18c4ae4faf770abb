package vendors_test

import (
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/records"
)

// ruled are the signals of some records whose keys begin with a rule.
func ruled(s *record.Snapshot, rule string) (found []signal.Signal) {
	for _, sig := range signal.Ask(s, question, vendors.Rules()...) {
		if signal.RuleOf(sig.Key) == rule {
			found = append(found, sig)
		}
	}
	return found
}

func right(n int, change func(*catalog.LicenceEntitlement)) *catalog.LicenceEntitlement {
	l := &catalog.LicenceEntitlement{Header: records.Head(n, "active"), Name: "Right", Family: "Office", Metric: "user", Quantity: record.Whole(10), Cost: eur(1000)}
	change(l)
	return l
}

func TestPurchaseSignals(t *testing.T) {
	vendor := &catalog.Vendor{Header: records.Head(1, "active"), Name: "Acora", Critical: true}
	p := newPurchase()
	p.invoice.Lines[0].UnitPrice, p.invoice.Due = eur(4100), today.AddDays(9)
	request := &catalog.PurchaseRequest{Header: records.Head(70, "waiting"), Title: "Desk", Amount: eur(900), AskedOn: today.AddDays(-4), NeededBy: today.AddDays(3)}
	short := right(80, func(l *catalog.LicenceEntitlement) { l.Used = record.Whole(13) })
	spare := right(81, func(l *catalog.LicenceEntitlement) { l.Family, l.Used = "Maps", record.Whole(8) })
	nearly := right(82, func(l *catalog.LicenceEntitlement) { l.Family, l.Used = "Mail", record.Whole(9) })
	s := records.Snapshot(t, vendor, p.order, p.receipt, p.earlier, p.invoice, request, short, spare, nearly)
	for _, c := range []struct {
		rule, title, why string
		stake            int64 // euros; -1 unknown
		due              record.Date
	}{
		{"vendors.invoice", "“Invoice” of Acora does not agree: price differs", "x: €4,100 asked, €4,000 agreed.", 600, today.AddDays(9)},
		{"vendors.late", "“Servers” of Acora is 5 days late", "4 of 10 × Server", -1, today.AddDays(-5)},
		{"vendors.request", "“Desk” waits for approval", "€900 were asked for 4 days ago.", -1, today.AddDays(3)},
		{"vendors.unlicensed", "Office: 3 more in use than paid for", "Entitled are 10, 13 in use.", 300, record.Date{}},
		{"vendors.unused", "Maps: 2 of 10 paid for and not used", "At the renewal the number can be lowered.", 200, record.Date{}},
		{"vendors.exit", "1 critical vendor could not be left as planned", "DORA", -1, record.Date{}},
	} {
		found := ruled(s, c.rule)
		if len(found) != 1 {
			t.Errorf("%s: %d signals, want one", c.rule, len(found))
			continue
		}
		sig := found[0]
		if sig.Title != c.title || !strings.Contains(sig.Why, c.why) || sig.Due != c.due || len(sig.Evidence) == 0 || len(sig.Acts) == 0 {
			t.Errorf("%s: %q, %q, due %s, %d pieces of evidence", c.rule, sig.Title, sig.Why, sig.Due, len(sig.Evidence))
		}
		if sig.Stake.Known() != (c.stake >= 0) || c.stake >= 0 && sig.Stake != eur(c.stake) || sig.StakeBasis == "" || !sig.Stake.Known() && !strings.HasPrefix(sig.StakeBasis, "Not known") {
			t.Errorf("%s: stake %s, %q", c.rule, sig.Stake, sig.StakeBasis)
		}
	}
}

// TestSignalsOfTheDemonstration holds what its README says there is to find.
func TestSignalsOfTheDemonstration(t *testing.T) {
	s := company.Load(t, today).Snapshot
	for rule, want := range map[string]int{"vendors.invoice": 5, "vendors.late": 2, "vendors.request": 2, "vendors.unlicensed": 3, "vendors.unused": 2, "vendors.exit": 1} {
		if found := ruled(s, rule); len(found) != want {
			for _, sig := range found {
				t.Log(sig.Title)
			}
			t.Errorf("%s: %d signals, want %d", rule, len(found), want)
		}
	}
}
