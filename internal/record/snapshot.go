package record

import (
	"cmp"
	"iter"
	"math"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/tidwall/btree"
)

// Snapshot is an immutable view of the records at one journal position. It is
// safe for any number of readers, who never wait for a writer: a change makes
// a new Snapshot that shares every node that it did not touch.
//
// Closed records of types that grow without bound are not in it; ask its
// Series for what they add up to. Nor are records that hang on others, such as
// comments: no answer is computed from them.
type Snapshot struct {
	dict     *Dictionary
	position int64
	tables   []table
	inbound  *btree.BTreeG[edge] // who points to whom, ordered by target
	series   *btree.Map[string, Sum]
	memo     *memo       // of answers, shared with all that are made from this one
	reads    *reads      // nil unless watched
	copying  *sync.Mutex // the trees mark themselves when they are copied
}

// table holds the records of one type in the order of their IDs. Two tables
// with the same stamp hold the same records.
type table struct {
	rows    *btree.Map[key, Record]
	numbers *btree.Map[int64, Record] // the same by number
	stamp   *byte
	hidden  bool // restricted: its series are not for this reader
}

func newTable() table {
	return table{rows: new(btree.Map[key, Record]), numbers: new(btree.Map[int64, Record]), stamp: new(byte)}
}

// load puts a record in. Records in the order of their IDs load fastest.
func (t *table) load(r Record) {
	t.rows.Load(keyOf(r.Head().ID), r)
	t.numbers.Load(r.Head().Number, r)
}

// edge says that a record points to another through a field: the nth pointer of
// the nth type. There are millions, and as they hold no address the garbage
// collector passes them by. In their order those through one field stand
// together, by the number of the record that points.
type edge struct {
	to, from   ID
	typ, field uint16
	number     uint32 // as far as it fits: it only orders
}

func (a *edge) compare(b *edge) int {
	if c := a.to.Compare(b.to); c != 0 {
		return c
	}
	if c := cmp.Compare(a.rank(), b.rank()); c != 0 {
		return c
	}
	return a.from.Compare(b.from)
}

// rank orders the edges to one record: type, field and number in one.
func (a *edge) rank() uint64 { return uint64(a.typ)<<48 | uint64(a.field)<<32 | uint64(a.number) }

func (a edge) less(b edge) bool { return a.compare(&b) < 0 }

// key orders records by ID in a form that the tree compares fast.
type key string

func keyOf(id ID) key { return key(id[:]) }

// NewSnapshot is the view of an empty database.
func NewSnapshot(d *Dictionary) *Snapshot {
	s := &Snapshot{
		dict:    d,
		tables:  make([]table, len(d.types)),
		inbound: btree.NewBTreeGOptions(edge.less, btree.Options{NoLocks: true}),
		series:  new(btree.Map[string, Sum]),
		memo:    &memo{shelves: map[string]*shelf{}, flights: map[flight]chan struct{}{}},
		copying: new(sync.Mutex),
	}
	for i := range s.tables {
		s.tables[i] = newTable()
	}
	return s
}

// Dictionary is the catalogue that the snapshot's records follow.
func (s *Snapshot) Dictionary() *Dictionary { return s.dict }

// Position is the journal position at which the view was taken.
func (s *Snapshot) Position() int64 { return s.position }

// Edit is one record before and after a change. Old is nil for a new record,
// New is nil for one that is gone.
type Edit struct {
	Old, New Record
}

// With gives the view after some edits, at a journal position. For "what if"
// the position stays; the original is untouched.
func (s *Snapshot) With(position int64, edits ...Edit) *Snapshot {
	s.copying.Lock()
	defer s.copying.Unlock()
	n := *s
	n.reads = nil
	n.position = position
	n.tables = append([]table(nil), s.tables...)
	n.inbound = s.inbound.Copy()
	n.series = s.series.Copy()
	copied := make([]bool, len(n.tables))
	for _, e := range edits {
		n.apply(e, copied)
	}
	return &n
}

