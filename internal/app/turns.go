package app

import (
	"bytes"
	"net/http"
)

// turns lets so many questions be answered at once; the others wait in the order
// in which they came. Where the database is part of the program, answering is
// work of the processors: shared among many at once, all of them end late, one
// after the other most end soon. The figures are in docs/decisions/0012.
type turns chan struct{}

// of has questions to a handler wait for their turn. Changes do not wait here:
// they have the queue of the database. No turns at all let everybody through.
func (t turns) of(next http.Handler) http.Handler {
	if t == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		select {
		case t <- struct{}{}:
		case <-r.Context().Done():
			return // nobody waits for it any more
		}
		held := &heldAnswer{ResponseWriter: w, turns: t}
		defer held.release() // a panic included; the server answers it
		next.ServeHTTP(held, r)
		held.send()
	})
}

// answerKept is how much of an answer is kept until its turn is over. Pages are
// far smaller.
const answerKept = 1 << 20

// heldAnswer keeps an answer until it is whole and its turn is over, so that a
// client with a slow line holds no turn. One that is larger, or is to be flushed,
// gives its turn back and goes out as it comes.
type heldAnswer struct {
	http.ResponseWriter
	turns    turns
	status   int
	kept     bytes.Buffer
	released bool
	sent     bool // what was kept went out; the rest goes straight
}

// WriteHeader notes the status until the answer is sent.
func (h *heldAnswer) WriteHeader(status int) {
	switch {
	case h.sent || status < http.StatusOK: // informational ones are sent at once
		h.ResponseWriter.WriteHeader(status)
	case h.status == 0:
		h.status = status
	}
}

// Write keeps a part of the answer, or sends it.
func (h *heldAnswer) Write(p []byte) (int, error) {
	if !h.sent && h.kept.Len()+len(p) <= answerKept {
		return h.kept.Write(p)
	}
	h.send()
	return h.ResponseWriter.Write(p)
}

// FlushError sends what there is, for http.ResponseController.
func (h *heldAnswer) FlushError() error {
	h.send()
	return http.NewResponseController(h.ResponseWriter).Flush()
}

// Flush is FlushError for those who know http.Flusher alone, such as the handler
// that compresses.
func (h *heldAnswer) Flush() { _ = h.FlushError() }

// Unwrap gives deadlines to http.ResponseController.
func (h *heldAnswer) Unwrap() http.ResponseWriter { return h.ResponseWriter }

// send ends the turn and sends what was kept.
func (h *heldAnswer) send() {
	if h.sent {
		return
	}
	h.sent = true
	h.release()
	if h.status != 0 {
		h.ResponseWriter.WriteHeader(h.status)
	}
	_, _ = h.ResponseWriter.Write(h.kept.Bytes()) // a client that is gone misses nothing
	h.kept = bytes.Buffer{}
}

func (h *heldAnswer) release() {
	if !h.released {
		h.released = true
		<-h.turns
	}
}
