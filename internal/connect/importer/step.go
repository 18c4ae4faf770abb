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
		free := !it.waits && !(it.alone && len(step) > 0) && (it.unread != nil || !before.holds(it.record, r.typ))
		if it.unread == nil {
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
func (r *run) step(ctx context.Context, rows []*item, whole bool) (again []*item, err error) {
	w := &work{run: r, rows: rows, whole: whole}
	if r.o.DryRun {
		err = w.check(ctx)
	} else {
		err = w.commit(ctx)
	}
	switch {
	case err == nil:
		r.state = w.after()
		r.resolver.forget(w.kept)
		reset(w.again)
		if r.o.Report != nil {
			r.o.Report(r.state.Progress, rejected(w.done))
		}
		return append(w.again, w.later...), nil
	case !r.o.DryRun && retryable(err):
		return separate(rows, err), nil
	}
	return nil, err
}

// work is what one step does.
type work struct {
	run    *run
	rows   []*item
	whole  bool
	later  []*item        // rows for a later step
	made   []*desk.Change // records that the rows refer to and that are not there yet
	owners []*item        // of the changes behind made
	kept   []*desk.Change // of made, what was saved
	done   []*item        // rows that are settled by it
	again  []*item        // rows to be tried again
}

// check plans and judges as commit does, and saves nothing.
func (w *work) check(ctx context.Context) error {
	r := w.run
	var changes []*desk.Change
	err := r.clerk.Desk().Store().View(ctx, func(tx *store.Reader) (err error) {
		changes, err = w.plan(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	problems, err := r.clerk.Check(ctx, r.ghosts.assumed(), changes...)
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

// commit plans and saves in one transaction.
func (w *work) commit(ctx context.Context) error {
	r := w.run
	return r.clerk.SavePlan(ctx, w.plan, func(ctx context.Context, tx *store.Writer, problems []error) error {
		w.judge(problems)
		if r.o.Checkpoint == nil {
			return nil
		}
		return r.o.Checkpoint(ctx, tx, w.after(), rejected(w.done))
	})
}

// plan makes the changes of the step. It may be called again when the
// transaction is.
func (w *work) plan(ctx context.Context, tx *store.Reader) ([]*desk.Change, error) {
	rows, err := w.build(ctx, tx)
	if err != nil {
		return nil, err
	}
	if err := w.tryBeforeMaking(ctx, rows); err != nil {
		return nil, err
	}
	w.made = w.run.resolver.needed(rows)
	w.done = rows
	return w.changes(rows), nil
}

// changes lists everything to be saved, what the rows refer to first.
func (w *work) changes(rows []*item) []*desk.Change {
	all := slices.Clone(w.made)
	w.owners = nil
	for _, it := range rows {
		if it.err == nil {
			all, w.owners = append(all, it.change), append(w.owners, it)
		}
	}
	return all
}

// judge takes in the problem of each change.
func (w *work) judge(problems []error) {
	failed := map[record.ID]error{}
	w.kept, w.again = nil, nil
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
	done := w.done
	w.done = nil
	for _, it := range done {
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
func (w *work) tryBeforeMaking(ctx context.Context, rows []*item) error {
	r := w.run
	if w.made = r.resolver.needed(rows); len(w.made) == 0 {
		return nil
	}
	naming := slices.DeleteFunc(slices.Clone(rows), func(it *item) bool { return it.err != nil || !r.resolver.needs(it.change) })
	problems, err := r.clerk.Check(ctx, r.ghosts.assumed(), w.changes(naming)...)
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

// after is the state once the step is done.
func (w *work) after() State {
	next := w.run.state
	next.Progress.count(w.done, w.kept)
	if w.whole && len(w.again)+len(w.later) == 0 {
		next.Row, next.Settled = w.run.next, nil
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
		rows[0].unread = cause
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
		it.record, it.filled, it.change = nil, nil, nil
	}
}
