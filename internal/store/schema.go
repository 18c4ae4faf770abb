package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fairlead/internal/fault"
)

// present is what stands in a database.
type present struct {
	tables  map[string]map[string]string // column types by table and column, as the engine names them
	indexes map[string]string            // table by index
}

// Plan is what Upgrade would do, or did.
type Plan struct {
	Steps []Step
	// Unknown lists columns, as table.column, that no field names. They are
	// left alone: an older version may have had the field, or somebody added it.
	Unknown []string
}

// Step is one part of a plan, done whole or not at all.
type Step struct {
	What      string // for people
	part      int
	sql       []string
	migration *migration
}

// Plan lists what Upgrade would do, and changes nothing. Where numbered steps
// are waiting, the rest is as it looks before them. The fault is Conflict when
// the database belongs to a newer version of the program.
func (s *Store) Plan(ctx context.Context) (Plan, error) {
	p, err := s.engine.present(ctx, s.reads)
	if err != nil {
		return Plan{}, err
	}
	steps, err := s.migrationSteps(ctx, s.reads, p)
	if err != nil {
		return Plan{}, err
	}
	rest, err := s.additions(p)
	return Plan{Steps: append(steps, rest...), Unknown: s.unknown(p)}, err
}

// Upgrade brings the database in step with the program: first the numbered
// steps, then what the catalogue has and the database has not. It may be
// stopped at any moment and run again. The answer is what it did.
func (s *Store) Upgrade(ctx context.Context) (done Plan, err error) {
	defer fault.Wrap(&err, "store.Upgrade")
	if s.writes == nil {
		return done, fault.New(fault.Unavailable, "The database was opened for reading only.")
	}
	conn, err := s.writes.Conn(ctx)
	if err != nil {
		return done, unavailable(ctx, err)
	}
	defer conn.Close()
	unlock, err := s.engine.lockSchema(ctx, conn)
	if err != nil {
		return done, err
	}
	defer unlock()
	if _, err := conn.ExecContext(ctx, createMigrations); err != nil {
		return done, err
	}
	for _, find := range []func(context.Context, querier, *present) ([]Step, error){
		s.migrationSteps,
		func(_ context.Context, _ querier, p *present) ([]Step, error) { return s.additions(p) },
	} {
		p, err := s.engine.present(ctx, conn)
		if err != nil {
			return done, err
		}
		done.Unknown = s.unknown(p)
		steps, err := find(ctx, conn, p)
		if err != nil {
			return done, err
		}
		for _, step := range steps {
			if err := s.run(ctx, conn, step); err != nil {
				return done, fmt.Errorf("%s: %w", step.What, err)
			}
			done.Steps = append(done.Steps, step)
		}
	}
	return done, nil
}

func (s *Store) run(ctx context.Context, conn *sql.Conn, step Step) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if step.migration != nil {
		if err := step.migration.apply(ctx, tx, s.engine); err != nil {
			return err
		}
	}
	for _, text := range step.sql {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("%w; statement: %.500s", err, text)
		}
	}
	return tx.Commit()
}

func (s *Store) migrationSteps(ctx context.Context, q querier, p *present) ([]Step, error) {
	waiting, err := s.pending(ctx, q, p)
	var steps []Step
	for i := range waiting {
		m := &waiting[i]
		steps = append(steps, Step{What: fmt.Sprintf("step %d: %s", m.number, m.name), migration: m})
	}
	return steps, err
}

// additions lists what the catalogue has and the database has not. New tables
// are one step, as they cost nothing; each change of a table with records in it
// is a step of its own.
func (s *Store) additions(p *present) ([]Step, error) {
	var fresh, grown []Step
	var names []string
	for _, tb := range s.ordered() {
		if err := s.checkTypes(tb, p); err != nil {
			return nil, err
		}
		steps := s.tableSteps(tb, p)
		if p.tables[tb.name] == nil {
			fresh, names = append(fresh, steps...), append(names, tb.name)
		} else {
			grown = append(grown, steps...)
		}
	}
	return append(merged(fresh, names), grown...), nil
}

// ordered lists the tables in the order of the catalogue.
func (s *Store) ordered() []*table {
	var out []*table
	for _, t := range s.dict.Types() {
		out = append(out, s.tables[t.Name])
	}
	return out
}

// The parts of a step for new tables, in the order in which they refer to each other.
const (
	makeTable = iota
	makeColumns
	makeRest
)

