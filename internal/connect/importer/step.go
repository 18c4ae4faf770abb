package importer

import (
	"context"
	"slices"

	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// maxTries is how often a row is tried again because others wrote meanwhile.
const maxTries = 3

// save brings one part of the file in, step by step. Rows of the same record are
// in different steps, in their order: an event log tells several versions of one
// record, and each becomes a version here.
func (r *run) save(ctx context.Context, pending []*item) error {
	for len(pending) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.fill(ctx, pending); err != nil {
			return err
		}
		step, rest := r.choose(pending)
		if len(step) == 0 {
			break
		}
		again, err := r.step(ctx, step, len(rest) == 0)
		if err != nil {
			return err
		}
		pending = append(again, rest...)
		slices.SortFunc(pending, func(a, b *item) int { return a.place - b.place })
	}
	for _, it := range pending {
		r.state.Waiting = append(r.state.Waiting, it.place)
	}
	r.state.Row, r.state.Settled = r.next, nil
	return nil
}

// choose takes the rows that can be saved together now.
func (r *run) choose(pending []*item) (step, rest []*item) {
	before := sieve{}
	for _, it := range pending {
		free := !it.waits && !(it.alone && len(step) > 0) && (it.err != nil || !before.holds(it.record, r.typ))
		if it.err == nil {
			before.add(it.record, r.typ)
		}
		if free {
			step = append(step, it)
		} else {
			rest = append(rest, it)
		}
		if it.alone && free {
			return step, append(rest, pending[len(step)+len(rest):]...)
		}
	}
	return step, rest
}

// step saves some rows in one transaction, or checks them in a dry run. It gives
// back the rows that are to be tried again; whole says that no other rows of the
// part are left.
func (r *run) step(ctx context.Context, rows []*item, whole bool) (again []*item, _ error) {
	rows, later, err := r.build(ctx, rows)
	if err != nil {
		return nil, err
	}
	whole = whole && len(later) == 0
	if err := r.tryBeforeMaking(ctx, rows); err != nil {
		return nil, err
	}
	w := &work{rows: rows, made: r.resolver.needed(rows), whole: whole}
	if r.o.DryRun {
		err = r.check(ctx, w)
	} else {
		err = r.commit(ctx, w)
	}
	switch {
	case err == nil:
		r.state = r.after(w)
		r.resolver.forget(w.kept)
		reset(w.again)
		if r.o.Report != nil {
			r.o.Report(r.state.Progress, rejected(w.done))
		}
		return append(w.again, later...), nil
	case !r.o.DryRun && retryable(err):
		return append(separate(rows, err), later...), nil
	}
	return nil, err
}

// work is what one step does.
type work struct {
	rows   []*item
	made   []*desk.Change // records that the rows refer to and that are not there yet
	whole  bool
	owners []*item        // of the changes behind made
	kept   []*desk.Change // of made, what was saved
	done   []*item        // rows that are settled by it
	again  []*item        // rows to be tried again
}

// changes lists everything to be saved, what the rows refer to first.
func (w *work) changes() []*desk.Change {
	all := slices.Clone(w.made)
	w.owners = nil
	for _, it := range w.rows {
		if it.err == nil {
			all, w.owners = append(all, it.change), append(w.owners, it)
		}
	}
	return all
}

// judge takes in the problem of each change. It may be called again when the
// transaction is.
func (w *work) judge(problems []error) {
	failed := map[record.ID]error{}
	w.kept, w.done, w.again = nil, nil, nil
	for i, ch := range w.made {
		if problems[i] == nil {
			w.kept = append(w.kept, ch)
		} else {
			failed[ch.Record.Head().ID] = problems[i]
		}
	}
	for i, it := range w.owners {
		it.err = orMade(problems[len(w.made)+i], it.change, failed)
	}
	for _, it := range w.rows {
		if fault.KindOf(it.err) == fault.Conflict && it.tries < maxTries {
			w.again = append(w.again, it)
		} else {
			w.done = append(w.done, it)
		}
	}
}

// orMade gives the problem of a record that a row needs, where that is why the
// row cannot be saved.
func orMade(problem error, ch *desk.Change, failed map[record.ID]error) error {
	if problem == nil || len(failed) == 0 {
		return problem
	}
	for _, f := range ch.Type.Pointers() {
		f.Value(ch.Record).(record.Pointing).EachTarget(func(id record.ID) {
			if cause := failed[id]; cause != nil {
				problem = fault.Because(cause, fault.Invalid, "%s is not there and cannot be made. %s", f.Title, reason(cause))
			}
		})
	}
	return problem
}

// tryBeforeMaking checks the rows that refer to records which are yet to be
// made, so that none is made for a row that is refused.
func (r *run) tryBeforeMaking(ctx context.Context, rows []*item) error {
	w := &work{made: r.resolver.needed(rows)}
	if len(w.made) == 0 {
		return nil
	}
	for _, it := range rows {
		if it.err == nil && r.resolver.needs(it.change) {
			w.rows = append(w.rows, it)
		}
	}
	problems, err := r.clerk.Check(ctx, r.ghosts.assumed(), w.changes()...)
	if err != nil {
		return err
	}
	for i, it := range w.owners {
		if problem := problems[len(w.made)+i]; fault.KindOf(problem) != fault.Conflict {
			it.err = problem
		}
	}
	return nil
}

// check is commit for a dry run.
func (r *run) check(ctx context.Context, w *work) error {
	problems, err := r.clerk.Check(ctx, r.ghosts.assumed(), w.changes()...)
	if err != nil {
		return err
	}
	w.judge(problems)
	for _, ch := range w.kept {
		r.ghosts.add(ch)
	}
	for _, it := range w.owners {
		if it.err == nil {
			r.ghosts.add(it.change)
		}
	}
	return nil
}

func (r *run) commit(ctx context.Context, w *work) error {
	_, err := r.clerk.SaveGood(ctx, func(ctx context.Context, tx *store.Writer, problems []error) error {
		w.judge(problems)
		if r.o.Checkpoint == nil {
			return nil
		}
		return r.o.Checkpoint(ctx, tx, r.after(w), rejected(w.done))
	}, w.changes()...)
	return err
}

// after is the state once a step is done.
func (r *run) after(w *work) State {
	next := r.state
	next.Progress.count(w.done, w.kept)
	if w.whole && len(w.again) == 0 {
		next.Row, next.Settled = r.next, nil
		return next
	}
	next.Settled = slices.Clone(next.Settled)
	for _, it := range w.done {
		next.Settled = append(next.Settled, it.place)
	}
	return next
}

// retryable reports whether a transaction failed for what it held, as when
// another import made the same record at the same time.
func retryable(err error) bool {
	kind := fault.KindOf(err)
	return kind == fault.Conflict || kind == fault.Invalid
}

// separate prepares rows that could not be saved together for being saved one by
// one; a row that failed by itself too often is given up.
func separate(rows []*item, cause error) []*item {
	if len(rows) == 1 && rows[0].tries >= maxTries {
		rows[0].err = cause
		return rows
	}
	reset(rows)
	for _, it := range rows {
		it.alone = true
	}
	return rows
}

// reset has rows read anew: what they refer to may have changed.
func reset(rows []*item) {
	for _, it := range rows {
		it.tries++
		it.record, it.filled, it.change, it.err = nil, nil, nil, it.bad
	}
}
