package finance

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// horizons are how far ahead the forecast is shown, in years.
var horizons = []int{1, 3, 5}

// outlook is what the page of the forecast rests on.
type outlook struct {
	view
	plan  finance.Plan
	years int
}

func showForecast(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	o := &outlook{view: w, years: horizons[0]}
	if n, err := strconv.Atoi(v.R.FormValue("years")); err == nil && (n == horizons[1] || n == horizons[2]) {
		o.years = n
	}
	o.plan = finance.Forecast(w.s, w.today, 12*o.years)
	back := ui.Button(ui.ButtonProps{Label: "Money", Kind: ui.ButtonPlain, Href: "/finance"})
	if o.plan.Year == nil {
		return v.Show(frame.Shown{Title: "Forecast", Here: "/finance", Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: "No fiscal year is recorded for today", Actions: []g.Node{back}}),
		}})
	}
	if code := v.R.FormValue("line"); code != "" {
		for i := range o.plan.Rows {
			if row := &o.plan.Rows[i]; row.Line != nil && row.Line.Code == code || row.Name == code {
				return v.Show(frame.Shown{Title: row.Name + ": forecast", Here: "/finance", Main: o.one(row)})
			}
		}
	}
	return v.Show(frame.Shown{Title: "Forecast", Here: "/finance", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: o.title(), Lede: []g.Node{g.Text(o.lede())}, Actions: []g.Node{back}}),
		o.chips(), o.picture(), o.rows(), o.truth(), o.worn(),
	}})
}

func (o *outlook) title() string {
	return fmt.Sprintf("At least %s over the next %s", o.short(o.sum(o.plan.Totals)), signal.Count(12*o.years, "month", "months"))
}

func (o *outlook) sum(totals []finance.Total) record.Money {
	sum := record.NoMoney(o.plan.Year.Currency)
	for _, t := range totals {
		sum = signal.Plus(sum, t.Amount)
	}
	return sum
}

func (o *outlook) lede() string {
	open := 0
	for _, row := range o.plan.Rows {
		if isOpen(&row) {
			open++
		}
	}
	return fmt.Sprintf("Made anew from %s, contracts, posts, projects, the ledger and the lives of assets. Of %d of %d rows a part is not known, and nothing is assumed for it.",
		signal.Count(len(o.plan.Rows), "row", "rows"), open, len(o.plan.Rows))
}

func isOpen(row *finance.Outlook) bool {
	for _, c := range row.Cells {
		if c.Open || !c.Amount.Known() {
			return true
		}
	}
	return false
}

func (o *outlook) chips() g.Node {
	var chips []ui.Choice
	for _, n := range horizons {
		chips = append(chips, ui.Choice{Label: signal.Count(n, "year", "years"), Href: fmt.Sprintf("/finance/forecast?years=%d", n), Current: n == o.years})
	}
	return ui.Chips("How far ahead", chips...)
}

// picture is the forecast by month, over several years by quarter.
func (o *outlook) picture() g.Node {
	scale := frame.MoneyScale{Currency: o.plan.Year.Currency, Locale: o.v.Locale}
	step, title := 1, "What is expected, by month"
	if o.years > 1 {
		step, title = 3, "What is expected, by three months"
	}
	bars := draw.Bar{Frame: scale.Frame(title)}
	for i := 0; i+step <= len(o.plan.Totals); i += step {
		label := o.plan.Totals[i].Month.Time().Format("Jan ’06")
		bars.Items = append(bars.Items, draw.Item{Label: label, Value: scale.Value(o.sum(o.plan.Totals[i : i+step])), Expected: true})
	}
	return ui.Section(ui.SectionProps{Title: title}, draw.Figure(bars))
}

