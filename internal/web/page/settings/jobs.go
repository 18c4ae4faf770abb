package settings

import (
	"context"
	"fmt"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/fault"
	"fairlead/internal/insight/signal"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// shownJobs is how many jobs the page shows.
const shownJobs = 50

// list shows the background work: what waits, runs, is done or has failed.
func (p pages) list(v *frame.Visit) error {
	if err := director(v); err != nil {
		return err
	}
	list, err := p.jobs.List(v.Context(), "", shownJobs, record.ID{})
	if err != nil {
		return err
	}
	running, failed := 0, 0
	var rows []ui.Row
	for _, j := range list {
		switch j.State {
		case jobs.Running, jobs.Waiting:
			running++
		case jobs.Failed:
			failed++
		}
		rows = append(rows, ui.Row{Cells: []g.Node{
			h.Span(h.Title(j.Kind), g.Text(workTitle(j.Kind))), stateOf(j), progress(j), moment(v, j.Created), g.Text(shorten(j.Error, 120)), actions(j),
		}})
	}
	title := "All background work is done"
	if running > 0 {
		title = fmt.Sprintf("%d pieces of work are under way or waiting", running)
	}
	if failed > 0 {
		title = fmt.Sprintf("%d pieces of work have failed", failed)
	}
	return v.Show(frame.Shown{Title: "Background work", Here: "/jobs", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: title, Lede: []g.Node{g.Text("Imports and regular work run here, one after the other, and go on after a restart.")}}),
		ui.Table(ui.TableProps{Label: "Background work",
			Columns: []ui.Column{{Label: "Work"}, {Label: "State"}, {Label: "Progress"}, {Label: "Since"}, {Label: "What went wrong"}, {Label: "What you can do", Hide: true}},
			Rows:    rows, Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconJob, Title: "Nothing has run yet", Text: "Imports and regular work will stand here."})}),
	}})
}

// workTitle says in words what a kind of work does.
func workTitle(kind string) string {
	words := map[string]string{
		"import": "Import of a file", "import.draft": "A file that waits to be imported",
		"store.optimize": "Tuning of the database", "door.forget": "Removal of sessions that have ended", "jobs.tidy": "Removal of old work from this list",
		"feed.read": "Reading of feeds", "continuity.experience": "Counting of failures from the incidents",
	}
	if w, ok := words[kind]; ok {
		return w
	}
	return kind
}

func stateOf(j *jobs.Info) g.Node {
	tone := map[jobs.State]ui.Tone{jobs.Done: ui.ToneGood, jobs.Failed: ui.ToneBad, jobs.Running: ui.ToneWarn}[j.State]
	text := string(j.State)
	return ui.Tag(tone, signal.Capital(text))
}

func progress(j *jobs.Info) g.Node {
	if j.Total == 0 {
		return g.Text(j.Note)
	}
	return g.Textf("%d of %d %s", j.Done, j.Total, j.Note)
}

func actions(j *jobs.Info) g.Node {
	base := "/jobs/" + j.ID.String()
	switch j.State {
	case jobs.Waiting, jobs.Running:
		return ui.PostButton(base+"/cancel", ui.ButtonProps{Label: "Cancel", Small: true})
	case jobs.Failed, jobs.Cancelled:
		return ui.PostButton(base+"/retry", ui.ButtonProps{Label: "Try again", Small: true})
	}
	return nil
}

func (p pages) cancel(v *frame.Visit) error { return p.change(v, p.jobs.Cancel, "Cancelled.") }

func (p pages) retry(v *frame.Visit) error {
	return p.change(v, p.jobs.Retry, "It will be tried again.")
}

func (p pages) change(v *frame.Visit, act func(context.Context, record.ID) error, done string) error {
	if err := director(v); err != nil {
		return err
	}
	id, err := record.ParseID(v.R.PathValue("id"))
	if err != nil {
		return fault.Because(err, fault.NotFound, "There is no such work.")
	}
	if err := act(v.Context(), id); err != nil {
		return err
	}
	return v.Redirect("/jobs", done)
}
