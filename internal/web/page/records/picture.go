package records

import (
	"time"

	g "maragu.dev/gomponents"

	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// sketch is what a picture may be drawn from.
type sketch struct {
	snapshot *record.Snapshot // what the visitor may see
	today    record.Date
	locale   record.Locale
}

// picture explains one record; nil where there is nothing to show.
type picture func(sketch, record.Record) draw.Picture

// pictures lists the record types that have a picture. To add one, write its
// file and its line here.
var pictures = map[string]picture{
	"asset":         assetValue,
	"budget_line":   lineMonths,
	"contract":      contractTerm,
	"milestone":     milestoneTrend,
	"product":       productSupport,
	"project":       projectGantt,
	"service":       serviceIncidents,
	"business_case": caseYears,
	"evaluation":    evaluationTotals,
}

// further lists the types whose records have a page of their own that says more
// than the picture, with the beginning of its address.
var further = map[string]string{"evaluation": "/technology/evaluations/"}

func pictureOf(v *frame.Visit, t *record.Type, r record.Record) (g.Node, error) {
	make, ok := pictures[t.Name]
	if !ok {
		return nil, nil
	}
	s, err := v.Clerk.Snapshot()
	if err != nil {
		return nil, err
	}
	p := make(sketch{snapshot: s, today: v.Clerk.Desk().Today(), locale: v.Locale}, r)
	if p == nil {
		return nil, nil
	}
	var more g.Node
	if address, ok := further[t.Name]; ok {
		more = ui.Link("Show all that is behind it", address+t.Number(r.Head().Number))
	}
	return ui.Section(ui.SectionProps{Title: p.Data().Title}, draw.Figure(p), more), nil
}

// frame names a picture and writes its dates as the reader does.
func (s sketch) frame(title string) draw.Frame {
	return draw.Frame{Title: title, Date: func(t time.Time) string { return record.DateOf(t).Format(s.locale) }}
}
