package store

import (
	"context"

	"fairlead/internal/record"
)

// systemField is one column of a table of the program (jobs, sessions) and the
// field of T in which it lies.
type systemField[T any] struct {
	name  string
	class record.Class
	store func(*T) any
	load  func(*T, any) error
}

func textField[T any, S ~string](name string, at func(*T) *S) systemField[T] {
	return systemField[T]{name, record.ClassText,
		func(t *T) any { return storeText(string(*at(t))) },
		func(t *T, v any) error {
			var text string
			err := loadText(&text, v)
			*at(t) = S(text)
			return err
		}}
}

func integerField[T any](name string, at func(*T) *int64) systemField[T] {
	return systemField[T]{name, record.ClassInteger,
		func(t *T) any { return *at(t) },
		func(t *T, v any) error { return loadInt(at(t), v) }}
}

func boolField[T any](name string, at func(*T) *bool) systemField[T] {
	return systemField[T]{name, record.ClassBool,
		func(t *T) any { return *at(t) },
		func(t *T, v any) error { return loadBool(at(t), v) }}
}

func instantField[T any](name string, at func(*T) *record.Instant) systemField[T] {
	return systemField[T]{name, record.ClassInstant,
		func(t *T) any { return at(t).Store()[0] },
		func(t *T, v any) error { return at(t).Load([]any{v}) }}
}

func idField[T any](name string, at func(*T) *record.ID) systemField[T] {
	return systemField[T]{name, record.ClassID,
		func(t *T) any { return storeID(*at(t)) },
		func(t *T, v any) error { return loadID(at(t), v) }}
}

func hashField[T any](name string, at func(*T) *[32]byte) systemField[T] {
	return systemField[T]{name, classBytes,
		func(t *T) any { return at(t)[:] },
		func(t *T, v any) error {
			b, _ := v.([]byte)
			copy(at(t)[:], b)
			return nil
		}}
}

// columnsOf lists the columns of fields, separated by commas.
func columnsOf[T any](fields []systemField[T]) string {
	columns := make([]column, len(fields))
	for i, f := range fields {
		columns[i].name = f.name
	}
	return joined("", columns)
}

// insertInto starts a statement that adds one row to a table of the program.
func insertInto[T any](s *Store, table string, fields []systemField[T], t *T) *statement {
	q := s.statement().add("INSERT INTO ", quote(table), " (", columnsOf(fields), ") VALUES (")
	for i, f := range fields {
		if i > 0 {
			q.add(", ")
		}
		q.arg(f.class, f.store(t))
	}
	return q.add(")")
}

// selectFields starts a statement that reads whole rows of a table of the program.
func selectFields[T any](s *Store, table string, fields []systemField[T]) *statement {
	return s.statement().add("SELECT ", columnsOf(fields), " FROM ", quote(table))
}

// readAll runs a statement that gives whole rows of a table of the program.
func readAll[T any](ctx context.Context, r *Reader, fields []systemField[T], q *statement) (out []*T, err error) {
	row, into := make([]any, len(fields)), make([]any, len(fields))
	for i := range row {
		into[i] = &row[i]
	}
	err = r.each(ctx, q, func() error {
		t := new(T)
		for i, f := range fields {
			if row[i] == nil {
				continue
			}
			if err := f.load(t, r.s.engine.unbind(f.class, row[i])); err != nil {
				return err
			}
		}
		out = append(out, t)
		return nil
	}, into...)
	return out, err
}

// readOne is readAll for a statement that gives one row or none, in a reading
// transaction of its own; nil when there is none.
func readOne[T any](ctx context.Context, s *Store, fields []systemField[T], q *statement) (found *T, err error) {
	err = s.View(ctx, func(r *Reader) error {
		all, err := readAll(ctx, r, fields, q)
		if len(all) > 0 {
			found = all[0]
		}
		return err
	})
	return found, err
}
