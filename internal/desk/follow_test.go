package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// purchasing takes records along their lifecycles.
type purchasing struct {
	*testing.T
	d     *desk.Desk
	clerk *desk.Clerk
}

func (p purchasing) step(r record.Record, name string) error {
	p.Helper()
	t := typeOf(p.T, p.d, p.d.Dictionary().TypeOf(r).Name)
	stored, err := p.clerk.Get(p.Context(), t, r.Head().ID.String())
	if err != nil {
		p.Fatal(err)
	}
	_, err = p.clerk.Transition(p.Context(), t, t.Clone(stored), name, "")
	return err
}

func (p purchasing) must(r record.Record, name string) {
	p.Helper()
	if err := p.step(r, name); err != nil {
		p.Fatalf("%s: %v", name, err)
	}
}

func (p purchasing) refused(r record.Record, name, because string) {
	p.Helper()
	if err := p.step(r, name); err == nil || !strings.Contains(err.Error(), because) {
		p.Errorf("%s: %v, want a refusal: %s", name, err, because)
	}
}

func (p purchasing) add(r record.Record) {
	p.Helper()
	if err := p.clerk.Save(p.Context(), &desk.Change{Type: typeOf(p.T, p.d, p.d.Dictionary().TypeOf(r).Name), Record: r}); err != nil {
		p.Fatal(err)
	}
}

func (p purchasing) edit(r record.Record, change func()) {
	p.Helper()
	t := typeOf(p.T, p.d, p.d.Dictionary().TypeOf(r).Name)
	stored, err := p.clerk.Get(p.Context(), t, r.Head().ID.String())
	if err != nil {
		p.Fatal(err)
	}
	*r.Head() = *stored.Head()
	change()
	p.add(r)
}

func (p purchasing) snapshot() *record.Snapshot {
	p.Helper()
	s, err := p.d.For(access.Program()).Snapshot()
	if err != nil {
		p.Fatal(err)
	}
	return s
}

func stateOf[T any](p purchasing, r record.Record) string {
	p.Helper()
	return p.snapshot().Find(record.TypeFor[T](p.snapshot()), r.Head().ID).Head().State
}

func whole(n int64) record.Decimal { return record.NewDecimal(n * 1_000_000) }

func eur(n int64) record.Money { return record.Money{Minor: n * 100, Currency: "EUR"} }

