package catalog

import (
	"strings"
	"unicode/utf8"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// MaxComment is the longest comment, in characters.
const MaxComment = 20_000

// Comment is what somebody said about a record. Who may read the record may
// read its comments: the desk asks for the subject.
type Comment struct {
	record.Header
	Text    record.Markdown    `record:"required,search"`
	Begins  string             `record:"label,system" help:"Its first words, by which lists name it"`
	Subject record.AnyRef      `record:"required"`
	Author  record.Ref[Person] `record:"system"`
}

// maxBegins is how many characters of a comment name it in lists.
const maxBegins = 100

// begin takes the first words of the text.
func (c *Comment) begin() {
	words := []rune(strings.Join(strings.Fields(string(c.Text)), " "))
	if len(words) > maxBegins {
		words = append(words[:maxBegins-1], '…')
	}
	c.Begins = string(words)
}

func checkComment(c *Comment, problems *fault.List) {
	if n := utf8.RuneCountInString(string(c.Text)); n > MaxComment {
		problems.Add("text", "A comment has at most %d characters; this one has %d. Shorten it, or attach a file.", MaxComment, n)
	}
}

func comment() record.Declaration {
	return record.Declare(record.Spec[Comment]{
		Module: "ground", Name: "comment", Prefix: "COM", Icon: "comment",
		Help:    "What somebody said about a record.",
		Access:  attached(),
		Subject: "subject",
		Columns: []string{"begins", "subject", "author", "created"},
		Views:   []record.View{{Name: "all", Title: "All comments"}},

		Normalise: (*Comment).begin,
		Check:     checkComment,
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
