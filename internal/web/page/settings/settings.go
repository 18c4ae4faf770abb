// Package settings is the pages about the program itself: one's own password
// and sessions, tokens, background work, the journal, help.
package settings

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/desk"
	"fairlead/internal/door"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

type pages struct {
	door *door.Door
	jobs *jobs.Queue
}

// Pages gives the pages of this package.
func Pages(d *door.Door, q *jobs.Queue) []frame.Page {
	p := pages{d, q}
	return []frame.Page{
		{Pattern: "GET /me", Handle: p.me},
		{Pattern: "POST /me/password", Handle: p.password},
		{Pattern: "POST /me/sessions/{id}/revoke", Handle: p.revoke},
		{Pattern: "POST /me/tokens", Handle: p.newToken},
		{Pattern: "POST /me/tokens/{id}/revoke", Handle: p.revokeToken},
		{Pattern: "POST " + ui.ThemePath, Open: true, Handle: theme},
		{Pattern: "GET /jobs", Handle: p.list},
		{Pattern: "POST /jobs/{id}/cancel", Handle: p.cancel},
		{Pattern: "POST /jobs/{id}/retry", Handle: p.retry},
		{Pattern: "GET /journal", Handle: journal},
		{Pattern: "GET /help/filter", Handle: filterHelp},
		{Pattern: "GET /design", Handle: design},
	}
}

func theme(v *frame.Visit) error {
	v.SetTheme(ui.Theme(v.Form("theme")))
	back := v.R.Referer()
	if back == "" {
		back = "/"
	}
	return v.Redirect(back, "")
}

// design shows every component of the pages.
func design(v *frame.Visit) error {
	v.W.Header().Set("Content-Type", "text/html; charset=utf-8")
	return ui.StyleGuide().Render(v.W)
}

// shownEvents is how many entries one page of the journal has.
const shownEvents = 50

func journal(v *frame.Visit) error {
	before := int64(0)
	if text := v.Form("before"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return fault.New(fault.Invalid, "%.20q is not a position of the journal.", text)
		}
		before = n
	}
	j, err := v.Clerk.Journal(v.Context(), before, shownEvents)
	if err != nil {
		return err
	}
	var rows []ui.Row
	for _, e := range j.Events {
		rows = append(rows, ui.Row{Cells: []g.Node{
			g.Text(record.Whole(e.Position).Format(v.Locale)), moment(v, e.At), g.Text(v.Who(e.By, j.Names)), subject(v, j.Names, e), g.Text(summary(e)),
		}})
	}
	pager := ui.PagerProps{Shown: fmt.Sprintf("%d shown", len(rows))}
	if j.Next > 0 {
		pager.Next = fmt.Sprintf("/journal?before=%d", j.Next)
	}
	if before > 0 {
		pager.First = "/journal"
	}
	return v.Show(frame.Shown{Title: "Journal", Here: "/journal", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: record.Whole(v.Clerk.Desk().Position()).Format(v.Locale) + " changes so far",
			Lede: []g.Node{g.Text("Every change of every record, in the order in which it happened. Entries are chained: “fairlead verify” finds any that was edited, removed or moved.")}}),
		ui.Table(ui.TableProps{Label: "Journal", Columns: []ui.Column{{Label: "No.", Numeric: true}, {Label: "When"}, {Label: "Who"}, {Label: "Record"}, {Label: "What"}}, Rows: rows}),
		ui.Pager(pager),
	}})
}

func moment(v *frame.Visit, at record.Instant) g.Node {
	return ui.Time(at.Time().UTC().Format(time.RFC3339), at.Format(v.Locale))
}

func subject(v *frame.Visit, names desk.Names, e desk.Event) g.Node {
	t, err := v.Clerk.Type(e.Type)
	n, ok := names[e.Record]
	if err != nil || !ok || n.Hidden {
		return g.Text(e.Type)
	}
	return ui.Link(n.Label, frame.Link(t, n.Number))
}

func summary(e desk.Event) string {
	text := string(e.Op)
	if e.Op == record.Updated {
		var fields []string
		for _, ch := range e.Changes {
			fields = append(fields, strings.ReplaceAll(ch.Field, "_", " "))
		}
		text = "changed " + strings.Join(fields, ", ")
	}
	if e.Note != "" {
		text += " · " + e.Note
	}
	return text
}

func filterHelp(v *frame.Visit) error {
	line := func(example, meaning string) ui.Row {
		return ui.Row{Cells: []g.Node{h.Code(g.Text(example)), g.Text(meaning)}}
	}
	return v.Show(frame.Shown{Title: "Filter language", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: "How to say what you are looking for", Lede: []g.Node{g.Text("The same language filters lists, saved views, the command line and the API. It follows AIP-160.")}}),
		ui.Table(ui.TableProps{Label: "Examples", Columns: []ui.Column{{Label: "Write"}, {Label: "To find"}}, Rows: []ui.Row{
			line(`state = in_force`, "records in a state; = and != compare exactly"),
			line(`name:"rack"`, "a text that contains “rack”, whatever the case of its letters"),
			line(`name = "srv-*"`, "a text that begins with “srv-”"),
			line(`ends < today+90d`, "a day within 90 days; also w, m and y, and today-1y"),
			line(`annual >= 10000`, "an amount in any currency; “10000 EUR” for one currency"),
			line(`owner = me`, "records that are yours"),
			line(`vendor = VEN-0003`, "a reference by number"),
			line(`vendor.name:"nor"`, "a field of the record that is referred to"),
			line(`owner:*`, "the owner is known"),
			line(`NOT owner:*`, "the owner is not known"),
			line(`tags:urgent`, "a tag"),
			line(`state = in_force AND (ends < today+30d OR NOT owner:*)`, "conditions together; OR binds tighter than AND"),
			line(`oslo switch`, "both words, anywhere in the record"),
		}}),
	}})
}
