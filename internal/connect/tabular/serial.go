package tabular

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

const dayMillis = 24 * 60 * 60 * 1000

// serialText writes a workbook's day number as the date and time that it means,
// in the way that ParseDateTime reads: 2018-03-04, with a time of day where the
// format shows one or the number has one. Day numbers count from 1 January 1900
// (1904 in old workbooks of the Mac). The 29 February 1900, which the 1900
// system has and the calendar has not, comes out as it stands, for ParseDate to
// refuse. A number outside the calendar stays a number.
func serialText(serial float64, class numberClass, date1904 bool) string {
	millis := math.Round(serial * dayMillis)
	switch {
	case millis < 0 || millis > 1e15:
		return plainText(serial)
	case class == durationNumber:
		return clockText(int64(millis))
	case class == timeNumber && millis < dayMillis:
		return clockText(int64(millis))
	}
	days, rest := int(int64(millis)/dayMillis), int64(millis)%dayMillis
	day, ok := serialDay(days, date1904)
	switch {
	case !ok:
		return plainText(serial)
	case rest == 0 && class == dateNumber:
		return day
	}
	return day + " " + clockText(rest)
}

func serialDay(days int, date1904 bool) (string, bool) {
	epoch := time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days == 0:
		return "", false
	case days == 60:
		return "1900-02-29", true
	case days > 60:
		days--
	}
	t := epoch.AddDate(0, 0, days)
	return t.Format(time.DateOnly), t.Year() <= 9999
}

func clockText(millis int64) string {
	seconds := millis / 1000
	out := fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	if ms := millis % 1000; ms > 0 {
		out += fmt.Sprintf(".%03d", ms)
	}
	return out
}

// plainText writes a number without an exponent. Spreadsheets hold 15
// significant digits (Excel specifications and limits, "number precision"); the
// digits behind them come from the binary form and are rounded away.
func plainText(n float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		rounded = n
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// numberText writes the number of a cell as it is stored. Whole numbers stay as
// they are, so that long ones lose nothing.
func numberText(stored string, class numberClass, date1904 bool) (text string, native bool) {
	if class == plainNumber && len(stored) < 19 && wholeNumber(stored) {
		return stored, true
	}
	n, err := strconv.ParseFloat(stored, 64)
	switch {
	case err != nil || math.IsInf(n, 0) || math.IsNaN(n):
		return stored, false
	case class == plainNumber:
		return plainText(n), true
	}
	return serialText(n, class, date1904), false
}

func wholeNumber(s string) bool {
	if len(s) > 1 && s[0] == '-' {
		s = s[1:]
	}
	return s != "" && allDigits(s)
}

// excelSerial is the day number of a date in the 1900 system; not ok before
// March 1900, where that system and the calendar disagree.
func excelSerial(d Date) (days int, ok bool) {
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	day := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	days = int(day.Unix()/86400 - epoch.Unix()/86400)
	return days, days > 60
}
