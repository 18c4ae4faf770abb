package app

import (
	"io"
	"net/http"
	"time"
)

// How long a client may take. Its header is small; its body may be large and its
// line slow, so a body has time as long as it comes in at a least rate.
const (
	headerPatience = 10 * time.Second
	bodyPatience   = 30 * time.Second // for a body of any size
	idlePatience   = 2 * time.Minute  // between two requests on a connection
	leastRate      = 4 << 10          // bytes a second beyond that
)

// patient has a body come in at a least rate, so that clients which send a byte
// now and then do not hold connections. Reading one that is too slow ends with
// os.ErrDeadlineExceeded.
func patient(next http.Handler, grace time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		line := http.NewResponseController(w)
		if r.Body == nil || r.Body == http.NoBody {
			_ = line.SetReadDeadline(time.Time{}) // a writer of tests has no line
			next.ServeHTTP(w, r)
			return
		}
		body := &pacedBody{ReadCloser: r.Body, line: line, begun: time.Now(), grace: grace}
		body.allow()
		r.Body = body
		next.ServeHTTP(w, r)
	})
}

// pacedBody moves the deadline of its connection on with each byte that came.
type pacedBody struct {
	io.ReadCloser
	line  *http.ResponseController
	begun time.Time
	grace time.Duration
	read  int64
}

func (b *pacedBody) allow() {
	earned := time.Duration(b.read) * time.Second / leastRate
	_ = b.line.SetReadDeadline(b.begun.Add(b.grace + earned))
}

// Read reads on. Once the body is whole there is no deadline any more: the
// answer may take longer than the question.
func (b *pacedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	if err == io.EOF {
		_ = b.line.SetReadDeadline(time.Time{})
	} else {
		b.allow()
	}
	return n, err
}
