package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fairlead/internal/access"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Change is one record as it shall become. A record without an ID is new. The
// Version of an existing one must be that on which the change is based: if the
// record has changed since, saving it is a conflict.
type Change struct {
	Type   *record.Type
	Record record.Record
	Note   string // why, or by which means; kept in the journal
	// Imported says that the record comes from another system: it may begin in
	// any state, and its state may change without a transition.
	Imported bool

	transition *record.Transition // set by Transition
	uploaded   bool               // its files are written with it
	system     bool               // the desk itself changes fields that it keeps
	old        record.Record      // as stored; nil for a new one
	assumed    map[record.ID]bool
	before     record.Record // what old is taken to be; nil: as stored
}

// Effect is what a change does, or has done, to what is stored.
type Effect int

// The effects.
const (
	Nothing Effect = iota
	Creates
	Updates
)

// Effect is known once a change was saved or checked.
func (ch *Change) Effect() Effect {
	switch {
	case ch.old == nil:
		return Creates
	case ch.Type.Diff(ch.old, ch.Record) != "":
		return Updates
	}
	return Nothing
}

// Assume says, for Check, what the record is taken to be before the change: as an
// earlier change of the same dry run would have left it.
func (ch *Change) Assume(before record.Record) { ch.before = before }

// Save writes changes, all or none. The error of a single change is that
// change's; of several, it names the first that cannot be saved and says how
// many. Afterwards each Record has its ID, number and new version. Records in
// which nothing changed are left alone.
func (c *Clerk) Save(ctx context.Context, changes ...*Change) error {
	return c.SaveWith(ctx, nil, changes...)
}

// SaveWith is Save with more to write in the same transaction, such as the
// progress of a job.
func (c *Clerk) SaveWith(ctx context.Context, also func(context.Context, *store.Writer) error, changes ...*Change) error {
	return c.write(ctx, given(changes), also, func(problems []error) error { return together(problems) })
}

// SaveAll is Save that gives the problem of each change when some cannot be
// saved; then none was, and the error is that of Save.
func (c *Clerk) SaveAll(ctx context.Context, changes ...*Change) (problems []error, err error) {
	err = c.write(ctx, given(changes), nil, func(found []error) error {
		problems = found
		return together(found)
	})
	return problems, err
}

// SaveGood writes those changes that can be saved, in one transaction with
// also, and gives the problem of each (nil for those that were saved).
func (c *Clerk) SaveGood(ctx context.Context, also func(context.Context, *store.Writer, []error) error, changes ...*Change) ([]error, error) {
	var found []error
	err := c.SavePlan(ctx, given(changes), func(ctx context.Context, w *store.Writer, problems []error) error {
		found = problems
		if also == nil {
			return nil
		}
		return also(ctx, w, problems)
	})
	return found, err
}

// Plan makes changes from what it reads in the transaction that will save them,
// so that nothing can come in between. It may be called again when the
// transaction is, and must then begin anew.
type Plan func(context.Context, *store.Reader) ([]*Change, error)

// given is a plan that was made before.
func given(changes []*Change) Plan {
	return func(context.Context, *store.Reader) ([]*Change, error) { return changes, nil }
}

// SavePlan writes those changes of a plan that can be saved, in one transaction
// with also, which is told the problem of each.
func (c *Clerk) SavePlan(ctx context.Context, plan Plan, also func(context.Context, *store.Writer, []error) error) error {
	var found []error
	return c.write(ctx, plan, func(ctx context.Context, w *store.Writer) error {
		return also(ctx, w, found)
	}, func(problems []error) error {
		found = problems
		return nil
	})
}

// Check says what is wrong with each change, without saving any. Records in
// assumed are taken to exist: a dry run would have made them before.
func (c *Clerk) Check(ctx context.Context, assumed map[record.ID]bool, changes ...*Change) ([]error, error) {
	var problems []error
	for _, ch := range changes {
		ch.assumed = assumed
	}
	err := c.desk.store.View(ctx, func(r *store.Reader) (err error) {
		problems, err = c.prepare(ctx, r, changes)
		return err
	})
	return problems, err
}

// together makes one error of the problems of several changes.
func together(problems []error) error {
	first, bad := -1, 0
	for i, err := range problems {
		if err != nil {
			bad++
			if first < 0 {
				first = i
			}
		}
	}
	switch {
	case bad == 0:
		return nil
	case len(problems) == 1:
		return problems[0]
	}
	err := problems[first]
	return &fault.Error{
		Kind:   fault.KindOf(err),
		Public: fmt.Sprintf("%d of %d records cannot be saved; the first is number %d: %s", bad, len(problems), first+1, fault.Public(err)),
		Fields: fault.FieldsOf(err), Cause: err,
	}
}

