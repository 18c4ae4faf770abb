package tabular

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ours and theirs write XML as a list of events, by the scanner and by
// encoding/xml.
func ours(text string) (events []string, ok bool) {
	x := newXMLScanner(strings.NewReader(text), 1<<20)
	for {
		event, err := x.next()
		switch {
		case errors.Is(err, io.EOF):
			return events, true
		case err != nil:
			return events, false
		case event == xmlStart:
			events = append(events, fmt.Sprintf("<%s a=%s", x.name, x.attr("a")))
		case event == xmlEnd:
			events = append(events, fmt.Sprintf("</%s", x.name))
		default:
			events = addText(events, string(x.text))
		}
	}
}

func theirs(text string) (events []string, ok bool) {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		switch t := token.(type) {
		case xml.StartElement:
			value := ""
			for _, a := range t.Attr {
				if a.Name.Local == "a" && a.Name.Space != "xmlns" && value == "" {
					value = a.Value
				}
			}
			events = append(events, fmt.Sprintf("<%s a=%s", t.Name.Local, value))
		case xml.EndElement:
			events = append(events, "</"+t.Name.Local)
		case xml.CharData:
			events = addText(events, string(t))
		case xml.Directive:
			return events, false // refused by ours
		}
		if err != nil {
			last := meaningful(events)
			cutOff := len(last) > 0 && strings.HasPrefix(last[len(last)-1], "\"")
			return events, errors.Is(err, io.EOF) && !cutOff // ours takes text at the end for a file cut off
		}
	}
}

// addText joins neighbouring texts, which the two cut differently, and drops
// blanks outside of all elements, which mean nothing.
func addText(events []string, text string) []string {
	if n := len(events); n > 0 && strings.HasPrefix(events[n-1], "\"") {
		events[n-1] += text
		return events
	}
	return append(events, "\""+text)
}

func meaningful(events []string) []string {
	var out []string
	for _, e := range events {
		if !strings.HasPrefix(e, "\"") || strings.TrimSpace(e[1:]) != "" {
			out = append(out, e)
		}
	}
	return out
}

var xmlSeeds = []string{
	"<a/>", "<x:c a='1' xmlns:a=\"2\">t</x:c>", "<c a=\"&lt;&#65;&#x42;&amp;\">&gt;<![CDATA[<b>]]]]>x</c>", "<!-- - -- --><?pi ?><c/>", "<c a=\">\">\r\n\r</c>",
	"<a b = 'c'\n a\t=\"x\"  >  </a >", "<!--->--><c/>", "<c>&nope;</c>", "<c", "<c a='", "<![CDATA[x", "<c>x", "x<c/>", "<!DOCTYPE a>", "<c>]]></c>", "<c a=x/>",
}

func TestXMLScannerAgainstEncodingXML(t *testing.T) {
	for _, text := range xmlSeeds {
		want, ok := theirs(text)
		got, gotOK := ours(text)
		if ok && !gotOK {
			t.Errorf("%q: refused", text)
		}
		if ok && gotOK {
			if diff := cmp.Diff(meaningful(want), meaningful(got)); diff != "" {
				t.Errorf("%q: %s", text, diff)
			}
		}
	}
}

// FuzzXMLScanner: what encoding/xml reads, the scanner reads alike. It need not
// refuse all that encoding/xml refuses.
func FuzzXMLScanner(f *testing.F) {
	for _, seed := range xmlSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, ok := theirs(text)
		got, gotOK := ours(text)
		if !ok {
			return
		}
		if !gotOK {
			t.Fatalf("%q: refused", text)
		}
		if diff := cmp.Diff(meaningful(want), meaningful(got)); diff != "" {
			t.Fatalf("%q: %s", text, diff)
		}
	})
}

func TestXMLTokenLimit(t *testing.T) {
	for _, text := range []string{"<c>" + strings.Repeat("x", 1<<20) + "</c>", "<c a=\"" + strings.Repeat("x", 1<<20) + "\"/>", "<c><![CDATA[" + strings.Repeat("x", 1<<20) + "]]></c>"} {
		x := newXMLScanner(strings.NewReader(text), 1<<16)
		var err error
		for err == nil {
			_, err = x.next()
		}
		if !errors.Is(err, errTokenTooLong) {
			t.Errorf("got %v", err)
		}
	}
	x := newXMLScanner(bytes.NewReader([]byte("<!--"+strings.Repeat("x", 1<<20)+"--><c/>")), 1<<10)
	if event, err := x.next(); err != nil || event != xmlStart {
		t.Errorf("a long comment: %v", err)
	}
}
