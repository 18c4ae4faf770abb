package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"fairlead/internal/record"
)

func (e *sqlite) sameType(is string, class record.Class) bool { return is == e.columnType(class) }

func (*sqlite) clustered() string { return " WITHOUT ROWID" }

func (*sqlite) present(ctx context.Context, q querier) (*present, error) {
	p := &present{tables: map[string]map[string]string{}, indexes: map[string]string{}}
	rows, err := q.QueryContext(ctx, `
		SELECT s."type", s."name", s."tbl_name", coalesce(c."name", ''), coalesce(c."type", '')
		FROM sqlite_schema s LEFT JOIN pragma_table_info(s."name") c ON s."type" = 'table'
		WHERE s."type" IN ('table', 'index')`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var what, name, table, column, typ string
		if err := rows.Scan(&what, &name, &table, &column, &typ); err != nil {
			return nil, err
		}
		p.add(what == "table", name, table, column, typ)
	}
	return p, rows.Err()
}

// add notes one column of a table, or one index.
func (p *present) add(isTable bool, name, table, column, typ string) {
	if !isTable {
		p.indexes[name] = table
		return
	}
	if p.tables[name] == nil {
		p.tables[name] = map[string]string{}
	}
	p.tables[name][column] = typ
}

// createTable makes the table with all columns at once: adding a column reads
// the whole schema anew, which for a whole catalogue would take seconds.
func (e *sqlite) createTable(tb *table) (text string, with []column) {
	columns := make([]string, len(tb.columns))
	for i, c := range tb.columns {
		columns[i] = e.columnText(c)
	}
	return fmt.Sprintf("CREATE TABLE %s (\n\t%s\n)", quote(tb.name), strings.Join(columns, ",\n\t")), tb.columns
}

func (e *sqlite) addColumns(tb *table, missing []column) []string {
	out := make([]string, len(missing))
	for i, c := range missing {
		out[i] = "ALTER TABLE " + quote(tb.name) + " ADD COLUMN " + e.columnText(c)
	}
	return out
}

func (e *sqlite) columnText(c column) string { return columnText(e, c) }

// columnText is a column in CREATE TABLE or ADD COLUMN.
func columnText(e engine, c column) string {
	text := quote(c.name) + " " + e.columnType(c.class)
	switch c.name {
	case "number":
		return text + " PRIMARY KEY"
	case "id":
		return text + " NOT NULL UNIQUE"
	case "version", "archived":
		return text + " NOT NULL"
	}
	if c.zero != "" {
		text += " NOT NULL DEFAULT " + c.zero
	}
	if c.target != "" {
		text += " REFERENCES " + quote(c.target) + ` ("id") DEFERRABLE INITIALLY DEFERRED`
	}
	return text
}

// lockSchema does nothing: the file belongs to one process, and this is its
// one writing connection.
func (*sqlite) lockSchema(context.Context, *sql.Conn) (func(), error) { return func() {}, nil }
