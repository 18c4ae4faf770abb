package continuity

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// How much stands beside the map; the page What if has the rest.
const (
	besideStopped = 12
	besideHeld    = 6
	besideWeak    = 8
	besideHurts   = 7
)

// panel says beside the map what fails, what stops with it, and why. Its data tell
// the script how each mark fares.
func (m *estateMap) panel() g.Node {
	body := []g.Node{h.ID("map-panel"), h.Aria("label", "What fails, and what stops"), m.states()}
	if len(m.unknown) > 0 {
		body = append(body, ui.Callout(ui.ToneWarn, "Not found: "+strings.Join(m.unknown, ", ")))
	}
	if len(m.outcome.Failed) == 0 {
		return h.Aside(append(body, m.begin())...)
	}
	return h.Aside(append(body, m.because1(), m.failed(), m.stops(), m.holds(), m.weakened())...)
}

// states lists the marks by how they fare.
func (m *estateMap) states() g.Node {
	by := map[draw.MapState][]string{}
	for _, n := range m.seen.Nodes {
		if s := m.state(n); s != "" {
			by[s] = append(by[s], m.number(m.thing(n.Place)))
		}
	}
	var attrs g.Group
	for _, s := range []draw.MapState{draw.MapFailed, draw.MapStopped, draw.MapWeak, draw.MapHeld} {
		attrs = append(attrs, h.Data(string(s), strings.Join(by[s], " ")))
	}
	return attrs
}

// begin is what the panel says while everything works.
func (m *estateMap) begin() g.Node {
	var lines []ui.LineProps
	for i := range m.survey.Threats[:min(len(m.survey.Threats), besideHurts)] {
		t := &m.survey.Threats[i]
		thing := t.Thing(m.survey.Estate)
		note := ""
		if t.Cost.Yearly.Known() {
			note = m.short(t.Cost.Yearly) + " a year"
		}
		lines = append(lines, ui.LineProps{Text: thing.Name, Href: m.ask.toggled(m.number(thing)).at(mapPath), Note: note})
	}
	return g.Group{
		h.Section(h.Class("lines"), h.H2(g.Text("Everything works")),
			h.P(g.Text("Click a thing to take it down, and others beside it. Click it again and it works again. A click on what has stopped with it tells why."))),
		g.If(len(lines) > 0, ui.AsideSection("Take down what would cost most", lines...)),
	}
}

// because1 tells of the thing asked about why it stops.
func (m *estateMap) because1() g.Node {
	place, chain := m.reason()
	if place < 0 {
		return nil
	}
	t := m.thing(place)
	if len(chain) == 0 {
		return h.Section(h.Class("lines map-why"), h.H2(g.Text("Why")), h.P(g.Text(t.Name+" does not stop with this.")))
	}
	verb := " stops: "
	if m.held(place) {
		verb = " goes on, but could not be brought back: "
	}
	return h.Section(h.Class("lines map-why"), h.H2(g.Text("Why")), h.P(ui.Link(t.Name, m.recordURL(t)), g.Text(verb), m.because(chain), g.Text(m.taken(chain))))
}

// taken ends a reason.
func (m *estateMap) taken(chain []continuity.Link) string {
	if m.thing(chain[len(chain)-1].To).Kind == "person" {
		return ", who is away."
	}
	return ", which you took down."
}

func (m *estateMap) failed() g.Node {
	return h.Section(h.Class("lines"), h.H2(g.Text("You took down")),
		h.Ul(g.Map(m.outcome.Failed, func(at int) g.Node {
			t := m.thing(at)
			return h.Li(h.Span(ui.Link(t.Name, m.recordURL(t)), g.Text(" "), h.Span(h.Class("note"), g.Text(t.Word()))),
				h.A(h.Class("note"), h.Href(m.ask.toggled(m.number(t)).at(mapPath)), g.Attr("data-map", ""), g.Text("bring back")))
		})),
		m.absent(),
		ui.Buttons(
			ui.Button(ui.ButtonProps{Label: "Reset", Small: true, Href: m.reset()}),
			ui.Button(ui.ButtonProps{Label: "What if", Small: true, Kind: ui.ButtonQuiet, Href: m.failURL(m.outcome.Failed...)}),
		))
}

