package capacity

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/fault"
	"fairlead/internal/insight/capacity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// showOne is one measure: its readings, how they go on, and when they meet the limit.
func showOne(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	for _, o := range w.all {
		if w.s.Dictionary().TypeOf(o.Measure).Number(o.Measure.Number) == v.R.PathValue("number") {
			return v.Show(frame.Shown{Title: o.Measure.Name, Here: home, Crumbs: []ui.Crumb{{Label: "Capacity", Href: home}, {Label: o.Measure.Name}}, Main: w.one(o)})
		}
	}
	return fault.New(fault.NotFound, "There is no such measure in use.")
}

func (w *view) one(o *capacity.Outlook) []g.Node {
	m := o.Measure
	return []g.Node{
		ui.Headline(ui.HeadlineProps{Title: m.Name, Lede: []g.Node{g.Text(o.Sentence(w.v.Locale))}, Actions: []g.Node{
			ui.Button(ui.ButtonProps{Label: "All measures", Kind: ui.ButtonPlain, Href: home}),
			ui.Button(ui.ButtonProps{Label: "Readings and limit", Kind: ui.ButtonMain, Href: w.v.LinkTo(m)}),
		}}),
		ui.Columns(g.Group{w.course(o), w.odd(o)}, g.Group{w.facts(o)}),
	}
}

// course is the readings and the forecast, up to a year ahead or the late day.
func (w *view) course(o *capacity.Outlook) g.Node {
	if len(o.Known) == 0 {
		return nil
	}
	read, ahead, band := draw.Series{Name: "Read", Tone: draw.Sea}, draw.Series{Name: "Expected", Expected: true}, &draw.Band{Name: "Eight in ten"}
	for _, k := range o.Known {
		read.Points = append(read.Points, draw.Point{At: k.On.Time(), Value: k.Value})
	}
	until := w.today.AddDays(365)
	if o.Late.Known() && o.Late.After(until) {
		until = o.Late
	}
	for _, r := range o.Ahead {
		if r.On.After(until) {
			break
		}
		ahead.Points = append(ahead.Points, draw.Point{At: r.On.Time(), Value: r.Mid})
		band.Points = append(band.Points, draw.Interval{At: r.On.Time(), Low: r.Low, High: r.High})
	}
	title := fmt.Sprintf("What is in use, in %s", o.Measure.Unit)
	if o.Arrives() {
		title = "What comes in, in " + o.Measure.Unit
	}
	picture := draw.Line{Frame: draw.Frame{Title: title, Unit: o.Measure.Unit}, Series: []draw.Series{read, ahead}, Band: band,
		Target: &draw.Level{Label: "Limit", Value: o.Measure.Limit.Float()}, Today: w.today.Time()}
	return ui.Section(ui.SectionProps{Title: title}, draw.Figure(picture), ui.Note(howGood(o)))
}

// howGood says how the same forecast would have done before.
func howGood(o *capacity.Outlook) string {
	if o.Test.Origins == 0 {
		return "Too few readings to say how well this would have worked before."
	}
	verdict := "so it tells more than that"
	if !o.Test.Better() {
		verdict = "so it tells no more than that"
	}
	return fmt.Sprintf("Made in the same way from %s, it would have been off by %s %s on the mean; that all stays as it was a cycle before, by %s: %s. The days of reaching the limit take the error to add up from reading to reading.",
		signal.Count(o.Test.Origins, "past reading", "past readings"), capacity.Amount(o.Test.Own.MAE), o.Measure.Unit, capacity.Amount(o.Test.Naive.MAE), verdict)
}

func (w *view) odd(o *capacity.Outlook) g.Node {
	if len(o.Odd) == 0 {
		return nil
	}
	var lines []ui.LineProps
	for _, odd := range o.Odd {
		lines = append(lines, ui.LineProps{Text: odd.On.Time().Format("2 January 2006"), Note: odd.Text})
	}
	return ui.AsideSection("What stood out", lines...)
}

// readFrom is the list of what the program reads.
func (w *view) readFrom(o *capacity.Outlook) string {
	list, filter := "/licence_entitlements?", "state = active"
	if o.Arrives() {
		list, filter = "/incidents?", fmt.Sprintf("team.name = %q", o.Whose())
	}
	return list + url.Values{"filter": {filter}}.Encode()
}

// facts are what the answer rests on.
func (w *view) facts(o *capacity.Outlook) g.Node {
	m := o.Measure
	lines := []ui.LineProps{{Text: "Limit, readings and owner", Href: w.v.LinkTo(m), Note: fmt.Sprintf("%d readings", len(m.Readings))}}
	if reader := o.Reader(); reader != "" {
		lines = append(lines, ui.LineProps{Text: "Read by the program", Note: reader, Href: w.readFrom(o)})
	}
	if by := o.OrderBy(); by.Known() {
		lines = append(lines, ui.LineProps{Text: "Order by", Note: by.Format(w.v.Locale)})
	}
	if m.StepCost.Known() {
		lines = append(lines, ui.LineProps{Text: "A step costs", Note: m.StepCost.Format(w.v.Locale)})
	}
	if asset := record.Get(w.s, m.Asset); asset != nil {
		lines = append(lines, ui.LineProps{Text: asset.Name, Href: w.v.LinkTo(asset), Note: "what fills up"})
	}
	for _, ref := range m.Services {
		if service := record.Get(w.s, ref); service != nil {
			lines = append(lines, ui.LineProps{Text: service.Name, Href: w.v.LinkTo(service), Note: "stands still when full"})
		}
	}
	if owner := record.Get(w.s, m.Owner); owner != nil {
		lines = append(lines, ui.LineProps{Text: owner.Name, Href: w.v.LinkTo(owner), Note: "sees to it"})
	}
	return ui.AsideSection("What it rests on", lines...)
}
