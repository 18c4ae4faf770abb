package tabular

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"

	"fairlead/internal/fault"
)

// ParseDecimal reads a number by its style and gives it in one canonical form:
// an optional minus, digits, and a point with a fraction that does not end in
// zero; nothing is rounded. It reads grouping by threes (with the other mark, a
// blank or an apostrophe) and negative numbers as -5, 5- and (5). The error is a
// fault.Invalid for a person.
func ParseDecimal(text string, style DecimalStyle) (string, error) {
	n, ok := scanNumber(text)
	switch {
	case !ok && looksScientific(text):
		return "", fault.New(fault.Invalid, "“%s” is in scientific notation, in which digits may be lost. Show the column as plain numbers and export it again.", shorten(text))
	case !ok:
		return "", fault.New(fault.Invalid, "“%s” is not a number.", shorten(text))
	case style == "" && n.marked:
		return "", fault.New(fault.Invalid, "“%s” may have its fraction behind a point or a comma. Say which for this file.", shorten(text))
	case style == DecimalComma && n.comma != "":
		return n.comma, nil
	case style != DecimalComma && n.point != "":
		return n.point, nil
	}
	return "", fault.New(fault.Invalid, "“%s” is not a number with a decimal %s.", shorten(text), style)
}

// ParseAmount reads a number that may have a currency sign or an ISO 4217 code
// before or behind it, as $1,234.50 or 12,00 EUR. It gives the number as
// ParseDecimal does, and the currency as it is written, "" where there is none.
func ParseAmount(text string, style DecimalStyle) (number, unit string, err error) {
	rest, unit := splitCurrency(text)
	number, err = ParseDecimal(rest, style)
	return number, unit, err
}

// ParseBoolean reads true and false, yes and no, y and n, t and f, on and off,
// 1 and 0, in either case. The error is a fault.Invalid for a person.
func ParseBoolean(text string) (bool, error) {
	value, ok := boolean(text)
	if !ok {
		return false, fault.New(fault.Invalid, "“%s” is neither yes nor no.", shorten(text))
	}
	return value, nil
}

func boolean(text string) (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "yes", "y", "t", "on", "1":
		return true, true
	case "false", "no", "n", "f", "off", "0":
		return false, true
	}
	return false, false
}

// number is a text read as a number in both styles; "" where a style refuses it.
type number struct {
	point, comma string // canonical
	marked       bool   // has a point or a comma
	coded        bool   // has leading zeros, as codes have and numbers do not
}

func scanNumber(text string) (number, bool) {
	body, negative, ok := unsign(strings.TrimSpace(text))
	if !ok || body == "" || len(body) > 100 {
		return number{}, false
	}
	n := number{
		marked: strings.ContainsAny(body, ".,"),
		coded:  len(body) > 1 && body[0] == '0' && isDigit(body[1]),
	}
	n.point = canonical(body, '.', ',', negative)
	n.comma = canonical(body, ',', '.', negative)
	return n, n.point != "" || n.comma != ""
}

// unsign takes the sign from a number.
func unsign(s string) (body string, negative, ok bool) {
	switch {
	case s == "":
		return "", false, false
	case s[0] == '(' && s[len(s)-1] == ')':
		return strings.TrimSpace(s[1 : len(s)-1]), true, true
	case s[0] == '-':
		return strings.TrimSpace(s[1:]), true, true
	case strings.HasPrefix(s, "−"):
		return strings.TrimSpace(s[len("−"):]), true, true
	case s[0] == '+':
		return s[1:], false, true
	case s[len(s)-1] == '-':
		return strings.TrimSpace(s[:len(s)-1]), true, true
	}
	return s, false, true
}

// canonical reads an unsigned number with the given marks; "" if it is none.
func canonical(body string, mark, group byte, negative bool) string {
	whole, fraction, marked := strings.Cut(body, string(mark))
	if marked && !allDigits(fraction) {
		return ""
	}
	whole, ok := ungroup(whole, group)
	if !ok || whole == "" && fraction == "" {
		return ""
	}
	whole = strings.TrimLeft(whole, "0")
	fraction = strings.TrimRight(fraction, "0")
	if whole == "" && fraction == "" {
		return "0"
	}
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if negative {
		whole = "-" + whole
	}
	return whole
}

// ungroup takes the marks from between groups of three digits. A number uses
// one mark only.
func ungroup(whole string, group byte) (string, bool) {
	if allDigits(whole) {
		return whole, true
	}
	mark := ""
	for _, m := range []string{string(group), "'", "’", " ", "\u00a0", "\u202f", "\u2009"} {
		if strings.Contains(whole, m) {
			mark = m
			break
		}
	}
	if mark == "" {
		return "", false
	}
	groups := strings.Split(whole, mark)
	for i, g := range groups {
		if !allDigits(g) || i == 0 && (len(g) < 1 || len(g) > 3) || i > 0 && len(g) != 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// looksScientific recognises 6.37E+15.
func looksScientific(text string) bool {
	mantissa, exponent, found := strings.Cut(strings.ToUpper(strings.TrimSpace(text)), "E")
	if !found || exponent == "" || !allDigits(strings.TrimLeft(exponent, "+-")) {
		return false
	}
	_, ok := scanNumber(mantissa)
	return ok
}

// splitCurrency takes one currency sign or code from either end of a number.
func splitCurrency(text string) (rest, unit string) {
	text = strings.TrimSpace(text)
	sign := ""
	if body, found := strings.CutPrefix(text, "-"); found {
		sign, text = "-", body
	}
	if n := currencyLength(text); n > 0 {
		return sign + strings.TrimSpace(text[n:]), text[:n]
	}
	if n := currencySuffix(text); n > 0 {
		return sign + strings.TrimSpace(text[:len(text)-n]), text[len(text)-n:]
	}
	return sign + text, ""
}

func currencyLength(s string) int {
	if r, size := utf8.DecodeRuneInString(s); unicode.Is(unicode.Sc, r) {
		return size
	}
	if len(s) > 3 && isCurrency(s[:3]) && !isLetter(s[3]) {
		return 3
	}
	return 0
}

func currencySuffix(s string) int {
	if r, size := utf8.DecodeLastRuneInString(s); unicode.Is(unicode.Sc, r) {
		return size
	}
	if n := len(s); n > 3 && isCurrency(s[n-3:]) && !isLetter(s[n-4]) {
		return 3
	}
	return 0
}

func isCurrency(code string) bool {
	for i := range len(code) {
		if code[i] < 'A' || code[i] > 'Z' {
			return false
		}
	}
	_, err := currency.ParseISO(code)
	return err == nil
}
