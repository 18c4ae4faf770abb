package importer_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/desktest"
)

// clerk is somebody who may do everything, on an empty database.
func clerk(t testing.TB) *desk.Clerk {
	t.Helper()
	return desktest.Clerk(t, desktest.Open(t), "Ada", record.Administrator, record.Director)
}

// lines makes a file of lines.
func lines(name string, list ...string) tabular.File {
	text := strings.Join(list, "\n") + "\n"
	return tabular.File{Data: strings.NewReader(text), Size: int64(len(text)), Name: name}
}

// outcome is what an import did.
type outcome struct {
	importer.Progress
	rejects []importer.Reject
}

// reasons are why rows were rejected.
func (o outcome) reasons() []string {
	var out []string
	for _, r := range o.rejects {
		out = append(out, r.Reason)
	}
	return out
}

// run imports a file by a map and fails the test when it stops.
func run(t testing.TB, c *desk.Clerk, f tabular.File, m importer.Map, o importer.Options) outcome {
	t.Helper()
	format, err := tabular.Sniff(f, tabular.Format{}, tabular.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return runAs(t, c, f, format, m, o)
}

func runAs(t testing.TB, c *desk.Clerk, f tabular.File, format tabular.Format, m importer.Map, o importer.Options) outcome {
	t.Helper()
	var out outcome
	o.Report = func(_ importer.Progress, r []importer.Reject) { out.rejects = append(out.rejects, r...) }
	var err error
	if out.Progress, err = importer.Run(context.Background(), c, f, format, m, o); err != nil {
		t.Fatal(err)
	}
	return out
}

// all reads every record of a type, the oldest first.
func all[T any](t testing.TB, c *desk.Clerk) []*T {
	t.Helper()
	s, err := c.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	typ := record.TypeFor[T](s)
	var out []*T
	q := desk.Query{Order: "number", Limit: desk.MaxPage, Archived: store.WithArchived}
	for {
		page, err := c.List(context.Background(), typ, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Records {
			out = append(out, any(r).(*T))
		}
		if q.After = page.Next; q.After == "" {
			return out
		}
	}
}

// fields are rules that fill fields from columns, as "field" or "field=column".
func fields(list ...string) []importer.Rule {
	var out []importer.Rule
	for _, text := range list {
		field, column, ok := strings.Cut(text, "=")
		if !ok {
			column = field
		}
		out = append(out, importer.Rule{Field: field, Column: column})
	}
	return out
}

// creating has references made when they are missing.
func creating(rules []importer.Rule, names ...string) []importer.Rule {
	for i := range rules {
		rules[i].Create = slices.Contains(names, rules[i].Field)
	}
	return rules
}
