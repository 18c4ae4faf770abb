package catalog

import (
	"strings"

	"fairlead/internal/fault"
)

// validLEI reports whether a text is a legal entity identifier: eighteen letters
// and figures and two figures of check (ISO 17442-1), which make the whole, with
// A as 10 to Z as 35, leave 1 when divided by 97 (ISO/IEC 7064, MOD 97-10).
func validLEI(text string) bool {
	if len(text) != 20 {
		return false
	}
	rest := 0
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case 'A' <= c && c <= 'Z' && i < 18:
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}

// asCode writes a code of an entity without spaces and in capitals.
func asCode(field *string) { *field = strings.ToUpper(strings.ReplaceAll(*field, " ", "")) }

func checkLEI(value string, problems *fault.List) {
	if value != "" && !validLEI(value) {
		problems.Add("lei", "This is no LEI: it has twenty letters and figures, of which the last two check the others.")
	}
}
