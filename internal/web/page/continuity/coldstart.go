package continuity

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// showColdStart is the order in which everything is started once all is down: on
// paper, for the day on which nothing else can be read.
func showColdStart(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	c := continuity.ColdStartOf(w.s)
	title := fmt.Sprintf("Everything can be started, in %s", signal.Count(len(c.Waves), "wave", "waves"))
	lede := "Each wave can be started once those before it are up."
	if len(c.Stuck) > 0 {
		title = fmt.Sprintf("%s could not be started once everything is down", signal.Count(len(c.Stuck), "thing", "things"))
		lede = fmt.Sprintf("They wait for each other in %s, or for what does. While all runs one does not see it.", signal.Count(len(c.Circles), "circle", "circles"))
	}
	back := ui.Button(ui.ButtonProps{Label: "Continuity", Kind: ui.ButtonPlain, Href: "/continuity"})
	return v.Show(frame.Shown{Title: "Cold start", Here: "/continuity", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: title, Lede: []g.Node{g.Text(lede)}, Actions: []g.Node{back}}),
		w.circles(c), w.untangle(c), w.waves(c), w.stuck(c),
	}})
}

func (w *view) circles(c *continuity.ColdStart) g.Node {
	if len(c.Circles) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "Circles", Columns: []ui.Column{{Label: "Waits"}, {Label: "for, in turn"}}}
	for _, circle := range c.Circles {
		var rest []g.Node
		for _, at := range append(circle[1:len(circle):len(circle)], circle[0]) {
			if len(rest) > 0 {
				rest = append(rest, g.Text(" → "))
			}
			rest = append(rest, ui.Link(w.thing(at).Name, w.recordURL(w.thing(at))))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(w.thing(circle[0]).Name, w.recordURL(w.thing(circle[0])), ""), g.Group(rest)}})
	}
	return ui.Section(ui.SectionProps{Title: "Circles"}, ui.Table(t))
}

const shownSets = 10

// untangle names the smallest sets that would have to start by themselves.
func (w *view) untangle(c *continuity.ColdStart) g.Node {
	if len(c.Untangle) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "What would have to start by itself", Columns: []ui.Column{{Label: "Thing"}, {Label: "Kind"}}}
	for _, set := range c.Untangle[:min(len(c.Untangle), shownSets)] {
		names := make([]string, len(set))
		for i, at := range set {
			names[i] = w.thing(at).Name
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(strings.Join(names, " and "), w.recordURL(w.thing(set[0])), ""), g.Text(w.thing(set[0]).Word())}})
	}
	title := "Make one of these start by itself"
	if len(c.Untangle[0]) > 1 {
		title = "Make one of these sets start by itself"
	}
	if !c.Proven {
		title += "; there may be smaller ones"
	}
	return ui.Section(ui.SectionProps{Title: title}, ui.Table(t))
}

func (w *view) waves(c *continuity.ColdStart) g.Node {
	t := ui.TableProps{Label: "The order", Columns: []ui.Column{{Label: "Wave"}, {Label: "Start"}, {Label: "Things", Numeric: true}}}
	for i, wave := range c.Waves {
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{g.Text(fmt.Sprint(i + 1)), w.byKind(wave), g.Text(fmt.Sprint(len(wave)))}})
	}
	return ui.Section(ui.SectionProps{Title: "The order", Note: "print it and keep it where it can be read without power"}, ui.Table(t))
}

func (w *view) stuck(c *continuity.ColdStart) g.Node {
	if len(c.Stuck) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{Title: "What waits for a circle"}, ui.Prose(g.El("p", w.byKind(c.Stuck))))
}

// byKind lists things with the kind before those of it: Server: a, b. Vendor: c.
func (w *view) byKind(places []int) g.Node {
	var nodes []g.Node
	last := ""
	for i, at := range places {
		t := w.thing(at)
		switch word := t.Word(); {
		case word != last:
			if i > 0 {
				nodes = append(nodes, g.Text(". "))
			}
			nodes = append(nodes, g.El("strong", g.Text(word+": ")))
			last = word
		default:
			nodes = append(nodes, g.Text(", "))
		}
		nodes = append(nodes, g.Text(t.Name))
	}
	return g.Group(nodes)
}
