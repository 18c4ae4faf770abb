package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"fairlead/bench/estate"
	"fairlead/internal/access"
	"fairlead/internal/api"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/jobs"
	"fairlead/internal/store"
	"fairlead/internal/web"
	"fairlead/internal/web/frame"
)

// prepare opens the database in this process, chooses what to ask and counts the
// statements of each request.
func (b *bench) prepare(ctx context.Context) (err error) {
	dict, err := catalog.Dictionary()
	if err != nil {
		return err
	}
	var statements atomic.Int64
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(b.place, estate.File), dict, store.Options{
		OnQuery: func(context.Context, string) { statements.Add(1) },
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if _, err := s.Upgrade(ctx); err != nil {
		return err
	}
	d, err := desk.Open(ctx, s, time.Now, "EUR", slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	a := asker{ctx: ctx, clerk: d.For(access.Program()), size: estate.Foundation().Part(b.part), random: rand.New(rand.NewPCG(1, 1))}
	for _, c := range a.classes() {
		if len(c.addresses) > 0 && strings.Contains(c.name, b.only) { // a small estate has no deep pages
			b.classes = append(b.classes, c)
		}
	}
	b.writer = &class{name: "change by the API"}
	if a.err != nil {
		return a.err
	}
	return b.countStatements(ctx, handler(d), &statements)
}

// handler answers pages and the API as the program does, to the director alone.
func handler(d *desk.Desk) http.Handler {
	log := slog.New(slog.DiscardHandler)
	mux := http.NewServeMux()
	for pattern, h := range api.Routes(api.Settings{Desk: d, Log: log, Currency: "EUR",
		Identify: func(*http.Request) (access.Principal, error) { return principal(), nil }}) {
		mux.Handle(pattern, h)
	}
	mux.Handle("/", web.Handler(web.Parts{Site: &frame.Site{
		Desk: d, Currency: "EUR", Log: log, Identify: func(*http.Request) (access.Principal, error) { return principal(), nil },
	}, Jobs: jobs.New(d.Store(), time.Now, log, jobs.Settings{})}))
	return mux
}

// counted is how many addresses of a class are asked to count their statements.
const counted = 15

func (b *bench) countStatements(ctx context.Context, h http.Handler, statements *atomic.Int64) error {
	for _, c := range b.classes {
		for _, address := range c.addresses[:min(len(c.addresses), counted)] {
			before := statements.Load()
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, address, nil))
			if w.Code != http.StatusOK {
				return fmt.Errorf("%s answers %d: %.200s", address, w.Code, w.Body)
			}
			c.statements = max(c.statements, int(statements.Load()-before))
		}
	}
	return nil
}
