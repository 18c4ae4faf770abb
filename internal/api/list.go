package api

import (
	"net/http"
	"net/url"
	"strconv"

	"fairlead/internal/desk"
	"fairlead/internal/store"
)

// list answers a page of records, and where the next one is.
func (q *request) list() error {
	t, err := q.typ()
	if err != nil {
		return err
	}
	query, err := q.listQuery()
	if err != nil {
		return err
	}
	page, err := q.clerk.List(q.r.Context(), t, query)
	if err != nil {
		return err
	}
	text := []byte(`{"items":[`)
	for i, o := range Objects(q.clerk, page) {
		if i > 0 {
			text = append(text, ',')
		}
		if text, err = o.append(text); err != nil {
			return err
		}
	}
	text = append(text, ']')
	if page.Next != "" {
		q.linkNext(page.Next)
		text = appendText(append(text, `,"next":`...), page.Next)
	}
	return q.write(http.StatusOK, append(text, '}'))
}

// linkNext gives the address of the next page (RFC 8288), for programs that
// follow links without knowing the parameters.
func (q *request) linkNext(cursor string) {
	values := url.Values{}
	for name, given := range q.query {
		values[name] = given
	}
	values.Set("after", cursor)
	q.w.Header().Set("Link", "<"+q.r.URL.EscapedPath()+"?"+values.Encode()+`>; rel="next"`)
}

func (q *request) listQuery() (desk.Query, error) {
	query := desk.Query{Filter: q.query.Get("filter"), Order: q.query.Get("order"), After: q.query.Get("after")}
	var err error
	if query.Limit, err = q.limit(desk.DefaultPage, desk.MaxPage); err != nil {
		return query, err
	}
	switch q.query.Get("archived") {
	case "", "exclude":
	case "include":
		query.Archived = store.WithArchived
	case "only":
		query.Archived = store.OnlyArchived
	default:
		return query, wrong("archived", "It must be exclude, include or only.")
	}
	return query, nil
}

// limit is how many items are wanted, at most so many.
func (q *request) limit(usual, most int) (int, error) {
	text := q.query.Get("limit")
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		return 0, wrong("limit", "It must be a number from 1 to %d.", most)
	}
	return n, nil
}
