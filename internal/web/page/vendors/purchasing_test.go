package vendors

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
	"fairlead/internal/web/frame"
)

// The head of the page says nothing of invoices that are not there, and no figure
// where none is known.
func TestPurchasingHead(t *testing.T) {
	invoice := &catalog.Invoice{Header: records.Head(1, "received"), Title: "Study", Reference: "1", Amount: record.Money{Minor: 100, Currency: "EUR"}}
	p := &purchasing{v: &frame.Visit{Site: &frame.Site{Currency: "EUR"}, Locale: record.International()}, s: records.Snapshot(t, invoice), today: record.Day(2026, 11, 21)}
	p.requests = []*catalog.PurchaseRequest{{}}
	if got := p.title(); got != "No invoice waits" {
		t.Errorf("without an invoice: %q", got)
	}
	p.invoices = []vendors.Billed{{Invoice: invoice, Match: catalog.MatchOf(p.s, invoice)}}
	if got := p.lede(); got != "" {
		t.Errorf("without an order it is not known what is asked for too much: %q", got)
	}
}
