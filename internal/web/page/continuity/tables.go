package continuity

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// picture shows what the dearest single points of failure cost a year.
func (h *home) picture() g.Node {
	scale := frame.MoneyScale{Currency: h.v.Site.Currency, Locale: h.v.Locale}
	bar := draw.Bar{Frame: scale.Frame("Expected loss a year by what fails alone, in " + scale.Currency), Horizontal: true}
	for _, t := range h.survey.Threats[:min(len(h.survey.Threats), shownBars)] {
		if t.Cost.Yearly.Known() && t.Cost.Yearly.Minor > 0 {
			bar.Items = append(bar.Items, draw.Item{Label: t.Thing(h.survey.Estate).Name, Value: scale.Value(t.Cost.Yearly), Link: h.failURL(t.Place)})
		}
	}
	if len(bar.Items) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{Title: "What would cost most"}, draw.Figure(bar))
}

func (h *home) threats() g.Node {
	t := ui.TableProps{Label: "Single points of failure, the dearest a year first", Columns: []ui.Column{
		{Label: "Fails alone"}, {Label: "Then"}, {Label: "Times a year", Numeric: true}, {Label: "Each time", Numeric: true}, {Label: "Expected a year", Numeric: true},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "Nothing stops a service alone", Text: "As far as the dependencies are recorded."})}
	for i := range h.survey.Threats[:min(len(h.survey.Threats), shownThreats)] {
		t.Rows = append(t.Rows, h.threat(&h.survey.Threats[i]))
	}
	note := ""
	if n := len(h.survey.Threats) - shownThreats; n > 0 {
		note = fmt.Sprintf("the first %d of %d", shownThreats, len(h.survey.Threats))
	}
	return ui.Section(ui.SectionProps{ID: "single", Title: "What there is only one of", Note: note}, ui.Table(t),
		ui.Note("Expected a year: how often it fails in a year, times what the services that stop with it lose until it works again. Each service counts once. Of people: how often what only they can mend fails (what names them, and what a service needs itself that asks for their skill), times the share of days on which they are away. Each opens to its figures."))
}

func (h *home) threat(t *continuity.Threat) ui.Row {
	thing := t.Thing(h.survey.Estate)
	fail := h.failURL(t.Place)
	often, each := g.Node(ui.Unknown("unknown")), g.Node(ui.Unknown("unknown"))
	if t.Cost.Missing == "" {
		often = g.Text(continuity.Often(t.Cost.PerYear) + "×")
		each = h.v.Money(t.Cost.Each, fail)
	}
	return ui.Row{Cells: []g.Node{
		ui.RecordCell(thing.Name, fail, thing.Word()), g.Text(effect(t)), often, each, h.v.Money(t.Cost.Yearly, fail),
	}}
}

// effect says what a threat does.
func effect(t *continuity.Threat) string {
	names := signal.ServiceNames(t.Services)
	if t.Effect == continuity.Holds {
		return "nobody else can bring back " + signal.List(names, 2)
	}
	return "stops " + signal.List(names, 2)
}

func (h *home) services() g.Node {
	t := ui.TableProps{Label: "Services by what threatens them", Columns: []ui.Column{
		{Label: "Service"}, {Label: "Stopped by one of", Numeric: true}, {Label: "Dearest of them"}, {Label: "Only one can mend"}, {Label: "Available", Numeric: true}, {Label: "Down a year", Numeric: true}, {Label: "An hour costs", Numeric: true},
	}}
	list := h.survey.Services
	for i := range list[:min(len(list), shownServices)] {
		t.Rows = append(t.Rows, h.service(&list[i]))
	}
	note := ""
	if len(list) > shownServices {
		note = fmt.Sprintf("the most critical %d of %d", shownServices, len(list))
	}
	return ui.Section(ui.SectionProps{ID: "services", Title: "Services, and what threatens them", Note: note}, ui.Table(t),
		ui.Note("Available: exact for the figures that are known, with failures independent of each other and mended at once. “At most” where some thing that it needs has no figures."))
}

