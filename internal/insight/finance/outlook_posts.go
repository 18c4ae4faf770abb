package finance

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// staffing is the posts of the department and what they cost by grade. Without
// any rate posts say nothing about money: whoever may not see the rates has a
// snapshot without them, and a forecast from which they cannot be told.
type staffing struct {
	posts map[string][]*catalog.Position // by code of the line that pays them
	rates map[record.ID][]rate           // by grade, in the order of their days
}

// rate is what a full-time person of a grade costs a month over some time, in
// minor units of the currency of the year.
type rate struct {
	span
	month *big.Rat
}

// unpaid is the code under which posts stand that no line of the year pays.
const unpaid = ""

func (f *forecaster) staffing() *staffing {
	s := &staffing{posts: map[string][]*catalog.Position{}, rates: f.staffRates()}
	codes := map[string]bool{}
	for _, line := range f.lines {
		codes[line.Code] = true
	}
	for p := range record.Each[catalog.Position](f.s) {
		if p.Archived || p.State == "closed" {
			continue
		}
		code := unpaid
		if line := record.Get(f.s, p.Line); line != nil && codes[line.Code] {
			code = line.Code
		}
		s.posts[code] = append(s.posts[code], p)
	}
	for _, list := range s.posts {
		slices.SortFunc(list, func(a, b *catalog.Position) int { return cmp.Or(cmp.Compare(a.Title, b.Title), a.ID.Compare(b.ID)) })
	}
	return s
}

// staffRates gives the rates by grade, each up to the day before the next.
func (f *forecaster) staffRates() map[record.ID][]rate {
	by := map[record.ID][]rate{}
	for r := range record.Each[catalog.StaffCostRate](f.s) {
		year := f.ledger.rates.Convert(r.Yearly, f.year.Currency, f.today)
		if !r.Archived && year.Known() && record.Get(f.s, r.Grade) != nil {
			by[r.Grade.ID] = append(by[r.Grade.ID], rate{span{r.From, r.Until}, big.NewRat(year.Minor, 12)})
		}
	}
	for _, list := range by {
		slices.SortFunc(list, func(a, b rate) int { return b.first.DaysUntil(a.first) })
		for i := range list[:len(list)-1] {
			list[i].span = list[i].cut(span{last: list[i+1].first.AddDays(-1)})
		}
	}
	return by
}

// on lists the posts that a line pays, none as long as no rate is known.
func (s *staffing) on(code string) []*catalog.Position {
	if len(s.rates) == 0 {
		return nil
	}
	return s.posts[code]
}

// unrated says where a line has posts and no rate is known.
func (s *staffing) unrated(o *Outlook) {
	if len(s.rates) > 0 || len(s.posts[o.Line.Code]) == 0 {
		return
	}
	for i := range o.Cells {
		o.Cells[i].Why += " What its posts cost is not recorded, or not for you to see."
	}
}

// byPosts adds up what posts cost, month by month. The months add up to the cent:
// each is what all up to its end cost, rounded, less what those before it did.
func (f *forecaster) byPosts(posts []*catalog.Position) Outlook {
	o := Outlook{Rule: ByPosts, Cells: f.cells("")}
	for _, p := range posts {
		o.Basis = append(o.Basis, p)
	}
	exact, before := new(big.Rat), record.NoMoney(f.year.Currency)
	for i := range o.Cells {
		c := &o.Cells[i]
		m := f.payroll(posts, c.Month)
		c.Why, c.Open = m.why(), len(m.unknown) > 0
		if c.Open && m.paid == 0 {
			c.Amount = record.Money{}
			continue
		}
		exact.Add(exact, m.cost)
		sum := record.Rounded(exact, f.year.Currency)
		c.Amount, before = signal.Plus(sum, before.Neg()), sum
	}
	return o
}

// payroll is what posts cost in a month.
type payroll struct {
	cost    *big.Rat
	paid    int // posts of which something is known
	grades  []*gradeCost
	expects []string // open posts that somebody comes to this month
	unknown []string // posts of which something is not known, and what
}

// gradeCost is what the posts of one grade cost in a month.
type gradeCost struct {
	grade *catalog.Grade
	share int64 // full-time persons, in millionths
	cost  record.Money
}

func (f *forecaster) payroll(posts []*catalog.Position, month record.Date) *payroll {
	m := &payroll{cost: new(big.Rat)}
	for _, p := range posts {
		f.pay(m, p, month)
	}
	slices.SortFunc(m.grades, func(a, b *gradeCost) int {
		return cmp.Or(cmp.Compare(a.grade.Rank.N(), b.grade.Rank.N()), cmp.Compare(a.grade.Name, b.grade.Name))
	})
	return m
}

