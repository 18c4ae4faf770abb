package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Reader reads within one transaction: everything it gives is of one moment.
// It is for one goroutine.
type Reader struct {
	s  *Store
	tx *sql.Tx
}

// Dictionary is the catalogue that the tables follow.
func (r *Reader) Dictionary() *record.Dictionary { return r.s.dict }

// Writer reads and writes within one transaction.
type Writer struct {
	Reader
	written []written // for naming the culprit when a reference dangles
	err     error     // of the first statement that failed: the transaction is lost
}

// written is what a transaction did to some records of a type.
type written struct {
	table   *table
	records []record.Record
	removed bool
}

// View runs f in a reading transaction and returns its error.
func (s *Store) View(ctx context.Context, f func(*Reader) error) error {
	tx, err := s.reads.BeginTx(ctx, readOnly)
	if err != nil {
		return unavailable(ctx, err)
	}
	defer tx.Rollback()
	return f(&Reader{s: s, tx: tx})
}

var readOnly = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}

// maxAttempts is how often a transaction is tried that fails only because
// others run at the same time.
const maxAttempts = 5

// Write runs f in a writing transaction, which takes effect when f returns nil
// and leaves nothing otherwise. Only one runs at a time. On PostgreSQL f may run
// again after a failure that is nobody's fault, so it must not keep what it
// computed on the way.
//
// The fault is Conflict or Invalid when references dangle or unique values meet,
// and names the field.
func (s *Store) Write(ctx context.Context, f func(*Writer) error) error {
	return s.transact(ctx, func(w *Writer) error {
		if err := s.engine.lockWrites(ctx, w.tx); err != nil {
			return err
		}
		return f(w)
	})
}

// transact is Write without taking turns, for tables outside the journal.
func (s *Store) transact(ctx context.Context, f func(*Writer) error) error {
	if s.writes == nil {
		return fault.New(fault.Unavailable, "The database was opened for reading only.")
	}
	var err error
	for range maxAttempts {
		if err = s.once(ctx, f); err == nil || !s.engine.retryable(err) {
			return err
		}
	}
	return fault.Because(err, fault.Unavailable, "The database is busy. Please try again.")
}

func (s *Store) once(ctx context.Context, f func(*Writer) error) error {
	tx, err := s.writes.BeginTx(ctx, nil)
	if err != nil {
		return unavailable(ctx, err)
	}
	defer tx.Rollback()
	w := &Writer{Reader: Reader{s: s, tx: tx}}
	if err := f(w); err != nil {
		return err
	}
	if w.err != nil {
		return w.err
	}
	if err := tx.Commit(); err != nil {
		tx.Rollback()
		return w.explainCommit(ctx, err)
	}
	return nil
}

func unavailable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fault.Because(err, fault.Unavailable, "The database cannot be reached at the moment.")
}

// fail notes that a statement failed, after which the transaction is lost on
// both engines.
func (w *Writer) fail(err error) error {
	if err != nil && w.err == nil {
		w.err = err
	}
	return err
}

func (s *Store) tell(ctx context.Context, q *statement) {
	if s.onQuery != nil {
		s.onQuery(ctx, q.String())
	}
}

// query runs a statement that gives rows.
func (r *Reader) query(ctx context.Context, q *statement) (*sql.Rows, error) {
	r.s.tell(ctx, q)
	rows, err := r.tx.QueryContext(ctx, q.String(), q.args...)
	if err != nil {
		return nil, fmt.Errorf("%w; statement: %.500s", err, q)
	}
	return rows, nil
}

// one reads the single row of a statement; found is false when there is none.
func (r *Reader) one(ctx context.Context, q *statement, into ...any) (found bool, err error) {
	r.s.tell(ctx, q)
	err = r.tx.QueryRowContext(ctx, q.String(), q.args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("%w; statement: %.500s", err, q)
	}
	return true, nil
}

// exec runs a statement that changes something.
func (w *Writer) exec(ctx context.Context, q *statement) (affected int64, err error) {
	w.s.tell(ctx, q)
	res, err := w.tx.ExecContext(ctx, q.String(), q.args...)
	if err != nil {
		return 0, w.fail(fmt.Errorf("%w; statement: %.500s", err, q))
	}
	affected, err = res.RowsAffected()
	return affected, w.fail(err)
}

// each runs a statement and calls f with every row, scanned into the targets.
func (r *Reader) each(ctx context.Context, q *statement, f func() error, into ...any) error {
	rows, err := r.query(ctx, q)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := f(); err != nil {
			return err
		}
	}
	return rows.Err()
}
