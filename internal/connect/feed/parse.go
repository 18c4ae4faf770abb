// Package feed reads news in RSS and Atom from the web into trends.
package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// The most that is kept: of entries of a feed, and of the texts of one.
const (
	maxEntries = 200
	maxTitle   = 300
	maxSummary = 2000
)

// Entry is one piece of news.
type Entry struct {
	Key     string // by which the feed tells it from others; never empty
	Title   string // never empty
	Summary string // plain text
	Link    string // http or https; empty where there is none
	On      record.Date
}

// node is any element: the forms of feeds differ more than their meaning.
type node struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Inner    string     `xml:",innerxml"`
	Children []node     `xml:",any"`
}

// Parse reads a feed: RSS 0.9 to 2.0, RSS 1.0 (RDF) or Atom 1.0. Entries without a
// title are left out, as are those beyond the first 200. The fault is Invalid
// where the content is no feed.
func Parse(content []byte) ([]Entry, error) {
	d := xml.NewDecoder(bytes.NewReader(content))
	d.Strict, d.Entity, d.CharsetReader = false, xml.HTMLEntity, reader
	var root node
	if err := d.Decode(&root); err != nil {
		return nil, fault.Because(err, fault.Invalid, "What the address gives is no feed: it cannot be read as XML.")
	}
	var items []node
	switch name := root.XMLName.Local; name {
	case "rss", "RDF":
		items = append(root.all("item"), root.child("channel").all("item")...)
	case "feed":
		items = root.all("entry")
	default:
		return nil, fault.New(fault.Invalid, "What the address gives is no feed in RSS or Atom, but “%s”.", short(name, 40))
	}
	var entries []Entry
	seen := map[string]bool{}
	for _, item := range items[:min(len(items), maxEntries)] {
		if e, ok := item.entry(); ok && !seen[e.Key] {
			seen[e.Key] = true
			entries = append(entries, e)
		}
	}
	return entries, nil
}

// reader decodes the encodings that feeds use beside UTF-8.
func reader(name string, input io.Reader) (io.Reader, error) {
	switch strings.ToLower(name) {
	case "utf-8", "us-ascii", "":
		return input, nil
	case "iso-8859-1", "latin1", "windows-1252":
		return charmap.Windows1252.NewDecoder().Reader(input), nil
	case "iso-8859-15":
		return charmap.ISO8859_15.NewDecoder().Reader(input), nil
	case "iso-8859-2", "latin2":
		return charmap.ISO8859_2.NewDecoder().Reader(input), nil
	case "windows-1250":
		return charmap.Windows1250.NewDecoder().Reader(input), nil
	}
	return nil, errors.New("unknown encoding")
}

func (n *node) all(name string) []node {
	var found []node
	for _, c := range n.Children {
		if c.XMLName.Local == name {
			found = append(found, c)
		}
	}
	return found
}

func (n *node) child(name string) *node {
	for i := range n.Children {
		if n.Children[i].XMLName.Local == name {
			return &n.Children[i]
		}
	}
	return &node{}
}

func (n *node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// text is the words of an element, whether it holds text, escaped HTML or XHTML.
func (n *node) text() string {
	if n.attr("type") == "xhtml" {
		return plain(n.Inner)
	}
	return plain(n.Text)
}

func (n *node) entry() (Entry, bool) {
	e := Entry{
		Title: short(n.child("title").text(), maxTitle), Link: n.link(),
		Summary: short(cmp.Or(n.child("description").text(), n.child("summary").text(), n.child("content").text(), n.child("encoded").text()), maxSummary),
	}
	for _, name := range []string{"pubDate", "published", "date", "updated"} {
		if on := day(n.child(name).Text); on.Known() {
			e.On = on
			break
		}
	}
	e.Key = short(strings.TrimSpace(cmp.Or(n.child("guid").Text, n.child("id").Text, n.attr("about"), e.Link, e.Title)), maxTitle)
	return e, e.Title != "" && e.Key != ""
}

// link is the address of the page behind an entry.
func (n *node) link() string {
	for _, l := range n.all("link") {
		if rel := l.attr("rel"); rel != "" && rel != "alternate" {
			continue
		}
		address := strings.TrimSpace(cmp.Or(l.attr("href"), l.Text))
		if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && len(address) <= maxSummary && utf8.ValidString(address) {
			return address
		}
	}
	return ""
}

var (
	dropped = regexp.MustCompile(`(?is)<(script|style)\b.*?</(script|style)\s*>|<!--.*?-->`)
	tags    = regexp.MustCompile(`(?s)<[^>]*>`)
)

// plain is the words of a text with markup in it. What remains is shown as text,
// never as markup.
func plain(text string) string {
	text = tags.ReplaceAllString(dropped.ReplaceAllString(text, " "), " ")
	text = strings.ToValidUTF8(html.UnescapeString(text), "")
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || r == '\u00a0' || r == '\u007f' }), " ")
}

// short cuts a text at a rune, with an ellipsis.
func short(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most-len("…")], "") + "…"
}

// layouts are how feeds write moments: RFC 822 with its usual departures, and
// RFC 3339.
var layouts = []string{
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST",
	"Mon, 2 Jan 2006 15:04 -0700", "Mon, 2 Jan 2006", time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", time.DateOnly,
}

func day(text string) record.Date {
	text = strings.TrimSpace(text)
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil && t.Year() >= 1990 && t.Year() < 2100 {
			return record.DateOf(t.UTC())
		}
	}
	return record.Date{}
}
