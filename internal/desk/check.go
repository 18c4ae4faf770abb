package desk

import (
	"cmp"
	"context"
	"slices"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// checkLifecycle adds what is wrong with the state of a record.
func (c *Clerk) checkLifecycle(ch *Change, problems *fault.List) {
	l, state := &ch.Type.Lifecycle, ch.Record.Head().State
	if _, ok := l.State(state); !ok && (state != "" || len(l.States) > 0) {
		problems.Add("state", "There is no state %q.", state)
		return
	}
	switch {
	case ch.system:
	case ch.Imported:
		if !c.who.Program && ch.old != nil && state != ch.old.Head().State && !c.mayImport(ch) {
			problems.Add("state", "This step needs consent or another role; it cannot come from a file.")
		}
	case ch.old == nil && state != l.Initial():
		problems.Add("state", "A new record begins in the state %q.", l.Initial())
	case ch.old != nil && state != ch.old.Head().State && !ch.leadsFrom(ch.old.Head().State):
		problems.Add("state", "The state changes by one of the steps of the record, not by editing it.")
	}
}

// checkFixed adds the fields that the state of a record holds as they are. The
// program itself takes over what another system says.
func (c *Clerk) checkFixed(ch *Change, problems *fault.List) {
	if ch.old == nil || ch.system || c.who.Program {
		return
	}
	state, _ := ch.Type.Lifecycle.State(ch.old.Head().State)
	if ch.Imported && state.Kept && !c.consented(ch) {
		return
	}
	for _, f := range ch.Type.Fixed(ch.old) {
		if !f.Same(ch.old, ch.Record) {
			problems.Add(f.Name, "%s was agreed and stays as it is in the state %q. Where a step leads back, take it first.", f.Title, state.Title)
		}
	}
}

// checkAmong adds to the problems of each change what is wrong between its record
// and others, those of earlier changes among them.
func (c *Clerk) checkAmong(changes []*Change, problems []error) {
	s := c.desk.snapshot()
	for i, ch := range changes {
		if problems[i] != nil || ch.Type.StandsAlone() {
			continue
		}
		list := ch.Type.CheckAmong(s, ch.Record)
		if problems[i] = list.Err(); problems[i] == nil {
			s = s.With(s.Position(), record.Edit{Old: ch.old, New: ch.Record})
		}
	}
}

// consented reports whether somebody gave consent here to how a record stands, or
// would have to give it to what it is changed to and had not to before.
func (c *Clerk) consented(ch *Change) bool {
	for a := range record.Referring[catalog.Approval](c.desk.snapshot(), ch.old.Head().ID, "subject") {
		if a.State == "granted" {
			return true
		}
	}
	before := &Change{Type: ch.Type, Record: ch.old}
	return slices.ContainsFunc(ch.Type.Lifecycle.Transitions, func(tr record.Transition) bool {
		return tr.To == ch.old.Head().State && c.needsConsent(ch, tr) && !c.needsConsent(before, tr)
	})
}

// checkReferences adds to the problems of each change the references that lead
// nowhere: one query for each type pointed to, however many changes there are.
func (c *Clerk) checkReferences(ctx context.Context, r *store.Reader, changes []*Change, problems []error) error {
	fresh := map[record.ID]string{} // the type of what is made in the same write
	kinds := map[record.ID]string{} // of those in memory: what was made once stays
	var wanted []record.ID
	for i, ch := range changes {
		if problems[i] == nil {
			fresh[ch.Record.Head().ID] = ch.Type.Name
		}
		for _, f := range ch.Type.Pointers() {
			f.Value(ch.Record).(record.Pointing).EachTarget(func(id record.ID) {
				if t, _ := c.desk.snapshot().FindAny(id); t != nil {
					kinds[id] = t.Name
				} else {
					wanted = append(wanted, id)
				}
			})
		}
	}
	slices.SortFunc(wanted, record.ID.Compare)
	labels, err := r.Labels(ctx, slices.Compact(wanted)) // many records often point to few
	if err != nil {
		return err
	}
	for id, l := range labels {
		kinds[id] = l.Type
	}
	for i, ch := range changes {
		if problems[i] != nil {
			continue
		}
		var list fault.List
		for _, f := range ch.Type.Pointers() {
			v := f.Value(ch.Record).(record.Pointing)
			target := f.Target
			if a, ok := v.(*record.AnyRef); ok {
				target = a.Type // what it says of itself decides who may see what hangs on it
			}
			v.EachTarget(func(id record.ID) {
				is := cmp.Or(kinds[id], fresh[id])
				if is == "" && !ch.assumed[id] || is != "" && target != "" && is != target {
					list.Add(f.Name, "%s points to a record that does not exist; choose another.", f.Title)
				}
			})
		}
		if err := c.checkSubject(ctx, r, ch, &list); err != nil {
			return err
		}
		problems[i] = list.Err()
	}
	return nil
}

// checkSubject holds that what hangs on a record can only be added by those who
// may read the record.
func (c *Clerk) checkSubject(ctx context.Context, r *store.Reader, ch *Change, list *fault.List) error {
	f := ch.Type.SubjectField()
	if f == nil || c.who.Program {
		return nil
	}
	subject := *f.Value(ch.Record).(*record.AnyRef)
	if on := c.desk.dict.Type(subject.Type); on != nil && on.SubjectField() != nil {
		list.Add(f.Name, "%s cannot hang on %s.", ch.Type.Titles, on.Titles)
		return nil
	}
	readable, err := c.readable(ctx, r, []record.AnyRef{subject})
	if err == nil && !readable[subject.ID] {
		list.Add(f.Name, "The record does not exist, or you may not see it.")
	}
	return err
}

func (ch *Change) leadsFrom(state string) bool {
	return ch.transition != nil && slices.ContainsFunc(ch.Type.Lifecycle.From(state), func(tr record.Transition) bool { return tr.Name == ch.transition.Name })
}

func (c *Clerk) mayImport(ch *Change) bool {
	to := ch.Record.Head().State
	for _, tr := range ch.Type.Lifecycle.From(ch.old.Head().State) {
		if tr.To == to && (!access.MayTransition(c.who, tr) || c.needsConsent(ch, tr)) {
			return false
		}
	}
	return true
}

func (c *Clerk) needsConsent(ch *Change, tr record.Transition) bool {
	if tr.Approval == nil {
		return false
	}
	step, _ := c.approvalStep(ch.Type, ch.Record, tr)
	return len(step.Roles) > 0
}
