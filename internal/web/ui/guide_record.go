package ui

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

func guideRecord() g.Node {
	return Section(SectionProps{ID: "record", Title: "Hosting, two racks", Note: "CON-0042", Actions: []g.Node{
		Button(ButtonProps{Label: "Edit", Icon: IconEdit, Href: "#"}), Button(ButtonProps{Label: "End the contract", Kind: ButtonDanger, Dialog: "end"})}},
		Steps("Life of this contract", Step{Label: "Draft", State: StepDone, Note: "3 Jan 2024"}, Step{Label: "Approved", State: StepDone, Note: "19 Jan 2024"},
			Step{Label: "In force", State: StepNow, Note: "since 22 Feb 2024"}, Step{Label: "Renewal decided", State: StepAhead}, Step{Label: "Ended", State: StepAhead}),
		Tabs("Sides of this contract", Choice{Label: "Overview", Href: "#", Current: true}, Choice{Label: "Service levels", Href: "#", Count: "12"}, Choice{Label: "Spend", Href: "#"}, Choice{Label: "History", Href: "#", Count: "34"}),
		Columns(g.Group{guideFacts(), guideSpend(), guideTalk()}, g.Group{
			AsideSection("Links", LineProps{Text: "Services", Href: "#", Note: "11"}, LineProps{Text: "Incidents this year", Href: "#", Note: "14"}, LineProps{Text: "Invoices", Href: "#", Note: "11"}, LineProps{Text: "Risks", Href: "#", Note: "2"}),
			Section(SectionProps{Title: "History"}, guideHistory()),
		}),
		guideDialog(),
	)
}

func guideFacts() g.Node {
	return Facts(
		Fact{Label: "Vendor", Value: h.A(h.Href("#"), g.Text("Norvik")), Note: "score 61 of 100"},
		Fact{Label: "Serves", Value: g.Text("Freight booking, customer portal and 9 more")},
		Fact{Label: "Term", Value: g.Text("22 Feb 2024 to 22 Feb 2027, renews for 36 months unless notice is given")},
		Fact{Label: "Notice by", Value: Tag(ToneBad, "Monday 23 November"), Note: "90 days before the end"},
		Fact{Label: "Value", Value: g.Text("€129,400 a year, +6 % on renewal; €388,200 over the next term")},
		Fact{Label: "Service levels", Value: g.Text("9 of 12 months kept; €31,200 credits owed, none claimed")},
		Fact{Label: "Exit cost", Value: Unknown("not estimated")},
		Fact{Label: "Owner", Value: g.Text("Jonas Berg, head of infrastructure")},
		Fact{Label: "Successor"},
	)
}

func guideSpend() g.Node {
	return Section(SectionProps{Title: "Spend against contract"}, Picture(PictureProps{
		Drawing: guideBars(62, 76, 75, 74, 73, 72, 71, 70, 69, 68, 67, 66),
		Caption: "Invoices were above the agreed €10,783 a month in eleven months of twelve.",
		Table: Table(TableProps{Label: "Spend by month", Columns: []Column{{Label: "Month"}, {Label: "Invoiced", Numeric: true}, {Label: "Agreed", Numeric: true}}, Rows: []Row{
			{Cells: []g.Node{g.Text("November 2025"), g.Text("€9,900"), g.Text("€10,783")}}, {Cells: []g.Node{g.Text("December 2025"), g.Text("€12,140"), g.Text("€10,783")}}}}),
	}))
}

// guideBars is a small picture; real ones are drawn elsewhere.
func guideBars(heights ...int) g.Node {
	bars := make(g.Group, len(heights))
	for i, tall := range heights {
		bars[i] = g.El("rect", g.Attr("x", strconv.Itoa(8+i*49)), g.Attr("y", strconv.Itoa(100-tall)), h.Width("30"), h.Height(strconv.Itoa(tall)), g.Attr("rx", "2"), g.Attr("fill", "var(--series-1)"))
	}
	return h.SVG(g.Attr("viewBox", "0 0 600 104"), h.Role("img"), h.Aria("label", "Bars: spend in each of twelve months"), bars,
		g.El("path", g.Attr("d", "M0 34H600"), g.Attr("stroke", "var(--bad)"), g.Attr("stroke-dasharray", "4 4")))
}

func guideHistory() g.Node {
	return Timeline(
		Event{Who: "Checks", What: "recorded a breach", When: Time("2026-11-02", "2 Nov"), Icon: IconAlert, Changes: []Change{{Label: "Availability, October", Old: "99.93 %", New: "99.41 %"}}},
		Event{Who: "Ingrid Solberg", What: "changed the owner", When: Time("2026-09-14", "14 Sep"), Icon: IconEdit, Changes: []Change{{Label: "Owner", Old: "", New: "Jonas Berg"}}, Note: "Takes over all hosting."},
		Event{Who: "Import", What: "added it from contracts.csv", When: Time("2024-01-03", "3 Jan 2024"), Icon: IconUpload},
	)
}

func guideTalk() g.Node {
	return g.Group{
		Section(SectionProps{Title: "Comments"}, Comments(CommentBox(CommentBoxProps{Action: "/comments"}),
			Comment{ID: "comment-1", Who: "Jonas Berg", When: Time("2026-11-18", "18 Nov"), Body: h.P(g.Text("Both quotes include moving the racks. The cheaper one cannot do it before 20 January.")), Items: []g.Node{Link("Reply", "#")}},
			Comment{ID: "comment-2", Who: "Amira Haddad", When: Time("2026-11-20", "yesterday"), Body: h.P(g.Text("Legal says that notice by e-mail is enough, see clause 14.2."))})),
		Section(SectionProps{Title: "Attachments", Actions: []g.Node{Button(ButtonProps{Label: "Attach", Icon: IconAttachment, Small: true, Href: "#"})}}, Attachments(
			Attachment{Name: "norvik-agreement-2024.pdf", Href: "#", Size: "1.2 MB", Who: "Import", When: Time("2024-01-03", "3 Jan 2024"), Remove: "/attachments/1/remove"},
			Attachment{Name: "quote-fjordnett.xlsx", Href: "#", Size: "48 kB", Who: "Jonas Berg", When: Time("2026-11-18", "18 Nov"), Remove: "/attachments/2/remove"})),
	}
}

func guideDialog() g.Node {
	return Dialog(DialogProps{ID: "end", Title: "End this contract?",
		Body: []g.Node{
			h.P(g.Text("Eleven services lose their hosting on 22 February 2027. Notice is sent to Norvik and cannot be taken back.")),
			Form(FormProps{ID: "end-form", Action: "/contracts/end", Compact: true, Body: []g.Node{
				AreaField(Field{Name: "reason", Label: "Reason", Required: true, Help: "Kept in the history."}, AreaProps{Rows: 3})}}),
		},
		Footer: []g.Node{DialogCancel("Keep it"), Button(ButtonProps{Label: "Give notice", Kind: ButtonDanger, Form: "end-form"})},
	})
}