// merged makes one step of those that make new tables.
func merged(steps []Step, tables []string) []Step {
	if len(steps) == 0 {
		return nil
	}
	slices.SortStableFunc(steps, func(a, b Step) int { return cmp.Compare(a.part, b.part) })
	all := Step{What: fmt.Sprintf("create %d tables: %s", len(tables), strings.Join(tables, ", "))}
	for _, step := range steps {
		all.sql = append(all.sql, step.sql...)
	}
	return []Step{all}
}

func (s *Store) tableSteps(tb *table, p *present) []Step {
	var steps []Step
	there := p.tables[tb.name]
	if there == nil {
		text, with := s.engine.createTable(tb)
		steps = append(steps, Step{part: makeTable, What: "create table " + tb.name, sql: []string{text}})
		there = map[string]string{}
		for _, c := range with {
			there[c.name] = s.engine.columnType(c.class)
		}
	}
	var missing []column
	for _, c := range tb.columns {
		if there[c.name] == "" {
			missing = append(missing, c)
		}
	}
	if len(missing) > 0 {
		steps = append(steps, Step{part: makeColumns, sql: s.engine.addColumns(tb, missing),
			What: "add to " + tb.name + ": " + strings.Join(columnNames(missing), ", ")})
	}
	for i := range tb.links {
		if l := &tb.links[i]; p.tables[l.name] == nil {
			steps = append(steps, Step{part: makeRest, What: "keep links " + l.name, sql: s.createLink(l)})
		}
	}
	return append(steps, s.indexSteps(tb, p)...)
}

func (s *Store) createLink(l *link) []string {
	id := s.engine.columnType(linkColumns[0].class)
	return []string{
		fmt.Sprintf(`CREATE TABLE %s ("owner" %s NOT NULL REFERENCES %s ("id") DEFERRABLE INITIALLY DEFERRED, "position" %s NOT NULL, `+
			`"target" %s NOT NULL REFERENCES %s ("id") DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY ("owner", "position"))%s`,
			quote(l.name), id, quote(l.owner), s.engine.columnType(linkColumns[1].class), id, quote(l.target), s.engine.clustered()),
		fmt.Sprintf(`CREATE INDEX %s ON %s ("target", "owner")`, quote(indexName("ix", l.name, "target", "owner")), quote(l.name)),
	}
}

// indexSteps adds the indexes that are missing and drops those of ours that no
// declaration asks for any more: a unique one would refuse good records.
func (s *Store) indexSteps(tb *table, p *present) []Step {
	var steps []Step
	wanted := map[string]bool{}
	for _, ix := range tb.indexes {
		wanted[ix.name] = true
		if _, there := p.indexes[ix.name]; !there {
			steps = append(steps, Step{part: makeRest, What: "index " + tb.name + " by " + ix.name, sql: []string{ix.create()}})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.indexes)) {
		ours := strings.HasPrefix(name, "ix_"+tb.name) || strings.HasPrefix(name, "uq_"+tb.name)
		if p.indexes[name] == tb.name && ours && !wanted[name] {
			steps = append(steps, Step{part: makeRest, What: "drop index " + name, sql: []string{"DROP INDEX " + quote(name)}})
		}
	}
	return steps
}

func (ix *index) create() string {
	text := "CREATE INDEX "
	if ix.unique {
		text = "CREATE UNIQUE INDEX "
	}
	text += quote(ix.name) + " ON " + quote(ix.table) + " (" + strings.Join(ix.on, ", ") + ")"
	if ix.where != "" {
		text += " WHERE " + ix.where
	}
	return text
}

// checkTypes refuses a column that holds something else than its field: only a
// numbered step can say how to convert it.
func (s *Store) checkTypes(tb *table, p *present) error {
	there := p.tables[tb.name]
	for _, c := range tb.columns {
		if is := there[c.name]; is != "" && !s.engine.sameType(is, c.class) {
			return fmt.Errorf("column %s.%s is %s in the database, and the program wants %s: write a migration",
				tb.name, c.name, is, s.engine.columnType(c.class))
		}
	}
	return nil
}

func (s *Store) unknown(p *present) []string {
	var out []string
	for _, tb := range s.ordered() {
		for _, name := range slices.Sorted(maps.Keys(p.tables[tb.name])) {
			if !slices.ContainsFunc(tb.columns, func(c column) bool { return c.name == name }) {
				out = append(out, tb.name+"."+name)
			}
		}
	}
	return out
}
