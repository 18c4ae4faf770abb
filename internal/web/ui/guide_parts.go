package ui

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

func guideParts() g.Node {
	return g.Group{guideStates(), guideNotices(), guideText(), guideIcons(), guideFailure()}
}

func guideStates() g.Node {
	return Section(SectionProps{ID: "states", Title: "States and buttons"},
		h.P(Tag(ToneInfo, "planned"), g.Text(" "), Tag(ToneGood, "in force"), g.Text(" "), Tag(ToneWarn, "renewal open"), g.Text(" "), Tag(ToneBad, "2 days"), g.Text(" "), Unknown("not measured")),
		Buttons(
			Button(ButtonProps{Label: "Approve", Kind: ButtonMain, Icon: IconCheck, Name: "x"}), Button(ButtonProps{Label: "Delegate"}), Button(ButtonProps{Label: "Not now", Kind: ButtonQuiet}),
			Button(ButtonProps{Label: "Delete", Kind: ButtonDanger, Icon: IconTrash}), Button(ButtonProps{Label: "Waiting", Disabled: true}), Button(ButtonProps{Label: "Watch", Icon: IconEye, IconOnly: true}), Button(ButtonProps{Label: "Small", Small: true})),
		Columns(g.Group{
			Progress(ProgressProps{ID: "job-1", Label: "Importing assets.csv", Done: 31200, Of: 50000, Note: "31,200 of 50,000 rows · 14 rejected", Acts: []g.Node{Link("See rejected rows", "#"), Link("Cancel", "#")}}),
			Progress(ProgressProps{ID: "job-2", Label: "Survivability survey", Note: "counting cut sets"}),
			Later("job-3", "Computing the loss curve; this takes about 8 seconds.", ""),
		}, g.Group{
			h.P(g.Text("Seats used "), h.Strong(g.Text("188 of 200"))), Meter(MeterProps{Value: .94, Tone: ToneWarn, Label: "94 % of seats used"}),
			h.P(g.Text("Patched in time "), h.Strong(g.Text("97 %"))), Meter(MeterProps{Value: .97, Tone: ToneGood, Label: "97 % patched in time"}),
			h.P(g.Text("Restore tested "), Unknown("never")), Meter(MeterProps{Unknown: true, Label: "Unknown"}),
		}),
	)
}

func guideNotices() g.Node {
	return Section(SectionProps{ID: "notices", Title: "Notices"},
		Callout(ToneInfo, "This figure rests on two assumptions.", h.P(g.Text("Freight booking loses €41 k an hour (finance, 2025); repairs take 4 h."))),
		Callout(ToneGood, "Restore tested.", h.P(g.Text("3 h 10 min, 50 minutes inside the promise."))),
		Callout(ToneWarn, "The budget for 2027 is not approved.", h.P(g.Text("Orders above €10 k wait until it is."))),
		Callout(ToneBad, "The import stopped at row 31,214.", h.P(g.Text("The disk is full. Free 2 GB and start it again; nothing is imported twice."))),
		Callout(ToneUnknown, "Nobody knows what leaving Norvik would cost.", h.P(Link("Make an estimate", "#"))),
		Table(TableProps{Label: "Exercises", Columns: []Column{{Label: "Exercise"}, {Label: "Took", Numeric: true}}, Empty: Empty(EmptyProps{Icon: IconShield, Title: "No exercises yet", Text: "A restore that was never tried is a hope. Plan one for the service that loses most per hour.", Actions: []g.Node{Button(ButtonProps{Label: "Plan an exercise", Kind: ButtonMain, Href: "#"})}})}),
	)
}

func guideText() g.Node {
	return Section(SectionProps{ID: "text", Title: "Text"},
		Prose(h.P(g.Text("Prose from records is set like this, with "), h.A(h.Href("#"), g.Text("links")), g.Text(", "), h.Code(g.Text("code")), g.Text(" and lists:")), h.Ul(h.Li(g.Text("short lines")), h.Li(g.Text("one thought each"))),
			h.P(g.Text("Outside: "), ExternalLink("the vendor's status page", "https://status.example.com"), g.Text(". Keys: "), Kbd("Ctrl", "Enter"))),
		Disclosure("How this figure was made", Note("14 services × 2.3 h × their loss per hour, from the survivability survey of 21 November.")),
		CodeBlock("Webhook payload", "{\n  \"type\": \"contract.notice_due\",\n  \"record\": \"CON-0042\",\n  \"by\": \"2026-11-23\"\n}"),
		h.P(Diff(Change{Label: "Annual", Old: "€122,100", New: "€129,400"})),
	)
}

func guideIcons() g.Node {
	return Section(SectionProps{ID: "icons", Title: "Icons", Note: strconv.Itoa(len(Icons()))},
		h.Ul(h.Class("fields"), g.Map(Icons(), func(n IconName) g.Node { return h.Li(Icon20(n), g.Text(" "+string(n))) })))
}

func guideFailure() g.Node {
	return Section(SectionProps{ID: "failure", Title: "Error page"}, ErrorBody(ErrorProps{Status: 404, Title: "There is no such contract", Text: "It may have been archived, or you may not see it. Look for it by name, or go back to the list.",
		Reference: "7f3c-19a2", Actions: []g.Node{Button(ButtonProps{Label: "All contracts", Kind: ButtonMain, Href: "#"}), Button(ButtonProps{Label: "Go back", Href: "#"})}}))
}
