package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"fairlead/internal/web/draw"
)

// AssetsPath is where the handler of [Assets] is to be mounted.
const AssetsPath = "/static/"

//go:embed assets
var files embed.FS

// styles in the order in which they are joined: layers are declared by the first.
var styles = []string{"tokens", "base", "shell", "page", "parts", "form", "table", "record", "print"}

// scripts are joined into one file. None imports another: what they have to
// tell each other they tell by events on the document.
var scripts = []string{"toast", "picker", "palette", "rows", "bulk", "form", "live", "theme", "dialog", "plan", "board"}

// asset is one file, ready to be sent.
type asset struct {
	kind   string // content type
	etag   string
	plain  []byte
	packed []byte // gzip
}

// bundle is what is served: made once, at first use, and never changed.
type bundle struct {
	urls   map[string]string // by plain name, such as app.css
	assets map[string]asset  // by address
}

var assets = sync.OnceValue(newBundle)

func newBundle() bundle {
	b := bundle{urls: map[string]string{}, assets: map[string]asset{}}
	b.add("inter.woff2", "font/woff2", mustRead("assets/font/inter.woff2"))
	b.add("app.css", "text/css; charset=utf-8", b.styleSheet())
	b.add("app.js", "text/javascript; charset=utf-8", joined("js", scripts, "{\n", "\n}\n"))
	b.add("try.js", "text/javascript; charset=utf-8", mustRead("assets/js/try.js"))
	b.add("map.css", "text/css; charset=utf-8", squeezed(mustRead("assets/css/map.css")))
	b.add("map.js", "text/javascript; charset=utf-8", joined("js", []string{"map", "mapfail"}, "{\n", "\n}\n"))
	b.add("icons.svg", "image/svg+xml", []byte(sprite()))
	b.add("favicon.svg", "image/svg+xml", mustRead("assets/favicon.svg"))
	return b
}

// styleSheet joins the style sheets, with the address of the typeface in them.
func (b bundle) styleSheet() []byte {
	css := squeezed(append(joined("css", styles, "", ""), draw.Stylesheet...))
	return bytes.ReplaceAll(css, []byte("inter.woff2"), []byte(b.urls["inter.woff2"]))
}

// joined puts files of one kind behind each other, each between before and after.
// A block of its own keeps the names of one script from those of the next.
func joined(kind string, names []string, before, after string) []byte {
	var out bytes.Buffer
	for _, name := range names {
		out.WriteString(before)
		out.Write(mustRead(path.Join("assets", kind, name+"."+kind)))
		out.WriteString(after)
	}
	return out.Bytes()
}

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssSpace   = regexp.MustCompile(`\s+`)
	cssMark    = regexp.MustCompile(` ?([{};,>]) ?`)
)

// squeezed takes comments and needless space out of a style sheet. No string in
// ours holds a comment, a brace or two spaces; a test holds that they stay whole.
func squeezed(css []byte) []byte {
	css = cssSpace.ReplaceAll(cssComment.ReplaceAll(css, nil), []byte(" "))
	css = cssMark.ReplaceAll(css, []byte("$1"))
	css = bytes.ReplaceAll(css, []byte(": "), []byte(":"))
	return bytes.TrimSpace(bytes.ReplaceAll(css, []byte(";}"), []byte("}")))
}

// mustRead reads an embedded file; a missing one is a defect of the build.
func mustRead(name string) []byte {
	content, err := fs.ReadFile(files, name)
	if err != nil {
		panic(err)
	}
	return content
}

func (b bundle) add(name, kind string, content []byte) {
	sum := sha256.Sum256(content)
	hash := hex.EncodeToString(sum[:6])
	ext := path.Ext(name)
	url := AssetsPath + strings.TrimSuffix(name, ext) + "-" + hash + ext
	b.urls[name] = url
	b.assets[url] = asset{kind: kind, etag: hash, plain: content, packed: pack(content)}
}

// pack compresses content as far as gzip goes.
func pack(content []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		panic(err)
	}
	_, err = w.Write(content)
	if err == nil {
		err = w.Close()
	}
	if err != nil { // a bytes.Buffer takes everything
		panic(err)
	}
	return out.Bytes()
}

// AssetURL is the address of an asset by its plain name: app.css, app.js,
// try.js, map.css, map.js, inter.woff2, icons.svg or favicon.svg. The address changes with the content. It is
// empty when there is no such asset.
func AssetURL(name string) string { return assets().urls[name] }

// Assets serves the style sheet, the script, the typeface and the icons under [AssetsPath].
// An address carries the hash of its content, so browsers may keep it for good.
func Assets() http.Handler { return http.HandlerFunc(assets().serve) }

func (b bundle) serve(w http.ResponseWriter, r *http.Request) {
	a, ok := b.assets[r.URL.Path]
	if !ok {
		w.Header().Set("Cache-Control", "no-store")
		http.NotFound(w, r)
		return
	}
	head := w.Header()
	head.Set("Content-Type", a.kind)
	head.Set("Cache-Control", "public, max-age=31536000, immutable")
	head.Set("Vary", "Accept-Encoding")
	head.Set("X-Content-Type-Options", "nosniff")
	body, etag := a.plain, a.etag
	if takesGzip(r.Header.Get("Accept-Encoding")) {
		head.Set("Content-Encoding", "gzip")
		body, etag = a.packed, a.etag+"-gz"
	}
	head.Set("ETag", `"`+etag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// takesGzip reads an Accept-Encoding header: is gzip named, and not with q=0?
func takesGzip(accept string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		name, params, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q, found := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
			weight, err := strconv.ParseFloat(q, 64)
			return !found || err != nil || weight > 0
		}
	}
	return false
}
