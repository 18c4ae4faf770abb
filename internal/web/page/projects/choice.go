package projects

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/engine/choose"
	"fairlead/internal/insight/projects"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// choice is the page that says which demands and proposed projects to do.
type choice struct {
	v     *frame.Visit
	c     projects.Choice
	musts []string // numbers ticked
	asked string   // what was typed as money
	wrong string   // what is wrong with it
}

// maxMusts is how many ticks of an address are read.
const maxMusts = 200

func showChoice(v *frame.Visit) error {
	s, err := v.Whole("projects")
	if err != nil {
		return err
	}
	p := &choice{v: v, asked: strings.TrimSpace(v.Form("budget"))}
	p.musts = slices.Compact(slices.Sorted(slices.Values(v.R.Form["must"])))
	p.musts = p.musts[:min(len(p.musts), maxMusts)]
	budget := record.Money{Minor: -1}
	if p.asked != "" {
		reading := record.Reading{Currency: v.Site.Currency}
		if err := budget.Parse(p.asked, reading); err != nil || budget.Currency != v.Site.Currency || budget.Minor < 0 || budget.Minor > choose.MaxSum {
			p.wrong, budget.Minor = "Enter an amount of money in "+v.Site.Currency+", such as 250000.", -1
		}
	}
	p.c = projects.ChoiceOf(s, projects.ChoiceQuestion{
		Today: v.Clerk.Desk().Today(), Currency: v.Site.Currency, Budget: budget.Minor,
		Musts: strings.Join(append(p.musts, ""), " "), Skills: v.SeesAll("skill", "skill_rating", "team"),
	})
	crumbs := []ui.Crumb{{Label: "Portfolio", Href: "/portfolio"}, {Label: "Choice"}}
	main := []g.Node{ui.Headline(ui.HeadlineProps{Title: p.title(), Lede: []g.Node{g.Text(p.lede())}, Actions: p.decide()})}
	if p.c.Result.Found {
		main = append(main, p.instruments(), p.chosen(), p.left(), p.form(), p.frontier(), p.unweighed())
	} else {
		main = append(main, p.form(), p.unweighed())
	}
	return v.Show(frame.Shown{Title: "Choice", Here: "/portfolio", Crumbs: crumbs, Main: main})
}

func (p *choice) money(minor int64) record.Money {
	return record.Money{Minor: minor, Currency: p.c.Currency}
}

func (p *choice) short(minor int64) string { return p.money(minor).Short(p.v.Locale) }

func (p *choice) title() string {
	switch {
	case !p.c.Result.Found:
		return "What has to be done cannot be done together"
	case len(p.c.Proposals) == 0:
		return "No proposal has both a cost and a benefit"
	}
	return fmt.Sprintf("With %s, %d of %s are worth doing", p.short(p.c.Budget), len(p.c.Result.Chosen), signal.Count(len(p.c.Proposals), "proposal", "proposals"))
}

func (p *choice) lede() string {
	if !p.c.Result.Found {
		return p.c.Conflict
	}
	text := fmt.Sprintf("They bring %s in %d years beyond what they cost.", p.short(p.c.Result.Objective), projects.ChoiceYears)
	if p.c.Result.Status == choose.Optimal {
		return text + " It is proven that no other choice within the money and the hours brings more."
	}
	return text + fmt.Sprintf(" Another choice may bring up to %.1f %% more: the search was stopped before that was settled.", p.c.Result.Gap()*100)
}

// decide begins a decision with what the page says.
func (p *choice) decide() []g.Node {
	if !p.c.Result.Found || len(p.c.Result.Chosen) == 0 {
		return nil
	}
	var in []int
	for _, pick := range p.c.Result.Chosen {
		in = append(in, pick.Item)
	}
	context := p.title() + ". " + p.lede() + "\n\n"
	for _, i := range in {
		context += fmt.Sprintf("- %s (%s)\n", p.c.Proposals[i].Name, p.c.Proposals[i].Number)
	}
	href := p.v.Begin("decision", url.Values{"title": {"Which proposals to do with " + p.short(p.c.Budget)}, "context": {context}})
	if href == "" {
		return nil
	}
	return []g.Node{ui.Button(ui.ButtonProps{Label: "Put up for decision", Href: href})}
}

