package continuity

import (
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/web/ui"
)

// How much the page lists around the map.
const (
	mostChoices = 200 // services or sites in a list to choose from
	mostListed  = 300 // things in the list under the map
	mostHits    = 12  // of a search, that are not on the map
)

// form chooses what is shown. It works by itself; with a script a choice is taken at
// once.
func (m *estateMap) form() g.Node {
	return h.Form(h.Class("map-form"), h.Role("search"), h.Aria("label", "What the map shows"), h.Action(mapPath),
		m.ofField(),
		ui.SelectField(ui.Field{Name: "site", Label: "Site"}, ui.SelectProps{Value: m.ask.site, Empty: "All sites", Options: m.sites()}),
		ui.SelectField(ui.Field{Name: "fold", Label: "Sites and teams"}, ui.SelectProps{Value: m.ask.fold, Options: []ui.Option{
			{Value: "", Label: "As is best"}, {Value: foldYes, Label: "Folded"}, {Value: foldNo, Label: "In full"}}}),
		ui.TextField(ui.Field{Name: "find", Label: "Find"}, ui.TextProps{Type: "search", Value: m.ask.find, Placeholder: "Name or number", MaxLength: mostFind, AutoComplete: "off"}),
		ui.CheckField(ui.Field{Name: "up", Label: "And what needs it"}, m.ask.up),
		g.If(len(m.ask.open) > 0, h.Input(h.Type("hidden"), h.Name("open"), h.Value(strings.Join(m.ask.open, ",")))),
		g.If(len(m.ask.fail) > 0, h.Input(h.Type("hidden"), h.Name("fail"), h.Value(strings.Join(m.ask.fail, ",")))),
		ui.Buttons(ui.Button(ui.ButtonProps{Label: "Show"}), g.If(!m.chosen, ui.Button(ui.ButtonProps{Label: "Clear", Kind: ui.ButtonQuiet, Href: mapPath}))))
}

