package records

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// maxFile is the largest attachment, in bytes.
const maxFile = 25 << 20

func addComment(v *frame.Visit, t *record.Type) error {
	r, err := v.Clerk.Get(v.Context(), t, v.R.PathValue("key"))
	if err != nil {
		return err
	}
	c := &catalog.Comment{Text: record.Markdown(strings.TrimSpace(v.Form("text"))), Subject: record.AnyRef{Type: t.Name, ID: r.Head().ID}}
	err = v.Clerk.Save(v.Context(), &desk.Change{Type: mustType(v, "comment"), Record: c})
	if fault.KindOf(err) == fault.Invalid && err != nil {
		d, failed := v.Clerk.Detail(v.Context(), t, v.R.PathValue("key"))
		if failed != nil {
			return failed
		}
		page := shown(v, t, d, v.Form("text"))
		page.Status = frame.Status(fault.Invalid)
		page.Main = append([]g.Node{ui.Callout(ui.ToneBad, "The comment was not kept: "+plain(err))}, page.Main...)
		return v.Show(page)
	}
	if err != nil {
		return err
	}
	return v.Redirect(frame.Link(t, r.Head().Number)+"#comments", "Comment added.")
}

// plain joins what is wrong into one sentence.
func plain(err error) string {
	var parts []string
	for _, f := range fault.FieldsOf(err) {
		parts = append(parts, f.Problem)
	}
	if len(parts) == 0 {
		return fault.Public(err)
	}
	return strings.Join(parts, " ")
}

func addAttachment(v *frame.Visit, t *record.Type) error {
	r, err := v.Clerk.Get(v.Context(), t, v.R.PathValue("key"))
	if err != nil {
		return err
	}
	back := frame.Link(t, r.Head().Number) + "#attachments"
	body, name, err := upload(v)
	if err != nil {
		return err
	}
	a := &catalog.Attachment{Name: name, Subject: record.AnyRef{Type: t.Name, ID: r.Head().ID}}
	a.File = record.File{Name: name, Type: http.DetectContentType(body), Size: int64(len(body)), Hash: store.BlobHash(body)}
	change := &desk.Change{Type: mustType(v, "attachment"), Record: a}
	err = v.Clerk.SaveWith(v.Context(), store.PuttingBlob(body), change)
	if err != nil {
		return err
	}
	return v.Redirect(back, "File attached.")
}

func upload(v *frame.Visit) ([]byte, string, error) {
	file, head, err := v.R.FormFile("file")
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) || head != nil && head.Size > maxFile {
		return nil, "", fault.New(fault.TooLarge, "The file is larger than %d MB. Keep it where large files live and put a link in a comment.", maxFile>>20)
	}
	if err != nil {
		return nil, "", fault.Because(err, fault.Invalid, "Choose a file first.")
	}
	defer file.Close()
	body, err := io.ReadAll(file)
	if err != nil {
		return nil, "", err
	}
	name := path.Base(strings.ReplaceAll(head.Filename, `\`, "/"))
	if len(body) == 0 {
		return nil, "", fault.New(fault.Invalid, "The file %q is empty.", name)
	}
	return body, name, nil
}

// download sends an attachment. It is never shown by the browser as a page of
// ours: what people upload must not run here.
func download(v *frame.Visit) error {
	t, err := v.Clerk.Type("attachment")
	if err != nil {
		return err
	}
	r, err := v.Clerk.Get(v.Context(), t, v.R.PathValue("id"))
	if err != nil {
		return err
	}
	file := r.(*catalog.Attachment).File
	body, err := v.Clerk.Desk().Store().Blob(v.Context(), file.Hash)
	if err != nil {
		return err
	}
	head := v.W.Header()
	head.Set("Content-Type", "application/octet-stream")
	head.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	head.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	head.Set("Content-Length", fmt.Sprint(len(body)))
	_, err = v.W.Write(body)
	return err
}

func archive(v *frame.Visit, t *record.Type) error {
	r, err := v.Clerk.Get(v.Context(), t, v.R.PathValue("key"))
	if err != nil {
		return err
	}
	r = t.Clone(r)
	r.Head().Archived = !r.Head().Archived
	if err := v.Clerk.Save(v.Context(), &desk.Change{Type: t, Record: r}); err != nil {
		return err
	}
	done := "Archived. It is out of the lists and can be brought back here."
	if !r.Head().Archived {
		done = "Brought back."
	}
	return v.Redirect(frame.Link(t, r.Head().Number), done)
}

// linkedSection is a short list of records that point here.
func linkedSection(title string, count int, all string, lines []ui.LineProps) g.Node {
	note := fmt.Sprint(count)
	if count >= desk.MaxInbound {
		note = fmt.Sprintf("%d or more", desk.MaxInbound)
	}
	var rows []ui.Row
	for _, l := range lines {
		rows = append(rows, ui.Row{Cells: []g.Node{ui.Link(l.Text, l.Href), g.Text(l.Note)}})
	}
	var actions []g.Node
	if count > len(lines) {
		actions = append(actions, ui.Button(ui.ButtonProps{Label: "All", Small: true, Kind: ui.ButtonQuiet, Href: all}))
	}
	return ui.Section(ui.SectionProps{Title: title, Note: note, Actions: actions},
		ui.Table(ui.TableProps{Label: title, Columns: []ui.Column{{Label: "Name"}, {Label: "State"}}, Rows: rows}))
}

func hidden(name, value string) g.Node {
	return h.Input(h.Type("hidden"), h.Name(name), h.Value(value))
}
