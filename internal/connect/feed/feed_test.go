package feed_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/connect/feed"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"

	"github.com/google/go-cmp/cmp"
)

// The Atom feed is the brief example of RFC 4287, 1.1; the RSS feeds have the
// form of the examples in the specifications of RSS 2.0 and RSS 1.0.
const atom = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Example Feed</title><link href="http://example.org/"/><updated>2003-12-13T18:30:02Z</updated>
  <author><name>John Doe</name></author><id>urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6</id>
  <entry>
    <title>Atom-Powered Robots Run Amok</title>
    <link rel="edit" href="http://example.org/edit"/><link href="http://example.org/2003/12/13/atom03"/>
    <id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id><updated>2003-12-13T18:30:02Z</updated>
    <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Some <b>text</b>.</div></summary>
  </entry>
</feed>`

const rss2 = `<rss version="2.0"><channel><title>Liftoff News</title><link>http://liftoff.example/</link>
<item><title>Star &amp; City</title><link>http://liftoff.example/2003/news.asp</link>
<description>How do &lt;b&gt;Americans&lt;/b&gt; get ready?&lt;script&gt;alert(1)&lt;/script&gt;&amp;nbsp;So.</description>
<pubDate>Tue, 03 Jun 2003 09:39:21 GMT</pubDate><guid>http://liftoff.example/2003/06/03.html#item573</guid></item>
<item><title>Twice</title><guid>http://liftoff.example/2003/06/03.html#item573</guid></item>
<item><description>No title</description></item>
<item><title>Bad link</title><link>javascript:alert(1)</link></item></channel></rss>`

const rss1 = `<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://xml.example/rss"><title>XML</title></channel>
<item rdf:about="http://xml.example/1"><title>Caf` + "\xe9" + `</title><link>http://xml.example/1</link><dc:date>2000-12-01</dc:date></item></rdf:RDF>`

func TestParse(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    []feed.Entry
	}{
		"atom": {atom, []feed.Entry{{Key: "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", Title: "Atom-Powered Robots Run Amok", Summary: "Some text .", Link: "http://example.org/2003/12/13/atom03", On: record.Day(2003, 12, 13)}}},
		"rss 2": {rss2, []feed.Entry{
			{Key: "http://liftoff.example/2003/06/03.html#item573", Title: "Star & City", Summary: "How do Americans get ready? So.", Link: "http://liftoff.example/2003/news.asp", On: record.Day(2003, 6, 3)},
			{Key: "Bad link", Title: "Bad link"},
		}},
		"rss 1": {rss1, []feed.Entry{{Key: "http://xml.example/1", Title: "Café", Link: "http://xml.example/1", On: record.Day(2000, 12, 1)}}},
		"empty": {"<rss/>", nil},
	} {
		got, err := feed.Parse([]byte(c.content))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for _, content := range []string{"", "hello", "<html><body>No feed</body></html>", "<rss", `<?xml version="1.0" encoding="klingon"?><rss/>`} {
		if _, err := feed.Parse([]byte(content)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", content, err)
		}
	}
}

// Whatever a server sends, what comes out is short, plain and safe to link to.
func FuzzParse(f *testing.F) {
	for _, content := range []string{atom, rss2, rss1, "<feed><entry><title>&#x1F600;</title><link href='https://a'/></entry></feed>", "<rss><item><title>a</title><title/></item></rss>"} {
		f.Add([]byte(content))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		entries, err := feed.Parse(content)
		if err != nil && fault.KindOf(err) != fault.Invalid || len(entries) > 200 {
			t.Fatalf("%d entries, %v", len(entries), err)
		}
		for _, e := range entries {
			if e.Title == "" || e.Key == "" || len(e.Title) > 300 || len(e.Key) > 300 || len(e.Summary) > 2000 {
				t.Errorf("%+v", e)
			}
			for _, text := range []string{e.Title, e.Key, e.Summary, e.Link} {
				if !utf8.ValidString(text) {
					t.Errorf("%q is no text", text)
				}
			}
			if u, err := url.Parse(e.Link); e.Link != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https") {
				t.Errorf("link %q", e.Link)
			}
		}
	})
}

// web is what the addresses give.
type web map[string]string

func (w web) Get(_ context.Context, address string) ([]byte, error) {
	if content, ok := w[address]; ok {
		return []byte(content), nil
	}
	return nil, fault.New(fault.Unavailable, "It does not answer.")
}

func TestRead(t *testing.T) {
	d := desktest.Open(t)
	put := func(name, state, words string) *catalog.Feed {
		f := &catalog.Feed{Name: name, Address: record.Link("https://" + name + ".example/"), Words: words}
		f.State = state
		desktest.Save(t, d, f)
		return f
	}
	put("news", "read", "robots, ships")
	put("ports", "read", "cranes")
	put("broken", "read", "")
	put("away", "read", "")
	put("paused", "paused", "")
	w := web{"https://news.example/": atom, "https://ports.example/": atom, "https://broken.example/": "<html/>", "https://paused.example/": atom}
	progress := func(int, int) error { return nil }
	got, err := feed.Read(t.Context(), d, w, progress)
	if err != nil || got != (feed.Found{Feeds: 4, Failed: 2, Trends: 1}) {
		t.Fatalf("%+v, %v", got, err)
	}
	s, err := d.For(access.Program()).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	for trend := range record.Each[catalog.Trend](s) {
		if trend.Name != "Atom-Powered Robots Run Amok" || trend.State != "noticed" || !trend.Feed.Known() || trend.Summary != `Some text .` {
			t.Errorf("trend %+v", trend)
		}
	}
	var told []string
	for f := range record.Each[catalog.Feed](s) {
		told = append(told, fmt.Sprintf("%s %v %s", f.Name, f.ReadAt.Known(), f.Problem))
	}
	slices.Sort(told)
	want := "away true It does not answer.|broken true What the address gives is no feed in RSS or Atom, but “html”.|news true |paused false |ports true "
	if diff := cmp.Diff(want, strings.Join(told, "|")); diff != "" {
		t.Errorf("feeds (-want +got):\n%s", diff)
	}
	// All were read just now, so nothing is due; and what is there is not read twice.
	if got, err := feed.Read(t.Context(), d, w, progress); err != nil || got != (feed.Found{}) {
		t.Errorf("at once again: %+v, %v", got, err)
	}
	for f := range record.Each[catalog.Feed](s) {
		f := record.TypeFor[catalog.Feed](s).Clone(f).(*catalog.Feed)
		f.ReadAt = record.Instant{}
		desktest.Save(t, d, f)
	}
	if got, err := feed.Read(t.Context(), d, w, progress); err != nil || got.Trends != 0 {
		t.Errorf("a day later: %+v, %v", got, err)
	}
}
