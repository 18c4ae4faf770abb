package finance_test

import (
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

func TestVacancies(t *testing.T) {
	for name, c := range map[string]struct {
		state string
		post  catalog.Position
		want  string // a part of the title and why; empty: nothing is found
	}{
		"open for 90 days":                 {"open", catalog.Position{VacantFrom: booksDay.AddDays(-90)}, ""},
		"open for 91 days":                 {"open", catalog.Position{VacantFrom: booksDay.AddDays(-91)}, "open for 91 days. Nobody says when"},
		"open for long, somebody comes":    {"open", catalog.Position{VacantFrom: booksDay.AddDays(-91), FillBy: booksDay}, "open for 91 days. It is expected to be filled on 15 Oct 2026"},
		"its day is past":                  {"open", catalog.Position{FillBy: booksDay.AddDays(-1)}, "is still open. It was to be filled on 14 Oct 2026"},
		"since when is not known":          {"open", catalog.Position{}, ""},
		"frozen":                           {"frozen", catalog.Position{VacantFrom: booksDay.AddDays(-400)}, ""},
		"held, long after it was expected": {"filled", catalog.Position{FillBy: booksDay.AddDays(-400)}, ""},
	} {
		b, l := staffed()
		c.post.Line = l
		b.post(c.state, c.post)
		in := &signal.Inquiry{Snapshot: records.Snapshot(t, b.all...), Question: signal.Question{Now: record.At(booksDay.Time()), Locale: record.International()}}
		got := ""
		for _, rule := range finance.Rules() {
			if rule.Name != "finance.post" {
				continue
			}
			for _, sig := range rule.Find(in) {
				got += sig.Title + ". " + sig.Why
				if len(sig.Evidence) != 2 || sig.StakeBasis == "" {
					t.Errorf("%s: %d records of evidence, stake %q", name, len(sig.Evidence), sig.StakeBasis)
				}
			}
		}
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q does not say %q", name, got, c.want)
		}
	}
}