// From a request to a booking in the ledger: what is refused on the way, and what
// comes with each step.
func TestPurchase(t *testing.T) {
	d := desktest.Open(t)
	p := purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}
	year := &catalog.FiscalYear{Name: "2026", Starts: record.Day(2026, 1, 1), Currency: "EUR"}
	desktest.Save(t, d, year)
	budget := &catalog.Budget{Name: "Plan", FiscalYear: record.To[catalog.FiscalYear](year.ID), Type: "budget"}
	desktest.Save(t, d, budget)
	line := &catalog.BudgetLine{Name: "Servers", Code: "S", Budget: record.To[catalog.Budget](budget.ID), Amount: eur(9000)}
	vendor := &catalog.Vendor{Name: "Acora"}
	department := &catalog.Department{Name: "IT"}
	desktest.Save(t, d, line, vendor, department)
	supplier := record.To[catalog.Vendor](vendor.ID)

	request := &catalog.PurchaseRequest{Title: "Two servers", Need: "Room", Department: record.To[catalog.Department](department.ID), BudgetLine: record.To[catalog.BudgetLine](line.ID),
		Lines: record.Rows[catalog.RequestLine]{{Description: "Server", Quantity: whole(2), UnitPrice: eur(4750)}}}
	p.add(request)
	p.must(request, "submit")
	p.refused(request, "approve", "has 9000.00 EUR left, this costs 9500.00 EUR")
	p.edit(request, func() { request.Lines[0].UnitPrice = eur(4000) })
	p.must(request, "approve")

	of := record.To[catalog.PurchaseRequest](request.ID)
	dear, cheap := &catalog.Quote{Name: "Dear", Request: of, Vendor: supplier, Price: eur(8000), Reference: "1"}, &catalog.Quote{Name: "Cheap", Request: of, Vendor: supplier, Price: eur(7900), Reference: "2"}
	for _, q := range []*catalog.Quote{dear, cheap} {
		p.add(q)
		p.must(q, "receive")
	}
	p.refused(dear, "choose", `"Cheap" costs less`)
	p.must(cheap, "choose")
	if got := stateOf[catalog.Quote](p, dear); got != "declined" {
		t.Errorf("the other quote is %s", got)
	}

	order := &catalog.PurchaseOrder{Title: "Two servers", Vendor: supplier, Request: of, Promised: record.Day(2026, 12, 1),
		Lines: record.Rows[catalog.OrderLine]{{Description: "Server", Class: "server", Quantity: whole(2), UnitPrice: eur(4001)}}}
	p.add(order)
	p.refused(order, "place", "approved are 8000.00 EUR")
	p.edit(order, func() { order.Lines[0].UnitPrice = eur(3950) })
	p.must(order, "place")
	if left := catalog.LeftOf(p.snapshot(), line); left != eur(1100) || stateOf[catalog.PurchaseRequest](p, request) != "ordered" {
		t.Errorf("after the order the line has %s left, the request is %s", left, stateOf[catalog.PurchaseRequest](p, request))
	}

	invoice := &catalog.Invoice{Title: "Servers", Vendor: supplier, Reference: "A-1", Order: record.To[catalog.PurchaseOrder](order.ID), Dated: record.Day(2026, 11, 20),
		Lines: record.Rows[catalog.InvoiceLine]{{Line: record.Whole(1), Description: "Server", Quantity: whole(2), UnitPrice: eur(3950)}}}
	p.add(invoice)
	p.refused(invoice, "approve", "not received")
	first := &catalog.Receipt{Order: invoice.Order, Received: record.Day(2026, 11, 21), DeliveryNote: "L1", Lines: record.Rows[catalog.ReceiptLine]{{Line: record.Whole(1), Quantity: whole(1), Serials: "SN-1"}}}
	p.add(first)
	p.must(first, "book")
	p.refused(invoice, "approve", "quantity differs")
	if got := stateOf[catalog.PurchaseOrder](p, order); got != "part_received" {
		t.Errorf("after the first delivery the order is %s", got)
	}
	tooMany := &catalog.Receipt{Order: invoice.Order, Received: record.Day(2026, 11, 21), DeliveryNote: "L2", Lines: record.Rows[catalog.ReceiptLine]{{Line: record.Whole(1), Quantity: whole(2)}}}
	p.add(tooMany)
	p.refused(tooMany, "book", "3 have come, ordered were 2")
	p.edit(tooMany, func() { tooMany.Lines = nil }) // the rest
	p.must(tooMany, "book")
	p.refused(first, "book", "cannot be done in the state")
	s := p.snapshot()
	var assets []*catalog.Asset
	for a := range record.Each[catalog.Asset](s) {
		assets = append(assets, a)
	}
	slices.SortFunc(assets, func(a, b *catalog.Asset) int { return strings.Compare(b.Serial, a.Serial) }) // made at once, their IDs have no order
	if len(assets) != 2 || assets[0].Serial != "SN-1" || assets[1].Price != eur(3950) || assets[1].State != "in_stock" || assets[1].Receipt.ID != tooMany.ID || stateOf[catalog.PurchaseOrder](p, order) != "received" {
		t.Errorf("%d assets, %+v, the order is %s", len(assets), assets, stateOf[catalog.PurchaseOrder](p, order))
	}

	p.must(invoice, "approve")
	p.must(invoice, "post")
	s = p.snapshot()
	var actual, promise *catalog.LedgerEntry
	for e := range record.Each[catalog.LedgerEntry](s) {
		if e.Kind == "actual" {
			actual = e
		} else {
			promise = e
		}
	}
	if actual == nil || promise == nil || actual.Settles.ID != promise.ID || actual.Amount != eur(7900) || actual.BudgetLine.ID != line.ID || catalog.LeftOf(s, line) != eur(1100) {
		t.Errorf("the ledger holds %+v and %+v; the line has %s left", actual, promise, catalog.LeftOf(s, line))
	}
	again := &catalog.Invoice{Title: "Servers again", Vendor: supplier, Reference: "A-1", Amount: eur(7900), Order: invoice.Order, Accepted: "They insist"}
	p.add(again)
	p.refused(again, "approve", "billed A-1 before")
}

