package projects

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/engine/choose"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/portfolio"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// asked is what was typed, and what is wrong with it, by the names of the fields.
type asked struct {
	musts []string // numbers ticked
	typed map[string]string
	wrong map[string]string
}

// maxMusts is how many ticks of an address are read, maxHours how many hours a
// quarter of a skill may be said to be more or fewer.
const (
	maxMusts = 200
	maxHours = 100_000
)

// moneyKinds are the kinds of money in the order of portfolio.Question.
var moneyKinds = [...]catalog.CostNature{"opex", "capex"}

// read takes the question from the address.
func (p *choice) read() {
	today := p.v.Clerk.Desk().Today()
	p.q = portfolio.Question{Today: today, Currency: p.v.Site.Currency, Budgets: p.v.Sees("finance"), Skills: p.v.SeesAll("skill", "skill_rating", "team")}
	p.asked = asked{typed: map[string]string{}, wrong: map[string]string{}}
	p.asked.musts = slices.Compact(slices.Sorted(slices.Values(p.v.R.Form["must"])))
	p.asked.musts = p.asked.musts[:min(len(p.asked.musts), maxMusts)]
	p.q.Musts = strings.Join(append(slices.Clone(p.asked.musts), ""), " ")
	p.q.Approved = p.v.Form("approved") == "true"
	if w := portfolio.Weighing(p.v.Form("weigh")); w == portfolio.Benefit || w == portfolio.Safety {
		p.q.Weighing = w
	}
	var rooms []finance.Room
	if p.q.Budgets {
		rooms = finance.RoomsFrom(p.s, today)
	}
	p.readMoney("budget", &p.q.Budget, nil)
	for y := range min(len(rooms), portfolio.MostYears) {
		for k, kind := range moneyKinds {
			free := rooms[y].Free(kind)
			p.readMoney(fmt.Sprintf("%s-%d", kind, y), &p.q.Money[y][k], &free)
		}
	}
	p.readHours()
}

// readMoney reads an amount, or by how much what is free changes: -20%.
func (p *choice) readMoney(name string, to *portfolio.Most, free *record.Money) {
	typed := strings.TrimSpace(p.v.Form(name))
	if typed == "" {
		return
	}
	p.asked.typed[name] = typed
	if share, is := strings.CutSuffix(strings.ReplaceAll(typed, "−", "-"), "%"); is && free != nil {
		percent, err := strconv.ParseInt(strings.TrimSpace(share), 10, 32)
		if m, failed := free.MulRatio(100+percent, 100); err == nil && failed == nil && percent >= -100 && percent <= 1000 {
			*to = portfolio.Most{Set: true, Minor: max(m.Minor, 0)}
			return
		}
	}
	var m record.Money
	if err := m.Parse(typed, record.Reading{Currency: p.v.Site.Currency}); err != nil || m.Currency != p.v.Site.Currency || m.Minor < 0 || m.Minor > choose.MaxSum {
		p.asked.wrong[name] = "Enter an amount of money in " + p.v.Site.Currency + ", such as 250000, or a share, such as -20%."
		return
	}
	*to = portfolio.Most{Set: true, Minor: m.Minor}
}

const hoursPrefix = "hours-"

// readHours reads how many hours a quarter of a skill are more or fewer.
func (p *choice) readHours() {
	for _, name := range slices.Sorted(maps.Keys(p.v.R.Form)) {
		number, is := strings.CutPrefix(name, hoursPrefix)
		typed := strings.TrimSpace(strings.ReplaceAll(p.v.Form(name), "−", "-"))
		if !is || typed == "" || strings.ContainsAny(number, " :") || len(p.asked.typed) > maxMusts {
			continue
		}
		p.asked.typed[name] = typed
		hours, err := strconv.ParseInt(typed, 10, 32)
		if err != nil || hours < -maxHours || hours > maxHours {
			p.asked.wrong[name] = "Enter whole hours a quarter, such as 80 or -40."
			continue
		}
		p.q.Hours += fmt.Sprintf("%s:%d ", number, hours)
	}
}

