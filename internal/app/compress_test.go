package app

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"testing"
)

// Pages and answers of the interface are sent compressed to those who ask for
// it, and as they are to others.
func TestCompression(t *testing.T) {
	w := theWorld(t)
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	get := func(path, accept string) (text []byte, sent int) {
		r, err := http.NewRequest(http.MethodGet, w.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Cookie", "fairlead_session="+w.secret(t, "director"))
		r.Header.Set("Accept-Encoding", accept)
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		counted := &counter{Reader: answer.Body}
		body := io.Reader(counted)
		if coding := answer.Header.Get("Content-Encoding"); coding != accept {
			t.Errorf("%s is sent as %q, want %q", path, coding, accept)
		} else if coding == "gzip" {
			if body, err = gzip.NewReader(counted); err != nil {
				t.Fatal(err)
			}
		}
		if text, err = io.ReadAll(body); err != nil {
			t.Fatal(err)
		}
		return text, counted.n
	}
	for _, path := range []string{"/assets", "/api/v1/assets?limit=50", "/api/openapi.json"} {
		plain, whole := get(path, "")
		packed, sent := get(path, "gzip")
		if path != "/assets" && (string(plain) != string(packed) || !json.Valid(packed)) {
			t.Errorf("%s is another text when compressed", path)
		}
		if sent*3 > whole {
			t.Errorf("%s: %d bytes are %d when compressed", path, whole, sent)
		}
	}
}

// counter counts what is read.
type counter struct {
	io.Reader
	n int
}

// Read reads and counts.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += n
	return n, err
}
