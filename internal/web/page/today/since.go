package today

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	g "maragu.dev/gomponents"

	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// lookCookie remembers in the browser when its reader looked at this page.
const lookCookie = "fairlead_look"

// A look within this time of the one before belongs to the same sitting: what
// is new since then stays on the page until the reader comes back another time.
const sitting = time.Hour

// look is when the reader looked last, and when they ended the sitting before.
type look struct{ before, last time.Time }

// looked reads the cookie and writes this look into it.
func looked(v *frame.Visit) look {
	now := v.Clerk.Desk().Now().UTC().Truncate(time.Second)
	var l look
	if c, err := v.R.Cookie(lookCookie); err == nil {
		before, last, _ := strings.Cut(c.Value, "_")
		l.before, l.last = readTime(before, now), readTime(last, now)
	}
	if now.Sub(l.last) > sitting {
		l.before = l.last
	}
	l.last = now
	v.SetCookie(lookCookie, l.before.Format(cookieTime)+"_"+l.last.Format(cookieTime), 365*24*3600)
	return l
}

const cookieTime = "20060102T150405Z"

// readTime reads a time that a browser sent back; zero when it cannot be one.
func readTime(text string, now time.Time) time.Time {
	t, err := time.Parse(cookieTime, text)
	if err != nil || t.After(now) {
		return time.Time{}
	}
	return t
}

// maxChanges bounds how many entries of the journal are grouped.
const maxChanges = 500

// shownChanges is how many groups stand on the page.
const shownChanges = 8

// group is the records of one type that changed.
type group struct {
	typ     *record.Type
	records []record.ID
	added   int // of them
}

// since says what changed since the reader last looked, grouped by type; for
// those who may read the journal.
func since(v *frame.Visit) (g.Node, error) {
	l := looked(v)
	if !v.Clerk.Principal().HasAny(record.Administrator, record.Director, record.Auditor) {
		return nil, nil
	}
	title, from := "Since you last looked", l.before
	if year, _, _ := from.Date(); year <= 1 {
		title, from = "In the last 24 hours", l.last.Add(-24*time.Hour)
	}
	j, err := v.Clerk.Journal(v.Context(), 0, maxChanges)
	if err != nil {
		return nil, err
	}
	groups, all := grouped(v, j.Events, from)
	if !all {
		title, from = fmt.Sprintf("The last %d changes", maxChanges), j.Events[len(j.Events)-1].At.Time()
	}
	var lines []ui.LineProps
	for _, c := range groups[:min(len(groups), shownChanges)] {
		lines = append(lines, changedLine(c, from))
	}
	if len(lines) == 0 {
		lines = append(lines, ui.LineProps{Text: "Nothing changed.", Note: "since " + record.At(from).Format(v.Locale)})
	} else {
		lines = append(lines, ui.LineProps{Text: "The journal", Href: "/journal", Note: "since " + record.At(from).Format(v.Locale)})
	}
	return ui.AsideSection(title, lines...), nil
}

// grouped sorts entries since a moment by type, the type with most records
// first. all is false when there may be more entries than were read.
func grouped(v *frame.Visit, events []desk.Event, from time.Time) (groups []*group, all bool) {
	byType := map[string]*group{}
	for _, e := range events {
		if e.At.Time().Before(from) {
			all = true
			break
		}
		t, err := v.Clerk.Type(e.Type)
		if err != nil {
			continue
		}
		c := byType[e.Type]
		if c == nil {
			c = &group{typ: t}
			byType[e.Type] = c
			groups = append(groups, c)
		}
		if !slices.Contains(c.records, e.Record) {
			c.records = append(c.records, e.Record)
		}
		if e.Op == record.Created {
			c.added++
		}
	}
	slices.SortStableFunc(groups, func(a, b *group) int { return len(b.records) - len(a.records) })
	return groups, all || len(events) < maxChanges
}

// changedLine is "12 incidents · 3 of them new", and leads to the list of them.
func changedLine(c *group, from time.Time) ui.LineProps {
	name := c.typ.Titles
	if len(c.records) == 1 {
		name = c.typ.Title
	}
	note := "changed"
	switch {
	case c.added >= len(c.records):
		note = "new"
	case c.added > 0:
		note = fmt.Sprintf("%d new", c.added)
	}
	filter := "updated >= " + record.At(from).Time().Format("2006-01-02T15:04:05Z")
	return ui.LineProps{
		Text: fmt.Sprintf("%d %s", len(c.records), strings.ToLower(name)), Note: note,
		Href: "/" + c.typ.Plural + "?" + url.Values{"filter": {filter}, "order": {"-updated"}}.Encode(),
	}
}