// ofField chooses the service: from a list, or where there are many by typing.
func (m *estateMap) ofField() g.Node {
	f := ui.Field{Name: "of", Label: "Service"}
	if len(m.survey.Services) > mostChoices {
		chosen := ui.Reference{}
		if t := m.focus(); t != nil {
			chosen = ui.Reference{Value: t.Ref.ID.String(), Text: t.Name}
		}
		return ui.ReferenceField(f, ui.ReferenceProps{Chosen: chosen, Suggest: "/suggest?type=service", Placeholder: "All services"})
	}
	var options []ui.Option
	for _, st := range m.survey.Services {
		options = append(options, ui.Option{Value: m.number(m.thing(st.Place)), Label: st.Service.Name})
	}
	slices.SortFunc(options, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	if t := m.focus(); t != nil && t.Service == nil { // reached from its record
		options = append([]ui.Option{{Value: m.ask.of, Label: t.Name}}, options...)
	}
	return ui.SelectField(f, ui.SelectProps{Value: m.ask.of, Empty: "All services", Options: options})
}

func (m *estateMap) sites() []ui.Option {
	var options []ui.Option
	for i := range m.survey.Estate.Things {
		if t := &m.survey.Estate.Things[i]; t.Ref.Type == "site" {
			options = append(options, ui.Option{Value: m.number(t), Label: t.Name})
		}
	}
	slices.SortFunc(options, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	return options[:min(len(options), mostChoices)]
}

// found marks the nodes that are looked for, and gives the places of the others.
func (m *estateMap) found() (on []bool, elsewhere []int) {
	on = make([]bool, len(m.seen.Nodes))
	if m.ask.find == "" {
		return on, nil
	}
	want := strings.ToLower(m.ask.find)
	for i := range m.survey.Estate.Things {
		t := m.thing(i)
		if !strings.Contains(strings.ToLower(t.Name), want) && !strings.EqualFold(m.number(t), want) {
			continue
		}
		node := m.seen.Node(i)
		if node >= 0 {
			on[node] = true
		}
		if node < 0 || m.seen.Nodes[node].Place != i {
			elsewhere = append(elsewhere, i)
		}
	}
	return on, elsewhere
}

// hits says what the search found, and leads to what is not on the map.
func (m *estateMap) hits() g.Node {
	if m.ask.find == "" {
		return nil
	}
	on, elsewhere := m.found()
	n := 0
	for _, is := range on {
		if is {
			n++
		}
	}
	text := fmt.Sprintf("“%s”: %s marked on the map.", m.ask.find, signal.Count(n, "thing is", "things are"))
	if len(elsewhere) == 0 {
		return ui.Note(text)
	}
	nodes := []g.Node{h.Class("note"), g.Text(text + " Not shown by itself: ")}
	for i, at := range elsewhere[:min(len(elsewhere), mostHits)] {
		if i > 0 {
			nodes = append(nodes, g.Text(", "))
		}
		nodes = append(nodes, ui.Link(m.thing(at).Name, m.around(at)))
	}
	if more := len(elsewhere) - mostHits; more > 0 {
		nodes = append(nodes, g.Text(fmt.Sprintf(" and %d more", more)))
	}
	return h.P(append(nodes, g.Text("."))...)
}

// around is the map of a thing: what it needs and what needs it.
func (m *estateMap) around(place int) string {
	return mapAsk{of: m.number(m.thing(place)), up: true, fail: m.ask.fail}.at(mapPath)
}

// picture is the map in its frame, with what one needs to move in it.
func (m *estateMap) picture() g.Node {
	on, _ := m.found()
	tool := func(act, label, sign string) g.Node {
		return h.Button(h.Class("btn small only"), h.Type("button"), h.Data("zoom", act), h.Title(label), h.Aria("label", label), g.Text(sign))
	}
	return h.Div(h.Class("map-box"),
		h.A(h.Class("skip"), h.Href("#map-list"), g.Text("Skip the map")),
		h.Div(h.Class("map-view"),
			h.Div(h.Class("map-frame"), h.Role("region"), h.Aria("label", "Map"), h.TabIndex("0"), h.Data("state", mapStatePath), m.drawing(on).Draw()),
			h.Div(h.Class("map-tools"), h.Hidden(""), h.Role("group"), h.Aria("label", "Zoom"), tool("in", "Closer", "+"), tool("out", "Farther", "−"), tool("fit", "All of it", "⤢"))),
		h.Ul(h.Class("map-key"), h.Aria("label", "What the marks mean"),
			key("failed", "taken down"), key("stopped", "stops with it"), key("weak", "goes on with fewer alternatives"), key("held", "goes on, could not be brought back")))
}

func key(state, text string) g.Node {
	return h.Li(h.Span(h.Class(state), h.Aria("hidden", "true")), g.Text(text))
}

// list is the map in words.
func (m *estateMap) list() g.Node {
	t := ui.TableProps{Label: "Things on the map", Columns: []ui.Column{{Label: "Thing"}, {Label: "Kind"}, {Label: "State"}, {Label: "Needs on the map", Numeric: true}, {Label: "Map of it"}}}
	needs := make([]int, len(m.seen.Nodes))
	for _, e := range m.seen.Edges {
		needs[e.From]++
	}
	for i, n := range m.seen.Nodes[:min(len(m.seen.Nodes), mostListed)] {
		thing := m.thing(n.Place)
		kind := thing.Word()
		if n.Holds != nil {
			kind += fmt.Sprintf(", with %d things", len(n.Holds))
		}
		word := m.state(n).Word()
		if word == "" {
			word = "works"
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(thing.Name, m.recordURL(thing), m.number(thing)), g.Text(kind), g.Text(word), g.Text(fmt.Sprint(needs[i])), ui.Link("Around it", m.around(n.Place)),
		}})
	}
	title := "What is on the map, as a list"
	if len(m.seen.Nodes) > mostListed {
		title += fmt.Sprintf(": the first %d of %d", mostListed, len(m.seen.Nodes))
	}
	return h.Div(h.ID("map-list"), h.TabIndex("-1"), ui.Disclosure(title, ui.Table(t)))
}

// choices leads on where there is too much for one map.
func (m *estateMap) choices() g.Node {
	var lines []ui.LineProps
	for _, st := range m.survey.Services[:min(len(m.survey.Services), mostHits)] {
		at := m.thing(st.Place)
		lines = append(lines, ui.LineProps{Text: st.Service.Name, Href: mapAsk{of: m.number(at), fail: m.ask.fail}.at(mapPath)})
	}
	return ui.AsideSection("The most critical services", lines...)
}

// mapURL is the map of a service, from its own page.
func (w *view) mapURL(t *continuity.Thing) string { return mapAsk{of: w.number(t)}.at(mapPath) }

// onMap shows on the map what fails.
func (w *view) onMap(o *continuity.Outcome) string {
	var ask mapAsk
	for _, at := range o.Failed[:min(len(o.Failed), mostNamed)] {
		ask.fail = append(ask.fail, w.number(w.thing(at)))
	}
	return ask.at(mapPath)
}
