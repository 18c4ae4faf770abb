// Package today is the first page: what needs the reader today, ranked by what
// is at stake; what changed; and their day.
package today

import (
	"fmt"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/briefing"
	"fairlead/internal/insight/governance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET /{$}", Handle: show},
		{Pattern: "GET /today/{key}", Handle: explain},
		{Pattern: "POST /today/{key}", Handle: settle},
	}
}

// ask composes the briefing for the visitor.
func ask(v *frame.Visit) (briefing.Briefing, *record.Snapshot, error) {
	s, err := v.Clerk.Snapshot()
	if err != nil {
		return briefing.Briefing{}, nil, err
	}
	return v.Briefing(s), s, nil
}

// shownItems bounds the list; the rest is a page of its own.
const shownItems = 12

func show(v *frame.Visit) error {
	if incidents, err := v.Clerk.Type("incident"); err == nil && !v.SeesAll(incidents.Name) {
		return showOwn(v)
	}
	b, s, err := ask(v)
	if err != nil {
		return err
	}
	first, rest := b.Items, []briefing.Item(nil)
	if len(first) > shownItems {
		first, rest = first[:shownItems], first[shownItems:]
	}
	others := more(len(b.Items), len(rest))
	if v.Form("all") != "" {
		others = short(v, len(first), rest)
	}
	since, err := since(v)
	if err != nil {
		return err
	}
	main := g.Group{signals(v, s, first), others}
	aside := g.Group{day(v, s, b.Day), setAside(v, s, b.Aside), since}
	return v.Show(frame.Shown{Title: "Today", Here: "/", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: b.Headline, Lede: []g.Node{g.Text(b.Lede)}}),
		instruments(v, b.Instruments),
		ui.Columns(main, aside),
	}})
}

func more(all, rest int) g.Node {
	if rest == 0 {
		return nil
	}
	return h.P(ui.Link(fmt.Sprintf("Show all %d", all), "/?all=yes#rest"))
}

// short lists the items after the first ones, a line each.
func short(v *frame.Visit, before int, rest []briefing.Item) g.Node {
	if len(rest) == 0 {
		return nil
	}
	table := ui.TableProps{Label: "The rest of the list", Columns: []ui.Column{{Label: "What"}, {Label: "At stake", Numeric: true}, {Label: "By when"}}}
	for i, item := range rest {
		stake := ui.Unknown("unknown")
		if item.Stake.Known() {
			stake = ui.Figure(ui.FigureProps{Short: item.Stake.Short(v.Locale), Full: item.Stake.Format(v.Locale)})
		}
		text, tone := due(v, item.Due)
		table.Rows = append(table.Rows, ui.Row{Cells: []g.Node{
			g.Group{g.Textf("%d\u2002", before+i+1), ui.RecordCell(item.Title, explainURL(item.Key), "")}, stake, ui.Tag(tone, text),
		}})
	}
	return ui.Section(ui.SectionProps{ID: "rest", Title: fmt.Sprintf("And %d more", len(rest))}, ui.Table(table))
}

func signals(v *frame.Visit, s *record.Snapshot, items []briefing.Item) g.Node {
	if len(items) == 0 {
		p := ui.EmptyProps{Icon: ui.IconCheck, Title: "Nothing waits for you",
			Text: "When a contract comes up for notice, support ends under a service or an incident misses its target, it will stand here."}
		if v.Clerk.Principal().Keeps() {
			p.Actions = []g.Node{ui.Button(ui.ButtonProps{Label: "Import your records", Href: "/imports/new"})}
		}
		return ui.Empty(p)
	}
	largest := items[0].Rank.Weight.Minor
	for _, item := range items {
		if !item.Rank.StandIn {
			largest = max(largest, item.Stake.Minor)
		}
	}
	props := make([]ui.SignalProps, len(items))
	for i, item := range items {
		props[i] = signalProps(v, s, i+1, item, largest)
	}
	return ui.Signals("What needs a decision", props...)
}

func signalProps(v *frame.Visit, s *record.Snapshot, rank int, item briefing.Item, largest int64) ui.SignalProps {
	p := ui.SignalProps{
		Rank: rank, Sentence: item.Title, Href: explainURL(item.Key), Why: item.Why, Acts: acts(v, s, item.Signal),
	}
	if item.Stake.Known() {
		p.Stake = item.Stake.Short(v.Locale)
		p.Per = "at stake"
		if largest > 0 && item.Stake.Currency == v.Site.Currency {
			p.Share = float64(item.Stake.Minor) / float64(largest)
		}
	} else {
		p.Per = "at stake"
	}
	p.Due, p.DueTone = due(v, item.Due)
	return p
}

