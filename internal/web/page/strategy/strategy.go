// Package strategy is the home page of strategy and the roadmap: where are we
// going, and does our work serve it? It is for the director, for whoever answers
// for an objective, and for the board.
package strategy

import (
	"fmt"
	"math"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/strategy"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET /strategy", Handle: show},
		{Pattern: "GET /strategy/roadmap", Handle: showRoadmap},
		{Pattern: "GET /strategy/scenarios", Handle: showScenarios},
		{Pattern: "POST /strategy/roadmap/move", Handle: moveStep},
		{Pattern: "POST /strategy/roadmap/versions", Handle: keepVersion},
	}
}

// view is what both pages rest on.
type view struct {
	v     *frame.Visit
	s     *record.Snapshot
	today record.Date
}

// look prepares a page for those who may see every record that it adds up.
func look(v *frame.Visit) (view, error) {
	s, err := v.Whole("strategy")
	return view{v, s, v.Clerk.Desk().Today()}, err
}

// home is what the first page rests on.
type home struct {
	view
	standings []strategy.Standing
	gaps      []strategy.Gap
	money     strategy.Alignment
	conflicts []strategy.Conflict
}

func show(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	h := &home{
		view: w, standings: strategy.Standings(w.s, w.today), gaps: strategy.Gaps(w.s),
		money: strategy.Align(w.s), conflicts: strategy.Conflicts(w.s),
	}
	return v.Show(frame.Shown{Title: "Strategy", Here: "/strategy", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: h.title(), Lede: []g.Node{g.Text(h.lede())}, Actions: []g.Node{
			w.add("objective", "New objective"), ui.Button(ui.ButtonProps{Label: "Roadmap", Icon: ui.IconMap, Kind: ui.ButtonMain, Href: "/strategy/roadmap"}),
		}}),
		h.instruments(),
		ui.Columns(g.Group{h.objectives(), h.picture()}, g.Group{v.Attention(w.s, strategy.Rules()...), h.adrift(), h.next()}),
		h.closing(), h.reverse(),
	}})
}

// add is a button to a new record for those who may add one.
func (w view) add(name, label string) g.Node {
	t, err := w.v.Clerk.Type(name)
	if err != nil || !w.v.Clerk.May(record.Create, t) {
		return nil
	}
	return ui.Button(ui.ButtonProps{Label: label, Kind: ui.ButtonPlain, Href: "/" + t.Plural + "/new"})
}

// cell names a record with its number.
func (w view) cell(name string, r record.Record) g.Node {
	return ui.RecordCell(name, w.v.LinkTo(r), w.s.Dictionary().TypeOf(r).Number(r.Head().Number))
}

func (w view) short(m record.Money) string { return m.Short(w.v.Locale) }

// behind counts the objectives that are further behind than they may be.
func (h *home) behind() int {
	n := 0
	for _, st := range h.standings {
		if st.Behind() {
			n++
		}
	}
	return n
}

// uncovered counts the gaps that the money there is does not close.
func (h *home) uncovered() int {
	n := 0
	for _, gap := range h.gaps {
		if gap.Status == strategy.Open || gap.Status == strategy.Unfunded {
			n++
		}
	}
	return n
}

func (h *home) title() string {
	all, behind, unserved := len(h.standings), h.behind(), len(h.money.Unserved())
	if all == 0 {
		return "No objective is pursued"
	}
	if behind+unserved == 0 {
		return "No objective is behind, and funded work serves each"
	}
	first := "No objective is behind"
	if behind > 0 {
		first = fmt.Sprintf("%d of %d objectives %s behind", behind, all, signal.Plural(behind, "is", "are"))
	}
	if unserved == 0 {
		return first + ", and funded work serves each"
	}
	return fmt.Sprintf("%s, and no money serves %d", first, unserved)
}

func (h *home) lede() string {
	missing, unpriced := strategy.Shortage(h.gaps)
	text := fmt.Sprintf("The money there is does not close %s.", signal.Count(h.uncovered(), "gap in what we must be able to do", "gaps in what we must be able to do"))
	if m := missing.In(h.v.Site.Currency); m.Minor > 0 {
		text += fmt.Sprintf(" What is planned against gaps lacks %s.", h.short(m))
	}
	if rest := missing.Besides(h.v.Site.Currency); len(rest) > 0 {
		text += fmt.Sprintf(" Apart from that %s, not converted.", signal.Amounts(rest, h.v.Locale))
	}
	if unpriced > 0 {
		text += fmt.Sprintf(" What %s costs is not known.", signal.Count(unpriced, "initiative", "initiatives"))
	}
	return text
}

