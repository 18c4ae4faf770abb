package desk_test

import (
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

func in(currency string, units int64) record.Money {
	minor := units
	for range record.Exponent(currency) {
		minor *= 10
	}
	return record.Money{Minor: minor, Currency: currency}
}

// buyer is a manager who buys from one vendor, where a euro is worth 11 kroner
// and 160 yen.
func buyer(t *testing.T) (purchasing, record.Ref[catalog.Department], record.Ref[catalog.Vendor]) {
	d := desktest.Open(t)
	department, vendor := &catalog.Department{Name: "IT"}, &catalog.Vendor{Name: "Acora"}
	desktest.Save(t, d, department, vendor,
		&catalog.ExchangeRate{Base: "EUR", Quote: "NOK", Day: record.Day(2026, 1, 1), Rate: record.NewDecimal(11_000_000)},
		&catalog.ExchangeRate{Base: "EUR", Quote: "JPY", Day: record.Day(2026, 1, 1), Rate: record.NewDecimal(160_000_000)})
	return purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}, record.To[catalog.Department](department.ID), record.To[catalog.Vendor](vendor.ID)
}

// What a request costs is compared with the limits in the organisation's
// currency; where there is no rate the highest step is asked, and it is said why.
func TestLimitsInAnotherCurrency(t *testing.T) {
	p, department, _ := buyer(t)
	for _, c := range []struct {
		amount record.Money
		quorum int64 // 0: nobody is asked
		basis  string
	}{
		{in("EUR", 10_000), 0, ""},
		{record.Money{Minor: 1_000_001, Currency: "EUR"}, 1, ""},
		{in("EUR", 100_000), 1, ""},
		{record.Money{Minor: 10_000_001, Currency: "EUR"}, 2, ""},
		{in("NOK", 110_000), 0, ""},
		{in("NOK", 110_001), 1, "110001.00 NOK are 10000.09 EUR by the rate of"},
		{in("JPY", 1_600_000), 0, ""},
		{in("JPY", 16_000_200), 2, "16000200 JPY are 100001.25 EUR"},
		{in("SEK", 10), 2, "no rate from SEK to EUR"},
	} {
		request := &catalog.PurchaseRequest{Title: "Desks", Need: "Room", Department: department, Amount: c.amount}
		p.add(request)
		p.must(request, "submit")
		typ := typeOf(t, p.d, "purchase_request")
		stored, err := p.clerk.Get(t.Context(), typ, request.ID.String())
		if err != nil {
			t.Fatal(err)
		}
		outcome, err := p.clerk.Transition(t.Context(), typ, typ.Clone(stored), "approve", "")
		if err != nil {
			t.Fatal(err)
		}
		switch a := outcome.Approval; {
		case a == nil && c.quorum != 0, a != nil && a.Quorum.N() != c.quorum:
			t.Errorf("%s: %+v is asked, want %d", c.amount.Text(), a, c.quorum)
		case a != nil && !strings.Contains(a.Basis, c.basis):
			t.Errorf("%s: says %q, want %q", c.amount.Text(), a.Basis, c.basis)
		}
	}
}

// ordered makes an order with one line.
func ordered(vendor record.Ref[catalog.Vendor], price record.Money) *catalog.PurchaseOrder {
	return &catalog.PurchaseOrder{Title: "Desks", Vendor: vendor, Promised: record.Day(2026, 12, 1),
		Lines: record.Rows[catalog.OrderLine]{{Description: "Desk", Quantity: whole(1), UnitPrice: price}}}
}

// Orders without a request are added up over thirty days by vendor, so that what
// is parted into small ones needs the consent of the whole.
func TestSmallOrdersAddUp(t *testing.T) {
	p, _, vendor := buyer(t)
	today := p.d.Today()
	old, cancelled, elsewhere := ordered(vendor, eur(9000)), ordered(vendor, eur(9000)), ordered(vendor, eur(9000))
	other := &catalog.Vendor{Name: "Belden"}
	desktest.Save(t, p.d, other)
	elsewhere.Vendor = record.To[catalog.Vendor](other.ID)
	for _, o := range []*catalog.PurchaseOrder{old, cancelled, elsewhere} {
		o.State, o.Ordered, o.Promised = "ordered", today.AddDays(-31), today
	}
	cancelled.State, cancelled.Ordered, elsewhere.Ordered = "cancelled", today, today
	desktest.Save(t, p.d, old, cancelled, elsewhere)

	first, second, third := ordered(vendor, eur(6000)), ordered(vendor, in("NOK", 44_000)), ordered(vendor, in("NOK", 1))
	unknown := ordered(vendor, in("SEK", 1))
	for _, o := range []*catalog.PurchaseOrder{first, second, third, unknown} {
		p.add(o)
	}
	p.must(first, "place")
	p.must(second, "place")
	p.refused(third, "place", "ORD-0004, ORD-0005")
	p.refused(third, "place", "comes to 10000.09 EUR")
	p.refused(unknown, "place", "cannot be compared")
}

