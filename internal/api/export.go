package api

import (
	"bufio"
	"fmt"
	"net/http"
	"strings"

	"fairlead/internal/connect/exporter"
	"fairlead/internal/desk"
)

// exportTypes are the media types of exports.
func exportTypes() []string {
	var list []string
	for _, f := range []exporter.Format{exporter.CSV, exporter.XLSX, exporter.JSON} {
		media, _, _ := strings.Cut(f.MediaType(), ";")
		list = append(list, media)
	}
	return list
}

// export sends every record that a filter finds as a file.
func (q *request) export() error {
	t, err := q.typ()
	if err != nil {
		return err
	}
	format := exporter.Format(q.query.Get("format"))
	if format == "" {
		format = exporter.CSV
	}
	if format.MediaType() == "" {
		return wrong("format", "It must be csv, xlsx or json.")
	}
	var fields []string
	if list := q.query.Get("fields"); list != "" {
		fields = strings.Split(list, ",")
	}
	query := desk.Query{Filter: q.query.Get("filter"), Order: q.query.Get("order")}
	return q.download(format.MediaType(), t.Plural+"."+string(format), func(w *bufio.Writer) error {
		return exporter.Write(q.r.Context(), q.clerk, t, query, fields, format, w)
	})
}

// download sends a file while it is written. An error before its first bytes
// have gone is answered like any other; one after that breaks the answer off,
// so that nobody takes a part for the whole.
func (q *request) download(media, name string, write func(*bufio.Writer) error) error {
	d := &delivery{request: q, media: media, name: name}
	w := bufio.NewWriterSize(d, 64<<10)
	err := write(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil || !d.begun {
		return err
	}
	q.Log.Warn("a download broke off", "path", q.r.URL.Path, "error", err)
	panic(http.ErrAbortHandler)
}

// delivery writes the headers of a file when its first bytes come.
type delivery struct {
	*request
	media, name string
	begun       bool
}

// Write sends a part of the file.
func (d *delivery) Write(p []byte) (int, error) {
	if !d.begun {
		d.begun = true
		d.w.Header().Set("Content-Type", d.media)
		d.w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename*=UTF-8''%s", escapeName(d.name)))
	}
	return d.w.Write(p)
}
