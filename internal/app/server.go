package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"
	g "maragu.dev/gomponents"

	"fairlead/internal/api"
	"fairlead/internal/desk"
	"fairlead/internal/door"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/web"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// Server is the running program. Tests start the same one that people do.
type Server struct {
	*base
	Jobs *jobs.Queue
	Door *door.Door

	config   Config
	log      *slog.Logger
	http     *http.Server
	listener net.Listener
	stopped  chan struct{}
	failed   chan error
}

// shutdown is how long requests may take to end when the program stops.
const shutdown = 10 * time.Second

// Start opens the database and serves until Stop.
func Start(ctx context.Context, c Config, version string, log *slog.Logger) (_ *Server, err error) {
	b, err := openBase(ctx, c, log)
	if err != nil {
		return nil, err
	}
	s := &Server{base: b, config: c, log: log, stopped: make(chan struct{}), failed: make(chan error, 1)}
	if s.Jobs, err = b.openQueue(ctx, c, log); err != nil {
		return nil, errors.Join(err, b.close())
	}
	s.Door = b.openDoor(log)
	s.Jobs.Handle(forgetting, func(ctx context.Context, _ *jobs.Run) error { return s.Door.Forget(ctx) })
	s.Jobs.Every(forgetting, time.Hour, forgetting, nil)
	s.Jobs.Handle(optimising, func(ctx context.Context, _ *jobs.Run) error { return s.store.Optimize(ctx) })
	s.Jobs.Every(optimising, 24*time.Hour, optimising, nil)
	serveExperience(s.Jobs, s.desk)
	serveReadings(s.Jobs, s.desk)
	if s.listener, err = net.Listen("tcp", c.Addr); err != nil {
		return nil, errors.Join(fault.Because(err, fault.Unavailable, "The address %s cannot be listened on; choose another with --addr.", c.Addr), b.close())
	}
	s.http = &http.Server{
		Handler:           patient(s.handler(version), bodyPatience),
		ReadHeaderTimeout: headerPatience, ReadTimeout: headerPatience + bodyPatience, IdleTimeout: idlePatience,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	s.Jobs.Start(ctx)
	go s.refresh(ctx)
	go func() {
		if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			s.failed <- err
		}
	}()
	return s, nil
}

// The regular work: removing what has expired, and keeping the database's own
// figures about its tables fresh, by which it plans queries.
const (
	forgetting = "door.forget"
	optimising = "store.optimize"
)

// handler puts together what the program answers.
func (s *Server) handler(version string) http.Handler {
	m := newMetrics(s.base)
	mux := http.NewServeMux()
	var t turns
	if s.store.Engine() == "sqlite" {
		t = make(turns, runtime.GOMAXPROCS(0))
	}
	for pattern, h := range api.Routes(api.Settings{
		Desk: s.desk, Version: version, Currency: s.config.Currency, Log: s.log, Identify: s.identifyForAPI, Jobs: s.Jobs,
	}) {
		mux.Handle(pattern, t.of(compress(h)))
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("GET /metrics", s.forOperators(m.handler()))
	mux.Handle("/", t.of(compress(web.Handler(web.Parts{
		Site: &frame.Site{
			Desk: s.desk, Organisation: s.config.Organisation, Version: version, Currency: s.config.Currency,
			Secure: strings.HasPrefix(s.config.URL, "https://"), Log: s.log, Identify: s.identify,
			SignInHint: hint(s.config.signInHint),
		},
		Document: func(c *desk.Clerk, t *record.Type) map[string]any {
			if t == nil {
				return api.For(c, version)
			}
			return api.For(c, version, t)
		},
		Door: s.Door, Jobs: s.Jobs, LoadDemonstration: func(ctx context.Context) error { return loadDemonstration(ctx, s.base, s.log) },
	}))))
	return m.measure(mux)
}

// compress sends texts compressed to those who accept it, pages and answers of
// the interface alike.
func compress(h http.Handler) http.Handler { return gzhttp.GzipHandler(h) }

func hint(text string) g.Node {
	if text == "" {
		return nil
	}
	return ui.Note(text)
}

// ready answers whether requests can be served now.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := s.store.Ping(ctx); err != nil {
		s.log.Warn("not ready", "error", err)
		http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// forOperators lets in requests from this machine and holders of a token.
func (s *Server) forOperators(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := net.SplitHostPort(r.RemoteAddr)
		if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() || r.Header.Get("X-Forwarded-For") != "" {
			if _, err := s.Door.IdentifyToken(r.Context(), api.Bearer(r), r.Method); err != nil {
				http.Error(w, "a token is needed", http.StatusUnauthorized)
				return
			}
		}
		h.ServeHTTP(w, r)
	})
}

// refreshEvery is how often a server looks what others on the same database wrote.
const refreshEvery = time.Second

// refresh keeps the snapshot current where several servers share a database.
func (s *Server) refresh(ctx context.Context) {
	if s.config.Database == "" {
		return
	}
	tick := time.NewTicker(refreshEvery)
	defer tick.Stop()
	for {
		select {
		case <-s.stopped:
			return
		case <-tick.C:
			if err := s.desk.Refresh(ctx); err != nil {
				s.log.Warn("the snapshot could not be brought up to date", "error", err)
			}
		}
	}
}

// Address is where the server listens: HOST:PORT.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Stop ends gracefully: requests under way are finished, background work is
// handed back, the database is closed.
func (s *Server) Stop() error {
	close(s.stopped)
	ctx, cancel := context.WithTimeout(context.Background(), shutdown)
	defer cancel()
	return errors.Join(s.http.Shutdown(ctx), s.Jobs.Stop(ctx), s.close())
}

// wait serves until the context ends, then stops.
func (s *Server) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		s.log.Info("stopping")
		return s.Stop()
	case err := <-s.failed:
		return errors.Join(err, s.Stop())
	}
}
