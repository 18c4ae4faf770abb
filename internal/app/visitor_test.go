package app

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// visitor asks the running server without a browser, as somebody signed in.
type visitor struct {
	*world
	secret string
}

// reply is what the server answered.
type reply struct {
	status int
	where  string // of a redirect
	body   string
}

const founderPassword = "a long enough password"

// founder is the first account of an empty database: it may do everything.
func founder(t testing.TB) visitor {
	t.Helper()
	w, err := newWorld(false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Stop(); err != nil {
			t.Error(err)
		}
	})
	if err := w.Door.CreateFirst(t.Context(), "Ada Holm", "ada@holm.example", founderPassword); err != nil {
		t.Fatal(err)
	}
	secret, err := w.Door.SignIn(t.Context(), "ada@holm.example", founderPassword, "test", "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	return visitor{w, secret}
}

func (v visitor) do(t testing.TB, method, path, body string, header ...string) reply {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, v.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if v.secret != "" {
		r.AddCookie(&http.Cookie{Name: "fairlead_session", Value: v.secret})
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode >= 500 {
		t.Errorf("%s %.200q with %.300q: %d", method, path, body, res.StatusCode)
	}
	return reply{res.StatusCode, res.Header.Get("Location"), string(text)}
}

func (v visitor) get(t testing.TB, path string) reply {
	t.Helper()
	return v.do(t, "GET", path, "")
}

func (v visitor) post(t testing.TB, path string, form url.Values) reply {
	t.Helper()
	return v.do(t, "POST", path, form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
}

// control is a field of a form as a browser would send it.
type control struct {
	name, value string
	kind        string // the tag, or the type of an input
}

// fields lists the controls of the form for a record on a page, without buttons.
func fields(t testing.TB, page string) (list []control) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Data != "form" || attr(n, "id") != "record" {
			continue
		}
		for f := range n.Descendants() {
			c := control{name: attr(f, "name"), kind: f.Data}
			switch {
			case f.Type != html.ElementNode || c.name == "":
				continue
			case f.Data == "textarea":
				c.value = text(f)
			case f.Data == "select":
				c.value = selected(f)
			case f.Data == "input":
				c.value, c.kind = attr(f, "value"), attr(f, "type")
			default:
				continue
			}
			if c.kind != "checkbox" && c.kind != "radio" {
				list = append(list, c)
			}
		}
	}
	if len(list) == 0 {
		t.Fatalf("no form for a record: %.500s", page)
	}
	return list
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func selected(list *html.Node) string {
	for o := range list.Descendants() {
		for _, a := range o.Attr {
			if a.Key == "selected" {
				return attr(o, "value")
			}
		}
	}
	return ""
}

// valuesOf are the controls of a form as they stand.
func valuesOf(list []control) url.Values {
	form := url.Values{}
	for _, c := range list {
		form.Add(c.name, c.value)
	}
	return form
}
