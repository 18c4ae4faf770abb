package importer

import (
	"context"
	"errors"
	"io"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Options say how an import is run.
type Options struct {
	DryRun   bool   // check everything, save nothing
	Currency string // of amounts without one; empty: such amounts are errors
	// Done is what an earlier run of the same import had finished when it was
	// stopped: its rows are skipped and its counts carried on.
	Done Progress
	// Checkpoint, when given, is called in the transaction that saves each part
	// of the file, with the progress so far and the rows that were just rejected.
	Checkpoint func(context.Context, *store.Writer, Progress, []Reject) error
	// Report, when given, is called after each part, also of a dry run.
	Report func(Progress, []Reject)
}

// Progress counts the rows of an import.
type Progress struct {
	Rows      int            `json:"rows"` // read so far, below the header
	Created   int            `json:"created"`
	Updated   int            `json:"updated"`
	Unchanged int            `json:"unchanged"`
	Rejected  int            `json:"rejected"`
	Made      map[string]int `json:"made,omitempty"` // referenced records that were made, by type
	Share     float64        `json:"share"`          // of the file, 0 to 1
}

// Reject is a row that could not be taken.
type Reject struct {
	Line   int      `json:"line"`
	Cells  []string `json:"cells"`
	Reason string   `json:"reason"`
}

// part is how many rows are saved in one transaction: large enough that the
// transaction does not count, small enough that others get their turn.
const part = 500

// Run imports a file by a map. It stops between two parts when the context is
// cancelled; what was saved stays, and importing the file again goes on without
// making anything twice.
func Run(ctx context.Context, clerk *desk.Clerk, file tabular.File, format tabular.Format, m Map, o Options) (Progress, error) {
	t, err := clerk.Type(m.Type)
	if err != nil {
		return o.Done, err
	}
	rows, err := tabular.Open(file, format, tabular.Limits{})
	if err != nil {
		return o.Done, err
	}
	if err := m.Check(t, rows.Header()); err != nil {
		return o.Done, err
	}
	r := newRun(clerk, t, format, m, o, rows.Header())
	for end := false; !end; {
		batch, rejects, err := r.read(rows)
		if end = errors.Is(err, io.EOF); err != nil && !end {
			return r.progress, err
		}
		if err := ctx.Err(); err != nil {
			return r.progress, err
		}
		r.progress.Share = rows.Progress()
		if err := r.save(ctx, batch, rejects); err != nil {
			return r.progress, err
		}
	}
	return r.progress, nil
}

// run is one import under way.
type run struct {
	clerk    *desk.Clerk
	typ      *record.Type
	format   tabular.Format
	m        Map
	o        Options
	columns  map[string]int
	rules    []boundRule
	resolver *resolver
	progress Progress
	skip     int
	seen     map[string]bool // external IDs of a dry run, which leave no trace in the database
}

type boundRule struct {
	Rule
	field *record.Field
}

func newRun(clerk *desk.Clerk, t *record.Type, format tabular.Format, m Map, o Options, header []string) *run {
	r := &run{
		clerk: clerk, typ: t, format: format, m: m, o: o, columns: map[string]int{},
		progress: o.Done, skip: o.Done.Rows, seen: map[string]bool{},
		resolver: newResolver(clerk, m.Source),
	}
	r.progress.Made = map[string]int{}
	for name, n := range o.Done.Made {
		r.progress.Made[name] = n
	}
	for i, name := range header {
		r.columns[name] = i
	}
	for _, rule := range m.Fields {
		r.rules = append(r.rules, boundRule{rule, t.Field(rule.Field)})
	}
	return r
}

// read takes the next rows, and the ones among them that are not rows.
func (r *run) read(rows *tabular.Reader) ([]tabular.Row, []Reject, error) {
	var batch []tabular.Row
	var rejects []Reject
	for len(batch)+len(rejects) < part {
		row, err := rows.Next()
		var bad *tabular.RowError
		switch {
		case errors.As(err, &bad):
			if r.skip > 0 {
				r.skip--
				continue
			}
			rejects = append(rejects, Reject{Line: bad.Line, Cells: bad.Cells, Reason: bad.Error()})
		case err != nil:
			return batch, rejects, err
		case r.skip > 0:
			r.skip--
		default:
			batch = append(batch, row)
		}
	}
	return batch, rejects, nil
}

// item is one row on its way to a record.
type item struct {
	row    tabular.Row
	key    string // external ID; empty when the row has none
	change *desk.Change
	err    error
}

// save brings one part of the file into the database.
func (r *run) save(ctx context.Context, batch []tabular.Row, rejects []Reject) error {
	if len(batch)+len(rejects) == 0 {
		return nil
	}
	r.progress.Rows += len(batch) + len(rejects)
	if err := r.resolver.resolve(ctx, r.references(batch)); err != nil {
		return err
	}
	layers := r.layers(batch)
	for i, layer := range layers {
		last := i == len(layers)-1
		var err error
		if rejects, err = r.saveLayer(ctx, layer, rejects, last); err != nil {
			return err
		}
	}
	r.progress.Rejected += len(rejects)
	if r.o.Report != nil {
		r.o.Report(r.progress, rejects)
	}
	return nil
}

// layers splits a part so that no layer has two rows of the same record: an
// event log tells several versions of one, and each becomes a version here.
// Rows without an external ID are in the last layer, which is saved together
// with the checkpoint: they alone would be made twice if a part were repeated.
func (r *run) layers(batch []tabular.Row) [][]*item {
	depth := map[string]int{}
	var layers [][]*item
	var loose []*item
	for _, row := range batch {
		it := &item{row: row, key: r.text(row, r.m.ExternalID)}
		if it.key == "" {
			loose = append(loose, it)
			continue
		}
		d := depth[it.key]
		depth[it.key]++
		if d == len(layers) {
			layers = append(layers, nil)
		}
		layers[d] = append(layers[d], it)
	}
	if len(layers) == 0 {
		return [][]*item{loose}
	}
	layers[len(layers)-1] = append(layers[len(layers)-1], loose...)
	return layers
}

func (r *run) saveLayer(ctx context.Context, layer []*item, rejects []Reject, last bool) ([]Reject, error) {
	if err := r.build(ctx, layer); err != nil {
		return nil, err
	}
	changes := r.resolver.takeMade()
	made := len(changes)
	var owners []*item
	for _, it := range layer {
		if it.err == nil {
			changes, owners = append(changes, it.change), append(owners, it)
		}
	}
	settle := func(problems []error) []Reject {
		out := rejects
		for i, it := range owners {
			it.err = problems[made+i]
		}
		for _, it := range layer {
			if it.err != nil {
				out = append(out, Reject{Line: it.row.Line, Cells: it.row.Cells, Reason: reason(it.err)})
			}
		}
		return out
	}
	if r.o.DryRun {
		problems, err := r.clerk.Check(ctx, r.resolver.assumed, changes...)
		if err != nil {
			return nil, err
		}
		rejects = settle(problems)
		r.count(changes[:made], layer)
		return rejects, nil
	}
	var settled []Reject
	_, err := r.clerk.SaveGood(ctx, func(ctx context.Context, w *store.Writer, problems []error) error {
		settled = settle(problems)
		if !last || r.o.Checkpoint == nil {
			return nil
		}
		next := r.progress.plus(changes[:made], layer)
		next.Rejected += len(settled)
		return r.o.Checkpoint(ctx, w, next, settled)
	}, changes...)
	if err == nil {
		r.count(changes[:made], layer)
	}
	return settled, err
}

func (r *run) count(made []*desk.Change, layer []*item) { r.progress = r.progress.plus(made, layer) }

// plus is the progress after a layer was settled.
func (p Progress) plus(made []*desk.Change, layer []*item) Progress {
	next := p
	next.Made = map[string]int{}
	for name, n := range p.Made {
		next.Made[name] = n
	}
	for _, ch := range made {
		next.Made[ch.Type.Name]++
	}
	for _, it := range layer {
		if it.err != nil {
			continue
		}
		switch it.change.Effect() {
		case desk.Creates:
			next.Created++
		case desk.Updates:
			next.Updated++
		default:
			next.Unchanged++
		}
	}
	return next
}
