package api

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"

	"fairlead/internal/connect/importer"
	"fairlead/internal/fault"
)

// importForm is what is sent for an import.
type importForm struct {
	name             string // of the file, without a path
	content          []byte
	typeName, mapped string
	dryRun           bool
}

// The limits of a form.
const (
	formInMemory = 8 << 20 // of a file while it is received; the rest waits on disk
	maxFileName  = 200     // bytes
)

// importForm reads the form of an import. All that is wrong with it is reported
// at once.
func (q *request) importForm() (*importForm, error) {
	q.r.Body = http.MaxBytesReader(q.w, q.r.Body, importer.MaxFile+1<<20)
	if err := q.r.ParseMultipartForm(formInMemory); err != nil {
		return nil, q.badForm(err)
	}
	sent := q.r.MultipartForm
	defer sent.RemoveAll()
	var problems fault.List
	value := func(name string) string {
		given := sent.Value[name]
		delete(sent.Value, name)
		switch {
		case len(given) == 0:
			return ""
		case len(given) > 1:
			problems.Add(name, "It is given %d times; give it once.", len(given))
		case !isText(given[0]):
			problems.Add(name, "It holds characters that are not text.")
		}
		return strings.TrimSpace(given[0])
	}
	form := &importForm{typeName: value("type"), mapped: value("map")}
	switch value("dry_run") {
	case "", "false":
	case "true":
		form.dryRun = true
	default:
		problems.Add("dry_run", "It must be true or false.")
	}
	for name := range sent.Value {
		problems.Add(shortened(name), "There is no such part; send file, type, map and dry_run.")
	}
	for name := range sent.File {
		if name != "file" {
			problems.Add(shortened(name), "Only the part file is a file; send %s as a value.", shortened(name))
		}
	}
	slices.SortFunc(problems, func(a, b fault.Field) int { return strings.Compare(a.Path, b.Path) })
	if err := form.take(sent.File["file"], &problems); err != nil {
		return nil, err
	}
	return form, problems.Err()
}

// badForm says why a form cannot be read.
func (q *request) badForm(err error) error {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return fault.Because(err, fault.TooLarge, "The file has more than %d MB. Split it and import the parts one after the other.", importer.MaxFile>>20)
	case errors.Is(err, http.ErrNotMultipart):
		q.w.Header().Set("Accept", "multipart/form-data")
		return refuse(http.StatusUnsupportedMediaType, fault.Because(err, fault.Invalid, "Send a form with a file, as multipart/form-data: curl -F file=@contracts.csv"))
	}
	return refuse(http.StatusBadRequest, fault.Because(err, fault.Invalid, "The form cannot be read, or did not arrive whole."))
}

// take reads the file of a form.
func (f *importForm) take(files []*multipart.FileHeader, problems *fault.List) error {
	if len(files) != 1 {
		problems.Add("file", "Send one file in the part called file; there are %d.", len(files))
		return nil
	}
	f.name = path.Base(strings.ReplaceAll(files[0].Filename, `\`, "/"))
	if !isText(f.name) || len(f.name) > maxFileName {
		problems.Add("file", "Its name must be a text of at most %d bytes.", maxFileName)
		return nil
	}
	content, err := files[0].Open()
	if err != nil {
		return err
	}
	defer content.Close()
	f.content, err = io.ReadAll(content)
	return err
}
