package desk

import (
	"context"
	"fmt"
	"slices"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// ask opens an approval for a transition, saving the changes that came with it.
// Asking twice gives the approval that waits already, also when two ask at once.
func (c *Clerk) ask(ctx context.Context, t *record.Type, r record.Record, tr record.Transition, step record.ApprovalStep, basis string) (Outcome, error) {
	c.desk.asking.Lock()
	defer c.desk.asking.Unlock()
	if waiting := c.waitingApproval(r.Head().ID, tr.Name); waiting != nil {
		return Outcome{Approval: waiting}, nil
	}
	subject := &Change{Type: t, Record: r, transition: &record.Transition{Title: tr.Title, Needs: tr.Needs}}
	quorum := max(step.Quorum, 1)
	a := &catalog.Approval{
		Title:      fmt.Sprintf("%s: %s", tr.Title, t.Label(r)),
		Subject:    record.AnyRef{Type: t.Name, ID: r.Head().ID},
		Transition: tr.Name,
		AskedBy:    record.To[catalog.Person](c.who.Person),
		Quorum:     record.Whole(int64(quorum)),
		Basis:      basis,
	}
	a.State = "waiting"
	for _, role := range step.Roles {
		a.Roles = append(a.Roles, string(role))
	}
	if tr.Approval.Amount != "" {
		a.Amount = *t.Field(tr.Approval.Amount).Value(r).(*record.Money)
	}
	approvals, err := c.desk.Type("approval")
	if err != nil {
		return Outcome{}, err
	}
	err = c.Save(ctx, subject, &Change{Type: approvals, Record: a, system: true, Note: "Asked for " + tr.Title})
	return Outcome{Approval: a}, err
}

func (c *Clerk) waitingApproval(subject record.ID, transition string) *catalog.Approval {
	s := c.desk.snapshot()
	for a := range record.Referring[catalog.Approval](s, subject, "subject") {
		if a.State == "waiting" && a.Transition == transition {
			return s.Dictionary().TypeOf(a).Clone(a).(*catalog.Approval) // the snapshot's own is shared
		}
	}
	return nil
}

// MayVote reports whether the principal is asked by an approval and has not
// answered. Nobody answers what they asked for themselves.
func (c *Clerk) MayVote(a *catalog.Approval) bool {
	if a.State != "waiting" || c.who.Person.IsZero() || a.AskedBy.ID == c.who.Person {
		return false
	}
	voted := slices.ContainsFunc(a.Votes, func(v catalog.Vote) bool { return v.Person.ID == c.who.Person })
	return !voted && slices.ContainsFunc(a.Roles, func(role string) bool { return c.who.Has(record.Role(role)) })
}

// Vote answers an approval. With the last consent that was needed the
// transition is carried out; one refusal ends it.
func (c *Clerk) Vote(ctx context.Context, id record.ID, agrees bool, reason string) error {
	approvals, err := c.desk.Type("approval")
	if err != nil {
		return err
	}
	var raw record.Record
	err = c.desk.store.View(ctx, func(r *store.Reader) (err error) {
		raw, err = r.Get(ctx, approvals, id)
		return err
	})
	if err != nil {
		return err
	}
	a := raw.(*catalog.Approval)
	if !c.MayVote(a) {
		return fault.New(fault.Forbidden, "This approval does not wait for your answer.")
	}
	a.Votes = append(a.Votes, catalog.Vote{
		Person: record.To[catalog.Person](c.who.Person), Agrees: agrees, At: record.At(c.desk.now()), Reason: reason,
	})
	changes := []*Change{{Type: approvals, Record: a, system: true, Note: "Answered"}}
	switch {
	case !agrees:
		a.State = "refused"
	case granted(a):
		c.desk.following.Lock()
		defer c.desk.following.Unlock()
		a.State = "granted"
		subject, err := c.approved(ctx, a)
		if err != nil {
			return err
		}
		changes = append(changes, subject...)
	}
	return c.Save(ctx, changes...)
}

func granted(a *catalog.Approval) bool {
	agreed := 0
	for _, v := range a.Votes {
		if v.Agrees {
			agreed++
		}
	}
	return int64(agreed) >= a.Quorum.N()
}

// approved is the change that an approval waited for, with what follows from it.
// Those who agreed carry it, whatever else they may do with the record.
func (c *Clerk) approved(ctx context.Context, a *catalog.Approval) ([]*Change, error) {
	t, err := c.desk.Type(a.Subject.Type)
	if err != nil {
		return nil, err
	}
	var r record.Record
	err = c.desk.store.View(ctx, func(rd *store.Reader) (err error) {
		r, err = rd.Get(ctx, t, a.Subject.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	tr, ok := t.Lifecycle.Transition(a.Transition)
	if !ok || !slices.ContainsFunc(access.Transitions(access.Program(), t, r.Head().State), func(o record.Transition) bool { return o.Name == tr.Name }) {
		return nil, fault.New(fault.Conflict, "The record has moved on: %q cannot be done any more. Refuse the approval to close it.", a.Title)
	}
	if name := tr.Approval.Amount; name != "" && *t.Field(name).Value(r).(*record.Money) != a.Amount {
		return nil, fault.New(fault.Conflict, "The amount has changed since consent was asked for. Refuse the approval; it must be asked for anew.")
	}
	followers, err := c.follow(t, r, tr)
	if err != nil {
		return nil, err
	}
	ch := c.transitionChange(t, r, tr, "Approved: "+tr.Title)
	ch.system = true
	return append(followers, ch), nil
}
