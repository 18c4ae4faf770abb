package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"strconv"
	"time"

	"fairlead/internal/api"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
)

// importFile hands a file to the server and waits until it is imported there.
// What is said of it and left behind is the same as for a data directory.
func (r *remote) importFile(ctx context.Context, c *call, path string) (imported, error) {
	i, err := r.startImport(ctx, c, path)
	if err != nil {
		return imported{}, err
	}
	done := imported{File: path, Type: i.Type, Map: i.Map, DryRun: c.dryRun}
	c.printReading(done, tabular.Format{
		Kind: i.Reading.Kind, Encoding: i.Reading.Encoding, Delimiter: i.Reading.Delimiter, Sheet: i.Reading.Sheet,
		DateOrder: i.Reading.DateOrder, DateOrderSure: i.Reading.DateOrderSure,
	})
	if i, err = r.awaitImport(ctx, i); err != nil {
		return done, err
	}
	done.Progress = i.Progress
	if done.Rejected == 0 || c.dryRun {
		return done, nil
	}
	return done, done.writeRejects(func(w io.Writer) error {
		return r.do(ctx, http.MethodGet, "/imports/"+i.ID.String()+"/rejected", nil, w)
	})
}

// startImport sends the file with what the command line says of it.
func (r *remote) startImport(ctx context.Context, c *call, path string) (*api.Import, error) {
	body, media, err := importForm(c, path)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.base+api.Prefix+"/imports", body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", media)
	i := new(api.Import)
	return i, r.send(req, i)
}

// importForm is what is sent for a file, and its media type.
func importForm(c *call, path string) (body *bytes.Buffer, media string, err error) {
	content, err := readImport(path)
	if err != nil {
		return nil, "", err
	}
	named, err := readMap(c)
	if err != nil {
		return nil, "", err
	}
	if named == nil {
		named = []byte(c.mapFile)
	}
	body = new(bytes.Buffer)
	form := multipart.NewWriter(body)
	file, err := form.CreateFormFile("file", filepath.Base(path))
	if err != nil {
		return nil, "", err
	}
	_, err = file.Write(content)
	return body, form.FormDataContentType(), errors.Join(err,
		form.WriteField("type", c.typeName), form.WriteField("map", string(named)), form.WriteField("dry_run", strconv.FormatBool(c.dryRun)), form.Close())
}

// How long to wait before asking again how far an import is: little at first,
// so that a short one is not waited for, and more for a long one.
const (
	askFirst = 50 * time.Millisecond
	askMost  = 2 * time.Second
)

// awaitImport asks until the import has ended. The fault is why it failed.
func (r *remote) awaitImport(ctx context.Context, i *api.Import) (*api.Import, error) {
	for pause := askFirst; !i.State.Final(); pause = min(2*pause, askMost) {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
		next := new(api.Import)
		if err := r.do(ctx, http.MethodGet, "/imports/"+i.ID.String(), nil, next); err != nil {
			return nil, err
		}
		i = next
	}
	switch i.State {
	case jobs.Failed:
		return nil, fault.New(fault.Invalid, "%s", i.Error)
	case jobs.Cancelled:
		return nil, fault.New(fault.Conflict, "The import was cancelled.")
	}
	return i, nil
}
