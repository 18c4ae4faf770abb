package continuity

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// showService opens the figures of one service: every set of failures that stops it.
func showService(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	t := record.TypeFor[catalog.Service](w.s)
	n, _ := t.ParseNumber(v.R.PathValue("number"))
	r := w.s.Numbered(t, n)
	if r == nil || w.survey.Of(r.Head().ID) == nil {
		return fault.New(fault.NotFound, "There is no live service of this number in the survey.")
	}
	st := w.survey.Of(r.Head().ID)
	a := continuity.AvailabilityOf(w.s, v.Site.Currency, st.Service.ID)
	main := []g.Node{
		ui.Headline(ui.HeadlineProps{Title: serviceTitle(st), Lede: w.told(serviceLede(&a)), Actions: []g.Node{
			ui.Button(ui.ButtonProps{Label: "Map", Icon: ui.IconMap, Href: w.mapURL(w.thing(st.Place))}),
			ui.Button(ui.ButtonProps{Label: "The record", Kind: ui.ButtonPlain, Href: frame.Link(t, st.Service.Number)}),
			ui.Button(ui.ButtonProps{Label: "Continuity", Kind: ui.ButtonPlain, Href: "/continuity"}),
		}}),
		w.serviceFacts(st, &a),
		w.list("single", "What stops it alone", st.Single), w.list("alone", "Who alone can bring it back", st.Alone),
		w.servicePairs(st.Service), w.without(&a),
	}
	return v.Show(frame.Shown{Title: st.Service.Name, Here: "/continuity", Main: main})
}

func serviceTitle(st *continuity.Standing) string {
	switch {
	case !st.Recorded:
		return "Nothing is recorded of what " + st.Service.Name + " needs"
	case len(st.Single) == 0:
		return "No single failure stops " + st.Service.Name
	}
	return fmt.Sprintf("%s is stopped by any of %s", st.Service.Name, signal.Count(len(st.Single), "thing", "things"))
}

func serviceLede(a *continuity.Availability) string {
	if !a.Known {
		text := "How available it is is not known: " + a.Problem
		if a.Most > 0 {
			text += fmt.Sprintf("; it is certain that it works between %s and %s of the time", nines(a.Least), nines(a.Most))
		}
		return text + "."
	}
	text := fmt.Sprintf("It is available %s of the time, down %s a year", percent(*a), continuity.Spell(a.HoursDown()))
	if a.Low != a.High {
		text += fmt.Sprintf("; nine times in ten between %s and %s, as the figures of its things are ranges", nines(a.Low), nines(a.High))
	}
	return text + "."
}

func (w *view) serviceFacts(st *continuity.Standing, a *continuity.Availability) g.Node {
	facts := []ui.Fact{{Label: "An hour costs", Value: w.v.Money(w.losses.After(st.Service, 1), "")}}
	if b := w.losses.Impact(st.Service); b != nil {
		facts = append(facts, ui.Fact{Label: "By the assessment", Value: ui.Link(b.Title, frame.Link(w.s.Dictionary().TypeOf(b), b.Number))},
			ui.Fact{Label: "A day costs", Value: w.v.Money(w.losses.After(st.Service, 24), "")})
	}
	if st.Service.RTO.Known() {
		facts = append(facts, ui.Fact{Label: "Recovery time promised", Value: g.Text(st.Service.RTO.Format(w.v.Locale))})
	}
	if a.Known {
		facts = append(facts, ui.Fact{Label: "Things that were counted", Value: g.Text(fmt.Sprint(a.Events)), Note: fmt.Sprintf("of %d the figures are those usual for their kind, of %d there are none", a.Assumed, len(a.Missing))})
	}
	return ui.Facts(facts...)
}

// list is a table of single points of failure.
func (w *view) list(id, title string, places []int) g.Node {
	if len(places) == 0 {
		return nil
	}
	t := ui.TableProps{Label: title, Columns: []ui.Column{{Label: "Thing"}, {Label: "Figures"}, {Label: "Down a year", Numeric: true}, {Label: "Expected a year", Numeric: true}}}
	for _, at := range places {
		threat := &w.survey.Threats[at]
		fail := w.failURL(threat.Place)
		hours := g.Node(ui.Unknown("unknown"))
		if threat.Figures.Known() {
			hours = g.Text(continuity.Spell(threat.Figures.PerYear() * threat.Figures.MTTR.Mean()))
		}
		thing := threat.Thing(w.survey.Estate)
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(thing.Name, fail, thing.Word()), w.basis(&threat.Figures), hours, w.v.Money(threat.Cost.Yearly, fail),
		}})
	}
	return ui.Section(ui.SectionProps{ID: id, Title: title}, ui.Table(t))
}

const shownOfService = 25

func (w *view) servicePairs(s *catalog.Service) g.Node {
	var list []continuity.Pair
	for _, p := range continuity.PairsOf(w.s, w.v.Site.Currency).List {
		for _, of := range p.Services {
			if of.ID == s.ID {
				list = append(list, p)
			}
		}
	}
	return ui.Section(ui.SectionProps{ID: "pairs", Title: "What stops it when both fail", Note: shownOf(shownOfService, len(list))}, w.pairRows(list, shownOfService))
}

// without lists the things whose figures are missing.
func (w *view) without(a *continuity.Availability) g.Node {
	if len(a.Missing) == 0 {
		return nil
	}
	var lines []ui.LineProps
	for _, at := range a.Missing[:min(len(a.Missing), shownOfService)] {
		t := w.thing(at)
		lines = append(lines, ui.LineProps{Text: t.Name, Href: w.recordURL(t), Note: t.Word()})
	}
	return ui.AsideSection(fmt.Sprintf("Taken as never failing, for want of figures: %d", len(a.Missing)), lines...)
}
