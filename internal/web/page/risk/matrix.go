package risk

import (
	"fmt"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/risk"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

const shownTurned = 6

// showMatrix shows the matrix in use with the risks in its cells, and where it orders
// them otherwise than the money does.
func showMatrix(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	m := risk.MatrixViewOf(w.s, w.q)
	back := []g.Node{ui.Button(ui.ButtonProps{Label: "All risks", Kind: ui.ButtonPlain, Href: homePath})}
	if m == nil {
		return v.Show(frame.Shown{Title: "Risk matrix", Here: homePath, Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: "No matrix is in use", Lede: []g.Node{g.Text("A matrix gives words to how often and how much, each with the range that it stands for.")}, Actions: back}),
			ui.Empty(ui.EmptyProps{Icon: ui.IconMap, Title: "Nothing to show", Text: "Write down the words, what they mean in times a year and in money, and how each pair is rated."}),
		}})
	}
	headline := ui.Headline(ui.HeadlineProps{Title: matrixTitle(m), Lede: []g.Node{g.Text(w.matrixLede(m))},
		Actions: append([]g.Node{ui.Button(ui.ButtonProps{Label: "The record", Kind: ui.ButtonPlain, Href: v.LinkTo(m.Matrix)})}, back...)})
	return v.Show(frame.Shown{Title: m.Matrix.Name, Here: homePath, Main: []g.Node{headline, w.cells(m), w.turned(m), w.outside(m)}})
}

func matrixTitle(m *risk.MatrixView) string {
	count := map[catalog.RiskRating]int{}
	for _, p := range m.Placed {
		count[p.Rating]++
	}
	switch {
	case count["extreme"]+count["high"] == 0:
		return "The matrix rates no risk high"
	case count["extreme"] == 0:
		return fmt.Sprintf("The matrix rates %s high and none extreme", signal.Count(count["high"], "risk", "risks"))
	}
	return fmt.Sprintf("The matrix rates %s extreme and %d high", signal.Count(count["extreme"], "risk", "risks"), count["high"])
}

func (w *view) matrixLede(m *risk.MatrixView) string {
	text := "Each risk lies in the cell that holds its mean number of events a year and the mean cost of one event; beside it stands what it is expected to cost a year, from the curve."
	if n := len(m.Turned); n > 0 {
		text += fmt.Sprintf(" %s of risks the matrix orders the other way than the money.", signal.Capital(signal.Count(n, "pair", "pairs")))
	}
	return text
}

// cells is the matrix: likelihoods from frequent to rare, impacts from small to large.
func (w *view) cells(m *risk.MatrixView) g.Node {
	t := ui.TableProps{Label: m.Matrix.Name, Columns: []ui.Column{{Label: "Times a year"}}}
	for _, s := range m.Matrix.Impacts {
		t.Columns = append(t.Columns, ui.Column{Label: fmt.Sprintf("%s: %s to %s", s.Name, w.short(s.From), w.short(s.To))})
	}
	for n := len(m.Matrix.Likelihoods) - 1; n >= 0; n-- {
		l := m.Matrix.Likelihoods[n]
		row := ui.Row{Cells: []g.Node{ui.RecordCell(l.Name, "", fmt.Sprintf("%s to %s", continuity.Often(l.From.Float()), continuity.Often(l.To.Float())))}}
		for _, s := range m.Matrix.Impacts {
			row.Cells = append(row.Cells, w.cell(m, l.Name, s.Name))
		}
		t.Rows = append(t.Rows, row)
	}
	return ui.Section(ui.SectionProps{ID: "matrix", Title: m.Matrix.Name}, ui.Table(t))
}

// cell says its rating and the word for its impact, which on a narrow screen stands in no
// head above it.
func (w *view) cell(m *risk.MatrixView, likelihood, impact string) g.Node {
	rating := m.Matrix.Rating(likelihood, impact)
	out := g.Group{ratingTag(rating), h.Span(h.Class("id"), g.Text(impact))}
	for _, p := range m.Placed {
		if p.Likelihood == likelihood && p.Impact == impact {
			out = append(out, ui.Prose(ui.Link(p.Item.Risk.Title, w.riskURL(p.Item.Risk)), g.Text(" "+w.short(p.Yearly))))
		}
	}
	return out
}

func ratingTag(r catalog.RiskRating) g.Node {
	for _, o := range r.Options() {
		if o.Name == string(r) {
			return ui.Tag(tone(o.Tone), o.Title)
		}
	}
	return ui.Unknown("not rated")
}

func tone(t record.Tone) ui.Tone { return ui.Tone(t) }

// turned lists pairs that the matrix orders the other way than the money.
func (w *view) turned(m *risk.MatrixView) g.Node {
	t := ui.TableProps{Label: "Pairs that the matrix orders the other way than the money", Columns: []ui.Column{
		{Label: "Rated higher"}, {Label: "As"}, {Label: "Expected a year", Numeric: true}, {Label: "Rated lower"}, {Label: "As"}, {Label: "Expected a year", Numeric: true},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "The matrix orders all risks as the money does"})}
	for _, pair := range m.Turned[:min(len(m.Turned), shownTurned)] {
		a, b := pair[0], pair[1]
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(a.Item.Risk.Title, w.riskURL(a.Item.Risk), ""), ratingTag(a.Rating), w.v.Money(a.Yearly, ""),
			ui.Link(b.Item.Risk.Title, w.riskURL(b.Item.Risk)), ratingTag(b.Rating), w.v.Money(b.Yearly, ""),
		}})
	}
	note := ""
	if len(m.Turned) > shownTurned {
		note = fmt.Sprintf("%d of %d", shownTurned, len(m.Turned))
	}
	return ui.Section(ui.SectionProps{ID: "turned", Title: "Where the matrix misleads", Note: note}, ui.Table(t),
		ui.Note("A matrix cannot do otherwise: what lies in one cell may differ a hundredfold (Cox, What's Wrong with Risk Matrices?, Risk Analysis 28(2), 2008). Decide by the curve."))
}

func (w *view) outside(m *risk.MatrixView) g.Node {
	if len(m.Outside) == 0 {
		return nil
	}
	var lines []ui.LineProps
	for _, p := range m.Outside {
		lines = append(lines, ui.LineProps{Text: p.Item.Risk.Title, Href: w.riskURL(p.Item.Risk), Note: w.short(p.Yearly) + " a year"})
	}
	return ui.AsideSection("Outside the words of the matrix", lines...)
}
