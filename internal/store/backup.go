package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Backup writes a copy of the database as of one moment to a file, while others
// read and write. The copy is checked before it appears under its name. The
// fault is Conflict when the file is there already, and Invalid on PostgreSQL,
// whose own tools do this better.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	defer fault.Wrap(&err, "store.Backup")
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Conflict, "The file %s is there already. Choose another name.", path)
	}
	part := path + ".part"
	os.Remove(part) // of a backup that was cut short
	defer os.Remove(part)
	if err := s.engine.backup(ctx, s, part); err != nil {
		return err
	}
	if err := checkBackup(ctx, part, s.dict); err != nil {
		return err
	}
	return publish(part, path)
}

// publish makes a finished file appear under its name, durably.
func publish(part, path string) error {
	for _, step := range []func() error{
		func() error { return syncPath(part) },
		func() error { return os.Rename(part, path) },
		func() error { return syncPath(filepath.Dir(path)) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// checkBackup reports whether a file is a whole database of this program.
func checkBackup(ctx context.Context, path string, dict *record.Dictionary) error {
	s, err := Open(ctx, "sqlite:"+path, dict, Options{ReadOnly: true, Readers: 1})
	if err != nil {
		return err
	}
	defer s.Close()
	var verdict string
	if err := s.reads.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return fault.Because(err, fault.Invalid, "%s is not a database.", path)
	}
	if verdict != "ok" {
		return fault.New(fault.Invalid, "The copy in %s is damaged: %s", path, verdict)
	}
	err = s.View(ctx, func(r *Reader) error {
		_, err := r.Position(ctx)
		return err
	})
	if err != nil {
		return fault.Because(err, fault.Invalid, "%s is not a database of this program.", path)
	}
	return nil
}

// Restore puts a backup in the place of an SQLite database that nobody has
// open. What was there before is kept beside it with ".before-restore" added to
// its name. The fault is Invalid when the file is not a whole database.
func Restore(ctx context.Context, dsn string, dict *record.Dictionary, path string) (err error) {
	defer fault.Wrap(&err, "store.Restore")
	e, err := engineFor(dsn)
	if err != nil {
		return err
	}
	lite, ok := e.(*sqlite)
	if !ok {
		return fault.New(fault.Invalid, "A PostgreSQL database is restored with pg_restore.")
	}
	unlock, err := lockFile(lite.path + ".lock")
	if err != nil {
		return err
	}
	defer unlock()
	if err := checkBackup(ctx, path, dict); err != nil {
		return err
	}
	part := lite.path + ".part"
	defer os.Remove(part)
	if err := copyFile(path, part); err != nil {
		return err
	}
	if err := setAside(lite.path); err != nil {
		return err
	}
	return publish(part, lite.path)
}

// setAside renames a database together with its log, which belongs to it.
func setAside(path string) error {
	for _, suffix := range []string{"-shm", "-wal", ""} {
		kept := path + ".before-restore" + suffix
		if err := os.Remove(kept); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := os.Rename(path+suffix, kept); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
