package today

import (
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/risk"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// becoming is a type of record that a signal can be made into.
type becoming struct {
	kind, label string
	text        string // the field that takes what the signal says; empty for none
	day         string // the field that takes its last day
}

// becomings lists them, from those that settle a signal to those that pass it on.
func becomings() []becoming {
	return []becoming{
		{"decision", "A decision", "context", "due"},
		{"action", "Something to do", "detail", "due"},
		{"purchase_request", "A purchase", "need", "needed_by"},
		{"demand", "A demand for a project", "need", "wanted_by"},
		{"project_risk", "A risk or issue of a project", "", "due"},
	}
}

// become offers the forms of what a signal can be made into, filled in as far as it
// knows. Whoever may create none of them is not asked.
func become(v *frame.Visit, s *record.Snapshot, sig signal.Signal) g.Node {
	var lines []ui.LineProps
	for _, b := range becomings() {
		if href := v.Begin(b.kind, b.filled(v, s, sig)); href != "" {
			lines = append(lines, ui.LineProps{Text: b.label, Href: href})
		}
	}
	if line, ok := asRisk(v, s, sig); ok {
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection("Make something of it", lines...)
}

// asRisk opens a signal as a risk, or the risk that it is already; not where that makes
// no sense.
func asRisk(v *frame.Visit, s *record.Snapshot, sig signal.Signal) (ui.LineProps, bool) {
	q := risk.Question{Currency: v.Site.Currency, Day: v.Question().Today()}
	d := risk.DraftOf(s, q, sig)
	if d == nil {
		return ui.LineProps{}, false
	}
	if d.Is != nil {
		return ui.LineProps{Text: "It is a risk already", Href: v.LinkTo(d.Is), Note: s.Dictionary().TypeOf(d.Is).Number(d.Is.Number)}, true
	}
	href := v.Begin("risk", url.Values{"signal": {sig.Key}})
	return ui.LineProps{Text: "A risk, with what is known of its figures", Href: href}, href != ""
}

// filled is what the form of a new record of the type begins with.
func (b becoming) filled(v *frame.Visit, s *record.Snapshot, sig signal.Signal) url.Values {
	q := url.Values{"title": {sig.Title}}
	if b.text != "" {
		q.Set(b.text, sig.Why)
	}
	if sig.Due.Known() && !sig.Due.Before(v.Clerk.Desk().Today()) {
		q.Set(b.day, sig.Due.Text())
	}
	t := s.Dictionary().Type(b.kind)
	switch f := t.Field(sig.Subject.Type); {
	case t.Field("about") != nil:
		q.Set("about", sig.Subject.Text())
		q.Set("about.text", label(v, s, sig.Subject))
	case f != nil && f.Target == sig.Subject.Type: // a purchase for a service, a risk of a project
		q.Set(f.Name, sig.Subject.ID.String())
		q.Set(f.Name+".text", label(v, s, sig.Subject))
	}
	return q
}
