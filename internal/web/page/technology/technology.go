// Package technology is the home page of what we build on: what should we adopt,
// hold and retire? It is for the director and the architects; and the page of an
// evaluation, for those who have to choose.
package technology

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/technology"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET /technology", Handle: show},
		{Pattern: "GET /technology/evaluations/{number}", Handle: showEvaluation},
	}
}

const (
	shownServices = 12
	shownMoves    = 6
)

// home is what the page rests on.
type home struct {
	v        *frame.Visit
	s        *record.Snapshot
	today    record.Date
	entries  []technology.Entry // in the order of their numbers on the radar
	footings []technology.Footing
	waivers  []*catalog.Waiver // open
}

func show(v *frame.Visit) error {
	s, err := v.Whole("technology")
	if err != nil {
		return err
	}
	h := &home{v: v, s: s, today: v.Clerk.Desk().Today()}
	h.entries, h.footings = numbered(technology.Radar(s, h.today)), technology.Footings(s, h.today)
	for w := range record.Each[catalog.Waiver](s) {
		if w.Open() {
			h.waivers = append(h.waivers, w)
		}
	}
	if len(h.entries) == 0 {
		return v.Show(frame.Shown{Title: "Technology", Here: "/technology", Main: []g.Node{h.headline(), h.nothing(), h.footing()}})
	}
	return v.Show(frame.Shown{Title: "Technology", Here: "/technology", Main: []g.Node{
		h.headline(), h.instruments(),
		ui.Columns(h.radar(), g.Group{v.Attention(s, technology.Rules()...), h.evaluations(), h.moves(), h.next()}),
		h.list(), h.footing(), h.dateless(),
	}})
}

// numbered puts entries in the order in which the radar numbers them: by
// quadrant, by ring, by name.
func numbered(entries []technology.Entry) []technology.Entry {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b technology.Entry) int {
		if a.Quadrant != b.Quadrant {
			return place(a.Quadrant.Options(), string(a.Quadrant)) - place(b.Quadrant.Options(), string(b.Quadrant))
		}
		return place(a.Ring.Options(), string(a.Ring)) - place(b.Ring.Options(), string(b.Ring))
	})
	return entries
}

func place(options []record.Option, name string) int {
	return slices.IndexFunc(options, func(o record.Option) bool { return o.Name == name })
}

func (h *home) inRing(rings ...catalog.Ring) (n int) {
	for _, e := range h.entries {
		if slices.Contains(rings, e.Ring) {
			n++
		}
	}
	return n
}

func (h *home) headline() g.Node {
	lede := "What should we adopt, hold, retire? Nothing is on the radar yet that would say so."
	if len(h.entries) > 0 {
		lede = fmt.Sprintf("The radar says: adopt %d, try or assess %d, hold %d, retire %d. %d of %s on something whose maker no longer supports it.",
			h.inRing("adopt"), h.inRing("trial", "assess"), h.inRing("hold"), h.inRing("retire"), h.past(), signal.Count(len(h.footings), "service stands", "services stand"))
	}
	var actions []g.Node
	if t, err := h.v.Clerk.Type("technology"); err == nil && h.v.Clerk.May(record.Create, t) {
		actions = append(actions, ui.Button(ui.ButtonProps{Label: "New entry", Href: "/technologies/new", Icon: ui.IconPlus}))
	}
	return ui.Headline(ui.HeadlineProps{Title: h.title(), Lede: []g.Node{g.Text(lede)}, Actions: actions})
}

func (h *home) title() string {
	retire, leaving := h.inRing("retire"), len(h.leaving())
	switch {
	case len(h.entries) == 0:
		return "The radar is empty"
	case retire == 0:
		return "Nothing on the radar is to be retired"
	case leaving == 0:
		return fmt.Sprintf("%s to be retired, and no service stands on them without a waiver", signal.Count(retire, "technology is", "technologies are"))
	}
	return fmt.Sprintf("Services still stand on %d of %s to retire", leaving, signal.Count(retire, "technology", "technologies"))
}

// past counts the services that stand on something past its support.
func (h *home) past() (n int) {
	for _, f := range h.footings {
		if f.Worst == technology.Ended {
			n++
		}
	}
	return n
}

// leaving are the entries to retire under services that have no waiver.
func (h *home) leaving() (list []technology.Entry) {
	for _, e := range h.entries {
		if e.Ring == "retire" && len(e.Unwaived(h.today)) > 0 {
			list = append(list, e)
		}
	}
	return list
}

