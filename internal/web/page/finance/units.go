package finance

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/finance"
	"fairlead/internal/web/ui"
)

// units is what a terabyte, a user or an incident of a service has cost, and
// where its quantity comes from.
func (c *costs) units() g.Node {
	t := ui.TableProps{Label: "What a unit of each service costs", Columns: []ui.Column{
		{Label: "Service"}, {Label: "In the year so far", Numeric: true}, {Label: "Quantity", Numeric: true}, {Label: "Of what"}, {Label: "A unit", Numeric: true}, {Label: "Counted by"},
	}}
	unknown := 0
	for _, u := range finance.UnitCosts(c.s, c.a, c.today) {
		if u.Unit == "" {
			unknown++
			continue
		}
		source := g.Node(ui.Link("incidents opened", c.incidentsOn(u)))
		if u.Rule != nil {
			source = ui.Link(u.Rule.Name, c.link(u.Rule))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(u.Service.Name, c.link(u.Service), ""), c.money(u.Whole, ""), g.Text(u.Quantity.Format(c.v.Locale)), g.Text(u.Unit), c.money(u.Cost, ""), source,
		}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	note := "The whole cost of the service in the year so far, by the quantity that its rule names or that was counted since the year began."
	if unknown > 0 {
		note += fmt.Sprintf(" Of %d more services it is not known: no rule in force says by how many units they are used, and no incident was opened.", unknown)
	}
	return ui.Section(ui.SectionProps{ID: "units", Title: "What a unit costs", Note: "in " + c.a.Year.Currency}, ui.Table(t), ui.Note(note))
}

// incidentsOn is the list of the incidents of a service in the year.
func (c *costs) incidentsOn(u finance.UnitCost) string {
	number := c.s.Dictionary().TypeOf(u.Service).Number(u.Service.Number)
	return "/incidents?" + url.Values{"filter": {fmt.Sprintf("service = %s AND opened >= %s", number, c.a.Year.Starts)}}.Encode()
}
