package vendors

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// purchasing is what the page about buying rests on.
type purchasing struct {
	v        *frame.Visit
	s        *record.Snapshot
	today    record.Date
	requests []*catalog.PurchaseRequest // open: waiting, or approved and not ordered
	orders   []*catalog.PurchaseOrder   // of which something is to come
	invoices []vendors.Billed
}

func showPurchasing(v *frame.Visit) error {
	s, err := v.Whole("vendors")
	if err != nil {
		return err
	}
	p := &purchasing{v: v, s: s, today: v.Clerk.Desk().Today(), invoices: vendors.OpenInvoices(s)}
	for r := range record.Each[catalog.PurchaseRequest](s) {
		if !r.Archived && (r.State == "waiting" || r.State == "approved") {
			p.requests = append(p.requests, r)
		}
	}
	for o := range record.Each[catalog.PurchaseOrder](s) {
		if o.Open() {
			p.orders = append(p.orders, o)
		}
	}
	return v.Show(frame.Shown{Title: "Purchasing", Here: "/commitments", Crumbs: []ui.Crumb{{Label: "Commitments", Href: "/commitments"}, {Label: "Purchasing"}}, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: p.title(), Lede: []g.Node{g.Text(p.lede())}, Actions: p.actions()}),
		p.invoiceTable(), p.orderTable(), p.requestTable(),
	}})
}

// disagree counts the open invoices that do not agree, and what they ask for too
// much in one currency.
func disagree(list []vendors.Billed, currency string) (n int, over record.Money) {
	over = record.NoMoney(currency)
	for _, b := range list {
		if b.Match.Result == catalog.Matched && b.Match.Again == nil {
			continue
		}
		n++
		if b.Match.Over.Currency == currency {
			over = signal.Plus(over, b.Match.Over)
		}
	}
	return n, over
}

func (p *purchasing) title() string {
	n, _ := disagree(p.invoices, p.v.Site.Currency)
	switch {
	case len(p.invoices) == 0 && len(p.orders) == 0 && len(p.requests) == 0:
		return "Nothing is being bought"
	case len(p.invoices) == 0:
		return "No invoice waits"
	case n == 0:
		return "Every open invoice agrees with order and receipt"
	}
	return fmt.Sprintf("%d of %s not agree with order and receipt", n, signal.Count(len(p.invoices), "open invoice does", "open invoices do"))
}

func (p *purchasing) lede() string {
	n, over := disagree(p.invoices, p.v.Site.Currency)
	var parts []string
	if n > 0 && over.Minor > 0 {
		parts = append(parts, fmt.Sprintf("They ask for %s too much.", over.Short(p.v.Locale)))
	}
	if late := len(vendors.LateOrders(p.s, p.today)); late > 0 {
		parts = append(parts, fmt.Sprintf("%d of %s late.", late, signal.Count(len(p.orders), "order is", "orders are")))
	}
	waiting := 0
	for _, r := range p.requests {
		if r.State == "waiting" {
			waiting++
		}
	}
	if waiting > 0 {
		parts = append(parts, signal.Count(waiting, "request waits", "requests wait")+" for approval.")
	}
	return strings.Join(parts, " ")
}

func (p *purchasing) actions() []g.Node {
	t, err := p.v.Clerk.Type("purchase_request")
	if err != nil || !p.v.Clerk.May(record.Create, t) {
		return nil
	}
	return []g.Node{ui.Button(ui.ButtonProps{Label: "Ask for something", Kind: ui.ButtonMain, Href: "/purchase_requests/new"})}
}

func (p *purchasing) cell(r record.Record) g.Node {
	t := p.s.Dictionary().TypeOf(r)
	return ui.RecordCell(t.Label(r), frame.Link(t, r.Head().Number), t.Number(r.Head().Number))
}

func (p *purchasing) vendor(ref record.Ref[catalog.Vendor]) g.Node {
	v := record.Get(p.s, ref)
	if v == nil {
		return nil
	}
	return ui.Link(v.Name, frame.Link(p.s.Dictionary().TypeOf(v), v.Number))
}

