package estate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/store"
)

// File is the name of the database in a data directory.
const File = "fairlead.db"

// Directory gives a data directory with an estate of a size, and builds it
// under root if it is not there yet. Its name changes with the size and the month,
// so that what is there always fits. Report is told of progress.
func Directory(ctx context.Context, root string, size Size, report func(string)) (string, error) {
	today := time.Now().UTC()
	today = time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, time.UTC)
	dir := filepath.Join(root, fmt.Sprintf("%s-%s-%s", size.Name, today.Format("2006-01"), fingerprint(size)))
	if usable(ctx, dir) {
		return dir, nil
	}
	part := dir + ".part"
	if err := errors.Join(os.RemoveAll(dir), os.RemoveAll(part), os.MkdirAll(part, 0o700)); err != nil {
		return "", err
	}
	if err := Build(ctx, "sqlite:"+filepath.Join(part, File), size, today, report); err != nil {
		return "", err
	}
	return dir, os.Rename(part, dir)
}

// usable reports whether a directory holds an estate that this program can
// bring in step with itself, and does so. A program under development may change
// steps that only its own databases have seen.
func usable(ctx context.Context, dir string) bool {
	if _, err := os.Stat(filepath.Join(dir, File)); err != nil {
		return false
	}
	s, err := open(ctx, "sqlite:"+filepath.Join(dir, File))
	if err != nil {
		return false
	}
	return s.Close() == nil
}

// open opens a database and brings it in step.
func open(ctx context.Context, dsn string) (*store.Store, error) {
	dict, err := catalog.Dictionary()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, dsn, dict, store.Options{})
	if err != nil {
		return nil, err
	}
	if _, err := s.Upgrade(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// recipe counts the changes of this package that make another estate.
const recipe = 1

// fingerprint tells estates apart that differ in more than their name. The
// catalogue is not in it: opening a database brings it in step.
func fingerprint(size Size) string {
	sum := sha256.Sum256(fmt.Append(nil, recipe, size))
	return hex.EncodeToString(sum[:4])
}

// Build fills an empty database with an estate of a size, as it would be at the
// beginning of a day.
func Build(ctx context.Context, dsn string, size Size, today time.Time, report func(string)) (err error) {
	s, err := open(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	m := newMaker(size, today)
	m.report = report
	d, err := desk.Open(ctx, s, m.now, "EUR", slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	m.sit(d)
	return m.build(ctx, s)
}

func (m *maker) build(ctx context.Context, s *store.Store) error {
	for _, step := range []struct {
		name string
		run  func(context.Context) error
	}{
		{"organisation", m.organisation}, {"market", m.market}, {"equipment", m.equipment}, {"years", m.years}, {"statistics", s.Optimize},
	} {
		begun, before := time.Now(), m.entries
		if err := step.run(ctx); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		m.report(fmt.Sprintf("%s: %d journal entries in %v", step.name, m.entries-before, time.Since(begun).Round(time.Second)))
	}
	return nil
}
