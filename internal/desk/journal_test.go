package desk_test

import (
	"fmt"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// Entries about what the reader may not see do not push out those that they may.
func TestJournalPassesOverWhatIsHidden(t *testing.T) {
	d := desktest.Open(t)
	clerk := desktest.Clerk(t, d, "Auditor", record.Auditor)
	site := &catalog.Site{Name: "Harbour"}
	desktest.Save(t, d, site)
	for i := range 20 {
		desktest.Save(t, d, &catalog.Comment{Text: record.Markdown(fmt.Sprint("Comment ", i)), Subject: record.AnyRef{Type: "site", ID: site.ID}})
	}
	var seen []string
	next := int64(0)
	for {
		j, err := clerk.Journal(t.Context(), next, 2)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range j.Events {
			seen = append(seen, e.Type)
		}
		if next = j.Next; next == 0 {
			break
		}
	}
	if got, want := fmt.Sprint(seen), "[site account person]"; got != want {
		t.Errorf("the journal shows %s, want %s", got, want)
	}
}
