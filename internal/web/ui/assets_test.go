package ui_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fairlead/internal/web/ui"
)

func fetch(t *testing.T, address string, header http.Header) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header = header
	w := httptest.NewRecorder()
	ui.Assets().ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var assetNames = map[string]string{
	"app.css":     "text/css; charset=utf-8",
	"app.js":      "text/javascript; charset=utf-8",
	"try.js":      "text/javascript; charset=utf-8",
	"map.css":     "text/css; charset=utf-8",
	"map.js":      "text/javascript; charset=utf-8",
	"inter.woff2": "font/woff2",
	"icons.svg":   "image/svg+xml",
	"favicon.svg": "image/svg+xml",
}

func TestAssets(t *testing.T) {
	hashed := regexp.MustCompile(`^/static/[a-z]+-[0-9a-f]{12}\.[a-z0-9]+$`)
	for name, kind := range assetNames {
		t.Run(name, func(t *testing.T) {
			address := ui.AssetURL(name)
			if !hashed.MatchString(address) {
				t.Fatalf("address %q carries no hash", address)
			}
			plain := fetch(t, address, nil)
			packed := fetch(t, address, http.Header{"Accept-Encoding": {"br, gzip"}})
			for _, r := range []*http.Response{plain, packed} {
				if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != kind {
					t.Errorf("status %d, type %q", r.StatusCode, r.Header.Get("Content-Type"))
				}
				if got := r.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
					t.Errorf("Cache-Control %q", got)
				}
				if r.Header.Get("Vary") != "Accept-Encoding" || r.Header.Get("X-Content-Type-Options") != "nosniff" {
					t.Errorf("headers %v", r.Header)
				}
			}
			unpacked, err := gzip.NewReader(packed.Body)
			if err != nil {
				t.Fatalf("gzip was accepted and not sent: %v", err)
			}
			if body(t, unpacked) != body(t, plain.Body) {
				t.Error("the packed content is another one")
			}
			if plain.Header.Get("ETag") == packed.Header.Get("ETag") {
				t.Error("two encodings with one ETag")
			}
		})
	}
}

func TestAssetsKnowsWhatTheBrowserHas(t *testing.T) {
	address := ui.AssetURL("app.css")
	tag := fetch(t, address, nil).Header.Get("ETag")
	if got := fetch(t, address, http.Header{"If-None-Match": {tag}}).StatusCode; got != http.StatusNotModified {
		t.Errorf("status %d, want 304", got)
	}
}

func TestAssetsUnknown(t *testing.T) {
	for _, address := range []string{"/static/", "/static/app.css", "/static/app-000000000000.css", "/static/../go.mod", "/static/js/form.js"} {
		r := fetch(t, address, nil)
		if r.StatusCode != http.StatusNotFound || strings.Contains(r.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: status %d, Cache-Control %q", address, r.StatusCode, r.Header.Get("Cache-Control"))
		}
	}
	if got := ui.AssetURL("nothing.css"); got != "" {
		t.Errorf("address %q for an unknown asset", got)
	}
}

func TestAssetsEncoding(t *testing.T) {
	for accept, want := range map[string]string{
		"": "", "gzip": "gzip", "GZIP": "gzip", "deflate, gzip;q=0.5": "gzip", "gzip;q=0": "", "gzip; q=0.0, br": "", "xgzip": "", "br": "",
	} {
		r := fetch(t, ui.AssetURL("app.js"), http.Header{"Accept-Encoding": {accept}})
		if got := r.Header.Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: sent %q, want %q", accept, got, want)
		}
	}
}

// What a first visit costs, before compression.
func TestAssetSizes(t *testing.T) {
	for name, most := range map[string]int{"app.css": 34_000, "app.js": 20_000, "try.js": 3_000, "map.css": 6_000, "map.js": 10_000, "inter.woff2": 32_000, "icons.svg": 16_000} {
		if n := len(body(t, fetch(t, ui.AssetURL(name), nil).Body)); n > most {
			t.Errorf("%s has %d bytes, more than %d", name, n, most)
		}
	}
}

func TestStyleSheetIsWhole(t *testing.T) {
	css := body(t, fetch(t, ui.AssetURL("app.css"), nil).Body)
	if a, b := strings.Count(css, "{"), strings.Count(css, "}"); a != b {
		t.Errorf("%d opening braces and %d closing ones", a, b)
	}
	for _, part := range []string{`"Segoe UI"`, `content:"/"`, "calc(-1 * var(--s3))", "minmax(0,1fr)"} {
		if !strings.Contains(css, part) {
			t.Errorf("%s is missing or was mangled", part)
		}
	}
	css = strings.Replace(css, `url("`+ui.AssetURL("inter.woff2")+`")`, "", 1)
	for _, part := range []string{"url(", "@import", "http:", "https:"} {
		if strings.Contains(css, part) {
			t.Errorf("the style sheet asks for something else: %s", part)
		}
	}
}

// Every file under assets is served as part of something, and scripts stay short.
func TestAssetFiles(t *testing.T) {
	served := body(t, fetch(t, ui.AssetURL("app.js"), nil).Body) + body(t, fetch(t, ui.AssetURL("try.js"), nil).Body) + body(t, fetch(t, ui.AssetURL("map.js"), nil).Body)
	scripts, err := filepath.Glob("assets/js/*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range scripts {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(served, string(b)) {
			t.Errorf("%s is served nowhere", name)
		}
		if n := strings.Count(string(b), "\n"); n > 150 {
			t.Errorf("%s has %d lines", name, n)
		}
		if regexp.MustCompile(`(?m)^\s*(import|export)\b`).Match(b) {
			t.Errorf("%s imports or exports; scripts speak by events", name)
		}
	}
}
