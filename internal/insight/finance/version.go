package finance

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// keptMonths is how far ahead a kept forecast reaches.
const keptMonths = 12

// Kept is the forecast of a day by line and month, from the next month on: that
// of the day is partly over. What follows from the cost of posts is apart, as
// fewer people may see it.
func Kept(s *record.Snapshot, today record.Date) (cells, staff record.Rows[catalog.Forecasted]) {
	for _, row := range Forecast(s, today, keptMonths+1).Rows {
		if row.Line == nil {
			continue
		}
		into := &cells
		if row.Rule == ByPosts {
			into = &staff
		}
		for _, c := range row.Cells[1:] {
			*into = append(*into, catalog.Forecasted{Code: row.Line.Code, Month: c.Month, Amount: c.Amount})
		}
	}
	return cells, staff
}

// Truth is what came true of a kept forecast: over the months that are whole
// since, and only of lines and months of which something was said.
type Truth struct {
	Months   int // whole months that can be compared
	Expected record.Money
	Spent    record.Money
	Lines    []TruthLine // those that were furthest off first
	Open     int         // cells of which nothing was said
}

// TruthLine is what came true of one line.
type TruthLine struct {
	Code            string
	Expected, Spent record.Money
}

// Off is how much more was spent than expected.
func (t TruthLine) Off() record.Money { return signal.Plus(t.Spent, t.Expected.Neg()) }

// CameTrue compares a kept forecast with what was spent since.
func CameTrue(s *record.Snapshot, v *catalog.ForecastVersion, today record.Date) Truth {
	truth := Truth{Expected: record.NoMoney(v.Currency), Spent: record.NoMoney(v.Currency)}
	spent := pastOf(s, v.Currency, today)
	months := map[record.Date]bool{}
	lines := map[string]*TruthLine{}
	for _, c := range slices.Concat(v.Cells, v.Staff) {
		if !c.Month.Before(catalog.FirstOfMonth(today)) {
			continue
		}
		if c.Amount.Currency != v.Currency {
			truth.Open++
			continue
		}
		months[c.Month] = true
		line := lines[c.Code]
		if line == nil {
			line = &TruthLine{c.Code, record.NoMoney(v.Currency), record.NoMoney(v.Currency)}
			lines[c.Code] = line
		}
		came := spent.in(c.Code, c.Month)
		line.Expected, line.Spent = signal.Plus(line.Expected, c.Amount), signal.Plus(line.Spent, came)
		truth.Expected, truth.Spent = signal.Plus(truth.Expected, c.Amount), signal.Plus(truth.Spent, came)
	}
	truth.Months = len(months)
	for _, line := range lines {
		truth.Lines = append(truth.Lines, *line)
	}
	slices.SortFunc(truth.Lines, func(a, b TruthLine) int {
		return cmp.Or(cmp.Compare(distance(b), distance(a)), cmp.Compare(a.Code, b.Code))
	})
	return truth
}

func distance(t TruthLine) int64 { return max(t.Off().Minor, -t.Off().Minor) }

// KeptVersions lists the kept forecasts, the latest first.
func KeptVersions(s *record.Snapshot) []*catalog.ForecastVersion {
	var list []*catalog.ForecastVersion
	for v := range record.Each[catalog.ForecastVersion](s) {
		if !v.Archived {
			list = append(list, v)
		}
	}
	slices.SortFunc(list, func(a, b *catalog.ForecastVersion) int {
		return cmp.Or(a.TakenOn.DaysUntil(b.TakenOn), b.ID.Compare(a.ID))
	})
	return list
}
