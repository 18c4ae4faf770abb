// Package finance is the home page of money: where does it go, and where will we
// land? It is for the director, for the controller, and for whoever answers for a
// cost centre. Behind it stand what services and departments cost, and the
// forecast, cell by cell.
package finance

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// Pages gives the pages of this package.
func Pages() []frame.Page {
	return []frame.Page{
		{Pattern: "GET /finance", Handle: show},
		{Pattern: "GET /finance/costs", Handle: showCosts},
		{Pattern: "GET /finance/forecast", Handle: showForecast},
		{Pattern: "GET /finance/landing", Handle: showLanding},
		{Pattern: "GET /finance/savings", Handle: showSavings},
		{Pattern: "GET /finance/free", Handle: showFree},
		{Pattern: "GET /finance/promised", Handle: showPromised},
		{Pattern: "POST /finance/forecast/versions", Handle: keepForecast},
	}
}

// view is what all pages rest on.
type view struct {
	v     *frame.Visit
	s     *record.Snapshot
	today record.Date
}

func look(v *frame.Visit) (view, error) {
	s, err := v.Whole("finance")
	return view{v, s, v.Clerk.Desk().Today()}, err
}

func (w view) short(m record.Money) string { return m.Short(w.v.Locale) }

func (w view) name(r record.Record) string { return w.s.Dictionary().TypeOf(r).Label(r) }

// money is an amount that opens what is behind it; to may be empty.
func (w view) money(m record.Money, to string) g.Node {
	if m.Known() && m.Minor == 0 {
		return g.Text("0")
	}
	return w.v.Money(m, to)
}

// home is what the first page rests on.
type home struct {
	view
	p  *finance.Position
	by finance.By
}

func show(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	h := &home{view: w, p: finance.PositionOn(w.s, w.today), by: finance.By(v.R.FormValue("by"))}
	if h.p.Year == nil {
		return v.Show(frame.Shown{Title: "Money", Here: "/finance", Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: "No fiscal year is recorded for today"}),
			ui.Empty(ui.EmptyProps{Icon: ui.IconCalendar, Title: "Begin with the year", Text: "Add the fiscal year, a budget for it, and its lines, or import the list that you keep. Then bring the ledger in.",
				Actions: []g.Node{w.add("fiscal_year", "Add a fiscal year")}}),
		}})
	}
	return v.Show(frame.Shown{Title: "Money", Here: "/finance", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: h.title(), Lede: []g.Node{g.Text(h.lede())}, Actions: []g.Node{
			ui.Button(ui.ButtonProps{Label: "What if it is cut", Kind: ui.ButtonPlain, Href: "/finance/free"}),
			ui.Button(ui.ButtonProps{Label: "What could be saved", Kind: ui.ButtonPlain, Href: "/finance/savings"}),
			ui.Button(ui.ButtonProps{Label: "What services cost", Kind: ui.ButtonPlain, Href: "/finance/costs"}),
			ui.Button(ui.ButtonProps{Label: "The forecast explained", Kind: ui.ButtonMain, Href: "/finance/forecast"}),
		}}),
		h.instruments(),
		ui.Columns(g.Group{h.bridge(), h.course()}, g.Group{v.Attention(w.s, finance.Rules()...), h.versions(), h.purposes()}),
		h.position(),
	}})
}

// add is a button to a new record for those who may add one.
func (w view) add(name, label string) g.Node {
	t, err := w.v.Clerk.Type(name)
	if err != nil || !w.v.Clerk.May(record.Create, t) {
		return nil
	}
	return ui.Button(ui.ButtonProps{Label: label, Kind: ui.ButtonMain, Href: "/" + t.Plural + "/new"})
}

func (h *home) title() string {
	at := h.short(h.p.Total.Forecast)
	if h.p.Total.Least {
		at = "At least " + at
	}
	over := h.p.Total.Variance()
	switch {
	case h.p.Budget == nil:
		return fmt.Sprintf("%s in %s, and no approved budget", at, h.p.Year.Name)
	case over.Minor == 0:
		return fmt.Sprintf("%s in %s, as budgeted", at, h.p.Year.Name)
	case over.Minor < 0:
		return fmt.Sprintf("%s in %s, %s below the budget", at, h.p.Year.Name, h.percent(over.Neg()))
	}
	return fmt.Sprintf("%s in %s, %s over the budget", at, h.p.Year.Name, h.percent(over))
}

