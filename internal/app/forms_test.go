package app

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/record"
	"fairlead/internal/testkit/corpus"
)

// naughty is the Big List of Naughty Strings, and some that tables and pages
// trip over. See SOURCE.txt in the corpus for where it comes from.
func naughty(t testing.TB) []string {
	t.Helper()
	var list []string
	if err := json.Unmarshal(corpus.Read(t, "input/blns.json"), &list); err != nil {
		t.Fatal(err)
	}
	return append(list, strings.Repeat("x", 300_000), "a\x00b", "\xff\xfe", "\n\nlines\r\nof\rtext\n", "  blanks  ", "=1+1", "'=1+1", "</textarea><script>alert(1)</script>")
}

// shown is a text as a page can hold it: what is not UTF-8 or cannot stand in
// HTML is replaced there, line ends are one kind, and blanks around it go.
func shown(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\uFFFD").Replace(text)
	return strings.TrimSpace(text)
}

// typed lists the fields of a type in which people write as they like.
func (v visitor) typed(t testing.TB, plural string) (names []string) {
	t.Helper()
	for _, typ := range v.desk.Dictionary().Types() {
		if typ.Plural != plural {
			continue
		}
		for _, f := range typ.Fields {
			if !f.System && (f.Kind.Name == "text" || f.Kind.Name == "markdown") && len(f.Options) == 0 {
				names = append(names, f.Name)
			}
		}
	}
	if len(names) == 0 {
		t.Fatalf("%s have no text", plural)
	}
	return names
}

// Whatever is typed into the free text of a form is either kept as it is or
// comes back in the form with a word on what is wrong. Each string is once in
// each field, when a record is made and when it is changed.
func TestNaughtyText(t *testing.T) {
	v, list := founder(t), naughty(t)
	for _, plural := range []string{"services", "decisions"} {
		t.Run(plural, func(t *testing.T) {
			kept, refused := 0, 0
			blank, names := fields(t, v.get(t, "/"+plural+"/new").body), v.typed(t, plural)
			for i := range list {
				got, at := v.submitTyped(t, "/"+plural+"/new", blank, names, list, i)
				if got.status != http.StatusSeeOther {
					refused++
					continue
				}
				kept++
				page := v.get(t, at+"/edit")
				v.compare(t, at, fields(t, page.body), names, list, i)
				if page := v.get(t, at); page.status != http.StatusOK || strings.Contains(page.body, "<script>alert") {
					t.Errorf("the page of %s answers %d, or has a script of a stranger", at, page.status)
				}
				if got, _ := v.submitTyped(t, at+"/edit", fields(t, page.body), names, list, i+len(names)); got.status == http.StatusSeeOther {
					v.compare(t, at, fields(t, v.get(t, at+"/edit").body), names, list, i+len(names))
				}
			}
			if kept < len(list)/2 {
				t.Errorf("%d of %d were taken", kept, kept+refused)
			}
			t.Logf("%d taken, %d refused", kept, refused)
		})
	}
}

// submitTyped sends a form with the strings from one on, a string a field, and
// holds a refusal to show each of them again.
func (v visitor) submitTyped(t *testing.T, path string, blank []control, names, list []string, from int) (reply, string) {
	t.Helper()
	form := valuesOf(blank)
	for j, name := range names {
		form.Set(name, list[(from+j)%len(list)])
	}
	got := v.post(t, path, form)
	switch got.status {
	case http.StatusSeeOther:
		return got, got.where
	case http.StatusUnprocessableEntity:
		again := valuesOf(fields(t, got.body))
		for _, name := range names {
			if want, is := shown(form.Get(name)), shown(again.Get(name)); is != want {
				t.Errorf("%s refuses and shows %.100q in %s, typed was %.100q", path, is, name, want)
			}
		}
		if !strings.Contains(got.body, `class="problem"`) && !strings.Contains(got.body, "callout bad") {
			t.Errorf("%s refuses %v without a word", path, form)
		}
	case http.StatusRequestEntityTooLarge:
	default:
		t.Errorf("%s answers %d to %.300v", path, got.status, form)
	}
	return got, ""
}

