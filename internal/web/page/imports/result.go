package imports

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/connect/importer"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// result shows what became of an import; problem is what is wrong with the name
// under which its mapping was to be kept.
func (p pages) result(v *frame.Visit, i *importer.Import, problem string) error {
	t, err := v.Clerk.Type(i.Request.Map.Type)
	if err != nil {
		return err
	}
	rejects, err := p.firstRejects(v, i)
	if err != nil {
		return err
	}
	names, err := v.Clerk.Names(v.Context(), i.CreatedBy)
	if err != nil {
		return err
	}
	by := "by the program"
	if n, ok := names[i.CreatedBy]; ok {
		by = "by " + n.Label
	}
	status := 0
	if problem != "" {
		status = frame.Status(fault.Invalid)
	}
	return v.Show(frame.Shown{Title: i.Request.Name, Here: "/imports", Crumbs: crumbs(), Status: status, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: headline(t, i), State: stateTag(i), Actions: resultActions(i, t),
			Lede: []g.Node{g.Text(i.Request.Name + " into " + strings.ToLower(t.Titles) + ", " + by + ", "), moment(v, i.Finished), g.Text(". " + alsoMade(v, i))}}),
		ended(i),
		rejectsSection(i, rejects),
		keepForm(v, i, problem),
	}})
}

func headline(t *record.Type, i *importer.Import) string {
	text := sentence(t, i)
	if i.Request.DryRun && i.State == jobs.Done {
		return text + " Nothing has been saved."
	}
	return text
}

// ended says why an import that is not done has ended.
func ended(i *importer.Import) g.Node {
	goOn := ui.PostButton(address(i)+"/retry", ui.ButtonProps{Label: "Go on"})
	switch i.State {
	case jobs.Failed:
		return ui.Callout(ui.ToneBad, "It stopped: "+i.Error, h.P(g.Text("What was saved stays. It goes on where it stopped, and makes nothing twice.")), goOn)
	case jobs.Cancelled:
		return ui.Callout(ui.ToneInfo, "It was cancelled.", h.P(g.Text("What was saved stays. It can go on where it stopped.")), goOn)
	}
	return nil
}

func resultActions(i *importer.Import, t *record.Type) []g.Node {
	if i.State != jobs.Done {
		return nil
	}
	mapping := ui.Button(ui.ButtonProps{Label: "Change the mapping", Href: address(i) + "/mapping"})
	if i.Request.DryRun {
		return []g.Node{mapping, ui.PostButton(address(i)+"/import", ui.ButtonProps{Label: "Import now", Kind: ui.ButtonMain})}
	}
	return []g.Node{mapping, ui.Button(ui.ButtonProps{Label: "Open " + strings.ToLower(t.Titles), Kind: ui.ButtonMain, Href: listOf(i, t)})}
}

// listOf is the list of the records that come from the system of an import.
func listOf(i *importer.Import, t *record.Type) string {
	list := "/" + t.Plural
	if m := i.Request.Map; m.ID == "" && m.Source != "" {
		quoted, err := json.Marshal(m.Source)
		if err == nil {
			list += "?filter=" + url.QueryEscape("source = "+string(quoted))
		}
	}
	return list
}

// shownRejects is how many rejected rows the page shows; the file has all.
const shownRejects = 20

func (p pages) firstRejects(v *frame.Visit, i *importer.Import) ([]importer.Reject, error) {
	var out []importer.Reject
	for body, err := range p.jobs.Output(v.Context(), i.ID) {
		if err != nil {
			return nil, err
		}
		var r importer.Reject
		if err := json.Unmarshal(body, &r); err != nil {
			return nil, err
		}
		if out = append(out, r); len(out) == shownRejects {
			break
		}
	}
	return out, nil
}