// percent is an amount as a share of the budget.
func (h *home) percent(m record.Money) string {
	if h.p.Total.Budget.Minor <= 0 {
		return h.short(m)
	}
	tenths := (m.Minor*2000/h.p.Total.Budget.Minor + 1) / 2
	return fmt.Sprintf("%d.%d\u00a0%%", tenths/10, tenths%10)
}

func (h *home) lede() string {
	spent := h.short(h.p.Total.Spent())
	if h.p.Budget != nil {
		spent += " of " + h.short(h.p.Total.Budget)
	}
	text := fmt.Sprintf("%s are spent, in month %d of %d.", spent, len(h.p.Spent), len(h.p.Months))
	if n := h.least(); n > 0 {
		text += fmt.Sprintf(" Of %s a part of the rest is not known, and counted with the least.", signal.Count(n, "line", "lines"))
	}
	if n := len(h.p.Unconverted); n > 0 {
		text += fmt.Sprintf(" %s no rate is known, and in no figure.", signal.Count(n, "entry is in a currency for which", "entries are in currencies for which"))
	}
	if n := len(h.p.Plan.Unpaid); n > 0 {
		text += fmt.Sprintf(" %s paid by no budget line of the year, and in no figure.", signal.Count(n, "post is", "posts are"))
	}
	return text
}

func (h *home) least() (n int) {
	for _, row := range h.p.Rows {
		if row.Least {
			n++
		}
	}
	return n
}

// entries is the list of ledger entries of the year under some further condition.
func (h *home) entries(condition string) string {
	return entriesOf(fmt.Sprintf("day >= %s AND day <= %s AND NOT state = void", h.p.Year.Starts, h.today), condition)
}

// commitments is the list of commitments that still bind, of earlier years too.
func (h *home) commitments(condition string) string {
	if condition == "" {
		return "/finance/promised"
	}
	return "/finance/promised?" + url.Values{"filter": {condition}}.Encode()
}

func entriesOf(filter, condition string) string {
	if condition != "" {
		filter = condition + " AND " + filter
	}
	return "/ledger_entries?" + url.Values{"filter": {filter}, "order": {"-day"}}.Encode()
}

func (h *home) instruments() g.Node {
	total := h.p.Total
	adrift, n := record.NoMoney(h.p.Year.Currency), 0
	for _, row := range h.p.Rows {
		if row.Line == nil {
			adrift, n = signal.Plus(adrift, row.Forecast), n+1
		}
	}
	landing := ui.InstrumentProps{Label: "Forecast at year end", Figure: h.short(total.Forecast), Full: total.Forecast.Format(h.v.Locale), Href: landingOf(""),
		Note: "no budget is approved"}
	share := ""
	if h.p.Budget != nil {
		landing.Note, share = "of "+h.short(total.Budget), h.percent(total.Spent())+" of the budget"
	}
	if over := total.Variance(); over.Minor > 0 && h.p.Budget != nil {
		landing.Change, landing.Tone = h.short(over)+" over", ui.ToneBad
	} else if h.p.Budget != nil {
		landing.Change = h.short(over.Neg()) + " below"
	}
	return ui.Instruments("The figures", landing,
		ui.InstrumentProps{Label: "Spent so far", Figure: h.short(total.Spent()), Full: total.Spent().Format(h.v.Locale), Href: h.entries("NOT kind = commitment"),
			Note: share},
		ui.InstrumentProps{Label: "Promised, not yet paid", Figure: h.short(total.Committed), Full: total.Committed.Format(h.v.Locale), Href: h.commitments(""),
			Note: signal.Count(total.Open, "commitment", "commitments")},
		ui.InstrumentProps{Label: "In no budget line", Figure: h.short(adrift), Full: adrift.Format(h.v.Locale), Href: h.entries("NOT budget_line:*"),
			Note: signal.Count(n, "entry", "entries")},
	)
}
