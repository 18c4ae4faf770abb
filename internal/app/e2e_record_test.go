package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/testkit/browser"
)

// addTeam makes a team and gives the address of its page.
func addTeam(t testing.TB, w *world, name string) string {
	t.Helper()
	typ, err := w.desk.Type("team")
	if err != nil {
		t.Fatal(err)
	}
	team := &catalog.Team{Name: name}
	if err := w.clerk().Save(context.Background(), &desk.Change{Type: typ, Record: team}); err != nil {
		t.Fatal(err)
	}
	return "/teams/" + typ.Number(team.Number)
}

func TestCommentsAndFiles(t *testing.T) {
	w := theWorld(t)
	p := at(t, "technician", addTeam(t, w, "Commented"))
	p.Fill("Add a comment", "First *line*\n\n<script>alert(1)</script>")
	p.Click("Comment")
	p.WaitFor("Comment added.")
	if got := p.Text(".comments"); !strings.Contains(got, "First line") || strings.Contains(got, "*line*") {
		t.Errorf("the comment reads %q", got)
	}
	file := filepath.Join(t.TempDir(), "plan <b> æ.txt")
	if err := os.WriteFile(file, []byte("the plan"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Upload("input[type=file]", file)
	p.Click("Attach")
	p.WaitFor("File attached.")
	p.WaitFor("plan <b> æ.txt")
	got := browser.Eval[string](p.Tab, `fetch(document.querySelector(".files a").href).then(r => r.text().then(t => r.headers.get("Content-Disposition").split(";")[0] + ": " + t))`)
	if got != "attachment: the plan" {
		t.Errorf("downloaded %q", got)
	}
	p.Accessibility(t)
}

func TestArchiveAndBringBack(t *testing.T) {
	p := at(t, "manager", addTeam(t, theWorld(t), "Archived"))
	p.Click("More")
	p.Click("Archive")
	p.WaitFor("Archived. It is out of the lists")
	p.Click("More")
	p.Click("Bring back")
	p.WaitFor("Brought back.")
	if got := p.Text("#history"); !strings.Contains(got, "archived it") || !strings.Contains(got, "brought it back") {
		t.Errorf("the history says %q", got)
	}
}

// The lines of a small table are added, filled and removed with scripts.
func TestRowsWithScripts(t *testing.T) {
	p := at(t, "director", "/services/new")
	p.Fill("Name", "Rows with scripts")
	p.Click("Add a line")
	p.Fill("[name='targets[0].priority']", "1 Critical")
	p.Fill("[name='targets[0].respond']", "15m")
	p.Fill("[name='targets[0].resolve']", "sometime")
	p.Click("Add a line")
	p.Fill("[name='targets[1].priority']", "2 High")
	p.Click("Save")
	p.WaitFor(".callout.bad")
	if got := p.value("targets[0].resolve"); got != "sometime" {
		t.Errorf("the cell holds %q", got)
	}
	p.Fill("[name='targets[0].resolve']", "4h")
	p.Click(".rows tbody tr:nth-child(2) button")
	p.Click("Save")
	p.WaitFor("Service added.")
	p.WaitFor("15m")
}

// An administrator defines a field; it stands on the form, in the list, in
// filters and in exports.
func TestCustomField(t *testing.T) {
	p := at(t, "administrator", "/custom_fields/new")
	p.Fill("Title", "Insured until")
	p.Fill("Record type", "Locations")
	p.Fill("Kind", "Date")
	p.Click("Save")
	p.WaitFor("Custom field added.")
	p.open("/locations")
	p.Click("tbody th a")
	p.Click("Edit")
	p.Fill("Insured until", "2031-02-03")
	p.Click("Save")
	p.WaitFor("Saved.")
	p.open("/locations?filter=insured_until > 2031-01-01")
	p.WaitFor("Insured until")
	if n := browser.Eval[int](p.Tab, "document.querySelectorAll('tbody tr').length"); n != 1 {
		t.Errorf("the filter finds %d", n)
	}
	csv := browser.Eval[string](p.Tab, `fetch([...document.querySelectorAll("a.item")].find(a => a.href.includes("format=csv")).href).then(r => r.text())`)
	if !strings.Contains(csv, "2031-02-03") {
		t.Errorf("the export has no such value: %s", csv)
	}
}

// A step that needs something asks for it, and keeps what was typed.
func TestStepThatNeedsAField(t *testing.T) {
	p := at(t, "technician", "/incidents/new")
	p.Fill("Title", "End-to-end incident")
	p.pick("service", "Freight book", "Freight booking")
	p.Click("Save")
	p.WaitFor("Incident added.")
	p.Click("Assign…")
	p.Fill("Reason", "It is theirs")
	p.Click("Assign")
	p.WaitFor(".callout.bad")
	if got := p.value("note"); got != "It is theirs" {
		t.Errorf("the reason was not kept: %q", got)
	}
	p.pick("team", "Netw", "Network")
	p.Click("Assign")
	p.WaitFor("Assign: done.")
	p.WaitFor("It is theirs")
}

// A comment may be long; one that is too long is kept to be shortened.
func TestLongComment(t *testing.T) {
	p := at(t, "technician", addTeam(t, theWorld(t), "Long comment"))
	p.Fill("Add a comment", strings.Repeat("What happened. ", 1_300))
	p.Click("Comment")
	p.WaitFor("Comment added.")
	p.Fill("Add a comment", strings.Repeat("x", 20_001))
	p.Click("Comment")
	p.WaitFor("at most 20000 characters; this one has 20001")
	if got := len(p.value("text")); got != 20_001 {
		t.Errorf("%d characters of the comment were kept", got)
	}
}
