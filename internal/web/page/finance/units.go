package finance

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/finance"
	"fairlead/internal/web/ui"
)

// units is what a terabyte, a user or an incident of each of the dearest services
// has cost, and where its quantity comes from.
func (c *costs) units() g.Node {
	t := ui.TableProps{Label: "What a unit of each service costs", Columns: []ui.Column{
		{Label: "Service"}, {Label: "In the year so far", Numeric: true}, {Label: "Used", Numeric: true}, {Label: "A unit", Numeric: true}, {Label: "Counted by"}, {Label: "Incidents", Numeric: true}, {Label: "By incident", Numeric: true},
	}}
	for _, u := range finance.UnitCosts(c.s, c.a.Services[:min(len(c.a.Services), shownServices)], c.a.Year, c.today) {
		source, used, cost, incidents := g.Node(ui.Unknown("no rule says")), g.Node(ui.Unknown("use unknown")), g.Node(g.Text("–")), g.Node(g.Text("0"))
		if u.Unit != "" {
			source, used, cost = ui.Link(u.Rule.Name, c.v.LinkTo(u.Rule)), g.Text(u.Quantity.Format(c.v.Locale)+" "+u.Unit), c.money(u.Cost, "")
		}
		by := g.Node(g.Text("–"))
		if u.Incidents > 0 {
			incidents, by = ui.Link(fmt.Sprint(u.Incidents), c.incidentsOn(u)), c.money(u.PerIncident, "")
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(u.Service.Name, c.v.LinkTo(u.Service), ""), c.money(u.Whole, ""), used, cost, source, incidents, by,
		}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{ID: "units", Title: "What a unit costs", Note: fmt.Sprintf("%d of %d services, the dearest", len(t.Rows), len(c.a.Services))}, ui.Table(t),
		ui.Note("The whole cost of a service in the year so far, by the quantity that its rule names, or the people that the rule counts; and by the incidents opened since the year began."))
}

// incidentsOn is the list of the incidents of a service in the year.
func (c *costs) incidentsOn(u finance.UnitCost) string {
	number := c.s.Dictionary().TypeOf(u.Service).Number(u.Service.Number)
	return "/incidents?" + url.Values{"filter": {fmt.Sprintf("service = %s AND opened >= %s", number, c.a.Year.Starts)}}.Encode()
}
