package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// postgres is the engine for a database on a server, which several processes
// may use at once.
type postgres struct{ url string }

func (*postgres) name() string { return "postgres" }

func (e *postgres) open(_ context.Context, s *Store, o Options) error {
	config, err := pgx.ParseConfig(e.url)
	if err != nil {
		return fault.Because(err, fault.Invalid, "The URL of the database is not well formed.")
	}
	config.RuntimeParams["application_name"] = "fairlead"
	config.RuntimeParams["timezone"] = "UTC"
	// A plan that suits a frequent value is slow for a rare one, and the reverse.
	config.RuntimeParams["plan_cache_mode"] = "force_custom_plan"
	s.reads = pgPool(config, o.readers())
	s.close = s.reads.Close
	if !o.ReadOnly {
		s.writes = pgPool(config, maxWriters)
		s.close = func() error { return errors.Join(s.reads.Close(), s.writes.Close()) }
	}
	return nil
}

func pgPool(config *pgx.ConnConfig, size int) *sql.DB {
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db
}

// maxWriters is how many connections write. They take turns anyway, and must not
// take those of the readers while they wait.
const maxWriters = 4

// lockWrites takes the head of the journal, which every writer changes last.
// Taking it first makes writers wait here rather than fail at the end, and makes
// all that the transaction reads the newest there is.
func (*postgres) lockWrites(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `SELECT 1 FROM "journal_head" FOR UPDATE`)
	return err
}

// Codes of PostgreSQL, appendix A of its manual.
const (
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
	uniqueViolation      = "23505"
	foreignKeyViolation  = "23503"
)

func (*postgres) retryable(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == serializationFailure || e.Code == deadlockDetected)
}

// together lets all transactions share the snapshot of the first.
func (*postgres) together(ctx context.Context, s *Store, n int) (txs []*sql.Tx, err error) {
	defer func() {
		if err != nil {
			for _, tx := range txs {
				tx.Rollback()
			}
		}
	}()
	var shared string
	for i := range n {
		tx, err := s.reads.BeginTx(ctx, readOnly)
		if err != nil {
			return txs, unavailable(ctx, err)
		}
		txs = append(txs, tx)
		if i == 0 {
			err = tx.QueryRowContext(ctx, "SELECT pg_export_snapshot()").Scan(&shared)
		} else {
			_, err = tx.ExecContext(ctx, "SET TRANSACTION SNAPSHOT '"+shared+"'")
		}
		if err != nil {
			return txs, err
		}
	}
	return txs, nil
}

func (*postgres) violated(err error) *violation {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return nil
	}
	switch e.Code {
	case uniqueViolation:
		return &violation{unique: true, table: e.TableName, index: e.ConstraintName}
	case foreignKeyViolation:
		return &violation{table: e.TableName}
	}
	return nil
}

func (*postgres) placeholder(n int) string { return "$" + strconv.Itoa(n) }

func (*postgres) bind(_ record.Class, v any) any { return v }

func (*postgres) unbind(class record.Class, v any) any {
	t, ok := v.(time.Time)
	switch {
	case !ok:
		return v
	case class == record.ClassDate:
		return t.Format(time.DateOnly)
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// insertBatch is how many rows one statement carries.
const insertBatch = 5000

// insert passes each column as one array, so that the statement reads the same
// however many rows there are.
func (e *postgres) insert(ctx context.Context, w *Writer, table string, columns []column, rows [][]any) error {
	from := make([]string, len(columns))
	for i, c := range columns {
		from[i] = fmt.Sprintf("$%d::%s[]", i+1, e.bareType(c.class))
	}
	text := fmt.Sprintf("INSERT INTO %s (%s) SELECT * FROM unnest(%s)", quote(table), joined("", columns), strings.Join(from, ", "))
	for len(rows) > 0 {
		n := min(len(rows), insertBatch)
		args := make([]any, len(columns))
		for i, c := range columns {
			args[i] = transposed(rows[:n], i, c.class)
		}
		if _, err := w.tx.ExecContext(ctx, text, args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// transposed gives one column of rows as the array that the driver encodes.
func transposed(rows [][]any, at int, class record.Class) any {
	switch class {
	case record.ClassInteger:
		return arrayOf[int64](rows, at)
	case record.ClassBool:
		return arrayOf[bool](rows, at)
	case classBytes:
		return arrayOf[[]byte](rows, at)
	}
	return arrayOf[string](rows, at)
}

func arrayOf[T any](rows [][]any, at int) []*T {
	out := make([]*T, len(rows))
	values := make([]T, len(rows))
	for i, row := range rows {
		if v, ok := row[at].(T); ok {
			values[i] = v
			out[i] = &values[i]
		}
	}
	return out
}

func (e *postgres) columnType(class record.Class) string {
	t := e.bareType(class)
	if t == "text" {
		return `text COLLATE "C"` // the order of bytes
	}
	return t
}

func (*postgres) bareType(class record.Class) string {
	switch class {
	case record.ClassInteger:
		return "bigint"
	case record.ClassNumeric:
		return "numeric"
	case record.ClassBool:
		return "boolean"
	case record.ClassDate:
		return "date"
	case record.ClassInstant:
		return "timestamp with time zone"
	case record.ClassID:
		return "uuid"
	case record.ClassJSON:
		return "jsonb"
	case classBytes:
		return "bytea"
	}
	return "text"
}

func (*postgres) backup(context.Context, *Store, string) error {
	return fault.New(fault.Invalid, "A PostgreSQL database is backed up with its own tools: run pg_dump --format=custom, or archive its log.")
}

func (*postgres) optimize(ctx context.Context, s *Store) error {
	_, err := s.writes.ExecContext(ctx, "ANALYZE")
	return err
}
