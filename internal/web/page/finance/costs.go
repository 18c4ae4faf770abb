package finance

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

const shownServices = 20

// costs is what the page of services and departments rests on.
type costs struct {
	view
	a finance.Allocation
}

func showCosts(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	c := &costs{w, finance.Allocate(w.s, w.today)}
	back := ui.Button(ui.ButtonProps{Label: "Money", Kind: ui.ButtonPlain, Href: "/finance"})
	if c.a.Year == nil {
		return v.Show(frame.Shown{Title: "What services cost", Here: "/finance", Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: "No fiscal year is recorded for today", Actions: []g.Node{back}}),
		}})
	}
	rules := ui.Button(ui.ButtonProps{Label: "Allocation rules", Kind: ui.ButtonPlain, Href: "/allocation_rules"})
	return v.Show(frame.Shown{Title: "What services cost", Here: "/finance", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: c.title(), Lede: []g.Node{g.Text(c.lede())}, Actions: []g.Node{rules, back}}),
		ui.Columns(g.Group{c.departments(), c.services(), c.units()}, g.Group{c.stuck(), c.kept()}),
	}})
}

func (c *costs) title() string {
	if len(c.a.Departments) == 0 {
		return "No department is recorded that could pay"
	}
	first := c.a.Departments[0]
	return fmt.Sprintf("%s pays most: %s of %s", first.Department.Name, c.short(first.Amount), c.short(c.a.Total))
}

func (c *costs) lede() string {
	kept := record.NoMoney(c.a.Year.Currency)
	for _, k := range c.a.Kept {
		kept = signal.Plus(kept, k.Amount)
	}
	text := fmt.Sprintf("What was spent in %s up to today, shared by the rules in force. %s of it is paid by no department.", c.a.Year.Name, c.short(kept))
	if n := len(c.a.Unconverted); n > 0 {
		text += fmt.Sprintf(" %s for want of a rate.", signal.Count(n, "entry is left out", "entries are left out"))
	}
	return text
}

func (c *costs) departments() g.Node {
	scale := frame.MoneyScale{Currency: c.a.Year.Currency, Locale: c.v.Locale}
	bars := draw.Bar{Frame: scale.Frame("What each department pays"), Horizontal: true}
	t := ui.TableProps{Label: "What each department pays", Columns: []ui.Column{
		{Label: "Department"}, {Label: "Booked for it", Numeric: true}, {Label: "With its share", Numeric: true}, {Label: "Of all", Numeric: true}, {Label: "People", Numeric: true}, {Label: "A head", Numeric: true},
	}}
	for _, d := range c.a.Departments {
		bars.Items = append(bars.Items, draw.Item{Label: d.Department.Name, Value: scale.Value(d.Amount), Link: c.v.LinkTo(d.Department)})
		head := record.Money{}
		if d.Heads > 0 {
			head, _ = d.Amount.MulRatio(1, int64(d.Heads)) // an overflow leaves it unknown
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(d.Department.Name, c.v.LinkTo(d.Department), ""), c.money(d.Direct, ""), c.money(d.Amount, ""),
			g.Text(share(d.Amount, c.a.Total)), g.Text(fmt.Sprint(d.Heads)), c.money(head, ""),
		}})
	}
	return ui.Section(ui.SectionProps{ID: "departments", Title: "What each department pays"}, draw.Figure(bars),
		ui.Note("Booked for it is what entries of the ledger name it for; with its share is that and its part of services and cost centres."), ui.Table(t))
}

func (c *costs) services() g.Node {
	t := ui.TableProps{Label: "What each service costs", Columns: []ui.Column{
		{Label: "Service"}, {Label: "Spent on it", Numeric: true}, {Label: "With what serves it", Numeric: true}, {Label: "Handed on by"},
	}}
	for _, s := range c.a.Services[:min(len(c.a.Services), shownServices)] {
		rule := g.Node(ui.Unknown("no rule"))
		if s.Rule != nil {
			rule = ui.Link(s.Rule.Name, c.v.LinkTo(s.Rule))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(s.Service.Name, c.v.LinkTo(s.Service), ""), c.money(s.Own, c.entriesOn(s.Service)), c.money(s.Whole, ""), rule,
		}})
	}
	return ui.Section(ui.SectionProps{ID: "services", Title: "What each service costs", Note: fmt.Sprintf("%d of %d, the dearest", len(t.Rows), len(c.a.Services))}, ui.Table(t),
		ui.Note("Services that serve each other are solved together (reciprocal method), exactly: each hands on all its cost, its own and what others hand to it. So the second column counts a euro in every service through which it goes; the sum over departments and what is kept is what was spent, to the cent."))
}

// entriesOn is the list of what was spent on a service: entries that name it, or
// whose line does and which name no other.
func (c *costs) entriesOn(service record.Record) string {
	number := c.s.Dictionary().TypeOf(service).Number(service.Head().Number)
	return entriesOf(fmt.Sprintf("NOT kind = commitment AND day >= %s AND day <= %s AND NOT state = void", c.a.Year.Starts, c.today),
		fmt.Sprintf("(service = %s OR (NOT service:* AND budget_line.service = %s))", number, number))
}

func (c *costs) kept() g.Node {
	const shown = 12
	var lines []ui.LineProps
	for _, k := range c.a.Kept[:min(len(c.a.Kept), shown)] {
		line := ui.LineProps{Text: "Neither service nor cost centre", Note: c.short(k.Amount)}
		if k.Source != nil {
			line.Text, line.Href = c.name(k.Source), c.v.LinkTo(k.Source)
		}
		lines = append(lines, line)
	}
	if n := len(c.a.Kept) - shown; n > 0 {
		lines = append(lines, ui.LineProps{Text: fmt.Sprintf("And %d more", n), Href: "/allocation_rules"})
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.AsideSection("Paid by no department: no rule hands it on", lines...)
}

// stuck names the circles that pay each other and nobody else.
func (c *costs) stuck() g.Node {
	if len(c.a.Stuck) == 0 {
		return nil
	}
	var names []string
	for _, r := range c.a.Stuck {
		names = append(names, c.name(r))
	}
	return ui.Callout(ui.ToneWarn, "A circle that pays nobody", g.Text(signal.List(names, 6)+" hand their cost to each other and to nobody else. Name a department in one of their rules; until then it is kept where it arose."))
}
