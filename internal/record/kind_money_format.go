package record

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// splitMoney takes the currency off an amount. A dollar sign is a dollar of the
// usual currency when that is one, else a US dollar; likewise kr and ¥.
func splitMoney(text, usual string) (number, currency string, err error) {
	rest, negative := signed(text)
	first := strings.IndexFunc(rest, isNumeric)
	last := strings.LastIndexFunc(rest, isNumeric)
	if first < 0 {
		return "", "", fmt.Errorf("is not an amount; write it like 1234.50 EUR")
	}
	before := strings.TrimSpace(rest[:first])
	after := strings.TrimSpace(rest[last+1:])
	number = rest[first : last+1]
	if before, negative, after = innerSign(before, negative, after); negative {
		number = "-" + number
	}
	currency = usual
	for _, mark := range []string{after, before} { // the code behind says what the sign before means
		if mark == "" {
			continue
		}
		code, err := currencyOf(mark, currency)
		if err != nil {
			return "", "", err
		}
		currency = code
	}
	return number, currency, nil
}

// innerSign takes a sign that stands between currency and number.
func innerSign(before string, negative bool, after string) (string, bool, string) {
	for _, minus := range []string{"-", "−"} {
		if cut, ok := strings.CutSuffix(before, minus); ok {
			return strings.TrimSpace(cut), !negative, after
		}
	}
	if cut, ok := strings.CutSuffix(before, "("); ok {
		if rest, ok := strings.CutPrefix(after, ")"); ok {
			return strings.TrimSpace(cut), !negative, strings.TrimSpace(rest)
		}
	}
	return before, negative, after
}

func isNumeric(r rune) bool {
	return r < unicode.MaxASCII && (unicode.IsDigit(r) || r == '.' || r == ',')
}

// Format is the sign or the code of the currency and the amount: €1,234.56.
func (m *Money) Format(in Locale) string {
	if m.Currency == "" {
		return ""
	}
	return m.signFirst(localised(strings.TrimPrefix(m.Amount(), "-"), in))
}

// signFirst puts minus and currency before an amount.
func (m *Money) signFirst(amount string) string {
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
// is empty when unknown.
func (m Money) Short(in Locale) string {
	if m.Currency == "" {
		return ""
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