// compare holds that what was accepted reads back the same.
func (v visitor) compare(t *testing.T, at string, page []control, names, list []string, from int) {
	t.Helper()
	is := valuesOf(page)
	for j, name := range names {
		if want := shown(list[(from+j)%len(list)]); shown(is.Get(name)) != want {
			t.Errorf("%s: %s is %.100q, accepted was %.100q", at, name, is.Get(name), want)
		}
	}
}

// A string in every control at once, also where dates, amounts and records are
// picked, comes back in the form that refuses it.
func TestNaughtyEverywhere(t *testing.T) {
	v := founder(t)
	for _, plural := range []string{"contracts", "assets", "custom_fields"} {
		blank := fields(t, v.get(t, "/"+plural+"/new").body)
		for _, text := range naughty(t) {
			form := valuesOf(blank)
			for _, c := range blank {
				if c.name != "field" && c.name != "version" {
					form.Set(c.name, text)
				}
			}
			got := v.post(t, "/"+plural+"/new", form)
			if got.status != http.StatusUnprocessableEntity && got.status != http.StatusRequestEntityTooLarge && got.status != http.StatusSeeOther {
				t.Errorf("%s with %.100q: %d", plural, text, got.status)
			}
			if strings.Contains(got.body, "<script>alert") {
				t.Errorf("%s shows %.100q as it is", plural, text)
			}
		}
	}
}

// What is typed into searches, filters, orders and names of views never breaks
// a page, and never becomes part of it.
func TestNaughtySearches(t *testing.T) {
	v := founder(t)
	for _, text := range naughty(t) {
		if len(text) > 2000 {
			continue // longer than an address may be
		}
		q := url.QueryEscape(text)
		for _, path := range []string{"/search?q=" + q, "/vendors?filter=" + q, "/vendors?filter=name+%3D+" + q, "/vendors?order=" + q, "/vendors?view=" + q + "&after=" + q, "/suggest?type=" + q + "&q=" + q, "/vendors/new?name=" + q} {
			if got := v.get(t, path); strings.Contains(got.body, "<script>alert") || strings.Contains(got.body, "onerror=alert") && !strings.Contains(got.body, "&lt;") && !strings.Contains(got.body, "&#34;") {
				t.Errorf("%.100q is in the page as it is", path)
			}
		}
	}
}

// Addresses that name nothing say so.
func TestWrongAddresses(t *testing.T) {
	v := founder(t)
	made := v.post(t, "/vendors/new", url.Values{"field": {"name"}, "name": {"Acora"}}).where
	foreign := record.NewID(v.desk.Now()).String()
	for _, key := range []string{"VEN-9999", "CON-0001", "0", "-1", "VEN-99999999999999999999", foreign, "x", "%00", "%FF", "..%2f..%2fetc", strings.Repeat("9", 5000), "'%20OR%201=1"} {
		for _, rest := range []string{"", "/edit", "/step/nothing"} {
			if got := v.get(t, "/vendors/"+key+rest); got.status != http.StatusNotFound {
				t.Errorf("/vendors/%.40s%s: %d", key, rest, got.status)
			}
		}
		for _, rest := range []string{"/edit", "/archive", "/comments", "/step/nothing", "/vote/x"} {
			if got := v.post(t, "/vendors/"+key+rest, url.Values{"version": {"1"}, "text": {"x"}}); got.status < 400 {
				t.Errorf("POST /vendors/%.40s%s: %d", key, rest, got.status)
			}
		}
	}
	for path, want := range map[string]int{made + "/edit": 405, made + "/archive": 405, "/search": 405, "/vendors/new": 405, "/nothing/here": 404} {
		if got := v.do(t, "DELETE", path, ""); got.status != want {
			t.Errorf("DELETE %s: %d, want %d", path, got.status, want)
		}
	}
	for name, form := range map[string]url.Values{
		"another type": {"vendor": {strings.TrimPrefix(made, "/vendors/")}, "owner": {foreign}, "owner.text": {"Somebody"}},
		"no such id":   {"vendor": {foreign}, "vendor.text": {"Acora"}},
		"no id":        {"vendor": {"\x00"}, "vendor.text": {"\x00"}},
	} {
		form["field"], form["name"] = []string{"name", "vendor", "owner"}, []string{"A contract"}
		if got := v.post(t, "/contracts/new", form); got.status != http.StatusUnprocessableEntity {
			t.Errorf("a contract of %s: %d to %s", name, got.status, got.where)
		}
	}
}