// due says how long there is to act.
func due(v *frame.Visit, d record.Date) (string, ui.Tone) {
	if !d.Known() {
		return "no date", ui.ToneUnknown
	}
	days := v.Clerk.Desk().Today().DaysUntil(d)
	switch {
	case days < 0:
		return span(-days) + " late", ui.ToneBad
	case days == 0:
		return "today", ui.ToneBad
	case days == 1:
		return "tomorrow", ui.ToneBad
	case days <= 14:
		return span(days), ui.ToneWarn
	}
	return span(days), ui.ToneInfo
}

// span says a number of days as people do: days, then months, then years.
func span(days int) string {
	count := func(n int, unit string) string {
		if n == 1 {
			return "1 " + unit
		}
		return fmt.Sprintf("%d %ss", n, unit)
	}
	switch {
	case days < 60:
		return count(days, "day")
	case days < 730:
		return count(days/30, "month")
	}
	return count(days/365, "year")
}

// acts are the next steps, in words.
func acts(v *frame.Visit, s *record.Snapshot, sig signal.Signal) []g.Node {
	var nodes []g.Node
	for _, a := range sig.Acts {
		if href := actURL(v, s, a); href != "" {
			nodes = append(nodes, ui.Link(a.Label, href))
		}
	}
	if v.Clerk.May(record.Create, standingType(v)) {
		nodes = append(nodes, ui.Link("Put off or accept", explainURL(sig.Key)+"#settle"))
	}
	return nodes
}

func standingType(v *frame.Visit) *record.Type { return v.Clerk.Desk().Dictionary().Type("standing") }

// actURL is where an act begins: a record, or a form that is filled in as far as
// the signal knows.
func actURL(v *frame.Visit, s *record.Snapshot, a signal.Act) string {
	switch a.Kind {
	case signal.Open:
		return recordURL(v, s, a.Ref)
	case signal.Decide:
		return newURL(v, s, "decision", a)
	case signal.Assign:
		return newURL(v, s, "action", a)
	case signal.Renew:
		if t := s.Dictionary().Type(a.Ref.Type); t != nil && s.Find(t, a.Ref.ID) != nil {
			return "/commitments/renewals/" + t.Number(s.Find(t, a.Ref.ID).Head().Number)
		}
	}
	return ""
}

func setAside(v *frame.Visit, s *record.Snapshot, list []briefing.Aside) g.Node {
	var lines []ui.LineProps
	for _, a := range list {
		lines = append(lines, ui.LineProps{Text: a.Title, Href: explainURL(a.Key), Note: standingNote(v, a.Standing)})
	}
	standings := standingType(v)
	if v.Clerk.May(record.Read, standings) && s.Len(standings) > 0 {
		lines = append(lines, ui.LineProps{Text: "All that was ever put aside", Href: "/" + standings.Plural})
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection("Put aside", lines...)
}

func standingNote(v *frame.Visit, st *catalog.Standing) string {
	return fmt.Sprintf("%s until %s", st.Choice, st.Until.Format(v.Locale))
}

func day(v *frame.Visit, s *record.Snapshot, d governance.Day) g.Node {
	if d.Empty() {
		return ui.AsideSection("Your day", ui.LineProps{Text: "Nothing waits for you."})
	}
	var lines []ui.LineProps
	add := func(what string, entries []governance.Entry) {
		for _, e := range entries {
			line := ui.LineProps{Text: what + e.Title, Href: recordURL(v, s, e.Ref)}
			line.Note, line.Tone = due(v, e.Due)
			if !e.Due.Known() {
				line.Note = e.Stake.Short(v.Locale)
			}
			lines = append(lines, line)
		}
	}
	add("Approve: ", d.Approvals)
	add("Decide: ", d.Decisions)
	add("", d.Actions)
	add("Look back: ", d.Reviews)
	const most = 8
	if len(lines) > most {
		lines = append(lines[:most], ui.LineProps{Text: fmt.Sprintf("and %d more", len(lines)-most), Href: "/actions?view=mine"})
	}
	return ui.AsideSection("Your day", lines...)
}
