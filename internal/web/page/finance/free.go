package finance

import (
	"fmt"
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// free is the page that says what a year has left for work that is not decided yet,
// and what a cut of the budget could take.
type free struct {
	view
	rooms []finance.Room
	at    int // the year that is shown
}

// cuts are by how many per cent the page asks what a cut would take.
var cuts = [...]int{1, 2, 5, 10}

// monthsToLast is how many months of a year are before its last quarter.
const monthsToLast = 9

func showFree(v *frame.Visit) error {
	w, err := look(v)
	if err != nil {
		return err
	}
	p := &free{view: w, rooms: finance.RoomsFrom(w.s, w.today)}
	crumbs := []ui.Crumb{{Label: "Money", Href: "/finance"}, {Label: "What if it is cut"}}
	if len(p.rooms) == 0 {
		return v.Show(frame.Shown{Title: "What if it is cut", Here: "/finance", Crumbs: crumbs, Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: "No approved budget says what may be spent this year"}),
		}})
	}
	p.at = min(1, len(p.rooms)-1)
	for i, r := range p.rooms {
		if r.Year.Name == v.Form("year") {
			p.at = i
		}
	}
	r := &p.rooms[p.at]
	main := []g.Node{ui.Headline(ui.HeadlineProps{Title: p.title(r), Lede: []g.Node{g.Text(p.lede(r))}}), p.years(), p.instruments(r)}
	for _, kind := range catalog.CostNature("").Options() {
		main = append(main, p.lines(r, catalog.CostNature(kind.Name), kind.Title))
	}
	return v.Show(frame.Shown{Title: "What if it is cut", Here: "/finance", Crumbs: crumbs, Main: append(main, p.lines(r, "", "Neither operating nor capital expense"))})
}

func (p *free) title(r *finance.Room) string {
	sum := r.Free("")
	if sum.Minor <= 0 {
		return fmt.Sprintf("Nothing of %s is free for new work", r.Year.Name)
	}
	return fmt.Sprintf("%s of %s are free for new work", p.short(sum), r.Year.Name)
}

func (p *free) lede(r *finance.Room) string {
	text := fmt.Sprintf("The other %s are claimed by contracts, posts, orders, running projects and what comes each month: no choice among proposals cuts these; they end by notice, or not at all.", p.short(r.Promised("")))
	if r.Version.State != "approved" {
		text += " The budget of the year is not approved yet."
	}
	if r.Adrift.Minor > 0 {
		text += fmt.Sprintf(" %s are paid or promised without a line, and taken off.", p.short(r.Adrift))
	}
	if r.Unknown > 0 {
		text += fmt.Sprintf(" Of %s the amount is not known.", signal.Count(r.Unknown, "line", "lines"))
	}
	return text
}

func (p *free) years() g.Node {
	var chips []ui.Choice
	for i, r := range p.rooms {
		chips = append(chips, ui.Choice{Label: r.Year.Name, Href: "/finance/free?" + url.Values{"year": {r.Year.Name}}.Encode(), Current: i == p.at})
	}
	return ui.Chips("Year", chips...)
}

func (p *free) instruments(r *finance.Room) g.Node {
	var figures []ui.InstrumentProps
	for _, kind := range catalog.CostNature("").Options() {
		nature := catalog.CostNature(kind.Name)
		m := r.Free(nature)
		figures = append(figures, ui.InstrumentProps{Label: kind.Title + ", free", Figure: p.short(m), Full: m.Format(p.v.Locale), Note: "beside " + p.short(r.Promised(nature)) + " claimed", Href: "#" + kind.Name})
	}
	return ui.Instruments("What is free", figures...)
}

// lines list what each line of a kind leaves, and what to do about a cut.
func (p *free) lines(r *finance.Room, nature catalog.CostNature, title string) g.Node {
	t := ui.TableProps{Label: title + ": what each line leaves", Columns: []ui.Column{{Label: "Line"}, {Label: "Budget", Numeric: true}, {Label: "Claimed", Numeric: true}, {Label: "Free", Numeric: true}, {Label: "How that is reckoned"}}}
	budget, claim, left := record.NoMoney(r.Year.Currency), record.NoMoney(r.Year.Currency), record.NoMoney(r.Year.Currency)
	for _, l := range r.Lines {
		if l.Line.Nature != nature {
			continue
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(l.Line.Name, p.v.LinkTo(l.Line), l.Line.Code), p.money(l.Budget, ""), p.money(l.Claim, p.behind(l.Line)), p.money(l.Free, ""), g.Text(l.Why + "."),
		}})
		budget, claim, left = signal.Plus(budget, l.Budget), signal.Plus(claim, l.Claim), signal.Plus(left, l.Free)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	t.Totals = []g.Node{g.Text("In all"), p.money(budget, ""), p.money(claim, ""), p.money(left, ""), nil}
	return ui.Section(ui.SectionProps{ID: string(nature), Title: title, Note: p.short(left) + " free"}, p.whatIf(r, nature, budget, left), ui.Table(t))
}

// behind opens the forecast of a line.
func (p *free) behind(line *catalog.BudgetLine) string {
	if p.at == 0 {
		return landingOf(line.Code)
	}
	return "/finance/forecast?" + url.Values{"line": {line.Code}, "years": {"3"}}.Encode()
}

// whatIf says what a cut of all money of a kind takes from what is free, and what it
// cannot take from it; it opens the choice among proposals with what is left.
func (p *free) whatIf(r *finance.Room, nature catalog.CostNature, budget, left record.Money) g.Node {
	switch {
	case nature == "" || budget.Minor <= 0 || !p.v.Sees("projects"):
		return nil
	case !p.today.Before(r.Year.Starts.AddMonths(monthsToLast)):
		return ui.Note("The last quarter of the year has begun: what is decided now begins in the next year.")
	}
	t := ui.TableProps{Label: "What a cut takes, " + string(nature), Columns: []ui.Column{{Label: "Cut of all"}, {Label: "Takes", Numeric: true}, {Label: "Free", Numeric: true}, {Label: "Claimed", Numeric: true}, {Label: "Stays free", Numeric: true}}}
	for _, percent := range cuts {
		takes, err := budget.MulRatio(int64(percent), 100)
		if err != nil {
			continue
		}
		room := record.Money{Minor: max(left.Minor, 0), Currency: left.Currency}
		from := record.Money{Minor: min(takes.Minor, room.Minor), Currency: left.Currency}
		stays := signal.Plus(room, from.Neg())
		to := url.Values{fmt.Sprintf("%s-%d", nature, p.at): {stays.Amount()}}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{
			g.Text(fmt.Sprintf("%d\u00a0%%", percent)), p.money(takes, ""), p.money(from, ""), p.money(signal.Plus(takes, from.Neg()), ""),
			ui.Link(p.stays(stays), "/portfolio/choice?"+to.Encode()),
		}})
	}
	return g.Group{ui.Table(t), ui.Note("What a cut takes comes from what is free first, and the rest from what is claimed. What stays free opens the choice among proposals with it. What is claimed is promised or runs: a choice among proposals cannot cut it. It ends by notice to a vendor, by a post that stays open, or by stopping a project.")}
}

func (p *free) stays(m record.Money) string {
	if m.Minor == 0 {
		return "Nothing"
	}
	return p.short(m)
}
