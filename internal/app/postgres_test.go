package app

import (
	"context"
	"log/slog"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/pgtest"
)

// Two servers on one PostgreSQL database: the demonstration comes in on one, and
// what either writes is soon in the snapshot of the other.
func TestTwoServersOnPostgreSQL(t *testing.T) {
	ctx := context.Background()
	log := slog.New(slog.DiscardHandler)
	config := Config{Data: t.TempDir(), Database: pgtest.Start(t), Addr: "127.0.0.1:0", Currency: "EUR", Workers: 1}
	one := start(t, config, log)
	two := start(t, config, log)
	if err := loadDemonstration(ctx, one.base, log); err != nil {
		t.Fatal(err)
	}
	write := func(s *Server, name string) *catalog.Team {
		team := &catalog.Team{Name: name}
		typ, err := s.desk.Type("team")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.clerk().Save(ctx, &desk.Change{Type: typ, Record: team}); err != nil {
			t.Fatal(err)
		}
		return team
	}
	a, b := write(one, "Written on one"), write(two, "Written on two")
	for _, s := range []*Server{one, two} {
		if err := s.desk.Refresh(ctx); err != nil {
			t.Fatal(err)
		}
		snapshot, err := s.clerk().Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		for _, team := range []*catalog.Team{a, b} {
			if got := record.Get(snapshot, record.To[catalog.Team](team.ID)); got == nil || got.Name != team.Name {
				t.Errorf("%q is %+v", team.Name, got)
			}
		}
	}
	v, err := one.store.Verify(ctx, nil)
	if err != nil || len(v.Breaks) > 0 {
		t.Errorf("the journal: %+v, %v", v, err)
	}
}

func start(t *testing.T, c Config, log *slog.Logger) *Server {
	t.Helper()
	s, err := Start(context.Background(), c, "test", log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Errorf("stopping: %v", err)
		}
	})
	return s
}