// write is the one write path. judge sees the problems of all changes and stops
// the write with an error, or lets it go on with the good ones.
func (c *Clerk) write(ctx context.Context, plan Plan, also func(context.Context, *store.Writer) error, judge func([]error) error) error {
	if c.who.ReadOnly {
		return fault.New(fault.Forbidden, "You may only read.")
	}
	return c.desk.do(&save{clerk: c, ctx: ctx, plan: plan, also: also, judge: judge, turn: make(chan bool, 1)})
}

// take publishes what was just written. When other servers wrote in between,
// their entries are read from the journal first.
func (d *Desk) take(ctx context.Context, position int64, edits []record.Edit) error {
	s := d.snapshot()
	if s.Position()+int64(len(edits)) == position {
		d.publish(s.With(position, edits...))
	} else if err := d.catchUp(ctx); err != nil {
		return err
	}
	d.watchers.wake()
	return nil
}

func goodAndChanged(changes []*Change, problems []error) []*Change {
	var good []*Change
	for i, ch := range changes {
		if problems[i] == nil && (ch.old == nil || ch.Type.Diff(ch.old, ch.Record) != "") {
			good = append(good, ch)
		}
	}
	return good
}

// put writes prepared changes: records by type, then the journal, the search
// index and the outbox.
func (c *Clerk) put(ctx context.Context, w *store.Writer, changes []*Change) ([]record.Edit, int64, error) {
	if len(changes) == 0 {
		return nil, 0, nil
	}
	now := record.At(c.desk.now())
	for _, ch := range changes {
		c.stamp(ch, now)
	}
	for t, group := range byType(changes) {
		if err := putType(ctx, w, t, group); err != nil {
			return nil, 0, err
		}
	}
	entries := make([]record.Entry, len(changes))
	edits := make([]record.Edit, len(changes))
	for i, ch := range changes {
		entries[i] = ch.entry(now, c.who.Account)
		// What is published is never the caller's copy: they may go on changing theirs.
		edits[i] = record.Edit{Old: ch.old, New: ch.Type.Clone(ch.Record)}
	}
	if err := w.Append(ctx, entries); err != nil {
		return nil, 0, err
	}
	return edits, entries[len(entries)-1].Position, nil
}

func (ch *Change) entry(now record.Instant, by record.ID) record.Entry {
	e := record.Entry{
		At: now, By: by, Type: ch.Type.Name, Record: ch.Record.Head().ID,
		Op: record.Updated, Note: ch.Note, Changes: ch.Type.Diff(ch.old, ch.Record),
	}
	if ch.old == nil {
		e.Op = record.Created
	}
	return e
}

// stamp fills the header of a record that is about to be written.
func (c *Clerk) stamp(ch *Change, now record.Instant) {
	h := ch.Record.Head()
	if ch.old == nil {
		h.Created, h.CreatedBy = now, c.who.Account
	}
	h.Updated, h.UpdatedBy = now, c.who.Account
	h.Version++
}

func byType(changes []*Change) map[*record.Type][]*Change {
	groups := map[*record.Type][]*Change{}
	for _, ch := range changes {
		groups[ch.Type] = append(groups[ch.Type], ch)
	}
	return groups
}

func putType(ctx context.Context, w *store.Writer, t *record.Type, changes []*Change) error {
	var fresh, changed, all []record.Record
	for _, ch := range changes {
		if ch.old == nil {
			fresh = append(fresh, ch.Record)
		} else {
			changed = append(changed, ch.Record)
		}
		all = append(all, ch.Record)
	}
	if err := w.Insert(ctx, t, fresh); err != nil {
		return err
	}
	if err := w.Update(ctx, t, changed); err != nil {
		return err
	}
	return w.Index(ctx, t, all)
}

// prepare brings changes to the form in which they would be saved and says what
// is wrong with each. The error is for failures of the database alone.
func (c *Clerk) prepare(ctx context.Context, r *store.Reader, changes []*Change) ([]error, error) {
	if err := c.loadOld(ctx, r, changes); err != nil {
		return nil, err
	}
	problems := make([]error, len(changes))
	seen := map[record.ID]bool{}
	for i, ch := range changes {
		if id := ch.Record.Head().ID; seen[id] {
			problems[i] = fault.New(fault.Conflict, "%s stands twice in one write.", ch.Type.Number(ch.Record.Head().Number))
			continue
		} else {
			seen[id] = true
		}
		problems[i] = c.prepareOne(ch)
	}
	if err := checkUnique(ctx, r, changes, problems); err != nil {
		return nil, err
	}
	c.checkAmong(changes, problems)
	for {
		before := bad(problems)
		if err := c.checkReferences(ctx, r, changes, problems); err != nil || bad(problems) == before {
			return problems, err
		}
	}
}

