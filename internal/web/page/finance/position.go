package finance

import (
	"fmt"
	"net/url"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// ways are how the position may be cut, with the words of the page.
var ways = []struct {
	by    finance.By
	label string
}{
	{finance.ByCentre, "Cost centre"}, {finance.ByCategory, "Category"}, {finance.ByDepartment, "Department"}, {finance.ByLine, "Line"},
}

// position is the table: budget, spent, promised, forecast and difference of each
// group; each cell opens its entries.
func (h *home) position() g.Node {
	current := ways[0]
	var chips []ui.Choice
	for _, way := range ways {
		if way.by == h.by {
			current = way
		}
	}
	h.by = current.by
	for _, way := range ways {
		chips = append(chips, ui.Choice{Label: "By " + strings.ToLower(way.label), Href: "/finance?by=" + string(way.by) + "#position", Current: way.by == current.by})
	}
	t := ui.TableProps{Label: "Where each " + strings.ToLower(current.label) + " stands", Columns: []ui.Column{
		{Label: current.label}, {Label: "Budget", Numeric: true}, {Label: "Reforecast", Numeric: true}, {Label: "Actual", Numeric: true}, {Label: "Accrued", Numeric: true},
		{Label: "Committed", Numeric: true}, {Label: "At year end", Numeric: true}, {Label: "Over or under", Numeric: true},
	}}
	for _, group := range h.p.Grouped(h.s, current.by) {
		t.Rows = append(t.Rows, ui.Row{Cells: append([]g.Node{h.groupCell(current.by, group)}, h.cells(group.Figures, h.condition(current.by, group), group)...)})
	}
	t.Totals = append([]g.Node{g.Text("In all")}, h.cells(h.p.Total, "", finance.Group{})...)
	if h.p.Reforecast == nil {
		drop(&t, 2)
	}
	return ui.Section(ui.SectionProps{ID: "position", Title: "Where each stands", Note: "in " + h.p.Year.Currency + ", " + h.p.Year.Name},
		ui.Chips("Cut by", chips...), ui.Table(t),
		ui.Note("Actual is paid or invoiced, accrued is owed and not yet invoiced, committed is promised and not yet settled. At year end is what is spent and what the forecast says of the rest; ≥ marks where a part of that is not known. Amounts in other currencies are converted by the rate of their day, the budget by that of the first day of the year."))
}

// drop takes a column out of a table.
func drop(t *ui.TableProps, at int) {
	t.Columns = append(t.Columns[:at:at], t.Columns[at+1:]...)
	for i := range t.Rows {
		t.Rows[i].Cells = append(t.Rows[i].Cells[:at:at], t.Rows[i].Cells[at+1:]...)
	}
	t.Totals = append(t.Totals[:at:at], t.Totals[at+1:]...)
}

func (h *home) cells(f finance.Figures, condition string, group finance.Group) []g.Node {
	and := func(more string) string {
		if condition == "" {
			return h.entries(more)
		}
		return h.entries(condition + " AND " + more)
	}
	commitments := h.commitments(condition)
	landing := g.Group{h.money(f.Forecast, h.forecastOf(group))}
	if f.Least {
		landing = g.Group{g.Text("≥ "), h.money(f.Forecast, h.forecastOf(group))}
	}
	return []g.Node{
		h.money(f.Budget, h.linesOf(group)), h.money(f.Reforecast, h.reforecastOf(group)), h.money(f.Actual, and("kind = actual")), h.money(f.Accrued, and("kind = accrual")),
		h.money(f.Committed, commitments), landing, h.difference(f),
	}
}

// difference marks what goes well beyond its budget.
func (h *home) difference(f finance.Figures) g.Node {
	over := f.Variance()
	if !over.Known() || h.p.Budget == nil {
		return ui.Unknown("unknown")
	}
	text := h.short(over)
	if over.Minor > 0 {
		text = "+" + text
	}
	figure := ui.Figure(ui.FigureProps{Short: text, Full: over.Format(h.v.Locale)})
	if over.Minor > f.Budget.Minor/20 && over.Minor > 0 {
		return g.Group{ui.Tag(ui.ToneBad, "over"), g.Text(" "), figure}
	}
	return figure
}

// forecastOf opens the forecast of one line, or of all.
func (h *home) forecastOf(group finance.Group) string {
	if line, ok := group.Of.(*catalog.BudgetLine); ok {
		return landingOf(line.Code)
	}
	return landingOf("")
}

// reforecastOf opens the lines of the reforecast behind the figure of a group.
func (h *home) reforecastOf(group finance.Group) string {
	if h.p.Reforecast == nil {
		return ""
	}
	of := "budget = " + h.number(h.p.Reforecast)
	switch {
	case group.Rows == nil: // in all
	case h.by == finance.ByLine && group.Of == nil:
		return ""
	case h.by == finance.ByLine:
		of = fmt.Sprintf("code = %q AND ", group.Key) + of
	case group.Of != nil:
		of = fmt.Sprintf("%s = %s AND ", h.by, h.number(group.Of)) + of
	case group.Key != "":
		of = fmt.Sprintf("%s = %s AND ", h.by, group.Key) + of
	default:
		of = fmt.Sprintf("NOT %s:* AND ", h.by) + of
	}
	return "/budget_lines?" + url.Values{"filter": {of}}.Encode()
}

// linesOf opens the lines of the budget behind a group.
func (h *home) linesOf(group finance.Group) string {
	if line, ok := group.Of.(*catalog.BudgetLine); ok {
		return h.v.LinkTo(line)
	}
	return "/budget_lines?view=approved"
}

func (h *home) groupCell(by finance.By, group finance.Group) g.Node {
	name := h.groupName(by, group)
	switch of := group.Of.(type) {
	case nil:
		return ui.RecordCell(name, "", "")
	case *catalog.BudgetLine:
		return ui.RecordCell(name, h.v.LinkTo(of), of.Code)
	default:
		return ui.RecordCell(name, h.v.LinkTo(of), "")
	}
}

func (h *home) groupName(by finance.By, group finance.Group) string {
	switch {
	case group.Of != nil:
		return h.name(group.Of)
	case group.Key == "" && by == finance.ByLine:
		return "In no budget line"
	case group.Key == "" && by == finance.ByDepartment:
		return "For all"
	case group.Key == "":
		return "Not said"
	case by == finance.ByCategory:
		return title(catalog.CostCategory("").Options(), group.Key)
	}
	return title(catalog.CostPurpose("").Options(), group.Key)
}

func title(options []record.Option, name string) string {
	for _, o := range options {
		if o.Name == name {
			return o.Title
		}
	}
	return name
}

// condition finds the entries of a group: those whose line belongs to it, and
// those without a line that say so themselves. In filters OR binds before AND.
func (h *home) condition(by finance.By, group finance.Group) string {
	value := group.Key
	if group.Of != nil {
		value = h.s.Dictionary().TypeOf(group.Of).Number(group.Of.Head().Number)
	}
	switch {
	case by == finance.ByLine && group.Of != nil:
		return fmt.Sprintf("budget_line.code = %q", group.Key)
	case by == finance.ByLine:
		return "NOT budget_line:*"
	case by == finance.ByPurposes && value == "":
		return "NOT budget_line.purpose:*"
	case by == finance.ByPurposes:
		return "budget_line.purpose = " + value
	case value == "":
		return fmt.Sprintf("NOT budget_line.%s:* AND (budget_line:* OR NOT %s:*)", by, by)
	}
	return fmt.Sprintf("(budget_line.%s = %s OR (NOT budget_line:* AND %s = %s))", by, value, by, value)
}
