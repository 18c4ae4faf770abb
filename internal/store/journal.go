package store

import (
	"context"
	"errors"

	"fairlead/internal/record"
)

// The journal is a table of entries that triggers keep from being changed or
// removed, and a head that says how many there are and how the last is sealed.

var journalColumns = []column{
	{name: "position", class: record.ClassInteger},
	{name: "at", class: record.ClassInstant},
	{name: "account", class: record.ClassID},
	{name: "type", class: record.ClassText},
	{name: "record", class: record.ClassID},
	{name: "operation", class: record.ClassText},
	{name: "note", class: record.ClassText},
	{name: "changes", class: record.ClassText},
	{name: "hash", class: classBytes},
}

// classBytes is the class of columns that hold bytes, which records have none of.
const classBytes record.Class = -1

// Append writes entries to the end of the journal and assigns their positions
// and hashes.
func (w *Writer) Append(ctx context.Context, entries []record.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	h, err := w.head(ctx)
	if err != nil {
		return w.fail(err)
	}
	rows := make([][]any, len(entries))
	for i := range entries {
		e := &entries[i]
		h.position++
		e.Position = h.position
		e.Hash = e.Seal(h.hash)
		h.hash = e.Hash
		rows[i] = []any{e.Position, e.At.Store()[0], storeID(e.By), e.Type, storeID(e.Record), string(e.Op),
			storeText(e.Note), storeText(e.Changes), e.Hash[:]}
	}
	if err := w.bulk(ctx, "journal", journalColumns, rows); err != nil {
		return err
	}
	q := w.s.statement().add(`UPDATE "journal_head" SET "position" = `).arg(record.ClassInteger, h.position)
	_, err = w.exec(ctx, q.add(`, "hash" = `).arg(classBytes, h.hash[:]))
	return err
}

// head is the end of the journal.
type head struct {
	position int64
	hash     [32]byte
}

func (r *Reader) head(ctx context.Context) (h head, err error) {
	var hash []byte
	if _, err = r.one(ctx, r.s.statement().add(`SELECT "position", "hash" FROM "journal_head"`), &h.position, &hash); err != nil {
		return h, err
	}
	copy(h.hash[:], hash)
	return h, nil
}

// Position is that of the last journal entry; zero when there is none.
func (r *Reader) Position(ctx context.Context) (int64, error) {
	h, err := r.head(ctx)
	return h.position, err
}

// JournalQuery asks for entries, the newest first. Zero fields do not limit.
type JournalQuery struct {
	Record  record.ID
	Type    *record.Type
	Types   []*record.Type // entries about one of these; none: of all
	Without []*record.Type // entries about these are passed over
	Since   record.Instant // made at this moment or later
	By      record.ID
	Before  int64 // positions less than this
	After   int64 // positions greater than this
	Limit   int   // at most; zero means 100
}

// names lists the names of types and closes the list.
func (q *statement) names(types []*record.Type) {
	for i, t := range types {
		if i > 0 {
			q.add(", ")
		}
		q.arg(record.ClassText, t.Name)
	}
	q.add(")")
}

// Entries reads from the journal, the newest entry first.
func (r *Reader) Entries(ctx context.Context, jq JournalQuery) ([]record.Entry, error) {
	q := r.s.statement().add("SELECT ", joined("", journalColumns), ` FROM "journal" WHERE "position" > `)
	q.arg(record.ClassInteger, jq.After)
	if jq.Before > 0 {
		q.add(` AND "position" < `).arg(record.ClassInteger, jq.Before)
	}
	if !jq.Record.IsZero() {
		q.add(` AND "record" = `).arg(record.ClassID, jq.Record.String())
	}
	if jq.Type != nil {
		q.add(` AND "type" = `).arg(record.ClassText, jq.Type.Name)
	}
	if len(jq.Types) > 0 {
		q.add(` AND "type" IN (`).names(jq.Types)
	}
	if len(jq.Without) > 0 {
		q.add(` AND "type" NOT IN (`).names(jq.Without)
	}
	if jq.Since.Known() {
		q.add(` AND "at" >= `).arg(record.ClassInstant, jq.Since.Store()[0])
	}
	if !jq.By.IsZero() {
		q.add(` AND "account" = `).arg(record.ClassID, jq.By.String())
	}
	limit := jq.Limit
	if limit <= 0 {
		limit = 100
	}
	q.add(` ORDER BY "position" DESC`).limit(limit)
	var out []record.Entry
	err := r.entries(ctx, q, func(e record.Entry) error {
		out = append(out, e)
		return nil
	})
	return out, err
}

// entriesFrom calls f with the entries after a position, the oldest first.
func (r *Reader) entriesFrom(ctx context.Context, after int64, limit int, f func(record.Entry) error) error {
	q := r.s.statement().add("SELECT ", joined("", journalColumns), ` FROM "journal" WHERE "position" > `).arg(record.ClassInteger, after)
	return r.entries(ctx, q.add(` ORDER BY "position"`).limit(limit), f)
}

func (r *Reader) entries(ctx context.Context, q *statement, f func(record.Entry) error) error {
	row := make([]any, len(journalColumns))
	into := make([]any, len(row))
	for i := range row {
		into[i] = &row[i]
	}
	return r.each(ctx, q, func() error {
		for i, c := range journalColumns {
			row[i] = r.s.engine.unbind(c.class, row[i])
		}
		e, err := loadEntry(row)
		if err != nil {
			return err
		}
		return f(e)
	}, into...)
}

func loadEntry(row []any) (e record.Entry, err error) {
	var op string
	err = errors.Join(
		loadInt(&e.Position, row[0]), e.At.Load(row[1:2]), loadID(&e.By, row[2]), loadText(&e.Type, row[3]),
		loadID(&e.Record, row[4]), loadText(&op, row[5]), loadText(&e.Note, row[6]), loadText(&e.Changes, row[7]),
	)
	e.Op = record.Operation(op)
	hash, _ := row[8].([]byte)
	copy(e.Hash[:], hash)
	return e, err
}
