package catalog

import (
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// periods is how many months a fiscal year has at most.
const periods = 12

// BudgetLine is what may be spent on one thing in the year of its budget, month
// by month from the first of the fiscal year on. The same thing keeps its code in
// every version of the budget.
type BudgetLine struct {
	record.Header
	Name       string                 `record:"required,label" alias:"budget line|line|description|position"`
	Code       string                 `record:"required,search,index" help:"The same in every version of the budget" alias:"line code|budget code|number"`
	Budget     record.Ref[Budget]     `record:"required" alias:"version|budget name"`
	Category   CostCategory           `record:"index" alias:"cost category|cost type"`
	CostCentre record.Ref[CostCentre] `alias:"cost center"`
	Department record.Ref[Department] `help:"For whom it is spent" alias:"department name"`
	Service    record.Ref[Service]    `help:"The service that it keeps going or builds"`
	Objective  record.Ref[Objective]  `help:"What it serves"`
	Nature     CostNature             `record:"index" title:"Opex or capex" alias:"capex|opex/capex"`
	Purpose    CostPurpose            `record:"index" title:"Run, grow or transform" alias:"run/grow/transform|rgt"`
	Reserve    bool                   `title:"For new work" help:"Nobody has a claim on it yet: what is decided later is paid from it" alias:"reserve|unallocated|for new work"`
	Vendor     record.Ref[Vendor]     `alias:"supplier"`
	Contracts  record.Refs[Contract]  `help:"The contracts that it pays: the forecast follows their terms" alias:"contract"`
	Project    record.Ref[Project]    `help:"The project that it pays: the forecast follows what is left of its budget"`
	Amount     record.Money           `title:"The year" help:"The sum of its months; spread evenly when no month is given" alias:"annual|total|year|budget amount"`
	P1         record.Money           `title:"Month 1" alias:"p01|period 1|month 1|m1"`
	P2         record.Money           `title:"Month 2" alias:"p02|period 2|month 2|m2"`
	P3         record.Money           `title:"Month 3" alias:"p03|period 3|month 3|m3"`
	P4         record.Money           `title:"Month 4" alias:"p04|period 4|month 4|m4"`
	P5         record.Money           `title:"Month 5" alias:"p05|period 5|month 5|m5"`
	P6         record.Money           `title:"Month 6" alias:"p06|period 6|month 6|m6"`
	P7         record.Money           `title:"Month 7" alias:"p07|period 7|month 7|m7"`
	P8         record.Money           `title:"Month 8" alias:"p08|period 8|month 8|m8"`
	P9         record.Money           `title:"Month 9" alias:"p09|period 9|month 9|m9"`
	P10        record.Money           `title:"Month 10" alias:"p10|period 10|month 10|m10"`
	P11        record.Money           `title:"Month 11" alias:"p11|period 11|month 11|m11"`
	P12        record.Money           `title:"Month 12" alias:"p12|period 12|month 12|m12"`
	Notes      record.Markdown        `record:"search" help:"What the amount rests on"`
}

func (l *BudgetLine) months() []*record.Money {
	return []*record.Money{&l.P1, &l.P2, &l.P3, &l.P4, &l.P5, &l.P6, &l.P7, &l.P8, &l.P9, &l.P10, &l.P11, &l.P12}
}

// byMonth reports whether amounts are given month by month.
func (l *BudgetLine) byMonth() bool {
	return slices.ContainsFunc(l.months(), func(m *record.Money) bool { return m.Known() })
}

// Months gives what may be spent in each of the first n months of the year:
// the amounts given, nothing where a month is left out, or even parts of the
// year's amount when no month is given. It is nil when no amount is known.
func (l *BudgetLine) Months(n int) []record.Money {
	if n < 1 || n > periods || !l.Amount.Known() {
		return nil
	}
	if !l.byMonth() {
		weights := slices.Repeat([]int64{1}, n)
		parts, err := l.Amount.Split(weights)
		if err != nil {
			return nil
		}
		return parts
	}
	out := make([]record.Money, n)
	for i, m := range l.months()[:n] {
		if out[i] = *m; !m.Known() {
			out[i] = record.NoMoney(l.Amount.Currency)
		}
	}
	return out
}

// sum adds the months up; unknown when they are in several currencies.
func (l *BudgetLine) sum() record.Money {
	var months []record.Money
	for _, m := range l.months() {
		months = append(months, *m)
	}
	return addUp(months)
}

// total fills the year's amount in when only months are given.
func (l *BudgetLine) total() {
	if !l.Amount.Known() {
		l.Amount = l.sum()
	}
}

func checkBudgetLine(l *BudgetLine, problems *fault.List) {
	switch sum := l.sum(); {
	case !l.byMonth():
	case !sum.Known():
		problems.Add("amount", "The months of one line are added up: enter them all in one currency.")
	case l.Amount.Known() && sum != l.Amount:
		problems.Add("amount", "The months add up to %s, the year says %s; change one, or leave the year empty.", sum.Text(), l.Amount.Text())
	}
}

func budgetLine() record.Declaration {
	return record.Declare(record.Spec[BudgetLine]{
		Module: "finance", Name: "budget_line", Prefix: "BUL", Icon: "money",
		Help:    "What may be spent on one thing in the year of its budget.",
		Access:  commercial(),
		Columns: []string{"name", "code", "budget", "category", "cost_centre", "purpose", "amount", "contracts", "project"},
		Keys:    [][]string{{"budget", "code"}},
		Views: []record.View{
			{Name: "approved", Title: "Of approved budgets", Filter: `budget.state = approved`, Order: "name"},
			{Name: "capex", Title: "Capital expense", Filter: `nature = capex`, Order: "name"},
			{Name: "reserve", Title: "For new work", Filter: `reserve = yes`, Order: "name"},
			{Name: "without_purpose", Title: "Neither run, grow nor transform", Filter: `NOT purpose:*`, Order: "name"},
			{Name: "without_amount", Title: "Amount not known", Filter: `NOT amount:*`, Order: "name"},
			{Name: "all", Title: "All lines", Order: "name"},
		},
		Normalise: (*BudgetLine).total,
		Check:     checkBudgetLine,
	})
}
