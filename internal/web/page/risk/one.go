package risk

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/risk"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// one is the page of a risk.
type one struct {
	*view
	alone    *risk.Alone
	evidence risk.Evidence
	kept     []risk.Kept
}

// showRisk opens one risk: its curve, what moves it, what buys it down, what was
// thought of it, and what it rests on.
func showRisk(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	t := record.TypeFor[catalog.Risk](w.s)
	n, _ := t.ParseNumber(v.R.PathValue("number"))
	r := w.s.Numbered(t, n)
	if r == nil {
		return fault.New(fault.NotFound, "There is no risk of this number.")
	}
	alone := risk.AloneOf(w.s, w.q, r.Head().ID)
	if alone == nil {
		return v.Redirect(frame.Link(t, n), "The risk is closed; this is its record.")
	}
	o := &one{w, alone, w.p.EvidenceOf(alone.Risk), risk.HistoryOf(w.s, w.q).Of(alone.Risk)}
	main := []g.Node{ui.Headline(ui.HeadlineProps{Title: o.title(), Lede: []g.Node{g.Text(o.lede())}, Actions: []g.Node{
		ui.Button(ui.ButtonProps{Label: "The record", Kind: ui.ButtonPlain, Href: frame.Link(t, n)}),
		ui.Button(ui.ButtonProps{Label: "All risks", Kind: ui.ButtonPlain, Href: homePath}),
	}})}
	main = append(main, ui.Columns(g.Group{o.facts(), o.picture(), o.tornado()}, o.rests()), o.treated(), o.estimates(), o.events())
	return v.Show(frame.Shown{Title: alone.Risk.Title, Here: homePath, Main: main})
}

func (o *one) title() string {
	if o.alone.Problem != "" {
		return o.alone.Risk.Title + ": not known what it costs"
	}
	return fmt.Sprintf("%s: %s a year", o.alone.Risk.Title, o.short(o.alone.Yearly))
}

func (o *one) lede() string {
	if o.alone.Problem != "" {
		return o.alone.Problem + " It is not in the curve of all risks."
	}
	total := o.alone.Now.Total
	text := fmt.Sprintf("In %s of all years it costs nothing.", risk.Percent(total.None().Value))
	if bad := total.VaR(0.95).Value; bad > 0 {
		text += fmt.Sprintf(" One year in twenty costs more than %s, one in a hundred more than %s.", o.short(o.p.Money(bad)), o.short(o.p.Money(total.VaR(0.99).Value)))
	} else if bad := total.VaR(0.99).Value; bad > 0 {
		text += fmt.Sprintf(" One year in a hundred costs more than %s.", o.short(o.p.Money(bad)))
	}
	return text
}

func (o *one) picture() g.Node {
	if o.alone.Problem != "" {
		return nil
	}
	return ui.Section(ui.SectionProps{ID: "curve", Title: "What it may cost in a year"},
		draw.Figure(o.curve("Chance of losing more than an amount in a year by "+o.alone.Risk.Title, &o.alone.Now, o.alone.Planned, nil)), ui.Note(o.basis()))
}

// tornado shows what moves the expected loss: each input from its 10 % to its 90 %
// quantile, with the others as estimated.
func (o *one) tornado() g.Node {
	if len(o.alone.Swings) == 0 {
		return nil
	}
	scale := frame.MoneyScale{Currency: o.q.Currency, Locale: o.v.Locale}
	p := draw.Ranges{Frame: scale.Frame("Expected loss a year as each input goes from low to high"), FromName: "At its low end", ToName: "At its high end",
		Target: &draw.Level{Label: "Expected", Value: scale.Value(o.alone.Yearly)}}
	for _, s := range o.alone.Swings {
		note := ""
		if s.From != "" {
			note = s.From + " to " + s.To
		}
		p.Rows = append(p.Rows, draw.Range{Label: s.Input, From: min(scale.Value(s.Low), scale.Value(s.High)), To: max(scale.Value(s.Low), scale.Value(s.High)), Note: note})
	}
	return ui.Section(ui.SectionProps{ID: "tornado", Title: "What it hangs on"}, draw.Figure(p),
		ui.Note("Each row: the expected loss a year when that input alone is at its low end, where one time in ten it is lower, and at its high end. What is widest is worth knowing better."))
}

