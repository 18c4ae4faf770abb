package api

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// listAnswer is a page of records.
type listAnswer struct {
	Items []Object `json:"items"`
	Next  string   `json:"next,omitempty"` // cursor: send it as "after"
}

func (q *request) list() error {
	t, err := q.typ()
	if err != nil {
		return err
	}
	query, err := q.query()
	if err != nil {
		return err
	}
	page, err := q.clerk.List(q.r.Context(), t, query)
	if err != nil {
		return err
	}
	return q.send(http.StatusOK, listAnswer{Objects(q.clerk, page), page.Next})
}

func (q *request) query() (desk.Query, error) {
	p := q.r.URL.Query()
	query := desk.Query{Filter: p.Get("filter"), Order: p.Get("order"), After: p.Get("after")}
	if text := p.Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > desk.MaxPage {
			return query, fault.New(fault.Invalid, "limit must be a number from 1 to %d.", desk.MaxPage)
		}
		query.Limit = n
	}
	switch p.Get("archived") {
	case "", "exclude":
	case "include":
		query.Archived = store.WithArchived
	case "only":
		query.Archived = store.OnlyArchived
	default:
		return query, fault.New(fault.Invalid, "archived must be exclude, include or only.")
	}
	return query, nil
}

func (q *request) get() error {
	t, err := q.typ()
	if err != nil {
		return err
	}
	r, err := q.clerk.Get(q.r.Context(), t, q.r.PathValue("key"))
	if err != nil {
		return err
	}
	if q.r.Header.Get("If-None-Match") == etag(r) {
		q.w.WriteHeader(http.StatusNotModified)
		return nil
	}
	return q.answer(http.StatusOK, t, r)
}

func etag(r record.Record) string { return fmt.Sprintf(`"%d"`, r.Head().Version) }

// answer sends one record with its ETag.
func (q *request) answer(status int, t *record.Type, r record.Record) error {
	var ids []record.ID
	for _, f := range t.Pointers() {
		f.Value(r).(record.Pointing).EachTarget(func(id record.ID) { ids = append(ids, id) })
	}
	names, err := q.clerk.Names(q.r.Context(), ids...)
	if err != nil {
		return err
	}
	q.w.Header().Set("ETag", etag(r))
	return q.send(status, Object{q.Desk, t, q.clerk.Fields(t), r, names})
}

func (q *request) create() error {
	t, err := q.typ()
	if err != nil {
		return err
	}
	object, err := readObject(q.r.Body)
	if err != nil {
		return err
	}
	r := t.New()
	if err := q.save(t, r, object); err != nil {
		return err
	}
	q.w.Header().Set("Location", Prefix+"/"+t.Plural+"/"+t.Number(r.Head().Number))
	return q.answer(http.StatusCreated, t, r)
}

// save fills a record and saves it. Fields that cannot be read are reported
// together with what the check of the rest finds.
func (q *request) save(t *record.Type, r record.Record, object map[string]any) error {
	problems := Fill(q.r.Context(), q.clerk, t, r, object, q.Currency)
	change := &desk.Change{Type: t, Record: r, Note: noteOf(q.r)}
	if len(problems) == 0 {
		return q.clerk.Save(q.r.Context(), change)
	}
	found, err := q.clerk.Check(q.r.Context(), nil, change)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, p := range problems {
		seen[p.Path] = true
	}
	for _, p := range fault.FieldsOf(found[0]) {
		if !seen[p.Path] {
			problems = append(problems, p)
		}
	}
	return problems.Err()
}

// noteOf is the reason that a caller gives for the journal.
func noteOf(r *http.Request) string {
	note := r.Header.Get("X-Note")
	return note[:min(len(note), 500)]
}

func (q *request) update() error {
	t, r, err := q.existing()
	if err != nil {
		return err
	}
	object, err := readObject(q.r.Body)
	if err != nil {
		return err
	}
	if err := q.save(t, r, object); err != nil {
		return err
	}
	return q.answer(http.StatusOK, t, r)
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
	if seen := q.r.Header.Get("If-Match"); seen != "" && seen != "*" && !strings.Contains(seen, etag(r)) {
		return nil, nil, fault.New(fault.Conflict, "%s is at version %s by now; read it again.", t.Number(r.Head().Number), etag(r))
	}
	return t, t.Clone(r), nil
}

func (q *request) archive() error { return q.setArchived(true) }

func (q *request) restore() error { return q.setArchived(false) }

func (q *request) setArchived(to bool) error {
	t, r, err := q.existing()
	if err != nil {
		return err
	}
	r.Head().Archived = to
	if err := q.clerk.Save(q.r.Context(), &desk.Change{Type: t, Record: r, Note: noteOf(q.r)}); err != nil {
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
	if q.r.ContentLength != 0 {
		object, err := readObject(q.r.Body)
		if err != nil {
			return err
		}
		if problems := Fill(q.r.Context(), q.clerk, t, r, object, q.Currency); len(problems) > 0 {
			return problems.Err()
		}
	}
	out, err := q.clerk.Transition(q.r.Context(), t, r, q.r.PathValue("step"), noteOf(q.r))
	if err != nil {
		return err
	}
	if out.Approval != nil {
		approvals, err := q.Desk.Type("approval")
		if err != nil {
			return err
		}
		return q.send(http.StatusAccepted, map[string]string{"approval": approvals.Number(out.Approval.Number)})
	}
	return q.answer(http.StatusOK, t, r)
}