func (p *choice) instruments() g.Node {
	c := &p.c
	gap := "0\u00a0%"
	if c.Result.Status != choose.Optimal {
		gap = fmt.Sprintf("%.1f\u00a0%%", c.Result.Gap()*100)
	}
	buys := "Nothing more"
	if len(c.Next.In) > 0 {
		buys = signal.List(c.Names(c.Next.In), 2)
		if len(c.Next.Out) > 0 {
			buys += " instead of " + signal.List(c.Names(c.Next.Out), 2)
		}
	}
	return ui.Instruments("The figures",
		ui.InstrumentProps{Label: "Worth", Figure: p.short(c.Result.Objective), Full: p.money(c.Result.Objective).Format(p.v.Locale), Note: fmt.Sprintf("in %d years, beyond cost", projects.ChoiceYears), Href: "#chosen"},
		ui.InstrumentProps{Label: "Spent", Figure: p.short(c.Spent()), Full: p.money(c.Spent()).Format(p.v.Locale), Note: "of " + p.short(c.Budget), Href: "#chosen"},
		ui.InstrumentProps{Label: "The next " + p.short(c.Next.Budget) + " brings", Figure: p.short(c.Next.Worth), Full: p.money(c.Next.Worth).Format(p.v.Locale), Note: buys, Href: "#frontier"},
		ui.InstrumentProps{Label: "A better one by", Figure: gap, Note: "at most", Href: "#frontier"},
	)
}

// chosen lists what is worth doing.
func (p *choice) chosen() g.Node {
	t := ui.TableProps{Label: "What is worth doing", Columns: []ui.Column{{Label: "Proposal"}, {Label: "Cost", Numeric: true}, {Label: "A year", Numeric: true}, {Label: "Worth", Numeric: true}, {Label: "In, when benefits vary", Numeric: true}}}
	for _, pick := range p.c.Result.Chosen {
		x := &p.c.Proposals[pick.Item]
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{p.name(x), p.amount(x.Cost), p.amount(x.Benefit), p.amount(x.Worth()), g.Text(p.often(pick.Item))}})
	}
	return ui.Section(ui.SectionProps{ID: "chosen", Title: "Worth doing", Note: signal.Count(len(t.Rows), "proposal", "proposals")}, ui.Table(t),
		ui.Note(fmt.Sprintf("Worth is %d years of the benefit, less the cost. The last column draws every benefit a hundred times from half to a fifth more than stated.", projects.ChoiceYears)))
}

func (p *choice) name(x *projects.Proposal) g.Node {
	cell := g.Group{ui.RecordCell(x.Name, p.v.LinkTo(x.Record), x.Number)}
	if x.Must {
		cell = append(cell, g.Text(" "), ui.Tag(ui.ToneWarn, "has to be done"))
	}
	return cell
}

func (p *choice) amount(m record.Money) g.Node {
	if !m.Known() {
		return ui.Unknown("unknown")
	}
	return g.Text(m.Short(p.v.Locale))
}

func (p *choice) often(i int) string {
	if p.c.Often == nil {
		return "—"
	}
	return fmt.Sprintf("%d\u00a0%%", p.c.Often.In[i]*100/p.c.Often.Samples)
}

// left says of everything that is left out what doing it would cost.
func (p *choice) left() g.Node {
	if len(p.c.Left) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "What is left out", Columns: []ui.Column{{Label: "Proposal"}, {Label: "Cost", Numeric: true}, {Label: "Worth", Numeric: true}, {Label: "Why it is left out"}, {Label: "In, when benefits vary", Numeric: true}}}
	for _, l := range p.c.Left {
		x := &p.c.Proposals[l.Proposal]
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{p.name(x), p.amount(x.Cost), p.amount(x.Worth()), g.Text(p.why(l)), g.Text(p.often(l.Proposal))}})
	}
	return ui.Section(ui.SectionProps{ID: "left", Title: "Left out", Note: signal.Count(len(t.Rows), "proposal", "proposals")}, ui.Table(t))
}

