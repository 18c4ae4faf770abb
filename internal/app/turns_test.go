package app

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

func TestQuestionsAreAnsweredInTurn(t *testing.T) {
	var mu sync.Mutex
	now, most := 0, 0
	count := func(by int) {
		mu.Lock()
		defer mu.Unlock()
		now += by
		most = max(most, now)
	}
	both := make(chan struct{})
	var arrived sync.WaitGroup
	arrived.Add(2)
	go func() { arrived.Wait(); close(both) }()
	srv := httptest.NewServer(make(turns, 2).of(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count(+1)
		switch r.URL.Path { // two are in at once; neither ends before the other has begun
		case "/first", "/second":
			arrived.Done()
			<-both
		}
		count(-1)
		io.WriteString(w, r.URL.Path)
	})))
	defer srv.Close()
	var all sync.WaitGroup
	for _, path := range []string{"/first", "/second", "/3", "/4", "/5", "/6"} {
		all.Go(func() {
			if got := body(t, srv.URL+path); got != path {
				t.Errorf("%s answers %q", path, got)
			}
		})
	}
	all.Wait()
	if most != 2 {
		t.Errorf("%d were answered at once, want 2", most)
	}
}

// A client that does not read holds no turn, however large the answer.
func TestSlowClientsHoldNoTurn(t *testing.T) {
	large := strings.Repeat("x", 8*answerKept)
	srv := httptest.NewServer(make(turns, 1).of(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Path", r.URL.Path)
		w.WriteHeader(http.StatusAccepted)
		if r.URL.Path == "/large" {
			io.WriteString(w, large[:1000])
			io.WriteString(w, large[1000:])
			return
		}
		io.WriteString(w, "small")
	})))
	defer srv.Close()
	slow, err := http.Get(srv.URL + "/large") // it has answered, and nobody reads on
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Body.Close()
	if got := body(t, srv.URL+"/small"); got != "small" {
		t.Errorf("the next is answered %q", got)
	}
	if got, err := io.ReadAll(slow.Body); err != nil || string(got) != large || slow.StatusCode != http.StatusAccepted || slow.Header.Get("X-Path") != "/large" {
		t.Errorf("the large answer is %d bytes, status %d: %v", len(got), slow.StatusCode, err)
	}
}

// A stream gives its turn back with the first that it sends, behind the handler
// that compresses, too.
func TestStreamsHoldNoTurn(t *testing.T) {
	over := make(chan struct{})
	srv := httptest.NewServer(make(turns, 1).of(compress(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/stream" {
			io.WriteString(w, ": it runs\n\n")
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
			<-over
			return
		}
		io.WriteString(w, "small")
	}))))
	defer srv.Close()
	defer close(over)
	for _, accept := range []string{"", "gzip"} {
		ask, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL+"/stream", nil)
		if err != nil {
			t.Fatal(err)
		}
		ask.Header.Set("Accept-Encoding", accept)
		stream, err := http.DefaultClient.Do(ask)
		if err != nil {
			t.Fatal(err)
		}
		defer stream.Body.Close()
		if got := body(t, srv.URL+"/small"); got != "small" {
			t.Errorf("beside a stream (%q) the next is answered %q", accept, got)
		}
	}
}

// Who has gone while waiting is not answered, and a handler that panics gives
// its turn back.
func TestTurnsAreGivenBack(t *testing.T) {
	one := make(turns, 1)
	calls := 0
	h := one.of(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		calls++
		panic(http.ErrAbortHandler)
	}))
	ask := func(ctx context.Context) {
		defer func() { _ = recover() }()
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil))
	}
	ask(t.Context())
	ask(t.Context())
	if calls != 2 {
		t.Errorf("%d of 2 were answered", calls)
	}
	one <- struct{}{} // taken
	gone, leave := context.WithCancel(t.Context())
	leave()
	ask(gone)
	if calls != 2 {
		t.Error("a client that is gone was answered")
	}
}

func body(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Error(err)
		return ""
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Error(err)
	}
	return string(text)
}
