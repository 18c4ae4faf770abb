package imports_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/internal/record"
	"fairlead/internal/testkit/browser"
	"fairlead/internal/testkit/corpus"
)

// picture writes a page for looking at where FAIRLEAD_PICTURES names a folder.
func picture(tab *browser.Tab, name string) {
	dir := os.Getenv("FAIRLEAD_PICTURES")
	if dir == "" {
		return
	}
	for _, width := range []int{1440, 390} {
		for _, dark := range []bool{false, true} {
			look := map[bool]string{false: "light", true: "dark"}[dark]
			tab.Screenshot(filepath.Join(dir, name+"-"+look+"-"+map[int]string{1440: "wide", 390: "phone"}[width]+".png"), width, dark)
		}
	}
	tab.Show(1440, false)
}

// A person brings in a file: chooses it, looks, checks, imports, and finds the
// records.
func TestImportInABrowser(t *testing.T) {
	s := serve(t, true, record.Director)
	tab := browser.Open(t)
	tab.Go(s.URL + "/imports")
	tab.Accessibility(t)
	picture(tab, "empty")
	tab.Click("Import a file")
	tab.WaitFor("Look at the file")
	tab.Accessibility(t)
	picture(tab, "new")
	tab.Upload("input[type=file]", corpus.Path(t, "cmdb/netbox/devices.csv"))
	tab.Click("Look at the file")
	tab.WaitFor("devices.csv holds NetBox devices")
	tab.Accessibility(t)
	picture(tab, "look")
	tab.Click("Check first")
	tab.WaitFor("Import now")
	if text := tab.Text("h1"); !strings.Contains(text, "72 assets would be added. Nothing has been saved.") {
		t.Errorf("the check says %q", text)
	}
	tab.Accessibility(t)
	picture(tab, "checked")
	tab.Click("Import now")
	tab.WaitFor("Open assets")
	if text := tab.Text("h1"); !strings.Contains(text, "72 assets added.") {
		t.Errorf("the import says %q", text)
	}
	tab.Accessibility(t)
	picture(tab, "done")
	tab.Fill("Name of the mapping", "Devices of the old system")
	tab.Click("Keep")
	tab.WaitFor("is kept.")
	tab.Click("Open assets")
	tab.WaitFor(`a[href="/assets/AST-0072"]`)
	tab.Go(s.URL + "/imports")
	tab.WaitFor("72 assets added")
	tab.Accessibility(t)
	picture(tab, "list")
}

// A plan of Microsoft Project is handed in, looked at, checked and imported; its tasks
// say what they follow.
func TestPlanInABrowser(t *testing.T) {
	s := serve(t, true, record.Director)
	tab := browser.Open(t)
	tab.Go(s.URL + "/imports/new")
	file, err := filepath.Abs("../../../../engine/schedule/msproject/testdata/shared.xml")
	if err != nil {
		t.Fatal(err)
	}
	tab.Upload("input[type=file]", file)
	tab.Click("Look at the file")
	tab.WaitFor("shared.xml holds Microsoft Project tasks")
	tab.WaitFor("A plan of Microsoft Project with 5 tasks.")
	tab.Accessibility(t)
	picture(tab, "plan")
	tab.Click("Check first")
	tab.WaitFor("Import now")
	if text := tab.Text("h1"); !strings.Contains(text, "5 tasks would be added.") {
		t.Errorf("the check says %q", text)
	}
	tab.Click("Import now")
	tab.WaitFor("Open tasks")
	if text := tab.Text("h1"); !strings.Contains(text, "5 tasks added.") {
		t.Errorf("the import says %q", text)
	}
	picture(tab, "plan-done")
	tab.Click("Open tasks")
	tab.WaitFor("Front")
	tab.Click("Front")
	tab.WaitFor("Shared people")
	if text := tab.Text("main"); !strings.Contains(text, "Design") {
		t.Errorf("Front does not say that it follows Design: %q", text)
	}
}
