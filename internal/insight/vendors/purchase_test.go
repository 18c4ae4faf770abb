package vendors_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func whole(n int64) record.Decimal { return record.NewDecimal(n * 1_000_000) }

// purchase is an order of ten servers at 4,000 and a subscription at 1,200, of
// which six servers have come.
type purchase struct {
	order   *catalog.PurchaseOrder
	receipt *catalog.Receipt
	earlier *catalog.Invoice
	invoice *catalog.Invoice
}

func newPurchase() *purchase {
	line := func(n, quantity, price int64) catalog.InvoiceLine {
		return catalog.InvoiceLine{Line: record.Whole(n), Description: "x", Quantity: whole(quantity), UnitPrice: eur(price)}
	}
	p := &purchase{
		order: &catalog.PurchaseOrder{Header: records.Head(2, "part_received"), Title: "Servers", Vendor: record.To[catalog.Vendor](records.ID(1)), Promised: today.AddDays(-5), Lines: record.Rows[catalog.OrderLine]{
			{Description: "Server", Quantity: whole(10), UnitPrice: eur(4000)}, {Description: "Support", Quantity: whole(1), UnitPrice: eur(1200), NoReceipt: true},
		}},
		receipt: &catalog.Receipt{Header: records.Head(3, "booked"), Order: record.To[catalog.PurchaseOrder](records.ID(2)), Received: today.AddDays(-9), Lines: record.Rows[catalog.ReceiptLine]{{Line: record.Whole(1), Quantity: whole(6)}}},
		invoice: &catalog.Invoice{Header: records.Head(5, "received"), Title: "Invoice", Reference: "R-5", Vendor: record.To[catalog.Vendor](records.ID(1)), Order: record.To[catalog.PurchaseOrder](records.ID(2)), Lines: record.Rows[catalog.InvoiceLine]{line(1, 6, 4000), line(2, 1, 1200)}},
		earlier: &catalog.Invoice{Header: records.Head(4, "rejected"), Title: "Before", Reference: "R-4", Vendor: record.To[catalog.Vendor](records.ID(1)), Order: record.To[catalog.PurchaseOrder](records.ID(2)), Lines: record.Rows[catalog.InvoiceLine]{line(1, 2, 4000)}},
	}
	return p
}

func (p *purchase) match(t testing.TB) catalog.Match {
	return catalog.MatchOf(records.Snapshot(t, p.order, p.receipt, p.earlier, p.invoice), p.invoice)
}

