package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"fairlead/internal/record"
)

func (e *postgres) sameType(is string, class record.Class) bool { return is == e.bareType(class) }

func (*postgres) clustered() string { return "" }

func (*postgres) present(ctx context.Context, q querier) (*present, error) {
	p := &present{tables: map[string]map[string]string{}, indexes: map[string]string{}}
	rows, err := q.QueryContext(ctx, `
		SELECT TRUE, table_name::text, table_name::text, column_name::text, data_type::text
		FROM information_schema.columns WHERE table_schema = current_schema()
		UNION ALL
		SELECT FALSE, indexname::text, tablename::text, '', '' FROM pg_indexes WHERE schemaname = current_schema()`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var isTable bool
		var name, table, column, typ string
		if err := rows.Scan(&isTable, &name, &table, &column, &typ); err != nil {
			return nil, err
		}
		p.add(isTable, name, table, column, typ)
	}
	return p, rows.Err()
}

// createTable makes the table with its header. The other columns are added
// when all tables are there, as they refer to each other.
func (e *postgres) createTable(tb *table) (text string, with []column) {
	with = tb.columns[:len(header)]
	columns := make([]string, len(with))
	for i, c := range with {
		columns[i] = columnText(e, c)
	}
	return fmt.Sprintf("CREATE TABLE %s (\n\t%s\n)", quote(tb.name), strings.Join(columns, ",\n\t")), with
}

func (e *postgres) addColumns(tb *table, missing []column) []string {
	columns := make([]string, len(missing))
	for i, c := range missing {
		columns[i] = "ADD COLUMN " + columnText(e, c)
	}
	return []string{"ALTER TABLE " + quote(tb.name) + " " + strings.Join(columns, ", ")}
}

// lockSchema holds a lock of the session, so that of several servers that start
// at once one brings the schema up to date and the others wait.
func (*postgres) lockSchema(ctx context.Context, conn *sql.Conn) (func(), error) {
	const key = 0x0fa17ead
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", key); err != nil {
		return nil, err
	}
	return func() { conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", key) }, nil
}
