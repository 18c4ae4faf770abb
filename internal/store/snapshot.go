package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// LoadSnapshot reads all records into memory, save the closed ones of types
// that grow, with the series over all of them: a view of one journal position.
// It uses as many processors as the program may.
func (s *Store) LoadSnapshot(ctx context.Context) (_ *record.Snapshot, err error) {
	defer fault.Wrap(&err, "store.LoadSnapshot")
	txs, err := s.gather(ctx)
	if err != nil {
		return nil, err
	}
	defer func() {
		for _, tx := range txs {
			tx.Rollback()
		}
	}()
	r := &Reader{s: s, tx: txs[0]}
	position, err := r.Position(ctx)
	if err != nil {
		return nil, err
	}
	l := &load{s: s, into: record.NewLoader(s.dict, position)}
	if err := l.plan(ctx, r); err != nil {
		return nil, err
	}
	if err := l.run(ctx, txs); err != nil {
		return nil, err
	}
	return l.into.Snapshot(), nil
}

// gather begins one transaction for each processor, all of one moment. Only one
// caller does so at a time: two that each wait for the connections of the other
// would wait for ever.
func (s *Store) gather(ctx context.Context) ([]*sql.Tx, error) {
	s.gathering.Lock()
	defer s.gathering.Unlock()
	return s.engine.together(ctx, s, min(runtime.GOMAXPROCS(0), s.reads.Stats().MaxOpenConnections))
}

// load is the work of reading a snapshot, in parts that do not depend on each other.
type load struct {
	s     *Store
	into  *record.Loader
	parts []interface {
		read(ctx context.Context, r *Reader, into *record.Loader) error
	}
}

// part is a range of the records of one type.
type part struct {
	table   *table
	where   string
	records []record.Record
}

// seriesPart is those series of one type that one statement gives: they count by
// the same field, and group and choose by the same or by none.
type seriesPart struct {
	table        *table
	on, sum      string
	by, choosing string // fields; empty for none
	series       []record.Series
	points       map[seriesPoint]record.Sum
}

// seriesPoint is one month of one group of a series.
type seriesPoint struct {
	series, month string
	group         record.ID
}

// take adds a series to the part, if one statement gives both.
func (p *seriesPart) take(s record.Series) bool {
	same := func(a, b string) bool { return a == b || a == "" || b == "" }
	if s.On != p.on || s.Sum != p.sum || !same(s.By, p.by) || !same(s.If, p.choosing) {
		return false
	}
	p.by, p.choosing = cmp.Or(p.by, s.By), cmp.Or(p.choosing, s.If)
	p.series = append(p.series, s)
	return true
}

// seriesParts shares the series of a type out to statements.
func seriesParts(tb *table) (parts []*seriesPart) {
	for _, s := range tb.typ.Series {
		if !slices.ContainsFunc(parts, func(p *seriesPart) bool { return p.take(s) }) {
			p := &seriesPart{table: tb, on: s.On, sum: s.Sum, points: map[seriesPoint]record.Sum{}}
			p.take(s)
			parts = append(parts, p)
		}
	}
	return parts
}

// partSize is how many numbers of a type one part covers. Small parts share the
// work out evenly, and each costs a statement.
const partSize = 20_000

// plan lists the parts, the series first: they take longest.
func (l *load) plan(ctx context.Context, r *Reader) error {
	for _, tb := range l.s.ordered() {
		for _, p := range seriesParts(tb) {
			l.parts = append(l.parts, p)
		}
	}
	for _, tb := range l.s.ordered() {
		switch {
		case tb.typ.Subject != "":
		case tb.typ.Grows:
			l.parts = append(l.parts, &part{table: tb, where: tb.notClosed()})
		default:
			var last int64
			q := l.s.statement().add(`SELECT coalesce(max("number"), 0) FROM `, quote(tb.name))
			if _, err := r.one(ctx, q, &last); err != nil {
				return err
			}
			for from := int64(0); from < last; from += partSize {
				where := fmt.Sprintf(`t."number" > %d AND t."number" <= %d`, from, from+partSize)
				l.parts = append(l.parts, &part{table: tb, where: where})
			}
		}
	}
	return nil
}

// notClosed is a condition on the records of a type that grows which looks at
// the index of states alone, and there only beside the closed ones.
func (tb *table) notClosed() string {
	var closed []string
	for _, st := range tb.typ.Lifecycle.States {
		if st.Closed {
			closed = append(closed, st.Name)
		}
	}
	slices.Sort(closed)
	var beside []string
	for _, archived := range []string{"FALSE", "TRUE"} {
		from := `SELECT "number" FROM ` + quote(tb.name) + ` WHERE "archived" = ` + archived + ` AND "state" `
		beside = append(beside, from+"IS NULL", from+"< '"+closed[0]+"'")
		for i, state := range closed {
			gap := from + "> '" + state + "'"
			if i+1 < len(closed) {
				gap += ` AND "state" < '` + closed[i+1] + "'"
			}
			beside = append(beside, gap)
		}
	}
	return `t."number" IN (` + strings.Join(beside, " UNION ALL ") + ")"
}

