package browser_test

import (
	"fmt"
	"html"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/testkit/browser"
)

const page = `<!doctype html><html lang="en"><head><title>%s</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">
<style>:root { color-scheme: light dark }</style></head><body>%s</body></html>`

// site serves pages by their path; "/said" shows the form that was sent.
func site(t *testing.T, pages map[string]string) *httptest.Server {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; script-src 'self' 'nonce-good'")
		if r.URL.Path == "/said" {
			said(w, r)
			return
		}
		body, ok := pages[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			body = "<main><h1>Not here</h1></main>"
		}
		fmt.Fprintf(w, page, r.URL.Path, body)
	}))
	t.Cleanup(srv.Close)
	return srv
}

func said(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseMultipartForm(1 << 20); err != nil && err != http.ErrNotMultipart {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	status, body := http.StatusOK, "<main><h1>Said</h1><pre>"+html.EscapeString(r.Form.Encode())+"</pre>"
	if file, _, err := r.FormFile("file"); err == nil {
		content, _ := io.ReadAll(file)
		body += "<p id=file>" + string(content) + "</p>"
	}
	if r.Form.Get("name") == "" {
		status = http.StatusUnprocessableEntity
	}
	w.WriteHeader(status)
	fmt.Fprintf(w, page, "said", body+"</main>")
}

const form = `<main><h1>Form</h1><form method="post" action="/said" enctype="multipart/form-data">
<label>Name <input name="name" value="before"></label>
<label>Note <textarea name="note"></textarea></label>
<label>Due <input type="date" name="due"></label>
<label>State <select name="state"><option value="o">Open</option><option value="c">Closed</option></select></label>
<label><input type="checkbox" name="urgent"> Urgent</label>
<label>File <input type="file" name="file"></label>
<button>Save</button></form><a href="/next">Go on</a></main>`

func TestFormIsFilledAsAPersonWould(t *testing.T) {
	srv := site(t, map[string]string{"/": form})
	tab := browser.Open(t)
	if status := tab.Go(srv.URL + "/"); status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	upload := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(upload, []byte("one,two"), 0o644); err != nil {
		t.Fatal(err)
	}
	tab.Fill("Name", "Zoë + 1")
	tab.Fill("textarea", "two\nlines")
	tab.Fill("Due", "2026-03-31")
	tab.Fill("State", "Closed")
	tab.Click("Urgent")
	tab.Upload("input[type=file]", upload)
	tab.Click("Save")
	want := "due=2026-03-31&name=Zo%C3%AB+%2B+1&note=two%0D%0Alines&state=c&urgent=on"
	if got := tab.Text("pre"); got != want {
		t.Errorf("sent %s\nwant %s", got, want)
	}
	if got := tab.Text("#file"); got != "one,two" {
		t.Errorf("uploaded %q", got)
	}
}

func TestARejectedFormIsNoFault(t *testing.T) {
	srv := site(t, map[string]string{"/": form})
	tab := browser.Open(t)
	tab.Go(srv.URL + "/")
	tab.Fill("Name", "")
	tab.Click("button")
	tab.WaitFor("Said")
	if status := tab.Go(srv.URL + "/nowhere"); status != http.StatusNotFound {
		t.Errorf("status %d", status)
	}
}

func TestKeys(t *testing.T) {
	srv := site(t, map[string]string{"/": `<main><h1>Keys</h1><label>Name <input id="name"></label><pre></pre></main>
<script nonce="good">addEventListener("keydown", e => document.querySelector("pre").append((e.ctrlKey ? "Ctrl+" : "") + (e.shiftKey ? "Shift+" : "") + e.key + " "))</script>`})
	tab := browser.Open(t)
	tab.Go(srv.URL + "/")
	tab.Press("Ctrl+K", "Tab")
	tab.Type("ab")
	tab.Press("Shift+Tab", "Escape")
	if got, want := strings.TrimSpace(tab.Text("pre")), "Ctrl+k Tab a b Shift+Tab Escape"; got != want {
		t.Errorf("the page heard %q, want %q", got, want)
	}
	if got := browser.Eval[string](tab, `document.getElementById("name").value`); got != "ab" {
		t.Errorf("the field holds %q", got)
	}
}

func TestStepsWaitUntilTheyCanBeDone(t *testing.T) {
	srv := site(t, map[string]string{"/": `<main><h1>Late</h1><button id="first">Start</button></main>
<script nonce="good">
first.onclick = () => setTimeout(() => {
	document.querySelector("main").insertAdjacentHTML("beforeend", "<button id=second disabled>Go on</button>");
	setTimeout(() => second.disabled = false, 100);
	second.onclick = () => setTimeout(() => second.remove(), 100);
}, 100)</script>`})
	tab := browser.Open(t)
	tab.Go(srv.URL + "/")
	tab.Click("Start")
	tab.Click("Go on")
	tab.WaitGone("Go on")
}

func TestAModalDialogComesFirst(t *testing.T) {
	srv := site(t, map[string]string{"/": `<main><h1>Dialog</h1><button>Delete</button>
<dialog><h2>Sure?</h2><button>Delete</button></dialog><p hidden>Gone</p></main>
<script nonce="good">
document.querySelector("dialog").showModal();
document.querySelector("dialog button").onclick = () => document.querySelector("p").hidden = false;</script>`})
	tab := browser.Open(t)
	tab.Go(srv.URL + "/")
	tab.Click("Delete")
	if browser.Eval[bool](tab, `document.querySelector("p").hidden`) {
		t.Error("the click went to the button behind the dialog")
	}
}

func TestTabsShareNoCookies(t *testing.T) {
	srv := site(t, map[string]string{"/": "<main><h1>Cookies</h1></main>"})
	one, other := browser.Open(t), browser.Open(t)
	one.SetCookie(srv.URL, "mine", "1")
	one.Go(srv.URL + "/")
	other.Go(srv.URL + "/")
	if got := browser.Eval[string](one, "document.cookie"); got != "mine=1" {
		t.Errorf("the tab itself sees %q", got)
	}
	if got := browser.Eval[string](other, "document.cookie"); got != "" {
		t.Errorf("the other tab sees %q", got)
	}
}

func TestFaultsOfAPageAreSeen(t *testing.T) {
	srv := site(t, map[string]string{
		"/throws":  `<main><h1>x</h1></main><script nonce="good">throw new Error("planted")</script>`,
		"/rejects": `<main><h1>x</h1></main><script nonce="good">Promise.reject(new Error("planted"))</script>`,
		"/logs":    `<main><h1>x</h1></main><script nonce="good">console.error("planted", 7)</script>`,
		"/inline":  `<main><h1 onclick="1">x</h1></main><script>1</script>`,
		"/missing": `<main><h1>x</h1><img alt="" src="/absent.png"></main>`,
		"/asks":    `<main><h1>x</h1></main><script nonce="good">alert("planted")</script>`,
		"/good":    `<main><h1>x</h1></main><script nonce="good">console.warn("fine")</script>`,
	})
	for path, want := range map[string]string{
		"/throws":  "planted",
		"/rejects": "planted",
		"/logs":    "console: planted 7",
		"/inline":  "Content Security Policy",
		"/missing": "/absent.png",
		"/asks":    "browser dialog: planted",
		"/good":    "",
	} {
		t.Run(path[1:], func(t *testing.T) {
			tab := browser.Open(t)
			tab.Go(srv.URL + path)
			if faults := heard(tab, want); !strings.Contains(faults, want) || (want == "") != (faults == "") {
				t.Errorf("faults are %q, want one with %q", faults, want)
			}
		})
	}
}

// heard is what the page did wrong, up to the fault that is wanted: the browser
// tells some of it, such as a rejected promise, a while after the load.
func heard(tab *browser.Tab, want string) string {
	late := time.After(30 * time.Second)
	for faults := ""; ; {
		faults += strings.Join(tab.Faults(), "\n")
		if strings.Contains(faults, want) {
			return faults
		}
		select {
		case <-late:
			return faults
		default:
			browser.Eval[any](tab, `new Promise(done => setTimeout(done, 20))`)
		}
	}
}

func TestScreenshot(t *testing.T) {
	srv := site(t, map[string]string{"/": `<main><h1>Tall</h1><div style="height: 2000px"></div></main>`})
	tab := browser.Open(t)
	tab.Go(srv.URL + "/")
	for _, c := range []struct {
		width int
		dark  bool
		paper uint32
	}{{1440, false, 255}, {390, true, 18}} {
		path := filepath.Join(t.TempDir(), "shots", "page.png")
		tab.Screenshot(path, c.width, c.dark)
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		picture, err := png.Decode(file)
		if err != nil {
			t.Fatal(err)
		}
		size := picture.Bounds().Size()
		if size.X != c.width || size.Y < 2000 {
			t.Errorf("the picture is %v, want the whole page at width %d", size, c.width)
		}
		if red, _, _, _ := picture.At(2, 2).RGBA(); red>>8 != c.paper {
			t.Errorf("dark=%t: the paper is %d, want %d", c.dark, red>>8, c.paper)
		}
	}
}

// steps gathers what a step reports instead of failing the real test.
type steps struct {
	testing.TB
	said []string
}

func (s *steps) Helper() {}
func (s *steps) Errorf(format string, args ...any) {
	s.said = append(s.said, fmt.Sprintf(format, args...))
}

// rules lists the names of the accessibility rules that the page breaks.
func rules(t *testing.T, tab *browser.Tab) []string {
	s := steps{TB: t}
	tab.Accessibility(&s)
	var broken []string
	for _, said := range s.said {
		broken = append(broken, strings.Split(said, ": ")[1])
	}
	return broken
}

const accessible = `<style>a { color: light-dark(#00e, #9af) } li a { display: inline-block; padding: 6px } input, button { min-height: 26px } ::placeholder { color: light-dark(#666, #bbb) }</style>
<a href="#content">Skip to the content</a>
<header><nav aria-label="Main"><ul><li><a href="/a">Alpha</a></li><li><a href="/b">Beta</a></li></ul></nav></header>
<main id="content"><h1>Contracts</h1>
<p style="color: #767676; background: #fff">Just enough contrast, and <a href="/c" style="color: #00e">a link</a> in the text.</p>
<p style="color: color-mix(in oklab, black 80%, white); background: oklch(0.95 0.02 230)">Modern colours.</p>
<div style="opacity: .9; background: #000"><p style="color: #ccc">On black.</p></div>
<p style="font-size: 30px; color: #949494; background: #fff">Large text</p>
<form aria-label="New contract"><label>Name <input placeholder="Support"></label>
<label for="kind">Kind</label><select id="kind"><option>One</option></select>
<label><input type="checkbox"> Renews</label><input type="search" aria-label="Find"><button aria-describedby="hint">Save</button><p id="hint">Saves it.</p></form>
<table><tr><th>Vendor</th><th>Cost</th></tr><tr><td>A</td><td>1</td></tr></table>
<figure><svg role="img" aria-label="Cost by month" width="40" height="40"><text y="20">x</text></svg></figure>
<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="20" height="20">
<h2>More</h2><details><summary>Details</summary><p>Inside.</p></details>
<div role="tablist" aria-label="Views"><button role="tab" aria-selected="true" aria-controls="hint">One</button></div>
<dialog aria-label="Sure?"><button>Yes</button></dialog>
<button disabled style="color: #ddd">Not now</button>
</main><footer><p>Fairlead</p></footer>`

func TestAccessiblePagePasses(t *testing.T) {
	srv := site(t, map[string]string{"/": accessible})
	tab := browser.Open(t)
	tab.Go(srv.URL + "/")
	tab.Accessibility(t)
	tab.Show(390, true)
	tab.Accessibility(t)
}

func TestAccessibilityFindsPlantedFaults(t *testing.T) {
	const dot = `style="display: inline-block; width: 10px; height: 10px; padding: 0"`
	cases := []struct{ name, body, rule string }{
		{"button without a name", `<button style="width: 30px; height: 30px"></button>`, "button-name"},
		{"link around a nameless picture", `<a href="/x"><svg width="30" height="30"></svg></a>`, "link-name"},
		{"field without a label", `<input>`, "field-label"},
		{"placeholder as the only label", `<input placeholder="Name">`, "field-label"},
		{"picture without alternative", `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="20" height="20">`, "image-alternative"},
		{"drawing without alternative", `<svg role="img" width="20" height="20"></svg>`, "image-alternative"},
		{"dialog without a name", `<dialog open><p>Sure?</p></dialog>`, "name"},
		{"the same id twice", `<p id="a">A</p><p id="a">B</p>`, "unique-id"},
		{"a heading level left out", `<h3>Third</h3>`, "headings"},
		{"two first headings", `<h1>Again</h1>`, "headings"},
		{"an empty heading", `<h2></h2>`, "headings"},
		{"two main landmarks", `<div role="main">x</div>`, "landmarks"},
		{"two unnamed navigations", `<nav>A</nav><nav>B</nav>`, "landmarks"},
		{"text outside the landmarks", `</main><p>Lost</p><main hidden>`, "landmarks"},
		{"a list item without a list", `<div><li>x</li></div>`, "list"},
		{"a list with something else in it", `<ul><p>x</p></ul>`, "list"},
		{"a table without headers", `<table><tr><td>A</td></tr></table>`, "table-headers"},
		{"an empty header cell", `<table><tr><th></th></tr></table>`, "table-headers"},
		{"a made-up role", `<div role="knob">x</div>`, "role"},
		{"a switch without a state", `<div role="switch" aria-label="Power" tabindex="0">x</div>`, "role"},
		{"a tab without a tablist", `<div role="tab" aria-label="One">x</div>`, "role"},
		{"a description that is not there", `<button aria-describedby="nowhere">Save</button>`, "reference"},
		{"a label for nothing", `<label for="nowhere">Name</label>`, "reference"},
		{"a skip link to nothing", `<p><a href="#nowhere">Skip</a> it</p>`, "reference"},
		{"a button that only the keyboard finds", `<div aria-hidden="true"><button>Save</button></div>`, "hidden-focus"},
		{"a positive tabindex", `<button tabindex="3">Save</button>`, "focus-order"},
		{"a button in a link", `<a href="/x">See <button>Save</button></a>`, "nested-control"},
		{"a scroller out of the keyboard's reach", `<div style="overflow: auto; height: 40px"><p style="height: 400px">x</p></div>`, "scroll-focus"},
		{"small targets side by side", `<button ` + dot + ` aria-label="a"></button><button ` + dot + ` aria-label="b"></button>`, "target-size"},
		{"faint text", `<p style="color: #777; background: #fff">Faint</p>`, "contrast"},
		{"text that is faded as a whole", `<div style="opacity: .5; background: #fff"><p style="color: #000; background: #fff"><b>Fad</b>ed</p></div>`, "contrast"},
		{"faint large text", `<p style="font-size: 30px; color: #959595; background: #fff">Faint</p>`, "contrast"},
		{"a faint value", `<input aria-label="Name" value="x" style="color: #999; background: #fff">`, "contrast"},
	}
	pages := map[string]string{}
	for _, c := range cases {
		pages["/"+c.name] = "<main><h1>Title</h1>" + c.body + "</main>"
	}
	srv := site(t, pages)
	tab := browser.Open(t)
	for _, c := range cases {
		tab.Go(srv.URL + "/" + url.PathEscape(c.name))
		got := rules(t, tab)
		if slices.ContainsFunc(got, func(rule string) bool { return rule != c.rule }) || len(got) == 0 {
			t.Errorf("%s: found %q, want %q alone", c.name, got, c.rule)
		}
	}
}

func TestAccessibilityOfTheDocument(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, `<!doctype html><link rel="icon" href="data:,"><meta name="viewport" content="user-scalable=no"><p>x</p>`)
	}))
	t.Cleanup(srv.Close)
	tab := browser.Open(t)
	tab.Go(srv.URL)
	want := []string{"lang", "title", "zoom", "headings", "landmarks", "landmarks"}
	if diff := cmp.Diff(want, rules(t, tab)); diff != "" {
		t.Errorf("rules broken (-want +got):\n%s", diff)
	}
}

func BenchmarkOpen(b *testing.B) {
	browser.Open(b) // the browser's own start is not what is measured
	for b.Loop() {
		browser.Open(b)
	}
}

// Every page is asked to leave out motion from its first line on, not a moment later.
func TestNoMotion(t *testing.T) {
	srv := site(t, map[string]string{"/": `<main><h1>Still</h1><p id=said></p></main>
<script nonce="good">document.getElementById("said").textContent = "reduced " + matchMedia("(prefers-reduced-motion: reduce)").matches</script>`})
	tab := browser.Open(t)
	tab.Go(srv.URL + "/")
	if said := tab.Text("#said"); said != "reduced true" {
		t.Errorf("the page's first script finds motion %s", said)
	}
}