// Fields that are not the visitor's to write are left alone, and of repeated
// ones the first counts.
func TestUnknownAndRepeatedFields(t *testing.T) {
	v := founder(t)
	form := url.Values{
		"field": {"name", "name", "nothing", "id", "number", "version", "created", "archived", "state", "source", "external_id"},
		"name":  {"First", "Second"}, "id": {"1"}, "number": {"77"}, "created": {"2001-01-01"}, "archived": {"true"}, "state": {"gone"}, "source": {"x"}, "external_id": {"y"}, "nothing": {"x"},
	}
	made := v.post(t, "/vendors/new", form)
	if made.status != http.StatusSeeOther || made.where != "/vendors/VEN-0001" {
		t.Fatalf("%d to %s", made.status, made.where)
	}
	if got := valuesOf(fields(t, v.get(t, made.where+"/edit").body)).Get("name"); got != "First" {
		t.Errorf("its name is %q", got)
	}
	var stored map[string]any
	if err := json.Unmarshal([]byte(v.get(t, "/api/v1/vendors/VEN-0001").body), &stored); err != nil {
		t.Fatal(err)
	}
	if stored["archived"] == true || stored["source"] != nil || stored["external_id"] != nil || stored["created"] == "2001-01-01" {
		t.Errorf("stored is %v", stored)
	}
}

// Who saves a form that was opened before somebody else's change is told so;
// neither their text nor the other's is lost.
func TestEditedMeanwhile(t *testing.T) {
	v := founder(t)
	at := v.post(t, "/vendors/new", url.Values{"field": {"name"}, "name": {"Acora"}}).where
	open := valuesOf(fields(t, v.get(t, at+"/edit").body))
	theirs, mine := mapsClone(open), mapsClone(open)
	theirs.Set("name", "Acora of theirs")
	mine.Set("name", "Acora of mine")
	if got := v.post(t, at+"/edit", theirs); got.status != http.StatusSeeOther {
		t.Fatalf("theirs: %d", got.status)
	}
	got := v.post(t, at+"/edit", mine)
	if got.status == http.StatusSeeOther || valuesOf(fields(t, got.body)).Get("name") != "Acora of mine" {
		t.Errorf("mine: %d, and the form says %q", got.status, valuesOf(fields(t, got.body)).Get("name"))
	}
	if is := valuesOf(fields(t, v.get(t, at+"/edit").body)).Get("name"); is != "Acora of theirs" {
		t.Errorf("stored is %q", is)
	}
	for _, version := range []string{"0", "-1", "99", "x", "99999999999999999999999"} {
		mine.Set("version", version)
		if got := v.post(t, at+"/edit", mine); got.status == http.StatusSeeOther && version != "x" && len(version) < 20 {
			t.Errorf("version %s: saved", version)
		}
	}
}

func mapsClone(form url.Values) url.Values {
	out := url.Values{}
	for name, list := range form {
		out[name] = slices.Clone(list)
	}
	return out
}

// Requests from other sites change nothing.
func TestOtherSites(t *testing.T) {
	v := founder(t)
	const form = "application/x-www-form-urlencoded"
	for _, header := range [][]string{
		{"Origin", "https://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"},
		{"Origin", "http://127.0.0.1:1"}, {"Origin", v.url + ".evil.example"}, {"Origin", "\x80"},
	} {
		for _, path := range []string{"/vendors/new", "/sign-out", "/me/tokens", "/imports/new", "/sign-in", "/theme"} {
			if got := v.do(t, "POST", path, "field=name&name=Evil", append([]string{"Content-Type", form}, header...)...); got.status != http.StatusForbidden {
				t.Errorf("POST %s with %q: %d", path, header, got.status)
			}
		}
		if got := v.do(t, "POST", "/api/v1/vendors", `{"name":"Evil"}`, append([]string{"Content-Type", "application/json"}, header...)...); got.status != http.StatusForbidden {
			t.Errorf("the API with %q: %d", header, got.status)
		}
	}
	if got := v.do(t, "POST", "/vendors/new", "field=name&name=Own", "Content-Type", form, "Origin", v.url, "Sec-Fetch-Site", "same-origin"); got.where != "/vendors/VEN-0001" {
		t.Errorf("from our own page: %d to %s", got.status, got.where)
	}
	stranger := visitor{v.world, ""}
	if got := stranger.post(t, "/vendors/new", url.Values{"field": {"name"}, "name": {"Evil"}}); got.where != "/sign-in" {
		t.Errorf("without a session: %d to %s", got.status, got.where)
	}
}