func (h *home) service(st *continuity.Standing) ui.Row {
	href := h.serviceURL(st.Service)
	worst, alone, single := g.Node(nil), g.Node(nil), g.Node(ui.Unknown("nothing recorded"))
	if st.Recorded {
		single = ui.Link(fmt.Sprint(len(st.Single)), href)
	}
	if len(st.Single) > 0 {
		thing := h.survey.Threats[st.Single[0]].Thing(h.survey.Estate)
		worst = ui.Link(thing.Name, h.failURL(h.survey.Threats[st.Single[0]].Place))
	}
	if len(st.Alone) > 0 {
		thing := h.survey.Threats[st.Alone[0]].Thing(h.survey.Estate)
		alone = ui.Link(thing.Name, h.failURL(h.survey.Threats[st.Alone[0]].Place))
	}
	share, down := g.Node(ui.Unknown("unknown")), g.Node(ui.Unknown("unknown"))
	if a := h.available[st.Service.ID]; a.Known {
		share = ui.Link(percent(a), href)
		down = g.Text(continuity.Spell(a.HoursDown()))
	}
	tier := ""
	for _, o := range st.Service.Tier.Options() {
		if o.Name == string(st.Service.Tier) {
			tier = o.Title
		}
	}
	return ui.Row{Cells: []g.Node{ui.RecordCell(st.Service.Name, href, tier), single, worst, alone, share, down, h.v.Money(h.losses.After(st.Service, 1), href)}}
}

// percent writes an availability with as many nines as it has.
func percent(a continuity.Availability) string {
	text := nines(a.Share)
	if len(a.Missing) > 0 {
		return "at most " + text
	}
	return text
}

func nines(share float64) string {
	digits := 1
	for down := 1 - share; down < 0.01 && digits < 6; down *= 10 {
		digits++
	}
	return fmt.Sprintf("%.*f\u00a0%%", digits, 100*share)
}

func (h *home) scenarioTable() g.Node {
	t := ui.TableProps{Label: "What each scenario stops and costs", Columns: []ui.Column{
		{Label: "Scenario"}, {Label: "Stops", Numeric: true}, {Label: "Goes on", Numeric: true}, {Label: "1 h", Numeric: true}, {Label: "8 h", Numeric: true}, {Label: "24 h", Numeric: true}, {Label: "72 h", Numeric: true}, {Label: "Expected a year", Numeric: true}, {Label: "Accepted"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconAlert, Title: "No scenario is recorded", Text: "Say what may fail together, such as a site or a vendor, how often and for how long.",
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "New scenario", Href: "/loss_scenarios/new"})}})}
	for i := range h.scenarios {
		t.Rows = append(t.Rows, h.scenario(&h.scenarios[i]))
	}
	return ui.Section(ui.SectionProps{ID: "scenarios", Title: "If much fails at once"}, ui.Table(t),
		ui.Note("What stops loses by its business impact, else by its loss per hour; services of which nobody has said what they lose are not in the sums. Each scenario opens to when its services are back."))
}

func (h *home) scenario(l *continuity.Loss) ui.Row {
	fail := h.failURL(l.Outcome.Failed...)
	accepted := g.Node(ui.Unknown("not said"))
	switch {
	case l.TooMuch:
		accepted = ui.Tag(ui.ToneBad, "above "+h.short(l.Scenario.Accepted))
	case l.Scenario.Accepted.Known():
		accepted = ui.Tag(ui.ToneGood, "within "+h.short(l.Scenario.Accepted))
	}
	cells := []g.Node{
		ui.RecordCell(l.Scenario.Name, h.scenarioURL(l.Scenario), ""),
		ui.Link(fmt.Sprint(len(l.Outcome.Services)), fail), g.Text(fmt.Sprint(l.Outcome.Survive)),
	}
	for _, m := range l.Over {
		cells = append(cells, h.v.Money(m, fail))
	}
	return ui.Row{Cells: append(cells, h.v.Money(l.Yearly, fail), accepted)}
}