func (s *Snapshot) apply(e Edit, copied []bool) {
	t := s.typeOfEdit(e)
	tab := &s.tables[t.index]
	if !copied[t.index] {
		tab.rows, tab.numbers, tab.stamp = tab.rows.Copy(), tab.numbers.Copy(), new(byte)
		copied[t.index] = true
	}
	if e.Old != nil {
		s.count(t, e.Old, -1)
		if old, ok := tab.rows.Delete(keyOf(e.Old.Head().ID)); ok {
			tab.numbers.Delete(old.Head().Number)
			s.link(t, old, func(g edge) { s.inbound.Delete(g) })
		}
	}
	if e.New != nil {
		s.count(t, e.New, +1)
		if t.InSnapshot(e.New) {
			tab.rows.Set(keyOf(e.New.Head().ID), e.New)
			tab.numbers.Set(e.New.Head().Number, e.New)
			s.link(t, e.New, func(g edge) { s.inbound.Set(g) })
		}
	}
}

func (s *Snapshot) typeOfEdit(e Edit) *Type {
	if e.New != nil {
		return s.dict.TypeOf(e.New)
	}
	return s.dict.TypeOf(e.Old)
}

// link calls f with every edge that starts at a record.
func (s *Snapshot) link(t *Type, r Record, f func(edge)) {
	h := r.Head()
	e := edge{from: h.ID, typ: uint16(t.index), number: uint32(min(h.Number, math.MaxUint32))}
	through := func(to ID) {
		e.to = to
		f(e)
	}
	for i, field := range t.pointers {
		e.field = uint16(i)
		field.Value(r).(Pointing).EachTarget(through)
	}
}

// Restricted gives the view that one reader may have. For each type, see
// returns nil to share the whole table; otherwise a function that gives the
// record as the reader may see it, nil for not at all. It must look other
// records up in the snapshot that it is given. The audience names readers who
// see the same: a table that was made for them is kept until it changes.
func (s *Snapshot) Restricted(audience string, see func(*Snapshot, *Type) func(Record) Record) *Snapshot {
	n := *s
	n.tables = slices.Clone(s.tables)
	for i, t := range s.dict.types {
		if see(s, t) != nil {
			n.tables[i] = answered(s, "restricted "+t.Name, audience, maxViews, func(w *Snapshot, _ string) table { return w.seen(t, see(w, t)) })
		}
	}
	return &n
}

func (s *Snapshot) seen(t *Type, see func(Record) Record) table {
	restricted := newTable()
	restricted.hidden = true
	s.table(t).rows.Scan(func(_ key, r Record) bool {
		if seen := see(r); seen != nil {
			restricted.load(seen)
		}
		return true
	})
	return restricted
}

// Stamp changes whenever a record of the type changes.
func (s *Snapshot) Stamp(t *Type) *byte { return s.tables[t.index].stamp }

func (s *Snapshot) stamps(types []int) []*byte {
	out := make([]*byte, len(types))
	for i, t := range types {
		out[i] = s.tables[t].stamp
	}
	return out
}

// reads notes which types an answer looked at.
type reads struct{ types []atomic.Bool }

func (r *reads) list() []int {
	var list []int
	for i := range r.types {
		if r.types[i].Load() {
			list = append(list, i)
		}
	}
	return list
}

// watched gives the same view, noting which types are read through it.
func (s *Snapshot) watched() *Snapshot {
	w := *s
	w.reads = &reads{types: make([]atomic.Bool, len(s.tables))}
	return &w
}

// note takes down that types were read.
func (s *Snapshot) note(types []int) {
	if s.reads == nil {
		return
	}
	for _, i := range types {
		s.reads.types[i].Store(true)
	}
}

func (s *Snapshot) table(t *Type) *table {
	if s.reads != nil {
		s.reads.types[t.index].Store(true)
	}
	return &s.tables[t.index]
}

// Len is the number of records of a type in the snapshot.
func (s *Snapshot) Len(t *Type) int { return s.table(t).rows.Len() }

// Each goes through the records of a type in the order of their creation.
func (s *Snapshot) Each(t *Type) iter.Seq[Record] {
	rows := s.table(t).rows
	return func(yield func(Record) bool) {
		rows.Scan(func(_ key, r Record) bool { return yield(r) })
	}
}