func TestThreeWayMatch(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*purchase)
		want   catalog.MatchResult
		over   int64 // euros; -1 unknown
	}{
		{"what has come is billed", func(*purchase) {}, catalog.Matched, 0},
		{"part of what has come", func(p *purchase) { p.invoice.Lines[0].Quantity = whole(5) }, catalog.Matched, 0},
		{"more than has come", func(p *purchase) { p.invoice.Lines[0].Quantity = whole(7) }, catalog.QuantityDiffers, 4000},
		{"all though a part has come", func(p *purchase) { p.invoice.Lines[0].Quantity = whole(10) }, catalog.QuantityDiffers, 16000},
		{"more within the tolerance", func(p *purchase) {
			p.order.QuantityTolerance = record.NewPercent(20_000_000)
			p.invoice.Lines[0].Quantity = whole(7)
		}, catalog.Matched, 0},
		{"dearer", func(p *purchase) { p.invoice.Lines[0].UnitPrice = eur(4100) }, catalog.PriceDiffers, 600},
		{"dearer within the tolerance", func(p *purchase) {
			p.order.PriceTolerance = record.NewPercent(2_500_000)
			p.invoice.Lines[0].UnitPrice = eur(4100)
		}, catalog.Matched, 0},
		{"beyond the tolerance", func(p *purchase) {
			p.order.PriceTolerance = record.NewPercent(2_500_000)
			p.invoice.Lines[0].UnitPrice = eur(4101)
		}, catalog.PriceDiffers, 606},
		{"cheaper", func(p *purchase) { p.invoice.Lines[0].UnitPrice = eur(3900) }, catalog.Matched, 0},
		{"in another currency", func(p *purchase) { p.invoice.Lines[0].UnitPrice = usd(400000) }, catalog.PriceDiffers, -1},
		{"dearer and more", func(p *purchase) {
			p.invoice.Lines[0].UnitPrice, p.invoice.Lines[0].Quantity = eur(4100), whole(7)
		}, catalog.QuantityDiffers, 4700},
		{"nothing has come", func(p *purchase) { p.receipt.State = "draft" }, catalog.NotReceived, 24000},
		{"billed before", func(p *purchase) { p.earlier.State = "paid" }, catalog.QuantityDiffers, 8000},
		{"billed before, still open", func(p *purchase) { p.earlier.State = "received" }, catalog.QuantityDiffers, 8000},
		{"billed later", func(p *purchase) { p.earlier.State, p.earlier.Number = "received", 9 }, catalog.Matched, 0},
		{"the rest after a second delivery", func(p *purchase) {
			p.earlier.State, p.receipt.Lines[0].Quantity = "paid", whole(8)
		}, catalog.Matched, 0},
		{"the subscription twice", func(p *purchase) { p.invoice.Lines[1].Quantity = whole(2) }, catalog.QuantityDiffers, 1200},
		{"a line that was not ordered", func(p *purchase) { p.invoice.Lines[1].Line = record.Int{} }, catalog.NoOrder, 1200},
		{"an order that was not placed", func(p *purchase) { p.order.State = "draft" }, catalog.NoOrder, -1},
		{"no order", func(p *purchase) { p.invoice.Order = record.Ref[catalog.PurchaseOrder]{} }, catalog.NoOrder, -1},
		{"one amount for what has come", func(p *purchase) { p.invoice.Lines, p.invoice.Amount = nil, eur(25200) }, catalog.Matched, 0},
		{"one amount after another", func(p *purchase) {
			p.invoice.Lines, p.invoice.Amount = nil, eur(25200)
			p.earlier.State, p.earlier.Lines, p.earlier.Amount = "paid", nil, eur(25200)
		}, catalog.QuantityDiffers, 40000},
		{"one amount for the rest after another", func(p *purchase) {
			p.invoice.Lines, p.invoice.Amount = nil, eur(15200)
			p.earlier.State, p.earlier.Lines, p.earlier.Amount = "paid", nil, eur(10000)
		}, catalog.Matched, 0},
		{"one amount after another, archived when paid", func(p *purchase) {
			p.invoice.Lines, p.invoice.Amount = nil, eur(25200)
			p.earlier.State, p.earlier.Lines, p.earlier.Amount, p.earlier.Archived = "paid", nil, eur(25200), true
		}, catalog.QuantityDiffers, 40000},
		{"one amount for small pieces, too large", func(p *purchase) {
			p.order.Lines[0].UnitPrice = record.Money{Minor: 5, Currency: "EUR"}
			p.order.Lines[0].Quantity, p.receipt.Lines[0].Quantity = whole(100_000), whole(100_000)
			p.invoice.Lines, p.invoice.Amount = nil, eur(6600)
		}, catalog.PriceDiffers, 400},
		{"one amount, too large", func(p *purchase) { p.invoice.Lines, p.invoice.Amount = nil, eur(27720) }, catalog.PriceDiffers, 2520},
	} {
		p := newPurchase()
		c.change(p)
		got := p.match(t)
		if got.Result != c.want || got.Over.Known() != (c.over >= 0) || c.over >= 0 && got.Over.Minor != eur(c.over).Minor {
			t.Errorf("%s: %s, %s too much; want %s, %d", c.name, got.Result.Title(), got.Over, c.want.Title(), c.over)
		}
	}
}

