package vendors

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/licence"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

func showLicences(v *frame.Visit) error {
	s, err := v.Whole("vendors")
	if err != nil {
		return err
	}
	list := licence.Positions(s, v.Clerk.Desk().Today(), v.Locale)
	table := licenceTable(v, s, list)
	table.Empty = ui.Empty(ui.EmptyProps{Icon: ui.IconKey, Title: "No licence is recorded", Text: "Import what your contracts entitle you to: product or family, metric, quantity, cost.",
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Add a licence", Href: "/licence_entitlements/new"})}})
	return v.Show(frame.Shown{Title: "Licences", Here: "/commitments", Crumbs: []ui.Crumb{{Label: "Commitments", Href: "/commitments"}, {Label: "Licences"}}, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: licenceHeadline(list), Lede: []g.Node{g.Text(licenceLede(v, list))}}),
		ui.Section(ui.SectionProps{Title: "Entitled, installed, used", Note: "the shortest first"}, ui.Table(table),
			ui.Note("By device or installation each installation needs a right, by the other metrics each user. Installed counts the assets on which the product is recorded; where none is, it is not known. At stake is a year's price of what is missing or not used; what an audit would add is not reckoned.")),
	}})
}

// licenceHeadline says how many products are used more often, and less often,
// than is paid for.
func licenceHeadline(list []licence.Position) string {
	short, spare, unknown := 0, 0, 0
	for _, p := range list {
		switch {
		case !p.Short.Known():
			unknown++
		case p.Short.N() > 0:
			short++
		case p.Spare.N() > 0:
			spare++
		}
	}
	switch {
	case len(list) == 0:
		return "No licence is in force"
	case short == 0 && spare == 0 && unknown == len(list):
		return "Whether the licences suffice is not known"
	case short == 0:
		return fmt.Sprintf("The licences suffice; of %s some are not used", signal.Count(spare, "product", "products"))
	}
	return fmt.Sprintf("%s in use more often than paid for, %s less", signal.Count(short, "product is", "products are"), fmt.Sprint(spare))
}

func licenceLede(v *frame.Visit, list []licence.Position) string {
	var short, spare signal.Purse
	unknown := 0
	for _, p := range list {
		switch {
		case !p.Short.Known():
			unknown++
		case p.Short.N() > 0:
			short.Add(p.Stake)
		default:
			spare.Add(p.Stake)
		}
	}
	currency := v.Site.Currency
	text := fmt.Sprintf("What is missing costs %s a year, what is not used %s.", short.In(currency).Short(v.Locale), spare.In(currency).Short(v.Locale))
	if unknown > 0 {
		text += fmt.Sprintf(" Of %s the use is not known.", signal.Count(unknown, "product", "products"))
	}
	return text
}

// licenceTable is a row a product and metric.
func licenceTable(v *frame.Visit, s *record.Snapshot, list []licence.Position) ui.TableProps {
	rights := record.TypeFor[catalog.LicenceEntitlement](s)
	t := ui.TableProps{Label: "Entitled, installed and used", Columns: []ui.Column{
		{Label: "Product"}, {Label: "Counted by"}, {Label: "Entitled", Numeric: true}, {Label: "Installed", Numeric: true}, {Label: "Used", Numeric: true}, {Label: "Position"}, {Label: "A year", Numeric: true},
	}}
	for _, p := range list {
		stake := ui.Unknown("unknown")
		if p.Stake.Known() {
			stake = ui.Figure(ui.FigureProps{Short: p.Stake.Short(v.Locale), Full: p.Stake.Format(v.Locale) + ": " + p.Basis})
		}
		metric := string(p.Metric)
		if o := rights.Field("metric").Option(metric); o != nil {
			metric = o.Title
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(p.Name, frame.Link(rights, p.Rights[0].Number), ""), g.Text(metric), g.Text(fmt.Sprint(p.Entitled)),
			number(p.Installed), number(p.Used), position(p), stake,
		}})
	}
	return t
}

func number(n record.Int) g.Node {
	if !n.Known() {
		return ui.Unknown("unknown")
	}
	return g.Text(fmt.Sprint(n.N()))
}

func position(p licence.Position) g.Node {
	switch {
	case !p.Short.Known():
		return ui.Unknown("not known")
	case p.Short.N() > 0:
		return ui.Tag(ui.ToneBad, fmt.Sprintf("%d missing", p.Short.N()))
	case p.Spare.N() > 0:
		return ui.Tag(ui.ToneWarn, fmt.Sprintf("%d not used", p.Spare.N()))
	}
	return ui.Tag(ui.ToneGood, "as many as used")
}
