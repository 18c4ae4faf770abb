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

	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

func addComment(v *frame.Visit, t *record.Type) error {
	r, err := v.Clerk.Get(v.Context(), t, v.R.PathValue("key"))
	if err != nil {
		return err
	}
	text := strings.TrimSpace(v.Form("text"))
	err = v.Clerk.Comment(v.Context(), record.AnyRef{Type: t.Name, ID: r.Head().ID}, text)
	if err == nil {
		return v.Redirect(frame.Link(t, r.Head().Number)+"#comments", "Comment added.")
	}
	if fault.KindOf(err) != fault.Invalid {
		return err
	}
	d, failed := v.Clerk.Detail(v.Context(), t, v.R.PathValue("key"))
	if failed != nil {
		return failed
	}
	return showDetail(v, t, d, frame.Status(fault.Invalid), text, ui.Callout(ui.ToneBad, "The comment was not kept: "+fault.Sentence(err)))
}

func addAttachment(v *frame.Visit, t *record.Type) error {
	r, err := v.Clerk.Get(v.Context(), t, v.R.PathValue("key"))
	if err != nil {
		return err
	}
	content, name, err := upload(v)
	if err != nil {
		return err
	}
	if err := v.Clerk.Attach(v.Context(), record.AnyRef{Type: t.Name, ID: r.Head().ID}, name, content); err != nil {
		return err
	}
	return v.Redirect(frame.Link(t, r.Head().Number)+"#attachments", "File attached.")
}

func upload(v *frame.Visit) ([]byte, string, error) {
	file, head, err := v.R.FormFile("file")
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, "", err
	}
	if err != nil {
		return nil, "", fault.Because(err, fault.Invalid, "Choose a file first.")
	}
	defer file.Close()
	body, err := io.ReadAll(io.LimitReader(file, desk.MaxFile+1))
	return body, path.Base(strings.ReplaceAll(head.Filename, `\`, "/")), err
}

// download sends an attachment. It is never shown by the browser as a page of
// ours: what people upload must not run here.
func download(v *frame.Visit) error {
	a, body, err := v.Clerk.Attachment(v.Context(), v.R.PathValue("id"))
	if err != nil {
		return err
	}
	head := v.W.Header()
	head.Set("Content-Type", "application/octet-stream")
	head.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	head.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": a.File.Name}))
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

func hidden(name, value string) g.Node {
	return h.Input(h.Type("hidden"), h.Name(name), h.Value(value))
}
