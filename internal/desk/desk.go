// Package desk is where records are read and written: the one read path and
// the one write path of the program.
//
// A Desk belongs to the running program. A Clerk acts at it for one principal:
// it shows what they may see and writes what they may write. Every change goes
//
//	may they? → normalise → validate → lifecycle → save
//
// and the save puts record, journal, search index and whatever belongs with it
// into one transaction. After that the desk publishes a new snapshot.
package desk

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Desk keeps the current snapshot and serialises writes.
type Desk struct {
	store *store.Store
	dict  *record.Dictionary
	now   func() time.Time
	log   *slog.Logger

	currency string // the organisation's own

	line      line       // of saves that wait for their turn
	asking    sync.Mutex // for an approval: whoever comes second finds that of the first
	following sync.Mutex // from what follows from a step to its write: the snapshot that it rests on stays the newest
	writing   sync.Mutex // held from the start of a write to the publishing of its snapshot
	current   atomic.Pointer[state]
	views     restrictedViews
	watchers  watchers
}

// state is what is published after each change.
type state struct {
	snapshot *record.Snapshot
	types    map[string]*record.Type // with the fields defined at run time, by name and plural
}

// Open loads the snapshot and is ready. The clock is asked for the moment of
// every change and for "today" in filters. Limits of consent are told in the
// currency, that of the organisation (ISO 4217).
func Open(ctx context.Context, s *store.Store, clock func() time.Time, currency string, log *slog.Logger) (_ *Desk, err error) {
	defer fault.Wrap(&err, "desk.Open")
	d := &Desk{store: s, dict: s.Dictionary(), now: clock, currency: currency, log: log}
	snapshot, err := s.LoadSnapshot(ctx)
	if err != nil {
		return nil, err
	}
	d.publish(snapshot)
	return d, nil
}

// publish makes a snapshot the current one. Callers hold d.writing, except Open.
func (d *Desk) publish(s *record.Snapshot) {
	next := &state{snapshot: s}
	last := d.current.Load()
	custom := record.TypeFor[catalog.CustomField](s)
	if last != nil && last.snapshot.Stamp(custom) == s.Stamp(custom) {
		next.types = last.types
	} else {
		next.types = typesWithCustomFields(s)
	}
	d.current.Store(next)
}

// Refresh takes in what other servers on the same database have written since.
// On a database that only this process writes it does nothing.
func (d *Desk) Refresh(ctx context.Context) error {
	d.writing.Lock()
	defer d.writing.Unlock()
	return d.catchUp(ctx)
}

// catchUp brings the snapshot to the end of the journal. Callers hold d.writing.
func (d *Desk) catchUp(ctx context.Context) error {
	for {
		s := d.snapshot()
		changes, err := d.store.Changes(ctx, s, maxCatchUp)
		if err != nil || changes.Position == s.Position() {
			return err
		}
		d.publish(s.With(changes.Position, changes.Edits...))
		d.watchers.wake()
	}
}

// maxCatchUp is how many journal entries are taken in at once.
const maxCatchUp = 5000

// Dictionary is the catalogue without the fields defined at run time.
func (d *Desk) Dictionary() *record.Dictionary { return d.dict }

// Store gives the packages on this floor and above access to what is not a
// record: jobs, sessions, blobs.
func (d *Desk) Store() *store.Store { return d.store }

// Now is the desk's clock.
func (d *Desk) Now() time.Time { return d.now() }

// Today is the desk's day, in UTC.
func (d *Desk) Today() record.Date { return record.DateOf(d.now().UTC()) }

// snapshot is the current view of the program itself.
func (d *Desk) snapshot() *record.Snapshot { return d.current.Load().snapshot }

// Position is the journal position of the current snapshot.
func (d *Desk) Position() int64 { return d.snapshot().Position() }

// Type finds a record type by name or plural, with the fields defined at run
// time. The error names the type that is not there.
func (d *Desk) Type(name string) (*record.Type, error) {
	if t := d.current.Load().types[name]; t != nil {
		return t, nil
	}
	return nil, fault.New(fault.NotFound, "There is no record type %q.", name)
}

// Types lists all record types in the order of the catalogue.
func (d *Desk) Types() []*record.Type {
	types := d.current.Load().types
	out := make([]*record.Type, 0, len(types))
	for _, t := range d.dict.Types() {
		out = append(out, types[t.Name])
	}
	return out
}
