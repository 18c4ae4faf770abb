package technology

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/technology"
	"fairlead/internal/web/ui"
)

// shownDateless is how many products without dates stand on the page.
const shownDateless = 10

// dateless lists the installed products without an end of support, and whose
// dates may be theirs: those with a match first.
func (h *home) dateless() g.Node {
	all := technology.Datelesses(h.s)
	if len(all) == 0 {
		return nil
	}
	var rows []technology.Dateless
	matched, assets := 0, 0
	for _, d := range all {
		assets += d.Assets
		if d.Like != nil {
			rows = append(rows, d)
			matched++
		}
	}
	for _, d := range all {
		if d.Like == nil {
			rows = append(rows, d)
		}
	}
	t := ui.TableProps{Label: "Installed products without an end of support", Columns: []ui.Column{{Label: "Product"}, {Label: "Assets", Numeric: true}, {Label: "Looks like"}, {Label: "Found by"}, {Label: "Its support ends"}}}
	for _, d := range rows[:min(len(rows), shownDateless)] {
		cells := []g.Node{ui.RecordCell(d.Product.Name, h.v.LinkTo(d.Product), ""), g.Text(fmt.Sprint(d.Assets)), ui.Unknown("nothing on record"), nil, nil}
		if d.Like != nil {
			cells[2], cells[3], cells[4] = ui.Link(d.Like.Name, h.v.LinkTo(d.Like)), g.Text(foundBy(d.By)), g.Text(d.Like.SupportEnds.Format(h.v.Locale))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	return ui.Section(ui.SectionProps{ID: "dateless", Title: "Installed, and its end of support not known", Note: fmt.Sprintf("%s on %s, %d with a match", signal.Count(len(all), "product", "products"), signal.Count(assets, "asset", "assets"), matched)}, ui.Table(t),
		ui.Note("A match is a proposal: where it is right, put the assets on that product, or enter its dates here. Products count as unknown until then."))
}

func foundBy(by technology.MatchKind) string {
	switch by {
	case technology.ByName:
		return "a name of it"
	case technology.ByRelease:
		return "family and release"
	}
	return "family and release in the name"
}