// Find looks a record of a type up; nil when the snapshot does not hold it.
func (s *Snapshot) Find(t *Type, id ID) Record {
	r, _ := s.table(t).rows.Get(keyOf(id))
	return r
}

// Numbered looks a record of a type up by its number; nil when the snapshot does
// not hold it.
func (s *Snapshot) Numbered(t *Type, number int64) Record {
	r, _ := s.table(t).numbers.Get(number)
	return r
}

// FindAny looks a record up by ID alone. An answer that uses it depends on all
// types when there is no such record; pass the type where it is known.
func (s *Snapshot) FindAny(id ID) (*Type, Record) {
	for _, t := range s.dict.types {
		if r, ok := s.tables[t.index].rows.Get(keyOf(id)); ok {
			s.table(t)
			return t, r
		}
	}
	for _, t := range s.dict.types {
		s.table(t)
	}
	return nil, nil
}

// Pointer is a record that points to another, and the field through which it does.
type Pointer struct {
	Type   *Type
	Field  *Field
	Record Record
}

// Pointers goes through the records that point to one: type by type, field by
// field, in the order of their creation. Only types named in of are read; with
// none named, all.
func (s *Snapshot) Pointers(to ID, of ...*Type) iter.Seq[Pointer] {
	return func(yield func(Pointer) bool) {
		if len(of) == 0 {
			of = s.dict.types
		}
		for _, t := range of {
			for i := range t.pointers {
				for r := range s.through(t, i, to, Numbering{Way: 1}) {
					if !yield(Pointer{t, t.pointers[i], r}) {
						return
					}
				}
			}
		}
	}
}

// through goes through the records of a type that point to one through a field,
// the nth pointer of the type, in the order of their numbers.
func (s *Snapshot) through(t *Type, field int, to ID, by Numbering) iter.Seq[Record] {
	tab, of := s.table(t), edge{to: to, typ: uint16(t.index), field: uint16(field)}
	return func(yield func(Record) bool) {
		look := func(g edge) bool {
			if g.to != to || g.typ != of.typ || g.field != of.field {
				return false
			}
			r, ok := tab.rows.Get(keyOf(g.from))
			if !ok || tab.hidden && !t.pointers[field].leadsTo(r, to) { // a restricted view may lack it
				return true
			}
			return by.isPlace(r.Head().Number) || yield(r)
		}
		of.number = uint32(min(by.from(), math.MaxUint32))
		if by.Way < 0 {
			of.from = ID(slices.Repeat([]byte{0xff}, len(of.from)))
			s.inbound.Descend(of, look)
		} else {
			s.inbound.Ascend(of, look)
		}
	}
}

// TypeFor is the type whose struct is T. T must be in the catalogue.
func TypeFor[T any](s *Snapshot) *Type { return s.dict.byGo[reflect.TypeFor[T]()] }

// Each goes through all records of a struct type in the order of their creation.
func Each[T any](s *Snapshot) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for r := range s.Each(TypeFor[T](s)) {
			if !yield(any(r).(*T)) {
				return
			}
		}
	}
}

// Get follows a typed reference; nil when it is empty or not in the snapshot.
func Get[T any](s *Snapshot, ref Ref[T]) *T {
	if ref.ID.IsZero() {
		return nil
	}
	r, _ := any(s.Find(TypeFor[T](s), ref.ID)).(*T)
	return r
}

// Referring goes through the records of struct type T that point to an ID,
// through the named field, or through any when the name is empty.
func Referring[T any](s *Snapshot, to ID, field string) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		t := TypeFor[T](s)
		for i, f := range t.pointers {
			if field != "" && f.Name != field {
				continue
			}
			for r := range s.through(t, i, to, Numbering{Way: 1}) {
				if !yield(any(r).(*T)) {
					return
				}
			}
		}
	}
}

func (f *Field) leadsTo(r Record, to ID) (leads bool) {
	f.Value(r).(Pointing).EachTarget(func(id ID) { leads = leads || id == to })
	return leads
}
