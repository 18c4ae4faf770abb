package recovery

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// shownLines is how many lines a list beside the page has.
const shownLines = 8

// next is what is planned, what runs, and what would help most.
func (h *overview) next() g.Node {
	var lines []ui.LineProps
	for e := range record.Each[catalog.Exercise](h.s) {
		if e.Archived || e.State != "planned" && e.State != "running" {
			continue
		}
		line := ui.LineProps{Text: e.Title, Href: runURL(h.s, e), Note: signal.Away(h.today, e.PlannedOn)}
		switch {
		case e.State == "running":
			line.Note, line.Tone = "running", ui.ToneWarn
		case e.PlannedOn.Before(h.today):
			line.Text, line.Tone = "Hold “"+e.Title+"”", ui.ToneBad
		}
		lines = append(lines, line)
	}
	for _, p := range h.promises {
		if p.Verdict != recovery.Missed || len(lines) >= shownLines {
			continue
		}
		if found := recovery.Levers(h.s, p.Outlook.Plan.ID, h.today); len(found) > 0 {
			line := ui.LineProps{Text: found[0].What, Href: planURL(h.s, p.Outlook.Plan) + "#levers", Note: "saves " + recovery.Span(found[0].Saves)}
			if !hasLine(lines, line) {
				lines = append(lines, line)
			}
		}
	}
	if len(lines) == 0 {
		lines = []ui.LineProps{{Text: "Plan an exercise", Href: "/exercises/new"}}
	}
	return ui.AsideSection("What to do next", lines...)
}

// hasLine tells whether a line stands there already: two services of one plan have
// the same lever.
func hasLine(lines []ui.LineProps, line ui.LineProps) bool {
	for _, l := range lines {
		if l == line {
			return true
		}
	}
	return false
}

// plans leads to each plan, with how long it takes by night.
func (h *overview) plans() g.Node {
	var lines []ui.LineProps
	for _, o := range h.outlooks {
		line := ui.LineProps{Text: o.Plan.Name, Href: planURL(h.s, o.Plan), Note: "not known"}
		if o.Known() {
			line.Note = recovery.Span(o.Worse().At(0.5))
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection("Plans", append(lines, ui.LineProps{Text: "Spares", Href: "/spares"}, ui.LineProps{Text: "Backups", Href: "/backups"}, ui.LineProps{Text: "Exercises and crises", Href: "/exercises?view=all"})...)
}

// missing lists what keeps plans from being computed.
func (h *overview) missing() g.Node {
	var lines []ui.LineProps
	for _, o := range h.outlooks {
		for _, what := range o.Missing {
			lines = append(lines, ui.LineProps{Text: what, Href: planURL(h.s, o.Plan)})
		}
	}
	if len(lines) == 0 {
		return nil
	}
	title := fmt.Sprintf("Not known: %d", len(lines))
	return ui.AsideSection(title, lines[:min(len(lines), shownLines)]...)
}
