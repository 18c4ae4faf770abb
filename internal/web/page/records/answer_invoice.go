package records

import (
	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// invoiceAnswer compares an invoice with what was ordered and received, line by
// line.
func invoiceAnswer(a answering, r record.Record) g.Node {
	i := r.(*catalog.Invoice)
	m := catalog.MatchOf(a.snapshot, i)
	t := ui.TableProps{Label: "The invoice beside order and receipt", Columns: []ui.Column{
		{Label: "Line"}, {Label: "Ordered", Numeric: true}, {Label: "Received", Numeric: true}, {Label: "Billed before", Numeric: true},
		{Label: "Billed", Numeric: true}, {Label: "Agreed", Numeric: true}, {Label: "Asked", Numeric: true}, {Label: "Result"},
	}}
	for _, l := range m.Lines {
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			g.Text(l.Description), a.pieces(l.Ordered), a.pieces(l.Received), a.pieces(l.Before), a.pieces(l.Billed),
			a.money(l.Agreed), a.money(l.Asked), matchTag(l.Result),
		}})
	}
	var body []g.Node
	if len(t.Rows) > 0 {
		body = append(body, ui.Table(t))
	}
	if m.Again != nil {
		body = append(body, ui.Link("The invoice with the same number", a.v.LinkTo(m.Again)))
	}
	if m.Order != nil {
		note := "No tolerance is recorded on the order: every difference counts."
		if m.Order.PriceTolerance.Known() || m.Order.QuantityTolerance.Known() {
			note = "The order allows prices " + tolerance(m.Order.PriceTolerance, a.locale) + " and quantities " + tolerance(m.Order.QuantityTolerance, a.locale) + " above it."
		}
		if m.Over.Known() && m.Over.Minor > 0 {
			note += " Too much is asked by " + signal.Exact(m.Over, a.locale) + "."
		}
		body = append(body, ui.Note(note))
	}
	return ui.Section(ui.SectionProps{ID: "match", Title: vendors.Verdict(m, a.locale), Note: m.Result.Title()}, body...)
}

func tolerance(p record.Percent, in record.Locale) string {
	if !p.Known() {
		return "nothing"
	}
	return p.Format(in)
}

func matchTag(r catalog.MatchResult) g.Node {
	tone := ui.ToneBad
	switch r {
	case catalog.Matched:
		tone = ui.ToneGood
	case catalog.PriceDiffers, catalog.QuantityDiffers:
		tone = ui.ToneWarn
	}
	return ui.Tag(tone, r.Title())
}
