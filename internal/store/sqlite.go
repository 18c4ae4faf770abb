package store

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// sqlite is the engine for a database in one file.
type sqlite struct {
	path    string
	readers int
}

func (*sqlite) name() string { return "sqlite" }

// open makes one pool of a single writing connection and one of readers. The
// writing connection comes first, as it creates the file.
func (e *sqlite) open(ctx context.Context, s *Store, o Options) error {
	unlock := func() error { return nil }
	if !o.ReadOnly {
		var err error
		if unlock, err = lockFile(e.path + ".lock"); err != nil {
			return err
		}
	}
	fail := func(err error) error {
		return errors.Join(fault.Because(err, fault.Unavailable, "The database %s cannot be opened.", e.path), unlock())
	}
	// What has no order is read from its end: of what grows, people look for the
	// youngest.
	readers, err := e.pool("query_only(1)", "cache_size(-8192)", "mmap_size(1073741824)", "reverse_unordered_selects(1)")
	if err != nil {
		return fail(err)
	}
	e.readers = o.readers()
	readers.SetMaxOpenConns(e.readers)
	readers.SetMaxIdleConns(e.readers)
	readers.SetConnMaxLifetime(time.Hour)
	s.reads, s.close = readers, readers.Close
	if o.ReadOnly {
		return nil
	}
	s.writes, err = e.pool("journal_mode(wal)", "synchronous(full)", "cache_size(-32768)")
	if err != nil {
		return fail(err)
	}
	s.writes.SetMaxOpenConns(1)
	if err := createPrivate(e.path); err != nil {
		return fail(err)
	}
	s.close = sync.OnceValue(func() error { return errors.Join(readers.Close(), s.writes.Close(), unlock()) })
	if err := s.writes.PingContext(ctx); err != nil {
		return errors.Join(fail(err), s.close())
	}
	return nil
}

// createPrivate makes the file, when it is missing, readable for its owner
// alone; SQLite gives its log the same mode.
func createPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// pool opens a pool whose connections set some pragmas. It never creates a file
// for a reader.
func (e *sqlite) pool(pragmas ...string) (*sql.DB, error) {
	path, err := filepath.Abs(e.path)
	if err != nil {
		return nil, err
	}
	mode := "rwc"
	if pragmas[0] == "query_only(1)" {
		mode = "rw"
	}
	query := url.Values{
		"_pragma": append([]string{"busy_timeout(5000)", "foreign_keys(1)", "temp_store(memory)", "journal_size_limit(67108864)"}, pragmas...),
		"_txlock": {"immediate"},
		"_dqs":    {"0"},
		"mode":    {mode},
	}
	name := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	d := new(driver.Driver)
	if err := d.RegisterDeterministicScalarFunction(secondsFunction, 1, seconds); err != nil {
		return nil, err
	}
	return sql.OpenDB(cachingConnector{d, name.String()}), nil
}

// secondsFunction reads durations of custom fields, which are kept as they are
// written in JSON: PT4H30M.
const secondsFunction = "fairlead_seconds"

func seconds(_ *driver.FunctionContext, args []sqldriver.Value) (sqldriver.Value, error) {
	var d record.Duration
	if err := d.SetJSON(args[0]); err != nil || !d.Known() {
		return nil, nil // another kind of field left it there: unknown
	}
	return d.Seconds(), nil
}

// lockWrites does nothing: the writing pool has one connection, and its
// transactions begin by taking the lock.
func (*sqlite) lockWrites(context.Context, *sql.Tx) error { return nil }

func (*sqlite) retryable(error) bool { return false }

// together begins transactions until all of them see the same end of the
// journal, which fails only when something was committed in between.
func (e *sqlite) together(ctx context.Context, s *Store, n int) (txs []*sql.Tx, err error) {
	for {
		txs, same, err := beginAll(ctx, s, n)
		if err == nil && same {
			return txs, nil
		}
		for _, tx := range txs {
			tx.Rollback()
		}
		if err != nil {
			return nil, err
		}
	}
}