// day is a day, marked when it is past.
func (p *purchasing) day(d record.Date) g.Node {
	if d.Before(p.today) {
		return ui.Tag(ui.ToneBad, d.Format(p.v.Locale))
	}
	return g.Text(d.Format(p.v.Locale))
}

func (p *purchasing) state(r record.Record) g.Node {
	state, _ := p.s.Dictionary().TypeOf(r).Lifecycle.State(r.Head().State)
	return ui.Tag(ui.Tone(state.Tone), state.Title)
}

func (p *purchasing) invoiceTable() g.Node {
	t := ui.TableProps{Label: "Open invoices", Columns: []ui.Column{
		{Label: "Invoice"}, {Label: "Vendor"}, {Label: "Amount", Numeric: true}, {Label: "Due"}, {Label: "Comparison"}, {Label: "What it says"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "No invoice waits", Text: "Invoices that wait for approval or are disputed stand here with what came of comparing them."})}
	for _, b := range p.invoices {
		tone := ui.ToneBad
		if b.Match.Result == catalog.Matched && b.Match.Again == nil {
			tone = ui.ToneGood
		}
		result := g.Node(ui.Tag(tone, b.Match.Result.Title()))
		if b.State == "disputed" {
			result = g.Group{result, g.Text(" "), ui.Tag(ui.ToneInfo, "disputed")}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{p.cell(b.Invoice), p.vendor(b.Vendor), p.v.Money(b.Amount, ""), p.day(b.Due), result, g.Text(vendors.Verdict(b.Match, p.v.Locale))}})
	}
	return ui.Section(ui.SectionProps{ID: "invoices", Title: "Invoices to approve", Note: fmt.Sprint(len(p.invoices))}, ui.Table(t), ui.Link("All invoices", "/invoices?view=all"))
}

func (p *purchasing) orderTable() g.Node {
	t := ui.TableProps{Label: "Orders of which something is to come", Columns: []ui.Column{
		{Label: "Order"}, {Label: "Vendor"}, {Label: "In all", Numeric: true}, {Label: "To come", Numeric: true}, {Label: "Promised"}, {Label: "State"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "Nothing is outstanding", Text: "Orders that are placed and not delivered stand here."})}
	for _, o := range p.orders {
		d := vendors.DeliveryOf(p.s, o, p.today)
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{p.cell(o), p.vendor(o.Vendor), p.v.Money(o.Total, ""), p.v.Money(d.Outstanding, ""), p.day(o.Promised), p.state(o)}})
	}
	return ui.Section(ui.SectionProps{ID: "orders", Title: "Orders to come", Note: fmt.Sprint(len(p.orders))}, ui.Table(t), ui.Link("All orders", "/purchase_orders?view=all"))
}

func (p *purchasing) requestTable() g.Node {
	t := ui.TableProps{Label: "Requests that wait, or are approved and not ordered", Columns: []ui.Column{
		{Label: "Request"}, {Label: "Amount", Numeric: true}, {Label: "Left on its budget line", Numeric: true}, {Label: "Quotes", Numeric: true}, {Label: "Needed by"}, {Label: "State"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "Nobody waits", Text: "Requests stand here until they are ordered."})}
	for _, r := range p.requests {
		left := g.Node(ui.Unknown("no line"))
		if line := record.Get(p.s, r.BudgetLine); line != nil {
			left = p.v.Money(catalog.LeftOf(p.s, line), "")
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			p.cell(r), p.v.Money(r.Amount, ""), left, g.Text(fmt.Sprint(len(vendors.Offers(p.s, r, p.today)))), p.day(r.NeededBy), p.state(r),
		}})
	}
	return ui.Section(ui.SectionProps{ID: "requests", Title: "Requests", Note: fmt.Sprint(len(p.requests))}, ui.Table(t), ui.Link("All requests", "/purchase_requests?view=all"))
}
