package fetch_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"fairlead/internal/connect/fetch"
	"fairlead/internal/fault"
)

func TestPublic(t *testing.T) {
	for text, want := range map[string]bool{
		"93.184.215.14": true, "1.1.1.1": true, "2606:4700::1111": true,
		"127.0.0.1": false, "127.9.9.9": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false,
		"0.0.0.0": false, "100.64.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "192.0.2.1": false, "198.18.0.1": false,
		"::1": false, "::": false, "fe80::1": false, "fd00::1": false, "ff02::1": false, "2001:db8::1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::ffff:1.1.1.1": true, "64:ff9b::a00:1": false, "2002:7f00:1::": false, "::127.0.0.1": false,
	} {
		if got := fetch.Public(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: public is %v", text, got)
		}
	}
}

// outside is a web that stands on one server of this machine: names lead to
// public addresses, and dialling any of them reaches the server.
func outside(t *testing.T, names map[string]string, handler http.HandlerFunc) (fetch.Settings, *[]string) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	var dialled []string
	return fetch.Settings{
		Timeout: 5 * time.Second, Most: 1000,
		Resolve: func(_ context.Context, host string) (found []netip.Addr, err error) {
			for text := range strings.FieldsSeq(names[host]) {
				found = append(found, netip.MustParseAddr(text))
			}
			if found == nil {
				return nil, errors.New("no such host")
			}
			return found, nil
		},
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			dialled = append(dialled, address)
			return (&net.Dialer{}).DialContext(ctx, network, server.Listener.Addr().String())
		},
	}, &dialled
}

func TestGet(t *testing.T) {
	names := map[string]string{"news.example": "93.184.215.14", "inside.example": "10.0.0.7", "both.example": "93.184.215.14 192.168.0.1", "rebound.example": "::ffff:169.254.169.254"}
	settings, dialled := outside(t, names, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			w.Write([]byte("hello"))
		case "/moved":
			http.Redirect(w, r, "/feed", http.StatusFound)
		case "/inward":
			http.Redirect(w, r, "http://inside.example/feed", http.StatusFound)
		case "/metadata":
			http.Redirect(w, r, "http://169.254.169.254/latest", http.StatusFound)
		case "/file":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case "/large":
			w.Write(make([]byte, 1001))
		default:
			http.NotFound(w, r)
		}
	})
	client := fetch.New(settings)
	const none = fault.Kind(-1)
	for address, want := range map[string]fault.Kind{
		"http://news.example/feed": none, "http://news.example/moved": none,
		"http://news.example/large": fault.TooLarge, "http://news.example/gone": fault.Unavailable, "http://nowhere.example/": fault.Unavailable,
		"http://inside.example/feed": fault.Invalid, "http://both.example/feed": fault.Invalid, "http://rebound.example/": fault.Invalid,
		"http://127.0.0.1/": fault.Invalid, "http://[::1]/": fault.Invalid, "http://169.254.169.254/latest/meta-data": fault.Invalid, "http://2130706433/": fault.Unavailable,
		"http://news.example/inward": fault.Invalid, "http://news.example/metadata": fault.Invalid, "http://news.example/file": fault.Unavailable, "http://news.example/circle": fault.Unavailable,
		"ftp://news.example/feed": fault.Invalid, "file:///etc/passwd": fault.Invalid, "http://me:secret@news.example/feed": fault.Invalid, "http:///feed": fault.Invalid, "feed": fault.Invalid, "": fault.Invalid,
	} {
		content, err := client.Get(t.Context(), address)
		switch {
		case want == none && (err != nil || string(content) != "hello"):
			t.Errorf("%s: %q, %v", address, content, err)
		case want != none && (err == nil || fault.KindOf(err) != want):
			t.Errorf("%s: %v, want a fault of kind %v", address, err, want)
		}
	}
	for _, address := range *dialled {
		if address != "93.184.215.14:80" {
			t.Errorf("dialled %s", address)
		}
	}
}

func TestGetGivesUp(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	settings, _ := outside(t, map[string]string{"slow.example": "93.184.215.14"}, func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-stop:
		case <-r.Context().Done():
		}
	})
	settings.Timeout = 50 * time.Millisecond
	if _, err := fetch.New(settings).Get(t.Context(), "http://slow.example/"); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("a server that never answers: %v", err)
	}
}
