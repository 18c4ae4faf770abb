package tabular

import "strings"

// layout is the shape for a person, as "DD/MM/YYYY hh:mm".
func (s dateShape) layout(order DateOrder, unpadded bool) string {
	day, month, year := "DD", "MM", "YYYY"
	if unpadded {
		day, month = "D", "M"
	}
	if s.shortYear {
		year = "YY"
	}
	name := "Mon"
	if s.longMonth {
		name = "Month"
	}
	var parts []string
	switch {
	case s.form == formYearFirst || s.form == formCompact:
		parts = []string{year, month, day}
	case s.form == formDayName:
		parts = []string{day, name, year}
	case s.form == formNameDay:
		parts = []string{name, day + ",", year}
	case order == MonthFirst:
		parts = []string{month, day, year}
	default:
		parts = []string{day, month, year}
	}
	sep := ""
	if s.sep != 0 {
		sep = string(s.sep)
	}
	return strings.Join(parts, sep) + s.clockLayout()
}

func (s dateShape) clockLayout() string {
	if s.clock == noClock {
		return ""
	}
	out := string(s.joint) + [...]string{"", "hh:mm", "hh:mm:ss", "hh:mm:ss.fff"}[s.clock]
	if s.half {
		out += " am/pm"
	}
	switch s.zone {
	case 'Z':
		out += "Z"
	case '+':
		out += "±hh:mm"
	}
	return out
}
