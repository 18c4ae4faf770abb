package catalog

import (
	"strings"

	"fairlead/internal/fault"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// CountryCode is the two letters of a country by ISO 3166-1, from those letters or
// from its name in English; empty for what is neither.
func CountryCode(text string) string {
	text = strings.TrimSpace(text)
	if len(text) == 2 {
		return country(strings.ToUpper(text))
	}
	names := display.English.Regions()
	for a := 'A'; a <= 'Z' && text != ""; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if code := country(string([]rune{a, b})); code != "" && strings.EqualFold(names.Name(language.MustParseRegion(code)), text) {
				return code
			}
		}
	}
	return ""
}

// country gives back the code of a country; empty for what is none.
func country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() || region.Canonicalize().String() != code {
		return ""
	}
	return code
}

// asCountry writes a country as its two letters where it is one.
func asCountry(field *string) {
	if code := CountryCode(*field); code != "" {
		*field = code
	}
}

func checkCountry(path, value string, problems *fault.List) {
	if value != "" && CountryCode(value) == "" {
		problems.Add(path, "Write the country as its two letters of ISO 3166-1, such as NO, or as its name in English.")
	}
}

// countries are the countries of a field that may name several.
func countries(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == ',' })
}

// asCountries writes each as its two letters where it is a country.
func asCountries(field *string) {
	list := countries(*field)
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
		asCountry(&list[i])
	}
	*field = strings.Join(list, "; ")
}

func checkCountries(path, value string, problems *fault.List) {
	for _, one := range countries(value) {
		if CountryCode(one) == "" {
			checkCountry(path, one, problems)
			return
		}
	}
}
