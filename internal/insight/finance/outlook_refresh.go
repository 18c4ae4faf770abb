package finance

import (
	"fmt"
	"maps"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// refresh forecasts the replacement of assets from the end of the fiscal year
// on, until which the lines for equipment hold: each at its price, in the month
// in which its life ends, and again a life later. What is past its life already
// falls into the first of those months.
func (f *forecaster) refresh() []Outlook {
	first := f.yearLeft()
	rows := map[catalog.AssetClass]*Outlook{}
	counts := map[catalog.AssetClass][]int{}
	for a := range record.Each[catalog.Asset](f.s) {
		price := f.ledger.rates.Convert(a.Price, f.year.Currency, f.today)
		life := int(a.UsefulLife.N())
		if !inUse(a) || !price.Known() || life < 1 || !a.Purchased.Known() {
			continue
		}
		row := rows[a.Class]
		if row == nil {
			row = &Outlook{Name: "Replacement: " + classTitle(a.Class), Rule: ByLives, Cells: f.cells("No life ends in this month.")}
			for i := range first {
				row.Cells[i].Why = "This year the lines for equipment hold."
			}
			rows[a.Class], counts[a.Class] = row, make([]int, len(f.months))
		}
		due := monthsBetween(f.months[0], a.Purchased.AddMonths(life))
		for due = max(due, first); due < len(f.months); due += life {
			row.Cells[due].Amount = signal.Plus(row.Cells[due].Amount, price)
			counts[a.Class][due]++
		}
	}
	var out []Outlook
	for _, class := range slices.Sorted(maps.Keys(rows)) {
		row := rows[class]
		for i, n := range counts[class] {
			if n > 0 {
				row.Cells[i].Why = fmt.Sprintf("%s at the end of their lives, at the price once paid.", signal.Count(n, "asset", "assets"))
			}
			if n > 0 && i == first {
				row.Cells[i].Why = fmt.Sprintf("%s at the end of their lives, or past it already, at the price once paid.", signal.Count(n, "asset", "assets"))
			}
		}
		out = append(out, *row)
	}
	return out
}

func classTitle(class catalog.AssetClass) string {
	for _, o := range class.Options() {
		if o.Name == string(class) {
			return o.Title
		}
	}
	return "Other"
}
