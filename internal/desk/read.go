package desk

import (
	"context"
	"maps"
	"slices"

	"fairlead/internal/access"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Query asks for a page of a list.
type Query struct {
	Filter   string // in the filter language; empty: all
	Order    string // "name", "-created"; empty: newest first
	After    string // cursor of the page before
	Limit    int    // at most MaxPage; zero: DefaultPage
	Archived store.Archived
}

// Page sizes of lists.
const (
	DefaultPage = 50
	MaxPage     = 1000
)

// Page is a part of a list, as the principal may see it.
type Page struct {
	Type    *record.Type
	Records []record.Record // shared with other readers: clone what is to be changed
	Next    string          // cursor of the next page; empty at the end
	Count   int             // as in store.Page
	Names   Names           // of all records that those on the page refer to
}

// List reads a page of records of a type.
func (c *Clerk) List(ctx context.Context, t *record.Type, q Query) (Page, error) {
	sq, err := c.query(t, q)
	if err != nil {
		return Page{}, err
	}
	page := Page{Type: t}
	err = c.desk.store.View(ctx, func(r *store.Reader) error {
		s, err := c.alongside(ctx, r)
		if err != nil {
			return err
		}
		sq.Held = s
		found, err := r.List(ctx, t, sq)
		if err != nil {
			return err
		}
		page.Next, page.Count = found.Next, found.Count
		page.Records, err = c.see(ctx, r, t, found.Records)
		if err != nil {
			return err
		}
		page.Names, err = c.namesOf(ctx, r, pointed(t, page.Records...))
		return err
	})
	return page, err
}

// query adds to what was asked what the principal may read.
func (c *Clerk) query(t *record.Type, q Query) (store.Query, error) {
	where, err := c.where(t, q.Filter)
	if err != nil {
		return store.Query{}, err
	}
	order, err := t.ParseOrder(q.Order)
	if err != nil {
		return store.Query{}, err
	}
	if order.Field != nil && !access.Sees(c.who, order.Field) {
		return store.Query{}, fault.New(fault.Forbidden, "You may not sort by %s.", order.Field.Title)
	}
	limit := q.Limit
	if limit <= 0 {
		limit = DefaultPage
	}
	return store.Query{Where: where, Order: order, After: q.After, Limit: min(limit, MaxPage), Archived: q.Archived}, nil
}

// alongside is the snapshot, if it is of the moment that a reader sees, and nil
// when something was written that is not published yet: what the database orders
// and filters must be what the caller gets to see.
func (c *Clerk) alongside(ctx context.Context, r *store.Reader) (*record.Snapshot, error) {
	s := c.desk.snapshot()
	position, err := r.Position(ctx)
	if err != nil || position != s.Position() {
		return nil, err
	}
	return s, nil
}

// where parses a filter and joins it with the limits of what the principal may read.
func (c *Clerk) where(t *record.Type, text string) ([]record.Filter, error) {
	read, err := c.scope(record.Read, t)
	if err != nil {
		return nil, err
	}
	if !read.allowed {
		return nil, fault.New(fault.Forbidden, "You may not see %s.", t.Titles)
	}
	f, err := c.desk.dict.ParseFilter(t, text, c.Env())
	if err != nil {
		return nil, err
	}
	for from, used := range f.Fields() {
		if !access.Sees(c.who, used) || from != t && !c.ReadsAll(from) {
			return nil, fault.New(fault.Forbidden, "You may not filter by %s.", used.Title)
		}
	}
	hanging, err := c.hanging(t)
	return append(read.filters(t), hanging, f), err
}

// ReadsAll reports whether the principal may read every record of a type.
func (c *Clerk) ReadsAll(t *record.Type) bool {
	g := access.May(c.who, record.Read, t)
	return g.Allowed && len(g.Where) == 0 && (t.SubjectField() == nil || c.who.Program)
}

// hanging limits records that hang on others to those whose subject the
// principal may read.
func (c *Clerk) hanging(t *record.Type) (record.Filter, error) {
	f := t.SubjectField()
	if f == nil || c.who.Program {
		return record.Filter{Type: t}, nil
	}
	any := record.Or{record.Not{Node: record.Known{Field: f}}}
	for _, on := range c.desk.Types() {
		if on.SubjectField() != nil {
			continue
		}
		s, err := c.scope(record.Read, on)
		if err != nil {
			return record.Filter{}, err
		}
		if s.allowed && len(s.limits) == 0 {
			any = append(any, record.OfType{Field: f, Target: on})
		}
		for _, limit := range s.limits {
			any = append(any, record.Via{Field: f, Target: on, Where: limit.Root})
		}
	}
	return record.Filter{Type: t, Root: any}, nil
}

// Count counts the records that match a filter, up to most. What it gave is kept
// until a record of the types that the filter reads changes, for a minute at the
// longest, as a filter may ask what time it is.
func (c *Clerk) Count(ctx context.Context, t *record.Type, filter string, most int) (n int, err error) {
	type question struct {
		typ, filter, audience string
		most                  int
		minute                int64
	}
	where, err := c.where(t, filter)
	if err != nil {
		return 0, err
	}
	s := c.desk.snapshot() // before the statement: what is counted is at least as new
	asked := question{t.Name, filter, c.audience(), most, c.desk.now().Unix() / 60}
	if n, ok := record.Recall[int](s, "desk.count", asked); ok {
		return n, nil
	}
	q := store.Query{Where: where}
	if found, ok := s.Matching(t, q.Sought(most)); ok {
		n = len(found)
	} else {
		err = c.desk.store.View(ctx, func(r *store.Reader) error {
			n, err = r.Count(ctx, t, q, most)
			return err
		})
	}
	if err == nil {
		record.Keep(s, "desk.count", asked, n, readBy(t, where)...)
	}
	return n, err
}

// readBy lists the types that some filters on a type look at.
func readBy(t *record.Type, where []record.Filter) []*record.Type {
	types := []*record.Type{t}
	for _, f := range where {
		for from := range f.Fields() {
			if !slices.Contains(types, from) {
				types = append(types, from)
			}
		}
	}
	return types
}

// Get reads one record by its ID or its short number.
func (c *Clerk) Get(ctx context.Context, t *record.Type, key string) (record.Record, error) {
	var found record.Record
	err := c.desk.store.View(ctx, func(r *store.Reader) (err error) {
		_, found, err = c.one(ctx, r, t, key)
		return err
	})
	return found, err
}

// one reads a record as it is stored and as the principal may see it.
func (c *Clerk) one(ctx context.Context, r *store.Reader, t *record.Type, key string) (raw, seen record.Record, err error) {
	if raw, err = c.raw(ctx, r, t, key); err != nil {
		return nil, nil, err
	}
	list, err := c.see(ctx, r, t, []record.Record{raw})
	if err != nil {
		return nil, nil, err
	}
	if len(list) == 0 {
		return nil, nil, notFound(t, key)
	}
	return raw, list[0], nil
}

func notFound(t *record.Type, key string) error {
	return fault.New(fault.NotFound, "There is no %s %.60s, or you may not see it.", t.Title, key)
}

// raw reads a record as stored, whoever asks.
func (c *Clerk) raw(ctx context.Context, r *store.Reader, t *record.Type, key string) (record.Record, error) {
	if id, ok := parseID(key); ok {
		return r.Get(ctx, t, id)
	}
	if n, ok := t.ParseNumber(key); ok {
		return r.ByNumber(ctx, t, n)
	}
	return nil, notFound(t, key)
}

// see leaves out the records that the principal may not read and masks the rest.
func (c *Clerk) see(ctx context.Context, r *store.Reader, t *record.Type, records []record.Record) ([]record.Record, error) {
	read, err := c.scope(record.Read, t)
	if err != nil {
		return nil, err
	}
	subjects, err := c.readableSubjects(ctx, r, t, records)
	if err != nil {
		return nil, err
	}
	seen := make([]record.Record, 0, len(records))
	for _, rec := range records {
		if read.allows(c.desk.snapshot(), rec) && subjects(rec) {
			seen = append(seen, c.mask(t, rec))
		}
	}
	return seen, nil
}

// readableSubjects answers, for records that hang on others (comments,
// attachments), whether the principal may read the one that each hangs on.
func (c *Clerk) readableSubjects(ctx context.Context, r *store.Reader, t *record.Type, records []record.Record) (func(record.Record) bool, error) {
	f := t.SubjectField()
	if f == nil || c.who.Program {
		return func(record.Record) bool { return true }, nil
	}
	var refs []record.AnyRef
	for _, rec := range records {
		ref := *f.Value(rec).(*record.AnyRef)
		if on := c.desk.dict.Type(ref.Type); on != nil && on.SubjectField() == nil {
			refs = append(refs, ref)
		}
	}
	readable, err := c.readable(ctx, r, refs)
	if err != nil {
		return nil, err
	}
	return func(rec record.Record) bool { return readable[f.Value(rec).(*record.AnyRef).ID] }, nil
}

// readable tells which of some records, of any types, the principal may read.
func (c *Clerk) readable(ctx context.Context, r *store.Reader, refs []record.AnyRef) (map[record.ID]bool, error) {
	out := make(map[record.ID]bool, len(refs))
	stored := map[string][]record.ID{}
	s := c.desk.snapshot()
	for _, ref := range refs {
		t, err := c.desk.Type(ref.Type)
		if err != nil {
			continue
		}
		read, err := c.scope(record.Read, t)
		if err != nil {
			return nil, err
		}
		out[ref.ID] = read.allowed && len(read.limits) == 0 && t.SubjectField() == nil
		if !read.allowed || out[ref.ID] {
			continue
		}
		if rec := s.Find(t, ref.ID); rec != nil {
			out[ref.ID] = read.allows(s, rec)
		} else if !slices.Contains(stored[t.Name], ref.ID) {
			stored[t.Name] = append(stored[t.Name], ref.ID)
		}
	}
	return out, c.addStored(ctx, r, stored, out)
}

// addStored tells which of some records that are not in memory the principal may read.
func (c *Clerk) addStored(ctx context.Context, r *store.Reader, stored map[string][]record.ID, out map[record.ID]bool) error {
	for name, ids := range stored {
		t, err := c.desk.Type(name)
		if err != nil {
			return err
		}
		records, err := r.GetMany(ctx, t, ids)
		if err != nil {
			return err
		}
		seen, err := c.see(ctx, r, t, slices.Collect(maps.Values(records)))
		if err != nil {
			return err
		}
		for _, rec := range seen {
			out[rec.Head().ID] = true
		}
	}
	return nil
}

// Name is what a reference is shown by.
type Name struct {
	Type   string
	Number int64
	Label  string
	Hidden bool // the principal may not see the record: neither number nor label are given
}

// Names are the names of records, by ID.
type Names map[record.ID]Name

// pointed lists the IDs that records of a type mention: their references, and
// who made and last changed them.
func pointed(t *record.Type, records ...record.Record) []record.ID {
	var ids []record.ID
	for _, rec := range records {
		for _, f := range t.Pointers() {
			f.Value(rec).(record.Pointing).EachTarget(func(id record.ID) { ids = append(ids, id) })
		}
		ids = append(ids, rec.Head().CreatedBy, rec.Head().UpdatedBy)
	}
	return ids
}

// namesOf gives the names of records of any types: those in memory from there,
// all others in one query.
func (c *Clerk) namesOf(ctx context.Context, r *store.Reader, ids []record.ID) (Names, error) {
	s := c.desk.snapshot()
	names := make(Names, len(ids))
	var refs []record.AnyRef
	var beyond []record.ID
	for _, id := range ids {
		if _, done := names[id]; done || id.IsZero() {
			continue
		}
		t, rec := s.FindAny(id)
		if rec == nil {
			beyond = append(beyond, id)
			continue
		}
		names[id] = Name{Type: t.Name, Number: rec.Head().Number, Label: t.Label(rec)}
		refs = append(refs, record.AnyRef{Type: t.Name, ID: id})
	}
	slices.SortFunc(beyond, record.ID.Compare)
	labels, err := r.Labels(ctx, slices.Compact(beyond))
	if err != nil {
		return nil, err
	}
	for id, l := range labels {
		names[id] = Name{Type: l.Type, Number: l.Number, Label: l.Text}
		refs = append(refs, record.AnyRef{Type: l.Type, ID: id})
	}
	readable, err := c.readable(ctx, r, refs)
	if err != nil {
		return nil, err
	}
	for id, name := range names {
		if !readable[id] && name.Type != "account" { // who did something is known to those who see what was done
			names[id] = Name{Type: name.Type, Hidden: true}
		}
	}
	return names, nil
}

// Names gives the names of records by ID, whatever their types.
func (c *Clerk) Names(ctx context.Context, ids ...record.ID) (names Names, err error) {
	err = c.desk.store.View(ctx, func(r *store.Reader) error {
		names, err = c.namesOf(ctx, r, ids)
		return err
	})
	return names, err
}

// Hit is a record that a search found.
type Hit struct {
	Ref    record.AnyRef
	Type   *record.Type
	Number int64
	Label  string
}

// considered is how many records a search looks at where some of them may not be
// the reader's to see.
const considered = 200

// Search finds records by any words in them: those whose number or name begins
// with the text first, then the newest. With no types named, all are searched.
func (c *Clerk) Search(ctx context.Context, text string, limit int, types ...*record.Type) ([]Hit, error) {
	if len(types) == 0 {
		types = c.Types()
	}
	types = slices.DeleteFunc(slices.Clone(types), func(t *record.Type) bool { return !c.May(record.Read, t) || t.SubjectField() != nil })
	if len(types) == 0 {
		return nil, nil
	}
	var hits []Hit
	err := c.desk.store.View(ctx, func(r *store.Reader) error {
		most := limit
		if slices.ContainsFunc(types, func(t *record.Type) bool { return !c.ReadsAll(t) }) {
			most = max(limit, considered)
		}
		found, err := r.Search(ctx, store.SearchQuery{Text: text, Types: types, Limit: most})
		if err != nil {
			return err
		}
		hits, err = c.visibleHits(ctx, r, found)
		hits = hits[:min(len(hits), limit)]
		return err
	})
	return hits, err
}

func (c *Clerk) visibleHits(ctx context.Context, r *store.Reader, found []store.Hit) ([]Hit, error) {
	refs := make([]record.AnyRef, len(found))
	for i, h := range found {
		refs[i] = record.AnyRef{Type: h.Type, ID: h.Record}
	}
	readable, err := c.readable(ctx, r, refs)
	if err != nil {
		return nil, err
	}
	var hits []Hit
	for i, h := range found {
		if !readable[h.Record] {
			continue
		}
		t, err := c.desk.Type(h.Type)
		if err != nil {
			return nil, err
		}
		hits = append(hits, Hit{Ref: refs[i], Type: t, Number: h.Number, Label: h.Label})
	}
	return hits, nil
}