func (o *one) facts() g.Node {
	i := o.alone.Item
	facts := []ui.Fact{{Label: "Category", Value: g.Text(categoryTitle(i.Risk.Category))}}
	if owner := record.Get(o.s, i.Risk.Owner); owner != nil {
		facts = append(facts, ui.Fact{Label: "Owner", Value: ui.Link(owner.Name, o.v.LinkTo(owner))})
	} else {
		facts = append(facts, ui.Fact{Label: "Owner", Value: ui.Unknown("nobody")})
	}
	if i.Often != "" {
		facts = append(facts, ui.Fact{Label: "How often", Value: g.Text(rounded(i.Frequency) + " a year"), Note: "from " + i.Often})
	}
	for _, c := range i.Risk.Causes {
		if cause := record.Get(o.s, c.Cause); cause != nil {
			facts = append(facts, ui.Fact{Label: "And with", Value: ui.Link(cause.Name, o.v.LinkTo(cause)), Note: fmt.Sprintf("%s a year, of which %s", rounded(cause.Frequency), c.Chance.Format(o.v.Locale))})
		}
	}
	if i.Counts() {
		often, each := o.p.Rates(i)
		facts = append(facts, ui.Fact{Label: "In all", Value: g.Text(continuity.Often(often) + " times a year")}, ui.Fact{Label: "Each time", Value: o.v.Money(each, ""), Note: "on average, from " + i.Costs})
	}
	if scenario := record.Get(o.s, i.Risk.Scenario); scenario != nil {
		facts = append(facts, ui.Fact{Label: "Stands for", Value: ui.Link(scenario.Name, "/continuity/scenarios/"+o.s.Dictionary().TypeOf(scenario).Number(scenario.Number))})
	}
	if i.Risk.AssessedOn.Known() {
		facts = append(facts, ui.Fact{Label: "Estimated", Value: g.Text(signal.Away(o.q.Day, i.Risk.AssessedOn))})
	}
	if i.Risk.Review.Known() {
		facts = append(facts, ui.Fact{Label: "Review due", Value: g.Text(signal.Away(o.q.Day, i.Risk.Review))})
	}
	return ui.Facts(facts...)
}

// rounded writes an estimate with two digits that count.
func rounded(e record.Estimate) string {
	switch e.Shape {
	case record.Range:
		return continuity.Often(e.Low) + " to " + continuity.Often(e.High)
	case record.ThreePoint:
		return continuity.Often(e.Low) + " to " + continuity.Often(e.High) + ", likeliest " + continuity.Often(e.Likely)
	}
	return continuity.Often(e.Likely)
}

// rests says what our own past says of how often it comes true.
func (o *one) rests() g.Node {
	e := o.evidence
	var lines []ui.LineProps
	if e.Seen.Known {
		lines = append(lines, ui.LineProps{Text: fmt.Sprintf("%s in %s on record", signal.Count(len(e.Events), "event", "events"), risk.Span(e.Years)), Href: "#events", Note: rate(e.Seen)})
	}
	if e.Joined.Known {
		lines = append(lines, ui.LineProps{Text: fmt.Sprintf("The estimate, with %s since", signal.Count(e.Joins, "event", "events")), Href: "#estimates", Note: rate(e.Joined)})
	}
	for _, r := range e.Reports {
		href := "/incidents?filter=" + "service+%3D+" + o.s.Dictionary().TypeOf(r.Service).Number(r.Service.Number) + "+AND+priority+%3D+p1"
		lines = append(lines, ui.LineProps{Text: fmt.Sprintf("%s of %s in %d years", signal.Count(int(r.Count), "critical incident", "critical incidents"), r.Service.Name, risk.ReportYears()), Href: href, Note: fmt.Sprintf("%s a year", continuity.Often(float64(r.Count)/float64(risk.ReportYears())))})
	}
	if len(e.Near) > 0 {
		lines = append(lines, ui.LineProps{Text: signal.Count(len(e.Near), "near miss", "near misses"), Href: "#events"})
	}
	if len(lines) == 0 {
		return nil
	}
	return g.Group{ui.AsideSection("What our own past says", lines...), ui.Note("Times a year, and the interval that holds them nine times in ten: from the events alone, and the estimate brought up to date with them by Bayes' rule. Not every critical incident is an event of this risk.")}
}

func rate(r risk.Rate) string {
	return fmt.Sprintf("%s (%s to %s) a year", continuity.Often(r.Mean), continuity.Often(r.Low), continuity.Often(r.High))
}

func (o *one) treated() g.Node {
	var done []ui.LineProps
	for t := range record.Referring[catalog.RiskTreatment](o.s, o.alone.Risk.ID, "effects") {
		if t.Open() && !t.Ahead() {
			note := "in its estimate"
			if t.DoneOn.Known() && t.DoneOn.After(o.alone.Risk.AssessedOn) {
				note = "since the estimate, taken off"
			}
			done = append(done, ui.LineProps{Text: t.Title, Href: o.v.LinkTo(t), Note: note})
		}
	}
	body := []g.Node{o.worthTable(o.alone.Worth)}
	if len(done) > 0 {
		body = append(body, ui.AsideSection("In place", done...))
	}
	return ui.Section(ui.SectionProps{ID: "treatments", Title: "What buys it down", Note: "a treatment's figures are of all the risks that it changes"}, body...)
}

func (o *one) estimates() g.Node {
	return ui.Section(ui.SectionProps{ID: "estimates", Title: "What was estimated, and what happened"}, o.keptTable(o.kept, false))
}

func (o *one) events() g.Node {
	return ui.Section(ui.SectionProps{ID: "events", Title: "What came true"}, o.eventTable(append(append([]*catalog.LossEvent(nil), o.evidence.Events...), o.evidence.Near...)))
}
