package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"fairlead/internal/record"
)

// engine is what differs between SQLite and PostgreSQL. All else is SQL that
// both understand.
type engine interface {
	name() string

	// open fills the pools of a store and its close function.
	open(ctx context.Context, s *Store, o Options) error
	// lockWrites makes a transaction wait until no other is writing.
	lockWrites(ctx context.Context, tx *sql.Tx) error
	// retryable reports whether a transaction failed only because another ran
	// at the same time.
	retryable(err error) bool
	// together starts n reading transactions that all see the same moment.
	together(ctx context.Context, s *Store, n int) ([]*sql.Tx, error)
	// violated says which constraint an error is about; nil for other errors.
	violated(err error) *violation

	// optimize renews what the planner of statements knows of the tables.
	optimize(ctx context.Context, s *Store) error
	// backup writes a consistent copy to a path where nothing is yet.
	backup(ctx context.Context, s *Store, path string) error

	// placeholder is the nth parameter of a statement, counted from 1.
	placeholder(n int) string
	// bind gives what the driver takes for a value of a class.
	bind(class record.Class, v any) any
	// unbind gives what record values load from what the driver returned.
	unbind(class record.Class, v any) any
	// insert writes rows into columns of a table, in one go.
	insert(ctx context.Context, w *Writer, table string, columns []column, rows [][]any) error

	// rowset is a table expression over the JSON array of arrays that rows
	// passes as a parameter, named k, with columns c0, c1, ... of the given classes.
	rowset(param string, classes ...record.Class) string
	// custom is the value of a custom field of a class, read from a JSON column;
	// NULL when it is of another sort. The name is a placeholder.
	custom(column, name string, class record.Class) string
	// customPart is the JSON of a custom field.
	customPart(column, name string) string
	// customDuration is a custom field of that kind in seconds, customMinor one of
	// kind money in minor units.
	customDuration(column, name string) string
	customMinor(column, name string) string
	// customTargets is true when one of the IDs in a custom field satisfies a condition.
	customTargets(column, name, condition string) string
	// unindexed is the same condition, written so that no index is chosen for it.
	unindexed(condition string) string
	// asText is a value as its canonical text.
	asText(e expression) string
	// within and suffix are true when part lies in a text, or ends it.
	within(text, part string) string
	suffix(text, part string) string
	// listed is true when a JSON array of texts holds an item.
	listed(q *statement, column, item string) string
	// month is YYYY-MM of a date or instant.
	month(e expression) string
	// sum adds up integers, or decimals in millionths, to an integer.
	sum(e expression) string

	// columnType is the type of a column in CREATE TABLE, and sameType reports
	// whether what stands in the database is that type.
	columnType(class record.Class) string
	sameType(is string, class record.Class) bool
	// clustered ends CREATE TABLE for tables that are read by their key alone.
	clustered() string
	// skipLocked ends a SELECT of rows that a transaction is about to take.
	skipLocked() string
	// present reads what is in the database.
	present(ctx context.Context, q querier) (*present, error)
	// createTable makes a table, with some of its columns at least.
	createTable(tb *table) (sql string, with []column)
	// addColumns gives an existing table more columns.
	addColumns(tb *table, missing []column) []string
	// lockSchema keeps other processes from changing the schema at the same time.
	lockSchema(ctx context.Context, conn *sql.Conn) (unlock func(), err error)

	// remember writes the words of records into the search index, each under its
	// number n; forget removes them.
	remember(ctx context.Context, w *Writer, entries []indexEntry) error
	forget(ctx context.Context, w *Writer, n []int64) error
	// matching is a table expression with the column n of records that have all
	// the words, the newest first, at most limit of them.
	matching(q *statement, words []searchTerm, limit int) string
}

// querier is a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// violation is a constraint that the database refused to break.
type violation struct {
	table  string
	index  string   // name of a unique index
	column []string // when the engine tells them instead
	unique bool     // else a reference
}

// statement is SQL under construction, with its arguments.
type statement struct {
	engine engine
	text   strings.Builder
	args   []any
}

func (s *Store) statement() *statement { return &statement{engine: s.engine} }

// fork starts another statement whose first parameters are those of this one.
func (q *statement) fork() *statement {
	return &statement{engine: q.engine, args: slices.Clone(q.args)}
}

// add appends parts as they are.
func (q *statement) add(parts ...string) *statement {
	for _, p := range parts {
		q.text.WriteString(p)
	}
	return q
}

// arg appends a parameter with a value of a class.
// limit ends a statement after some rows. The number stands in the text and is
// no argument: SQLite plans a statement anew each time such an argument is given.
func (q *statement) limit(n int) *statement { return q.add(" LIMIT ", strconv.Itoa(n)) }

func (q *statement) arg(class record.Class, v any) *statement { return q.add(q.param(class, v)) }

// param notes a value and gives its placeholder.
func (q *statement) param(class record.Class, v any) string {
	q.args = append(q.args, q.engine.bind(class, v))
	return q.engine.placeholder(len(q.args))
}

func (q *statement) String() string { return q.text.String() }

// maxIdentifier is the longest name that PostgreSQL keeps whole.
const maxIdentifier = 63

// indexName joins a name for an index; long ones end in a hash of the whole.
func indexName(kind, table string, on ...string) string {
	name := kind + "_" + table + "_" + strings.Join(on, "_")
	if len(name) <= maxIdentifier {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	return name[:maxIdentifier-9] + "_" + hex.EncodeToString(sum[:4])
}