// rows lists the lines with the sum of each twelve months.
func (o *outlook) rows() g.Node {
	t := ui.TableProps{Label: "The forecast of each line", Columns: []ui.Column{{Label: "Line"}, {Label: "How"}}}
	for y := range o.years {
		t.Columns = append(t.Columns, ui.Column{Label: fmt.Sprintf("%s–%s", o.plan.Months[12*y].Time().Format("Jan 2006"), o.plan.Months[12*y+11].Time().Format("Jan 2006")), Numeric: true})
	}
	for i := range o.plan.Rows {
		row := &o.plan.Rows[i]
		code, key := "", row.Name
		if row.Line != nil {
			code, key = row.Line.Code, row.Line.Code
		}
		to := forecastOf(key, o.years)
		cells := []g.Node{ui.RecordCell(row.Name, to, code), g.Text(row.Rule.Title())}
		for y := range o.years {
			cells = append(cells, o.part(row.Cells[12*y:12*y+12], to))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	t.Totals = []g.Node{g.Text("In all, as far as known"), nil}
	for y := range o.years {
		t.Totals = append(t.Totals, o.money(o.sum(o.plan.Totals[12*y:12*y+12]), ""))
	}
	return ui.Section(ui.SectionProps{ID: "rows", Title: "Line by line", Note: "each opens its months, and why"}, ui.Table(t),
		ui.Note("The first month holds what is still to come of it. ≥ marks where a part is not known: a contract ends and nothing says what follows, a post has no day on which it is filled, or a project has spent its budget."))
}

// forecastOf is the address of the forecast of one row over some years.
func forecastOf(row string, years int) string {
	return "/finance/forecast?" + url.Values{"line": {row}, "years": {fmt.Sprint(years)}}.Encode()
}

// part is the sum of some cells, marked where it is the least.
func (o *outlook) part(cells []finance.Cell, to string) g.Node {
	sum, knownOne, open := record.NoMoney(o.plan.Year.Currency), false, false
	for _, c := range cells {
		if c.Amount.Known() {
			sum, knownOne = signal.Plus(sum, c.Amount), true
		}
		open = open || c.Open || !c.Amount.Known()
	}
	switch {
	case !knownOne || open && sum.Minor == 0:
		return ui.Unknown("unknown")
	case open:
		return g.Group{g.Text("≥ "), o.money(sum, to)}
	}
	return o.money(sum, to)
}

// worn is what the assets lose, by class.
func (o *outlook) worn() g.Node {
	w := finance.Depreciation(o.s, o.today, o.plan.Year.Currency, 12*o.years)
	t := ui.TableProps{Label: "Depreciation by class of asset", Columns: []ui.Column{{Label: "Class"}, {Label: "Assets", Numeric: true}}}
	for y := range o.years {
		t.Columns = append(t.Columns, ui.Column{Label: fmt.Sprintf("Year %d", y+1), Numeric: true})
	}
	for _, class := range w.Classes {
		cells := []g.Node{ui.RecordCell(title(catalog.AssetClass("").Options(), string(class.Class)), "/assets?filter=class+%3D+"+string(class.Class), ""), g.Text(fmt.Sprint(class.Assets))}
		t.Rows = append(t.Rows, ui.Row{Cells: append(cells, o.charges(class.Charge)...)})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	t.Totals = append([]g.Node{g.Text("In all"), g.Text(fmt.Sprint(w.Assets))}, o.charges(w.Charge)...)
	return ui.Section(ui.SectionProps{ID: "depreciation", Title: "What equipment loses", Note: o.short(w.Book) + " is left of its price"}, ui.Table(t),
		ui.Note(fmt.Sprintf("Depreciation is not in the sums above: there equipment counts when it is paid. Of %s the life is not known.", signal.Count(len(w.Unknown), "asset with a price", "assets with a price"))))
}

func (o *outlook) charges(months []record.Money) []g.Node {
	var cells []g.Node
	for y := range o.years {
		sum := record.NoMoney(o.plan.Year.Currency)
		for _, m := range months[12*y : 12*y+12] {
			sum = signal.Plus(sum, m)
		}
		cells = append(cells, o.money(sum, ""))
	}
	return cells
}

// one is a single row, month by month, each with its reason.
func (o *outlook) one(row *finance.Outlook) []g.Node {
	t := ui.TableProps{Label: "Month by month", Columns: []ui.Column{{Label: "Month"}, {Label: "Expected", Numeric: true}, {Label: "Why"}}}
	for _, c := range row.Cells {
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{g.Text(c.Month.Time().Format("January 2006")), o.part([]finance.Cell{c}, ""), g.Text(c.Why)}})
	}
	back := ui.Button(ui.ButtonProps{Label: "All lines", Kind: ui.ButtonPlain, Href: fmt.Sprintf("/finance/forecast?years=%d", o.years)})
	main := g.Group{o.past(row), ui.Section(ui.SectionProps{Title: "Month by month"}, ui.Table(t))}
	return []g.Node{
		ui.Headline(ui.HeadlineProps{Title: row.Name, Lede: []g.Node{g.Text(row.Rule.Title() + ".")}, Actions: []g.Node{back}}),
		ui.Columns(main, g.Group{o.inputs(row), ui.AsideSection("What it rests on", o.basis(row)...)}),
	}
}

// basis lists the records on which a row rests.
func (o *outlook) basis(row *finance.Outlook) []ui.LineProps {
	var basis []ui.LineProps
	if row.Line != nil {
		basis = append(basis, ui.LineProps{Text: row.Line.Name, Href: o.v.LinkTo(row.Line), Note: "budget line"})
	}
	for _, r := range row.Basis {
		t := o.s.Dictionary().TypeOf(r)
		line := ui.LineProps{Text: o.name(r), Href: o.v.LinkTo(r), Note: strings.ToLower(t.Title)}
		if state, ok := t.Lifecycle.State(r.Head().State); ok && row.Rule == finance.ByPosts {
			line.Note = strings.ToLower(state.Title)
		}
		basis = append(basis, line)
	}
	if row.Line != nil {
		basis = append(basis, ui.LineProps{Text: "What was booked on it", Href: entriesOf("NOT state = void", fmt.Sprintf("budget_line.code = %q", row.Line.Code))})
	}
	return basis
}
