// Package risk is the home page of risk: how much could we lose, is that inside what we
// accept, and what buys it down? It is for the director, the executives and whoever
// owns a risk. Its other pages open one risk, and the matrix of those who think in
// words.
package risk

import (
	"fmt"
	"math"

	g "maragu.dev/gomponents"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/risk"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

const homePath, matrixPath = "/risk", "/risk/matrix"

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET " + homePath, Handle: show},
		{Pattern: "GET /risk/risks/{number}", Handle: showRisk},
		{Pattern: "GET " + matrixPath, Handle: showMatrix},
	}
}

// view is what every page of the package rests on.
type view struct {
	v *frame.Visit
	s *record.Snapshot
	q risk.Question
	p *risk.Portfolio
}

func look(v *frame.Visit) (*view, error) {
	s, err := v.Whole("risk")
	if err != nil {
		return nil, err
	}
	q := risk.Question{Currency: v.Site.Currency, Day: v.Question().Today()}
	return &view{v, s, q, risk.PortfolioOf(s, q)}, nil
}

func (w *view) short(m record.Money) string { return m.Short(w.v.Locale) }

func (w *view) riskURL(k *catalog.Risk) string {
	return "/risk/risks/" + w.s.Dictionary().TypeOf(k).Number(k.Number)
}

// basis says from what the figures can be found again.
func (w *view) basis() string {
	return fmt.Sprintf("%s years drawn with seed %d, from the records of %s (position %d of the journal): the same records give the same figures.",
		record.Whole(int64(risk.Years())).Format(w.v.Locale), risk.Seed, w.q.Day.Format(w.v.Locale), w.s.Position())
}

// curve is a loss exceedance curve with what is planned and what is accepted.
func (w *view) curve(title string, now, planned *risk.Outcome, held *risk.Held) draw.Exceedance {
	scale := frame.MoneyScale{Currency: w.q.Currency, Locale: w.v.Locale}
	out := draw.Exceedance{Frame: scale.Frame(title)}
	add := func(name string, o *risk.Outcome) {
		if o != nil {
			out.Curves = append(out.Curves, draw.ExceedanceCurve{Name: name, Points: points(w.p, scale, o.From(least(now, planned)))})
		}
	}
	add("As it is", now)
	add("With what is agreed on", planned)
	if held != nil {
		out.LimitName = "Accepted at most"
		for _, p := range held.Points {
			out.Limits = append(out.Limits, draw.ExceedancePoint{Loss: scale.Value(w.p.Money(p.Units)), Chance: p.Accepted})
		}
	}
	return out
}

// least is the smallest loss at which a curve begins.
func least(curves ...*risk.Outcome) float64 {
	from := math.Inf(1)
	for _, o := range curves {
		if o != nil && len(o.Curve) > 0 {
			from = min(from, o.Curve[0].Loss)
		}
	}
	return from
}

func points(p *risk.Portfolio, scale frame.MoneyScale, curve []loss.Point) []draw.ExceedancePoint {
	out := make([]draw.ExceedancePoint, len(curve))
	for n, c := range curve {
		out[n] = draw.ExceedancePoint{Loss: scale.Value(p.Money(c.Loss)), Chance: c.Exceed.Value}
	}
	return out
}

// home is what the first page rests on.
type home struct {
	*view
	held    []risk.Held
	worth   []risk.Worth
	history *risk.History
}

func show(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	h := &home{w, risk.HeldOf(w.s, w.q), risk.WorthOf(w.s, w.q), risk.HistoryOf(w.s, w.q)}
	actions := []g.Node{ui.Button(ui.ButtonProps{Label: "Matrix", Kind: ui.ButtonPlain, Href: matrixPath})}
	if begin := v.Begin("risk", nil); begin != "" {
		actions = append(actions, ui.Button(ui.ButtonProps{Label: "New risk", Icon: ui.IconPlus, Href: begin}))
	}
	headline := ui.Headline(ui.HeadlineProps{Title: h.title(), Lede: []g.Node{g.Text(h.lede())}, Actions: actions})
	if w.p.Problem != "" {
		return v.Show(frame.Shown{Title: "Risk", Here: homePath, Main: []g.Node{headline, nothing(), h.uncounted()}})
	}
	return v.Show(frame.Shown{Title: "Risk", Here: homePath, Main: []g.Node{
		headline, h.instruments(),
		ui.Columns(
			g.Group{h.picture(), h.ranked()},
			g.Group{v.Attention(w.s, risk.Rules()...), h.bearing(), h.indicators(), h.uncounted()},
		),
		h.treatments(), h.appetites(), h.scored(), h.happened(),
	}})
}

