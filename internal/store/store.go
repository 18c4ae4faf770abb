package store

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Store is an open database. It is safe for concurrent use.
type Store struct {
	dict       *record.Dictionary
	engine     engine
	migrations []migration
	tables     map[string]*table // by name of the record type
	reads      *sql.DB
	writes     *sql.DB // nil when the store was opened for reading only
	onQuery    func(ctx context.Context, statement string)
	close      func() error
	gathering  sync.Mutex // held while several reading transactions are begun at once
}

// Options are the settings of Open; the zero value is useful.
type Options struct {
	// ReadOnly opens a database that another process may be writing.
	ReadOnly bool
	// Readers bounds the concurrent readers; zero takes four times the processors.
	Readers int
	// OnQuery, when given, is told of each statement about records or the program's
	// tables before it runs. Measurements count with it.
	OnQuery func(ctx context.Context, statement string)
}

func (o Options) readers() int {
	if o.Readers > 0 {
		return o.Readers
	}
	return 4 * runtime.GOMAXPROCS(0)
}

// Open connects to a database, "sqlite:/path/fairlead.db" or a "postgres://" URL.
// It changes nothing in it: the tables are there once Upgrade has run.
//
// For writing, an SQLite database belongs to one process; Open fails with
// Unavailable when another has it.
func Open(ctx context.Context, dsn string, dict *record.Dictionary, o Options) (_ *Store, err error) {
	defer fault.Wrap(&err, "store.Open")
	e, err := engineFor(dsn)
	if err != nil {
		return nil, err
	}
	s := &Store{dict: dict, engine: e, migrations: migrations, onQuery: o.OnQuery}
	if s.tables, err = describe(dict); err != nil {
		return nil, err
	}
	if err := e.open(ctx, s, o); err != nil {
		return nil, err
	}
	if err := s.Ping(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func engineFor(dsn string) (engine, error) {
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok && path != "" {
		return &sqlite{path: path}, nil
	}
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		return &postgres{url: dsn}, nil
	}
	return nil, fault.New(fault.Invalid, "The database must be given as sqlite:/path/to/fairlead.db or postgres://user@host/name.")
}

// Close ends all connections. It waits for running transactions. Closing twice
// does nothing.
func (s *Store) Close() error { return s.close() }

// Engine is "sqlite" or "postgres", for people and logs. No code may depend on it.
func (s *Store) Engine() string { return s.engine.name() }

// Dictionary is the catalogue that the tables follow.
func (s *Store) Dictionary() *record.Dictionary { return s.dict }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.reads.PingContext(ctx); err != nil {
		return fault.Because(err, fault.Unavailable, "The database does not answer.")
	}
	return nil
}

// table gives the table of a type, which may be a copy with custom fields.
func (s *Store) table(t *record.Type) *table {
	tb := s.tables[t.Name]
	if tb == nil {
		panic(fmt.Sprintf("record type %s is not in the store's dictionary", t.Name)) // a defect of the caller
	}
	return tb
}

// Optimize lets the database look at what it holds, so that it plans statements
// well. Call it after large imports and once a day; writers may wait for it for
// some seconds.
func (s *Store) Optimize(ctx context.Context) error {
	if s.writes == nil {
		return nil
	}
	return s.engine.optimize(ctx, s)
}
