package ui_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	g "maragu.dev/gomponents"
	"pgregory.net/rapid"

	"fairlead/internal/web/ui"
)

const hostile = `<script>alert("x")</script>&'`

// Text from people never becomes markup, wherever it stands.
func TestTextIsEscaped(t *testing.T) {
	f := ui.Field{Name: hostile, Label: hostile, Help: hostile, Unit: hostile, Error: hostile}
	option := []ui.Option{{Value: hostile, Label: hostile, Help: hostile}}
	nodes := map[string]g.Node{
		"tag":        ui.Tag(ui.ToneBad, hostile),
		"figure":     ui.Figure(ui.FigureProps{Short: hostile, Full: hostile, Href: hostile}),
		"avatar":     ui.Avatar(hostile),
		"button":     ui.Button(ui.ButtonProps{Label: hostile, Name: hostile, Value: hostile, IconOnly: true}),
		"menu":       ui.Menu(ui.MenuProps{ID: hostile, Items: []ui.MenuItem{{Label: hostile, Href: hostile}}}),
		"headline":   ui.Headline(ui.HeadlineProps{Title: hostile}),
		"instrument": ui.Instruments(hostile, ui.InstrumentProps{Label: hostile, Figure: hostile, Note: hostile, Change: hostile}),
		"signal":     ui.Signals(hostile, ui.SignalProps{Sentence: hostile, Why: hostile, Stake: hostile, Per: hostile, Due: hostile}),
		"table":      ui.Table(ui.TableProps{Label: hostile, Select: "id", Columns: []ui.Column{{Label: hostile, Sort: hostile}}, Rows: []ui.Row{{Value: hostile, Label: hostile}}}),
		"filter":     ui.FilterBar(ui.FilterBarProps{Action: hostile, Value: hostile, Error: hostile}),
		"text":       ui.TextField(f, ui.TextProps{Value: hostile, Placeholder: hostile}),
		"area":       ui.AreaField(f, ui.AreaProps{Value: hostile}),
		"select":     ui.SelectField(f, ui.SelectProps{Options: option, Empty: hostile}),
		"radio":      ui.RadioField(f, ui.SelectProps{Options: option}),
		"money":      ui.MoneyField(f, ui.MoneyProps{Amount: hostile, Currencies: []string{hostile, "EUR"}}),
		"reference":  ui.ReferenceField(f, ui.ReferenceProps{Chosen: ui.Reference{Value: hostile, Text: hostile}, Suggest: hostile}),
		"references": ui.ReferencesField(f, ui.ReferencesProps{Chosen: []ui.Reference{{Value: hostile, Text: hostile}}}),
		"summary":    ui.ErrorSummary([]ui.FieldError{{Name: hostile, Label: hostile, Problem: hostile}}),
		"facts":      ui.Facts(ui.Fact{Label: hostile, Note: hostile}),
		"diff":       ui.Diff(ui.Change{Label: hostile, Old: hostile, New: hostile}),
		"timeline":   ui.Timeline(ui.Event{Who: hostile, What: hostile, Note: hostile}),
		"files":      ui.Attachments(ui.Attachment{Name: hostile, Href: hostile, Size: hostile}),
		"toast":      ui.Toast(ui.ToastProps{Text: hostile}),
		"dialog":     ui.Dialog(ui.DialogProps{ID: hostile, Title: hostile}),
		"error":      ui.ErrorBody(ui.ErrorProps{Title: hostile, Text: hostile, Reference: hostile}),
		"code":       ui.CodeBlock(hostile, hostile),
		"bare":       ui.Bare(ui.BareProps{Title: hostile, Lang: hostile, Organisation: hostile, Version: hostile}),
	}
	for name, n := range nodes {
		if strings.Contains(strings.ToLower(text(t, n)), "<script>") {
			t.Errorf("%s lets markup through", name)
		}
	}
}

