package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"fairlead/internal/api"
	"fairlead/internal/fault"
)

// remote is a running server that a command works against.
type remote struct {
	base   string
	token  string
	client *http.Client
}

func newRemote(c Config) (*remote, error) {
	u, err := url.Parse(c.Server)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, usage("--server must be an address such as https://fairlead.example.org")
	}
	if c.Token == "" {
		return nil, usage("--server needs --token, or FAIRLEAD_TOKEN in the environment")
	}
	return &remote{strings.TrimSuffix(c.Server, "/"), c.Token, &http.Client{Timeout: 5 * time.Minute}}, nil
}

// do sends a request and decodes the answer into out. A problem that the server
// answers becomes the same fault here.
func (r *remote) do(ctx context.Context, method, path string, body, out any) error {
	var reader io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		reader = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, method, r.base+api.Prefix+path, reader)
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	return r.send(req, out)
}

func (r *remote) send(req *http.Request, out any) error {
	req.Header.Set("Authorization", "Bearer "+r.token)
	res, err := r.client.Do(req)
	if err != nil {
		return fault.Because(errors.Unwrap(err), fault.Unavailable, "The server %s does not answer.", r.base)
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		return problemOf(res)
	}
	if w, ok := out.(io.Writer); ok {
		_, err = io.Copy(w, res.Body)
		return err
	}
	return json.NewDecoder(res.Body).Decode(out)
}

func problemOf(res *http.Response) error {
	var p struct {
		Detail string        `json:"detail"`
		Errors []fault.Field `json:"errors"`
	}
	if err := json.NewDecoder(io.LimitReader(res.Body, 1<<20)).Decode(&p); err != nil || p.Detail == "" {
		return fault.New(fault.Unavailable, "The server answered %s.", res.Status)
	}
	return &fault.Error{Kind: fault.Invalid, Public: p.Detail, Fields: p.Errors}
}
