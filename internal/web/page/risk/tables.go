package risk

import (
	"fmt"
	"slices"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/risk"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

const (
	shownEvents     = 8
	shownEstimates  = 12
	shownAcceptance = 6
)

// ranked lists the risks by what they cost a year.
func (h *home) ranked() g.Node {
	t := ui.TableProps{Label: "Risks, the dearest a year first", Columns: []ui.Column{
		{Label: "Risk"}, {Label: "Times a year", Numeric: true}, {Label: "Each time", Numeric: true}, {Label: "Expected a year", Numeric: true}, {Label: "One year in twenty", Numeric: true}, {Label: "Of the worst years", Numeric: true},
	}}
	for n := range h.p.Ranked {
		share := &h.p.Ranked[n]
		if share.Item == nil {
			t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
				ui.RecordCell("Single points of failure", "/continuity#single", signal.Count(len(h.p.Points), "thing", "things")), g.Text(continuity.Often(total(h.p.Points)) + "×"), nil,
				h.v.Money(share.Yearly, "/continuity#single"), h.more(share.Bad), g.Text(risk.Percent(share.Tail)),
			}})
			continue
		}
		href := h.riskURL(share.Item.Risk)
		often, each := h.p.Rates(share.Item)
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(share.Item.Risk.Title, href, categoryTitle(share.Item.Risk.Category)), g.Text(continuity.Often(often) + "×"), h.v.Money(each, href),
			h.v.Money(share.Yearly, href), h.more(share.Bad), g.Text(risk.Percent(share.Tail)),
		}})
	}
	note := "Of the worst years: what part of the loss in the worst twentieth of all years comes from it."
	if len(h.p.Within) > 0 {
		note += fmt.Sprintf(" %s not counted beside the risks that include %s, so that nothing counts twice.", signal.Count(len(h.p.Within), "single point of failure is", "single points of failure are"), signal.Plural(len(h.p.Within), "it", "them"))
	}
	if h.p.Unknown > 0 {
		note += fmt.Sprintf(" Of %d single points it is not known how often they fail or what that costs.", h.p.Unknown)
	}
	return ui.Section(ui.SectionProps{ID: "ranked", Title: "What it comes from"}, ui.Table(t), ui.Note(note))
}

// span is what an estimate says is lost in its time.
func (w *view) span(k *risk.Kept) string {
	switch {
	case k.High.Minor == 0:
		return "nothing"
	case k.Low.Minor == 0:
		return "up to " + w.short(k.High)
	}
	return w.short(k.Low) + " to " + w.short(k.High)
}

// more is an amount that is exceeded one year in twenty; many rare risks cost nothing
// in most of these.
func (w *view) more(m record.Money) g.Node {
	if m.Known() && m.Minor == 0 {
		return g.Text("nothing")
	}
	return w.v.Money(m, "")
}

func total(points []risk.Single) (perYear float64) {
	for _, p := range points {
		perYear += p.PerYear
	}
	return perYear
}

func categoryTitle(c catalog.RiskCategory) string {
	for _, o := range c.Options() {
		if o.Name == string(c) {
			return o.Title
		}
	}
	return ""
}

// treatments lists what is ahead, the best for its cost first.
func (h *home) treatments() g.Node {
	return ui.Section(ui.SectionProps{ID: "treatments", Title: "What buys it down"}, h.worthTable(h.worth),
		ui.Note("Saves: the difference of what is expected a year without it and with it. From and to: by the weakest and the strongest effect that was said of it. Costs a year: the cost once over its years, and the cost a year."))
}

func (w *view) worthTable(list []risk.Worth) g.Node {
	t := ui.TableProps{Label: "Treatments ahead, the best for their cost first", Columns: []ui.Column{
		{Label: "Treatment"}, {Label: "Saves a year", Numeric: true}, {Label: "From", Numeric: true}, {Label: "To", Numeric: true}, {Label: "Costs a year", Numeric: true}, {Label: "Is worth", Numeric: true}, {Label: "It pays"}, {Label: "Due"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconShield, Title: "No treatment is ahead", Text: "Say what would make a risk less often or smaller, and what it costs."})}
	for n := range list {
		worth := &list[n]
		href := w.v.LinkTo(worth.Treatment)
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(worth.Treatment.Title, href, stateTitle(w.s, worth.Treatment)), w.v.Money(worth.Saves, href), w.v.Money(worth.Low, ""), w.v.Money(worth.High, ""),
			w.v.Money(worth.Cost, href), w.v.Money(worth.Net, ""), pays(worth), w.due(worth.Treatment),
		}})
	}
	return ui.Table(t)
}

