package ui_test

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fairlead/internal/web/ui"
)

func TestURL(t *testing.T) {
	same := []string{
		"/contracts", "/contracts?filter=a%20b#top", "contracts/1", "./x", "../x", "?page=2", "#main",
		"https://example.com/a?b=c", "HTTP://example.com", "mailto:ingrid@example.com", "tel:+4755000000", "/søk",
	}
	for _, raw := range same {
		if got := ui.URL(raw); got != raw {
			t.Errorf("URL(%q) = %q, want it as it is", raw, got)
		}
	}
	if got := ui.URL("  /trimmed "); got != "/trimmed" {
		t.Errorf("URL trims to %q", got)
	}
	for _, raw := range []string{
		"", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)",
		"data:text/html,x", "vbscript:x", "file:///etc/passwd", "ftp://example.com", "blob:x", "about:blank", "view-source:x", "CON:42",
		"//", "//example.com", "///example.com", `\\example.com`, `/\example.com`, "https:example.com", "https:///x", "http:", "https:\\example.com",
		"mailto://example.com", "tel:", "%zz", "http://[::1",
	} {
		if got := ui.URL(raw); got != ui.UnsafeURL {
			t.Errorf("URL(%q) = %q, want it refused", raw, got)
		}
	}
}

// asBrowser reads an address as the URL standard says browsers do: without tabs,
// line ends and surrounding control characters, with backslashes as slashes.
func asBrowser(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
	return strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/").Replace(s)
}

var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

func FuzzURL(f *testing.F) {
	for _, seed := range []string{"/a", "javascript:x", "java\tscript:x", "//h", `/\h`, "https://h/p", "mailto:a@b", "\u00a0javascript:x", "http:/h"} {
		f.Add(seed)
	}
	allowed := map[string]bool{"": true, "http:": true, "https:": true, "mailto:": true, "tel:": true}
	f.Fuzz(func(t *testing.T, raw string) {
		got := ui.URL(raw)
		seen := asBrowser(got)
		if !allowed[strings.ToLower(scheme.FindString(seen))] {
			t.Fatalf("URL(%q) = %q has another scheme", raw, got)
		}
		if strings.HasPrefix(seen, "//") {
			t.Fatalf("URL(%q) = %q leads to another host without saying so", raw, got)
		}
		if _, err := url.Parse(got); err != nil {
			t.Fatalf("URL(%q) = %q cannot be read: %v", raw, got, err)
		}
		if again := ui.URL(got); again != got {
			t.Fatalf("URL(URL(%q)) = %q, not %q", raw, again, got)
		}
	})
}

// Text is always escaped: nothing in this package writes raw markup, and no
// address reaches an attribute past the guard.
func TestNoRawMarkup(t *testing.T) {
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	raw := regexp.MustCompile(`g\.Rawf?\(|h\.StyleAttr\(|h\.Style\(`)
	address := regexp.MustCompile(`h\.(Href|Action|FormAction|Src)\(([^)"]*)`)
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if m := raw.Find(b); m != nil {
			t.Errorf("%s uses %s", name, m)
		}
		for _, m := range address.FindAllSubmatch(b, -1) {
			arg := string(m[2])
			if arg != "" && !strings.HasPrefix(arg, "URL(") && !strings.HasPrefix(arg, "AssetURL(") && arg != "SearchPath" && arg != "ThemePath" {
				t.Errorf("%s: %s: the address is not guarded", name, m[0])
			}
		}
	}
}
