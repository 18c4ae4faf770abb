package record

import "slices"

// Series counts the records of a type by month, over all of them, the closed
// ones that left the snapshot included, and adds up one of their fields.
type Series struct {
	Name string // opened
	On   string // the date or instant field that says in which month a record counts
	By   string // a reference field to group by; empty: all together
	Sum  string // an integer or duration field to add up; empty: count only
	If   string // a field with choices: only records in which it is Is count; empty: all
	Is   string
}

// Sum is what a series holds for one month and group. Total is in the stored
// unit of the field: seconds for durations.
type Sum struct{ Count, Total int64 }

// Point is one month of a series.
type Point struct {
	Month string // YYYY-MM
	Sum
}

// seriesKey orders sums by series, group and month, so that one series of one
// group is a range of the tree.
func seriesKey(t *Type, series string, group ID, month string) string {
	return t.Name + "\x00" + series + "\x00" + string(group[:]) + month
}

// count takes a record into the sums of its type, or out of them with sign -1.
func (s *Snapshot) count(t *Type, r Record, sign int64) {
	for _, series := range t.Series {
		month := monthOf(t.Field(series.On).Value(r))
		if month == "" || series.If != "" && t.Field(series.If).Value(r).Text() != series.Is {
			continue
		}
		key := seriesKey(t, series.Name, series.group(t, r), month)
		sum, _ := s.series.Get(key)
		sum.Count += sign
		sum.Total += sign * series.amount(t, r)
		s.series.Set(key, sum)
	}
}

func (series Series) group(t *Type, r Record) (group ID) {
	if series.By != "" {
		t.Field(series.By).Value(r).(Pointing).EachTarget(func(id ID) { group = id })
	}
	return group
}

func (series Series) amount(t *Type, r Record) int64 {
	if series.Sum == "" {
		return 0
	}
	n, _ := t.Field(series.Sum).Value(r).Store()[0].(int64)
	return n
}

// monthOf is YYYY-MM of a date or an instant (UTC), both of which are stored in
// ISO 8601; empty when unknown.
func monthOf(v Value) string {
	text, _ := v.Store()[0].(string)
	if len(text) < 7 {
		return ""
	}
	return text[:7]
}

// Series gives the months of a series for one group (the zero ID where the
// series has no group), from the first to the last month, both included and
// written YYYY-MM. Months in which nothing happened are there with zeros.
func (s *Snapshot) Series(t *Type, name string, group ID, first, last string) []Point {
	hidden := s.table(t).hidden
	var points []Point
	for month := first; month <= last; month = nextMonth(month) {
		var sum Sum
		if !hidden {
			sum, _ = s.series.Get(seriesKey(t, name, group, month))
		}
		points = append(points, Point{Month: month, Sum: sum})
	}
	return points
}

func nextMonth(month string) string {
	b := []byte(month)
	switch {
	case string(b[5:]) == "12":
		year := []byte(month[:4])
		for i := 3; i >= 0; i-- {
			if year[i]++; year[i] <= '9' {
				break
			}
			year[i] = '0'
		}
		return string(year) + "-01"
	case b[6] == '9':
		return month[:5] + "10"
	}
	b[6]++
	return string(b)
}

func (t *Type) checkSeries() []string {
	var problems []string
	for _, s := range t.Series {
		if f := t.Field(s.On); f == nil || !slices.Contains([]string{"date", "instant"}, f.Kind.Name) {
			problems = append(problems, "series "+s.Name+" must be on a date or an instant, not "+s.On)
		}
		if f := t.Field(s.By); s.By != "" && (f == nil || f.Kind.Name != "reference") {
			problems = append(problems, "series "+s.Name+" must be grouped by a reference, not "+s.By)
		}
		if f := t.Field(s.If); s.If != "" && (f == nil || f.Option(s.Is) == nil) {
			problems = append(problems, "series "+s.Name+" must count only a choice of a field, not "+s.If+" = "+s.Is)
		}
		if f := t.Field(s.Sum); s.Sum != "" && (f == nil || !slices.Contains([]string{"integer", "duration"}, f.Kind.Name)) {
			problems = append(problems, "series "+s.Name+" must add up an integer or a duration, not "+s.Sum)
		}
	}
	return problems
}
