package openpsa_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/engine/reliability"
	"fairlead/engine/reliability/openpsa"
	"fairlead/internal/testkit/corpus"
)

func read(t *testing.T, text string) *reliability.Tree {
	t.Helper()
	tree, err := openpsa.Read(strings.NewReader(text), openpsa.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// everything uses each thing that the package reads.
const everything = `<?xml version="1.0" encoding="UTF-8"?>
<opsa-mef>
  <define-fault-tree name="plant">
    <label>Loss of the plant</label>
    <define-gate name="top"><or><gate name="pumps"/><event name="line.valve"/><constant value="false"/></or></define-gate>
    <define-gate name="pumps"><label>Both pumps</label><atleast min="2"><event name="p1"/><event name="p2"/><basic-event name="p3"/></atleast></define-gate>
    <define-component name="line">
      <define-gate name="valve" role="private"><and><basic-event name="stuck"/><not><house-event name="bypass"/></not><basic-event name="local"/></and></define-gate>
      <define-basic-event name="local" role="private"><float value="0.5"/></define-basic-event>
    </define-component>
  </define-fault-tree>
  <define-CCF-group name="pumps" model="MGL">
    <members><basic-event name="p1"/><basic-event name="p2"/><basic-event name="p3"/></members>
    <distribution><float value="0.01"/></distribution>
    <factors><factor level="2"><float value="0.1"/></factor><factor level="3"><float value="0.2"/></factor></factors>
  </define-CCF-group>
  <model-data>
    <define-house-event name="bypass"><constant value="true"/></define-house-event>
    <define-basic-event name="stuck"><exponential><parameter name="rate"/><system-mission-time/></exponential></define-basic-event>
    <define-parameter name="rate" unit="hours-1"><lognormal-deviate><float value="1e-5"/><float value="3"/><float value="0.95"/></lognormal-deviate></define-parameter>
  </model-data>
</opsa-mef>`

func TestRead(t *testing.T) {
	rate := reliability.LogNormal(1e-5, 3, 0.95)
	stuck := reliability.Exponential(reliability.ParameterNamed("rate"), reliability.MissionTime())
	half := reliability.Constant(0.5)
	want := &reliability.Tree{
		Name: "plant", Label: "Loss of the plant",
		Gates: []reliability.Gate{
			{Name: "top", Formula: reliability.Or(reliability.Name("pumps"), reliability.Name("plant.line.valve"), reliability.Or())},
			{Name: "pumps", Label: "Both pumps", Formula: reliability.AtLeast(2, reliability.Names("p1", "p2", "p3")...)},
			{Name: "plant.line.valve", Formula: reliability.And(reliability.Name("stuck"), reliability.Not(reliability.Name("bypass")), reliability.Name("plant.line.local"))},
		},
		Events: []reliability.Event{
			{Name: "plant.line.local", Figure: &half},
			{Name: "stuck", Figure: &stuck},
			{Name: "p1"}, {Name: "p2"}, {Name: "p3"},
		},
		Houses:     []reliability.House{{Name: "bypass", On: true}},
		Parameters: []reliability.Parameter{{Name: "rate", Unit: "hours-1", Value: rate}},
		Groups: []reliability.CommonCause{{
			Name: "pumps", Model: reliability.MGL, Members: []string{"p1", "p2", "p3"}, Total: reliability.Constant(0.01),
			Factors: []reliability.Factor{{Level: 2, Value: reliability.Constant(0.1)}, {Level: 3, Value: reliability.Constant(0.2)}},
		}},
	}
	if diff := cmp.Diff(want, read(t, everything)); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

func again(t *testing.T, tree *reliability.Tree) *reliability.Tree {
	t.Helper()
	var b bytes.Buffer
	if err := openpsa.Write(&b, tree); err != nil {
		t.Fatal(err)
	}
	return read(t, b.String())
}

func TestWhatIsWrittenReadsTheSame(t *testing.T) {
	one, ten := reliability.Constant(1e-3), reliability.Constant(10)
	repaired, tested := reliability.Repairable(ten, one), reliability.TestedMean(one, ten)
	tree := read(t, everything)
	tree.Events = append(tree.Events, reliability.Event{Name: "a <b> & \"c\"", Figure: &repaired}, reliability.Event{Name: "d", Label: "é", Figure: &tested})
	if diff := cmp.Diff(tree, again(t, tree)); diff != "" {
		t.Errorf("written and read (-want +got):\n%s", diff)
	}
}

func TestAraliaReads(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus.Path(t, "faulttrees/aralia"), "*.xml"))
	if err != nil || len(files) != 34 {
		t.Fatalf("found %d files: %v", len(files), err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree := read(t, string(content))
		if roots := tree.Roots(); len(roots) != 1 {
			t.Errorf("%s has the roots %q", file, roots)
		}
		if diff := cmp.Diff(tree, again(t, tree)); diff != "" {
			t.Errorf("%s written and read (-want +got):\n%s", file, diff)
		}
	}
}

func TestErrorsSayWhere(t *testing.T) {
	in := func(body string) string {
		return "<opsa-mef>\n<define-fault-tree name=\"t\">\n" + body + "\n</define-fault-tree>\n</opsa-mef>"
	}
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "line 1: the file has no elements"},
		{"not XML", "<opsa-mef>\n<a", "line 2: this is not XML"},
		{"another format", "<html/>", "line 1: <html>: an Open-PSA model begins"},
		{"not closed", "<opsa-mef>\n<model-data>", "line 2: <model-data>: is not closed"},
		{"closed twice", "<opsa-mef></opsa-mef></opsa-mef>", "closes nothing"},
		{"two models", "<opsa-mef/><opsa-mef/>", "after the end"},
		{"unknown", in("<define-gat/>"), "line 3: <define-gat>: is not known here"},
		{"no name", in("<define-gate/>"), "line 3: <define-gate>: has no name"},
		{"twice", in("<define-gate name='a'><and/></define-gate>\n<define-basic-event name='a'/>"), `line 4: <define-basic-event>: "a" is defined already in line 3`},
		{"no such gate", in("<define-gate name='a'>\n<or><gate name='b'/></or></define-gate>"), `line 4: <gate>: nothing is called "b"`},
		{"not a gate", in("<define-gate name='a'><or><gate name='b'/></or></define-gate><define-basic-event name='b'/>"), `"b" is not that`},
		{"two formulas", in("<define-gate name='a'><or/><or/></define-gate>"), "holds 2 formulas"},
		{"empty operator", in("<define-gate name='a'><or/></define-gate>"), "<or>: has 0 arguments"},
		{"k above n", in("<define-gate name='a'><atleast min='3'><event name='b'/></atleast></define-gate><define-basic-event name='b'/>"), "min is \"3\""},
		{"not a number", in("<define-basic-event name='b'><float value='NaN'/></define-basic-event>"), `"NaN" is not a number`},
		{"no parameter", in("<define-basic-event name='b'><parameter name='c'/></define-basic-event>"), `there is no parameter "c"`},
		{"arguments", in("<define-basic-event name='b'><exponential><float value='1'/></exponential></define-basic-event>"), "<exponential>: has 1 arguments, it takes 2"},
		{"an include", "<opsa-mef><include file='x'/></opsa-mef>", "is not supported"},
		{"encoding", "<?xml version='1.0' encoding='ebcdic'?><opsa-mef/>", "save the file as UTF-8"},
	} {
		_, err := openpsa.Read(strings.NewReader(c.text), openpsa.Limits{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestLimits(t *testing.T) {
	deep := "<opsa-mef>" + strings.Repeat("<not>", 20) + strings.Repeat("</not>", 20) + "</opsa-mef>"
	for _, l := range []openpsa.Limits{{Bytes: 30}, {Depth: 10}, {Elements: 10}} {
		_, err := openpsa.Read(strings.NewReader(deep), l)
		var located *openpsa.Error
		if !errors.As(err, &located) || !strings.Contains(err.Error(), "more than") && !strings.Contains(err.Error(), "larger than") {
			t.Errorf("%+v: %v", l, err)
		}
	}
}

// Whatever stands in a file, reading it ends with a tree that can be written and
// read again, or with an error.
func FuzzRead(f *testing.F) {
	f.Add(everything)
	f.Add("<opsa-mef><define-fault-tree name='t'><define-gate name='a'><cardinality min='1' max='2'><event name='b'/><event name='c'/></cardinality></define-gate></define-fault-tree></opsa-mef>")
	f.Add("<?xml version='1.0' encoding='latin1'?><opsa-mef><label>\xe9</label></opsa-mef>")
	f.Fuzz(func(t *testing.T, text string) {
		tree, err := openpsa.Read(strings.NewReader(text), openpsa.Limits{Bytes: 1 << 20, Depth: 50})
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := openpsa.Write(&b, tree); err != nil {
			t.Fatal(err)
		}
		if _, err := openpsa.Read(&b, openpsa.Limits{}); err != nil && len(tree.Groups) == 0 {
			t.Fatalf("what was written cannot be read: %v\n%s", err, b.String())
		}
	})
}
