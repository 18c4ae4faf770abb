package continuity

import (
	"net/url"
	"slices"
	"strings"

	"fairlead/internal/insight/continuity"
	"fairlead/internal/record"
)

// mapAsk is what the address of the map says. Records are named by their numbers.
type mapAsk struct {
	of   string   // this and what it needs
	up   bool     // and what needs it
	site string   // what is at a site
	fold string   // whether sites and teams stand for what is theirs: yes, no, or as is best
	open []string // those that do not, all the same
	find string   // what is looked for by name or number
	fail []string // what fails
	why  string   // of what the reason is shown
}

// Whether things are folded.
const (
	foldYes = "yes"
	foldNo  = "no"
)

const (
	mapPath      = "/continuity/map"
	mapStatePath = "/continuity/map/state"
)

// What an address may say at most.
const (
	mostFind  = 100 // bytes of a search
	mostNamed = 50  // sites and teams that are opened, and failures
)

// askOf reads an address. A service that was picked from a list comes as its ID or
// as what was typed.
func askOf(w *view, q url.Values) mapAsk {
	a := mapAsk{
		of: upper(q.Get("of")), up: q.Get("up") != "", site: upper(q.Get("site")), fold: q.Get("fold"),
		open: numbers(q["open"]), fail: numbers(q["fail"]), why: upper(q.Get("why")),
		find: strings.TrimSpace(strings.ToValidUTF8(q.Get("find")[:min(len(q.Get("find")), mostFind)], "")),
	}
	if a.fold != foldYes && a.fold != foldNo {
		a.fold = ""
	}
	if typed := upper(q.Get("of.text")); q.Has("of.text") && (typed == "" || !w.numbered(typed).IsZero()) {
		a.of = typed
	}
	if id, err := record.ParseID(q.Get("of")); err == nil && a.of == upper(q.Get("of")) {
		a.of = ""
		if t := w.survey.Estate.Find(id); t != nil {
			a.of = w.number(t)
		}
	}
	return a
}

func upper(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

func numbers(values []string) []string {
	list := strings.FieldsFunc(upper(strings.Join(values, ",")), func(r rune) bool { return r == ',' || r == ' ' })
	slices.Sort(list)
	list = slices.Compact(list)
	return list[:min(len(list), mostNamed)]
}

// at is the address of the map that says this.
func (a mapAsk) at(path string) string {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("of", a.of)
	set("site", a.site)
	set("fold", a.fold)
	set("open", strings.Join(a.open, ","))
	set("find", a.find)
	set("fail", strings.Join(a.fail, ","))
	set("why", a.why)
	if a.up {
		q.Set("up", "yes")
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + strings.ReplaceAll(q.Encode(), "%2C", ",")
}

// toggled is the same with one more failure, or one less.
func (a mapAsk) toggled(number string) mapAsk {
	if i, ok := slices.BinarySearch(a.fail, number); ok {
		a.fail = slices.Delete(slices.Clone(a.fail), i, i+1)
	} else {
		a.fail = slices.Insert(slices.Clone(a.fail), i, number)
	}
	a.why = ""
	return a
}

// opened is the same with one more site or team that is not folded.
func (a mapAsk) opened(number string) mapAsk {
	if i, ok := slices.BinarySearch(a.open, number); !ok {
		a.open = slices.Insert(slices.Clone(a.open), i, number)
	}
	return a
}

func (a mapAsk) because(number string) mapAsk {
	a.why = number
	return a
}

// question turns numbers into what is asked of the estate.
func (a mapAsk) question(w *view) continuity.MapQuestion {
	q := continuity.MapQuestion{Of: w.numbered(a.of).ID, Up: a.up, Site: w.numbered(a.site).ID, Fold: a.fold == foldYes}
	var open []string
	for _, number := range a.open {
		open = append(open, w.numbered(number).ID.String())
	}
	q.Open = strings.Join(open, ",")
	return q
}
