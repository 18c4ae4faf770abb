package catalog

import "fairlead/internal/record"

// Attachment is a file that belongs to a record.
type Attachment struct {
	record.Header
	Name    string             `record:"required,label"`
	File    record.File        `record:"required"`
	Subject record.AnyRef      `record:"required"`
	Author  record.Ref[Person] `record:"system"`
}

func attachment() record.Declaration {
	return record.Declare(record.Spec[Attachment]{
		Module: "ground", Name: "attachment", Prefix: "ATT", Icon: "attachment",
		Help:    "A file that belongs to a record.",
		Access:  attached(),
		Subject: "subject",
		Columns: []string{"name", "subject", "author", "created"},
		Views:   []record.View{{Name: "all", Title: "All attachments"}},
	})
}
