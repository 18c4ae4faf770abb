package recovery

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/comeback"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
)

// sendBundle gives the plans as files to take along, with what the visitor may see.
func sendBundle(v *frame.Visit) error {
	s, err := v.Whole("recovery")
	if err != nil {
		return err
	}
	today := v.Question().Today()
	head := v.W.Header()
	head.Set("Content-Type", "application/zip")
	head.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="recovery-%s.zip"`, today.Text()))
	head.Set("Cache-Control", "no-store")
	return WriteBundle(v.W, s, Cover{Organisation: v.Site.Organisation, Today: today, Locale: v.Locale, Currency: v.Site.Currency, Estate: v.Sees("continuity") && v.SeesAll("skill_rating")})
}

// Cover is what stands on every page of a bundle.
type Cover struct {
	Organisation string
	Today        record.Date
	Locale       record.Locale
	Currency     string // in which losses are told
	// Estate says that the reader may see all records of continuity: then the order
	// of a cold start and what comes after each scenario are in it, too.
	Estate bool
}

// WriteBundle writes the plans that are not retired as a ZIP of plain HTML: one
// page a plan with its steps, people and vendors, a list of them, the order of a
// cold start, and what comes after each loss scenario. The pages need nothing else, no network and no scripts, and can be printed. The snapshot
// decides what is in it.
func WriteBundle(w io.Writer, s *record.Snapshot, cover Cover) error {
	b := &bundle{Cover: cover, s: s, zip: zip.NewWriter(w)}
	outlooks := recovery.Outlooks(s, cover.Today)
	var losses []comeback.Comeback
	if cover.Estate {
		losses = comeback.Of(s, cover.Today, cover.Currency)
	}
	if err := b.page("index.html", "Recovery plans", b.index(outlooks, losses)); err != nil {
		return err
	}
	if err := b.estate(losses); err != nil {
		return err
	}
	for _, o := range outlooks {
		if err := b.page(b.file(o.Plan), o.Plan.Name, b.plan(o)); err != nil {
			return err
		}
	}
	return b.zip.Close()
}

type bundle struct {
	Cover
	s   *record.Snapshot
	zip *zip.Writer
}

// file is the page of a plan.
func (b *bundle) file(p *catalog.RecoveryPlan) string {
	return strings.ToLower(b.s.Dictionary().TypeOf(p).Number(p.Number)) + ".html"
}

// bundleStyle has no character that HTML would escape.
const bundleStyle = `body{font:11pt/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#17202a;background:#fff}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{border:1px solid #b9b5aa;padding:.35rem .5rem;text-align:left;vertical-align:top}
th{background:#f3f1ec}.pen{width:4.5rem}.soft{color:#4c5762}h1{margin-bottom:.2rem}tr,h2{break-inside:avoid}h2{break-after:avoid}
@media print{body{margin:0;max-width:none;font-size:9.5pt}}`

func (b *bundle) page(name, title string, body g.Node) error {
	file, err := b.zip.Create(name)
	if err != nil {
		return err
	}
	return h.Doctype(h.HTML(h.Lang("en"),
		h.Head(h.Meta(h.Charset("utf-8")), h.Meta(h.Name("viewport"), h.Content("width=device-width")), h.TitleEl(g.Text(title)), h.StyleEl(g.Text(bundleStyle))),
		h.Body(
			h.P(h.Class("soft"), g.Text(b.Organisation+", as of "+b.Today.Format(b.Locale)+". What changed since is not in it.")),
			h.H1(g.Text(title)), body),
	)).Render(file)
}

func (b *bundle) table(heads []string, rows [][]g.Node) g.Node {
	return h.Table(
		h.THead(h.Tr(g.Map(heads, func(head string) g.Node { return h.Th(h.Scope("col"), g.Text(head)) }))),
		h.TBody(g.Map(rows, func(row []g.Node) g.Node {
			return h.Tr(g.Map(row, func(cell g.Node) g.Node { return h.Td(cell) }))
		})))
}

// index lists the plans and everybody's number.
func (b *bundle) index(outlooks []*recovery.Outlook, losses []comeback.Comeback) g.Node {
	var plans [][]g.Node
	type seen struct{ name, phone string }
	var people [][]g.Node
	met := map[seen]bool{}
	for _, o := range outlooks {
		takes := "not known"
		if o.Known() {
			takes = recovery.Span(o.Day.At(0.5)) + " by day, " + recovery.Span(o.Night.At(0.5)) + " by night"
		}
		plans = append(plans, []g.Node{h.A(h.Href(b.file(o.Plan)), g.Text(o.Plan.Name)), g.Text(b.promised(o.Plan)), g.Text(takes), g.Text(orDash(o.Plan.Meet))})
		for i := range o.Plan.People {
			r := &o.Plan.People[i]
			person := record.Get(b.s, r.Person)
			if person == nil || met[seen{person.Name, phoneOf(b.s, r)}] {
				continue
			}
			met[seen{person.Name, phoneOf(b.s, r)}] = true
			people = append(people, []g.Node{g.Text(person.Name), g.Text(orDash(phoneOf(b.s, r))), g.Text(orDash(person.JobTitle)), g.Text(orDash(person.Email))})
		}
	}
	return g.Group{
		b.table([]string{"Plan", "Brings back", "Takes, half of the time", "Meeting point"}, plans),
		g.If(b.Estate, b.more(losses)),
		h.H2(g.Text("People")), b.table([]string{"Name", "Phone", "Post", "Mail"}, people),
	}
}

// promised lists the services of a plan with the time promised for each.
func (b *bundle) promised(p *catalog.RecoveryPlan) string {
	var parts []string
	for _, ref := range p.Services {
		service := record.Get(b.s, ref)
		if service == nil {
			continue
		}
		text := service.Name
		if service.RTO.Known() {
			text += " within " + recovery.Span(service.RTO.Hours())
		}
		parts = append(parts, text)
	}
	return orDash(strings.Join(parts, "; "))
}

// plan is one plan, with room for a pen.
func (b *bundle) plan(o *recovery.Outlook) g.Node {
	p := o.Plan
	var steps, people, vendors, data [][]g.Node
	for i := range p.Steps {
		step := &p.Steps[i]
		takes := "—"
		if step.Duration.Known() {
			takes = step.Duration.Format(b.Locale) + " h"
		}
		steps = append(steps, []g.Node{g.Text(step.Key), g.Text(step.Step), g.Text(orDash(step.After)), g.Text(who(b.s, step)), g.Text(takes), nil, nil})
		if needs := b.needs(step); needs != nil {
			data = append(data, append([]g.Node{g.Text(step.Key)}, needs...))
		}
	}
	for i := range p.People {
		r := &p.People[i]
		night := "from the morning on"
		if r.OnCall {
			night = "can be called"
		}
		people = append(people, []g.Node{g.Text(labelOf(b.s, r)), g.Text(orDash(r.Role)), g.Text(orDash(phoneOf(b.s, r))), g.Text(night)})
	}
	for _, call := range callsOf(b.s, p) {
		for _, contact := range call.contacts {
			vendors = append(vendors, []g.Node{g.Text(call.vendor.Name), g.Text(contact.Name), g.Text(contact.Phone), g.Text(contact.Role), g.Text(call.terms())})
		}
		if len(call.contacts) == 0 {
			vendors = append(vendors, []g.Node{g.Text(call.vendor.Name), g.Text("—"), g.Text("no number recorded"), g.Text("—"), g.Text(call.terms())})
		}
	}
	state := ""
	if p.State == "draft" {
		state = "A draft: nobody has approved it. "
	}
	return g.Group{
		h.P(g.Text(state + "Brings back: " + b.promised(p) + ".")),
		g.If(p.Covers != "", h.P(g.Text(string(p.Covers)))),
		h.P(g.Text("Meeting point: " + orDash(p.Meet) + ". Edition " + orDash(p.Edition) + ", reviewed " + orDash(p.Reviewed.Format(b.Locale)) + ".")),
		h.H2(g.Text("Steps")), b.table([]string{"", "Step", "After", "Who", "Takes", "Begun", "Done"}, steps),
		g.If(len(data) > 0, g.Group{h.H2(g.Text("What steps need")), b.table([]string{"Step", "What", "Where"}, data)}),
		h.H2(g.Text("People")), b.table([]string{"Name", "Can do", "Phone", "At night"}, people),
		g.If(len(vendors) > 0, g.Group{h.H2(g.Text("Vendors")), b.table([]string{"Vendor", "Contact", "Phone", "For", "Under"}, vendors)}),
		h.P(h.A(h.Href("index.html"), g.Text("All plans"))),
	}
}

func labelOf(s *record.Snapshot, r *catalog.Responder) string {
	if person := record.Get(s, r.Person); person != nil {
		return person.Name
	}
	return "Somebody who is not recorded"
}

// needs is what a step needs and where that lies; nil for nothing.
func (b *bundle) needs(step *catalog.RecoveryStep) []g.Node {
	var what, where []string
	place := func(site record.Ref[catalog.Site]) string {
		if at := record.Get(b.s, site); at != nil {
			return at.Name
		}
		return "place not recorded"
	}
	if part := record.Get(b.s, step.Spare); part != nil {
		count := "how many lie there is not recorded"
		if part.Quantity.Known() {
			count = fmt.Sprintf("%d there", part.Quantity.N())
		}
		what, where = append(what, part.Name+" ("+count+")"), append(where, place(part.Site))
	}
	if copied := record.Get(b.s, step.Backup); copied != nil {
		what, where = append(what, "Backup: "+copied.Name), append(where, place(copied.Site))
	}
	if len(what) == 0 {
		return nil
	}
	return []g.Node{g.Text(strings.Join(what, "; ")), g.Text(strings.Join(where, "; "))}
}

// terms are the contract's number and how fast the vendor begins.
func (c call) terms() string {
	if c.contract == nil {
		return "—"
	}
	text := c.contract.Name
	if c.contract.Reference != "" {
		text += ", " + c.contract.Reference
	}
	if c.contract.Response.Known() {
		text += ", begins within " + recovery.Span(c.contract.Response.Hours())
	}
	return text
}
