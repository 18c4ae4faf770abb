package importer

import (
	"context"
	"errors"
	"io"
	"slices"

	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Options say how an import is run.
type Options struct {
	DryRun   bool   // check everything, save nothing
	Currency string // of amounts without one; empty: such amounts are errors
	// Resume is what an earlier run of the same import had reached when it was
	// stopped. A dry run cannot be resumed.
	Resume State
	// Checkpoint, when given, is called in each transaction in which rows are
	// saved, with the state after it and the rows that were just rejected.
	Checkpoint func(context.Context, *store.Writer, State, []Reject) error
	// Report, when given, is called after each such step, also of a dry run.
	Report func(Progress, []Reject)
}

// part is how many rows are read at once: enough that a transaction does not
// count, few enough that others get their turn.
const part = 1000

// Run imports a file by a map. It stops between two steps when the context is
// cancelled; what was saved stays, and importing the file again goes on without
// making anything twice.
func Run(ctx context.Context, clerk *desk.Clerk, file tabular.File, format tabular.Format, m Map, o Options) (Progress, error) {
	r, err := newRun(clerk, file, format, m, o)
	if err != nil {
		return o.Resume.Progress, err
	}
	for {
		if err := r.pass(ctx); err != nil {
			return r.state.Progress, err
		}
		if !r.state.again() {
			return r.state.Progress, nil
		}
	}
}

// run is one import under way. It is for one goroutine.
type run struct {
	clerk    *desk.Clerk
	file     tabular.File
	format   tabular.Format
	typ      *record.Type
	m        Map
	o        Options
	row      *rowReader
	resolver *resolver
	ghosts   *ghosts // what a dry run would have saved; nil in a real one
	state    State
	next     int // place of the row to be read next
}

func newRun(clerk *desk.Clerk, file tabular.File, format tabular.Format, m Map, o Options) (*run, error) {
	t, err := clerk.Type(m.Type)
	if err != nil {
		return nil, err
	}
	rows, err := tabular.Open(file, format, tabular.Limits{})
	if err != nil {
		return nil, err
	}
	if err := m.Check(t, rows.Header()); err != nil {
		return nil, err
	}
	r := &run{
		clerk: clerk, file: file, format: format, typ: t, m: m, o: o,
		row: newRowReader(t, format, m, rows.Header()), resolver: newResolver(clerk, t, m.Source), state: o.Resume,
	}
	if o.DryRun {
		r.ghosts = newGhosts(t)
		r.resolver.ghosts = r.ghosts
	}
	return r, nil
}

// item is one row on its way to a record.
type item struct {
	place  int // of the row in the file, from 0
	row    tabular.Row
	record record.Record   // as the row alone makes it; nil before it was read
	filled []*record.Field // that the row has values for
	waits  bool            // it names a record of its own type that is not there yet
	alone  bool            // it is saved by itself, for saving it with others failed
	tries  int             // how often it could not be saved because something else was written meanwhile
	change *desk.Change
	unread error // why the row cannot be read
	err    error // why it cannot be taken
}

// pass reads the file once and brings in the rows that the pass is about.
func (r *run) pass(ctx context.Context) error {
	rows, err := tabular.Open(r.file, r.format, tabular.Limits{})
	if err != nil {
		return err
	}
	r.resolver.last = r.state.Last
	r.next = 0
	if _, err := r.read(rows, r.state.Row); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for end := false; !end; {
		batch, err := r.read(rows, part)
		if end = errors.Is(err, io.EOF); err != nil && !end {
			return err
		}
		if r.state.Pass == 0 {
			r.state.Progress.Rows, r.state.Progress.Share = r.next, rows.Progress()
		}
		if err := r.save(ctx, r.concerned(batch)); err != nil {
			return err
		}
	}
	return nil
}

// read takes the next rows. Those that are no rows become items with an error.
func (r *run) read(rows *tabular.Reader, most int) ([]*item, error) {
	var batch []*item
	for len(batch) < most {
		row, err := rows.Next()
		var bad *tabular.RowError
		if errors.As(err, &bad) {
			row = tabular.Row{Line: bad.Line, Cells: bad.Cells}
		} else if err != nil {
			return batch, err
		}
		it := &item{place: r.next, row: row}
		if bad != nil {
			it.unread = bad
		}
		batch = append(batch, it)
		r.next++
	}
	return batch, nil
}

// concerned leaves out the rows that are done or not for this pass.
func (r *run) concerned(batch []*item) []*item {
	return slices.DeleteFunc(batch, func(it *item) bool {
		if r.state.Pass > 0 {
			if _, chosen := slices.BinarySearch(r.state.Chosen, it.place); !chosen {
				return true
			}
		}
		return slices.Contains(r.state.Settled, it.place)
	})
}