func nothing() g.Node {
	return ui.Empty(ui.EmptyProps{Icon: ui.IconAlert, Title: "No risk has figures yet",
		Text:    "Say of a risk how often it happens and what one event costs, both as ranges: the curve follows.",
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Import risks", Href: "/imports/new"})}})
}

// board is the appetite for all risks; nil without one.
func (h *home) board() *risk.Held {
	for n := range h.held {
		if h.held[n].Appetite.Category == "" {
			return &h.held[n]
		}
	}
	return nil
}

// worst is the first point at which an appetite is exceeded, that for all risks first.
func (h *home) worst() (*risk.Held, *risk.HeldPoint) {
	for n := range h.held {
		if over := h.held[n].Exceeded(); len(over) > 0 {
			return &h.held[n], &over[0]
		}
	}
	return nil, nil
}

func (h *home) title() string {
	if h.p.Problem != "" {
		return "How much we could lose is not known"
	}
	held, point := h.worst()
	switch {
	case point != nil && held.Appetite.Category == "":
		return fmt.Sprintf("We may lose more than %s in a year with a chance of %s; %s are accepted", h.short(point.Loss), risk.Percent(point.Chance.Value), risk.Percent(point.Accepted))
	case point != nil:
		return fmt.Sprintf("All in all we are inside what we accept; in “%s” we are not", held.Appetite.Title)
	case len(h.held) == 0:
		return fmt.Sprintf("We lose %s in a year on average; what we accept nobody has said", h.short(h.p.Yearly))
	}
	return fmt.Sprintf("We lose %s in a year on average, inside what we accept", h.short(h.p.Yearly))
}

func (h *home) lede() string {
	if h.p.Problem != "" {
		return "It is not known: " + h.p.Problem + "."
	}
	total := h.p.Now.Total
	text := fmt.Sprintf("On average %s a year. One year in twenty costs more than %s, one in a hundred more than %s.",
		h.short(h.p.Yearly), h.short(h.p.Money(total.VaR(0.95).Value)), h.short(h.p.Money(total.VaR(0.99).Value)))
	counted := 0
	for n := range h.p.Items {
		if h.p.Items[n].Counts() {
			counted++
		}
	}
	text += fmt.Sprintf(" In the curve are %s and %s of the survey.", signal.Count(counted, "risk", "risks"), signal.Count(len(h.p.Points), "single point of failure", "single points of failure"))
	if n := len(h.p.Uncounted()); n > 0 {
		text += fmt.Sprintf(" %s no figures and %s in it.", signal.Count(n, "risk has", "risks have"), signal.Plural(n, "is not", "are not"))
	}
	return text
}

func (h *home) instruments() g.Node {
	total := h.p.Now.Total
	bad := total.VaR(0.95)
	figures := []ui.InstrumentProps{
		{Label: "Expected loss a year", Figure: h.short(h.p.Yearly), Full: h.p.Yearly.Format(h.v.Locale), Href: "#ranked"},
		{Label: "One year in twenty costs more than", Figure: h.short(h.p.Money(bad.Value)), Full: fmt.Sprintf("between %s and %s, as far as it was drawn", h.short(h.p.Money(bad.Low)), h.short(h.p.Money(bad.High))),
			Note: fmt.Sprintf("and then %s on average", h.short(h.p.Money(total.Shortfall(0.95).Value))), Href: "#curve"},
	}
	if held, point := h.worst(); point != nil {
		figures = append(figures, ui.InstrumentProps{Label: "Chance of more than " + h.short(point.Loss), Figure: risk.Percent(point.Chance.Value),
			Full: fmt.Sprintf("between %s and %s, as far as it was drawn", risk.Percent(point.Chance.Low), risk.Percent(point.Chance.High)),
			Note: risk.Percent(point.Accepted) + " accepted", Change: held.Appetite.Title, Tone: ui.ToneBad, Href: "#appetite"})
	}
	if h.p.Planned != nil {
		after := h.p.Money(h.p.Planned.Total.Mean().Value - total.Mean().Value)
		figures = append(figures, ui.InstrumentProps{Label: "What is agreed on saves a year", Figure: h.short(after.Neg()),
			Note: signal.Count(len(h.p.Agreed), "treatment", "treatments"), Href: "#treatments"})
	}
	return ui.Instruments("The figures", figures...)
}

// picture is the curve of everything against what is accepted.
func (h *home) picture() g.Node {
	return ui.Section(ui.SectionProps{ID: "curve", Title: "What a year may cost"},
		draw.Figure(h.curve("Chance of losing more than an amount in a year", &h.p.Now, h.p.Planned, h.board())),
		ui.Note("Where the line runs above a mark, more is risked than is accepted. "+h.basis()))
}