// An approval is not asked for what would be refused, and what follows comes with
// the last consent.
func TestApprovalBringsWhatFollows(t *testing.T) {
	d := desktest.Open(t)
	p := purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}
	vendor := &catalog.Vendor{Name: "Acora"}
	desktest.Save(t, d, vendor)
	invoice := &catalog.Invoice{Title: "Study", Vendor: record.To[catalog.Vendor](vendor.ID), Reference: "9", Amount: eur(60_000)}
	p.add(invoice)
	p.refused(invoice, "approve", "no order")
	p.edit(invoice, func() { invoice.Accepted = "Agreed by word" })
	p.must(invoice, "approve")
	if got := stateOf[catalog.Invoice](p, invoice); got != "received" {
		t.Errorf("before anybody agreed it is %s", got)
	}
	director := desktest.Clerk(t, d, "Dora", record.Director)
	for a := range record.Each[catalog.Approval](p.snapshot()) {
		if err := director.Vote(t.Context(), a.ID, true, ""); err != nil {
			t.Fatal(err)
		}
	}
	if got := stateOf[catalog.Invoice](p, invoice); got != "approved" {
		t.Errorf("after the director agreed it is %s", got)
	}
}

// placed adds an order of so many servers and places it.
func (p purchasing) placed(pieces int64) (*catalog.PurchaseOrder, record.Ref[catalog.PurchaseOrder]) {
	p.Helper()
	vendor := &catalog.Vendor{Name: "Acora"}
	desktest.Save(p.T, p.d, vendor)
	order := &catalog.PurchaseOrder{Title: "Servers", Vendor: record.To[catalog.Vendor](vendor.ID), Promised: record.Day(2026, 12, 1),
		Lines: record.Rows[catalog.OrderLine]{{Description: "Server", Class: "server", Quantity: whole(pieces), UnitPrice: eur(100)}}}
	p.add(order)
	p.must(order, "place")
	return order, record.To[catalog.PurchaseOrder](order.ID)
}

// delivered adds a receipt and books it.
func (p purchasing) delivered(order record.Ref[catalog.PurchaseOrder], note string, pieces int64) *catalog.Receipt {
	p.Helper()
	r := &catalog.Receipt{Order: order, Received: record.Day(2026, 11, 21), DeliveryNote: note,
		Lines: record.Rows[catalog.ReceiptLine]{{Line: record.Whole(1), Quantity: whole(pieces)}}}
	p.add(r)
	p.must(r, "book")
	return r
}

// A delivery that is taken back takes its assets with it, and the order waits
// again; it is not where one of them is in use.
func TestDeliveryTakenBack(t *testing.T) {
	d := desktest.Open(t)
	p := purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}
	order, of := p.placed(3)
	first, rest := p.delivered(of, "L1", 1), p.delivered(of, "L2", 2)
	var server *catalog.Asset
	for server = range record.Referring[catalog.Asset](p.snapshot(), rest.ID, "receipt") {
		break
	}
	p.must(server, "deploy")
	p.refused(rest, "cancel", "is no longer in stock")
	p.must(server, "store")
	for _, step := range []struct {
		cancel *catalog.Receipt
		left   int
		order  string
	}{{rest, 1, "part_received"}, {first, 0, "ordered"}} {
		p.must(step.cancel, "cancel")
		left := 0
		for a := range record.Each[catalog.Asset](p.snapshot()) {
			if !a.Archived {
				left++
			} else if a.State != "retired" {
				t.Errorf("an archived asset is %s", a.State)
			}
		}
		if got := stateOf[catalog.PurchaseOrder](p, order); left != step.left || got != step.order {
			t.Errorf("%d assets are left and the order is %s, want %d and %s", left, got, step.left, step.order)
		}
	}
	p.delivered(of, "L3", 3)
	if got := stateOf[catalog.PurchaseOrder](p, order); got != "received" {
		t.Errorf("delivered anew, the order is %s", got)
	}
}