// absent says what of that is not on the map, where it would be missed.
func (m *estateMap) absent() g.Node {
	var names []string
	for _, at := range m.outcome.Failed {
		if m.seen.Node(at) < 0 {
			names = append(names, m.thing(at).Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	all := m.ask
	all.of, all.site, all.up, all.fold = "", "", false, foldYes
	return h.P(g.Text("Not on this map: "+signal.List(names, 3)+". "), ui.Link("Show all", all.at(mapPath)))
}

func (m *estateMap) reset() string {
	a := m.ask
	a.fail, a.why = nil, ""
	return a.at(mapPath)
}

func (m *estateMap) stops() g.Node {
	list := m.outcome.Services
	if len(list) == 0 {
		return h.Section(h.Class("lines"), h.H2(g.Text("No service stops")), h.P(g.Text("As far as the dependencies are recorded.")))
	}
	sum, unknown := m.losses.Of(list, 1)
	total := "An hour of it costs " + m.short(sum)
	if unknown > 0 {
		total += fmt.Sprintf(", without %s of unknown loss", signal.Count(unknown, "service", "services"))
	}
	return h.Section(h.Class("lines map-stops"), h.H2(g.Text(signal.Count(len(list), "service stops", "services stop"))), h.P(g.Text(total)),
		h.Ul(g.Map(list[:min(len(list), besideStopped)], func(s *catalog.Service) g.Node {
			return m.stop(s, m.survey.Reason(&m.outcome, m.survey.Of(s.ID).Place))
		})), m.rest(len(list)-besideStopped))
}

// stop is a line of the panel: a service, what an hour costs, and why it stops.
func (m *estateMap) stop(s *catalog.Service, chain []continuity.Link) g.Node {
	cost := g.Node(ui.Unknown("unknown"))
	if loss := m.losses.After(s, 1); loss.Known() {
		cost = h.Span(h.Class("note"), g.Text(m.short(loss)+" an hour"))
	}
	t := m.thing(m.survey.Of(s.ID).Place)
	why := h.A(h.Href(m.ask.because(m.number(t)).at(mapPath)), g.Attr("data-map", ""), h.Title("Show the way on the map"), g.Text(s.Name))
	return h.Li(why, cost, g.If(len(chain) > 0, h.P(h.Class("note"), m.because(chain))))
}

func (m *estateMap) rest(n int) g.Node {
	if n <= 0 {
		return nil
	}
	return h.P(h.Class("map-rest"), ui.Link(fmt.Sprintf("And %d more", n), m.failURL(m.outcome.Failed...)))
}

func (m *estateMap) holds() g.Node {
	list := m.outcome.Held
	if len(list) == 0 {
		return nil
	}
	return h.Section(h.Class("lines map-stops"), h.H2(g.Text(fmt.Sprintf("%d could not be brought back", len(list)))),
		h.Ul(g.Map(list[:min(len(list), besideHeld)], func(s *catalog.Service) g.Node {
			return m.stop(s, m.heldBy(m.survey.Of(s.ID).Place))
		})), m.rest(len(list)-besideHeld))
}

// weakened lists what goes on with less: first what nothing is left to.
func (m *estateMap) weakened() g.Node {
	var last, others []ui.LineProps
	for i := range m.survey.Estate.Things {
		alone, weak := m.weak[i]
		if !weak {
			continue
		}
		t := m.thing(i)
		line := ui.LineProps{Text: t.Name, Href: frame.Link(m.s.Dictionary().Type(t.Ref.Type), t.Number), Note: "has some left"}
		if alone {
			line.Note, line.Tone = "the next failure stops it", ui.ToneWarn
			last = append(last, line)
		} else {
			others = append(others, line)
		}
	}
	lines := append(last, others...)
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection(fmt.Sprintf("%s on with fewer alternatives", signal.Count(len(lines), "thing goes", "things go")), lines[:min(len(lines), besideWeak)]...)
}