func TestFieldIDsAreIDs(t *testing.T) {
	if got := ui.FieldID(ui.RowName("steps", 2, "title")); got != "f-steps-2-title" {
		t.Errorf("id of a control in a row: %q", got)
	}
	if got := ui.RowName("steps", ui.BlankRow, "title"); got != "steps[__row__].title" {
		t.Errorf("name in the blank row: %q", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		id := ui.FieldID(rapid.String().Draw(t, "name"))
		for _, r := range id {
			if r > 127 || !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", r) {
				t.Fatalf("id %q holds %q", id, r)
			}
		}
	})
}

// An error is found from the summary, and from the control by a screen reader.
func TestFieldErrorIsTied(t *testing.T) {
	root := tree(t, ui.Form(ui.FormProps{Action: "/x", Errors: []ui.FieldError{{Name: "name", Label: "Name", Problem: "is missing."}},
		Body: []g.Node{ui.TextField(ui.Field{Name: "name", Label: "Name", Help: "As people call it.", Error: "Name is missing.", Required: true}, ui.TextProps{})}}))
	input := elements(root, func(n *html.Node) bool { return val(n, "name") == "name" })[0]
	if val(input, "aria-invalid") != "true" || val(input, "aria-describedby") != "f-name-error f-name-help" {
		t.Errorf("%s does not point to its error", outline(input))
	}
	link := elements(root, tagged("a"))[0]
	if val(link, "href") != "#"+val(input, "id") {
		t.Errorf("%s does not lead to %s", outline(link), outline(input))
	}
	if _, ok := get(input, "required"); !ok {
		t.Error("a required control does not say so")
	}
}

// Enter in a field must send the form, not press the first button of a rows editor.
func TestFormHasADefaultButton(t *testing.T) {
	rows := ui.RowsField(ui.Field{Name: "steps", Label: "Steps"}, ui.RowsProps{Count: 1, Add: "Add", Cells: func(int) []g.Node { return nil }})
	root := tree(t, ui.Form(ui.FormProps{Action: "/x", Body: []g.Node{rows}}))
	first := elements(root, tagged("button"))[0]
	if val(first, "type") != "submit" || val(first, "name") != "" {
		t.Errorf("the first button is %s", outline(first))
	}
}

func TestRowsField(t *testing.T) {
	root := tree(t, ui.RowsField(ui.Field{Name: "steps", Label: "Steps"}, ui.RowsProps{
		Columns: []ui.Column{{Label: "Step"}}, Count: 2, Add: "Add a step",
		Cells: func(i int) []g.Node {
			return []g.Node{ui.TextField(ui.Field{Name: ui.RowName("steps", i, "title"), Label: "Step", HideLabel: true}, ui.TextProps{})}
		},
	}))
	var names, buttons []string
	for _, n := range elements(root, tagged("input")) {
		names = append(names, val(n, "name"))
	}
	for _, n := range elements(root, tagged("button")) {
		buttons = append(buttons, val(n, "name")+"="+val(n, "value"))
		if _, ok := get(n, "formnovalidate"); !ok {
			t.Errorf("%s waits for a form without errors", outline(n))
		}
	}
	want := "steps[0].title steps[1].title steps[__row__].title"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("names %q, want %q", got, want)
	}
	want = "remove-row=steps[0] remove-row=steps[1] remove-row=steps[__row__] add-row=steps"
	if got := strings.Join(buttons, " "); got != want {
		t.Errorf("buttons %q, want %q", got, want)
	}
}

