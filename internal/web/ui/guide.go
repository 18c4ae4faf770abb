package ui

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// StyleGuide is one page with every component of this package, filled with what
// an IT department might show. Nothing on it leads anywhere.
func StyleGuide() g.Node {
	return Shell(ShellProps{
		Title:        "Design",
		Organisation: "Halden Freight",
		Nav:          guideNav(),
		Here:         "/today",
		Version:      "0.1",
		Crumbs:       []Crumb{{Label: "Today", Href: "/"}, {Label: "Design", Href: "/design"}},
		Person: &Person{Name: "Ingrid Solberg", Role: "Director of technology", SignOut: "/sign-out", Links: []MenuItem{
			{Label: "Profile", Icon: IconPerson, Href: "/profile"},
			{Label: "Sessions", Icon: IconKey, Href: "/profile/sessions"},
		}},
		Toasts: []ToastProps{{Text: "Contract CON-0042 saved.", Tone: ToneGood,
			Act: PostButton("/undo", ButtonProps{Label: "Undo", Kind: ButtonQuiet, Small: true})}},
		Main: []g.Node{guideDecide(), guideList(), guideRecord(), guideForm(), guideParts()},
	})
}

func guideNav() []NavGroup {
	link := func(label, to string) NavLink { return NavLink{Label: label, Href: to} }
	return []NavGroup{
		{Links: []NavLink{{Label: "Today", Href: "/today", Count: 5, Tone: ToneBad, Under: []NavLink{link("Put aside", "/today/aside")}}}},
		{Title: "Direction", Links: []NavLink{link("Strategy", "/strategy"), link("Roadmap", "/roadmap"), link("Technology", "/technology")}},
		{Title: "Money", Links: []NavLink{link("Budget", "/budget"), link("Contracts", "/contracts"), link("Vendors", "/vendors"), link("Purchases", "/purchases")}},
		{Title: "Work", Links: []NavLink{link("Projects", "/projects"), link("Demand", "/demand"), link("Capacity", "/capacity")}},
		{Title: "Services", Links: []NavLink{{Label: "Service desk", Href: "/desk", Count: 3, Tone: ToneWarn}, link("Levels", "/levels"), link("Changes", "/changes")}},
		{Title: "Estate", Links: []NavLink{link("Assets", "/assets-list"), link("Map", "/map"), link("Checks", "/checks")}},
		{Title: "Exposure", Links: []NavLink{link("Survivability", "/survivability"), link("Risk", "/risk"), link("Security", "/security"), link("Compliance", "/compliance")}},
		{Title: "People", Links: []NavLink{link("Team", "/team"), link("Skills", "/skills")}},
		{Title: "Board", Links: []NavLink{link("Measures", "/measures"), link("Decisions", "/decisions"), link("Packs", "/packs")}},
	}
}

// guideLine is a small line as an instrument carries one; real ones are drawn elsewhere.
func guideLine(d string) g.Node {
	return h.SVG(g.Attr("viewBox", "0 0 100 28"), g.Attr("preserveAspectRatio", "none"), h.Aria("hidden", "true"),
		g.El("path", g.Attr("d", d), g.Attr("fill", "none"), g.Attr("stroke", "var(--sea)"), g.Attr("stroke-width", "1.6"), g.Attr("vector-effect", "non-scaling-stroke")))
}

