package store

import (
	"context"
	"strconv"
	"strings"

	"fairlead/internal/record"
)

func (*sqlite) remember(ctx context.Context, w *Writer, entries []indexEntry) error {
	rows := make([][]any, len(entries))
	for i, e := range entries {
		rows[i] = []any{e.n, strings.Join(e.words, " ")}
	}
	return w.s.engine.insert(ctx, w, "search", []column{{name: "rowid", class: record.ClassInteger}, {name: "words", class: record.ClassText}}, rows)
}

func (*sqlite) forget(ctx context.Context, w *Writer, numbers []int64) error {
	if len(numbers) == 0 {
		return nil
	}
	q := w.s.statement().add(`DELETE FROM "search" WHERE rowid IN (SELECT value FROM json_each(`)
	_, err := w.exec(ctx, q.arg(record.ClassJSON, jsonText(numbers)).add("))"))
	return err
}

// matching puts every word in quotes, so that none is syntax.
func (*sqlite) matching(q *statement, terms []searchTerm, limit int) string {
	match := matchText(terms, " OR ", " AND ", `"`, "*")
	return `(SELECT rowid AS "n" FROM "search" WHERE "search" MATCH ` + q.param(record.ClassText, match) +
		" ORDER BY rowid DESC LIMIT " + strconv.Itoa(limit) + ")"
}
