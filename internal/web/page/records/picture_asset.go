package records

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
)

// assetValue shows what is left of the price of an asset from its purchase to
// the end of its useful life.
func assetValue(s sketch, r record.Record) draw.Picture {
	a := r.(*catalog.Asset)
	value, today := finance.BookValues(a, s.today)
	if value == nil {
		return nil
	}
	scale := frame.MoneyScale{Currency: a.Price.Currency, Locale: s.locale}
	line := draw.Line{Frame: scale.Frame(fmt.Sprintf("%s of its price is left", today.Short(s.locale))), Today: s.today.Time(), Series: []draw.Series{{Name: "Book value"}}}
	for i, m := range value {
		line.Series[0].Points = append(line.Series[0].Points, draw.Point{At: catalog.FirstOfMonth(a.Purchased).AddMonths(i).Time(), Value: scale.Value(m)})
	}
	return line
}