// TestPriceDifference takes the materials of the Webb Company: 22,200 square
// yards at 28 instead of 30 are 44,400 less (Horngren, Datar and Rajan, Cost
// Accounting, chapter 7, price variance).
func TestPriceDifference(t *testing.T) {
	p := newPurchase()
	p.order.Lines = record.Rows[catalog.OrderLine]{{Description: "Cloth", Quantity: whole(22_200), UnitPrice: usd(3000)}}
	p.receipt.Lines = record.Rows[catalog.ReceiptLine]{{Line: record.Whole(1), Quantity: whole(22_200)}}
	p.invoice.Lines = record.Rows[catalog.InvoiceLine]{{Line: record.Whole(1), Description: "Cloth", Quantity: whole(22_200), UnitPrice: usd(2800)}}
	m := p.match(t)
	if m.Lines[0].PriceOver != usd(-4_440_000) || m.Result != catalog.Matched {
		t.Errorf("the prices differ by %s, %s", m.Lines[0].PriceOver, m.Result.Title())
	}
	p.invoice.Lines[0].UnitPrice, p.order.Lines[0].UnitPrice = usd(3000), usd(2800)
	if m := p.match(t); m.Lines[0].PriceOver != usd(4_440_000) || m.Over != usd(4_440_000) || m.Result != catalog.PriceDiffers {
		t.Errorf("the other way round: %s, %s, %s", m.Lines[0].PriceOver, m.Over, m.Result.Title())
	}
}

// TestBillingWhatCame holds that invoices that together bill what came at the
// agreed price match, in whatever parts, and that a piece more does not.
func TestBillingWhatCame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ordered := rapid.Int64Range(1, 1000).Draw(rt, "ordered")
		came := rapid.Int64Range(1, ordered).Draw(rt, "came")
		first := rapid.Int64Range(0, came-1).Draw(rt, "first")
		p := newPurchase()
		p.order.Lines = p.order.Lines[:1]
		p.order.Lines[0].Quantity, p.receipt.Lines[0].Quantity = whole(ordered), whole(came)
		p.earlier.State, p.earlier.Lines[0].Quantity = "approved", whole(first)
		p.invoice.Lines = p.invoice.Lines[:1]
		p.invoice.Lines[0].Quantity = whole(came - first)
		if m := p.match(t); m.Result != catalog.Matched {
			rt.Fatalf("%d and %d of %d that came: %s", first, came-first, came, m.Result.Title())
		}
		p.invoice.Lines[0].Quantity = whole(came - first + 1)
		if m := p.match(t); m.Result != catalog.QuantityDiffers || m.Over != eur(4000) {
			rt.Fatalf("a piece more: %s, %s", m.Result.Title(), m.Over)
		}
	})
}

func TestBilledTwice(t *testing.T) {
	p := newPurchase()
	p.earlier.State, p.earlier.Reference = "paid", "R-5"
	if m := p.match(t); m.Again != p.earlier {
		t.Errorf("the earlier invoice with this number is %v", m.Again)
	}
}

func TestDelivery(t *testing.T) {
	p := newPurchase()
	got := vendors.DeliveryOf(records.Snapshot(t, p.order, p.receipt, p.invoice), p.order, today)
	if got.Outstanding != eur(16000) || got.Late != 5 || got.Complete.Known() || got.Lines[0].Missing() != whole(4).Micro() || got.Lines[1].Missing() != 0 {
		t.Errorf("delivered in part: %+v", got)
	}
	p.receipt.Lines[0].Quantity, p.receipt.Received, p.order.State = whole(10), today.AddDays(-3), "received"
	got = vendors.DeliveryOf(records.Snapshot(t, p.order, p.receipt), p.order, today)
	if got.Outstanding != eur(0) || got.Late != 2 || got.Complete != today.AddDays(-3) {
		t.Errorf("delivered: %+v", got)
	}
}

