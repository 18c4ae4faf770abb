// Package continuity is the home page of continuity: what can take us down, and what
// would it cost? It is for the director and for whoever answers for continuity. Its
// other pages open what stands behind a number: the sets of failures, the records
// and the formula.
package continuity

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET /continuity", Handle: show},
		{Pattern: "GET /continuity/what-if", Handle: showWhatIf},
		{Pattern: "GET /continuity/services/{number}", Handle: showService},
		{Pattern: "GET /continuity/cold-start", Handle: showColdStart},
		{Pattern: "GET /continuity/scenarios/{number}", Handle: showScenario},
		{Pattern: "GET " + mapPath, Handle: showMap},
		{Pattern: "GET " + mapStatePath, Handle: showMapState},
	}
}

const (
	shownThreats  = 20
	shownBars     = 10
	shownServices = 30
	shownPairs    = 12
	shownFixes    = 8
)

// view is what every page of the package rests on.
type view struct {
	v      *frame.Visit
	s      *record.Snapshot
	survey *continuity.Survey
	losses *continuity.Losses
}

func look(v *frame.Visit) (*view, error) {
	s, err := v.Whole("continuity")
	if err != nil {
		return nil, err
	}
	c := v.Site.Currency
	return &view{v, s, continuity.SurveyOf(s, c), continuity.LossesOf(s, c)}, nil
}

// told is what a page says first, and what is withheld from its reader: who masters what
// is not for all who answer for continuity.
func (w *view) told(text string) []g.Node {
	if !w.v.SeesAll("skill", "skill_rating") {
		text += " Who masters which skill is not shown to you and is left out here: a person counts only where a dependency names them."
	}
	return []g.Node{g.Text(text)}
}

func (w *view) short(m record.Money) string { return m.Short(w.v.Locale) }

func (w *view) thing(place int) *continuity.Thing { return &w.survey.Estate.Things[place] }

// number is the number of a thing's record: AST-0012.
func (w *view) number(t *continuity.Thing) string {
	return w.s.Dictionary().Type(t.Ref.Type).Number(t.Number)
}

func (w *view) recordURL(t *continuity.Thing) string {
	return frame.Link(w.s.Dictionary().Type(t.Ref.Type), t.Number)
}

// failURL is the page on which some things fail.
func (w *view) failURL(places ...int) string {
	q := url.Values{}
	for _, at := range places {
		q.Add("fail", w.number(w.thing(at)))
	}
	return "/continuity/what-if?" + q.Encode()
}

func (w *view) serviceURL(s *catalog.Service) string {
	return "/continuity/services/" + record.TypeFor[catalog.Service](w.s).Number(s.Number)
}

// home is what the first page rests on.
type home struct {
	*view
	pairs     *continuity.Pairs
	scenarios []continuity.Loss
	fixes     []continuity.Fix
	available map[record.ID]continuity.Availability
}

func show(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	c := v.Site.Currency
	h := &home{w, continuity.PairsOf(w.s, c), continuity.ScenariosOf(w.s, c), continuity.FixesOf(w.s, c), continuity.AvailabilitiesOf(w.s, c)}
	actions := []g.Node{
		ui.Button(ui.ButtonProps{Label: "Cold start", Kind: ui.ButtonPlain, Href: "/continuity/cold-start"}),
		ui.Button(ui.ButtonProps{Label: "Map", Icon: ui.IconMap, Href: mapPath}),
	}
	headline := ui.Headline(ui.HeadlineProps{Title: h.title(), Lede: h.told(h.lede()), Actions: actions})
	if len(w.survey.Services) == 0 {
		return v.Show(frame.Shown{Title: "Continuity", Here: "/continuity", Main: []g.Node{headline, nothing()}})
	}
	return v.Show(frame.Shown{Title: "Continuity", Here: "/continuity", Main: []g.Node{
		headline, h.instruments(),
		ui.Columns(
			g.Group{h.picture(), h.threats()},
			g.Group{v.Attention(w.s, continuity.SurveyRules()...), h.whatIf(), h.better(), h.gaps()},
		),
		h.services(), h.scenarioTable(), h.pairTable(),
	}})
}

func nothing() g.Node {
	return ui.Empty(ui.EmptyProps{Icon: ui.IconMap, Title: "Nothing to survey yet",
		Text:    "Add services and what they need: the survey follows the dependencies down to machines, power, rooms, vendors and people.",
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Import dependencies", Href: "/imports/new"})}})
}

// hanging counts the services of a tier that one failure stops, and all of it.
func (h *home) hanging(tier catalog.Tier) (single, all int) {
	for _, st := range h.survey.Services {
		if st.Service.Tier != tier {
			continue
		}
		all++
		if len(st.Single) > 0 {
			single++
		}
	}
	return single, all
}

// stops counts the single points of failure with an effect.
func (h *home) stops(effect continuity.Effect) (n int) {
	for _, t := range h.survey.Threats {
		if t.Effect == effect {
			n++
		}
	}
	return n
}

func (h *home) title() string {
	single, all := h.hanging("critical")
	switch {
	case h.survey.Estate.Problem != "":
		return "The estate cannot be surveyed"
	case len(h.survey.Services) == 0:
		return "No service is recorded"
	case single == 0:
		return fmt.Sprintf("No single failure stops any of %s", signal.Count(all, "critical service", "critical services"))
	}
	return fmt.Sprintf("%d of %s hang on a single failure", single, signal.Count(all, "critical service", "critical services"))
}

func (h *home) lede() string {
	if p := h.survey.Estate.Problem; p != "" {
		return p
	}
	unknown, assumed := 0, 0
	for _, t := range h.survey.Threats {
		if !t.Cost.Yearly.Known() {
			unknown++
		}
		if t.Figures.Assumed {
			assumed++
		}
	}
	return fmt.Sprintf("%d things stop a service by failing alone; %s the only one who can bring something back. Together they cost %s a year on average. Of %d that is not known, and for %d the figures are assumed: what is usual for their kind.",
		h.stops(continuity.Stops), signal.Count(h.stops(continuity.Holds), "person or vendor is", "people and vendors are each"), h.short(h.survey.Yearly), unknown, assumed)
}

func (h *home) instruments() g.Node {
	single, all := h.hanging("critical")
	figures := []ui.InstrumentProps{
		{Label: "Critical services one failure away", Figure: fmt.Sprint(single), Note: fmt.Sprintf("of %d", all), Href: "#services"},
		{Label: "Expected loss a year", Figure: h.short(h.survey.Yearly), Full: h.survey.Yearly.Format(h.v.Locale), Note: "of single points of failure", Href: "#single"},
		{Label: "Pairs that stop a service", Figure: fmt.Sprint(len(h.pairs.List)), Note: "when both fail", Href: "#pairs"},
	}
	if len(h.scenarios) > 0 {
		much := 0
		for _, l := range h.scenarios {
			if l.TooMuch {
				much++
			}
		}
		figures = append(figures, ui.InstrumentProps{Label: "Scenarios above what is accepted", Figure: fmt.Sprint(much), Note: fmt.Sprintf("of %d", len(h.scenarios)), Href: "#scenarios"})
	}
	return ui.Instruments("The figures", figures...)
}
