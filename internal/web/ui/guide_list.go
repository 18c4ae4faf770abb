package ui

import (
	g "maragu.dev/gomponents"
)

func guideList() g.Node {
	return Section(SectionProps{ID: "list", Title: "Contracts", Note: "92 in force, €5.9 M committed this year", Actions: []g.Node{
		Button(ButtonProps{Label: "Export", Icon: IconDownload, Href: "#"}),
		Menu(MenuProps{ID: "list-more", Button: ButtonProps{Label: "More", Icon: IconMore, IconOnly: true}, Items: []MenuItem{
			{Label: "Import contracts", Icon: IconUpload, Href: "#"}, {Label: "Save this view", Icon: IconStar, Href: "#"}, {Label: "Archive all shown", Icon: IconArchive, Href: "/archive", Post: true, Danger: true}}}),
		Button(ButtonProps{Label: "New contract", Icon: IconPlus, Kind: ButtonMain, Href: "#"}),
	}},
		Chips("Saved views",
			Choice{Label: "Notice within 90 days", Href: "#", Count: "11", Current: true}, Choice{Label: "Mine", Href: "#", Count: "6"},
			Choice{Label: "Without owner", Href: "#", Count: "2"}, Choice{Label: "All", Href: "#", Count: "92"}),
		FilterBar(FilterBarProps{Action: "/contracts", Value: `notice_by < "2027-02-19" AND state = "in_force"`, ClearHref: "#"}),
		Bulk(BulkProps{Action: "/contracts/bulk", Table: guideContracts(), Actions: []g.Node{
			Button(ButtonProps{Label: "Set owner", Small: true, Name: "act", Value: "owner"}),
			Button(ButtonProps{Label: "Archive", Icon: IconArchive, Small: true, Kind: ButtonDanger, Name: "act", Value: "archive"})}}),
		Pager(PagerProps{Shown: "5 of 11", Next: "#"}),
	)
}

func guideContracts() TableProps {
	row := func(number, name, vendor, serves, year string, notice g.Node, ends string, levels, state g.Node) Row {
		return Row{Value: number, Label: name, Cells: []g.Node{RecordCell(name, "#", number), g.Text(vendor), g.Text(serves), Figure(FigureProps{Short: year, Full: year + ".00"}), notice, g.Text(ends), levels, state}}
	}
	inForce := Tag(ToneGood, "in force")
	return TableProps{
		Label:  "Contracts",
		Select: "id",
		Columns: []Column{{Label: "Contract", Sort: "#"}, {Label: "Vendor", Sort: "#"}, {Label: "Serves"}, {Label: "A year", Numeric: true, Sort: "#"},
			{Label: "Notice by", Sort: "#", Sorted: Ascending}, {Label: "Ends", Sort: "#"}, {Label: "Levels kept"}, {Label: "State"}},
		Rows: []Row{
			row("CON-0042", "Hosting, two racks", "Norvik", "Freight booking, portal +9", "€129,400", Tag(ToneBad, "23 Nov"), "22 Feb 2027", g.Text("9 of 12"), inForce),
			row("CON-0017", "WAN, three sites", "Fjordnett", "All services", "€84,000", Tag(ToneWarn, "1 Dec"), "1 Mar 2027", g.Text("12 of 12"), inForce),
			row("CON-0008", "ERP maintenance", "Sigma Business", "ERP, payroll", "€212,000", g.Text("31 Dec"), "31 Mar 2027", Unknown("not measured"), inForce),
			row("CON-0061", "Design tool seats", "Pencilworks", "Marketing", "€23,760", g.Text("10 Jan 2027"), "10 Feb 2027", g.Text("–"), Tag(ToneWarn, "renewal open")),
			row("CON-0033", "Printer lease", "Kontorservice", "Print", "€31,900", g.Text("15 Jan 2027"), "15 Jul 2027", g.Text("11 of 12"), inForce),
		},
		Totals: []g.Node{g.Text("Five contracts"), nil, nil, g.Text("€481,060"), nil, nil, nil, nil},
	}
}
