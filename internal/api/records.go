package api

import (
	"errors"
	"net/http"

	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

func (q *request) get() error {
	t, err := q.typ()
	if err != nil {
		return err
	}
	r, err := q.clerk.Get(q.r.Context(), t, q.r.PathValue("key"))
	if err != nil {
		return err
	}
	text, err := q.text(t, r)
	if err != nil {
		return err
	}
	tag := etag(r, text)
	q.w.Header().Set("ETag", tag)
	if q.unchanged(tag) {
		q.w.WriteHeader(http.StatusNotModified)
		return nil
	}
	return q.write(http.StatusOK, text)
}

// text is a record as it is answered.
func (q *request) text(t *record.Type, r record.Record) ([]byte, error) {
	h := r.Head()
	ids := []record.ID{h.CreatedBy, h.UpdatedBy}
	for _, f := range t.Pointers() {
		f.Value(r).(record.Pointing).EachTarget(func(id record.ID) { ids = append(ids, id) })
	}
	names, err := q.clerk.Names(q.r.Context(), ids...)
	if err != nil {
		return nil, err
	}
	return Object{q.Desk, t, q.clerk.Fields(t), r, names}.append(nil)
}

// answer sends one record with its ETag.
func (q *request) answer(status int, t *record.Type, r record.Record) error {
	text, err := q.text(t, r)
	if err != nil {
		return err
	}
	q.w.Header().Set("ETag", etag(r, text))
	return q.write(status, text)
}

func (q *request) create() error {
	t, err := q.typ()
	if err != nil {
		return err
	}
	object, err := q.object(maxRecord)
	if err != nil {
		return err
	}
	r := t.New()
	if err := q.save(t, r, object); err != nil {
		return err
	}
	q.w.Header().Set("Location", address(t, r.Head().Number))
	return q.answer(http.StatusCreated, t, r)
}

// address is where a record stands in the interface.
func address(t *record.Type, number int64) string {
	return Prefix + "/" + t.Plural + "/" + t.Number(number)
}

func (q *request) update() error {
	t, r, err := q.existing()
	if err != nil {
		return err
	}
	object, err := q.object(maxRecord)
	if err != nil {
		return err
	}
	if err := checkVersion(t, r, object); err != nil {
		return err
	}
	if err := q.save(t, r, object); err != nil {
		return err
	}
	return q.answer(http.StatusOK, t, r)
}

// save fills a record and saves it.
func (q *request) save(t *record.Type, r record.Record, object map[string]any) error {
	if err := q.fill(t, r, object); err != nil {
		return err
	}
	return q.saveAs(t, r)
}

// fill writes an object into a record. Members that cannot be read are reported
// together with what is wrong with the rest.
func (q *request) fill(t *record.Type, r record.Record, object map[string]any) error {
	problems, err := newFiller(q.clerk, t, q.Currency).fillOne(q.r.Context(), r, object)
	if err != nil || len(problems) == 0 {
		return err
	}
	found, err := q.clerk.Check(q.r.Context(), nil, &desk.Change{Type: t, Record: r})
	if err != nil {
		return err
	}
	if kind := fault.KindOf(found[0]); found[0] != nil && kind != fault.Invalid {
		return found[0] // they may not change it at all, or somebody else was first
	}
	return joinProblems(problems, fault.FieldsOf(found[0])).Err()
}

// joinProblems adds what the check found in fields that could be read.
func joinProblems(problems fault.List, found []fault.Field) fault.List {
	seen := map[string]bool{}
	for _, p := range problems {
		seen[p.Path] = true
	}
	for _, p := range found {
		if !seen[p.Path] {
			problems = append(problems, p)
		}
	}
	return problems
}

// saveAs saves a record as it stands.
func (q *request) saveAs(t *record.Type, r record.Record) error {
	return q.raced(t, r, q.clerk.Save(q.r.Context(), &desk.Change{Type: t, Record: r, Note: q.note()}))
}

// raced turns the conflict with somebody who changed the record after it was
// read into the failed precondition that it is, when there was one.
func (q *request) raced(t *record.Type, r record.Record, err error) error {
	if fault.KindOf(err) == fault.Conflict && len(fault.FieldsOf(err)) == 0 && q.r.Header.Get("If-Match") != "" {
		return changedSince(t, r, err)
	}
	return err
}

// existing reads the record that a change is about, and holds it against the
// version that the caller has seen.
func (q *request) existing() (*record.Type, record.Record, error) {
	t, err := q.typ()
	if err != nil {
		return nil, nil, err
	}
	r, err := q.clerk.Get(q.r.Context(), t, q.r.PathValue("key"))
	if err != nil {
		return nil, nil, err
	}
	return t, t.Clone(r), q.checkMatch(t, r)
}

func (q *request) archive() error { return q.setArchived(true) }

func (q *request) restore() error { return q.setArchived(false) }

func (q *request) setArchived(to bool) error {
	t, r, err := q.existing()
	if err != nil {
		return err
	}
	r.Head().Archived = to
	if err := q.saveAs(t, r); err != nil {
		return err
	}
	return q.answer(http.StatusOK, t, r)
}

// step takes a record along its lifecycle; the body may fill what the step needs.
func (q *request) step() error {
	t, r, err := q.existing()
	if err != nil {
		return err
	}
	object, err := q.object(maxRecord)
	if errors.Is(err, errNoBody) {
		object, err = nil, nil
	}
	if err != nil {
		return err
	}
	if err := checkVersion(t, r, object); err != nil {
		return err
	}
	if err := q.fill(t, r, object); err != nil {
		return err
	}
	out, err := q.clerk.Transition(q.r.Context(), t, r, q.r.PathValue("step"), q.note())
	if err != nil {
		return q.raced(t, r, err)
	}
	if out.Approval != nil {
		return q.waits(out)
	}
	return q.answer(http.StatusOK, t, r)
}

// waits answers that others must agree first, and where that can be watched.
func (q *request) waits(out desk.Outcome) error {
	approvals, err := q.Desk.Type("approval")
	if err != nil {
		return err
	}
	h := &out.Approval.Header
	q.w.Header().Set("Location", address(approvals, h.Number))
	return q.send(http.StatusAccepted, map[string]any{
		"approval": reference{ID: h.ID, Type: approvals.Name, Number: approvals.Number(h.Number), Name: out.Approval.Title},
	})
}