// A request that was approved anew allows what was agreed to last.
func TestApprovedAnew(t *testing.T) {
	p, department, vendor := buyer(t)
	director := desktest.Clerk(t, p.d, "Dana", record.Director)
	request := &catalog.PurchaseRequest{Title: "Desks", Need: "Room", Department: department, Amount: eur(12_000)}
	p.add(request)
	approve := func() {
		t.Helper()
		p.must(request, "submit")
		p.must(request, "approve")
		for a := range record.Each[catalog.Approval](p.snapshot()) {
			if a.State == "waiting" {
				if err := director.Vote(t.Context(), a.ID, true, ""); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	approve()
	p.must(request, "withdraw")
	p.must(request, "reopen")
	p.edit(request, func() { request.Amount = eur(20_000) })
	approve()
	order := ordered(vendor, eur(20_001))
	order.Request = record.To[catalog.PurchaseRequest](request.ID)
	p.add(order)
	p.refused(order, "place", "approved are 20000.00 EUR")
	p.edit(order, func() { order.Lines[0].UnitPrice = in("NOK", 220_000) })
	p.must(order, "place")
}

// What is cheaper is so by the rate of the day.
func TestChoiceAmongCurrencies(t *testing.T) {
	p, department, vendor := buyer(t)
	request := &catalog.PurchaseRequest{Title: "Desks", Need: "Room", Department: department, Amount: eur(1000)}
	p.add(request)
	of := record.To[catalog.PurchaseRequest](request.ID)
	euros, kroner := &catalog.Quote{Name: "In euros", Request: of, Vendor: vendor, Price: eur(1000), Reference: "1"}, &catalog.Quote{Name: "In kroner", Request: of, Vendor: vendor, Price: in("NOK", 10_000), Reference: "2"}
	for _, q := range []*catalog.Quote{euros, kroner} {
		p.add(q)
		p.must(q, "receive")
	}
	p.refused(euros, "choose", `"In kroner" costs less`)
	p.must(kroner, "choose")
}

// A delivery that an approved invoice bills is not taken back.
func TestBilledDelivery(t *testing.T) {
	p, _, vendor := buyer(t)
	order := ordered(vendor, eur(5000))
	p.add(order)
	p.must(order, "place")
	delivery := &catalog.Receipt{Order: record.To[catalog.PurchaseOrder](order.ID), Received: p.d.Today(), DeliveryNote: "L1"}
	p.add(delivery)
	p.must(delivery, "book")
	invoice := &catalog.Invoice{Title: "Desk", Vendor: vendor, Reference: "A", Order: delivery.Order, Amount: eur(5000), Dated: p.d.Today()}
	p.add(invoice)
	p.must(invoice, "approve")
	p.refused(delivery, "cancel", "bills what came with this delivery")
	p.edit(invoice, func() { invoice.Dispute = "Broken" })
	p.must(invoice, "dispute")
	p.must(delivery, "cancel")
}

// What a contract in force says is changed in the step back to a draft alone, and
// signed anew.
func TestTermsOfAContract(t *testing.T) {
	p, _, vendor := buyer(t)
	contract := &catalog.Contract{Name: "Frame", Vendor: vendor, Starts: record.Day(2026, 1, 1), Ends: record.Day(2026, 12, 31), Annual: eur(1000)}
	p.add(contract)
	p.must(contract, "sign")
	typ := typeOf(t, p.d, "contract")
	stored, err := p.clerk.Get(t.Context(), typ, contract.ID.String())
	if err != nil {
		t.Fatal(err)
	}
	dearer := typ.Clone(stored).(*catalog.Contract)
	dearer.Annual = eur(2000)
	if err := p.clerk.Save(t.Context(), &desk.Change{Type: typ, Record: dearer}); err == nil {
		t.Error("the price of a contract in force can be edited")
	}
	imported := func(annual record.Money) error {
		from := typ.Clone(stored).(*catalog.Contract)
		from.Annual = annual
		return p.clerk.Save(t.Context(), &desk.Change{Type: typ, Record: from, Imported: true})
	}
	if err := imported(eur(50_001)); err == nil {
		t.Error("a file raises the price to one that needs consent")
	}
	if err := imported(eur(1500)); err != nil {
		t.Errorf("the list of contracts cannot come in again: %v", err)
	}
	p.must(contract, "amend")
	p.edit(contract, func() { contract.Annual = eur(2000) })
	p.must(contract, "sign")
}
