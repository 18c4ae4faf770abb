package forecast

import "time"

// WorkingDays counts the working days of months, beginning with that of a day: an
// exposure for what only happens on working days. Saturdays and Sundays are off,
// and whatever day the caller says is; free may be nil. A month without a working
// day counts as one, so that it can be divided by.
func WorkingDays(from time.Time, months int, free func(time.Time) bool) []float64 {
	out := make([]float64, months)
	first := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC)
	for i := range out {
		end := first.AddDate(0, i+1, 0)
		for day := first.AddDate(0, i, 0); day.Before(end); day = day.AddDate(0, 0, 1) {
			if off := day.Weekday(); off == time.Saturday || off == time.Sunday || free != nil && free(day) {
				continue
			}
			out[i]++
		}
		if out[i] == 0 {
			out[i] = 1
		}
	}
	return out
}

// FiscalWeeks gives the weeks of periods of a fiscal year kept in weeks, such as
// 4, 4, 5 a quarter: an exposure for figures by period. From is the place in the
// pattern of the first period.
func FiscalWeeks(pattern []int, from, periods int) []float64 {
	out := make([]float64, periods)
	for i := range out {
		out[i] = float64(pattern[(from+i)%len(pattern)])
	}
	return out
}