func TestOffers(t *testing.T) {
	request := &catalog.PurchaseRequest{Header: records.Head(1, "approved"), Years: record.Whole(3), NeededBy: today.AddDays(20)}
	offer := func(n int, change func(*catalog.Quote)) *catalog.Quote {
		q := &catalog.Quote{Header: records.Head(n, "received"), Request: record.To[catalog.PurchaseRequest](records.ID(1)), Price: eur(1000), DeliveryDays: record.Whole(10)}
		change(q)
		return q
	}
	s := records.Snapshot(t, request,
		offer(2, func(q *catalog.Quote) { q.Annual = eur(500) }),                                              // 2,500 over three years
		offer(3, func(q *catalog.Quote) { q.Price, q.DeliveryDays = eur(2000), record.Whole(21) }),            // late
		offer(4, func(q *catalog.Quote) { q.Price, q.ValidUntil = eur(100), today.AddDays(-1) }),              // expired
		offer(5, func(q *catalog.Quote) { q.Price = record.Money{} }),                                         // no price
		offer(6, func(q *catalog.Quote) { q.State = "asked" }),                                                // not there yet
		offer(7, func(q *catalog.Quote) { q.Price, q.Annual = record.Money{}, eur(800); q.State = "chosen" }), // 2,400
	)
	type row struct {
		Number      int64
		Total, More record.Money
		Late        bool
	}
	var got []row
	for _, o := range vendors.Offers(s, request, today) {
		got = append(got, row{o.Number, o.Total, o.More, o.Late})
	}
	want := []row{{3, eur(2000), eur(0), true}, {7, eur(2400), eur(400), false}, {2, eur(2500), eur(500), false}, {5, record.Money{}, record.Money{}, false}, {4, eur(100), eur(-1900), false}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("offers (-want +got):\n%s", diff)
	}
}

// A number is billed again by whichever invoice is not settled, whatever came first
// and however it is written.
func TestBilledAgain(t *testing.T) {
	p := newPurchase()
	p.earlier.State, p.earlier.Number, p.earlier.Reference = "paid", 9, "r-5"
	if m := p.match(t); m.Again == nil {
		t.Error("the number of an invoice that is paid is billed again, unseen")
	}
	p.invoice.State = "paid"
	if m := p.match(t); m.Again != nil {
		t.Error("of two that are paid the first is not the one billed again")
	}
}

// Offers in other currencies are compared by the rate of the day; those without
// one stand apart.
func TestOffersInCurrencies(t *testing.T) {
	request := &catalog.PurchaseRequest{Header: records.Head(1, "approved"), Amount: eur(1000)}
	of := record.To[catalog.PurchaseRequest](records.ID(1))
	s := records.Snapshot(t, request,
		&catalog.ExchangeRate{Header: records.Head(9, ""), Base: "EUR", Quote: "NOK", Day: today.AddDays(-3), Rate: record.NewDecimal(10_000_000)},
		&catalog.Quote{Header: records.Head(2, "received"), Request: of, Price: eur(1000)},
		&catalog.Quote{Header: records.Head(3, "received"), Request: of, Price: record.Money{Minor: 900_000, Currency: "NOK"}},
		&catalog.Quote{Header: records.Head(4, "received"), Request: of, Price: record.Money{Minor: 10, Currency: "SEK"}})
	var got []record.Money
	var order []int64
	for _, o := range vendors.Offers(s, request, today) {
		order, got = append(order, o.Number), append(got, o.More)
	}
	if diff := cmp.Diff([]int64{3, 2, 4}, order) + cmp.Diff([]record.Money{eur(0), eur(100), {}}, got); diff != "" {
		t.Errorf("offers (-want +got):\n%s", diff)
	}
}

// Of an order that is cancelled or closed nothing is outstanding.
func TestNothingComesOfWhatIsOver(t *testing.T) {
	for state, want := range map[string]record.Money{"ordered": eur(10), "cancelled": eur(0), "closed": eur(0), "received": eur(0)} {
		o := &catalog.PurchaseOrder{Header: records.Head(1, state), Total: eur(10), Promised: today,
			Lines: record.Rows[catalog.OrderLine]{{Line: record.Whole(1), Quantity: whole(1), UnitPrice: eur(10)}}}
		if got := vendors.DeliveryOf(records.Snapshot(t, o), o, today).Outstanding; got != want {
			t.Errorf("of an order that is %s %s is outstanding, want %s", state, got.Text(), want.Text())
		}
	}
}
