package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
)

func TestFilterWrongAndRight(t *testing.T) {
	p := at(t, "director", "/assets")
	p.Fill(".filter input[name=filter]", "site = = Bergen")
	p.Press("Enter")
	p.WaitFor("The filter cannot be read")
	if got := p.value("filter"); got != "site = = Bergen" {
		t.Errorf("the filter was not kept: %q", got)
	}
	p.Fill(".filter input[name=filter]", `site.name:"bergen"`)
	p.Click("Apply")
	p.WaitFor("tbody th a")
	p.WaitGone(".problem")
}

func TestKeepAView(t *testing.T) {
	p := at(t, "manager", "/vendors?filter="+`name:"a"`)
	p.Click("Keep as a view")
	p.Fill("Name", "With an a")
	p.Click("Shared")
	p.Click("Save")
	p.WaitFor("Saved view added.")
	other := at(t, "technician", "/vendors")
	other.Click("With an a")
	other.WaitFor("[aria-current]")
	if got := other.value("filter"); got != `name:"a"` {
		t.Errorf("the view filters by %q", got)
	}
}

func TestBulkEdit(t *testing.T) {
	w := theWorld(t)
	for _, name := range []string{"Bulk one", "Bulk two", "Bulk three"} {
		addTeam(t, w, name)
	}
	p := at(t, "director", `/teams?filter=name:"Bulk"`)
	p.Click("[data-all]")
	p.WaitFor("3 selected")
	p.Fill("[name=field]", "Lead")
	p.Fill("[name=value]", "Nobody of that name")
	p.Click("Set")
	p.WaitFor("Nothing was changed.")
	p.WaitFor("3 selected")
	if got := p.value("value"); got != "Nobody of that name" {
		t.Errorf("the value was not kept: %q", got)
	}
	p.Fill("[name=value]", "Ingrid Solheim")
	p.Click("Set")
	p.WaitFor("3 changed.")
	if got := strings.Count(p.Text("tbody"), "Ingrid Solheim"); got != 3 {
		t.Errorf("%d rows have the new value", got)
	}
	p.Click("[data-all]")
	p.Click("Archive")
	p.WaitFor("Nothing matches")
	p.open(`/teams?archived=yes&filter=name:"Bulk"`)
	p.Click("[data-all]")
	p.Click("Bring back")
	p.WaitFor("Nothing is archived")
	p.open(`/teams?filter=name:"Bulk"`)
	if n := browser.Eval[int](p.Tab, "document.querySelectorAll('tbody tr').length"); n != 3 {
		t.Errorf("%d teams were brought back", n)
	}
}

func TestPaletteByKeyboard(t *testing.T) {
	p := at(t, "technician", "/")
	p.Press("Ctrl+K")
	p.Type("bergen core")
	p.WaitFor("[role=option]")
	p.Press("ArrowDown", "ArrowUp", "Enter")
	p.WaitFor("#history")
	if got := p.where(); !strings.HasPrefix(got, "/incidents/INC-") {
		t.Errorf("the palette led to %s", got)
	}
	p.Press("Ctrl+K")
	p.Type("new inc")
	p.WaitFor("New incident")
	p.Press("Enter")
	p.WaitFor("Save")
	if got := p.where(); got != "/incidents/new" {
		t.Errorf("the palette led to %s", got)
	}
}
