package records

import (
	"fmt"
	"net/url"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/licence"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// orderAnswer says what has come of an order and what was billed of it.
func orderAnswer(a answering, r record.Record) g.Node {
	o := r.(*catalog.PurchaseOrder)
	if len(o.Lines) == 0 {
		return nil
	}
	d := vendors.DeliveryOf(a.snapshot, o, a.today)
	t := ui.TableProps{Label: "What has come and what was billed", Columns: []ui.Column{
		{Label: "Line"}, {Label: "Ordered", Numeric: true}, {Label: "Received", Numeric: true}, {Label: "To come", Numeric: true}, {Label: "Billed", Numeric: true}, {Label: "Price", Numeric: true},
	}}
	for _, l := range d.Lines {
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			g.Textf("%d %s", l.Line.N(), l.Description), a.pieces(l.Quantity.Micro()), a.pieces(l.Received), a.pieces(l.Missing()), a.pieces(l.Billed), a.money(l.UnitPrice),
		}})
	}
	var actions []g.Node
	of := url.Values{"order": {o.ID.String()}}
	if o.Open() {
		actions = append(actions, a.begin("Receive", "receipt", of))
	}
	if o.State != "draft" && o.State != "cancelled" {
		actions = append(actions, a.begin("Enter an invoice", "invoice", of))
	}
	return ui.Section(ui.SectionProps{ID: "delivery", Title: delivered(a, o, d), Actions: actions}, ui.Table(t))
}

func delivered(a answering, o *catalog.PurchaseOrder, d vendors.Delivery) string {
	switch {
	case o.State == "draft":
		return "Not ordered yet"
	case o.State == "cancelled":
		return "Cancelled: nothing more comes"
	case d.Complete.Known() && d.Late > 0:
		return fmt.Sprintf("The last of it came on %s, %s late", d.Complete.Format(a.locale), signal.Count(d.Late, "day", "days"))
	case d.Complete.Known():
		return "The last of it came on " + d.Complete.Format(a.locale)
	case !o.Open():
		return "Closed: nothing more comes"
	case d.Late > 0:
		return fmt.Sprintf("%s outstanding, %s late", signal.Exact(d.Outstanding, a.locale), signal.Count(d.Late, "day", "days"))
	}
	return signal.Exact(d.Outstanding, a.locale) + " outstanding"
}

// requestAnswer compares the quotes of a request, and says what its budget line
// has left.
func requestAnswer(a answering, r record.Record) g.Node {
	p := r.(*catalog.PurchaseRequest)
	offers := vendors.Offers(a.snapshot, p, a.today)
	of := url.Values{"request": {p.ID.String()}}
	actions := []g.Node{a.begin("Add a quote", "quote", of)}
	if p.State == "approved" || p.State == "ordered" {
		actions = append(actions, a.begin("Make an order", "purchase_order", of))
	}
	body := []g.Node{budgetNote(a, p)}
	if len(offers) > 0 {
		body = append(body, ui.Table(offerTable(a, p, offers)))
	}
	title := "No quote yet"
	if len(offers) > 0 {
		title = signal.Count(len(offers), "quote", "quotes") + ", none that holds has a price"
		if first := offers[0]; first.Worth.Known() && !first.Expired {
			title = fmt.Sprintf("%s is the cheapest of %s", vendorName(first), signal.Count(len(offers), "quote", "quotes"))
		}
	}
	return ui.Section(ui.SectionProps{ID: "quotes", Title: title, Note: fmt.Sprintf("over %s", signal.Count(int(p.Span()), "year", "years")), Actions: actions}, body...)
}

func vendorName(o vendors.Offer) string {
	if o.Vendor == nil {
		return o.Name
	}
	return o.Vendor.Name
}

func budgetNote(a answering, p *catalog.PurchaseRequest) g.Node {
	line := record.Get(a.snapshot, p.BudgetLine)
	if line == nil {
		return nil
	}
	left := catalog.LeftOf(a.snapshot, line)
	if !left.Known() {
		return ui.Note("What the budget line " + line.Name + " has left is not known: it has no amount, or something on it cannot be converted.")
	}
	text := fmt.Sprintf("The budget line %s has %s left.", line.Name, signal.Exact(left, a.locale))
	if p.State == "approved" {
		text = fmt.Sprintf("The budget line %s has %s left besides this.", line.Name, signal.Exact(left, a.locale))
	}
	return ui.Note(text)
}

func offerTable(a answering, p *catalog.PurchaseRequest, offers []vendors.Offer) ui.TableProps {
	quotes := record.TypeFor[catalog.Quote](a.snapshot)
	t := ui.TableProps{Label: "Quotes, the cheapest first", Columns: []ui.Column{
		{Label: "Quote"}, {Label: "In all", Numeric: true}, {Label: "More", Numeric: true}, {Label: "Arrives"}, {Label: "Terms"}, {Label: "State"},
	}}
	for i, o := range offers {
		more := g.Node(g.Text("–"))
		if i > 0 {
			more = a.money(o.More)
		}
		if o.Total.Known() && !o.Worth.Known() {
			more = ui.Unknown("not comparable: no exchange rate")
		}
		arrives := g.Node(ui.Unknown("unknown"))
		if o.Arrives.Known() {
			arrives = g.Text(o.Arrives.Format(a.locale))
			if o.Late {
				arrives = ui.Tag(ui.ToneWarn, o.Arrives.Format(a.locale)+", too late")
			}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(o.Name, frame.Link(quotes, o.Number), vendorName(o)), a.money(o.Total), more, arrives, g.Text(terms(o)), offerState(a, o),
		}})
	}
	return t
}

// offerState is what became of a quote, else until when it holds.
func offerState(a answering, o vendors.Offer) g.Node {
	state, _ := record.TypeFor[catalog.Quote](a.snapshot).Lifecycle.State(o.State)
	switch {
	case o.State != "received" || !o.ValidUntil.Known():
		return ui.Tag(ui.Tone(state.Tone), state.Title)
	case o.Expired:
		return ui.Tag(ui.ToneBad, "expired "+o.ValidUntil.Format(a.locale))
	}
	return g.Text("valid until " + o.ValidUntil.Format(a.locale))
}

// terms are those of a quote that are recorded.
func terms(o vendors.Offer) string {
	var parts []string
	if o.Warranty.Known() {
		parts = append(parts, signal.Count(int(o.Warranty.N()), "month", "months")+" of warranty")
	}
	if o.PaymentDays.Known() {
		parts = append(parts, signal.Count(int(o.PaymentDays.N()), "day", "days")+" to pay")
	}
	return strings.Join(parts, ", ")
}

// licenceAnswer says how many of what is entitled are in use.
func licenceAnswer(a answering, r record.Record) g.Node {
	for _, p := range licence.Positions(a.snapshot, a.today, a.locale) {
		for _, l := range p.Rights {
			if l.ID == r.Head().ID {
				return ui.Section(ui.SectionProps{Title: licenceTitle(p)}, ui.Note(p.Basis), ui.Link("The position of all licences", "/commitments/licences"))
			}
		}
	}
	return nil
}

func licenceTitle(p licence.Position) string {
	switch {
	case !p.Short.Known():
		return fmt.Sprintf("%d are paid for; how many are in use is not known", p.Entitled)
	case p.Short.N() > 0:
		return fmt.Sprintf("%d more are in use than the %d paid for", p.Short.N(), p.Entitled)
	case p.Spare.N() > 0:
		return fmt.Sprintf("%d of %d are not in use", p.Spare.N(), p.Entitled)
	}
	return fmt.Sprintf("All %d are in use", p.Entitled)
}
