package finance

import (
	"fmt"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

const (
	shownVersions = 6
	shownOff      = 3
)

// truth compares the kept forecasts with what was spent since.
func (o *outlook) truth() g.Node {
	versions := finance.KeptVersions(o.s)
	t := ui.TableProps{Label: "What came true of forecasts", Columns: []ui.Column{
		{Label: "Forecast"}, {Label: "Kept on"}, {Label: "Months since", Numeric: true}, {Label: "Expected", Numeric: true}, {Label: "Spent", Numeric: true}, {Label: "Furthest off"},
	}, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconClock, Title: "No forecast was kept yet", Text: "Keep one now and then; from the next whole month on this says what came true of it."})}
	for _, v := range versions[:min(len(versions), shownVersions)] {
		truth := finance.CameTrue(o.s, v, o.today)
		cells := []g.Node{ui.RecordCell(v.Name, o.v.LinkTo(v), ""), g.Text(v.TakenOn.Format(o.v.Locale)), g.Text(fmt.Sprint(truth.Months))}
		if truth.Months == 0 {
			cells = append(cells, ui.Unknown("not yet"), ui.Unknown("not yet"), nil)
		} else {
			cells = append(cells, o.money(truth.Expected, ""), o.money(truth.Spent, ""), g.Text(o.furthest(truth)))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	return ui.Section(ui.SectionProps{ID: "truth", Title: "What came true of earlier forecasts"}, ui.Table(t), o.keep())
}

func (o *outlook) furthest(truth finance.Truth) string {
	var names []string
	for _, line := range truth.Lines[:min(len(truth.Lines), shownOff)] {
		if off := line.Off(); off.Minor != 0 {
			names = append(names, fmt.Sprintf("%s by %s", line.Code, o.short(off)))
		}
	}
	return signal.List(names, shownOff)
}

// keep is the form that keeps the forecast of now.
func (o *outlook) keep() g.Node {
	t, err := o.v.Clerk.Type("forecast_version")
	if err != nil || !o.v.Clerk.May(record.Create, t) {
		return nil
	}
	return h.Div(h.Class("screen"), ui.Disclosure("Keep the forecast as it stands now", ui.Form(ui.FormProps{
		ID: "keep", Label: "Keep a forecast", Action: "/finance/forecast/versions", Compact: true,
		Body: []g.Node{ui.Fields(
			ui.TextField(ui.Field{Name: "name", Label: "Name", Required: true, Help: "By what you will find it: “After the second quarter”"}, ui.TextProps{}),
		)},
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Keep this forecast", Kind: ui.ButtonPlain})},
	})))
}

// keepForecast keeps the forecast of now under a name.
func keepForecast(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	year := finance.YearOf(w.s, w.today)
	if year == nil {
		return fault.New(fault.Invalid, "No fiscal year is recorded for today, so there is no forecast to keep.")
	}
	t, err := v.Clerk.Type("forecast_version")
	if err != nil {
		return err
	}
	kept := &catalog.ForecastVersion{Name: v.Form("name"), TakenOn: w.today, Currency: year.Currency}
	kept.Cells, kept.Staff = finance.Kept(w.s, w.today)
	if err := v.Clerk.Save(v.Context(), &desk.Change{Type: t, Record: kept}); err != nil {
		return err
	}
	return v.Redirect("/finance/forecast#truth", "Kept. From the next whole month on this page says what came true of “"+kept.Name+"”.")
}