// loadOld reads what is stored of the records to be changed, and gives new
// ones their IDs.
func (c *Clerk) loadOld(ctx context.Context, r *store.Reader, changes []*Change) error {
	for t, group := range byType(changes) {
		var ids []record.ID
		for _, ch := range group {
			h := ch.Record.Head()
			if h.ID.IsZero() || h.Version == 0 {
				continue
			}
			ids = append(ids, h.ID)
		}
		stored, err := r.GetMany(ctx, t, ids)
		if err != nil {
			return err
		}
		for _, ch := range group {
			h := ch.Record.Head()
			ch.old = stored[h.ID]
			if ch.before != nil {
				ch.old = ch.before
			}
			if h.ID.IsZero() {
				h.ID = record.NewID(c.desk.now())
			}
		}
	}
	return nil
}

func (c *Clerk) prepareOne(ch *Change) error {
	h := ch.Record.Head()
	if ch.old == nil && h.Version > 0 {
		return notFound(ch.Type, ch.Type.Number(h.Number))
	}
	if ch.old != nil && ch.old.Head().Version != h.Version {
		return fault.New(fault.Conflict, "%s was changed by somebody else in the meantime. Look at the new version and repeat your change.", ch.Type.Number(ch.old.Head().Number))
	}
	c.keepHidden(ch)
	c.keepSystem(ch)
	if err := c.mayChange(ch); err != nil {
		return err
	}
	ch.Type.Normalise(ch.Record)
	problems := ch.Type.Check(ch.Record)
	checkFiles(ch, &problems)
	checkLengths(ch, &problems)
	c.checkCustomField(ch, &problems)
	c.checkLifecycle(ch, &problems)
	checkNeeds(ch, &problems)
	c.checkFixed(ch, &problems)
	return problems.Err()
}

// keepHidden restores the fields that the principal cannot see: they were
// masked when the record was read.
func (c *Clerk) keepHidden(ch *Change) {
	for _, f := range ch.Type.Fields {
		if !access.Sees(c.who, f) {
			restore(f, ch)
		}
	}
}

func restore(f *record.Field, ch *Change) {
	old := f.Kind.New(f)
	if ch.old != nil {
		old = f.Value(ch.old)
	}
	if err := f.Set(ch.Record, old); err != nil {
		panic(fmt.Sprintf("field %s.%s does not accept its own stored value: %v", ch.Type.Name, f.Name, err))
	}
}

// keepSystem restores the fields that only the desk writes, and names the
// author of a new record that has one.
func (c *Clerk) keepSystem(ch *Change) {
	h := ch.Record.Head()
	if ch.old != nil {
		o := ch.old.Head()
		h.Number, h.Created, h.CreatedBy = o.Number, o.Created, o.CreatedBy
	} else {
		h.Number = 0
		ch.begin()
	}
	if ch.system || ch.Imported {
		return
	}
	for _, f := range ch.Type.Fields {
		if f.System && !slices.Contains(keptElsewhere, f.Name) && !ch.stamps(f) {
			restore(f, ch)
		}
	}
	if f := ch.Type.Field("author"); f != nil && f.System && ch.old == nil && !c.who.Person.IsZero() {
		_ = f.Value(ch.Record).SetJSON(c.who.Person.String()) // a reference takes any ID
	}
}

// begin gives a new record without a state the one in which it starts.
func (ch *Change) begin() {
	h, l := ch.Record.Head(), &ch.Type.Lifecycle
	if h.State != "" {
		return
	}
	h.State = l.Initial()
	if ch.Imported && l.Imported != "" {
		h.State = l.Imported
	}
}

// keptElsewhere are header fields with rules of their own: the version guards
// the write, the state follows the lifecycle, tags, archiving and what another
// system calls the record are open.
var keptElsewhere = []string{"number", "version", "state", "archived", "created", "updated", "tags", "source", "external_id"}

func (ch *Change) stamps(f *record.Field) bool {
	return ch.transition != nil && slices.Contains(ch.transition.Stamps, f.Name)
}

// mayChange asks whether the principal may make the change: of the record as it
// was, and as it will be.
func (c *Clerk) mayChange(ch *Change) error {
	if c.who.Program || ch.system {
		return nil
	}
	actions := []record.Action{record.Update}
	switch {
	case ch.old == nil:
		actions = []record.Action{record.Create}
	case ch.old.Head().Archived != ch.Record.Head().Archived:
		actions = []record.Action{record.Archive}
	}
	for _, action := range actions {
		s, err := c.scope(action, ch.Type)
		if err != nil {
			return err
		}
		if ch.old != nil && !s.allows(c.desk.snapshot(), ch.old) || !s.allows(c.desk.snapshot(), ch.Record) {
			return fault.New(fault.Forbidden, "You may not %s %s.", verb(action), strings.ToLower(ch.Type.Titles))
		}
	}
	return nil
}

func verb(a record.Action) string {
	switch a {
	case record.Create:
		return "add"
	case record.Archive:
		return "archive or bring back"
	}
	return "change"
}

func bad(problems []error) (n int) {
	for _, p := range problems {
		if p != nil {
			n++
		}
	}
	return n
}