func (p *choice) why(l projects.LeftOut) string {
	switch {
	case l.Cannot != "":
		return l.Cannot
	case len(l.Instead) == 0 && l.Loss.Minor > 0:
		return fmt.Sprintf("It brings %s less than it costs.", l.Loss.Short(p.v.Locale))
	case len(l.Instead) == 0:
		return "It brings no more than it costs."
	}
	return fmt.Sprintf("It would displace %s, and the whole would bring %s less.", signal.List(p.c.Names(l.Instead), 3), l.Loss.Short(p.v.Locale))
}

// frontier is what each budget brings at most, and what changes from one to the next.
func (p *choice) frontier() g.Node {
	bars := draw.StackedBar{Horizontal: true, Frame: draw.Frame{Title: "What each budget brings at most", Unit: p.c.Currency, Number: func(v float64) string { return p.short(int64(v)) }},
		Parts: []draw.Part{{Name: "Worth", Tone: draw.Sea}}}
	t := ui.TableProps{Label: "What changes from one budget to the next", Columns: []ui.Column{{Label: "Budget", Numeric: true}, {Label: "Worth", Numeric: true}, {Label: "Comes in"}, {Label: "Goes out"}, {Label: "Proven"}}}
	for _, step := range p.c.Steps {
		bars.Labels = append(bars.Labels, p.short(step.Budget))
		bars.Parts[0].Values = append(bars.Parts[0].Values, float64(step.Worth))
		proven := "yes"
		if !step.Proven {
			proven = "not yet"
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.Link(p.short(step.Budget), p.address(step.Budget)), g.Text(p.short(step.Worth)),
			g.Text(orNone(p.c.Names(step.In))), g.Text(orNone(p.c.Names(step.Out))), g.Text(proven),
		}})
	}
	return ui.Section(ui.SectionProps{ID: "frontier", Title: "What other budgets bring", Note: "with the same things ticked"}, draw.Figure(bars),
		ui.Note("Each line is the best choice for its budget, beside the best choice for the one above it. A budget opens its choice."), ui.Table(t))
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "—"
	}
	return strings.Join(names, ", ")
}

// address is this page with another budget.
func (p *choice) address(budget int64) string {
	return "/portfolio/choice?" + url.Values{"budget": {p.money(budget).Amount()}, "must": p.musts}.Encode()
}

// form asks for the money and for what has to be done.
func (p *choice) form() g.Node {
	typed := p.asked
	if typed == "" {
		typed = p.money(p.c.Budget).Amount()
	}
	var options []ui.Option
	for _, list := range [][]projects.Proposal{p.c.Proposals, p.c.Unweighed} {
		for _, x := range list {
			if x.Cost.Currency == p.c.Currency {
				options = append(options, ui.Option{Value: x.Number, Label: x.Name})
			}
		}
	}
	return ui.Section(ui.SectionProps{ID: "ask", Title: "What there is, and what has to be done"}, h.Form(h.Class("form compact"), h.Method("get"), h.Action("/portfolio/choice"), h.Aria("label", "What there is, and what has to be done"),
		ui.Fields(
			ui.NumberField(ui.Field{Name: "budget", Label: "Money there is", Unit: p.c.Currency, Error: p.wrong, Help: "Half of what all proposals cost, until you say"}, ui.NumberProps{Value: typed}),
			ui.CheckSetField(ui.Field{Name: "must", Label: "Has to be done"}, ui.CheckSetProps{Values: p.musts, Options: options}),
		),
		h.Div(h.Class("submit"), ui.Button(ui.ButtonProps{Label: "Choose", Kind: ui.ButtonMain}))))
}

// unweighed lists what cannot be weighed, and what is missing for that.
func (p *choice) unweighed() g.Node {
	if len(p.c.Unweighed) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "What cannot be weighed", Columns: []ui.Column{{Label: "Proposal"}, {Label: "Cost", Numeric: true}, {Label: "A year", Numeric: true}}}
	for i := range p.c.Unweighed {
		x := &p.c.Unweighed[i]
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{p.name(x), p.amount(x.Cost), p.amount(x.Benefit)}})
	}
	return ui.Section(ui.SectionProps{ID: "unweighed", Title: "Cannot be weighed", Note: signal.Count(len(p.c.Unweighed), "proposal", "proposals")}, ui.Table(t),
		ui.Note("Its cost or its benefit is not known in "+p.c.Currency+", and what is not known is not taken for nothing. Tick it where it has to be done: then its cost counts, and what it brings does not."))
}