// run does the parts, each transaction by a goroutine of its own.
func (l *load) run(ctx context.Context, txs []*sql.Tx) error {
	queue := make(chan int, len(l.parts))
	for i := range l.parts {
		queue <- i
	}
	close(queue)
	group, ctx := errgroup.WithContext(ctx)
	for _, tx := range txs {
		group.Go(func() error {
			for i := range queue {
				if err := l.parts[i].read(ctx, &Reader{s: l.s, tx: tx}, l.into); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func (p *part) read(ctx context.Context, r *Reader, into *record.Loader) (err error) {
	q := r.s.selectFrom(p.table).add(" WHERE ", p.where, ` ORDER BY t."number"`)
	if p.records, err = r.bare(ctx, p.table, q); err != nil {
		return err
	}
	byID := func(a, b record.Record) int { return a.Head().ID.Compare(b.Head().ID) }
	if !slices.IsSortedFunc(p.records, byID) {
		slices.SortFunc(p.records, byID)
	}
	if err := p.readLinks(ctx, r); err != nil {
		return err
	}
	into.Add(p.table.typ, p.records...)
	return nil
}

// readLinks fills the lists of references of the part's records. It reads those
// of all IDs between the first and the last, in the order of their key.
func (p *part) readLinks(ctx context.Context, r *Reader) error {
	if len(p.records) == 0 {
		return nil
	}
	first, last := p.records[0].Head().ID, p.records[len(p.records)-1].Head().ID
	for i := range p.table.links {
		l := &p.table.links[i]
		q := r.s.statement().add(`SELECT 0, "owner", "position", "target" FROM `, quote(l.name), ` WHERE "owner" >= `).arg(record.ClassID, first.String())
		q.add(` AND "owner" <= `).arg(record.ClassID, last.String()).add(` ORDER BY "owner", "position"`)
		err := r.eachLink(ctx, q, func(_ int, owner string, targets []record.ID) {
			if rec := p.find(owner); rec != nil {
				l.field.Value(rec).(record.Many).SetTargets(targets)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *part) find(owner string) record.Record {
	id, err := record.ParseID(owner)
	if err != nil {
		return nil
	}
	i, ok := slices.BinarySearchFunc(p.records, id, func(r record.Record, id record.ID) int { return r.Head().ID.Compare(id) })
	if !ok {
		return nil
	}
	return p.records[i]
}

func (p *seriesPart) read(ctx context.Context, r *Reader, into *record.Loader) error {
	q := r.s.statement()
	c := compiler{store: r.s, q: q}
	value := func(name string) expression { return c.value(scope{p.table, "t"}, p.table.typ.Field(name), 0) }
	by, choice, total := "NULL", "NULL", "0"
	if p.by != "" {
		by = r.s.engine.asText(value(p.by))
	}
	if p.choosing != "" {
		choice = value(p.choosing).text
	}
	if p.sum != "" {
		total = r.s.engine.sum(value(p.sum))
	}
	on := value(p.on)
	q.add("SELECT ", r.s.engine.month(on), ", ", by, ", ", choice, ", count(*), coalesce(", total, ", 0) FROM ", quote(p.table.name),
		" t WHERE ", on.text, " IS NOT NULL GROUP BY 1, 2, 3")
	var month string
	var group, chosen sql.NullString
	var sum record.Sum
	err := r.each(ctx, q, func() error { return p.add(month, group.String, chosen.String, sum) }, &month, &group, &chosen, &sum.Count, &sum.Total)
	if err != nil {
		return err
	}
	for at, sum := range p.points {
		into.AddSum(p.table.typ, at.series, at.month, at.group, sum)
	}
	return nil
}

// add takes what one group adds up to into each series that counts it.
func (p *seriesPart) add(month, group, chosen string, sum record.Sum) error {
	for _, s := range p.series {
		if s.If != "" && s.Is != chosen {
			continue
		}
		at := seriesPoint{series: s.Name, month: month}
		if s.By != "" {
			if err := loadID(&at.group, group); err != nil {
				return err
			}
		}
		so := p.points[at]
		p.points[at] = record.Sum{Count: so.Count + sum.Count, Total: so.Total + sum.Total}
	}
	return nil
}
