package imports

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/connect/focus"
	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/plan"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// choose asks for a file.
func (p pages) choose(v *frame.Visit) error { return p.uploadForm(v, "") }

func (p pages) uploadForm(v *frame.Visit, problem string) error {
	title, lede := "Import a file", "You see what is in it and what would happen before anything is saved."
	values := []ui.HiddenValue{}
	if t, err := v.Clerk.Type(v.Form("type")); err == nil {
		title = "Import " + strings.ToLower(t.Titles)
		values = append(values, ui.HiddenValue{Name: "type", Value: t.Name})
	}
	if like := v.Form("like"); like != "" {
		values = append(values, ui.HiddenValue{Name: "like", Value: like})
		lede = "It is read in the same way as the file before. You see what would happen before anything is saved."
	}
	status := 0
	var errs []ui.FieldError
	if problem != "" {
		status = frame.Status(fault.Invalid)
		errs = append(errs, ui.FieldError{Name: "file", Label: "File", Problem: problem})
	}
	maps, err := importer.Shipped()
	if err != nil {
		return err
	}
	return v.Show(frame.Shown{Title: title, Here: "/imports", Status: status, Crumbs: crumbs(), Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: title, Lede: []g.Node{g.Text(lede)}}),
		ui.Form(ui.FormProps{
			ID: "upload", Action: "/imports/new", Files: true, Hidden: values, Errors: errs, Compact: true,
			Body: []g.Node{ui.FileField(ui.Field{Name: "file", Label: "File", Required: true, Error: problem},
				ui.FileProps{Accept: ".csv,.tsv,.txt,.xlsx,.xml", Limit: "CSV or XLSX with a header, or a plan of Microsoft Project as XML, up to 64 MB. Delimiter, encoding and the order of dates are found out."})},
			Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Look at the file", Kind: ui.ButtonMain}), ui.Button(ui.ButtonProps{Label: "Cancel", Kind: ui.ButtonQuiet, Href: "/imports"})},
		}),
		known(maps),
	}})
}

func crumbs() []ui.Crumb { return []ui.Crumb{{Label: "Imports", Href: "/imports"}} }

// known lists the files that are understood without being told.
func known(maps []importer.Map) g.Node {
	var items []g.Node
	for _, m := range maps {
		items = append(items, h.Li(g.Text(m.Title)))
	}
	return ui.Section(ui.SectionProps{Title: "Understood at once"},
		ui.Prose(h.P(g.Text("Columns of other files are matched with the fields by their names, and you correct what is not right.")), h.Ul(items...)))
}

// upload keeps a file that was handed in and leads to where it is looked at.
func (p pages) upload(v *frame.Visit) error {
	r, done, err := p.take(v)
	if kind := fault.KindOf(err); kind == fault.Invalid || kind == fault.TooLarge {
		return p.uploadForm(v, reasonOf(err))
	}
	if err != nil {
		return err
	}
	id, err := importer.Draft(v.Context(), p.jobs, v.Clerk, r)
	if err != nil {
		return err
	}
	return v.Redirect("/imports/"+id.String(), done)
}

// tabled makes the rows that an import takes of a file of another form, and says
// what was done: of a cloud bill by FOCUS, and of a plan of Microsoft Project. Other
// files stay as they are.
func tabled(content []byte, name string) ([]byte, string, error) {
	var rows bytes.Buffer
	if plan.IsPlan(content) {
		tasks, doubts, err := plan.Read(bytes.NewReader(content), name, &rows)
		if err != nil {
			return nil, "", err
		}
		return rows.Bytes(), strings.Join(append([]string{fmt.Sprintf("A plan of Microsoft Project with %d tasks.", tasks)}, doubts[:min(len(doubts), mostDoubts)]...), " "), nil
	}
	if !focus.IsBill(content) {
		return content, "", nil
	}
	if err := focus.Summarise(bytes.NewReader(content), &rows); err != nil {
		return nil, "", err
	}
	return rows.Bytes(), "A cloud bill by FOCUS: it was summed up by account, service, kind of charge and month.", nil
}

// mostDoubts is how many sentences are shown of what a plan says that its rows do not.
const mostDoubts = 5

// inMemory is how much of an upload is held in memory while it is received.
const inMemory = 8 << 20

// take stores the file of the form and sees that it can be read. done says what
// was made of it before.
func (p pages) take(v *frame.Visit) (r importer.Request, done string, err error) {
	if err := v.R.ParseMultipartForm(inMemory); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return r, "", fault.Because(err, fault.Invalid, "The file is larger than 64 MB. Split it and import the parts one after the other.")
		}
		return r, "", fault.Because(err, fault.Invalid, "The file did not arrive whole. Send it again.")
	}
	defer v.R.MultipartForm.RemoveAll()
	file, head, err := v.R.FormFile("file")
	if err != nil {
		return r, "", fault.Because(err, fault.Invalid, "Choose a file.")
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, importer.MaxFile+1))
	if err != nil {
		return r, "", err
	}
	r = importer.Request{Name: fileName(head.Filename), Currency: v.Site.Currency, Map: importer.Map{Type: v.Form("type")}}
	if len(content) > importer.MaxFile {
		return r, "", fault.New(fault.Invalid, "The file is larger than 64 MB. Split it and import the parts one after the other.")
	}
	if content, done, err = tabled(content, r.Name); err != nil {
		return r, "", err
	}
	if r.File, err = importer.Store(v.Context(), v.Clerk.Desk(), content); err != nil {
		return r, "", err
	}
	return r, done, p.lookLike(v, &r)
}

// lookLike takes over how an earlier import read its file, when the form names
// one, and sees that the new file can be read at all.
func (p pages) lookLike(v *frame.Visit, r *importer.Request) error {
	stored, err := r.Open(v.Context(), v.Clerk.Desk())
	if err != nil {
		return err
	}
	look, err := importer.Analyse(v.Clerk, stored)
	if err != nil {
		return err
	}
	id, err := record.ParseID(v.Form("like"))
	if err != nil {
		return nil
	}
	before, err := importer.Find(v.Context(), p.jobs, v.Clerk, id)
	if err == nil && before.Request.Map.Fits(look.Header) {
		r.Map, r.Currency = before.Request.Map, before.Request.Currency
	}
	return nil
}

// fileName is the name of an uploaded file without a path, as some browsers send it.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if runes := []rune(name); len(runes) > 200 {
		name = string(runes[len(runes)-200:])
	}
	return name
}

// reasonOf is all that is wrong, in one text.
func reasonOf(err error) string {
	list := fault.FieldsOf(err)
	if len(list) == 0 {
		return fault.Public(err)
	}
	texts := make([]string, len(list))
	for i, f := range list {
		texts[i] = f.Problem
	}
	return strings.Join(texts, " ")
}
