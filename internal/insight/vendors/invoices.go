package vendors

import (
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Billed is an invoice that nobody has settled, with what came of comparing it.
type Billed struct {
	*catalog.Invoice
	Match catalog.Match
}

// OpenInvoices compares the invoices that wait for approval or are disputed with
// their orders and receipts.
func OpenInvoices(s *record.Snapshot) []Billed {
	return record.Answer(s, "vendors.invoices", 0, func(s *record.Snapshot, _ int) []Billed {
		var list []Billed
		for i := range record.Each[catalog.Invoice](s) {
			if !i.Archived && (i.State == "received" || i.State == "disputed") {
				list = append(list, Billed{i, catalog.MatchOf(s, i)})
			}
		}
		return list
	})
}

// Verdict says in a sentence what came of comparing an invoice with order and
// receipts.
func Verdict(m catalog.Match, in record.Locale) string {
	if m.Again != nil {
		return fmt.Sprintf("The vendor has billed %s before", m.Again.Reference)
	}
	worst := slices.IndexFunc(m.Lines, func(l catalog.MatchLine) bool { return l.Result == m.Result })
	switch {
	case m.Result == catalog.Matched:
		return "It agrees with order and receipt"
	case worst < 0:
		return "There is no order to compare it with"
	}
	l := m.Lines[worst]
	switch m.Result {
	case catalog.PriceDiffers:
		return fmt.Sprintf("%s: %s asked, %s agreed", l.Description, signal.Exact(l.Asked, in), signal.Exact(l.Agreed, in))
	case catalog.QuantityDiffers:
		return fmt.Sprintf("%s: %s billed in all, %s received of %s ordered", l.Description, pieces(l.Billed+l.Before, in), pieces(l.Received, in), pieces(l.Ordered, in))
	case catalog.NotReceived:
		return fmt.Sprintf("%s: %s billed, nothing received", l.Description, pieces(l.Billed, in))
	}
	return fmt.Sprintf("%s: not on the order", l.Description)
}

func pieces(micro int64, in record.Locale) string { return record.NewDecimal(micro).Format(in) }
