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

// landingOf is the address of where the year lands: of one line by its code, or
// of all.
func landingOf(code string) string {
	if code == "" {
		return "/finance/landing"
	}
	return "/finance/landing?" + url.Values{"line": {code}}.Encode()
}

// showLanding explains the forecast at year end: what each line has spent, and
// what is still to come.
func showLanding(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	h := &home{view: w, p: finance.PositionOn(w.s, w.today)}
	if h.p.Year == nil {
		return v.Show(frame.Shown{Title: "At year end", Here: "/finance", Main: []g.Node{ui.Headline(ui.HeadlineProps{Title: "No fiscal year is recorded for today"})}})
	}
	crumbs := []ui.Crumb{{Label: "Money", Href: "/finance"}, {Label: "At year end"}}
	if code := v.R.FormValue("line"); code != "" {
		for i := range h.p.Rows {
			if row := &h.p.Rows[i]; row.Line != nil && row.Line.Code == code {
				return v.Show(frame.Shown{Title: row.Line.Name + ": at year end", Here: "/finance", Crumbs: crumbs, Main: h.landed(row)})
			}
		}
	}
	return v.Show(frame.Shown{Title: "At year end", Here: "/finance", Crumbs: crumbs, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: h.title(), Lede: []g.Node{g.Text(h.lede() + h.between())}, Actions: []g.Node{
			ui.Button(ui.ButtonProps{Label: "The years after it", Kind: ui.ButtonPlain, Href: "/finance/forecast?years=3"}),
		}}),
		h.landings(),
	}})
}

// landings lists the lines with what is spent and what is to come. They add up to
// the forecast at year end.
func (h *home) landings() g.Node {
	t := ui.TableProps{Label: "Where each line lands", Columns: []ui.Column{
		{Label: "Line"}, {Label: "How"}, {Label: "Spent", Numeric: true}, {Label: "Still to come", Numeric: true}, {Label: "At year end", Numeric: true},
		{Label: "Give or take", Numeric: true}, {Label: "Budget", Numeric: true},
	}}
	zero := record.NoMoney(h.p.Year.Currency)
	adrift := finance.Figures{Booked: finance.Booked{Actual: zero, Accrued: zero, Committed: zero}, Forecast: zero}
	for i := range h.p.Rows {
		row := &h.p.Rows[i]
		if row.Line == nil {
			adrift.Actual, adrift.Committed, adrift.Forecast = signal.Plus(adrift.Actual, row.Spent()), signal.Plus(adrift.Committed, row.Committed), signal.Plus(adrift.Forecast, row.Forecast)
			continue
		}
		to := landingOf(row.Line.Code)
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(row.Line.Name, to, row.Line.Code), g.Text(row.Outlook.Rule.Title()),
			h.money(row.Spent(), h.entries(fmt.Sprintf("budget_line.code = %q AND NOT kind = commitment", row.Line.Code))),
			h.atLeast(row.Figures, signal.Plus(row.Forecast, row.Spent().Neg()), to), h.atLeast(row.Figures, row.Forecast, to), h.giveOrTake(row), h.money(row.Budget, h.v.LinkTo(row.Line)),
		}})
	}
	if adrift.Forecast.Minor != 0 {
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			g.Text("In no budget line"), g.Text("As booked"), h.money(adrift.Actual, h.entries("NOT budget_line:*")), h.money(adrift.Committed, h.commitments("NOT budget_line:*")), h.money(adrift.Forecast, ""), nil, nil,
		}})
	}
	all := h.p.Total
	t.Totals = []g.Node{g.Text("In all"), nil, h.money(all.Spent(), ""), h.atLeast(all, signal.Plus(all.Forecast, all.Spent().Neg()), ""), h.atLeast(all, all.Forecast, ""), h.spread(), h.money(all.Budget, "")}
	return ui.Section(ui.SectionProps{ID: "rows", Title: "Line by line", Note: "each opens its months, and why"}, ui.Table(t),
		ui.Note("≥ marks where a part of the rest of the year is not known: nothing is assumed for it. Eight years in ten end within what is given or taken; where nothing stands there, the line follows what is agreed or planned."))
}

// atLeast is an amount, marked where a part of it is not known.
func (h *home) atLeast(f finance.Figures, m record.Money, to string) g.Node {
	if f.Least && m.Minor == 0 {
		return ui.Unknown("unknown")
	}
	if f.Least {
		return g.Group{g.Text("≥ "), h.money(m, to)}
	}
	return h.money(m, to)
}

// landed is one line: what is spent, and the rest of the year month by month,
// each with its reason.
func (h *home) landed(row *finance.Row) []g.Node {
	o := &outlook{view: h.view, plan: h.p.Plan, years: horizons[0]}
	t := ui.TableProps{Label: "Up to the end of the year", Columns: []ui.Column{{Label: "Month"}, {Label: "Amount", Numeric: true}, {Label: "Why"}}}
	spent := h.entries(fmt.Sprintf("budget_line.code = %q AND NOT kind = commitment", row.Line.Code))
	t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{g.Text("Spent so far"), h.money(row.Spent(), spent), g.Text("What is booked on it this year.")}})
	for _, c := range row.Outlook.Cells {
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{g.Text(c.Month.Time().Format("January 2006")), o.part([]finance.Cell{c}, ""), g.Text(c.Why)}})
	}
	t.Totals = []g.Node{g.Text("At year end"), h.atLeast(row.Figures, row.Forecast, ""), nil}
	return []g.Node{
		ui.Headline(ui.HeadlineProps{Title: row.Line.Name, Lede: []g.Node{g.Text(row.Outlook.Rule.Title() + ".")}, Actions: []g.Node{
			ui.Button(ui.ButtonProps{Label: "All lines", Kind: ui.ButtonPlain, Href: landingOf("")}),
			ui.Button(ui.ButtonProps{Label: "The next twelve months", Kind: ui.ButtonPlain, Href: forecastOf(row.Line.Code, horizons[0])}),
		}}),
		ui.Columns(ui.Section(ui.SectionProps{Title: "Up to the end of the year"}, ui.Table(t)), ui.AsideSection("What it rests on", o.basis(row.Outlook)...)),
	}
}

// giveOrTake is how far a line may land off, with a chance of eight in ten, where
// its own months say so.
func (h *home) giveOrTake(row *finance.Row) g.Node {
	if row.Outlook.Past == nil {
		return nil
	}
	return g.Group{g.Text("± "), h.money(row.GiveOrTake(), forecastOf(row.Line.Code, horizons[0]))}
}

// spread is how far all lines together may land off.
func (h *home) spread() g.Node {
	low, _, lines := h.p.Range()
	if lines == 0 {
		return nil
	}
	return g.Group{g.Text("± "), h.money(signal.Plus(h.p.Total.Forecast, low.Neg()), "")}
}
