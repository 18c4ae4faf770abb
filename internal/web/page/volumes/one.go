package volumes

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/services"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// showOne is what comes in of one service.
func showOne(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	for _, one := range w.all {
		if one.Service != nil && w.oneURL(one) == home+"/"+v.R.PathValue("number") {
			return v.Show(frame.Shown{Title: one.Service.Name + ": incidents", Here: home,
				Crumbs: []ui.Crumb{{Label: "Incident volumes", Href: home}, {Label: one.Service.Name}}, Main: w.one(one)})
		}
	}
	return fault.New(fault.NotFound, "There is no such service, or too little has come in of it.")
}

// oneURL is the page of a service.
func (w *view) oneURL(v *services.Volume) string {
	return home + "/" + w.s.Dictionary().TypeOf(v.Service).Number(v.Service.Number)
}

func (w *view) one(v *services.Volume) []g.Node {
	return []g.Node{
		ui.Headline(ui.HeadlineProps{Title: v.Service.Name, Lede: []g.Node{g.Text(v.Now.Sentence(w.v.Locale))}, Actions: []g.Node{
			ui.Button(ui.ButtonProps{Label: "All services", Kind: ui.ButtonPlain, Href: home}),
			ui.Button(ui.ButtonProps{Label: "The service", Kind: ui.ButtonMain, Href: w.v.LinkTo(v.Service)}),
		}}),
		ui.Columns(g.Group{w.course(v), w.ahead(v)}, g.Group{w.odd(v), w.made(v)}),
	}
}

// ahead is what is expected month by month, beside the seasonal naive.
func (w *view) ahead(v *services.Volume) g.Node {
	t := ui.TableProps{Label: "Month by month", Columns: []ui.Column{{Label: "Month"}, {Label: "Expected a week", Numeric: true}, {Label: "Eight in ten", Numeric: true}, {Label: "As before", Numeric: true}}}
	for _, r := range v.Ahead {
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{g.Text(r.Month.Time().Format("January 2006")), g.Text(one(r.Mid)), g.Text(one(r.Low) + "–" + one(r.High)), g.Text(one(r.Naive))}})
	}
	return ui.Section(ui.SectionProps{Title: "What is expected", Note: "as before: the same month a year before, or the last month where no year is known"}, ui.Table(t))
}

// odd lists the months that stood out, each opening what came in then.
func (w *view) odd(v *services.Volume) g.Node {
	if len(v.Odd) == 0 {
		return nil
	}
	var lines []ui.LineProps
	for _, odd := range v.Odd {
		lines = append(lines, ui.LineProps{Text: odd.Month.Time().Format("January 2006"), Note: odd.Text, Href: opened(v.Service, odd.Month, odd.Month.AddMonths(1).AddDays(-1))})
	}
	return ui.AsideSection("What stood out", lines...)
}

// made is what the forecast is made of.
func (w *view) made(v *services.Volume) g.Node {
	first, last := v.Past[0].Month, v.Past[len(v.Past)-1].Month
	method := "the middle of six models"
	if len(v.Method) > 0 {
		method += ", " + signal.List(v.Method, len(v.Method)) + " among them"
	}
	return ui.AsideSection("What it is made of",
		ui.LineProps{Text: "History used", Note: fmt.Sprintf("%s, %s to %s", signal.Count(len(v.Past), "month", "months"), first.Time().Format("Jan 2006"), last.Time().Format("Jan 2006")), Href: opened(v.Service, first, last.AddMonths(1).AddDays(-1))},
		ui.LineProps{Text: "Method", Note: method},
		ui.LineProps{Text: "Since the month began", Note: fmt.Sprintf("%d came in", v.Now.Count), Href: opened(v.Service, v.Now.From, v.Now.To)})
}

// opened is the list of the incidents of a service, or of all, that were opened from
// one day to another.
func opened(service *catalog.Service, from, to record.Date) string {
	filter := fmt.Sprintf("opened >= %s AND opened < %s", from, to.AddDays(1))
	if service != nil {
		filter += fmt.Sprintf(" AND service.name = %q", service.Name)
	}
	return "/incidents?" + url.Values{"filter": {filter}, "archived": {"yes"}}.Encode()
}
