package store

import (
	"context"
	"strconv"
	"strings"

	"fairlead/internal/record"
)

// remember gives the words to the server as lexemes, past its own parser.
func (*postgres) remember(ctx context.Context, w *Writer, entries []indexEntry) error {
	for len(entries) > 0 {
		n := min(len(entries), insertBatch)
		numbers, words := make([]int64, n), make([]string, n)
		for i, e := range entries[:n] {
			numbers[i], words[i] = e.n, strings.Join(e.words, " ")
		}
		_, err := w.tx.ExecContext(ctx, `INSERT INTO "search" ("n", "words")
			SELECT n, array_to_tsvector(string_to_array(words, ' ')) FROM unnest($1::bigint[], $2::text[]) e (n, words)`, numbers, words)
		if err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

func (*postgres) forget(ctx context.Context, w *Writer, numbers []int64) error {
	_, err := w.tx.ExecContext(ctx, `DELETE FROM "search" WHERE "n" = ANY ($1::bigint[])`, numbers)
	return err
}

// matching puts every word in quotes, so that none is syntax.
func (*postgres) matching(q *statement, terms []searchTerm, limit int) string {
	match := matchText(terms, " | ", " & ", "'", ":*")
	return `(SELECT "n" FROM "search" WHERE "words" @@ ` + q.param(record.ClassText, match) +
		`::tsquery ORDER BY "n" DESC LIMIT ` + strconv.Itoa(limit) + ")"
}