// What was agreed to stays as it was agreed: no step later, and not in the step
// that leads on, is it another amount or another thing.
func TestWhatIsAgreedStays(t *testing.T) {
	d := desktest.Open(t)
	p := purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}
	order, of := p.placed(2)
	receipt := p.delivered(of, "L1", 1)
	department := &catalog.Department{Name: "IT"}
	desktest.Save(t, d, department)
	request := &catalog.PurchaseRequest{Title: "Desks", Need: "Room", Department: record.To[catalog.Department](department.ID), Amount: eur(9000)}
	p.add(request)
	p.must(request, "submit")
	p.must(request, "approve")
	invoice := &catalog.Invoice{Title: "Study", Vendor: order.Vendor, Reference: "9", Amount: eur(500), Accepted: "Agreed by word"}
	p.add(invoice)
	p.must(invoice, "approve")
	for name, c := range map[string]struct {
		of     record.Record
		step   string
		change func(record.Record)
	}{
		"the amount of an approved request": {request, "withdraw", func(r record.Record) { r.(*catalog.PurchaseRequest).Amount = eur(900_000) }},
		"the lines of a placed order":       {order, "complete", func(r record.Record) { r.(*catalog.PurchaseOrder).Lines[0].UnitPrice = eur(90_000) }},
		"the lines of a booked delivery":    {receipt, "cancel", func(r record.Record) { r.(*catalog.Receipt).Lines[0].Quantity = whole(2) }},
		"the amount of an approved invoice": {invoice, "post", func(r record.Record) { r.(*catalog.Invoice).Amount = eur(900_000) }},
	} {
		typ := typeOf(t, d, d.Dictionary().TypeOf(c.of).Name)
		changed := func() record.Record {
			stored, err := p.clerk.Get(t.Context(), typ, c.of.Head().ID.String())
			if err != nil {
				t.Fatal(err)
			}
			r := typ.Clone(stored)
			c.change(r)
			return r
		}
		if err := p.clerk.Save(t.Context(), &desk.Change{Type: typ, Record: changed()}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s is changed: %v", name, err)
		}
		if _, err := p.clerk.Transition(t.Context(), typ, changed(), c.step, ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s is changed with the step %s: %v", name, c.step, err)
		}
	}
	p.edit(order, func() { order.Notes = "By the door" })
}

// What decides on a step is computed before it is asked for: a price that is
// raised in the step itself needs the consent that the new amount needs.
func TestStepSeesWhatItBrings(t *testing.T) {
	d := desktest.Open(t)
	p := purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}
	department := &catalog.Department{Name: "IT"}
	desktest.Save(t, d, department)
	request := &catalog.PurchaseRequest{Title: "Desks", Need: "Room", Department: record.To[catalog.Department](department.ID),
		Lines: record.Rows[catalog.RequestLine]{{Description: "Desk", Quantity: whole(1), UnitPrice: eur(900)}}}
	p.add(request)
	p.must(request, "submit")
	typ := typeOf(t, d, "purchase_request")
	stored, err := p.clerk.Get(t.Context(), typ, request.ID.String())
	if err != nil {
		t.Fatal(err)
	}
	raised := typ.Clone(stored).(*catalog.PurchaseRequest)
	raised.Lines[0].UnitPrice = eur(90_000)
	outcome, err := p.clerk.Transition(t.Context(), typ, raised, "approve", "")
	if err != nil || outcome.Approval == nil || outcome.Approval.Amount != eur(90_000) {
		t.Errorf("%+v, %v: approved without the consent that the amount needs", outcome, err)
	}
}

// Two deliveries that are booked at once do not bring more than was ordered.
func TestDeliveriesAtOnce(t *testing.T) {
	d := desktest.Open(t)
	p := purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}
	order, of := p.placed(100)
	p.delivered(of, "L0", 1)
	var counted []*catalog.Receipt
	for i := range 8 {
		r := &catalog.Receipt{Order: of, Received: record.Day(2026, 11, 21), DeliveryNote: fmt.Sprint(i),
			Lines: record.Rows[catalog.ReceiptLine]{{Line: record.Whole(1), Quantity: whole(60)}}}
		p.add(r)
		counted = append(counted, r)
	}
	typ := typeOf(t, d, "receipt")
	var all sync.WaitGroup
	for _, r := range counted {
		all.Go(func() {
			_, _ = p.clerk.Transition(t.Context(), typ, typ.Clone(r), "book", "")
		})
	}
	all.Wait()
	if came := catalog.ReceivedOf(p.snapshot(), order.ID)[1]; came != 61_000_000 {
		t.Errorf("%d millionths have come of 100 that were ordered", came)
	}
}

