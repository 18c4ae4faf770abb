package store

import (
	"context"
	"strings"
	"unicode/utf8"

	"fairlead/internal/record"
)

// SearchQuery asks for records by words, also while they are being typed.
type SearchQuery struct {
	Text     string
	Types    []*record.Type // none: all
	Limit    int            // at most; zero means 20
	Archived bool           // archived records too
}

// Hit is a record that a search found.
type Hit struct {
	Record   record.ID
	Type     string
	Number   int64
	Label    string
	Archived bool
}

// Search finds records: first by their short number, then those whose label
// begins with the text, then those with all its words in the label, then those
// with all its words anywhere, the newest first. Words are found by their
// beginning, without regard to case and accents.
//
// It looks at a bounded number of records, so in a search over some types only
// old matches may be left out when newer ones of other types abound.
func (r *Reader) Search(ctx context.Context, sq SearchQuery) ([]Hit, error) {
	if sq.Limit <= 0 {
		sq.Limit = 20
	}
	s := searcher{r: r, q: sq, text: fold(strings.TrimSpace(sq.Text)), seen: map[record.ID]bool{}}
	s.words = split(s.text)
	for _, find := range []func(context.Context) error{s.byNumber, s.byKey, s.byLabelWords, s.byWords} {
		if err := find(ctx); err != nil {
			return nil, err
		}
		if len(s.hits) >= sq.Limit {
			return s.hits[:sq.Limit], nil
		}
	}
	return s.hits, nil
}

type searcher struct {
	r     *Reader
	q     SearchQuery
	text  string
	words []string
	hits  []Hit
	seen  map[record.ID]bool
}

// searchTerm is a word to be found, whole or as the beginning of one.
type searchTerm struct {
	word   string
	prefix bool
}

const hitColumns = `l."record", l."type", l."number", l."label", l."archived"`

// collect adds the hits of a statement, and leaves out those found before.
func (s *searcher) collect(ctx context.Context, q *statement) error {
	var text string
	var h Hit
	return s.r.each(ctx, q, func() (err error) {
		h.Record, err = record.ParseID(text)
		if err == nil && !s.seen[h.Record] {
			s.seen[h.Record] = true
			s.hits = append(s.hits, h)
		}
		return err
	}, &text, &h.Type, &h.Number, &h.Label, &h.Archived)
}

// narrow limits a statement over "label" l to the wanted types.
func (s *searcher) narrow(q *statement) {
	if !s.q.Archived {
		q.add(` AND l."archived" = FALSE`)
	}
	if len(s.q.Types) > 0 {
		q.add(` AND l."type" IN (`)
		for i, t := range s.q.Types {
			if i > 0 {
				q.add(", ")
			}
			q.arg(record.ClassText, t.Name)
		}
		q.add(")")
	}
}

func (s *searcher) types() []*record.Type {
	if len(s.q.Types) > 0 {
		return s.q.Types
	}
	return s.r.s.dict.Types()
}

func (s *searcher) byNumber(ctx context.Context) error {
	q := s.r.s.statement().add("SELECT ", hitColumns, ` FROM "label" l WHERE `)
	first := true
	for _, t := range s.types() {
		if n, ok := t.ParseNumber(s.text); ok {
			if !first {
				q.add(" OR ")
			}
			first = false
			q.add(`(l."number" = `).arg(record.ClassInteger, n).add(` AND l."type" = `).arg(record.ClassText, t.Name).add(")")
		}
	}
	if first {
		return nil
	}
	return s.collect(ctx, q.add(` ORDER BY l."n" DESC LIMIT `).arg(record.ClassInteger, int64(s.q.Limit)))
}

// considered is how many records a search looks at before it sorts out those
// that are not wanted.
const considered = 500

func (s *searcher) byKey(ctx context.Context) error {
	key := strings.Join(s.words, " ")
	if key == "" {
		return nil
	}
	q := s.r.s.statement().add("SELECT ", hitColumns, ` FROM (SELECT * FROM "label" WHERE "archived" = FALSE AND `)
	q.add(q.startsWith(`"key"`, key), ` ORDER BY "key" LIMIT `).arg(record.ClassInteger, int64(considered)).add(`) l WHERE TRUE`)
	s.narrow(q)
	return s.collect(ctx, q.add(` ORDER BY l."key", l."n" LIMIT `).arg(record.ClassInteger, int64(s.q.Limit)))
}

func (s *searcher) byLabelWords(ctx context.Context) error { return s.byTerms(ctx, string(ofLabel)) }

func (s *searcher) byWords(ctx context.Context) error { return s.byTerms(ctx, "") }

func (s *searcher) byTerms(ctx context.Context, before string) error {
	var terms []searchTerm
	for _, word := range s.words {
		// Beginnings of one character are in no index.
		terms = append(terms, searchTerm{before + word, utf8.RuneCountInString(word) > 1})
	}
	if len(terms) == 0 {
		return nil
	}
	q := s.r.s.statement()
	q.add("SELECT ", hitColumns, " FROM ", s.r.s.engine.matching(q, terms, considered), ` m JOIN "label" l ON l."n" = m."n" WHERE TRUE`)
	s.narrow(q)
	return s.collect(ctx, q.add(` ORDER BY l."n" DESC LIMIT `).arg(record.ClassInteger, int64(s.q.Limit)))
}
