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
// It looks at a bounded number of records, so of a word that is in very many
// the older ones may be left out.
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

// searchTerm is satisfied by any of some words, whole or as the beginning of one.
type searchTerm struct {
	words  []string
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
	q.add(s.ofTypes(q, "l."))
}

func (s *searcher) types() []*record.Type {
	if len(s.q.Types) > 0 {
		return s.q.Types
	}
	return s.r.s.dict.Types()
}

func (s *searcher) byNumber(ctx context.Context) error {
	var any []string
	q := s.r.s.statement()
	for _, t := range s.types() {
		if n, ok := t.ParseNumber(s.text); ok {
			any = append(any, `(l."number" = `+q.param(record.ClassInteger, n)+` AND l."type" = `+q.param(record.ClassText, t.Name)+")")
		}
	}
	if any == nil {
		return nil
	}
	q.add("SELECT ", hitColumns, ` FROM "label" l WHERE (`, strings.Join(any, " OR "), ")")
	s.narrow(q)
	return s.collect(ctx, q.add(` ORDER BY l."n" DESC`).limit(s.q.Limit))
}

// byKey finds labels that begin with the text. Few types are asked one by one:
// each gives its first few, however many others there are.
func (s *searcher) byKey(ctx context.Context) error {
	key := strings.Join(s.words, " ")
	if key == "" {
		return nil
	}
	q := s.r.s.statement()
	begins := q.startsWith(`"key"`, key)
	var kinds []string
	if s.most() {
		kinds = []string{s.ofTypes(q, "")}
	} else {
		for _, t := range s.types() {
			kinds = append(kinds, ` AND "type" = `+q.param(record.ClassText, t.Name))
		}
	}
	q.add("SELECT ", hitColumns, " FROM (")
	for i, kind := range kinds {
		for j, archived := range s.sides() {
			if i+j > 0 {
				q.add(" UNION ALL ")
			}
			q.add(`SELECT * FROM (SELECT * FROM "label" WHERE "archived" = `, archived, " AND ", begins, kind, ` ORDER BY "key"`).limit(s.q.Limit).add(") x")
		}
	}
	return s.collect(ctx, q.add(`) l ORDER BY l."key", l."n"`).limit(s.q.Limit))
}

// sides are the values of the column archived in what is searched.
func (s *searcher) sides() []string {
	if s.q.Archived {
		return []string{"FALSE", "TRUE"}
	}
	return []string{"FALSE"}
}

// most reports whether so many types are wanted that they are better told apart
// after an index than before it.
func (s *searcher) most() bool {
	n := len(s.q.Types)
	return n == 0 || n > len(s.r.s.dict.Types())/2
}

// ofTypes is a condition on the type of labels in a table; empty when all are wanted.
func (s *searcher) ofTypes(q *statement, table string) string {
	if len(s.q.Types) == 0 {
		return ""
	}
	names := make([]string, len(s.q.Types))
	for i, t := range s.q.Types {
		names[i] = q.param(record.ClassText, t.Name)
	}
	return " AND " + table + `"type" IN (` + strings.Join(names, ", ") + ")"
}

func (s *searcher) byLabelWords(ctx context.Context) error { return s.byTerms(ctx, string(ofLabel)) }

func (s *searcher) byWords(ctx context.Context) error { return s.byTerms(ctx, "") }

// byTerms finds records that have all the words, each with a mark before it.
func (s *searcher) byTerms(ctx context.Context, mark string) error {
	var terms []searchTerm
	for _, word := range s.words {
		term, err := s.term(ctx, mark, word)
		if err != nil || len(term.words) == 0 {
			return err
		}
		terms = append(terms, term)
	}
	if len(terms) == 0 {
		return nil
	}
	if !s.most() {
		terms = append(terms, s.typeTerm())
	}
	q := s.r.s.statement()
	// Crossed, so that SQLite looks matches up by their numbers and does not go
	// through all labels in search of them.
	q.add("SELECT ", hitColumns, " FROM ", s.r.s.engine.matching(q, terms, max(considered, 2*s.q.Limit)), ` m CROSS JOIN "label" l WHERE l."n" = m."n"`)
	s.narrow(q)
	return s.collect(ctx, q.add(` ORDER BY l."n" DESC`).limit(s.q.Limit))
}

// considered is how many matches a search looks at before it leaves out those
// that are archived.
const considered = 100

// typeTerm narrows a search inside the index.
func (s *searcher) typeTerm() searchTerm {
	var t searchTerm
	for _, typ := range s.q.Types {
		t.words = append(t.words, typeWord(typ.Name, false))
		if s.q.Archived {
			t.words = append(t.words, typeWord(typ.Name, true))
		}
	}
	return t
}

// The search index finds the beginnings of words of these many characters, the
// mark included, without reading all that begins so.
const (
	shortestPrefix = 2
	longestPrefix  = 4
)

// maxAlternatives is how many words a longer beginning is replaced by.
const maxAlternatives = 50

// term turns what was typed into words of the index. A long beginning is looked
// up in the vocabulary: the index would merge all records of all words that
// begin so, where a few whole words are read only as far as needed. No words at
// all mean that nothing can match.
func (s *searcher) term(ctx context.Context, mark, word string) (searchTerm, error) {
	n := utf8.RuneCountInString(word)
	short := searchTerm{words: []string{mark + word}, prefix: n >= shortestPrefix}
	if n+utf8.RuneCountInString(mark) <= longestPrefix {
		return short, nil
	}
	words, err := s.vocabulary(ctx, word)
	if err != nil || len(words) > maxAlternatives && len(s.words) > 1 {
		return short, err
	}
	var t searchTerm
	for _, w := range words[:min(len(words), maxAlternatives)] {
		t.words = append(t.words, mark+w)
	}
	return t, nil
}

// vocabulary gives the known words that begin with one, up to one more than is useful.
func (s *searcher) vocabulary(ctx context.Context, word string) (words []string, err error) {
	q := s.r.s.statement()
	q.add(`SELECT "word" FROM "word" WHERE `, q.startsWith(`"word"`, word), ` ORDER BY "word"`)
	var found string
	err = s.r.each(ctx, q.limit(maxAlternatives+1), func() error {
		words = append(words, found)
		return nil
	}, &found)
	return words, err
}
