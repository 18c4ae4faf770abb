package kill_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// client is a program that writes by the API and notes what was acknowledged.
type client struct {
	id     int
	people []*person
	groups []*group

	sent, acknowledged, doubtful int
}

// person is a record that the client made, with the value that it last wrote.
type person struct {
	name, number string
	known        int // acknowledged
	sent         int // the same, or the one after it
}

// group is people made in one request, all or none.
type group struct {
	code         string
	acknowledged bool
}

const groupSize = 20

func newClient(id int) *client { return &client{id: id} }

// writeUntilGone writes until the program does not answer any more. It calls
// first at its first acknowledgement.
func (c *client) writeUntilGone(ctx context.Context, url, token string, first func()) {
	h := &http.Client{Transport: &http.Transport{}}
	defer h.CloseIdleConnections()
	send := func(method, path string, body, into any) bool {
		text, err := json.Marshal(body)
		if err != nil {
			panic(err) // it is made of texts and numbers
		}
		req, err := http.NewRequestWithContext(ctx, method, url+"/api/v1"+path, bytes.NewReader(text))
		if err != nil {
			panic(err)
		}
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Content-Type", "application/json")
		res, err := h.Do(req)
		if err != nil {
			return false
		}
		defer res.Body.Close()
		if res.StatusCode >= 300 {
			return false
		}
		// The status line is the acknowledgement, but without the body we would not
		// know the number.
		return json.NewDecoder(res.Body).Decode(into) == nil
	}
	for c.writeOne(send) {
		c.acknowledged++
		first()
	}
	c.doubtful++
}

// writeOne makes one change, and reports whether it was acknowledged.
func (c *client) writeOne(send func(method, path string, body, into any) bool) bool {
	c.sent++
	switch {
	case c.sent%10 == 0:
		return c.addGroup(send)
	case c.sent%3 == 0 || len(c.people) == 0:
		return c.add(send)
	}
	p := c.people[c.sent*7919%len(c.people)]
	p.sent++
	if !send(http.MethodPatch, "/people/"+p.number, map[string]any{"job_title": fmt.Sprint(p.sent)}, new(any)) {
		return false
	}
	p.known = p.sent
	return true
}

func (c *client) add(send func(method, path string, body, into any) bool) bool {
	p := &person{name: fmt.Sprintf("Client %d person %d", c.id, c.sent)}
	var made struct {
		Number string `json:"number"`
	}
	if !send(http.MethodPost, "/people", map[string]any{"name": p.name, "job_title": "0"}, &made) {
		return false
	}
	p.number = made.Number
	c.people = append(c.people, p)
	return true
}

func (c *client) addGroup(send func(method, path string, body, into any) bool) bool {
	g := &group{code: fmt.Sprintf("client %d group %d", c.id, c.sent)}
	c.groups = append(c.groups, g)
	items := make([]map[string]any, groupSize)
	for i := range items {
		items[i] = map[string]any{"name": fmt.Sprintf("Client %d group %d person %d", c.id, c.sent, i), "phone": g.code}
	}
	g.acknowledged = send(http.MethodPost, "/people/bulk", map[string]any{"items": items, "all_or_none": true}, new(any))
	return g.acknowledged
}
