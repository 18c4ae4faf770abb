// Package volumes is the pages on how many incidents come in: of all and of each
// service, what is to be expected, and where more comes than was. They are for
// whoever sees that there are hands enough, and that a service that gets worse is
// noticed before its users say so.
package volumes

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/services"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

const home = "/volumes"

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET /volumes", Handle: show},
		{Pattern: "GET /volumes/{number}", Handle: showOne},
	}
}

// view is what both pages rest on.
type view struct {
	v     *frame.Visit
	s     *record.Snapshot
	today record.Date
	all   []*services.Volume // all together first
}

func look(v *frame.Visit) (*view, error) {
	s, err := v.Whole("volumes")
	if err != nil {
		return nil, err
	}
	today := v.Question().Today()
	return &view{v, s, today, services.Volumes(s, today)}, nil
}

func show(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	if len(w.all) == 0 {
		return v.Show(frame.Shown{Title: "Incident volumes", Here: home, Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: "Too little has come in to say what to expect"}),
			ui.Empty(ui.EmptyProps{Icon: ui.IconCalendar, Title: "Half a year of incidents is needed", Text: "Import the incidents of the past, with the days on which they were opened."}),
		}})
	}
	all := w.all[0]
	next := all.Ahead[1]
	return v.Show(frame.Shown{Title: "Incident volumes", Here: home, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{
			Title: fmt.Sprintf("About %.0f incidents a week are expected in %s", next.Mid, next.Month.Time().Format("January")),
			Lede:  []g.Node{g.Text(fmt.Sprintf("Between %.0f and %.0f in eight months of ten. %s", next.Low, next.High, all.Now.Sentence(v.Locale)))},
		}),
		w.instruments(all),
		ui.Columns(g.Group{w.course(all), w.table()}, g.Group{v.Attention(w.s, services.VolumeRules()...), w.odd(all), w.made(all)}),
	}})
}

func (w *view) instruments(all *services.Volume) g.Node {
	more := 0
	for _, v := range w.all[1:] {
		if v.Now.More() {
			more++
		}
	}
	return ui.Instruments("The figures",
		ui.InstrumentProps{Label: "A week, last three months", Figure: one(lately(all)), Note: "all incidents together", Href: "#course"},
		ui.InstrumentProps{Label: "So far this month", Figure: fmt.Sprint(all.Now.Count), Note: fmt.Sprintf("about %.0f were to be expected", all.Now.Expected), Href: opened(nil, all.Now.From, all.Now.To)},
		ui.InstrumentProps{Label: "More than expected", Figure: fmt.Sprint(more), Note: fmt.Sprintf("of %s", signal.Count(len(w.all)-1, "service", "services")), Href: "#rows"},
		ui.InstrumentProps{Label: "Off by, a week", Figure: one(all.Test.Own.MAE), Note: fmt.Sprintf("%s by the year before", one(all.Test.Naive.MAE)), Href: "#course"},
	)
}

func one(x float64) string { return fmt.Sprintf("%.1f", x) }

// fine writes what may be small.
func fine(x float64) string {
	if x < 1 {
		return fmt.Sprintf("%.2f", x)
	}
	return one(x)
}

// lately is the mean a week of the last three whole months.
func lately(v *services.Volume) float64 {
	sum, n := 0.0, 0.0
	for _, rate := range v.Past[max(0, len(v.Past)-3):] {
		sum, n = sum+rate.Weekly, n+1
	}
	return sum / n
}

// course is what came in a week, month by month, and what is expected.
func (w *view) course(v *services.Volume) g.Node {
	past, ahead, band := draw.Series{Name: "Came in", Tone: draw.Sea}, draw.Series{Name: "Expected", Expected: true}, &draw.Band{Name: "Eight in ten"}
	for _, rate := range v.Past {
		past.Points = append(past.Points, draw.Point{At: rate.Month.Time(), Value: rate.Weekly})
	}
	for _, r := range v.Ahead {
		ahead.Points = append(ahead.Points, draw.Point{At: r.Month.Time(), Value: r.Mid})
		band.Points = append(band.Points, draw.Interval{At: r.Month.Time(), Low: r.Low, High: r.High})
	}
	title := "Incidents a week, by month"
	return ui.Section(ui.SectionProps{ID: "course", Title: title}, draw.Figure(draw.Line{Frame: draw.Frame{Title: title, Unit: "incidents a week"}, Series: []draw.Series{past, ahead}, Band: band}), ui.Note(howGood(v)))
}

// howGood says how the same forecast would have done before.
func howGood(v *services.Volume) string {
	t := v.Test
	if t.Origins == 0 {
		return "Too few months to say how well this would have worked before."
	}
	verdict := "it tells more than that"
	if !t.Better() {
		verdict = "it tells no more than that"
	}
	return fmt.Sprintf("Made in the same way from %s, it would have been off by %s a week on the mean; what came in a year before (or, where no year is known, in the last month) by %s: %s.",
		signal.Count(t.Origins, "past month", "past months"), fine(t.Own.MAE), fine(t.Naive.MAE), verdict)
}

func (w *view) table() g.Node {
	t := ui.TableProps{Label: "Each service", Columns: []ui.Column{{Label: "Service"}, {Label: "A week lately", Numeric: true}, {Label: "Expected", Numeric: true}, {Label: "Eight in ten", Numeric: true}, {Label: "This month", Numeric: true}, {Label: "Expected so far", Numeric: true}}}
	for _, v := range w.all[1:] {
		next := v.Ahead[1]
		so := g.Node(g.Text(fmt.Sprintf("%.0f", v.Now.Expected)))
		if v.Now.More() {
			so = g.Group{g.Text(fmt.Sprintf("%.0f ", v.Now.Expected)), ui.Tag(ui.ToneBad, "more came")}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(v.Service.Name, w.oneURL(v), ""), g.Text(one(lately(v))), g.Text(one(next.Mid)), g.Text(one(next.Low) + "–" + one(next.High)), g.Text(fmt.Sprint(v.Now.Count)), so,
		}})
	}
	return ui.Section(ui.SectionProps{ID: "rows", Title: "Each service", Note: "opens its months and its forecast"}, ui.Table(t),
		ui.Note("Services with two dozen incidents or more in four years, the most first. In the first days of a month the month before stands for it."))
}
