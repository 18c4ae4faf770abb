package record

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// errNumeral and its like end the sentence that starts with a field's title.
var (
	errNumeral  = errors.New("is not a number; write it like 1234.5")
	errTooLarge = errors.New("is too large a number")
)

// spaces between thousands, as locales and word processors write them.
var spaceMarks = strings.NewReplacer("\u00a0", " ", "\u2009", " ", "\u202f", " ", "\u2007", " ", "'", " ", "’", " ")

// numeral reads a number as people write it and gives it in plain notation:
// an optional minus, digits, and optionally a point and digits. Where a single
// comma or point could be either, comma says that the comma is the decimal mark.
func numeral(text string, comma bool) (string, error) {
	rest, negative := signed(text)
	whole, fraction, ok := splitNumeral(spaceMarks.Replace(rest), comma)
	if !ok {
		return "", errNumeral
	}
	plain := orElse(strings.TrimLeft(whole, "0"), "0")
	if fraction != "" {
		plain += "." + fraction
	}
	if negative && strings.Trim(plain, "0.") != "" {
		plain = "-" + plain
	}
	return plain, nil
}

// signed takes the sign off a number: a leading plus or minus, or the
// parentheses with which accountants mark what is negative.
func signed(text string) (rest string, negative bool) {
	text = strings.TrimSpace(text)
	if inner, ok := strings.CutPrefix(text, "("); ok {
		if inner, ok = strings.CutSuffix(inner, ")"); ok {
			return strings.TrimSpace(inner), true
		}
	}
	for _, minus := range []string{"-", "−"} {
		if rest, ok := strings.CutPrefix(text, minus); ok {
			return strings.TrimSpace(rest), true
		}
	}
	if rest, ok := strings.CutSuffix(text, "-"); ok && rest != "" && digits(rest[len(rest)-1:]) { // 1.200,00- as SAP writes
		return rest, true
	}
	return strings.TrimSpace(strings.TrimPrefix(text, "+")), false
}

// splitNumeral finds the decimal mark and takes the marks between thousands out.
func splitNumeral(text string, comma bool) (whole, fraction string, ok bool) {
	mark, group := ".", ","
	if comma {
		mark, group = ",", "."
	}
	points, commas := strings.Count(text, mark), strings.Count(text, group)
	switch {
	case points > 0 && commas > 0:
		if strings.LastIndex(text, group) > strings.LastIndex(text, mark) {
			mark, group = group, mark
		}
	case points > 1: // 1.234.567 can only be thousands
		mark, group = group, mark
	case commas == 1:
		if _, thousands := ungroup(text, group); !thousands { // 3,5 can only be a decimal comma
			mark, group = group, mark
		}
	}
	whole, fraction, marked := strings.Cut(text, mark)
	if marked && fraction == "" || whole == "" && fraction == "" || !digits(fraction) {
		return "", "", false
	}
	if strings.Contains(whole, " ") {
		group = " "
	}
	whole, ok = ungroup(whole, group)
	return whole, fraction, ok
}

// ungroup joins groups of three digits: 1,234,567.
func ungroup(text, group string) (string, bool) {
	parts := strings.Split(text, group)
	if len(parts) > 1 && (len(parts[0]) == 0 || len(parts[0]) > 3 || parts[0][0] == '0') {
		return "", false
	}
	for i, part := range parts {
		if !digits(part) || i > 0 && len(part) != 3 {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

// digits reports whether a text holds nothing but the digits 0 to 9.
func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// scaled turns plain notation into an integer that counts units of
// 10^-decimals. Further decimals must be zeros; fine reports that they were not.
func scaled(plain string, decimals int) (n int64, fine bool, err error) {
	whole, fraction, _ := strings.Cut(plain, ".")
	if len(fraction) > decimals {
		fine = strings.Trim(fraction[decimals:], "0") != ""
		fraction = fraction[:decimals]
	}
	n, err = strconv.ParseInt(whole+fraction+strings.Repeat("0", decimals-len(fraction)), 10, 64)
	if err != nil || n == math.MinInt64 { // so that every number has its negative
		return 0, fine, errTooLarge
	}
	return n, fine, nil
}

// unscaled is the plain notation of an integer that counts units of 10^-decimals.
func unscaled(n int64, decimals int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	text := strconv.FormatInt(n, 10)
	if decimals == 0 {
		return sign + text
	}
	if missing := decimals + 1 - len(text); missing > 0 {
		text = strings.Repeat("0", missing) + text
	}
	at := len(text) - decimals
	return sign + text[:at] + "." + text[at:]
}

// trimmed takes the zeros off the end of a plain number's decimals.
func trimmed(plain string) string {
	if !strings.Contains(plain, ".") {
		return plain
	}
	return strings.TrimSuffix(strings.TrimRight(plain, "0"), ".")
}

// localised writes a plain number with the marks of a locale.
func localised(plain string, in Locale) string {
	whole, fraction, marked := strings.Cut(plain, ".")
	whole, negative := strings.CutPrefix(whole, "-")
	var b strings.Builder
	if negative {
		b.WriteByte('-')
	}
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(in.Group)
		}
		b.WriteByte(whole[i])
	}
	if marked {
		b.WriteString(in.Decimal)
		b.WriteString(fraction)
	}
	return b.String()
}
