package reference_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/internal/access"
	"fairlead/internal/api"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/browser"
	"fairlead/internal/testkit/desktest"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/page/reference"
	"fairlead/internal/web/ui"
)

// serve starts the pages and the interface for one visitor.
func serve(t *testing.T, role record.Role) string {
	t.Helper()
	d := desktest.Open(t)
	desktest.Save(t, d, &catalog.Vendor{Name: "Norvik"}, &catalog.CustomField{Title: "Rack rows", On: "asset", Type: "integer"})
	who := desktest.Clerk(t, d, "Ada", role).Principal()
	log := slog.New(slog.DiscardHandler)
	mux := http.NewServeMux()
	for pattern, handler := range api.Routes(api.Settings{
		Desk: d, Version: "test", Currency: "EUR", Log: log, Identify: func(*http.Request) (access.Principal, error) { return who, nil },
	}) {
		mux.Handle(pattern, handler)
	}
	mux.Handle("GET "+ui.AssetsPath, ui.Assets())
	site := &frame.Site{
		Desk: d, Organisation: "Halden Freight", Version: "test", Currency: "EUR", Log: log, Nav: func(*frame.Visit) []ui.NavGroup { return nil },
		Identify: func(*http.Request) (access.Principal, error) { return who, nil },
	}
	for _, p := range reference.Pages(source) {
		mux.Handle(p.Pattern, site.Handler(p))
	}
	mux.Handle("/", site.Handler(frame.Page{Handle: func(v *frame.Visit) error { return v.Show(frame.Shown{Title: "Elsewhere"}) }}))
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func source(c *desk.Clerk, t *record.Type) map[string]any {
	if t == nil {
		return api.For(c, "test")
	}
	return api.For(c, "test", t)
}

func get(t *testing.T, address string) (int, string) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(text)
}

// The page of every type shows all its operations and fields without scripts,
// those defined at run time too.
func TestEveryType(t *testing.T) {
	base := serve(t, record.Director)
	dict, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	_, list := get(t, base+reference.Path)
	for _, typ := range dict.Types() {
		if !strings.Contains(list, `href="/api/types/`+typ.Plural+`"`) {
			t.Errorf("the overview has no %s", typ.Plural)
		}
		status, page := get(t, base+"/api/types/"+typ.Plural)
		if status != http.StatusOK {
			t.Fatalf("%s: status %d", typ.Plural, status)
		}
		for _, want := range []string{"/api/v1/" + typ.Plural + "/bulk", "If-Match", "-d &#39;{", typ.Prefix + "-0001", "<code>external_id</code>"} {
			if !strings.Contains(page, want) {
				t.Errorf("the page of %s has no %q", typ.Plural, want)
			}
		}
		for _, f := range typ.Fields {
			if !strings.Contains(page, "<code>"+f.Name+"</code>") {
				t.Errorf("the page of %s has no field %s", typ.Plural, f.Name)
			}
		}
	}
	if _, page := get(t, base+"/api/types/assets"); !strings.Contains(page, "<code>rack_rows</code>") {
		t.Error("a field that was defined at run time is not there")
	}
}

// What somebody may not see is not in the reference either.
func TestHiddenTypes(t *testing.T) {
	base := serve(t, record.Employee)
	if _, list := get(t, base+reference.Path); strings.Contains(list, "/api/types/contracts") || !strings.Contains(list, "/api/types/incidents") {
		t.Error("the overview shows other types than an employee may see")
	}
	for _, path := range []string{"/api/types/contracts", "/api/types/ships", "/api/types/incident"} {
		if status, _ := get(t, base+path); status != http.StatusNotFound {
			t.Errorf("%s: status %d", path, status)
		}
	}
	if _, found := get(t, base+"/api/?q=notice_days"); strings.Contains(found, "<code>notice_days</code>") {
		t.Error("the search shows a field of a hidden type")
	}
}

func TestSearchInReference(t *testing.T) {
	base := serve(t, record.Director)
	for q, want := range map[string]string{
		"notice_days": "/api/types/contracts#fields", "archive vendor": "/api/types/vendors#archiveVendor", "rack_rows": "/api/types/assets#fields", "%3Cb%3E": "Nothing has these words",
	} {
		if _, page := get(t, base+"/api/?q="+strings.ReplaceAll(q, " ", "+")); !strings.Contains(page, want) || strings.Contains(page, "<b>") {
			t.Errorf("%q does not find %s", q, want)
		}
	}
}

// picture writes a page for looking at where FAIRLEAD_PICTURES names a folder.
func picture(tab *browser.Tab, name string) {
	dir := os.Getenv("FAIRLEAD_PICTURES")
	if dir == "" {
		return
	}
	for look, dark := range map[string]bool{"light": false, "dark": true} {
		tab.Screenshot(filepath.Join(dir, name+"-wide-"+look+".png"), 1440, dark)
		tab.Screenshot(filepath.Join(dir, name+"-phone-"+look+".png"), 390, dark)
	}
	tab.Show(1440, false)
}

// An operation is tried on its page and shows what came back.
func TestTryIt(t *testing.T) {
	base := serve(t, record.Director)
	tab := browser.Open(t)
	tab.Go(base + reference.Path)
	tab.Accessibility(t)
	picture(tab, "overview")
	tab.Go(base + "/api/types/vendors")
	tab.WaitFor("#listVendor details")
	tab.Accessibility(t)
	picture(tab, "type")
	tab.Click("#listVendor [data-try] summary")
	tab.Click("#listVendor [data-try] .submit button")
	tab.WaitFor("#listVendor [data-answer] pre")
	if text := tab.Text("#listVendor [data-answer]"); !strings.Contains(text, "200") || !strings.Contains(text, `"VEN-0001"`) || !strings.Contains(text, " ms") {
		t.Errorf("the answer reads %q", text)
	}
	tab.Click("#createVendor [data-try] summary")
	tab.Fill("#createVendor-body", `{"name": "Made on the page"}`)
	tab.Fill("#createVendor-note", "tried – “so”")
	tab.Click("#createVendor [data-try] .submit button")
	tab.WaitFor("#createVendor [data-answer] pre")
	if text := tab.Text("#createVendor [data-answer]"); !strings.Contains(text, "201") || !strings.Contains(text, "Made on the page") {
		t.Errorf("the answer reads %q", text)
	}
	tab.Accessibility(t)
	picture(tab, "tried")
}