func (h *home) pairTable() g.Node {
	if h.pairs.Problem != "" {
		return ui.Section(ui.SectionProps{ID: "pairs", Title: "Pairs"}, ui.Note(h.pairs.Problem))
	}
	return ui.Section(ui.SectionProps{ID: "pairs", Title: "What stops a service when both fail", Note: shownOf(shownPairs, len(h.pairs.List))},
		h.pairRows(h.pairs.List, shownPairs),
		ui.Note("Down together: the share of time in which one is down times that of the other, of a year. The loss is that of as many first hours."))
}

func shownOf(shown, all int) string {
	if all <= shown {
		return ""
	}
	return fmt.Sprintf("the dearest %d of %d", shown, all)
}

// pairRows is a table of pairs.
func (w *view) pairRows(list []continuity.Pair, most int) g.Node {
	t := ui.TableProps{Label: "Pairs of failures, the dearest a year first", Columns: []ui.Column{
		{Label: "One"}, {Label: "and the other"}, {Label: "Stop"}, {Label: "Down together", Numeric: true}, {Label: "Expected a year", Numeric: true},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "No pair stops a service", Text: "As far as the dependencies are recorded."})}
	for _, p := range list[:min(len(list), most)] {
		fail := w.failURL(p.First, p.Second)
		hours := g.Node(ui.Unknown("unknown"))
		if p.HoursPerYear > 0 {
			hours = g.Text(continuity.Spell(p.HoursPerYear) + " a year")
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(w.thing(p.First).Name, fail, ""), g.Text(w.thing(p.Second).Name),
			g.Text(signal.List(signal.ServiceNames(p.Services), 2)), hours, w.v.Money(p.Yearly, fail),
		}})
	}
	return ui.Table(t)
}

// better lists what would pay for itself soonest.
func (h *home) better() g.Node {
	var lines []ui.LineProps
	for _, f := range h.fixes[:min(len(h.fixes), shownFixes)] {
		note := "avoids " + h.short(f.Avoided)
		if f.Cost.Known() {
			note = fmt.Sprintf("%s, avoids %s a year", h.short(f.Cost), h.short(f.Avoided))
		}
		lines = append(lines, ui.LineProps{Text: f.Text, Href: h.failURL(h.survey.Threats[f.Threat].Place) + "#better", Note: note})
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection("What would help most for its cost", lines...)
}

// whatIf asks what fails.
func (h *home) whatIf() g.Node {
	return ui.Section(ui.SectionProps{Title: "What if it fails?"}, ui.FilterBar(ui.FilterBarProps{
		Action: "/continuity/what-if", Name: "fail", Placeholder: "AST-0019, SIT-0002",
	}), ui.Note("Numbers of assets, sites, rooms, vendors, services or people, with commas between."))
}

// gaps says what the survey does not know.
func (h *home) gaps() g.Node {
	blank, costless, unfigured := 0, 0, 0
	for _, st := range h.survey.Services {
		if !st.Recorded {
			blank++
		}
		if !h.losses.After(st.Service, 1).Known() {
			costless++
		}
	}
	for _, t := range h.survey.Threats {
		if t.Effect == continuity.Stops && !t.Figures.Known() {
			unfigured++
		}
	}
	var lines []ui.LineProps
	add := func(n int, text, href string) {
		if n > 0 {
			lines = append(lines, ui.LineProps{Text: text, Href: href, Note: fmt.Sprint(n)})
		}
	}
	add(blank, "Services of which no need is recorded", "/dependencies")
	add(costless, "Services of which nobody knows what an hour costs", "/services?"+url.Values{"view": {"without_impact"}}.Encode())
	add(unfigured, "Single points without figures of failure", "#single")
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection("What the survey does not know", lines...)
}
