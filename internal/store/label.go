package store

import (
	"context"
	"hash/fnv"
	"math"

	"fairlead/internal/record"
)

// Label is what a record of any type is shown by.
type Label struct {
	Type     string
	Number   int64
	Text     string
	Archived bool
}

// Labels names records of any types in one query. IDs without a record are left
// out of the answer.
func (r *Reader) Labels(ctx context.Context, ids []record.ID) (map[record.ID]Label, error) {
	out := make(map[record.ID]Label, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	q := r.s.statement().add(`SELECT "record", "type", "number", "label", "archived" FROM "label" WHERE "record" IN `)
	q.add(q.ids(ids))
	var text string
	var l Label
	err := r.each(ctx, q, func() error {
		id, err := record.ParseID(text)
		out[id] = l
		return err
	}, &text, &l.Type, &l.Number, &l.Text, &l.Archived)
	return out, err
}

var labelColumns = []column{
	{name: "record", class: record.ClassID}, {name: "type", class: record.ClassText}, {name: "number", class: record.ClassInteger},
	{name: "label", class: record.ClassText}, {name: "key", class: record.ClassText}, {name: "archived", class: record.ClassBool},
	{name: "words", class: record.ClassInteger},
}

// Index brings the names and the search index in step with records as they are
// now. Call it for every record that is new or changed; what has not changed
// costs little.
func (w *Writer) Index(ctx context.Context, t *record.Type, records []record.Record) error {
	if len(records) == 0 {
		return nil
	}
	ids := make([]record.ID, len(records))
	for i, r := range records {
		ids[i] = r.Head().ID
	}
	known, err := w.indexed(ctx, ids)
	if err != nil {
		return w.fail(err)
	}
	var fresh, stale []indexEntry
	for _, r := range records {
		e := entryOf(t, r)
		old, there := known[r.Head().ID]
		e.n = old.n
		switch {
		case !there:
			fresh = append(fresh, e)
		case old != e.mark():
			stale = append(stale, e)
		}
	}
	if err := w.relabel(ctx, stale); err != nil {
		return err
	}
	return w.label(ctx, fresh)
}

// indexEntry is what the names and the search index hold of a record.
type indexEntry struct {
	n     int64 // the place in the order of creation
	row   []any // of labelColumns
	words []string
}

// mark tells whether an entry has changed, without reading it whole.
type mark struct{ n, words int64 }

func (e *indexEntry) mark() mark { return mark{e.n, e.row[len(e.row)-1].(int64)} }

func entryOf(t *record.Type, r record.Record) indexEntry {
	h := r.Head()
	label := t.Label(r)
	e := indexEntry{words: searchWords(t.Name, h.Archived, label, t.SearchText(r))}
	e.row = []any{h.ID.String(), t.Name, h.Number, label, sortKey(label), h.Archived, digest(label, e.words)}
	return e
}

// digest changes whenever the label or the words of a record do.
func digest(label string, words []string) int64 {
	h := fnv.New64a()
	h.Write([]byte(label))
	for _, word := range words {
		h.Write([]byte{0})
		h.Write([]byte(word))
	}
	return int64(h.Sum64() & math.MaxInt64)
}

func (r *Reader) indexed(ctx context.Context, ids []record.ID) (map[record.ID]mark, error) {
	out := make(map[record.ID]mark, len(ids))
	q := r.s.statement().add(`SELECT "record", "n", "words" FROM "label" WHERE "record" IN `)
	var text string
	var m mark
	err := r.each(ctx, q.add(q.ids(ids)), func() error {
		id, err := record.ParseID(text)
		out[id] = m
		return err
	}, &text, &m.n, &m.words)
	return out, err
}

// label writes the names and words of records that have none yet.
func (w *Writer) label(ctx context.Context, fresh []indexEntry) error {
	if len(fresh) == 0 {
		return nil
	}
	n, err := w.reserve(ctx, "label", "n", len(fresh))
	if err != nil {
		return err
	}
	rows := make([][]any, len(fresh))
	for i := range fresh {
		fresh[i].n = n + int64(i)
		rows[i] = append(fresh[i].row, fresh[i].n)
	}
	if err := w.bulk(ctx, "label", append(labelColumns[:len(labelColumns):len(labelColumns)], nColumn), rows); err != nil {
		return err
	}
	return w.remember(ctx, fresh)
}

// remember adds words to the vocabulary and the search index. The vocabulary
// keeps words that nobody uses any more: they lead nowhere.
func (w *Writer) remember(ctx context.Context, entries []indexEntry) error {
	rows := make([][]any, 0, len(entries))
	for _, word := range longWords(entries) {
		rows = append(rows, []any{word})
	}
	q := w.s.statement().add(`INSERT INTO "word" ("word") SELECT c0 FROM `)
	q.add(q.rows(rows, record.ClassText), ` WHERE TRUE ON CONFLICT DO NOTHING`)
	if _, err := w.exec(ctx, q); err != nil {
		return err
	}
	return w.fail(w.s.engine.remember(ctx, w, entries))
}

var nColumn = column{name: "n", class: record.ClassInteger}

// relabel rewrites names and words that have changed.
func (w *Writer) relabel(ctx context.Context, stale []indexEntry) error {
	numbers := make([]int64, len(stale))
	for i, e := range stale {
		numbers[i] = e.n
		q := w.s.statement().add(`UPDATE "label" SET "label" = `).arg(record.ClassText, e.row[3])
		q.add(`, "key" = `).arg(record.ClassText, e.row[4]).add(`, "archived" = `).arg(record.ClassBool, e.row[5])
		q.add(`, "words" = `).arg(record.ClassInteger, e.row[6]).add(` WHERE "n" = `).arg(record.ClassInteger, e.n)
		if _, err := w.exec(ctx, q); err != nil {
			return err
		}
	}
	if len(stale) == 0 {
		return nil
	}
	if err := w.s.engine.forget(ctx, w, numbers); err != nil {
		return w.fail(err)
	}
	return w.remember(ctx, stale)
}

// unindex takes records out of the names and the search index.
func (w *Writer) unindex(ctx context.Context, ids []record.ID) error {
	known, err := w.indexed(ctx, ids)
	if err != nil {
		return w.fail(err)
	}
	var numbers []int64
	for _, m := range known {
		numbers = append(numbers, m.n)
	}
	if err := w.s.engine.forget(ctx, w, numbers); err != nil {
		return w.fail(err)
	}
	q := w.s.statement().add(`DELETE FROM "label" WHERE "record" IN `)
	_, err = w.exec(ctx, q.add(q.ids(ids)))
	return err
}
