package records

import (
	"fairlead/internal/catalog"
	"fairlead/internal/insight/risk"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
)

// beginRisk takes over what is known of the signal, or of the single point of failure,
// that the address names.
func beginRisk(v *frame.Visit, r record.Record) {
	ask := v.R.URL.Query()
	if !ask.Has("signal") && !ask.Has("point") {
		return
	}
	s, err := v.Clerk.Snapshot()
	if err != nil {
		return
	}
	q := risk.Question{Currency: v.Site.Currency, Day: v.Question().Today()}
	var d *risk.Draft
	if ref := (record.AnyRef{}); ref.Parse(ask.Get("point"), record.Reading{}) == nil && ref.Known() {
		d = risk.PointDraft(s, q, ref)
	}
	for _, item := range v.Briefing(s).Items {
		if item.Key == ask.Get("signal") {
			d = risk.DraftOf(s, q, item.Signal)
		}
	}
	if d != nil {
		head := r.Head()
		d.Risk.Header = *head
		*r.(*catalog.Risk) = *d.Risk
	}
}
