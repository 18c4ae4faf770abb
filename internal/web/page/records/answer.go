package records

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// answering is what an answer on a record's page is composed from.
type answering struct {
	sketch
	v *frame.Visit
}

// answer says what the records make of one record, with what it rests on; nil
// where there is nothing to say.
type answer func(answering, record.Record) g.Node

// answers lists the record types whose page begins with an answer. To add one,
// write its file and its line here.
var answers = map[string]answer{
	"asset":               estateAnswer,
	"contract":            contractAnswer,
	"exercise":            exerciseAnswer,
	"invoice":             invoiceAnswer,
	"licence_entitlement": licenceAnswer,
	"location":            estateAnswer,
	"purchase_order":      orderAnswer,
	"purchase_request":    requestAnswer,
	"recovery_plan":       planAnswer,
	"service":             estateAnswer,
	"site":                estateAnswer,
	"technology":          technologyAnswer,
	"vendor":              vendorAnswer,
}

func answerOf(v *frame.Visit, t *record.Type, r record.Record) (g.Node, error) {
	make, ok := answers[t.Name]
	if !ok {
		return nil, nil
	}
	s, err := v.Clerk.Snapshot()
	if err != nil {
		return nil, err
	}
	return make(answering{sketch{snapshot: s, today: v.Clerk.Desk().Today(), locale: v.Locale}, v}, r), nil
}

// named is a link to a record by its name.
func (a answering) named(r record.Record) g.Node {
	return ui.Link(a.snapshot.Dictionary().TypeOf(r).Label(r), a.v.LinkTo(r))
}

// money is an amount for a cell: unknown where it is.
func (a answering) money(m record.Money) g.Node {
	if !m.Known() {
		return ui.Unknown("unknown")
	}
	return ui.Figure(ui.FigureProps{Short: signal.Exact(m, a.locale), Full: m.Format(a.locale)})
}

func (a answering) pieces(micro int64) g.Node {
	return g.Text(record.NewDecimal(micro).Format(a.locale))
}

// begin is a small button that opens the form of a new record, filled in. It is
// nothing for those who may not add one.
func (a answering) begin(label, typ string, fill url.Values) g.Node {
	href := a.v.Begin(typ, fill)
	if href == "" {
		return nil
	}
	return ui.Button(ui.ButtonProps{Label: label, Small: true, Href: href})
}

// contractAnswer says by when to decide and leads to all that is known.
func contractAnswer(a answering, r record.Record) g.Node {
	c := r.(*catalog.Contract)
	if c.State != "in_force" && c.State != "renewal" {
		return nil
	}
	title := "What follows this contract"
	if by := c.NoticeBy; by.Known() && !by.Before(a.today) {
		title = fmt.Sprintf("Notice can be given for %s more", signal.Count(a.today.DaysUntil(by), "day", "days"))
	}
	number := record.TypeFor[catalog.Contract](a.snapshot).Number(c.Number)
	return ui.Section(ui.SectionProps{Title: title}, ui.Link("Open the renewal file: all that is known of it today", "/commitments/renewals/"+number))
}
