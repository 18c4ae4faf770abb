package finance

import (
	"fmt"
	"strings"

	"fairlead/internal/record"
)

// Sentence says what a business case comes to, in a line.
func (a Appraisal) Sentence(rate record.Percent, in record.Locale) string {
	var parts []string
	if a.NPV.Known() {
		parts = append(parts, fmt.Sprintf("Worth %s today at %s", a.NPV.Short(in), tenths(rate, in)))
	} else {
		parts = append(parts, "What it is worth today is not known without a discount rate")
	}
	switch len(a.IRR) {
	case 0:
		parts = append(parts, "no rate of return")
	case 1:
		parts = append(parts, "rate of return "+tenths(a.IRR[0], in))
	default:
		parts = append(parts, fmt.Sprintf("%d rates of return, of which none counts by itself", len(a.IRR)))
	}
	if a.Payback.Known() {
		years := record.NewDecimal(tenth(a.Payback.Micro()))
		parts = append(parts, "paid back after "+years.Format(in)+" years")
	} else {
		parts = append(parts, "not paid back")
	}
	return strings.Join(parts, ", ")
}

// tenths writes a rate with one decimal.
func tenths(p record.Percent, in record.Locale) string {
	return record.NewPercent(tenth(p.Micro())).Format(in)
}

// tenth rounds millionths to tenths of the whole, halves away from zero.
func tenth(micro int64) int64 {
	const unit = 100_000
	if micro < 0 {
		return -tenth(-micro)
	}
	return (micro + unit/2) / unit * unit
}
