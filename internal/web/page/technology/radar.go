package technology

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/technology"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/ui"
)

// radar is the picture; the list below names its numbers.
func (h *home) radar() g.Node {
	r := draw.Radar{Frame: draw.Frame{Title: "Technology radar"}}
	for _, o := range catalog.Ring("").Options() {
		r.Rings = append(r.Rings, o.Title)
	}
	for i, o := range catalog.Quadrant("").Options() {
		r.Quadrants[i] = o.Title
	}
	for _, e := range h.entries {
		entry := draw.RadarEntry{
			Name: e.Name, Quadrant: place(e.Quadrant.Options(), string(e.Quadrant)), Ring: place(e.Ring.Options(), string(e.Ring)),
			Move: moveOf(e.Movement), Note: h.known(e), Link: h.v.LinkTo(e.Technology),
		}
		if e.Support.Worst == technology.Ended {
			entry.Tone = draw.Bad
		}
		r.Entries = append(r.Entries, entry)
	}
	return ui.Section(ui.SectionProps{Title: "The radar", Note: "moves of the last half year"}, draw.Figure(r),
		ui.Note("A thick red outline: something of it is installed and past the support of its maker."))
}

func moveOf(m catalog.Movement) draw.RadarMove {
	switch m {
	case "new":
		return draw.NewEntry
	case "in":
		return draw.MovedIn
	case "out":
		return draw.MovedOut
	case "none":
		return draw.NotMoved
	}
	return draw.MoveUnknown
}

// known says in a line what is known of the use of an entry.
func (h *home) known(e technology.Entry) string {
	parts := []string{signal.Count(len(e.Assets), "asset", "assets"), signal.Count(len(e.Services), "service", "services")}
	if n := e.Support.Count[technology.Ended]; n > 0 {
		parts = append(parts, signal.Count(n, "product past support", "products past support"))
	}
	if e.Support.Next.Known() {
		parts = append(parts, "support next ends on "+e.Support.Next.Format(h.v.Locale))
	}
	if len(e.Contract) > 0 {
		parts = append(parts, signal.Count(len(e.Contract), "contract", "contracts"))
	}
	if n := len(e.Troubles); n > 0 && h.v.SeesAll("incident") {
		parts = append(parts, signal.Count(n, "open incident", "open incidents"))
	}
	if len(e.Waivers) > 0 {
		parts = append(parts, signal.Count(len(e.Waivers), "open waiver", "open waivers"))
	}
	return strings.Join(parts, ", ")
}

// list names the entries by their numbers, with what is really installed.
func (h *home) list() g.Node {
	t := ui.TableProps{Label: "The entries of the radar", Columns: []ui.Column{
		{Label: "Entry"}, {Label: "Ring"}, {Label: "Since"}, {Label: "Assets", Numeric: true}, {Label: "Services", Numeric: true}, {Label: "Support"}, {Label: "Contracts", Numeric: true}, {Label: "Incidents", Numeric: true}, {Label: "Waivers", Numeric: true}, {Label: "Who can", Numeric: true},
	}}
	for i, e := range h.entries {
		t.Rows = append(t.Rows, h.row(i+1, e))
	}
	return ui.Section(ui.SectionProps{ID: "entries", Title: "The entries, and what is really installed", Actions: []g.Node{ui.Link("As a list", "/technologies?view=radar")}}, ui.Table(t))
}

func (h *home) row(number int, e technology.Entry) ui.Row {
	since := g.Node(ui.Unknown("unknown"))
	if e.Since.Known() {
		since = g.Text(e.Since.Format(h.v.Locale))
	}
	return ui.Row{Cells: []g.Node{
		g.Group{g.Textf("%d\u2002", number), ui.RecordCell(e.Name, h.v.LinkTo(e.Technology), title(e.Quadrant.Options(), string(e.Quadrant)))},
		ui.Tag(ringTone(e.Ring), title(e.Ring.Options(), string(e.Ring))), since,
		g.Text(fmt.Sprint(len(e.Assets))), g.Text(fmt.Sprint(len(e.Services))), h.support(e), count(len(e.Contract)), h.troubles(e), count(len(e.Waivers)), h.able(e),
	}}
}

func ringTone(r catalog.Ring) ui.Tone {
	if i := place(r.Options(), string(r)); i >= 0 {
		return ui.Tone(r.Options()[i].Tone)
	}
	return ui.ToneUnknown
}

