package record

import (
	"fmt"
	"slices"
	"strings"
)

// AnyCurrency marks the operand of a filter that compares amounts whatever
// their currency: annual > 10000. Such a Money counts millionths of the major
// unit. It is never stored: records with it fail their check.
const AnyCurrency = "*"

// isoCurrencies are the codes of ISO 4217 list one for money that people hold
// (as published at https://www.six-group.com/en/products-services/financial-information/data-standards.html,
// without precious metals, bond units, special drawing rights and test codes),
// and those withdrawn since 2015 that older records still carry.
const isoCurrencies = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BYR BZD " +
	"CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD " +
	"HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD " +
	"MAD MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG " +
	"QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS " +
	"UAH UGX USD USN UYI UYU UYW UZS VED VEF VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL"

// IsCurrency reports whether a code is a currency of ISO 4217.
func IsCurrency(code string) bool {
	if len(code) != 3 || strings.Contains(code, " ") {
		return false
	}
	return strings.Contains(isoCurrencies, code)
}

// Currencies lists the codes that IsCurrency accepts.
func Currencies() []string { return strings.Fields(isoCurrencies) }

// exponents are the currencies whose minor unit is not a hundredth, by the
// number of decimals (ISO 4217, column "minor unit").
func exponents() map[int][]string {
	return map[int][]string{
		0: {"BIF", "BYR", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"},
		3: {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"},
		4: {"CLF", "UYW"},
	}
}

// Exponent is the number of decimals of a currency.
func Exponent(currency string) int {
	switch currency {
	case "EUR", "USD", "GBP", "CHF":
		return 2
	case AnyCurrency:
		return 6
	}
	for exponent, codes := range exponents() {
		if slices.Contains(codes, currency) {
			return exponent
		}
	}
	return 2
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

func errCurrency(code string) error {
	return fmt.Errorf("has a currency that is not known: %.10q; use its three letters, like EUR", code)
}

// currencyOf reads a code or a sign. Signs that several currencies share mean
// the usual one when it is among them.
func currencyOf(mark, usual string) (string, error) {
	if code := strings.ToUpper(mark); IsCurrency(code) {
		return code, nil
	}
	for _, sign := range currencySigns() {
		if !strings.EqualFold(sign.mark, mark) {
			continue
		}
		if i := slices.Index(sign.codes, usual); i >= 0 {
			return usual, nil
		}
		if sign.shared {
			return "", fmt.Errorf("has the sign %s, which is that of several currencies; write the code: %s", mark, strings.Join(sign.codes, ", "))
		}
		return sign.codes[0], nil
	}
	return "", errCurrency(mark)
}

// currencySign is how people abbreviate a currency. The first code is meant
// unless the sign is shared by equals.
type currencySign struct {
	mark   string
	shared bool
	codes  []string
}

func currencySigns() []currencySign {
	return []currencySign{
		{"€", false, []string{"EUR"}},
		{"£", false, []string{"GBP", "EGP", "GIP"}},
		{"$", false, []string{"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"}},
		{"¥", false, []string{"JPY", "CNY"}},
		{"US$", false, []string{"USD"}},
		{"A$", false, []string{"AUD"}},
		{"C$", false, []string{"CAD"}},
		{"CA$", false, []string{"CAD"}},
		{"NZ$", false, []string{"NZD"}},
		{"S$", false, []string{"SGD"}},
		{"HK$", false, []string{"HKD"}},
		{"NT$", false, []string{"TWD"}},
		{"R$", false, []string{"BRL"}},
		{"kr", true, []string{"SEK", "NOK", "DKK", "ISK"}},
		{"kr.", true, []string{"DKK", "SEK", "NOK", "ISK"}},
		{"Fr.", false, []string{"CHF"}},
		{"SFr.", false, []string{"CHF"}},
		{"zł", false, []string{"PLN"}},
		{"Kč", false, []string{"CZK"}},
		{"Ft", false, []string{"HUF"}},
		{"lei", false, []string{"RON", "MDL"}},
		{"₹", false, []string{"INR"}},
		{"₩", false, []string{"KRW"}},
		{"₺", false, []string{"TRY"}},
		{"₴", false, []string{"UAH"}},
		{"₪", false, []string{"ILS"}},
		{"₽", false, []string{"RUB"}},
		{"฿", false, []string{"THB"}},
		{"₫", false, []string{"VND"}},
		{"₦", false, []string{"NGN"}},
		{"₱", false, []string{"PHP"}},
	}
}

// signOf is the sign that stands for one currency alone; empty where the code
// must be written.
func signOf(currency string) string {
	switch currency {
	case "EUR":
		return "€"
	case "USD":
		return "$"
	case "GBP":
		return "£"
	case "JPY":
		return "¥"
	case "INR":
		return "₹"
	}
	return ""
}