// values are the fields that were filled in, as in the address.
func (p *choice) values() url.Values {
	v := url.Values{"must": p.asked.musts}
	for name, typed := range p.asked.typed {
		v.Set(name, typed)
	}
	if p.q.Approved {
		v.Set("approved", "true")
	}
	if p.q.Weighing != "" {
		v.Set("weigh", string(p.q.Weighing))
	}
	return v
}

// fieldOf is the name of the field of a limit of money.
func fieldOf(l *portfolio.Limit) string {
	if l.Period == "" {
		return "budget"
	}
	return fmt.Sprintf("%s-%d", l.Nature, l.Year)
}

// form asks for the money and the hours, and for what has to be done.
func (p *choice) form() g.Node {
	return ui.Section(ui.SectionProps{ID: "ask", Title: "What if there is more or less, and what has to be done", Note: "nothing is kept until you put it up for decision"},
		h.Form(h.Class("form compact"), h.Method("get"), h.Action("/portfolio/choice"), h.Aria("label", "What if there is more or less, and what has to be done"),
			ui.Fields(append(p.limitFields(),
				ui.SelectField(ui.Field{Name: "weigh", Label: "What counts"}, ui.SelectProps{Value: string(p.q.Weighing), Empty: "Benefit and loss avoided alike", Options: []ui.Option{
					{Value: string(portfolio.Benefit), Label: "Benefit alone"}, {Value: string(portfolio.Safety), Label: "Loss avoided twice"},
				}}),
				ui.CheckField(ui.Field{Name: "approved", Label: "What was approved is done"}, p.q.Approved),
				p.mustField(),
			)...),
			h.Div(h.Class("submit"), ui.Button(ui.ButtonProps{Label: "Choose", Kind: ui.ButtonMain}), ui.Link("As the records have it", "/portfolio/choice"))))
}

// limitFields are one for each limit of money, and for each skill of which there may
// be too little.
func (p *choice) limitFields() (fields []g.Node) {
	seen := map[string]bool{}
	for i := range p.c.Limits {
		l := &p.c.Limits[i]
		switch {
		case l.Money():
			name := fieldOf(l)
			help := "There are " + p.short(l.Free) + ". An amount, or a change: -20%"
			if l.Period == "" {
				help = "Half of what all proposals cost, until you say"
			}
			fields = append(fields, ui.TextField(ui.Field{Name: name, Label: l.Short + " " + l.Period, Unit: p.c.Currency, Help: help, Error: p.asked.wrong[name]},
				ui.TextProps{Value: p.asked.typed[name], Placeholder: p.money(max(l.Free, 0)).Amount(), MaxLength: 30}))
		case len(l.Skills) == 1 && !seen[l.Short]:
			seen[l.Short] = true
			name := hoursPrefix + record.TypeFor[catalog.Skill](p.s).Number(l.Skills[0].Number)
			fields = append(fields, ui.TextField(ui.Field{Name: name, Label: "More or fewer hours: " + l.Short, Unit: "a quarter", Error: p.asked.wrong[name]},
				ui.TextProps{Value: p.asked.typed[name], MaxLength: 8}))
		}
	}
	return fields
}

// mustField lists what can be said to have to be done. What the records say of it
// is said already.
func (p *choice) mustField() g.Node {
	var options []ui.Option
	for _, list := range [][]portfolio.Proposal{p.c.Proposals, p.c.Unweighed} {
		for _, x := range list {
			recorded := x.Demand != nil && x.Demand.MustBecause != ""
			if x.Cost.Currency == p.c.Currency && !recorded {
				options = append(options, ui.Option{Value: x.Number, Label: x.Name})
			}
		}
	}
	slices.SortStableFunc(options, func(a, b ui.Option) int { return cmp.Compare(a.Label, b.Label) })
	return ui.CheckSetField(ui.Field{Name: "must", Label: "Has to be done", Wide: true}, ui.CheckSetProps{Values: p.asked.musts, Options: options})
}
