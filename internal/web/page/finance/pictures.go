package finance

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

func (h *home) scale() frame.MoneyScale {
	return frame.MoneyScale{Currency: h.p.Year.Currency, Locale: h.v.Locale}
}

// bridge is the picture: from the budget to where the year lands.
func (h *home) bridge() g.Node {
	if h.p.Budget == nil {
		return nil
	}
	b, scale := h.p.Bridge(), h.scale()
	picture := draw.Bridge{Frame: scale.Frame("From the budget to where the year lands"),
		From: draw.Item{Label: "Budget", Value: scale.Value(b.From)}, To: draw.Item{Label: "Year end", Value: scale.Value(b.To), Expected: true}}
	for _, step := range b.Steps {
		item := draw.Item{Label: string(step.Cause), Value: scale.Value(step.Amount), Tone: draw.Sea}
		if step.Amount.Minor > 0 {
			item.Tone = draw.Warn
		}
		picture.Steps = append(picture.Steps, item)
	}
	return ui.Section(ui.SectionProps{ID: "bridge", Title: "Why it differs from the budget"}, draw.Figure(picture),
		ui.Disclosure("The lines behind each step", h.causes(b)))
}

// causes lists the lines behind each step, those that weigh most.
func (h *home) causes(b finance.Bridge) g.Node {
	const shown = 5
	t := ui.TableProps{Label: "The lines behind each step", Columns: []ui.Column{{Label: "Cause"}, {Label: "Line"}, {Label: "Difference", Numeric: true}}}
	for _, step := range b.Steps {
		for i, part := range step.Parts[:min(len(step.Parts), shown)] {
			cause := ""
			if i == 0 {
				cause = string(step.Cause)
				if n := len(step.Parts) - shown; n > 0 {
					cause += fmt.Sprintf(", and %d more", n)
				}
			}
			t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{g.Text(cause), h.rowName(part.Row), h.money(part.Amount, "")}})
		}
	}
	return ui.Table(t)
}

func (h *home) rowName(row *finance.Row) g.Node {
	if row.Line == nil {
		return ui.RecordCell(row.Entry.Text, h.v.LinkTo(row.Entry), "no line")
	}
	return ui.RecordCell(row.Line.Name, h.v.LinkTo(row.Line), row.Line.Code)
}

// course is what was budgeted, spent and is expected, added up month by month.
func (h *home) course() g.Node {
	scale := h.scale()
	budget, spent, rest := draw.Series{Name: "Budget", Tone: draw.Soft}, draw.Series{Name: "Spent", Tone: draw.Sea}, draw.Series{Name: "Forecast", Expected: true}
	sum := record.NoMoney(h.p.Year.Currency)
	for i, month := range h.p.Months {
		sum = signal.Plus(sum, h.p.Budgeted[i])
		budget.Points = append(budget.Points, draw.Point{At: month.Time(), Value: scale.Value(sum)})
	}
	sum = record.NoMoney(h.p.Year.Currency)
	whole := len(h.p.Spent) - 1 // today's month is not over
	for i := range whole {
		sum = signal.Plus(sum, h.p.Spent[i])
		spent.Points = append(spent.Points, draw.Point{At: h.p.Months[i].Time(), Value: scale.Value(sum)})
	}
	rest.Points = append(rest.Points, spent.Points[max(0, len(spent.Points)-1):]...)
	sum = signal.Plus(sum, h.p.Spent[whole])
	for i, t := range h.p.Plan.Totals {
		if sum = signal.Plus(sum, t.Amount); i == len(h.p.Plan.Totals)-1 {
			sum = h.p.Total.Forecast // with what is promised outside of all lines: when it comes is not known
		}
		rest.Points = append(rest.Points, draw.Point{At: t.Month.Time(), Value: scale.Value(sum)})
	}
	picture := draw.Line{Frame: scale.Frame("Budget, spent and forecast, added up over the year"), Series: []draw.Series{spent, rest, budget}}
	if h.p.Budget == nil {
		picture.Series = picture.Series[:2]
	}
	return ui.Section(ui.SectionProps{Title: "Through the year"}, draw.Figure(picture))
}

// versions lists the budgets of the year.
func (h *home) versions() g.Node {
	var lines []ui.LineProps
	for _, b := range []*catalog.Budget{h.p.Budget, h.p.Reforecast, h.p.Waiting} {
		if b == nil {
			continue
		}
		line := ui.LineProps{Text: b.Name, Href: h.v.LinkTo(b), Note: h.stateOf(b)}
		if b.Total.Known() {
			line.Note = h.short(b.Total) + ", " + line.Note
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		lines = append(lines, ui.LineProps{Text: "None yet", Href: "/budgets/new", Note: "add one"})
	}
	return ui.AsideSection("Versions of the budget", lines...)
}

func (h *home) stateOf(b *catalog.Budget) string {
	state, _ := h.s.Dictionary().TypeOf(b).Lifecycle.State(b.State)
	return state.Title
}

// purposes is what runs, grows and transforms the business.
func (h *home) purposes() g.Node {
	var lines []ui.LineProps
	for _, group := range h.p.Grouped(h.s, finance.ByPurposes) {
		lines = append(lines, ui.LineProps{Text: h.groupName(finance.ByPurposes, group), Href: h.entries(h.condition(finance.ByPurposes, group)),
			Note: fmt.Sprintf("%s, %s", h.short(group.Forecast), share(group.Forecast, h.p.Total.Forecast))})
	}
	return ui.AsideSection("Run, grow, transform: at year end", lines...)
}

// share is a part of a whole in per cent.
func share(part, whole record.Money) string {
	if whole.Minor <= 0 || !part.Known() {
		return "unknown"
	}
	return fmt.Sprintf("%d\u00a0%%", (part.Minor*200/whole.Minor+1)/2)
}