func rejectsSection(i *importer.Import, rejects []importer.Reject) g.Node {
	if len(rejects) == 0 {
		return nil
	}
	var rows []ui.Row
	for _, r := range rejects {
		rows = append(rows, ui.Row{Cells: []g.Node{g.Textf("%d", r.Line), g.Text(r.Reason), g.Text(shorten(strings.Join(r.Cells, " · "), 100))}})
	}
	note := ""
	if i.Progress.Rejected > len(rejects) {
		note = fmt.Sprintf("the first %d of %s", len(rejects), number(i.Progress.Rejected))
	}
	return ui.Section(ui.SectionProps{Title: "Rows that were not taken", Note: note, Actions: []g.Node{
		ui.Button(ui.ButtonProps{Label: "Download them", Icon: ui.IconDownload, Small: true, Href: address(i) + "/rejected.csv"}),
		ui.Button(ui.ButtonProps{Label: "Import the corrected file", Icon: ui.IconUpload, Small: true, Href: "/imports/new?like=" + i.ID.String()}),
	}},
		h.P(g.Text("The file has the reason in its first column. Correct the rows in it and import it again: the mapping is kept, and the column with the reasons is left out.")),
		ui.Table(ui.TableProps{Label: "Rows that were not taken", Columns: []ui.Column{{Label: "Line"}, {Label: "Why"}, {Label: "Row"}}, Rows: rows}))
}

// rejected sends the rows that were not taken as a file.
func (p pages) rejected(v *frame.Visit) error {
	i, err := p.find(v)
	if err != nil {
		return err
	}
	head := v.W.Header()
	head.Set("Content-Type", "text/csv; charset=utf-8")
	name := strings.TrimSuffix(i.Request.Name, path.Ext(i.Request.Name)) + " rejected.csv"
	head.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
	return i.WriteRejects(v.Context(), p.jobs, v.Clerk.Desk(), v.W)
}

// keepForm offers to keep the mapping under a name.
func keepForm(v *frame.Visit, i *importer.Import, problem string) g.Node {
	t, err := v.Clerk.Type("import_map")
	if err != nil || !v.Clerk.May(record.Create, t) {
		return nil
	}
	name, label, errs := i.Request.Map.Title, "Name of the mapping", []ui.FieldError(nil)
	if problem != "" {
		name, errs = v.Form("name"), append(errs, ui.FieldError{Name: "name", Label: label, Problem: problem})
	}
	return ui.Section(ui.SectionProps{Title: "Keep this mapping"},
		h.P(g.Text("The next file with these columns is then understood at once.")),
		ui.Form(ui.FormProps{ID: "keep", Action: address(i) + "/keep", Compact: true, Errors: errs,
			Body:    []g.Node{ui.TextField(ui.Field{Name: "name", Label: label, Error: problem}, ui.TextProps{Value: name, MaxLength: 200})},
			Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Keep"})}}))
}

func (p pages) keep(v *frame.Visit) error {
	i, err := p.find(v)
	if err != nil {
		return err
	}
	if i.Kind != importer.Kind || !i.State.Final() {
		return fault.New(fault.Conflict, "The mapping can be kept once the import has ended.")
	}
	name := strings.TrimSpace(v.Form("name"))
	err = importer.Keep(v.Context(), v.Clerk, i.Request.Map, name)
	if err != nil && fault.KindOf(err) == fault.Invalid {
		return p.result(v, i, reasonOf(err))
	}
	if err != nil {
		return err
	}
	return v.Redirect(address(i), "The mapping “"+name+"” is kept.")
}

// importNow runs for real what was checked.
func (p pages) importNow(v *frame.Visit) error {
	i, err := p.find(v)
	if err != nil {
		return err
	}
	if i.Kind != importer.Kind || !i.Request.DryRun {
		return fault.New(fault.Conflict, "This has been imported already.")
	}
	r := i.Request
	r.DryRun = false
	id, err := importer.Submit(v.Context(), p.jobs, v.Clerk, r)
	if err != nil {
		return err
	}
	return v.Redirect("/imports/"+id.String(), "")
}
