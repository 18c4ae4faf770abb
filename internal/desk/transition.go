package desk

import (
	"context"
	"fmt"
	"slices"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Outcome says what became of a transition that was asked for.
type Outcome struct {
	// Approval is the one that was opened, when others must agree first; nil
	// when the transition happened.
	Approval *catalog.Approval
}

// Transition takes a record along its lifecycle. The record may carry other
// changes made in the same step (the resolution of an incident). When the
// transition needs the consent of others, it is asked for instead.
func (c *Clerk) Transition(ctx context.Context, t *record.Type, r record.Record, name, note string) (Outcome, error) {
	tr, ok := t.Lifecycle.Transition(name)
	if !ok {
		return Outcome{}, fault.New(fault.NotFound, "%s has no step %q.", t.Title, name)
	}
	from := r.Head().State
	if !slices.ContainsFunc(t.Lifecycle.From(from), func(o record.Transition) bool { return o.Name == name }) {
		state, _ := t.Lifecycle.State(from)
		return Outcome{}, fault.New(fault.Conflict, "%q cannot be done in the state %q.", tr.Title, state.Title)
	}
	if !access.MayTransition(c.who, tr) {
		return Outcome{}, fault.New(fault.Forbidden, "%q is not for your role.", tr.Title)
	}
	t.Normalise(r) // what follows from other fields decides as it will be saved
	if tr.Follow != nil {
		c.desk.following.Lock()
		defer c.desk.following.Unlock()
	}
	if tr.Approval != nil {
		if step, basis := c.approvalStep(t, r, tr); len(step.Roles) > 0 {
			if _, err := c.follow(t, t.Clone(r), tr); err != nil {
				return Outcome{}, err // nobody is asked to agree to what cannot be done
			}
			return c.ask(ctx, t, r, tr, step, basis)
		}
	}
	followers, err := c.follow(t, r, tr)
	if err != nil {
		return Outcome{}, err
	}
	return Outcome{}, c.Save(ctx, append(followers, c.transitionChange(t, r, tr, note))...)
}

// follow gives the changes that go with a transition.
func (c *Clerk) follow(t *record.Type, r record.Record, tr record.Transition) ([]*Change, error) {
	if tr.Follow == nil {
		return nil, nil
	}
	records, err := tr.Follow(c.desk.snapshot(), record.Moment{Now: record.At(c.desk.now()), Currency: c.desk.currency}, r)
	if err != nil {
		return nil, err
	}
	var changes []*Change
	for _, follower := range records {
		typ, err := c.desk.Type(c.desk.dict.TypeOf(follower).Name)
		if err != nil {
			return nil, err
		}
		changes = append(changes, &Change{Type: typ, Record: follower, system: true, Note: fmt.Sprintf("%s: %s", tr.Title, t.Number(r.Head().Number))})
	}
	return changes, nil
}

// transitionChange sets state and stamps on the record.
func (c *Clerk) transitionChange(t *record.Type, r record.Record, tr record.Transition, note string) *Change {
	now := record.At(c.desk.now())
	if note == "" {
		note = tr.Title
	}
	r.Head().State = tr.To
	for _, name := range tr.Stamps {
		var err error
		switch v := t.Field(name).Value(r).(type) {
		case *record.Instant:
			*v = now
		case *record.Date:
			*v = c.desk.Today()
		default:
			err = fmt.Errorf("%s is not a moment", name) // NewDictionary refuses such a lifecycle
		}
		if err != nil {
			panic(err)
		}
	}
	return &Change{Type: t, Record: r, Note: note, transition: &tr}
}

// checkNeeds adds the fields that a transition needs and the record lacks.
func checkNeeds(ch *Change, problems *fault.List) {
	if ch.transition == nil {
		return
	}
	for _, name := range ch.transition.Needs {
		f := ch.Type.Field(name)
		if !f.Value(ch.Record).Known() {
			problems.Add(name, "%s must be filled in for %q.", f.Title, ch.transition.Title)
		}
	}
}

// approvalStep is the consent that a transition needs by its amount. Limits are
// told in the organisation's currency, so another is converted by the rate of the
// day; basis says so, and why what cannot be compared takes the highest step.
func (c *Clerk) approvalStep(t *record.Type, r record.Record, tr record.Transition) (step record.ApprovalStep, basis string) {
	a := tr.Approval
	if a.Amount == "" {
		return a.Step(record.Money{}), ""
	}
	m := *t.Field(a.Amount).Value(r).(*record.Money)
	own, today := c.desk.currency, c.desk.Today()
	worth := catalog.RatesOf(c.desk.snapshot()).Convert(m, own, today)
	switch {
	case !m.Known():
		basis = "The amount is not known, so those are asked who answer for the largest ones."
	case !worth.Known():
		basis = fmt.Sprintf("There is no rate from %s to %s of today or before, so %s cannot be compared with the limits. Those are asked who answer for the largest amounts.", m.Currency, own, m.Text())
	case m.Currency != own:
		basis = fmt.Sprintf("%s are %s by the rate of %s.", m.Text(), worth.Text(), today.Text())
	}
	return a.Step(worth), basis
}