// support says how its makers stand behind what is installed.
func (h *home) support(e technology.Entry) g.Node {
	s := e.Support
	switch {
	case s.Count == [technology.Ended + 1]int{}:
		return g.Text("nothing installed")
	case s.Worst == technology.Ended:
		return ui.Tag(ui.ToneBad, fmt.Sprintf("%d past support", s.Count[technology.Ended]))
	case s.Worst == technology.Ending:
		return ui.Tag(ui.ToneWarn, "until "+s.Next.Format(h.v.Locale))
	case s.Next.Known():
		return g.Text("until " + s.Next.Format(h.v.Locale))
	case s.Worst == technology.Supported:
		return g.Text("supported")
	}
	return ui.Unknown("unknown")
}

// troubles are the open incidents on what is installed; whoever may not see all
// of them sees no figure.
func (h *home) troubles(e technology.Entry) g.Node {
	if !h.v.SeesAll("incident") {
		return ui.Unknown("not shown")
	}
	return count(len(e.Troubles))
}

// able is how many people master the entry, of those wanted, by the skill of
// which it is fewest; whoever may not see all ratings sees no figure.
func (h *home) able(e technology.Entry) g.Node {
	if !h.v.SeesAll("skill", "skill_rating", "person") {
		return ui.Unknown("not shown")
	}
	list := technology.Masteries(h.s, e.Technology, h.today)
	if len(list) == 0 {
		return ui.Unknown("unknown")
	}
	least := slices.MinFunc(list, func(a, b signal.Mastery) int { return cmp.Compare(len(a.Able), len(b.Able)) })
	text := fmt.Sprintf("%d of %d", len(least.Able), least.Skill.WantedPeople())
	if len(least.Able) < technology.Enough && (e.Ring == "adopt" || e.Ring == "trial") {
		return ui.Tag(ui.ToneWarn, text)
	}
	return g.Text(text)
}

func count(n int) g.Node {
	if n == 0 {
		return g.Text("—")
	}
	return g.Text(fmt.Sprint(n))
}

// footing is obsolescence rolled up to services.
func (h *home) footing() g.Node {
	if len(h.footings) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "What services stand on, by the support of its makers", Columns: []ui.Column{
		{Label: "Service"}, {Label: "At worst"}, {Label: "Past support", Numeric: true}, {Label: "Ends soon", Numeric: true}, {Label: "Supported", Numeric: true}, {Label: "Unknown", Numeric: true},
	}}
	for _, f := range h.footings[:min(len(h.footings), shownServices)] {
		worst := ui.Unknown(technology.Unknown.Title())
		if f.Worst != technology.Unknown {
			worst = ui.Tag([...]ui.Tone{ui.ToneUnknown, ui.ToneGood, ui.ToneWarn, ui.ToneBad}[f.Worst], f.Worst.Title())
		}
		cells := []g.Node{g.Group{ui.RecordCell(f.Service.Name, h.v.LinkTo(f.Service), ""), g.Text(" "), h.worstProduct(f)}, worst}
		for _, grade := range []technology.Grade{technology.Ended, technology.Ending, technology.Supported} {
			cells = append(cells, g.Text(fmt.Sprint(f.Count[grade])))
		}
		unknown := fmt.Sprint(f.Count[technology.Unknown])
		if f.Unrecorded > 0 {
			unknown += fmt.Sprintf(", and %s", signal.Count(f.Unrecorded, "asset", "assets"))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: append(cells, g.Text(unknown))})
	}
	note := ""
	if n := len(h.footings) - shownServices; n > 0 {
		note = fmt.Sprintf("the worst %d of %d", shownServices, len(h.footings))
	}
	return ui.Section(ui.SectionProps{ID: "services", Title: "What services stand on", Note: note}, ui.Table(t),
		ui.Note("Products below each service, to any depth, without regard to alternatives. Unknown stands apart: products whose makers give no date, and assets of which no product is recorded."))
}

// worstProduct names the product that decides the grade.
func (h *home) worstProduct(f technology.Footing) g.Node {
	if f.Worst < technology.Ending {
		return nil
	}
	return ui.Link(f.Products[0].Name, h.v.LinkTo(f.Products[0]))
}