func pays(w *risk.Worth) g.Node {
	switch {
	case !w.Net.Known():
		return ui.Unknown("unknown")
	case w.Pays() == "yes":
		return ui.Tag(ui.ToneGood, "yes")
	case w.Pays() == "no":
		return ui.Tag(ui.ToneBad, "no")
	}
	return ui.Tag(ui.ToneWarn, "perhaps")
}

func (w *view) due(t *catalog.RiskTreatment) g.Node {
	if !t.Due.Known() {
		return nil
	}
	text := signal.Away(w.q.Day, t.Due)
	if t.State != "proposed" && t.Due.Before(w.q.Day) {
		return ui.Tag(ui.ToneBad, text)
	}
	return g.Text(text)
}

func stateTitle(s *record.Snapshot, r record.Record) string {
	t := s.Dictionary().TypeOf(r)
	if state, ok := t.Lifecycle.State(r.Head().State); ok {
		return state.Title
	}
	return ""
}

// appetites holds every appetite against what is.
func (h *home) appetites() g.Node {
	t := ui.TableProps{Label: "What is accepted, and what is", Columns: []ui.Column{
		{Label: "Appetite"}, {Label: "More than", Numeric: true}, {Label: "Accepted", Numeric: true}, {Label: "Is", Numeric: true}, {Label: "With what is agreed on", Numeric: true}, {Label: "Lost beyond it a year", Numeric: true}, {Label: "Kept"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconChart, Title: "Nobody has said what is accepted", Text: "An appetite is a few points: losing more than so much in a year, at most so often."})}
	for n := range h.held {
		for _, p := range h.held[n].Points {
			t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
				ui.RecordCell(h.held[n].Appetite.Title, h.v.LinkTo(h.held[n].Appetite), categoryTitle(h.held[n].Appetite.Category)), h.v.Money(p.Loss, ""), g.Text(risk.Percent(p.Accepted)),
				g.Text(risk.Percent(p.Chance.Value)), planned(p), h.v.Money(p.Beyond, ""), kept(p),
			}})
		}
	}
	return ui.Section(ui.SectionProps{ID: "appetite", Title: "What is accepted"}, ui.Table(t))
}

func planned(p risk.HeldPoint) g.Node {
	if p.Planned == nil {
		return nil
	}
	return g.Text(risk.Percent(p.Planned.Value))
}

func kept(p risk.HeldPoint) g.Node {
	switch {
	case p.Exceeded():
		return ui.Tag(ui.ToneBad, "no")
	case p.Doubtful():
		return ui.Tag(ui.ToneWarn, "on the edge")
	}
	return ui.Tag(ui.ToneGood, "yes")
}

// bearing lists the acceptances by when they end.
func (h *home) bearing() g.Node {
	var given []*catalog.RiskAcceptance
	for a := range record.Each[catalog.RiskAcceptance](h.s) {
		if a.Holds() {
			given = append(given, a)
		}
	}
	if len(given) == 0 {
		return nil
	}
	slices.SortStableFunc(given, func(a, b *catalog.RiskAcceptance) int { return b.Expires.DaysUntil(a.Expires) })
	var lines []ui.LineProps
	for _, a := range given[:min(len(given), shownAcceptance)] {
		line := ui.LineProps{Text: a.Title, Href: h.v.LinkTo(a), Note: signal.Away(h.q.Day, a.Expires)}
		if a.Expires.Before(h.q.Day) {
			line.Tone = ui.ToneBad
		}
		lines = append(lines, line)
	}
	return ui.AsideSection("Borne, and until when", lines...)
}

