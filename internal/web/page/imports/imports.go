// Package imports is the pages with which people bring files in: choose a file,
// look at what it holds, check, import, and see what became of it.
package imports

import (
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/connect/importer"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// pages is what the handlers need.
type pages struct{ jobs *jobs.Queue }

// Pages gives the pages of this package.
func Pages(q *jobs.Queue) []frame.Page {
	p := pages{q}
	list := []frame.Page{
		{Pattern: "GET /imports", Handle: p.list},
		{Pattern: "GET /imports/new", Handle: p.choose},
		{Pattern: "POST /imports/new", Handle: p.upload, MaxBody: importer.MaxFile + 1<<20},
		{Pattern: "GET /imports/{id}", Handle: p.show},
		{Pattern: "POST /imports/{id}", Handle: p.decide},
		{Pattern: "GET /imports/{id}/mapping", Handle: p.mapping},
		{Pattern: "POST /imports/{id}/import", Handle: p.importNow},
		{Pattern: "GET /imports/{id}/live", Handle: p.live},
		{Pattern: "POST /imports/{id}/cancel", Handle: p.cancel},
		{Pattern: "POST /imports/{id}/retry", Handle: p.retry},
		{Pattern: "GET /imports/{id}/rejected.csv", Handle: p.rejected},
		{Pattern: "POST /imports/{id}/keep", Handle: p.keep},
	}
	for i := range list {
		list[i].Handle = forImporters(list[i].Handle)
	}
	return list
}

// forImporters keeps the pages for those who keep records: others may add some,
// such as what they report, and do that one by one.
func forImporters(handle func(*frame.Visit) error) func(*frame.Visit) error {
	return func(v *frame.Visit) error {
		keeper := v.Clerk.Principal().Keeps()
		if !keeper || len(importer.Importable(v.Clerk)) == 0 {
			return fault.New(fault.Forbidden, "Imports are for those who keep records. Ask your administrator if you need to import a file.")
		}
		return handle(v)
	}
}

// find gives the import that an address names.
func (p pages) find(v *frame.Visit) (*importer.Import, error) {
	id, err := record.ParseID(v.R.PathValue("id"))
	if err != nil {
		return nil, fault.Because(err, fault.NotFound, "There is no such import.")
	}
	return importer.Find(v.Context(), p.jobs, v.Clerk, id)
}

func address(i *importer.Import) string { return "/imports/" + i.ID.String() }

// shownImports is how many imports the list shows.
const shownImports = 50

func (p pages) list(v *frame.Visit) error {
	found, err := importer.Recent(v.Context(), v.Clerk, shownImports)
	if err != nil {
		return err
	}
	found = withoutUsedDrafts(found)
	names, err := namesOf(v, found)
	if err != nil {
		return err
	}
	var rows []ui.Row
	for _, i := range found {
		rows = append(rows, row(v, i, names))
	}
	return v.Show(frame.Shown{Title: "Imports", Here: "/imports", Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: listTitle(found), Lede: []g.Node{g.Text("Imports of the last 30 days. What they changed stands in the history of each record.")},
			Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Import a file", Icon: ui.IconUpload, Kind: ui.ButtonMain, Href: "/imports/new"})}}),
		ui.Table(ui.TableProps{Label: "Imports",
			Columns: []ui.Column{{Label: "File"}, {Label: "Into"}, {Label: "What became of it"}, {Label: "By"}, {Label: "When"}, {Label: "State"}},
			Rows:    rows, Empty: nothingYet()}),
	}})
}

// withoutUsedDrafts leaves out files that were looked at and then imported.
func withoutUsedDrafts(found []*importer.Import) []*importer.Import {
	used := map[string]bool{}
	for _, i := range found {
		used[i.Request.File] = used[i.Request.File] || i.Kind == importer.Kind
	}
	return slices.DeleteFunc(found, func(i *importer.Import) bool { return i.Kind == importer.DraftKind && used[i.Request.File] })
}

func namesOf(v *frame.Visit, found []*importer.Import) (desk.Names, error) {
	var ids []record.ID
	for _, i := range found {
		ids = append(ids, i.CreatedBy)
	}
	return v.Clerk.Names(v.Context(), ids...)
}

func listTitle(found []*importer.Import) string {
	running := 0
	for _, i := range found {
		if i.Kind == importer.Kind && !i.State.Final() {
			running++
		}
	}
	switch {
	case running == 1:
		return "One import is under way"
	case running > 1:
		return fmt.Sprintf("%d imports are under way", running)
	case len(found) == 0:
		return "Bring in what you have"
	}
	return "No import is under way"
}

func nothingYet() g.Node {
	return ui.Empty(ui.EmptyProps{Icon: ui.IconUpload, Title: "Nothing was imported yet",
		Text:    "Any list that can be saved as CSV or Excel can be imported: contracts, assets, incidents, people. You see what would happen before anything is saved.",
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Import a file", Href: "/imports/new"})}})
}

func row(v *frame.Visit, i *importer.Import, names desk.Names) ui.Row {
	who := "The program"
	if n, ok := names[i.CreatedBy]; ok {
		who = n.Label
	}
	into := i.Request.Map.Type
	if t, err := v.Clerk.Type(into); err == nil {
		into = t.Titles
	}
	return ui.Row{Cells: []g.Node{
		ui.RecordCell(i.Request.Name, address(i), ""), g.Text(into), g.Text(summary(v, i)), g.Text(who), moment(v, i.Created), stateTag(i),
	}}
}

func moment(v *frame.Visit, at record.Instant) g.Node { return ui.Time(at.Text(), at.Format(v.Locale)) }

func stateTag(i *importer.Import) g.Node {
	if i.Kind == importer.DraftKind {
		return ui.Tag(ui.ToneUnknown, "not started")
	}
	switch i.State {
	case jobs.Done:
		if i.Request.DryRun {
			return ui.Tag(ui.ToneInfo, "checked")
		}
		if i.Progress.Rejected > 0 {
			return ui.Tag(ui.ToneWarn, "done, rows rejected")
		}
		return ui.Tag(ui.ToneGood, "done")
	case jobs.Failed:
		return ui.Tag(ui.ToneBad, "failed")
	case jobs.Cancelled:
		return ui.Tag(ui.ToneInfo, "cancelled")
	case jobs.Running:
		return ui.Tag(ui.ToneInfo, "running")
	}
	return ui.Tag(ui.ToneInfo, "waiting")
}

// summary says in a line what became of an import.
func summary(v *frame.Visit, i *importer.Import) string {
	if i.Kind == importer.DraftKind {
		return "Handed in, and not imported yet"
	}
	t, err := v.Clerk.Type(i.Request.Map.Type)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(sentence(t, i), ".")
}
