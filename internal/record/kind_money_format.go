package record

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// splitMoney takes the currency off an amount. A dollar sign is a dollar of the
// usual currency when that is one, else a US dollar; likewise kr and ¥.
func splitMoney(text, usual string) (number, currency string, err error) {
	rest, negative := signed(text)
	first, end := numberIn(rest)
	if first < 0 {
		return "", "", errAmount
	}
	number = rest[first:end]
	before, after := strings.TrimSpace(rest[:first]), strings.TrimSpace(dashed00.ReplaceAllString(rest[end:], ""))
	before, after, inner := innerSign(before, after)
	switch {
	case negative && inner:
		return "", "", errAmount
	case negative || inner:
		number = "-" + number
	}
	currency, err = currencyAround(before, after, usual)
	return number, currency, err
}

// currencyAround is the currency that stands before or behind an amount. Where
// both do, the one behind says what a sign before it means: $5 CAD.
func currencyAround(before, after, usual string) (string, error) {
	currency := usual
	if after != "" {
		var err error
		if currency, err = currencyOf(after, usual); err != nil || before == "" {
			return currency, err
		}
	}
	if before == "" {
		return currency, nil
	}
	first, err := currencyOf(before, currency)
	if err == nil && after != "" && first != currency {
		return "", fmt.Errorf("names two currencies, %s and %s; write the one that is meant", first, currency)
	}
	return first, err
}

// innerSign takes off a sign that stands between currency and number.
func innerSign(before, after string) (cutBefore, cutAfter string, negative bool) {
	for _, minus := range []string{"-", "−"} {
		if cut, ok := strings.CutSuffix(before, minus); ok {
			return strings.TrimSpace(cut), after, true
		}
	}
	if cut, ok := strings.CutSuffix(before, "("); ok {
		if rest, ok := strings.CutPrefix(after, ")"); ok {
			return strings.TrimSpace(cut), strings.TrimSpace(rest), true
		}
	}
	return before, after, false
}

// dashed00 is how some write that there are no cents: 12,- or 12.–
var dashed00 = regexp.MustCompile(`^[.,] ?[-–—]+`)

// numberIn is where the number of an amount begins and ends; -1 without digits.
// A mark before the first digit belongs to it unless it ends a word: Fr.5.
func numberIn(text string) (first, end int) {
	const numerals = "0123456789"
	first, end = strings.IndexAny(text, numerals), strings.LastIndexAny(text, numerals)+1
	if first > 0 && (text[first-1] == '.' || text[first-1] == ',') {
		if r, _ := utf8.DecodeLastRuneInString(text[:first-1]); !unicode.IsLetter(r) {
			first--
		}
	}
	return first, end
}

// Format is the sign or the code of the currency and the amount: €1,234.56.
func (m Money) Format(in Locale) string {
	if m.Currency == "" {
		return ""
	}
	return m.signFirst(localised(strings.TrimPrefix(m.Amount(), "-"), in))
}

// signFirst puts minus and currency before an amount.
func (m Money) signFirst(amount string) string {
	sign := signOf(m.Currency)
	if sign == "" {
		sign = m.Currency + "\u00a0"
	}
	if m.Minor < 0 {
		sign = "-" + sign
	}
	return sign + amount
}

// Short is the amount in about three digits, for reading: €612 k, €8.31 M. It
// is exact below a hundred, and empty when unknown.
func (m Money) Short(in Locale) string {
	if m.Currency == "" || math.Abs(m.major()) < 100 {
		return m.Format(in)
	}
	n, unit := math.Abs(m.major()), ""
	for _, larger := range []string{"k", "M", "bn"} {
		if threeDigits(n) < 1000 {
			break
		}
		n, unit = n/1000, "\u00a0"+larger
	}
	decimals := 0
	if unit != "" && threeDigits(n) < 100 {
		decimals = 1
	}
	if unit != "" && threeDigits(n) < 10 {
		decimals = 2
	}
	return m.signFirst(localised(strconv.FormatFloat(threeDigits(n), 'f', decimals, 64), in) + unit)
}

// threeDigits rounds to three significant digits what is below a thousand, and
// to whole units what is above.
func threeDigits(n float64) float64 {
	switch {
	case n < 9.995:
		return math.Round(n*100) / 100
	case n < 99.95:
		return math.Round(n*10) / 10
	}
	return math.Round(n)
}