// indicators lists those in use with what was read last.
func (h *home) indicators() g.Node {
	var lines []ui.LineProps
	for i := range record.Each[catalog.RiskIndicator](h.s) {
		if i.Archived || i.State != "in_use" {
			continue
		}
		line := ui.LineProps{Text: i.Name, Href: h.v.LinkTo(i), Note: "never read", Tone: ui.ToneUnknown}
		if last := i.Last(); last != nil {
			line.Note, line.Tone = last.Value.Format(h.v.Locale)+" "+i.Unit, ui.ToneInfo
			switch {
			case i.Beyond(last.Value, i.Threshold):
				line.Tone = ui.ToneBad
			case i.Beyond(last.Value, i.Warn):
				line.Tone = ui.ToneWarn
			}
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection("What tells in time", lines...)
}

// uncounted lists the risks without figures.
func (h *home) uncounted() g.Node {
	var lines []ui.LineProps
	for _, i := range h.p.Uncounted() {
		lines = append(lines, ui.LineProps{Text: i.Risk.Title, Href: h.riskURL(i.Risk), Note: "not known: " + i.Missing})
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection("Not in the curve", lines...)
}

// scored says how good the estimates were that had time to be tried.
func (h *home) scored() g.Node {
	var tried []risk.Kept
	for _, k := range h.history.Kept {
		if k.Missing == "" && k.Verdict() != risk.Early {
			tried = append(tried, k)
		}
	}
	note := ""
	if c := h.history.Calibration; c.Count > 0 {
		note = fmt.Sprintf("%d of %s with losses lie inside what was said to hold nine times in ten", c.Inside, signal.Count(c.Count, "estimate", "estimates"))
		if c.Overconfident {
			note += ": the ranges are too narrow"
		}
	}
	return ui.Section(ui.SectionProps{ID: "scored", Title: "What was estimated, and what happened", Note: note}, h.keptTable(tried[:min(len(tried), shownEstimates)], true),
		ui.Note("Events and losses from the day of the estimate to the day on which another took its place. Expected: nine times in ten, by the estimate, over that time. An estimate is contradicted where so many events, or so few, had a chance of less than 5 %, or what was lost lies outside."))
}

// keptTable is a table of estimates; titled by their risks, or by their days.
func (w *view) keptTable(list []risk.Kept, byRisk bool) g.Node {
	t := ui.TableProps{Label: "Estimates and what happened", Columns: []ui.Column{
		{Label: "Estimate"}, {Label: "Held for"}, {Label: "Events expected"}, {Label: "Happened", Numeric: true}, {Label: "Loss expected"}, {Label: "Lost", Numeric: true}, {Label: "It"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconHistory, Title: "No estimate has been tried yet", Text: "Each one that is agreed on is kept, and held against the losses that are recorded."})}
	for n := range list {
		k := &list[n]
		name, sub := k.Estimate.On.Format(w.v.Locale), stateTitle(w.s, k.Estimate)
		if byRisk {
			name, sub = k.Risk.Title, k.Estimate.On.Format(w.v.Locale)
		}
		cells := []g.Node{ui.RecordCell(name, w.v.LinkTo(k.Estimate), sub), g.Text(risk.Span(k.Years))}
		if k.Missing != "" {
			cells = append(cells, ui.Unknown("not known: "+k.Missing), g.Text(fmt.Sprint(len(k.Events))), nil, w.v.Money(k.Lost, ""), nil)
		} else {
			cells = append(cells, g.Text(risk.Between(k.Few, k.Many)), g.Text(fmt.Sprint(len(k.Events))),
				g.Text(w.span(k)), w.v.Money(k.Lost, ""), verdict(k))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	return ui.Table(t)
}

func verdict(k *risk.Kept) g.Node {
	switch v := k.Verdict(); v {
	case risk.Fits:
		return ui.Tag(ui.ToneGood, "fits")
	case risk.Early:
		return ui.Unknown(string(v))
	default:
		return ui.Tag(ui.ToneBad, string(v))
	}
}

// happened lists the newest events.
func (h *home) happened() g.Node {
	var events []*catalog.LossEvent
	for e := range record.Each[catalog.LossEvent](h.s) {
		if !e.Archived && e.State != "dropped" {
			events = append(events, e)
		}
	}
	slices.SortStableFunc(events, func(a, b *catalog.LossEvent) int { return a.Happened.DaysUntil(b.Happened) })
	note := ""
	if len(events) > shownEvents {
		note = fmt.Sprintf("the newest %d of %d", shownEvents, len(events))
	}
	return ui.Section(ui.SectionProps{ID: "events", Title: "What came true", Note: note}, h.eventTable(events[:min(len(events), shownEvents)]))
}

func (w *view) eventTable(events []*catalog.LossEvent) g.Node {
	t := ui.TableProps{Label: "Events, the newest first", Columns: []ui.Column{{Label: "Event"}, {Label: "Risk"}, {Label: "Day"}, {Label: "Lost", Numeric: true}, {Label: "Got back", Numeric: true}},
		Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconMoney, Title: "Nothing came true", Text: "Record what a risk cost when it comes true: estimates are held against it."})}
	for _, e := range events {
		kind := ""
		if e.Kind == "near_miss" {
			kind = "near miss"
		}
		back, named := g.Node(nil), g.Node(nil)
		if e.Recovered.Known() {
			back = w.v.Money(e.Recovered, "")
		}
		if k := record.Get(w.s, e.Risk); k != nil {
			named = ui.Link(k.Title, w.riskURL(k))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(e.Title, w.v.LinkTo(e), kind), named, g.Text(e.Happened.Format(w.v.Locale)), w.v.Money(e.Loss, w.v.LinkTo(e)), back}})
	}
	return ui.Table(t)
}
