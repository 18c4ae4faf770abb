package app

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// line is a writer that notes the deadlines of its connection.
type line struct {
	*httptest.ResponseRecorder
	deadline time.Time
}

func (l *line) SetReadDeadline(t time.Time) error {
	l.deadline = t
	return nil
}

// A body earns time with what comes in, and once it is whole, or when there is
// none, nothing ends the answer.
func TestBodiesEarnTime(t *testing.T) {
	l := &line{ResponseRecorder: httptest.NewRecorder(), deadline: time.Now()}
	var left []time.Duration
	h := patient(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		left = append(left, l.deadline.Sub(begun).Round(time.Minute))
		part := make([]byte, 60*leastRate)
		for range 2 {
			if _, err := io.ReadFull(r.Body, part); err != nil {
				t.Error(err)
			}
			left = append(left, l.deadline.Sub(begun).Round(time.Minute))
		}
		if _, err := io.ReadAll(r.Body); err != nil || !l.deadline.IsZero() {
			t.Errorf("whole: %v, deadline %s", err, l.deadline)
		}
	}), 10*time.Minute)
	body := strings.NewReader(strings.Repeat("x", 120*leastRate))
	h.ServeHTTP(l, httptest.NewRequest("POST", "/", io.MultiReader(body, iotest.DataErrReader(strings.NewReader("end")))))
	if fmt.Sprint(left) != "[10m0s 11m0s 12m0s]" {
		t.Errorf("time left at the beginning, after a minute's worth and after two: %v", left)
	}
	l.deadline = time.Now()
	patient(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), time.Minute).
		ServeHTTP(l, httptest.NewRequest("GET", "/", nil))
	if !l.deadline.IsZero() {
		t.Error("a request without a body has a deadline")
	}
}

// Who sends nothing more is not waited for.
func TestStalledBodyEnds(t *testing.T) {
	ended := make(chan error, 1)
	s := httptest.NewServer(patient(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		ended <- err
	}), 10*time.Millisecond))
	defer s.Close()
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\na"); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("reading a body that does not come ended with %v", err)
	}
}