// After signing in one stays on this site.
func TestNextStaysHere(t *testing.T) {
	v := founder(t)
	stranger := visitor{v.world, ""}
	for _, next := range []string{
		"https://evil.example", "//evil.example", `/\evil.example`, "/\t/evil.example", "\t//evil.example", "/\n/evil.example", "/\r\\evil.example",
		"javascript:alert(1)", "http:evil.example", `\\evil.example`, "/%09/evil.example", "evil.example", "///evil.example", "/./\\evil.example", "/..//evil.example", "",
	} {
		got := stranger.post(t, "/sign-in", url.Values{"login": {"ada@holm.example"}, "password": {founderPassword}, "next": {next}})
		if got.status != http.StatusSeeOther || !staysHere(got.where) {
			t.Errorf("next %q leads to %q with %d", next, got.where, got.status)
		}
	}
	if got := stranger.post(t, "/sign-in", url.Values{"login": {"ada@holm.example"}, "password": {founderPassword}, "next": {"/vendors?view=mine"}}); got.where != "/vendors?view=mine" {
		t.Errorf("a page of ours is forgotten: %q", got.where)
	}
}

// staysHere reads an address as browsers do: they leave out tabs and line ends
// and take a backslash for a slash. https://url.spec.whatwg.org/#concept-basic-url-parser
func staysHere(where string) bool {
	where = strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/").Replace(strings.TrimSpace(where))
	return strings.HasPrefix(where, "/") && !strings.HasPrefix(where, "//")
}

// Bodies that are too large, cut off or no form are refused, and nothing is
// saved of them.
func TestBrokenBodies(t *testing.T) {
	v := founder(t)
	const form, multi = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
	at := v.post(t, "/vendors/new", url.Values{"field": {"name"}, "name": {"Acora"}}).where
	for _, c := range []struct {
		path, kind, body string
		want             []int
	}{
		{"/vendors/new", form, "field=name&name=" + strings.Repeat("x", 2<<20), []int{413}},
		{at + "/comments", form, "text=" + strings.Repeat("x", 2<<20), []int{413}},
		{"/vendors/new", form, "%zz=1&field=name&name=%", []int{422}},
		{"/vendors/new", "text/plain", "field=name&name=x", []int{422}},
		{"/vendors/new", "nonsense/;;;", "field=name&name=x", []int{422}},
		{"/vendors/new", "application/json", `{"name":"x"}`, []int{422}},
		{"/vendors/new", form, "", []int{422}},
		{at + "/attachments", multi, "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut", []int{422}},
		{at + "/attachments", multi, "", []int{422}},
		{at + "/attachments", "multipart/form-data", "x", []int{422}},
		{at + "/attachments", form, "file=x", []int{422}},
		{"/vendors/bulk", form, "do=nothing&selected=x&selected=" + strings.Repeat("y", 1000), []int{422, 404, 303, 200}},
		{"/me/tokens", form, "name=" + strings.Repeat("x", 100_000), []int{422}},
	} {
		if got := v.do(t, "POST", c.path, c.body, "Content-Type", c.kind); !slices.Contains(c.want, got.status) {
			t.Errorf("POST %s as %s of %.40q: %d, want %d", c.path, c.kind, c.body, got.status, c.want)
		}
	}
	if got := v.get(t, "/vendors/VEN-0002"); got.status != http.StatusNotFound {
		t.Errorf("something was saved of a broken body: %d", got.status)
	}
	if got := v.get(t, at); strings.Contains(got.body, "cut") && strings.Contains(got.body, "attachment") && strings.Contains(got.body, "3 bytes") {
		t.Error("a file that was cut off is attached")
	}
}
