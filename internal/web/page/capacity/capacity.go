// Package capacity is the pages on what there is only so much of: when storage,
// lines, licences and power run out, and by when more must be ordered. They are for
// whoever plans the estate and whoever pays for it.
package capacity

import (
	"fmt"
	"math"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/capacity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

const home = "/capacity"

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET /capacity", Handle: show},
		{Pattern: "GET /capacity/{number}", Handle: showOne},
	}
}

// view is what both pages rest on.
type view struct {
	v     *frame.Visit
	s     *record.Snapshot
	today record.Date
	all   []*capacity.Outlook
}

func look(v *frame.Visit) (*view, error) {
	s, err := v.Whole("capacity")
	if err != nil {
		return nil, err
	}
	today := v.Question().Today()
	return &view{v, s, today, capacity.Outlooks(s, today)}, nil
}

// oneURL is the page of a measure.
func (w *view) oneURL(m *catalog.CapacityMeasure) string {
	return home + "/" + w.s.Dictionary().TypeOf(m).Number(m.Number)
}

func show(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	if len(w.all) == 0 {
		return v.Show(frame.Shown{Title: "Capacity", Here: home, Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: "Nothing is measured yet"}),
			ui.Empty(ui.EmptyProps{Icon: ui.IconCalendar, Title: "Begin with what filled up last", Text: "Add a measure with its limit and how long more takes to arrive, and read it once a month, or import the readings that you keep."}),
		}})
	}
	return v.Show(frame.Shown{Title: "Capacity", Here: home, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: w.title(), Lede: []g.Node{g.Text("Each is forecast from its own readings. The limit is reached with a chance of one in ten by the early day, and of nine in ten by the late one; to be safe, order so that more is there by the early day.")}}),
		w.instruments(),
		ui.Columns(g.Group{w.picture(), w.table()}, g.Group{v.Attention(w.s, capacity.Rules()...)}),
	}})
}

// soon counts what must be ordered within a time, those on order apart.
func (w *view) soon(days int) (n int, first *capacity.Outlook) {
	for _, o := range w.all {
		if by := o.OrderBy(); by.Known() && !o.Ordered() && !by.After(w.today.AddDays(days)) {
			if n++; first == nil || by.Before(first.OrderBy()) {
				first = o
			}
		}
	}
	return n, first
}

func (w *view) title() string {
	n, first := w.soon(90)
	if n == 0 {
		return "Nothing must be ordered within three months"
	}
	by := first.OrderBy()
	if by.Before(w.today) {
		return fmt.Sprintf("%s should have been ordered by %s", first.Measure.Name, by.Format(w.v.Locale))
	}
	return fmt.Sprintf("%s must be ordered by %s", first.Measure.Name, by.Format(w.v.Locale))
}

func (w *view) instruments() g.Node {
	soon, _ := w.soon(90)
	var full, year, unknown int
	for _, o := range w.all {
		switch {
		case o.Full:
			full++
		case o.Missing != "":
			unknown++
		case o.Even.Known() && !o.Even.After(w.today.AddDays(365)):
			year++
		}
	}
	list := "/capacity_measures?view=in_use"
	return ui.Instruments("The figures",
		ui.InstrumentProps{Label: "To order in three months", Figure: fmt.Sprint(soon), Note: "so that it is there in time", Href: "#rows"},
		ui.InstrumentProps{Label: "Probably full in a year", Figure: fmt.Sprint(year), Note: fmt.Sprintf("%d full already", full), Href: "#rows"},
		ui.InstrumentProps{Label: "Not known", Figure: fmt.Sprint(unknown), Note: "too few or too old readings", Href: "#rows"},
		ui.InstrumentProps{Label: "Measured", Figure: fmt.Sprint(len(w.all)), Note: "in use", Href: list},
	)
}

// months is how far a day lies ahead, in months with one decimal.
func (w *view) months(day record.Date) float64 { return inMonths(w.today.DaysUntil(day)) }

func inMonths(days int) float64 { return math.Round(float64(days)/3.044) / 10 }

// mostMonths is how far the picture reaches.
const mostMonths = 36

func (w *view) picture() g.Node {
	p := draw.Ranges{Frame: draw.Frame{Title: "Months until each is full", Unit: "months"}, Most: mostMonths, LimitName: "Until more can arrive", FromName: "One in ten by", MidName: "Even chances by", ToName: "Nine in ten by"}
	for _, o := range w.all {
		if o.Missing != "" || !o.Early.Known() {
			continue
		}
		r := draw.Range{Label: o.Measure.Name, From: w.months(o.Early), Mid: mostMonths, To: mostMonths, Link: w.oneURL(o.Measure)}
		if o.Even.Known() {
			r.Mid = w.months(o.Even)
		}
		if o.Late.Known() {
			r.To = w.months(o.Late)
		}
		if o.Measure.LeadDays.Known() {
			r.Limit = inMonths(int(o.Measure.LeadDays.N()))
		}
		if by := o.OrderBy(); by.Known() && !o.Ordered() && by.Before(w.today.AddDays(90)) {
			r.Tone = draw.Bad
		}
		p.Rows = append(p.Rows, r)
	}
	if len(p.Rows) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{Title: "When each is full"}, draw.Figure(p),
		ui.Note("Each bar reaches from the early to the late day. The mark is how long more takes from an order today: where it lies within or beyond the bar, more may come too late."))
}

func (w *view) table() g.Node {
	t := ui.TableProps{Label: "Each measure", Columns: []ui.Column{{Label: "Measure"}, {Label: "In use", Numeric: true}, {Label: "Even chances by"}, {Label: "One in ten by"}, {Label: "Order by"}}}
	for _, o := range w.all {
		m := o.Measure
		share := g.Node(ui.Unknown("unknown"))
		if used, ok := o.Used(); ok {
			share = g.Text(fmt.Sprintf("%.0f\u00a0%%", 100*used))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(m.Name, w.oneURL(m), w.s.Dictionary().TypeOf(m).Number(m.Number)), share, w.day(o, o.Even), w.day(o, o.Early), w.order(o),
		}})
	}
	return ui.Section(ui.SectionProps{ID: "rows", Title: "Each measure", Note: "opens its readings and its forecast"}, ui.Table(t))
}

func (w *view) day(o *capacity.Outlook, day record.Date) g.Node {
	switch {
	case o.Full:
		return g.Text("now")
	case o.Missing != "":
		return ui.Unknown("unknown")
	case !day.Known():
		return g.Text("beyond three years")
	}
	return g.Text(day.Format(w.v.Locale))
}

func (w *view) order(o *capacity.Outlook) g.Node {
	by := o.OrderBy()
	switch {
	case o.Measure.Ordered.Known():
		return g.Text("ordered, comes " + o.Measure.Ordered.Format(w.v.Locale))
	case !o.Measure.LeadDays.Known():
		return ui.Unknown("lead time unknown")
	case !by.Known():
		return g.Text("–")
	case by.Before(w.today):
		return g.Text(by.Format(w.v.Locale) + ", " + signal.Count(by.DaysUntil(w.today), "day", "days") + " ago")
	}
	return g.Text(by.Format(w.v.Locale))
}