// An order that is cancelled and placed again is one promise, and gives its request
// free in between.
func TestOrderPlacedAgain(t *testing.T) {
	d := desktest.Open(t)
	p := purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}
	department, vendor := &catalog.Department{Name: "IT"}, &catalog.Vendor{Name: "Acora"}
	desktest.Save(t, d, department, vendor)
	request := &catalog.PurchaseRequest{Title: "Desks", Need: "Room", Department: record.To[catalog.Department](department.ID), Amount: eur(9000)}
	p.add(request)
	p.must(request, "submit")
	p.must(request, "approve")
	order := &catalog.PurchaseOrder{Title: "Desks", Vendor: record.To[catalog.Vendor](vendor.ID), Promised: record.Day(2026, 12, 1), Request: record.To[catalog.PurchaseRequest](request.ID),
		Lines: record.Rows[catalog.OrderLine]{{Description: "Desk", Quantity: whole(9), UnitPrice: eur(1000)}}}
	p.add(order)
	for range 2 {
		p.must(order, "place")
		p.must(order, "cancel")
		if got := stateOf[catalog.PurchaseRequest](p, request); got != "approved" {
			t.Errorf("its order is cancelled and the request is %s", got)
		}
		p.must(order, "reopen")
	}
	var promises []string
	for e := range record.Each[catalog.LedgerEntry](p.snapshot()) {
		promises = append(promises, e.State)
	}
	if !slices.Equal(promises, []string{"released"}) {
		t.Errorf("the ledger holds promises that are %v", promises)
	}
}

// What an order without a request rests on is a contract that holds with its
// vendor, and orders of less than nothing make no room for others.
func TestWhatAllowsAnOrder(t *testing.T) {
	d := desktest.Open(t)
	p := purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}
	vendor, other := &catalog.Vendor{Name: "Acora"}, &catalog.Vendor{Name: "Belden"}
	desktest.Save(t, d, vendor, other)
	contract := &catalog.Contract{Name: "Frame", Vendor: record.To[catalog.Vendor](other.ID)}
	p.add(contract)
	order := &catalog.PurchaseOrder{Title: "Desks", Vendor: record.To[catalog.Vendor](other.ID), Promised: record.Day(2026, 12, 1), Contract: record.To[catalog.Contract](contract.ID),
		Lines: record.Rows[catalog.OrderLine]{{Description: "Desk", Quantity: whole(900), UnitPrice: eur(1000)}}}
	p.add(order)
	p.refused(order, "place", "needs an approved request")
	p.edit(contract, func() {
		contract.Starts, contract.Ends, contract.Annual = record.Day(2026, 1, 1), record.Day(2027, 12, 31), eur(100)
	})
	p.must(contract, "sign")
	p.edit(order, func() { order.Vendor = record.To[catalog.Vendor](vendor.ID) })
	p.refused(order, "place", "needs an approved request")
	p.edit(order, func() { order.Vendor = record.To[catalog.Vendor](other.ID) })
	p.must(order, "place")
	credit := &catalog.PurchaseOrder{Title: "Credit", Vendor: order.Vendor, Promised: order.Promised,
		Lines: record.Rows[catalog.OrderLine]{{Description: "Back", Quantity: whole(1), UnitPrice: eur(-5000)}}}
	p.add(credit)
	p.refused(credit, "place", "less than nothing")
}

// Orders in two currencies are not added up to what a request allows.
func TestOrdersInTwoCurrencies(t *testing.T) {
	d := desktest.Open(t)
	p := purchasing{t, d, desktest.Clerk(t, d, "Maria", record.Manager)}
	department, vendor := &catalog.Department{Name: "IT"}, &catalog.Vendor{Name: "Acora"}
	desktest.Save(t, d, department, vendor)
	request := &catalog.PurchaseRequest{Title: "Desks", Need: "Room", Department: record.To[catalog.Department](department.ID), Amount: eur(9000)}
	p.add(request)
	p.must(request, "submit")
	p.must(request, "approve")
	ordered := func(state string, price record.Money) *catalog.PurchaseOrder {
		o := &catalog.PurchaseOrder{Title: "Desks", Vendor: record.To[catalog.Vendor](vendor.ID), Promised: record.Day(2026, 12, 1), Request: record.To[catalog.PurchaseRequest](request.ID),
			Lines: record.Rows[catalog.OrderLine]{{Description: "Desk", Quantity: whole(1), UnitPrice: price}}}
		o.State = state
		if err := p.clerk.Save(t.Context(), &desk.Change{Type: typeOf(t, d, "purchase_order"), Record: o, Imported: state != ""}); err != nil {
			t.Fatal(err)
		}
		return o
	}
	ordered("ordered", record.Money{Minor: 100, Currency: "USD"})
	ordered("ordered", eur(100))
	p.refused(ordered("draft", eur(90_000)), "place", "")
	p.refused(ordered("draft", eur(9000)), "place", "cannot be added up")
}
