package imports_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/connect/importer"
	"fairlead/internal/desk"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
	"fairlead/internal/web"
	"fairlead/internal/web/frame"
)

// server is the pages on an empty database, visited by one person.
type server struct {
	*httptest.Server
	desk  *desk.Desk
	clerk *desk.Clerk
	queue *jobs.Queue
	who   access.Principal
}

// serve starts the pages, and the queue that runs imports unless it is to be
// started later.
func serve(t *testing.T, running bool, roles ...record.Role) *server {
	t.Helper()
	d := desktest.Open(t)
	s := &server{desk: d, clerk: desktest.Clerk(t, d, "Ada", roles...)}
	s.who = s.clerk.Principal()
	log := slog.New(slog.DiscardHandler)
	s.queue = jobs.New(d.Store(), time.Now, log, jobs.Settings{})
	importer.Serve(s.queue, d)
	s.Server = httptest.NewServer(web.Handler(web.Parts{
		Site: &frame.Site{
			Desk: d, Organisation: "Halden Freight", Version: "test", Currency: "EUR", Log: log,
			Identify: func(*http.Request) (access.Principal, error) { return s.who, nil },
		},
		Jobs: s.queue,
	}))
	t.Cleanup(s.Close)
	if running {
		s.start(t)
	}
	return s
}

func (s *server) start(t *testing.T) {
	s.queue.Start(context.Background())
	t.Cleanup(func() {
		if err := s.queue.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
}
