package app

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/store"
)

// base is the database with the desk on it, opened by a command or the server.
type base struct {
	store *store.Store
	desk  *desk.Desk
}

// openBase opens the database for writing and brings its schema up to date. A
// data directory that is not there is made.
func openBase(ctx context.Context, c Config, log *slog.Logger) (*base, error) {
	if c.Database == "" {
		if err := os.MkdirAll(c.Data, 0o700); err != nil {
			return nil, fault.Because(err, fault.Unavailable, "The data directory %s cannot be made.", c.Data)
		}
	}
	b, err := connect(ctx, c, store.Options{})
	if err != nil {
		return nil, err
	}
	if _, err := b.store.Upgrade(ctx); err != nil {
		return nil, errors.Join(err, b.store.Close())
	}
	return b, b.openDesk(ctx, c.Currency, log)
}

// openReading opens a database that must be there, also beside a running server.
func openReading(ctx context.Context, c Config) (*base, error) {
	b, err := connectExisting(ctx, c, store.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return b, b.openDesk(ctx, c.Currency, slog.New(slog.DiscardHandler))
}

// exists says so when a command would make an empty database by mistake.
func exists(c Config) error {
	if c.Database != "" {
		return nil
	}
	if _, err := os.Stat(filepath.Join(c.Data, "fairlead.db")); errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, "There is no Fairlead data in %s. Name the directory with --data, or start one with \"fairlead serve\" or \"fairlead demo\".", c.Data)
	}
	return nil
}

// connectExisting opens a database that must be there.
func connectExisting(ctx context.Context, c Config, o store.Options) (*base, error) {
	if err := exists(c); err != nil {
		return nil, err
	}
	return connect(ctx, c, o)
}

func connect(ctx context.Context, c Config, o store.Options) (*base, error) {
	dict, err := catalog.Dictionary()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, c.dsn(), dict, o)
	if err != nil {
		return nil, err
	}
	return &base{store: s}, nil
}

func (b *base) openDesk(ctx context.Context, currency string, log *slog.Logger) (err error) {
	if b.desk, err = desk.Open(ctx, b.store, time.Now, currency, log); err != nil {
		return errors.Join(err, b.store.Close())
	}
	return nil
}

func (b *base) close() error { return b.store.Close() }

// clerk acts for whoever may read and write the data directory: it is theirs.
func (b *base) clerk() *desk.Clerk {
	p := access.Program()
	p.Name = "command line"
	return b.desk.For(p)
}

// logger writes structured logs to w.
func logger(c Config, w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(strings.ToUpper(c.LogLevel))); err != nil {
		level = slog.LevelInfo // settings() lets only known levels through
	}
	o := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}
