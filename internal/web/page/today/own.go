package today

import (
	"fmt"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// shownOwn is how many of the reader's own reports stand on the page.
const shownOwn = 10

// showOwn is the first page of those who see their own incidents only: what they
// reported, how it stands, and where to report the next.
func showOwn(v *frame.Visit) error {
	t, err := v.Clerk.Type("incident")
	if err != nil {
		return err
	}
	page, err := v.Clerk.List(v.Context(), t, desk.Query{Order: "-opened", Limit: shownOwn})
	if err != nil {
		return err
	}
	report := ui.Button(ui.ButtonProps{Label: "Report something broken", Icon: ui.IconPlus, Kind: ui.ButtonMain, Href: "/incidents/new"})
	if !v.Clerk.May(record.Create, t) {
		report = nil
	}
	table := ui.TableProps{Label: "What you reported", Columns: []ui.Column{{Label: "What"}, {Label: "Service"}, {Label: "Opened"}, {Label: "State"}},
		Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "You have reported nothing", Text: "Whatever you report stands here, with what is being done about it."})}
	open := 0
	for _, r := range page.Records {
		i := r.(*catalog.Incident)
		state, _ := t.Lifecycle.State(i.State)
		if state.Name != "resolved" && !state.Closed {
			open++
		}
		table.Rows = append(table.Rows, ui.Row{Cells: []g.Node{
			ui.RecordCell(i.Title, frame.Link(t, i.Number), t.Number(i.Number)), g.Text(page.Names[i.Service.ID].Label),
			ui.Time(i.Opened.Text(), i.Opened.Format(v.Locale)), ui.Tag(ui.Tone(state.Tone), state.Title),
		}})
	}
	return v.Show(frame.Shown{Title: "Today", Here: "/", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: ownHeadline(open), Lede: []g.Node{g.Text("The IT department sees what you report at once. Press Ctrl-K to find a service or a person.")}, Actions: []g.Node{report}}),
		ui.Section(ui.SectionProps{Title: "What you reported"}, ui.Table(table)),
	}})
}

func ownHeadline(open int) string {
	switch open {
	case 0:
		return "Nothing of yours is open"
	case 1:
		return "One report of yours is open"
	}
	return fmt.Sprintf("%d reports of yours are open", open)
}
