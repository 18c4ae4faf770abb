package catalog

import "fairlead/internal/record"

// Comment is what somebody said about a record. Who may read the record may
// read its comments: the desk asks for the subject.
type Comment struct {
	record.Header
	Text    record.Markdown    `record:"required,label"`
	Subject record.AnyRef      `record:"required"`
	Author  record.Ref[Person] `record:"system"`
}

func comment() record.Declaration {
	return record.Declare(record.Spec[Comment]{
		Module: "ground", Name: "comment", Prefix: "COM", Icon: "comment",
		Help:    "What somebody said about a record.",
		Access:  attached(),
		Subject: "subject",
		Columns: []string{"text", "subject", "author", "created"},
		Views:   []record.View{{Name: "all", Title: "All comments"}},
	})
}

// attached is for what hangs on another record: everybody may add it to what
// they can read, and change their own.
func attached() record.Access {
	own := []record.Rule{{May: record.Read | record.Create}, {May: record.Update | record.Archive, Where: "author = me"}}
	a := record.Access{}
	for _, role := range record.Roles() {
		a[role] = own
	}
	return a.With(record.Auditor, record.Rule{May: record.Read})
}