func TestTable(t *testing.T) {
	columns := []ui.Column{{Label: "Name", Sort: "/l?s=name", Sorted: ui.Ascending}, {Label: "Cost", Numeric: true, Sort: "/l?s=cost"}, {Label: "Note"}}
	root := tree(t, ui.Table(ui.TableProps{Label: "Contracts", Columns: columns, Select: "id",
		Rows: []ui.Row{{Value: "1", Label: "Hosting", Cells: []g.Node{g.Text("Hosting"), g.Text("€1"), nil}}}}))
	var sorts []string
	for _, n := range elements(root, func(n *html.Node) bool { return n.Data == "th" && val(n, "scope") == "col" }) {
		sorts = append(sorts, val(n, "aria-sort"))
	}
	if got := strings.Join(sorts, ","); got != "ascending,," {
		t.Errorf("aria-sort of the columns: %q", got)
	}
	if heads := elements(root, func(n *html.Node) bool { return val(n, "scope") == "row" }); len(heads) != 1 || content(heads[0]) != "Hosting" {
		t.Error("the first cell of a row is not its head")
	}
	if boxes := elements(root, func(n *html.Node) bool { return val(n, "name") == "id" }); len(boxes) != 1 || val(boxes[0], "aria-label") != "Select Hosting" {
		t.Error("the row cannot be selected by name")
	}
	empty := tree(t, ui.Table(ui.TableProps{Columns: columns, Select: "id", Empty: g.Text("None")}))
	if cell := elements(empty, with("colspan")); len(cell) != 1 || val(cell[0], "colspan") != "4" {
		t.Error("the empty row does not span the table")
	}
}

// Unknown is neither zero nor bad.
func TestUnknownStake(t *testing.T) {
	out := text(t, ui.Signals("x", ui.SignalProps{Sentence: "A", Share: 1}))
	if !strings.Contains(out, "unknown") || strings.Contains(out, `width="100.0"`) {
		t.Errorf("an unknown stake is drawn as known: %s", out)
	}
}

func TestMeterStaysInside(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		v := rapid.OneOf(rapid.Float64(), rapid.Just(math.NaN()), rapid.Just(math.Inf(1))).Draw(rt, "v")
		root := tree(t, ui.Meter(ui.MeterProps{Value: v}))
		fill := elements(root, func(n *html.Node) bool { return val(n, "class") == "fill" })[0]
		if w, err := strconv.ParseFloat(val(fill, "width"), 64); err != nil || !(w >= 0 && w <= 100) {
			rt.Fatalf("width %v: %v", w, err)
		}
	})
}

func TestShellMarksWhereOneIs(t *testing.T) {
	root := tree(t, ui.Shell(ui.ShellProps{Title: "Contracts", Lang: "nb", Theme: ui.ThemeDark, Here: "/contracts",
		Nav: []ui.NavGroup{{Links: []ui.NavLink{{Label: "Today", Href: "/", Count: 2}, {Label: "Contracts", Href: "/contracts"}}}}}))
	here := elements(root, func(n *html.Node) bool { return val(n, "aria-current") == "page" })
	if len(here) != 1 || content(here[0]) != "Contracts" {
		t.Errorf("%d links are marked as this page", len(here))
	}
	doc := elements(root, tagged("html"))[0]
	if val(doc, "data-theme") != "dark" || val(doc, "lang") != "nb" {
		t.Errorf("%s", outline(doc))
	}
	if title := content(elements(root, tagged("title"))[0]); title != "Contracts · Fairlead" {
		t.Errorf("title %q", title)
	}
	if len(elements(root, func(n *html.Node) bool { return val(n, "id") == "me" })) != 0 {
		t.Error("nobody is signed in, and yet there is a menu")
	}
}

func TestAvatar(t *testing.T) {
	for name, want := range map[string]string{"Ingrid Solberg": "IS", "Ana Maria de Souza": "AS", "Import": "I", "": "", "Åse-Marie Øye": "ÅØ"} {
		root := tree(t, ui.Avatar(name))
		if got := val(elements(root, tagged("span"))[0], "data-initials"); got != want {
			t.Errorf("initials of %q: %q, want %q", name, got, want)
		}
	}
}

func TestIcons(t *testing.T) {
	if n := len(ui.Icons()); n < 40 {
		t.Errorf("%d icons", n)
	}
	sprite := body(t, fetch(t, ui.AssetURL("icons.svg"), nil).Body)
	for _, name := range ui.Icons() {
		if !name.Known() || !strings.Contains(sprite, `id="`+string(name)+`"`) {
			t.Errorf("icon %s is not in the sprite", name)
		}
	}
	if ui.IconName("no-such").Known() || ui.Icon("") != nil {
		t.Error("an icon that is not there is drawn")
	}
}
