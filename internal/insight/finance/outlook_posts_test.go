package finance_test

import (
	"math/big"
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"pgregory.net/rapid"
)

const (
	gradeNo = iota + 20
	otherGradeNo
	holderNo
)

func toGrade(n int) record.Ref[catalog.Grade] { return record.To[catalog.Grade](records.ID(n)) }

// post is a full-time post of the grade that costs 1200 euros a year from 2026 on.
func (b *books) post(state string, p catalog.Position) {
	b.next++
	p.Header, p.Title = records.Head(b.next, state), "Engineer"
	if !p.Grade.Known() {
		p.Grade = toGrade(gradeNo)
	}
	if state == "filled" && !p.Person.Known() {
		p.Person = record.To[catalog.Person](records.ID(holderNo))
	}
	b.all = append(b.all, &p)
}

func (b *books) costs(grade int, cents int64, from, until record.Date) {
	b.next++
	b.all = append(b.all, &catalog.StaffCostRate{Header: records.Head(b.next, ""), Grade: toGrade(grade), Yearly: eur(cents), From: from, Until: until})
}

// staffed are books with one line, a grade with a rate, and one without.
func staffed() (*books, record.Ref[catalog.BudgetLine]) {
	b := newBooks()
	b.all = append(b.all, &catalog.Grade{Header: records.Head(gradeNo, ""), Name: "E4"}, &catalog.Grade{Header: records.Head(otherGradeNo, ""), Name: "E9"},
		&catalog.Person{Header: records.Head(holderNo, ""), Name: "Holder"})
	b.costs(gradeNo, 1200_00, record.Day(2026, 1, 1), record.Date{})
	return b, b.line(catalog.BudgetLine{Name: "Staff", Category: "staff", Amount: eur(1200_00)})
}

// TestPosts says what a line of posts costs from October to December.
func TestPosts(t *testing.T) {
	for name, c := range map[string]struct {
		want  []int64 // in cents; -1: not known
		open  []bool
		why   string // a part of the explanation of December
		build func(*books, record.Ref[catalog.BudgetLine])
	}{
		"held": {[]int64{100_00, 100_00, 100_00}, []bool{false, false, false}, "1 × E4 €100.", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.post("filled", catalog.Position{Line: l})
		}},
		"in part": {[]int64{80_00, 80_00, 80_00}, []bool{false, false, false}, "0.8 × E4 €80.", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.post("filled", catalog.Position{Line: l, FTE: record.NewDecimal(800_000)})
		}},
		"less what is booked this month": {[]int64{70_00, 100_00, 100_00}, []bool{false, false, false}, "", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.post("filled", catalog.Position{Line: l})
			b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.October), Amount: eur(30_00)})
		}},
		"the holder is still to come": {[]int64{0, 50_00, 100_00}, []bool{false, false, false}, "", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.post("filled", catalog.Position{Line: l, HeldFrom: record.Day(2026, 11, 16)})
		}},
		"the holder leaves, and nobody is expected": {[]int64{100_00, 50_00, -1}, []bool{false, true, true}, "Not known: “Engineer”, whose holder leaves", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.all = append(b.all, &catalog.Person{Header: records.Head(50, ""), Ends: record.Day(2026, 11, 15)})
			b.post("filled", catalog.Position{Line: l, Person: record.To[catalog.Person](records.ID(50))})
		}},
		"the holder leaves, and somebody comes": {[]int64{100_00, 50_00, 100_00}, []bool{false, false, false}, "Engineer from 1 Dec 2026", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.all = append(b.all, &catalog.Person{Header: records.Head(50, ""), Ends: record.Day(2026, 11, 15)})
			b.post("filled", catalog.Position{Line: l, Person: record.To[catalog.Person](records.ID(50)), FillBy: record.Day(2026, 12, 1)})
		}},
		"open, with a day": {[]int64{0, 0, 100_00}, []bool{false, false, false}, "Engineer from 1 Dec 2026", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.post("open", catalog.Position{Line: l, FillBy: record.Day(2026, 12, 1)})
		}},
		"open, without a day": {[]int64{-1, -1, -1}, []bool{true, true, true}, "Not known: “Engineer”, open without a day", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.post("open", catalog.Position{Line: l})
		}},
		"open, its day is past": {[]int64{-1, -1, -1}, []bool{true, true, true}, "still open though it was to be filled on 1 Oct 2026", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.post("open", catalog.Position{Line: l, FillBy: record.Day(2026, 10, 1)})
		}},
		"one held, one open": {[]int64{100_00, 100_00, 100_00}, []bool{true, true, true}, "1 × E4 €100. Not known: “Engineer”", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.post("filled", catalog.Position{Line: l})
			b.post("open", catalog.Position{Line: l})
		}},
		"frozen": {[]int64{0, 0, 0}, []bool{false, false, false}, "None of its posts", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.post("frozen", catalog.Position{Line: l})
		}},
		"for a limited time": {[]int64{100_00, 100_00, 0}, []bool{false, false, false}, "None of its posts", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.post("filled", catalog.Position{Line: l, Ends: record.Day(2026, 11, 30)})
		}},
		"a grade without a rate": {[]int64{-1, -1, -1}, []bool{true, true, true}, "as there is no rate for E9", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.post("filled", catalog.Position{Line: l, Grade: toGrade(otherGradeNo)})
		}},
		"a new rate from the middle of November": {[]int64{100_00, 150_00, 200_00}, []bool{false, false, false}, "€200", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.costs(gradeNo, 2400_00, record.Day(2026, 11, 16), record.Date{})
			b.post("filled", catalog.Position{Line: l})
		}},
		"a rate that ends": {[]int64{100_00, 50_00, -1}, []bool{false, true, true}, "there is no rate for E9", func(b *books, l record.Ref[catalog.BudgetLine]) {
			b.costs(otherGradeNo, 1200_00, record.Day(2026, 1, 1), record.Day(2026, 11, 15))
			b.post("filled", catalog.Position{Line: l, Grade: toGrade(otherGradeNo)})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b, l := staffed()
			c.build(b, l)
			o := b.position(t).Rows[0].Outlook
			if o.Rule != finance.ByPosts || len(o.Cells) != len(c.want) {
				t.Fatalf("rule %s, %d cells", o.Rule, len(o.Cells))
			}
			for i, cell := range o.Cells {
				got := int64(-1)
				if cell.Amount.Known() {
					got = cell.Amount.Minor
				}
				if got != c.want[i] || cell.Open != c.open[i] {
					t.Errorf("%s: %d, open %t; want %d, %t (%s)", cell.Month, got, cell.Open, c.want[i], c.open[i], cell.Why)
				}
			}
			if why := o.Cells[2].Why; !strings.Contains(why, c.why) {
				t.Errorf("December: %q does not say %q", why, c.why)
			}
		})
	}
}

