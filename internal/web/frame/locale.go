package frame

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairlead/internal/record"
)

// locale is how one language, or one country's variety of it, writes.
type locale struct {
	tag                  string // lower case, as browsers send it
	date, decimal, group string
}

// locales lists the languages whose way of writing dates and numbers is known,
// the variety before its language. Group marks are no-break spaces where the
// language separates thousands by a space. After Unicode CLDR.
var locales = []locale{
	{"en-us", "Jan 2, 2006", ".", ","},
	{"en", "2 Jan 2006", ".", ","},
	{"nb", "02.01.2006", ",", "\u00a0"},
	{"nn", "02.01.2006", ",", "\u00a0"},
	{"no", "02.01.2006", ",", "\u00a0"},
	{"sv", "2006-01-02", ",", "\u00a0"},
	{"da", "02.01.2006", ",", "."},
	{"fi", "2.1.2006", ",", "\u00a0"},
	{"de-ch", "02.01.2006", ".", "’"},
	{"de", "02.01.2006", ",", "."},
	{"pl", "02.01.2006", ",", "\u00a0"},
	{"fr-ch", "02.01.2006", ",", "\u202f"},
	{"fr", "02/01/2006", ",", "\u202f"},
	{"nl", "02-01-2006", ",", "."},
	{"es", "02/01/2006", ",", "."},
	{"it", "02/01/2006", ",", "."},
	{"pt", "02/01/2006", ",", "."},
}

// localeOf is how the reader's browser says that they write; the international
// way where it asks for no language that is known. Times are in UTC for all: a
// browser does not say where it is.
func localeOf(r *http.Request) record.Locale {
	for _, tag := range preferred(r.Header.Get("Accept-Language")) {
		i := slices.IndexFunc(locales, func(l locale) bool { return tag == l.tag || strings.HasPrefix(tag, l.tag+"-") })
		if i >= 0 {
			l := locales[i]
			return record.Locale{Date: l.date, Decimal: l.decimal, Group: l.group, Zone: time.UTC}
		}
	}
	return record.International()
}

// maxTags bounds how much of an Accept-Language header is read.
const maxTags = 20

// preferred lists the languages of an Accept-Language header, the most wanted
// first, in lower case.
func preferred(header string) []string {
	type wish struct {
		tag    string
		weight float64
	}
	var wishes []wish
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(part, ";")
		w := wish{strings.ToLower(strings.TrimSpace(tag)), 1}
		if q, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			w.weight, _ = strconv.ParseFloat(q, 64) // what cannot be read is not wanted
		}
		if w.tag != "" && w.weight > 0 && len(wishes) < maxTags {
			wishes = append(wishes, w)
		}
	}
	slices.SortStableFunc(wishes, func(a, b wish) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
	tags := make([]string, len(wishes))
	for i, w := range wishes {
		tags[i] = w.tag
	}
	return tags
}
