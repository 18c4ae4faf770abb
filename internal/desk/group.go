package desk

import (
	"context"
	"errors"
	"sync"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// save is one write that somebody waits for.
type save struct {
	clerk *Clerk
	ctx   context.Context
	plan  Plan
	also  func(context.Context, *store.Writer) error
	judge func([]error) error

	heads    []head // of the records before the first attempt
	edits    []record.Edit
	position int64
	err      error
	turn     chan bool // true: write, and for those behind too; false: it was done
}

// maxGroup bounds how many saves share a transaction.
const maxGroup = 64

// line is the saves that wait while others write. The first in it writes for
// all: a transaction spends most of its time waiting for the disk, and that is
// the same for one save as for fifty.
type line struct {
	mu      sync.Mutex
	writing bool
	waiting []*save
}

// join queues a save up and reports whether nobody is writing: then the caller does.
func (l *line) join(s *save) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, s)
	first := !l.writing
	l.writing = true
	return first
}

// next takes the first saves out of the line, that of the caller among them.
func (l *line) next() []*save {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(len(l.waiting), maxGroup)
	group := l.waiting[:n:n]
	l.waiting = l.waiting[n:]
	return group
}

// pass lets the next one write.
func (l *line) pass() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.writing = len(l.waiting) > 0; l.writing {
		l.waiting[0].turn <- true
	}
}

// do waits for the turn of a save and does it.
func (d *Desk) do(s *save) error {
	if d.line.join(s) || <-s.turn {
		d.write(d.line.next())
	}
	if s.err != nil {
		s.restore(nil)
	}
	return s.err
}

// write does some saves, the caller's first, in one transaction. When one of
// them breaks it, each gets a transaction of its own.
func (d *Desk) write(group []*save) {
	d.writing.Lock()
	completed := false
	defer func() { // also when one of them panics: the others must not wait for ever
		d.writing.Unlock()
		for _, s := range group[1:] {
			if !completed && s.err == nil {
				s.err = errAbandoned
			}
			s.turn <- false
		}
		d.line.pass()
	}()
	if len(group) == 1 || !d.writeTogether(group) {
		for _, s := range group {
			s.err = d.writeAlone(s)
		}
	}
	completed = true
}

// errAbandoned is for those whose save was under way when another one panicked.
var errAbandoned = errors.New("the write was broken off by a defect in another one")

func (d *Desk) writeAlone(s *save) error {
	err := d.store.Write(s.ctx, func(w *store.Writer) error {
		judged, err := s.in(s.ctx, w)
		if judged != nil {
			return judged
		}
		return err
	})
	if err != nil || len(s.edits) == 0 {
		return err
	}
	return d.take(s.ctx, s.position, s.edits)
}

// writeTogether reports whether the group has been dealt with.
func (d *Desk) writeTogether(group []*save) bool {
	// That one of those who wait goes away must not break it for the others.
	ctx := context.WithoutCancel(group[0].ctx)
	err := d.store.Write(ctx, func(w *store.Writer) error {
		for _, s := range group {
			var err error
			if s.err = s.ctx.Err(); s.err != nil {
				continue
			}
			if s.err, err = s.in(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return false
	}
	var edits []record.Edit
	var position int64
	for _, s := range group {
		if s.err == nil && len(s.edits) > 0 {
			edits, position = append(edits, s.edits...), s.position
		}
	}
	if len(edits) == 0 {
		return true
	}
	if err := d.take(ctx, position, edits); err != nil {
		for _, s := range group {
			s.err = errors.Join(s.err, err)
		}
	}
	return true
}

// in does a save within a transaction. judged is why it cannot be saved, found
// before anything was written; err has broken the transaction.
func (s *save) in(ctx context.Context, w *store.Writer) (judged, err error) {
	s.edits, s.position = nil, 0
	changes, err := s.plan(ctx, &w.Reader)
	if err != nil {
		return nil, err
	}
	s.restore(changes)
	problems, err := s.clerk.prepare(ctx, &w.Reader, changes)
	if err != nil {
		return nil, err
	}
	if err := s.judge(problems); err != nil {
		return err, nil
	}
	if s.edits, s.position, err = s.clerk.put(ctx, w, goodAndChanged(changes, problems)); err != nil {
		return nil, err
	}
	if s.also != nil {
		return nil, s.also(ctx, w)
	}
	return nil, nil
}

// head is what writing a record changes in its header.
type head struct {
	of     *record.Header
	before record.Header
}

// restore takes back what an attempt that came to nothing did to the headers of
// the records.
func (s *save) restore(changes []*Change) {
	for _, h := range s.heads {
		h.of.ID, h.of.Number, h.of.Version = h.before.ID, h.before.Number, h.before.Version
		h.of.Created, h.of.CreatedBy = h.before.Created, h.before.CreatedBy
		h.of.Updated, h.of.UpdatedBy = h.before.Updated, h.before.UpdatedBy
	}
	s.heads = s.heads[:0]
	for _, ch := range changes {
		h := ch.Record.Head()
		s.heads = append(s.heads, head{h, *h})
	}
}
