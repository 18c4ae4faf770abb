package records

import (
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
)

// productSupport shows until when the maker of a product stands behind it.
func productSupport(s sketch, r record.Record) draw.Picture {
	p := r.(*catalog.Product)
	var row draw.TimelineRow
	from := p.Released
	add := func(label string, until record.Date, tone draw.Tone, paid bool) {
		if !until.Known() || from.Known() && !from.Before(until) {
			return
		}
		span := draw.Span{Label: label, To: until.Time(), Tone: tone, Expected: paid}
		if from.Known() {
			span.From = from.Time()
		}
		row.Spans = append(row.Spans, span)
		from = until
	}
	add("Full support", p.ActiveSupportEnds, draw.Good, false)
	add(fixes(p), p.SupportEnds, fixTone(p), false)
	add("Fixes paid for apart", p.ExtendedSupportEnds, draw.Warn, true)
	if len(row.Spans) == 0 {
		return nil
	}
	row.Label = "Support"
	line := draw.Timeline{Frame: s.frame("How long it is supported"), Rows: []draw.TimelineRow{row}, Today: s.today.Time()}
	if !p.Released.Known() {
		line.From = row.Spans[0].To.Add(-365 * 24 * time.Hour)
	}
	return line
}

// fixes names what comes until the end of support: all of it where the maker
// tells no part of it apart.
func fixes(p *catalog.Product) string {
	if p.ActiveSupportEnds.Known() {
		return "Security fixes"
	}
	return "Supported"
}

func fixTone(p *catalog.Product) draw.Tone {
	if p.ActiveSupportEnds.Known() {
		return draw.Warn
	}
	return draw.Good
}