func guideDecide() g.Node {
	return g.Group{
		Headline(HeadlineProps{
			Title: "Five things need a decision",
			Lede:  []g.Node{g.Text("Saturday 21 November. "), Figure(FigureProps{Short: "€1.42 M", Full: "€1,418,240 a year", Href: "#"}), g.Text(" a year is at stake in them; two cannot wait past Monday. Ranked by what is lost per year and by how soon it can no longer be changed.")},
		}),
		Instruments("Where the department stands",
			InstrumentProps{Label: "Where the year will land", Figure: "€8.31 M", Full: "€8,312,904.00", Note: "P80 €8.44 M", Change: "2.1 % over plan", Tone: ToneWarn, Href: "#", Line: guideLine("M0 20L14 19 28 18 42 18 56 14 70 12 84 10 100 7")},
			InstrumentProps{Label: "Services one failure away", Figure: "3", Note: "of 61", Change: "was 2 last week", Tone: ToneBad, Href: "#", Line: guideLine("M0 20H35V14H70V8H100")},
			InstrumentProps{Label: "Projects likely on time", Figure: "17", Note: "of 23 at better than 50 %", Href: "#", Line: guideLine("M0 10L25 12 50 11 75 16 100 15")},
			InstrumentProps{Label: "Loss in a 1-in-20 year", Figure: "€4.2 M", Full: "€4,206,118", Note: "appetite €3.0 M", Href: "#", Line: guideLine("M0 22L25 21 50 18 75 12 100 10")},
		),
		Columns(guideSignals(), g.Group{
			AsideSection("Since yesterday 17:40",
				LineProps{Text: "Outage of label printing closed", Href: "#", Note: "38 min"}, LineProps{Text: "Two budget lines moved to 2027", Href: "#", Note: "€60 k"},
				LineProps{Text: "New single point of failure", Href: "#", Note: "1", Tone: ToneBad}, LineProps{Text: "Audit finding verified", Href: "#", Note: "AUD-0019"}),
			AsideSection("Your day",
				LineProps{Text: "Change board, 7 changes", Href: "#", Note: "10:00"}, LineProps{Text: "One-to-one with Jonas", Note: "11:30"},
				LineProps{Text: "Approve 3 purchases", Href: "#", Note: "€12.4 k"}),
			AsideSection("Snoozed until next week", LineProps{Text: "Licence true-up, design tools", Href: "#", Note: "2"}),
		}),
	}
}

func guideSignals() g.Node {
	acts := func(first string) []g.Node {
		return []g.Node{Link(first, "#"), Link("Delegate", "#"), PostButton("/snooze", ButtonProps{Label: "Snooze", Kind: ButtonQuiet, Small: true}), Link("Accept…", "#")}
	}
	return Signals("Needs a decision",
		SignalProps{Rank: 1, Sentence: "The Bergen core switch stops 14 services if it fails", Href: "#", Why: "No second path since change CHG-0312 on Thursday. 2.3 h expected down a year; freight booking loses €41 k an hour.", Acts: acts("Buy a second unit · €18 k"), Stake: "€612 k", Per: "a year, expected", Share: 1, Due: "this week", DueTone: ToneWarn},
		SignalProps{Rank: 2, Sentence: "Notice on the Norvik hosting contract ends on Monday", Href: "#", Why: "Renews for 36 months at +6 %. Missed 3 of 12 service levels; €31 k credits unclaimed; two quotes lie 14 % lower.", Acts: acts("Open the renewal file"), Stake: "€388 k", Per: "committed to 2029", Share: .63, Due: "2 days", DueTone: ToneBad},
		SignalProps{Rank: 3, Sentence: "ERP upgrade: 22 % chance of the promised 1 March", Href: "#", Why: "Data migration waits for one person who is on call every third week. P80 is 14 April.", Acts: acts("See options"), Stake: "€240 k", Per: "if six weeks late", Share: .39, Due: "12 days", DueTone: ToneWarn},
		SignalProps{Rank: 4, Sentence: "Payroll cannot be back in the 8 h promised", Href: "#", Why: "Restore took 11 h 20 min in the October exercise; the plan assumes 4 h. No later test.", Acts: acts("Plan an exercise"), Stake: "€130 k", Per: "a year, expected", Share: .21, Due: "30 days"},
		SignalProps{Rank: 5, Sentence: "CVE-2026-1187 is being exploited; 9 servers behind the portal carry it", Href: "#", Why: "The fix is in change CHG-0320, waiting for your approval. Policy allows until Wednesday.", Acts: acts("Approve the change"), Per: "no figure for data loss", Due: "4 days", DueTone: ToneWarn},
	)
}
