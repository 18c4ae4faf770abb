package continuity

import (
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/draw/layered"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

const (
	mostDrawn    = 2500 // things on one map
	mostOverview = 300  // nodes with which the map opens; more, and it opens with one service
)

// estateMap is one map of the estate, and how its things fare when some fail.
type estateMap struct {
	*view
	ask     mapAsk
	chosen  bool // the address does not say what to show: the map chose
	seen    *continuity.Map
	layout  *layered.Layout
	outcome continuity.Outcome
	weak    map[int]bool
	unknown []string // numbers in the address that no record has
}

// showMap shows the map. Everything is in the address, so that it can be sent on.
func showMap(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	m := mapOf(w, askOf(w, v.R.URL.Query()))
	head := h.Div(h.ID("map-head"), h.Aria("live", "polite"), m.headline())
	main := []g.Node{h.Link(h.Rel("stylesheet"), h.Href(ui.AssetURL("map.css"))), head}
	switch {
	case len(w.survey.Estate.Things) == 0:
		main = append(main, nothing())
	case m.layout == nil:
		main = append(main, m.form(), m.choices())
	default:
		main = append(main, m.form(), m.hits(), h.Div(h.Class("map-cols"), m.picture(), m.panel()), m.list(),
			h.Script(h.Type("module"), h.Src(ui.AssetURL("map.js"))))
	}
	return v.Show(frame.Shown{Title: "Map", Here: "/continuity", Main: main})
}

// showMapState gives the parts of the page that change with what fails, for its
// script.
func showMapState(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	m := mapOf(w, askOf(w, v.R.URL.Query()))
	v.W.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.W.Header().Set("Cache-Control", "no-store")
	if m.layout == nil {
		return m.headline().Render(v.W)
	}
	return g.Group{
		h.Div(h.ID("map-head"), h.Aria("live", "polite"), m.headline()), m.panel(),
		g.El("svg", m.drawing(nil).Overlay()),
	}.Render(v.W)
}

// mapOf finds what is to be shown. Without a word in the address that is all, with
// sites and teams folded; where that is too much, the most critical service.
func mapOf(w *view, ask mapAsk) *estateMap {
	m := &estateMap{view: w, ask: ask}
	m.missing(&m.ask.of)
	m.missing(&m.ask.site)
	m.chosen = m.ask.of == "" && m.ask.site == "" && m.ask.fold == ""
	if m.chosen {
		m.ask.fold = foldYes
	}
	m.see()
	if m.chosen && len(m.seen.Nodes) > mostOverview && len(w.survey.Services) > 0 {
		m.ask.fold, m.ask.of = "", w.number(w.thing(w.survey.Services[0].Place))
		m.see()
	}
	if len(m.seen.Nodes) > mostDrawn && m.ask.fold == "" {
		m.ask.fold = foldYes
		m.see()
	}
	if len(m.seen.Nodes) <= mostDrawn {
		m.layout = layoutOf(w.s, m.ask.question(w))
	}
	refs, unknown := w.named(m.ask.fail)
	m.unknown = append(m.unknown, unknown...)
	m.outcome = w.survey.WhatIf(refs...)
	m.weak = w.survey.Weakened(&m.outcome)
	return m
}

// missing takes out of the address what does not stand in the estate, to be told.
func (m *estateMap) missing(number *string) {
	if *number != "" && m.survey.Estate.Place(m.numbered(*number).ID) < 0 {
		m.unknown, *number = append(m.unknown, *number), ""
	}
}

func (m *estateMap) see() { m.seen = continuity.MapOf(m.s, m.ask.question(m.view)) }

// layoutOf lays out what a question shows.
func layoutOf(s *record.Snapshot, q continuity.MapQuestion) *layered.Layout {
	return record.Answer(s, "continuity.layout", q, func(s *record.Snapshot, q continuity.MapQuestion) *layered.Layout {
		seen, e := continuity.MapOf(s, q), continuity.EstateOf(s)
		graph := layered.Graph{Bands: make([]int, len(seen.Nodes)), Edges: make([]layered.Edge, len(seen.Edges))}
		for i, n := range seen.Nodes {
			graph.Bands[i] = int(e.Things[n.Place].Band())
		}
		for i, edge := range seen.Edges {
			graph.Edges[i] = layered.Edge(edge)
		}
		return layered.Lay(graph, draw.MapSettings())
	})
}

func (m *estateMap) headline() g.Node {
	title, lede := m.title(), m.lede()
	if len(m.outcome.Failed) > 0 {
		title, lede = m.outcomeTitle(&m.outcome), m.outcomeLede(&m.outcome)
	}
	return ui.Headline(ui.HeadlineProps{Title: title, Lede: m.told(lede), Actions: []g.Node{
		ui.Button(ui.ButtonProps{Label: "Continuity", Kind: ui.ButtonPlain, Href: "/continuity"}),
	}})
}

func (m *estateMap) title() string {
	if m.survey.Estate.Problem != "" {
		return "The estate cannot be surveyed"
	}
	if m.layout == nil {
		return fmt.Sprintf("%d things are too many for one map", len(m.seen.Nodes))
	}
	if t := m.focus(); t != nil {
		return fmt.Sprintf("%s rests on %s", t.Name, signal.Count(m.seen.Seen-1, "thing", "things"))
	}
	return fmt.Sprintf("%s rest on %s", signal.Count(len(m.survey.Services), "service", "services"), signal.Count(m.seen.Of-len(m.survey.Services), "thing", "things"))
}

// focus is the thing that the map is about; nil when it is about all.
func (m *estateMap) focus() *continuity.Thing {
	return m.survey.Estate.Find(m.numbered(m.ask.of).ID)
}

// lede says what of the estate is shown and what is not.
func (m *estateMap) lede() string {
	if p := m.survey.Estate.Problem; p != "" {
		return p
	}
	if m.layout == nil {
		return fmt.Sprintf("At most %d are drawn. Choose a service or a site, or fold sites and teams.", mostDrawn)
	}
	var parts []string
	if hidden := m.seen.Of - m.seen.Seen; hidden > 0 {
		parts = append(parts, fmt.Sprintf("%s of the estate are not shown: choose another service, or all", signal.Count(hidden, "other thing", "other things")))
	}
	if folded := m.seen.Seen - len(m.seen.Nodes); folded > 0 {
		parts = append(parts, fmt.Sprintf("%s are folded into their sites and teams: + opens one", signal.Count(folded, "thing", "things")))
	}
	if m.chosen && m.ask.of != "" {
		parts = append(parts, "All at once would be too much to read, so the map opens with the most critical service")
	}
	return strings.Join(append([]string{"Click a thing, and it fails"}, parts...), ". ") + "."
}

// drawing is the map as a picture; found marks what was looked for.
func (m *estateMap) drawing(found []bool) draw.Map {
	p := draw.Map{Title: "Map of the estate", Desc: m.describe(), Bands: continuity.Bands(), Layout: m.layout}
	for i, n := range m.seen.Nodes {
		p.Nodes = append(p.Nodes, m.node(n))
		p.Nodes[i].Found = found != nil && found[i]
	}
	for i, e := range m.seen.Edges {
		if m.down(m.seen.Nodes[e.From]) && m.down(m.seen.Nodes[e.To]) {
			p.Hot = append(p.Hot, i)
		}
	}
	p.Way = m.way()
	return p
}

func (m *estateMap) describe() string {
	return fmt.Sprintf("%s in %s, joined by %s to what they need, which stands below them. The same as a list stands under the map", signal.Count(len(m.seen.Nodes), "mark", "marks"),
		signal.Count(m.bands(), "band", "bands"), signal.Count(len(m.seen.Edges), "line", "lines"))
}

func (m *estateMap) bands() (n int) {
	var seen [16]bool
	for _, node := range m.seen.Nodes {
		if b := m.thing(node.Place).Band(); !seen[b] {
			seen[b] = true
			n++
		}
	}
	return n
}

func (m *estateMap) node(n continuity.MapNode) draw.MapNode {
	t := m.thing(n.Place)
	number := m.number(t)
	out := draw.MapNode{ID: number, Label: t.Name, Tip: t.Name + ", " + t.Word() + " " + number, State: m.state(n), Href: m.href(n)}
	if n.Holds != nil {
		out.Count = len(n.Holds)
		out.Tip = fmt.Sprintf("%s, %s %s, and what is there: %s", t.Name, t.Word(), number, signal.Count(len(n.Holds), "thing", "things"))
		out.More = m.ask.opened(number).at("")
	}
	return out
}

// href is where a click leads: what works fails, what failed works again, and what
// stopped tells why.
func (m *estateMap) href(n continuity.MapNode) string {
	number := m.number(m.thing(n.Place))
	if m.state(n) == draw.MapStopped {
		return m.ask.because(number).at("")
	}
	if to := m.ask.toggled(number).at(""); to != "" {
		return to
	}
	return mapPath
}

// state is how a node fares: as the worst of what matters of it.
func (m *estateMap) state(n continuity.MapNode) draw.MapState {
	_, weak := m.weak[n.Place]
	switch {
	case slices.Contains(m.outcome.Failed, n.Place):
		return draw.MapFailed
	case m.down(n):
		return draw.MapStopped
	case m.held(n.Place):
		return draw.MapHeld
	case weak, slices.ContainsFunc(n.Holds, func(i int) bool { return m.outcome.Down[i] }):
		return draw.MapWeak
	}
	return ""
}

// down reports whether a thing does not work; a site that is folded is down when it
// is itself.
func (m *estateMap) down(n continuity.MapNode) bool {
	return m.outcome.Down[n.Place] || slices.Contains(m.outcome.Failed, n.Place)
}

func (m *estateMap) held(place int) bool {
	s := m.thing(place).Service
	return s != nil && slices.Contains(m.outcome.Held, s)
}

// reason is the chain that stops the thing asked about; nil when none is.
func (m *estateMap) reason() (place int, chain []continuity.Link) {
	place = m.survey.Estate.Place(m.numbered(m.ask.why).ID)
	if place < 0 {
		return place, nil
	}
	if chain = m.survey.Reason(&m.outcome, place); chain == nil && m.held(place) {
		chain = m.heldBy(place)
	}
	return place, chain
}

// heldBy is the chain to the one of those who are away without whom a service
// cannot be brought back.
func (m *estateMap) heldBy(place int) []continuity.Link {
	for _, at := range m.outcome.Failed {
		if chain := m.survey.HeldReason(at, place); chain != nil {
			return chain
		}
	}
	return nil
}

// way is the reason as edges of the map.
func (m *estateMap) way() []int {
	_, chain := m.reason()
	if len(chain) == 0 {
		return nil
	}
	on := map[continuity.MapEdge]bool{}
	for _, l := range chain {
		on[continuity.MapEdge{From: m.seen.Node(l.From), To: m.seen.Node(l.To)}] = true
	}
	var edges []int
	for i, e := range m.seen.Edges {
		if on[e] {
			edges = append(edges, i)
		}
	}
	return edges
}
