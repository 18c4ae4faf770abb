package records

import (
	"fmt"
	"net/url"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// vendorAnswer is the scorecard: what the records measure of a vendor over
// twelve months, each with what it rests on, and what was made of it.
func vendorAnswer(a answering, r record.Record) g.Node {
	v := r.(*catalog.Vendor)
	c := vendors.ScorecardOf(a.snapshot, v, a.today, a.v.Site.Currency)
	number := record.TypeFor[catalog.Vendor](a.snapshot).Number(v.Number)
	list := func(plural, filter, text string) g.Node {
		return ui.Link(text, "/"+plural+"?"+url.Values{"filter": {filter}}.Encode())
	}
	facts := []ui.Fact{
		{Label: "Costs a year", Value: costs(a, c, number), Note: share(c)},
		{Label: "Paid in twelve months", Value: known(c.Spent.Known(), func() g.Node {
			return list("ledger_entries", fmt.Sprintf("vendor = %s AND kind = actual AND day > today-1y", number), signal.Exact(c.Spent, a.locale))
		}, "nothing is booked")},
		{Label: "Services it carries", Value: carried(a, c)},
		{Label: "Incidents on these services", Value: known(len(c.Services) > 0, func() g.Node { return incidents(a, c) }, "no service is recorded")},
		{Label: "Service levels kept", Value: known(c.Judged > 0, func() g.Node {
			return g.Textf("%d of %d incidents that were resolved and judged", c.Kept, c.Judged)
		}, "not recorded")},
		{Label: "Credits owed", Value: credits(a, c.Credits)},
		{Label: "Delivered in time", Value: known(c.Orders.Due > 0, func() g.Node { return punctual(a, c, number) }, "no order was due")},
		{Label: "Projects", Value: deliveries(a, c.Delivered), Note: "that change its services, or for which we buy from it"},
		{Label: "Invoices", Value: known(c.Invoices > 0, func() g.Node {
			return list("invoices", "vendor = "+number, fmt.Sprintf("%d, of which %d do not agree or are disputed", c.Invoices, len(c.Held)))
		}, "none is recorded")},
		{Label: "Ready to leave", Value: exitFact(a, c.Exit, v.Critical)},
	}
	if a.v.SeesAll("vendor_review") {
		facts = append(facts, ui.Fact{Label: "Last judged", Value: known(c.Last != nil, func() g.Node { return a.judged(c.Last) }, "never reviewed")})
	}
	review := a.begin("Review it", "vendor_review", url.Values{"vendor": {v.ID.String()}, "on": {a.today.Text()}, "title": {"Review of " + v.Name}})
	return ui.Section(ui.SectionProps{ID: "scorecard", Title: "Scorecard", Note: "measured over twelve months", Actions: []g.Node{review}}, ui.Facts(facts...))
}

// known is a value, or that there is none.
func known(is bool, value func() g.Node, otherwise string) g.Node {
	if !is {
		return ui.Unknown(otherwise)
	}
	return value()
}

func costs(a answering, c vendors.Scorecard, number string) g.Node {
	return known(c.Rank > 0, func() g.Node {
		return ui.Link(signal.Exact(c.Annual, a.locale), "/contracts?"+url.Values{"filter": {"vendor = " + number + " AND state = in_force"}}.Encode())
	}, "no contract in force with a price")
}

func share(c vendors.Scorecard) string {
	if c.Rank == 0 {
		return ""
	}
	return fmt.Sprintf("%d.%d\u00a0%% of all contracts, place %d", c.PerMille/10, c.PerMille%10, c.Rank)
}

func carried(a answering, c vendors.Scorecard) g.Node {
	if len(c.Services) == 0 {
		return ui.Unknown("none is recorded")
	}
	var nodes []g.Node
	for i, service := range c.Services {
		if i > 0 {
			nodes = append(nodes, g.Text(", "))
		}
		nodes = append(nodes, a.named(service))
	}
	return g.Group(nodes)
}

// incidents opens those that were counted: of this month and the eleven before it.
func incidents(a answering, c vendors.Scorecard) g.Node {
	var of []string
	for _, service := range c.Services {
		of = append(of, "service = "+record.TypeFor[catalog.Service](a.snapshot).Number(service.Number))
	}
	filter := fmt.Sprintf("(%s) AND opened >= %s", strings.Join(of, " OR "), record.Day(a.today.Year(), a.today.Month()-11, 1).Text())
	return ui.Link(fmt.Sprint(c.Incidents), "/incidents?"+url.Values{"view": {"all"}, "filter": {filter}}.Encode())
}

// deliveries names the late projects that depend on the vendor, for those who may
// see all projects.
func deliveries(a answering, d vendors.Delivered) g.Node {
	if !a.v.SeesAll("project") {
		return ui.Unknown("not yours to see")
	}
	if len(d.Projects) == 0 {
		return ui.Unknown("none is recorded")
	}
	nodes := []g.Node{g.Textf("%d, of which %d late", len(d.Projects), len(d.Late))}
	for i, p := range d.Late {
		mark := ", "
		if i == 0 {
			mark = ": "
		}
		nodes = append(nodes, g.Text(mark), a.named(p))
	}
	if a.v.SeesAll("project_risk") {
		nodes = append(nodes, g.Textf("; %s open", signal.Count(len(d.Risks), "risk or issue", "risks and issues")))
	}
	return g.Group(nodes)
}

// credits opens the file of each contract on which service levels are promised.
func credits(a answering, list []vendors.Credits) g.Node {
	if len(list) == 0 {
		return ui.Unknown("no service level is recorded on a contract in force")
	}
	var nodes []g.Node
	for i, c := range list {
		if i > 0 {
			nodes = append(nodes, g.Text("; "))
		}
		text := fmt.Sprintf("not known on %s", c.Contract.Name)
		if c.Owed.Known() {
			text = fmt.Sprintf("%s for %s on %s", signal.Exact(c.Owed, a.locale), signal.Count(len(c.Months), "month", "months"), c.Contract.Name)
		}
		t := record.TypeFor[catalog.Contract](a.snapshot)
		nodes = append(nodes, ui.Link(text, "/commitments/renewals/"+t.Number(c.Contract.Number)+"#credits"))
		if n := len(c.Open()); n > 0 {
			nodes = append(nodes, g.Text(" "), ui.Tag(ui.ToneWarn, fmt.Sprintf("%s not claimed", signal.Count(n, "month", "months"))))
		}
	}
	return g.Group(nodes)
}

func punctual(a answering, c vendors.Scorecard, number string) g.Node {
	text := fmt.Sprintf("%d of %s", c.Orders.InTime, signal.Count(c.Orders.Due, "order", "orders"))
	if n := len(c.Orders.Late); n > 0 {
		text += fmt.Sprintf(", the others %s late together", signal.Count(c.Orders.Days, "day", "days"))
	}
	return ui.Link(text, "/purchase_orders?"+url.Values{"filter": {"vendor = " + number}}.Encode())
}

func exitFact(a answering, e vendors.Exit, critical bool) g.Node {
	if e.Plan == nil {
		if critical {
			return ui.Tag(ui.ToneBad, e.Readiness.Title())
		}
		return g.Text(e.Readiness.Title())
	}
	tone := ui.ToneWarn
	if e.Readiness == vendors.Ready {
		tone = ui.ToneGood
	}
	return g.Group{a.named(e.Plan), g.Text(" "), ui.Tag(tone, e.Readiness.Title())}
}

func (a answering) judged(r *catalog.VendorReview) g.Node {
	t := record.TypeFor[catalog.VendorReview](a.snapshot)
	text := r.On.Format(a.locale)
	if o := t.Field("judgement").Option(string(r.Judgement)); o != nil {
		text = o.Title + ", " + text
	}
	if r.Next.Before(a.today) {
		return g.Group{ui.Link(text, frame.Link(t, r.Number)), g.Text(" "), ui.Tag(ui.ToneWarn, "next one was due "+r.Next.Format(a.locale))}
	}
	return ui.Link(text, frame.Link(t, r.Number))
}