func beginAll(ctx context.Context, s *Store, n int) (txs []*sql.Tx, same bool, err error) {
	same = true
	var first int64
	for i := range n {
		tx, err := s.reads.BeginTx(ctx, readOnly)
		if err != nil {
			return txs, false, unavailable(ctx, err)
		}
		txs = append(txs, tx)
		position, err := (&Reader{s: s, tx: tx}).Position(ctx)
		if err != nil {
			return txs, false, err
		}
		if i == 0 {
			first = position
		}
		same = same && position == first
	}
	return txs, same, nil
}

var failedColumns = regexp.MustCompile(`UNIQUE constraint failed: (index '([^']+)'|[^()]+)`)

func (*sqlite) violated(err error) *violation {
	var e *driver.Error
	if !errors.As(err, &e) {
		return nil
	}
	switch e.Code() {
	case codes.SQLITE_CONSTRAINT_FOREIGNKEY:
		return &violation{}
	case codes.SQLITE_CONSTRAINT_UNIQUE, codes.SQLITE_CONSTRAINT_PRIMARYKEY:
		v := &violation{unique: true}
		m := failedColumns.FindStringSubmatch(e.Error())
		switch {
		case m == nil:
		case m[2] != "":
			v.index = m[2]
		default:
			for name := range strings.SplitSeq(strings.TrimSpace(m[1]), ", ") {
				table, column, _ := strings.Cut(name, ".")
				v.table, v.column = table, append(v.column, column)
			}
		}
		return v
	}
	return nil
}

func (*sqlite) placeholder(n int) string { return "?" + strconv.Itoa(n) }

// bind makes numbers of decimals: a comparison with text would not be one of numbers.
func (*sqlite) bind(class record.Class, v any) any {
	if text, ok := v.(string); ok && class == record.ClassNumeric {
		n, err := strconv.ParseFloat(text, 64)
		if err == nil {
			return n
		}
	}
	return v
}

func (*sqlite) unbind(_ record.Class, v any) any { return v }

// insert runs one kept statement for each row, which costs less here than
// passing many rows at once.
func (*sqlite) insert(ctx context.Context, w *Writer, table string, columns []column, rows [][]any) error {
	marks := make([]string, len(columns))
	for i := range marks {
		marks[i] = "?"
	}
	text := fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", quote(table), joined("", columns), strings.Join(marks, ", "))
	unwatched := context.WithoutCancel(ctx) // the driver starts a goroutine for each statement that can be cancelled
	for _, row := range rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := w.tx.ExecContext(unwatched, text, row...); err != nil {
			return err
		}
	}
	return nil
}

func (*sqlite) columnType(class record.Class) string {
	switch class {
	case record.ClassInteger, record.ClassBool:
		return "INTEGER"
	case record.ClassNumeric:
		return "REAL"
	case classBytes:
		return "BLOB"
	}
	return "TEXT" // not DATE or TIMESTAMP: the driver would make times of them
}

// backup writes a copy without the space that deleted rows left. It reads on a
// connection of its own, because those of the readers may not write at all.
func (e *sqlite) backup(ctx context.Context, _ *Store, path string) error {
	db, err := e.pool("cache_size(-8192)")
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "VACUUM INTO ?1", path)
	return err
}

// optimize reads the indexes of the records, table by table, so that a writer
// waits for one of them at most. Of large tables it reads a part, which tells
// how many values there are but not which are frequent.
func (e *sqlite) optimize(ctx context.Context, s *Store) error {
	for _, tb := range s.ordered() {
		var rows int64
		if err := s.writes.QueryRowContext(ctx, `SELECT coalesce(max("number"), 0) FROM `+quote(tb.name)).Scan(&rows); err != nil {
			return err
		}
		limit := 0
		if rows > wholeTable {
			limit = 1000
		}
		if _, err := s.writes.ExecContext(ctx, fmt.Sprintf("PRAGMA analysis_limit = %d; ANALYZE %s", limit, quote(tb.name))); err != nil {
			return err
		}
	}
	// Connections read what was learned when they open.
	s.reads.SetMaxIdleConns(0)
	s.reads.SetMaxIdleConns(e.readers)
	return nil
}

// wholeTable is the largest table, in rows, that is read as a whole: it takes
// about two seconds.
const wholeTable = 500_000
