package frame

import (
	"net/http/httptest"
	"testing"

	"fairlead/internal/record"
)

func TestLocaleOf(t *testing.T) {
	day, amount := record.Day(2026, 11, 3), record.Money{Currency: "EUR", Minor: 123456789}
	for header, want := range map[string]string{
		"":                                "3 Nov 2026 €1,234,567.89",
		"tlh":                             "3 Nov 2026 €1,234,567.89",
		"*":                               "3 Nov 2026 €1,234,567.89",
		"en-GB,en;q=0.9":                  "3 Nov 2026 €1,234,567.89",
		"en-US,en;q=0.9":                  "Nov 3, 2026 €1,234,567.89",
		"nb-NO,nb;q=0.9,no;q=0.8,en;q=.7": "03.11.2026 €1\u00a0234\u00a0567,89",
		"de-DE,de;q=0.9":                  "03.11.2026 €1.234.567,89",
		"de-CH":                           "03.11.2026 €1’234’567.89",
		"pl-PL,pl":                        "03.11.2026 €1\u00a0234\u00a0567,89",
		"fr-FR,fr;q=0.9":                  "03/11/2026 €1\u202f234\u202f567,89",
		"xx, fr;q=0.2, PL;q=0.8":          "03.11.2026 €1\u00a0234\u00a0567,89",
		"de;q=0, en-us;q=0.1":             "Nov 3, 2026 €1,234,567.89",
		"deu;q=nonsense,;;,q=":            "3 Nov 2026 €1,234,567.89",
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Language", header)
		l := localeOf(r)
		if got := day.Format(l) + " " + amount.Format(l); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}

func FuzzPreferred(f *testing.F) {
	f.Add("en-GB,en;q=0.9, de;q=0.8")
	f.Add(";;q=,,q=NaN;q=1e999")
	f.Fuzz(func(t *testing.T, header string) {
		if n := len(preferred(header)); n > maxTags {
			t.Errorf("%d tags", n)
		}
	})
}
