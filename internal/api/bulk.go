package api

import (
	"net/http"

	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// bulkResult is what became of one of many records.
type bulkResult struct {
	ID     *record.ID    `json:"id,omitempty"`
	Number string        `json:"number,omitempty"`
	Error  string        `json:"error,omitempty"`
	Errors []fault.Field `json:"errors,omitempty"`
}

// bulk creates or, where an item has an id or a number, changes many records in
// one transaction: {"items": […], "all_or_none": true}. Without all_or_none the
// good ones are saved and each bad one is answered with what is wrong.
func (q *request) bulk() error {
	t, err := q.typ()
	if err != nil {
		return err
	}
	body, err := readObject(q.r.Body)
	if err != nil {
		return err
	}
	items, ok := body["items"].([]any)
	if !ok || len(items) == 0 || len(items) > maxBulk {
		return fault.New(fault.Invalid, "items must be a list of 1 to %d objects.", maxBulk)
	}
	changes, results := make([]*desk.Change, 0, len(items)), make([]bulkResult, len(items))
	var owners []int
	for i, item := range items {
		r, problem := q.bulkRecord(t, item)
		if problem != nil {
			results[i] = failed(problem)
			continue
		}
		changes, owners = append(changes, &desk.Change{Type: t, Record: r, Note: noteOf(q.r)}), append(owners, i)
	}
	strict, _ := body["all_or_none"].(bool)
	if strict && len(changes) < len(items) {
		return q.send(http.StatusUnprocessableEntity, map[string]any{"items": results})
	}
	if strict {
		err = q.clerk.Save(q.r.Context(), changes...)
	} else {
		var problems []error
		problems, err = q.clerk.SaveGood(q.r.Context(), nil, changes...)
		for j, problem := range problems {
			if problem != nil {
				results[owners[j]] = failed(problem)
			}
		}
	}
	if err != nil {
		return err
	}
	for j, ch := range changes {
		if h := ch.Record.Head(); results[owners[j]].Error == "" {
			results[owners[j]] = bulkResult{ID: &h.ID, Number: t.Number(h.Number)}
		}
	}
	return q.send(http.StatusOK, map[string]any{"items": results})
}

func failed(err error) bulkResult {
	return bulkResult{Error: fault.Public(err), Errors: fault.FieldsOf(err)}
}

func (q *request) bulkRecord(t *record.Type, item any) (record.Record, error) {
	object, ok := item.(map[string]any)
	if !ok {
		return nil, fault.New(fault.Invalid, "Each item must be an object.")
	}
	r := t.New()
	for _, key := range []string{"id", "number"} {
		if text, ok := object[key].(string); ok {
			found, err := q.clerk.Get(q.r.Context(), t, text)
			if err != nil {
				return nil, err
			}
			r = t.Clone(found)
			break
		}
	}
	if problems := Fill(q.r.Context(), q.clerk, t, r, object, q.Currency); len(problems) > 0 {
		return nil, problems.Err()
	}
	return r, nil
}
