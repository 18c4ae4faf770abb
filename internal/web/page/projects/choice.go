package projects

import (
	"fmt"
	"net/url"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/engine/choose"
	"fairlead/internal/insight/portfolio"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// choice is the page that says which demands and proposed projects to do.
type choice struct {
	v     *frame.Visit
	s     *record.Snapshot
	q     portfolio.Question
	c     portfolio.Choice
	asked asked
}

func showChoice(v *frame.Visit) error {
	s, err := v.Whole("projects")
	if err != nil {
		return err
	}
	p := &choice{v: v, s: s}
	p.read()
	p.c = portfolio.Of(s, p.q)
	crumbs := []ui.Crumb{{Label: "Portfolio", Href: "/portfolio"}, {Label: "Choice"}}
	main := []g.Node{ui.Headline(ui.HeadlineProps{Title: p.title(), Lede: []g.Node{g.Text(p.lede())}, Actions: p.decide()})}
	if p.c.Result.Found {
		main = append(main, p.instruments(), p.chosen(), p.left(), p.limits(), p.form(), p.frontier(), p.unweighed())
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
	case !p.c.Result.Found && p.c.Result.Status == choose.Infeasible:
		return "What has to be done cannot be done together"
	case !p.c.Result.Found:
		return "No choice was found"
	case len(p.c.Proposals) == 0:
		return "No proposal has both a cost and a benefit"
	}
	return fmt.Sprintf("With %s, %d of %s are worth doing", p.short(p.c.Budget), len(p.c.Result.Chosen), signal.Count(len(p.c.Proposals), "proposal", "proposals"))
}

func (p *choice) lede() string {
	if !p.c.Result.Found {
		return p.c.Conflict
	}
	text := fmt.Sprintf("They bring %s in %d years beyond what they cost%s.", p.short(p.c.Result.Objective), portfolio.Years, map[portfolio.Weighing]string{
		portfolio.Alike: ", loss avoided included", portfolio.Benefit: ", loss avoided left out", portfolio.Safety: ", loss avoided counted twice",
	}[p.q.Weighing])
	if said := p.saidOtherwise(); said != "" {
		text += " " + said
	}
	if p.c.Result.Status == choose.Optimal {
		return text + " It is proven that no other choice within the money and the hours brings more."
	}
	return text + fmt.Sprintf(" Another choice may bring up to %.1f %% more: the search was stopped before that was settled.", p.c.Result.Gap()*100)
}

// saidOtherwise names the limits that are not those of the records.
func (p *choice) saidOtherwise() string {
	var names []string
	for i := range p.c.Limits {
		if l := &p.c.Limits[i]; l.Changed() {
			names = append(names, fmt.Sprintf("%s (%s instead of %s)", l.Name, p.amountOf(l, l.Most), p.amountOf(l, max(l.Free, 0))))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "What if: " + signal.List(names, 3) + "."
}

// decide begins a decision with what the page says. Nothing is kept before that.
func (p *choice) decide() []g.Node {
	if !p.c.Result.Found || len(p.c.Result.Chosen) == 0 {
		return nil
	}
	var text strings.Builder
	text.WriteString(p.title() + ". " + p.lede() + "\n\n")
	for _, pick := range p.c.Result.Chosen {
		x := &p.c.Proposals[pick.Item]
		fmt.Fprintf(&text, "- %s (%s), from %s, %s\n", x.Name, x.Number, p.c.Starts(pick), x.Cost.Format(p.v.Locale))
	}
	if len(p.c.Left) > 0 {
		text.WriteString("\nLeft out:\n\n")
	}
	for _, l := range p.c.Left {
		x := &p.c.Proposals[l.Proposal]
		fmt.Fprintf(&text, "- %s (%s). %s\n", x.Name, x.Number, p.why(l))
	}
	href := p.v.Begin("decision", url.Values{"title": {"Which proposals to do with " + p.short(p.c.Budget)}, "context": {text.String()}})
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
	figures := []ui.InstrumentProps{
		{Label: "Worth", Figure: p.short(c.Result.Objective), Full: p.money(c.Result.Objective).Format(p.v.Locale), Note: fmt.Sprintf("in %d years, beyond cost", portfolio.Years), Href: "#chosen"},
		{Label: "Cost in all years", Figure: p.short(c.Spent()), Full: p.money(c.Spent()).Format(p.v.Locale), Note: "of " + p.short(c.Budget) + " there are", Href: "#limits"},
	}
	if l := p.dearest(); l != nil {
		figures = append(figures, ui.InstrumentProps{Label: p.amountOf(l, l.More.By) + " more brings", Figure: p.short(l.More.Gain), Full: p.money(l.More.Gain).Format(p.v.Locale), Note: l.Name, Href: "#limits"})
	}
	return ui.Instruments("The figures", append(figures, ui.InstrumentProps{Label: "A better one by", Figure: gap, Note: "at most", Href: "#frontier"})...)
}

// dearest is the limit of which a step more brings most; nil where none was asked.
func (p *choice) dearest() (best *portfolio.Limit) {
	for i := range p.c.Limits {
		if l := &p.c.Limits[i]; l.More.Known && (best == nil || l.More.Gain > best.More.Gain) {
			best = l
		}
	}
	return best
}

// amountOf writes an amount of a limit.
func (p *choice) amountOf(l *portfolio.Limit, amount int64) string {
	if l.Money() {
		return p.short(amount)
	}
	hours := record.Whole(amount / 100)
	return hours.Format(p.v.Locale) + " h"
}