func (h *home) instruments() g.Node {
	currency := h.v.Site.Currency
	missing, _ := strategy.Shortage(h.gaps)
	serving := ui.InstrumentProps{Label: "Money that serves an objective", Figure: "unknown", Note: "no initiative that is going has money", Href: "/initiatives?view=going"}
	if share := h.money.Serving(currency); share.Known {
		serving.Figure = percent(share)
		serving.Note = fmt.Sprintf("%s of %s serve none", h.short(h.money.None.In(currency)), h.short(h.money.Total.In(currency)))
	}
	return ui.Instruments("The figures",
		ui.InstrumentProps{Label: "Objectives behind", Figure: fmt.Sprint(h.behind()), Note: fmt.Sprintf("of %d pursued", len(h.standings)), Href: "#objectives"},
		ui.InstrumentProps{Label: "Lacking to close gaps", Figure: h.short(missing.In(currency)), Full: missing.In(currency).Format(h.v.Locale),
			Note: fmt.Sprintf("%d of %d gaps stay open", h.uncovered(), len(h.gaps)), Href: "#gaps"},
		serving,
		ui.InstrumentProps{Label: "Conflicts on the roadmap", Figure: fmt.Sprint(len(h.conflicts)), Note: "against what has to come first", Href: "/strategy/roadmap#conflicts"},
	)
}

func percent(s strategy.Share) string {
	if !s.Known {
		return "unknown"
	}
	return fmt.Sprintf("%d\u00a0%%", s.Percent())
}

// picture shows each gap: the level now, what funded work adds, what needs
// money, and what nothing reaches.
func (h *home) picture() g.Node {
	bars := draw.StackedBar{Horizontal: true, Frame: draw.Frame{
		Title: "Maturity of capabilities, from now to wanted", Unit: "Level, 1 to 5",
		Number: func(v float64) string { return fmt.Sprint(math.Round(v)) },
	}, Parts: []draw.Part{{Name: "Now", Tone: draw.Sea}, {Name: "Funded work adds", Tone: draw.Good}, {Name: "Would need money", Tone: draw.Warn}, {Name: "Nothing reaches it", Tone: draw.Bad}}}
	for _, gap := range h.gaps {
		c := gap.Capability
		bars.Labels = append(bars.Labels, c.Name)
		if gap.Status == strategy.Unknown {
			for i := range bars.Parts {
				bars.Parts[i].Values = append(bars.Parts[i].Values, math.NaN())
			}
			continue
		}
		at := c.Maturity.N()
		for i, level := range []int64{at, gap.Funded, gap.Planned, c.Wanted.N()} {
			level = min(level, c.Wanted.N())
			from := at
			if i == 0 {
				from = 0
			}
			bars.Parts[i].Values = append(bars.Parts[i].Values, float64(max(level-from, 0)))
			at = max(at, level)
		}
	}
	if len(h.gaps) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{Title: "What we can do, and want to"}, draw.Figure(bars),
		ui.Note("From 1, initial, to 5, optimising. The end of a bar is the level that is wanted. Initiatives on hold close nothing."))
}

// adrift lists the work that serves no objective, the dearest first, and that of
// which it is not known what is set aside.
func (h *home) adrift() g.Node {
	var lines []ui.LineProps
	for _, i := range h.money.Adrift {
		note := "money unknown"
		if i.Funded.Known() {
			note = h.short(i.Funded)
		}
		lines = append(lines, ui.LineProps{Text: i.Title, Href: h.v.LinkTo(i), Note: note})
	}
	var unknown []ui.LineProps
	for _, i := range h.money.Unknown {
		unknown = append(unknown, ui.LineProps{Text: i.Title, Href: h.v.LinkTo(i), Note: i.Starts.Format(h.v.Locale)})
	}
	return g.Group{
		g.If(len(lines) > 0, ui.AsideSection("Work that serves no objective", lines...)),
		g.If(len(unknown) > 0, ui.AsideSection("Going, with money that is not known", unknown...)),
	}
}

// next says what keeps the answers on this page true.
func (h *home) next() g.Node {
	lines := []ui.LineProps{
		{Text: "Judge maturities that are over a year old", Href: "/capabilities?view=stale"},
		{Text: "Settle objectives whose period is over", Href: "/objectives?view=over"},
		{Text: "Find money for what has none", Href: "/initiatives?view=unfunded"},
	}
	return ui.AsideSection("What to do next", lines...)
}
