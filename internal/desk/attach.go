package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// MaxFile is the largest attachment, in bytes.
const MaxFile = 25 << 20

// Comment adds what the principal has to say about a record that they may read.
func (c *Clerk) Comment(ctx context.Context, subject record.AnyRef, text string) error {
	t, err := c.desk.Type("comment")
	if err != nil {
		return err
	}
	return c.Save(ctx, &Change{Type: t, Record: &catalog.Comment{Text: record.Markdown(text), Subject: subject}})
}

// Attach keeps a file with a record that the principal may read: the content and
// the attachment are written together.
func (c *Clerk) Attach(ctx context.Context, subject record.AnyRef, name string, content []byte) error {
	switch {
	case len(content) == 0:
		return fault.New(fault.Invalid, "The file %.100q is empty.", name)
	case len(content) > MaxFile:
		return fault.New(fault.TooLarge, "The file is larger than %d MB. Keep it where large files live and put a link in a comment.", MaxFile>>20)
	}
	t, err := c.desk.Type("attachment")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	a := &catalog.Attachment{Name: name, Subject: subject, File: record.File{
		Name: name, Type: http.DetectContentType(content), Size: int64(len(content)), Hash: hex.EncodeToString(sum[:]),
	}}
	return c.SaveWith(ctx, func(ctx context.Context, w *store.Writer) error {
		_, err := w.PutBlob(ctx, content)
		return err
	}, &Change{Type: t, Record: a, uploaded: true})
}

// Attachment reads a file that is kept with a record which the principal may read.
func (c *Clerk) Attachment(ctx context.Context, key string) (a *catalog.Attachment, content []byte, err error) {
	t, err := c.desk.Type("attachment")
	if err != nil {
		return nil, nil, err
	}
	r, err := c.Get(ctx, t, key)
	if err != nil {
		return nil, nil, err
	}
	a = r.(*catalog.Attachment)
	err = c.desk.store.View(ctx, func(r *store.Reader) (err error) {
		content, err = r.Blob(ctx, a.File.Hash)
		return err
	})
	return a, content, err
}

// checkFiles holds that a file comes with its content: who only knows the hash
// of some content must not get at it.
func checkFiles(ch *Change, problems *fault.List) {
	if ch.uploaded || ch.Imported {
		return
	}
	for _, f := range ch.Type.Fields {
		v := f.Value(ch.Record)
		if !f.Custom && f.Kind.Name == "file" && v.Known() && (ch.old == nil || v.Compare(f.Value(ch.old)) != 0) {
			problems.Add(f.Name, "A file is uploaded on the page of the record, not written.")
		}
	}
}
