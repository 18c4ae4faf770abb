package today

import (
	"fmt"
	"net/url"
	"slices"
	"time"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/briefing"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// instruments are the figures above the list. Whoever may not see all the
// records behind a figure does not see the figure: it would be a wrong one.
func instruments(v *frame.Visit, list []briefing.Instrument) g.Node {
	list = slices.DeleteFunc(slices.Clone(list), func(in briefing.Instrument) bool { return !v.SeesAll(in.List) })
	if len(list) == 0 {
		return nil
	}
	props := make([]ui.InstrumentProps, len(list))
	for i, in := range list {
		props[i] = ui.InstrumentProps{Label: in.Title, Figure: fmt.Sprint(in.Count), Note: in.Note, Href: listURL(v, in), Line: line(v, in)}
		if in.Amount.Known() {
			props[i].Figure, props[i].Full = in.Amount.Short(v.Locale), in.Amount.Format(v.Locale)
		}
	}
	return ui.Instruments("The figures", props...)
}

// listURL opens the records behind a figure.
func listURL(v *frame.Visit, in briefing.Instrument) string {
	t, err := v.Clerk.Type(in.List)
	if err != nil || in.Filter == "" {
		return ""
	}
	return "/" + t.Plural + "?filter=" + url.QueryEscape(in.Filter)
}

// line shows the months before.
func line(v *frame.Visit, in briefing.Instrument) g.Node {
	if len(in.Line) < 2 {
		return ui.Note("No line: the months before are not kept.")
	}
	money := frame.MoneyScale{Currency: in.Amount.Currency, Locale: v.Locale}
	spark := draw.Sparkline{Frame: draw.Frame{Title: in.Of}}
	for _, p := range in.Line {
		month, err := time.Parse("2006-01", p.Month)
		if err != nil {
			return nil
		}
		value := float64(p.Value)
		if in.Amount.Known() {
			value = money.Value(record.Money{Minor: p.Value, Currency: money.Currency})
		}
		spark.Points = append(spark.Points, draw.Point{At: month, Value: value})
	}
	return spark.Draw(draw.Wide)
}
