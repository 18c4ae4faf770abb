package api

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
)

// Import is an import as the interface answers it.
type Import struct {
	ID      record.ID  `json:"id"`
	State   jobs.State `json:"state"`
	Name    string     `json:"name"` // of the file
	Type    string     `json:"type"`
	Map     string     `json:"map"`
	DryRun  bool       `json:"dry_run,omitempty"`
	Reading Reading    `json:"reading"`
	importer.Progress
	Error    string       `json:"error,omitempty"`    // why it failed
	Problems []RowProblem `json:"problems,omitempty"` // the first rows that were not taken
}

// Reading is what was found out about a file.
type Reading struct {
	Kind          tabular.FileKind   `json:"kind"`
	Encoding      tabular.Encoding   `json:"encoding,omitempty"`
	Delimiter     string             `json:"delimiter,omitempty"`
	Sheet         string             `json:"sheet,omitempty"`
	DateOrder     tabular.DateOrder  `json:"date_order,omitempty"`
	DateOrderSure tabular.Confidence `json:"date_order_sure,omitempty"`
}

// RowProblem says why a row was not taken.
type RowProblem struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

// shownProblems is how many rows that were not taken an answer lists; the file
// of them has all.
const shownProblems = 20

// startImport takes a file in and queues its import, or a trial of it.
func (q *request) startImport() error {
	if err := q.mayImport(); err != nil {
		return err
	}
	form, err := q.importForm()
	if err != nil {
		return err
	}
	look, err := importer.Analyse(q.clerk, form.table())
	if err != nil {
		return err
	}
	m, err := form.choose(look)
	if err != nil {
		return err
	}
	r := importer.Request{Name: form.name, Format: look.Format, Map: m, DryRun: form.dryRun, Currency: q.Currency}
	if r.File, err = importer.Store(q.r.Context(), q.Desk, form.content); err != nil {
		return err
	}
	id, err := importer.Submit(q.r.Context(), q.Jobs, q.clerk, r)
	if err != nil {
		return err
	}
	i, err := importer.Find(q.r.Context(), q.Jobs, q.clerk, id)
	if err != nil {
		return err
	}
	q.w.Header().Set("Location", Prefix+"/imports/"+id.String())
	return q.send(http.StatusAccepted, importAnswer(i))
}

// mayImport keeps imports for those who keep records, as the pages do: others
// may add some, such as what they report, and do that one by one.
func (q *request) mayImport() error {
	if err := q.maySeeImports(); err != nil {
		return err
	}
	if len(importer.Importable(q.clerk)) == 0 {
		return fault.New(fault.Forbidden, "You may not add records; a token that may only read cannot import.")
	}
	return nil
}

// maySeeImports holds for a token that may only read as well.
func (q *request) maySeeImports() error {
	if !q.clerk.Principal().Keeps() {
		return fault.New(fault.Forbidden, "Imports are for those who keep records. Ask your administrator if you need to import a file.")
	}
	return nil
}

func (f *importForm) table() tabular.File {
	return tabular.File{Data: bytes.NewReader(f.content), Size: int64(len(f.content)), Name: f.name}
}

// choose is the map with which the file is read.
func (f *importForm) choose(look importer.Look) (importer.Map, error) {
	if strings.HasPrefix(f.mapped, "{") {
		return importer.ParseMap([]byte(f.mapped))
	}
	return ChooseMap(look, f.typeName, f.mapped)
}

// ChooseMap is the best of the maps that fit a file, of those for a record type
// and with a name where these are given. The fault says so when there is none.
func ChooseMap(look importer.Look, typeName, name string) (importer.Map, error) {
	i := slices.IndexFunc(look.Suggestions, func(s importer.Suggestion) bool {
		return (typeName == "" || s.Map.Type == typeName) && (name == "" || s.Map.Name == name)
	})
	if i < 0 {
		return importer.Map{}, fault.New(fault.Invalid, "No map fits the columns %s. Name the record type, or another map.", strings.Join(look.Header, ", "))
	}
	return look.Suggestions[i].Map, nil
}

func importAnswer(i *importer.Import) *Import {
	f := i.Request.Format
	return &Import{
		ID: i.ID, State: i.State, Name: i.Request.Name, Type: i.Request.Map.Type, Map: i.Request.Map.Name, DryRun: i.Request.DryRun,
		Reading:  Reading{f.Kind, f.Encoding, f.Delimiter, f.Sheet, f.DateOrder, f.DateOrderSure},
		Progress: i.Progress, Error: i.Error,
	}
}

// findImport is the import that the address names. What is only being looked at
// on its page is none yet.
func (q *request) findImport() (*importer.Import, error) {
	if err := q.maySeeImports(); err != nil {
		return nil, err
	}
	id, err := record.ParseID(q.r.PathValue("id"))
	if err != nil {
		return nil, fault.Because(err, fault.NotFound, "There is no such import.")
	}
	i, err := importer.Find(q.r.Context(), q.Jobs, q.clerk, id)
	if err == nil && i.Kind != importer.Kind {
		err = fault.New(fault.NotFound, "There is no such import.")
	}
	return i, err
}

func (q *request) showImport() error {
	i, err := q.findImport()
	if err != nil {
		return err
	}
	answer := importAnswer(i)
	for body, err := range q.Jobs.Output(q.r.Context(), i.ID) {
		if err != nil {
			return err
		}
		var p RowProblem
		if err := json.Unmarshal(body, &p); err != nil {
			return err
		}
		if answer.Problems = append(answer.Problems, p); len(answer.Problems) == shownProblems {
			break
		}
	}
	return q.send(http.StatusOK, answer)
}

// rejected sends the rows that were not taken as a file that can be corrected
// and imported again.
func (q *request) rejected() error {
	i, err := q.findImport()
	if err != nil {
		return err
	}
	name := strings.TrimSuffix(i.Request.Name, path.Ext(i.Request.Name)) + " rejected.csv"
	return q.download("text/csv; charset=utf-8", name, func(w *bufio.Writer) error {
		return i.WriteRejects(q.r.Context(), q.Jobs, q.Desk, w)
	})
}

// escapeName writes the name of a file as headers carry it (RFC 8187).
func escapeName(name string) string { return strings.ReplaceAll(url.QueryEscape(name), "+", "%20") }
