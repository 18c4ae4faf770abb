package imports

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/connect/importer"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// progress shows an import under way. The page can be left and returned to.
func (p pages) progress(v *frame.Visit, i *importer.Import) error {
	t, err := v.Clerk.Type(i.Request.Map.Type)
	if err != nil {
		return err
	}
	title := "Importing " + i.Request.Name
	if i.Request.DryRun {
		title = "Checking " + i.Request.Name
	}
	return v.Show(frame.Shown{Title: title, Here: "/imports", Crumbs: crumbs(), Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: title, Lede: []g.Node{g.Text("Into " + strings.ToLower(t.Titles) + ". You can leave this page: it goes on without you, also after a restart.")}}),
		bar(i, true),
		h.P(h.Class("note"), g.Text("The page follows by itself. Without scripts: "), ui.Link("look again", address(i))),
	}})
}

// bar is how far an import is.
func bar(i *importer.Import, cancellable bool) g.Node {
	p := i.Progress
	props := ui.ProgressProps{ID: "progress", Label: "Waiting for its turn", Live: address(i) + "/live", Done: int(i.Done), Of: int(i.Total)}
	if i.State == jobs.Running {
		props.Label = counted(int(i.Done), "row", "rows") + " read"
		props.Note = notes(p)
	}
	if i.Total == 0 || i.State != jobs.Running {
		props.Done, props.Of = 0, 0
	}
	if cancellable {
		props.Acts = []g.Node{ui.PostButton(address(i)+"/cancel", ui.ButtonProps{Label: "Cancel", Small: true})}
	}
	return ui.Progress(props)
}

func notes(p importer.Progress) string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{p.Created, "added"}, {p.Updated, "changed"}, {p.Rejected, "not taken"}} {
		if part.n > 0 {
			parts = append(parts, number(part.n)+" "+part.what)
		}
	}
	return strings.Join(parts, ", ")
}

// How often the stream looks for news, and how long it lasts: browsers open it
// again, and a server that stops does not wait for it.
const (
	liveEvery = time.Second
	liveFor   = 30 * time.Second
)

// live streams how far an import is, until it has ended.
func (p pages) live(v *frame.Visit) error {
	i, err := p.find(v)
	if err != nil {
		return err
	}
	head := v.W.Header()
	head.Set("Content-Type", "text/event-stream")
	head.Set("Cache-Control", "no-store")
	tick := time.NewTicker(liveEvery)
	defer tick.Stop()
	end := time.After(liveFor)
	for {
		changed := p.jobs.Watch(i.ID)
		if i, err = p.find(v); err != nil {
			return nil // too late for an error page; the browser asks again and gets one
		}
		if err := send(v, i); err != nil || i.State.Final() {
			return nil
		}
		select {
		case <-v.Context().Done():
			return nil
		case <-end:
			return nil
		case <-changed:
		case <-tick.C:
		}
	}
}

// send writes one message of the stream.
func send(v *frame.Visit, i *importer.Import) error {
	if i.State.Final() {
		if _, err := fmt.Fprintf(v.W, "event: done\ndata: %s\n\n", address(i)); err != nil {
			return err
		}
		return http.NewResponseController(v.W).Flush()
	}
	var html bytes.Buffer
	if err := bar(i, true).Render(&html); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(v.W, "data: %s\n\n", strings.ReplaceAll(html.String(), "\n", " ")); err != nil {
		return err
	}
	return http.NewResponseController(v.W).Flush()
}

func (p pages) cancel(v *frame.Visit) error {
	i, err := p.find(v)
	if err != nil {
		return err
	}
	err = p.jobs.Cancel(v.Context(), i.ID)
	if fault.KindOf(err) == fault.Conflict {
		return v.Redirect(address(i), "") // it has ended meanwhile
	}
	if err != nil {
		return err
	}
	return v.Redirect(address(i), "The import stops. What was saved stays.")
}

// retry lets an import go on that failed or was cancelled.
func (p pages) retry(v *frame.Visit) error {
	i, err := p.find(v)
	if err != nil {
		return err
	}
	if err := p.jobs.Retry(v.Context(), i.ID); err != nil {
		return err
	}
	return v.Redirect(address(i), "")
}