// Without rates, as for those who may not see them, the forecast is the same
// whatever the posts are; a post that no line pays is told apart.
func TestPostsWithoutRatesOrLine(t *testing.T) {
	b := newBooks()
	l := b.line(catalog.BudgetLine{Name: "Staff", Amount: eur(1200_00)})
	before := b.position(t).Total.Forecast
	b.post("filled", catalog.Position{Line: l})
	b.post("open", catalog.Position{})
	p := b.position(t)
	if row := p.Rows[0].Outlook; p.Total.Forecast != before || len(p.Plan.Unpaid) != 0 || row.Rule != finance.ByBudget || !strings.Contains(row.Cells[0].Why, "not for you to see") {
		t.Errorf("%s by %s, %d unpaid: %s", p.Total.Forecast.Text(), row.Rule, len(p.Plan.Unpaid), row.Cells[0].Why)
	}
	b, _ = staffed()
	b.post("filled", catalog.Position{})
	p = b.position(t)
	if len(p.Plan.Unpaid) != 1 || len(p.Plan.Rows) != 2 || p.Plan.Rows[1].Cells[0].Amount != eur(100_00) || len(p.Rows) != 1 {
		t.Errorf("%d posts in no line, %d rows", len(p.Plan.Unpaid), len(p.Plan.Rows))
	}
}

// What is kept of a forecast tells the cost of posts apart.
func TestKeptPosts(t *testing.T) {
	b, l := staffed()
	b.post("filled", catalog.Position{Line: l})
	b.line(catalog.BudgetLine{Name: "Travel", Amount: eur(120_00)})
	cells, staff := finance.Kept(records.Snapshot(t, b.all...), booksDay)
	if len(cells) != 12 || len(staff) != 12 || cells[0].Code != "Travel" || staff[0].Code != "Staff" {
		t.Errorf("%d cells, %d of posts", len(cells), len(staff))
	}
}

// Over any posts and rates the months add up to the whole, to the cent: computed
// here in one sum, day by day.
func TestPostsAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := newBooks()
		b.all = append(b.all, &catalog.Grade{Header: records.Head(gradeNo, ""), Name: "E4"}, &catalog.Person{Header: records.Head(holderNo, "")})
		l := b.line(catalog.BudgetLine{Name: "Staff"})
		first := rapid.Int64Range(1, 99_999_99).Draw(rt, "rate")
		second := rapid.Int64Range(1, 99_999_99).Draw(rt, "new rate")
		turn := booksDay.AddDays(rapid.IntRange(-30, 200).Draw(rt, "turn"))
		b.costs(gradeNo, first, record.Day(2020, 1, 1), record.Date{})
		b.costs(gradeNo, second, turn, record.Date{})
		exact := new(big.Rat)
		for range rapid.IntRange(1, 5).Draw(rt, "posts") {
			p := catalog.Position{Line: l, FTE: record.NewDecimal(rapid.Int64Range(10_000, 1_000_000).Draw(rt, "fte")),
				HeldFrom: booksDay.AddDays(rapid.IntRange(-400, 300).Draw(rt, "from"))}
			if rapid.Bool().Draw(rt, "limited") {
				p.Ends = booksDay.AddDays(rapid.IntRange(-100, 400).Draw(rt, "ends"))
			}
			b.post("filled", p)
			for day := record.Day(2026, 10, 1); day.Before(record.Day(2027, 10, 1)); day = day.AddDays(1) {
				if day.Before(p.HeldFrom) || day.After(p.Ends) {
					continue
				}
				yearly := first
				if !day.Before(turn) {
					yearly = second
				}
				month := catalog.FirstOfMonth(day)
				part := big.NewRat(yearly, 12*int64(month.DaysUntil(month.AddMonths(1))))
				exact.Add(exact, part.Mul(part, big.NewRat(p.FTE.Micro(), 1_000_000)))
			}
		}
		sum := int64(0)
		for _, c := range finance.Forecast(records.Snapshot(t, b.all...), booksDay, 12).Rows[0].Cells {
			if !c.Amount.Known() || c.Open {
				rt.Fatalf("%s: %s", c.Month, c.Why)
			}
			sum += c.Amount.Minor
		}
		if want := record.Rounded(exact, "EUR"); sum != want.Minor {
			rt.Fatalf("the months add up to %d, all days to %d", sum, want.Minor)
		}
	})
}
