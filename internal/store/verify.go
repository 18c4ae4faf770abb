package store

import (
	"context"
	"fmt"

	"fairlead/internal/record"
)

// Break is a place where the journal is not what was written.
type Break struct {
	Position int64  // of the entry; zero when it is about a record or the journal as a whole
	Record   string // type and short number, when it is about a record
	Problem  string // for people
}

// Verification is what Verify found.
type Verification struct {
	Entries int64   // read
	Breaks  []Break // in the order of the journal, at most maxBreaks
}

const (
	maxBreaks  = 1000
	verifyPage = 2000
)

// Verify reads the whole journal and reports every entry that was edited,
// removed, moved or added past the program, then every record whose version is
// not the number of its entries. It reads page by page, so writers do not wait.
// After each page it calls progress with the entries read and their number, if
// progress is not nil.
//
// Somebody who can write to the database can also seal the whole chain anew.
// That shows only against a hash of the head that was kept elsewhere (Head).
func (s *Store) Verify(ctx context.Context, progress func(read, of int64)) (Verification, error) {
	v := verifier{s: s}
	err := s.View(ctx, func(r *Reader) (err error) {
		v.head, err = r.head(ctx)
		return err
	})
	if err != nil {
		return v.Verification, err
	}
	for more := true; more; {
		if err := s.View(ctx, func(r *Reader) error { more, err = v.page(ctx, r); return err }); err != nil {
			return v.Verification, err
		}
		if progress != nil {
			progress(v.Entries, v.head.position)
		}
	}
	v.checkEnd()
	return v.Verification, s.View(ctx, func(r *Reader) error { return v.checkRecords(ctx, r) })
}

// Head is the position and the hash of the last journal entry, to be kept
// outside the database: in a report, a backup, a mail.
func (r *Reader) Head(ctx context.Context) (position int64, hash [32]byte, err error) {
	h, err := r.head(ctx)
	return h.position, h.hash, err
}

type verifier struct {
	s *Store
	Verification
	head head // as it was at the start; later entries are not read
	last head
}

func (v *verifier) report(b Break) {
	if len(v.Breaks) < maxBreaks {
		v.Breaks = append(v.Breaks, b)
	}
}

// page reads the next entries; more is false at the end.
func (v *verifier) page(ctx context.Context, r *Reader) (more bool, err error) {
	n := 0
	err = r.entriesFrom(ctx, v.last.position, verifyPage, func(e record.Entry) error {
		n++
		if e.Position <= v.head.position {
			v.check(&e)
		}
		return nil
	})
	return n == verifyPage && v.last.position < v.head.position, err
}

// check compares an entry with the one before. Behind a break it goes on from
// what is stored, so that each break is reported once.
func (v *verifier) check(e *record.Entry) {
	if gap := e.Position - v.last.position - 1; gap > 0 {
		v.report(Break{Position: e.Position, Problem: fmt.Sprintf("%d entries before this one are missing.", gap)})
	}
	if e.Seal(v.last.hash) != e.Hash {
		v.report(Break{Position: e.Position, Problem: "The entry does not match its hash: it or the one before it was edited, removed or moved."})
	}
	v.last = head{e.Position, e.Hash}
	v.Entries++
}

func (v *verifier) checkEnd() {
	switch {
	case v.last.position < v.head.position:
		v.report(Break{Position: v.last.position + 1, Problem: fmt.Sprintf("The last %d entries are missing.", v.head.position-v.last.position)})
	case v.last.hash != v.head.hash:
		v.report(Break{Position: v.last.position, Problem: "The last entry is not the one that was written last."})
	}
}

// checkRecords compares what the tables hold with what the journal says.
func (v *verifier) checkRecords(ctx context.Context, r *Reader) error {
	for _, tb := range v.s.ordered() {
		if err := v.checkVersions(ctx, r, tb); err != nil {
			return err
		}
		if err := v.checkGone(ctx, r, tb); err != nil {
			return err
		}
	}
	return nil
}

// checkVersions finds records whose version is not the number of their entries.
func (v *verifier) checkVersions(ctx context.Context, r *Reader, tb *table) error {
	q := v.s.statement().add(`SELECT * FROM (SELECT t."number", t."version", (SELECT count(*) FROM "journal" j WHERE j."record" = t."id") AS n FROM `,
		quote(tb.name), ` t) x WHERE x."version" <> x.n ORDER BY 1`).limit(maxBreaks)
	var number, version, entries int64
	return r.each(ctx, q, func() error {
		v.report(Break{Record: tb.typ.Number(number), Problem: fmt.Sprintf("The record is of version %d, and the journal has %d entries of it.", version, entries)})
		return nil
	}, &number, &version, &entries)
}

// checkGone finds records that the journal knows and the table does not have.
func (v *verifier) checkGone(ctx context.Context, r *Reader, tb *table) error {
	q := v.s.statement().add(`SELECT j."position" FROM "journal" j WHERE j."operation" = `).arg(record.ClassText, string(record.Created))
	q.add(` AND j."type" = `).arg(record.ClassText, tb.name).add(` AND NOT EXISTS (SELECT 1 FROM `, quote(tb.name), ` t WHERE t."id" = j."record")`)
	q.add(` AND NOT EXISTS (SELECT 1 FROM "journal" g WHERE g."record" = j."record" AND g."operation" = `).arg(record.ClassText, string(record.Removed))
	q.add(`) ORDER BY 1`).limit(maxBreaks)
	var position int64
	return r.each(ctx, q, func() error {
		v.report(Break{Position: position, Problem: "The " + tb.typ.Title + " that this entry created is gone, and no entry says so."})
		return nil
	}, &position)
}