func (h *home) nothing() g.Node {
	return ui.Empty(ui.EmptyProps{Icon: ui.IconMap, Title: "The radar is empty",
		Text:    "Add what you build on, or import a radar: a file with name, ring, quadrant, isNew and description is understood as it is.",
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Import a radar", Href: "/imports/new"})}})
}

func (h *home) instruments() g.Node {
	moved, unknown, over := 0, 0, 0
	for _, e := range h.entries {
		if e.Movement == "new" || e.Movement == "in" || e.Movement == "out" {
			moved++
		}
	}
	for _, f := range h.footings {
		if f.Count[technology.Unknown]+f.Unrecorded > 0 {
			unknown++
		}
	}
	for _, w := range h.waivers {
		if w.Expires.Before(h.today) {
			over++
		}
	}
	return ui.Instruments("The figures",
		ui.InstrumentProps{Label: "On the radar", Figure: fmt.Sprint(len(h.entries)), Note: fmt.Sprintf("%d moved in half a year", moved), Href: "/technologies?view=radar"},
		ui.InstrumentProps{Label: "To retire, under services", Figure: fmt.Sprint(len(h.leaving())), Note: fmt.Sprintf("without a waiver, of %d to retire", h.inRing("retire")), Href: "/technologies?filter=" + url.QueryEscape("ring = retire")},
		ui.InstrumentProps{Label: "Services on something past support", Figure: fmt.Sprint(h.past()), Note: fmt.Sprintf("of %d; in %d something is unknown", len(h.footings), unknown), Href: "#services"},
		ui.InstrumentProps{Label: "Open waivers", Figure: fmt.Sprint(len(h.waivers)), Note: fmt.Sprintf("%d past %s", over, signal.Plural(over, "its day", "their day")), Href: "/waivers?view=open"},
	)
}

// evaluations lists those that are open, with who is ahead.
func (h *home) evaluations() g.Node {
	var lines []ui.LineProps
	for e := range record.Each[catalog.Evaluation](h.s) {
		if e.Archived || e.State != "draft" && e.State != "scoring" {
			continue
		}
		m := technology.Weigh(e)
		note := "not scored yet"
		switch place, ok := m.Winner(); {
		case ok:
			note = m.Candidates[place].Name + " is ahead"
		case m.Tied:
			note = "the best are equal"
		case len(m.Scorers) > 0:
			note = "scores are missing"
		}
		t := h.s.Dictionary().TypeOf(e)
		lines = append(lines, ui.LineProps{Text: e.Name, Href: evaluationURL(t.Number(e.Number)), Note: note})
	}
	if len(lines) == 0 {
		return nil
	}
	slices.SortFunc(lines, func(a, b ui.LineProps) int { return cmp.Compare(a.Text, b.Text) })
	return ui.AsideSection("Being evaluated", lines...)
}

// moves lists what moved since the last edition, the latest first.
func (h *home) moves() g.Node {
	var moved []technology.Entry
	for _, e := range h.entries {
		if e.Since.Known() && e.Movement != "none" {
			moved = append(moved, e)
		}
	}
	slices.SortStableFunc(moved, func(a, b technology.Entry) int { return b.Since.Compare(&a.Since) })
	var lines []ui.LineProps
	for _, e := range moved[:min(len(moved), shownMoves)] {
		text := fmt.Sprintf("%s: %s", e.Name, title(e.Ring.Options(), string(e.Ring)))
		if n := len(e.Moves); n > 1 {
			text += ", was " + title(e.Ring.Options(), string(e.Moves[n-2].Ring))
		}
		lines = append(lines, ui.LineProps{Text: text, Href: h.v.LinkTo(e.Technology), Note: e.Since.Format(h.v.Locale)})
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection("What moved in half a year", lines...)
}

func title(options []record.Option, name string) string {
	if i := place(options, name); i >= 0 {
		return options[i].Title
	}
	return "unknown"
}

// next says what there is to do.
func (h *home) next() g.Node {
	var lines []ui.LineProps
	if n := len(technology.Unreviewed(h.s, h.today)); n > 0 {
		lines = append(lines, ui.LineProps{Text: fmt.Sprintf("Review %s", signal.Count(n, "entry", "entries")), Href: "/technologies?view=not_reviewed"})
	}
	for _, list := range []struct{ plural, view, text string }{
		{"trends", "open", "Trends to look at"}, {"feeds", "read", "Feeds that are read"}, {"ideas", "open", "Ideas and pilots"}, {"waivers", "asked", "Waivers asked for"},
	} {
		lines = append(lines, ui.LineProps{Text: list.text, Href: "/" + list.plural + "?view=" + list.view})
	}
	lines = append(lines, ui.LineProps{Text: "Import a radar", Href: "/imports/new"})
	return ui.AsideSection("What to do next", lines...)
}