// pay adds what one post costs in a month, each day of it by the rate of that day.
func (f *forecaster) pay(m *payroll, p *catalog.Position, month record.Date) {
	whole := span{month, month.AddMonths(1).AddDays(-1)}
	t := tenureOf(f.s, p, f.today)
	priced, cost := 0, new(big.Rat)
	grade := record.Get(f.s, p.Grade)
	for _, r := range f.staff.rates[p.Grade.ID] { // none without a grade
		days := daysIn(t.held, r.cut(whole))
		priced += days
		cost.Add(cost, partOf(r.month, month, days))
	}
	if p.FillBy.Known() && daysIn(t.held, span{p.FillBy, p.FillBy}.cut(whole)) > 0 {
		m.expects = append(m.expects, fmt.Sprintf("%s from %s", p.Title, p.FillBy.Format(record.International())))
	}
	if priced > 0 {
		m.paid++
		cost.Mul(cost, big.NewRat(p.Share(), 1_000_000))
		m.cost.Add(m.cost, cost)
		m.of(grade).add(p.Share(), record.Rounded(cost, f.year.Currency))
	}
	switch due := daysIn(t.held, whole); {
	case daysIn(t.vacant, whole) > 0:
		m.unknown = append(m.unknown, fmt.Sprintf("“%s”, %s", p.Title, t.why))
	case priced < due && grade == nil:
		m.unknown = append(m.unknown, fmt.Sprintf("“%s”, without a grade", p.Title))
	case priced < due:
		m.unknown = append(m.unknown, fmt.Sprintf("“%s”, as there is no rate for %s", p.Title, grade.Name))
	}
}

func (m *payroll) of(grade *catalog.Grade) *gradeCost {
	for _, g := range m.grades {
		if g.grade == grade {
			return g
		}
	}
	m.grades = append(m.grades, &gradeCost{grade: grade})
	return m.grades[len(m.grades)-1]
}

func (g *gradeCost) add(share int64, cost record.Money) {
	if g.share += share; g.cost.Known() {
		cost = signal.Plus(g.cost, cost)
	}
	g.cost = cost
}

// shownUnknown is how many posts of unknown cost an explanation names.
const shownUnknown = 3

// why explains the month: full-time persons by grade, and what they cost.
func (m *payroll) why() string {
	var parts []string
	for _, g := range m.grades {
		share := record.NewDecimal(g.share)
		parts = append(parts, fmt.Sprintf("%s × %s %s", share.Text(), cmp.Or(g.grade.Code, g.grade.Name), figure(g.cost)))
	}
	parts = append(parts, m.expects...)
	text := "None of its posts costs anything then."
	switch {
	case len(parts) > 0:
		text = strings.Join(parts, "; ") + "."
	case len(m.unknown) > 0:
		text = ""
	}
	if len(m.unknown) > 0 {
		text += " Not known: " + signal.List(m.unknown, shownUnknown) + "."
	}
	return strings.TrimSpace(text)
}

// tenure is when a post is held, and when nobody can say whether it is.
type tenure struct {
	held, vacant []span
	why          string // why that is not known
}

// tenureOf says when a post is held: by its holder up to the last day of both,
// then, and while it is open, from the day on which it is expected to be filled.
// A post that is not to be filled for now costs nothing.
func tenureOf(s *record.Snapshot, p *catalog.Position, today record.Date) (t tenure) {
	post, free := span{p.Starts, p.Ends}, span{first: today}
	switch p.State {
	case "filled":
		person := record.Get(s, p.Person)
		if person == nil || !person.Ends.Known() {
			t.held = []span{post.cut(span{first: p.HeldFrom})}
			return t
		}
		t.held = []span{post.cut(span{p.HeldFrom, person.Ends})}
		free = free.cut(span{first: person.Ends.AddDays(1)})
		t.why = "whose holder leaves and after whom nobody is expected"
	case "open":
		t.why = "open without a day on which it is filled"
		if p.FillBy.Before(today) {
			t.why = "still open though it was to be filled on " + p.FillBy.Format(record.International())
		}
	default:
		return t
	}
	if p.FillBy.Known() && !p.FillBy.Before(free.first) {
		t.held = append(t.held, post.cut(span{first: p.FillBy}))
	} else {
		t.vacant = []span{post.cut(free)}
	}
	return t
}

// daysIn counts the days of some times that lie in one.
func daysIn(list []span, of span) (n int) {
	for _, x := range list {
		n += x.cut(of).days()
	}
	return n
}
