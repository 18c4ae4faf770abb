package plan_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/connect/plan"
)

const file = `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project">
  <Title>Office / move</Title>
  <StartDate>2026-03-02T08:00:00</StartDate>
  <Tasks>
    <Task><UID>4</UID><WBS>3</WBS><Name>Done</Name><OutlineLevel>1</OutlineLevel><Duration>PT0H0M0S</Duration><Milestone>1</Milestone>
      <PredecessorLink><PredecessorUID>3</PredecessorUID><Type>1</Type><LinkLag>7200</LinkLag><LagFormat>7</LagFormat></PredecessorLink></Task>
    <Task><UID>1</UID><WBS>1</WBS><Name>Pack</Name><OutlineLevel>1</OutlineLevel><Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish><Duration>PT16H0M0S</Duration><PercentComplete>100</PercentComplete></Task>
    <Task><UID>2</UID><WBS>2</WBS><Name>Move</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary>
      <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>3</Type><LinkLag>4800</LinkLag><LagFormat>7</LagFormat></PredecessorLink></Task>
    <Task><UID>3</UID><WBS>2.1</WBS><Name>Carry, "heavy"</Name><OutlineLevel>2</OutlineLevel><Duration>PT12H0M0S</Duration><PercentComplete>30</PercentComplete></Task>
  </Tasks>
  <Resources>
    <Resource><UID>1</UID><Name>Ada</Name><Type>1</Type><MaxUnits>1</MaxUnits></Resource>
    <Resource><UID>2</UID><Name>Ben</Name><Type>1</Type><MaxUnits>1</MaxUnits></Resource>
  </Resources>
  <Assignments>
    <Assignment><TaskUID>3</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units><Work>PT12H0M0S</Work></Assignment>
    <Assignment><TaskUID>3</TaskUID><ResourceUID>2</ResourceUID><Units>1</Units><Work>PT4H0M0S</Work></Assignment>
  </Assignments>
</Project>
`

// Tasks come after those that they wait for; the parts of Carry, whose people work
// for different times, are one row; a day and a half is no whole number of days.
func TestRead(t *testing.T) {
	var out strings.Builder
	n, doubts, err := plan.Read(strings.NewReader(file), "move.xml", &out)
	if err != nil {
		t.Fatal(err)
	}
	want := `Reference,Project,UID,WBS,Task,State,Start,Finish,Days,% Complete,Finished,Resource,Predecessors,Remarks
Office %2F move/1,Office / move,1,1,Pack,done,2026-03-02,2026-03-03,2,100,2026-03-03,,,
Office %2F move/3,Office / move,3,2.1,"Carry, ""heavy""",doing,,,1.5,30,,Ada,"[{""task"":""Office %2F move/1"",""kind"":""ss"",""lag"":1}]","In the plan under Move. By Ada, Ben."
Office %2F move/4,Office / move,4,3,Done,,,,0,,,,"[{""task"":""Office %2F move/3"",""kind"":""fs"",""lag"":2}]",
`
	if diff := cmp.Diff(want, out.String()); diff != "" || n != 3 {
		t.Errorf("%d tasks (-want +got):\n%s", n, diff)
	}
	if diff := cmp.Diff([]string{`"Done" waits for 12h0m0s after another task; here that is 2 days.`}, doubts); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	for text, want := range map[string]string{
		strings.Replace(file, "PT16H0M0S", "two days", 1):                       `line 8: <Duration>: "two days" is not a time`,
		strings.Replace(file, "<PercentComplete>30", "<PercentComplete>130", 1): "line 11: <PercentComplete>: 130 is not a part of a hundred",
		strings.Replace(file, "</Tasks>", "", 1):                                "line 21: the file is not XML",
		strings.Replace(file, "<UID>1</UID><WBS>1</WBS><Name>Pack</Name>", "<UID>1</UID><WBS>1</WBS><Name>Pack</Name><PredecessorLink><PredecessorUID>4</PredecessorUID><Type>1</Type></PredecessorLink>", 1): "waits for itself by way of its links",
	} {
		if _, _, err := plan.Read(strings.NewReader(text), "", new(strings.Builder)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q in it", err, want)
		}
	}
	if _, _, err := plan.Read(strings.NewReader(strings.Replace(file, "Office / move", "", 1)), ".xml", new(strings.Builder)); err == nil || !strings.Contains(err.Error(), "no title") {
		t.Error(err)
	}
}

func TestIsPlan(t *testing.T) {
	for text, want := range map[string]bool{file: true, "\ufeff" + file: true, "": false, "<opsa-mef/>": false, "Task,<Project>\n": false} {
		if got := plan.IsPlan([]byte(text)); got != want {
			t.Errorf("%.30q: %v", text, got)
		}
	}
}

// Whatever a file says, it is refused, or each task comes once and after those that it
// waits for.
func FuzzRead(f *testing.F) {
	f.Add(file)
	files, _ := filepath.Glob("../../../engine/schedule/msproject/testdata/*.xml")
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		var out strings.Builder
		n, _, err := plan.Read(strings.NewReader(text), "plan", &out)
		if err != nil {
			return
		}
		rows, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
		if err != nil || len(rows) != n+1 {
			t.Fatalf("%d rows of %d: %v", len(rows), n, err)
		}
		seen := map[string]bool{}
		for _, row := range rows[1:] {
			for _, part := range strings.Split(row[12], `"task":"`)[1:] {
				if reference, _, _ := strings.Cut(part, `"`); !seen[reference] && !strings.Contains(reference, `\`) {
					t.Fatalf("%s waits for %s, which comes later", row[0], reference)
				}
			}
			if seen[row[0]] {
				t.Fatalf("%s comes twice", row[0])
			}
			seen[row[0]] = true
		}
	})
}
