package technology

import (
	"fmt"
	"math/big"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/technology"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

func evaluationURL(number string) string { return "/technology/evaluations/" + number }

// matrix is what the page of an evaluation rests on.
type matrix struct {
	technology.Matrix
	v *frame.Visit
	s *record.Snapshot
	e *catalog.Evaluation
}

func showEvaluation(v *frame.Visit) error {
	t, err := v.Clerk.Type("evaluation")
	if err != nil {
		return err
	}
	s, err := v.Clerk.Snapshot()
	if err != nil {
		return err
	}
	m := matrix{v: v, s: s}
	for e := range record.Each[catalog.Evaluation](s) {
		if t.Number(e.Number) == v.R.PathValue("number") {
			m.e = e
		}
	}
	if m.e == nil {
		return fault.New(fault.NotFound, "There is no evaluation of this number that you may see.")
	}
	m.Matrix = technology.Weigh(m.e)
	record := frame.Link(t, m.e.Number)
	return v.Show(frame.Shown{Title: m.e.Name, Here: "/technology", Crumbs: []ui.Crumb{{Label: "Technology", Href: "/technology"}, {Label: m.e.Name, Href: record}, {Label: "Matrix"}}, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: m.title(), Lede: []g.Node{g.Text(m.lede())}, Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "The record", Href: record})}}),
		m.totals(), m.cells(), m.turns(),
	}})
}

func (m *matrix) title() string {
	place, ok := m.Winner()
	switch {
	case ok && len(m.Order) < len(m.Candidates):
		return fmt.Sprintf("%s is ahead of those that are scored", m.Candidates[place].Name)
	case ok && len(m.Order) == 1:
		return fmt.Sprintf("%s is the only candidate", m.Candidates[place].Name)
	case ok:
		lead := new(big.Rat).Sub(m.Candidates[m.Order[0]].Mean, m.Candidates[m.Order[1]].Mean)
		return fmt.Sprintf("%s is ahead by %s points", m.Candidates[place].Name, m.points(lead))
	case m.Tied:
		return fmt.Sprintf("%s and %s are equal", m.Candidates[m.Order[0]].Name, m.Candidates[m.Order[1]].Name)
	}
	return "Nobody is ahead yet: scores are missing"
}

func (m *matrix) lede() string {
	text := fmt.Sprintf("%s, %s, scored by %s.", signal.Count(len(m.Candidates), "candidate", "candidates"), signal.Count(len(m.Criteria), "criterion", "criteria"), signal.Count(len(m.Scorers), "person", "people"))
	if k, turn, ok := m.Closest(); ok {
		text += fmt.Sprintf(" Closest to turning: “%s” at a weight of %s instead of %s, then %s leads.", m.Criteria[k].Name, m.points(turn.Weight), m.points(m.Shifts[k].Weight), m.Candidates[turn.By].Name)
	} else if len(m.Order) > 1 && !m.Tied {
		text += " No single weight can change the winner."
	}
	return text
}

// points writes an exact figure with two decimals.
func (m *matrix) points(r *big.Rat) string {
	d, err := record.ParseDecimal(r.FloatString(2))
	if err != nil {
		return r.FloatString(2)
	}
	return d.Format(m.v.Locale)
}

func (m *matrix) totals() g.Node {
	bars := draw.Bar{Frame: draw.Frame{Title: "Totals, weighted mean of all scorers, 0 to 10"}, Horizontal: true}
	for _, i := range m.Order {
		value, _ := m.Candidates[i].Mean.Float64()
		bars.Items = append(bars.Items, draw.Item{Label: m.Candidates[i].Name, Value: value})
	}
	bars.Number = func(v float64) string { return m.points(new(big.Rat).SetFloat64(v)) }
	if len(bars.Items) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{Title: "Totals", Note: "weighted mean of all scorers, 0 to 10"}, draw.Figure(bars))
}

// cells is the matrix itself: a row a criterion, a column a candidate.
func (m *matrix) cells() g.Node {
	t := ui.TableProps{Label: "Scores by criterion and candidate", Columns: []ui.Column{{Label: "Criterion"}, {Label: "Weight", Numeric: true}}}
	for _, c := range m.Candidates {
		t.Columns = append(t.Columns, ui.Column{Label: c.Name, Numeric: true})
	}
	for k, c := range m.Criteria {
		cells := []g.Node{g.Text(c.Name), g.Text(c.Weight.Format(m.v.Locale))}
		for _, candidate := range m.Candidates {
			cells = append(cells, m.cell(candidate.Cells[k]))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	total, cost := []g.Node{g.Text("Total"), nil}, []g.Node{g.Text("Cost of ownership"), nil}
	for _, c := range m.Candidates {
		mean := ui.Unknown(signal.Count(c.Missing, "score missing", "scores missing"))
		if c.Mean != nil {
			mean = g.Text(m.points(c.Mean))
		}
		total = append(total, mean)
		price := ui.Unknown("unknown")
		if c.Cost.Known() {
			price = ui.Figure(ui.FigureProps{Short: c.Cost.Short(m.v.Locale), Full: c.Cost.Format(m.v.Locale)})
		}
		cost = append(cost, price)
	}
	t.Rows = append(t.Rows, ui.Row{Cells: cost})
	t.Totals = total
	return ui.Section(ui.SectionProps{Title: "Matrix", Note: "mean of the scorers; in brackets the lowest and highest where they differ"}, ui.Table(t))
}

func (m *matrix) cell(c technology.Cell) g.Node {
	if c.Mean == nil {
		return ui.Unknown("not scored")
	}
	if c.Spread().Micro() == 0 {
		return g.Text(m.points(c.Mean))
	}
	return g.Textf("%s (%s–%s)", m.points(c.Mean), c.Low.Format(m.v.Locale), c.High.Format(m.v.Locale))
}

// turns says how far each weight must move before the winner changes.
func (m *matrix) turns() g.Node {
	if len(m.Shifts) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "How far each weight must move before the winner changes", Columns: []ui.Column{
		{Label: "Criterion"}, {Label: "Weight", Numeric: true}, {Label: "Share", Numeric: true}, {Label: "Turns below"}, {Label: "Turns above"},
	}}
	for k, s := range m.Shifts {
		share := new(big.Rat).Mul(s.Share, big.NewRat(100, 1))
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			g.Text(m.Criteria[k].Name), g.Text(m.points(s.Weight)), g.Text(m.points(share) + "\u00a0%"), m.turn(s.Down, "not even without it"), m.turn(s.Up, "never"),
		}})
	}
	return ui.Section(ui.SectionProps{ID: "sensitivity", Title: "Does the winner change?"}, ui.Table(t),
		ui.Note("One weight moves, the others stay as they are. At the weight given the two are equal; past it the other leads. Worked out exactly, shown with two decimals."))
}

func (m *matrix) turn(t *technology.Turn, never string) g.Node {
	if t == nil {
		return g.Text(never)
	}
	return g.Textf("%s, then %s", m.points(t.Weight), m.Candidates[t.By].Name)
}
