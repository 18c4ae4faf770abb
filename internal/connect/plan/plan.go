// Package plan makes of a plan of Microsoft Project (its XML) what the import of
// tasks takes: one row for each task, with the project, its links and its people.
//
// Summaries are no tasks: their names say under what a task stands, and their links
// are those of the tasks below them.
package plan

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairlead/engine/schedule"
	"fairlead/engine/schedule/msproject"
	"fairlead/internal/fault"
)

// Columns are those of the rows. Reference is the project and the number of the task
// (UID), which Microsoft Project never changes: a plan that is handed in again brings
// its tasks up to date.
func Columns() []string {
	return []string{"Reference", "Project", "UID", "WBS", "Task", "State", "Start", "Finish", "Days", "% Complete", "Finished", "Resource", "Predecessors", "Remarks"}
}

// IsPlan reports whether a file begins like the XML of a plan.
func IsPlan(content []byte) bool {
	head := bytes.TrimSpace(bytes.TrimPrefix(content[:min(len(content), 2000)], []byte("\ufeff")))
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<Project"))
}

// Read reads a plan and writes its tasks as CSV with Columns, each after those that it
// waits for. A plan without a title is called as the file is. Doubts are what the file
// says that the rows do not, in sentences; the error says in which line and element the
// file cannot be read.
func Read(in io.Reader, file string, out io.Writer) (tasks int, doubts []string, err error) {
	p, err := msproject.Read(in, msproject.Limits{})
	if err != nil {
		return 0, nil, fault.Because(err, fault.Invalid, "The plan cannot be read: %s.", strings.TrimSuffix(err.Error(), "."))
	}
	r := &reader{Plan: p, name: cmp.Or(strings.TrimSpace(p.Name), strings.TrimSuffix(file, ".xml")), doubts: p.Doubts, at: map[int]int{}}
	if r.name == "" {
		return 0, nil, fault.New(fault.Invalid, "The plan has no title and the file no name; give the plan a title.")
	}
	r.gather()
	r.link()
	order, err := r.order()
	if err != nil {
		return 0, nil, err
	}
	rows := csv.NewWriter(out)
	_ = rows.Write(Columns()) // Error tells below
	for _, k := range order {
		_ = rows.Write(r.row(r.items[k]))
	}
	rows.Flush()
	return len(order), r.doubts, rows.Error()
}

// reader is a plan whose tasks are put together by their numbers.
type reader struct {
	*msproject.Plan
	name   string
	doubts []string
	items  []*item
	at     map[int]int // items by number
}

// item is a task of the file. The engine has it in parts where people work on it at
// different hours.
type item struct {
	msproject.Task
	work  time.Duration // of its longest part
	links []link
}

// link is one to a task that another follows, as the record has it.
type link struct {
	Task string `json:"task"`
	Kind string `json:"kind"`
	Lag  int    `json:"lag"`
	from int    // item
}

func (r *reader) gather() {
	for i, t := range r.Tasks {
		k, known := r.at[t.UID]
		if !known {
			k = len(r.items)
			r.at[t.UID] = k
			r.items = append(r.items, &item{Task: t})
		}
		of := r.items[k]
		of.work = max(of.work, r.Problem.Tasks[i].Estimate.Likely)
		for _, name := range t.Resources {
			if !slices.Contains(of.Resources, name) {
				of.Resources = append(slices.Clip(of.Resources), name)
			}
		}
	}
}

func (r *reader) link() {
	kinds := map[schedule.Kind]string{schedule.FinishStart: "fs", schedule.StartStart: "ss", schedule.FinishFinish: "ff", schedule.StartFinish: "sf"}
	for _, l := range r.Problem.Links {
		from, to := r.at[r.Tasks[l.From].UID], r.items[r.at[r.Tasks[l.To].UID]]
		n := link{r.reference(r.items[from]), kinds[l.Kind], r.days(l, to.Name), from}
		if r.items[from] != to && !slices.Contains(to.links, n) {
			to.links = append(to.links, n)
		}
	}
}

const workday = 8 * time.Hour

// days are those of a lag, of work or by day and night, to the nearest.
func (r *reader) days(l schedule.Link, name string) int {
	day := workday
	if l.Elapsed {
		day = 24 * time.Hour
	}
	days := int(math.Round(float64(l.Lag) / float64(day)))
	if time.Duration(days)*day != l.Lag {
		text := fmt.Sprintf("%q waits for %v after another task; here that is %d days.", name, l.Lag, days)
		if !slices.Contains(r.doubts, text) {
			r.doubts = append(r.doubts, text)
		}
	}
	return days
}

// order lists the items, each after those that it waits for.
func (r *reader) order() (list []int, err error) {
	const entered, left = 1, 2
	state := make([]int, len(r.items))
	var visit func(k int) error
	visit = func(k int) error {
		switch state[k] {
		case entered:
			return fault.New(fault.Invalid, "Task %q of the plan waits for itself by way of its links.", r.items[k].Name)
		case left:
			return nil
		}
		state[k] = entered
		for _, l := range r.items[k].links {
			if err := visit(l.from); err != nil {
				return err
			}
		}
		state[k], list = left, append(list, k)
		return nil
	}
	for k := range r.items {
		if err := visit(k); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// reference tells tasks apart: a slash inside the name of a project does not read as
// the one before the number.
func (r *reader) reference(of *item) string {
	return strings.NewReplacer("%", "%25", "/", "%2F").Replace(r.name) + "/" + strconv.Itoa(of.UID)
}

func (r *reader) row(of *item) []string {
	state, done, finished := "", "", ""
	if of.Done >= 0 {
		done = strconv.Itoa(of.Done)
		state = "doing"
	}
	switch of.Done {
	case 0:
		state = "todo"
	case 100:
		state, finished = "done", date(of.Finish)
	}
	resource, links := "", ""
	if len(of.Resources) > 0 {
		resource = of.Resources[0]
	}
	if len(of.links) > 0 {
		text, _ := json.Marshal(of.links) // of texts and numbers
		links = string(text)
	}
	return []string{
		r.reference(of), r.name, strconv.Itoa(of.UID), of.WBS, of.Name, state, date(of.Start), date(of.Finish),
		strconv.FormatFloat(math.Round(100*of.work.Hours()/workday.Hours())/100, 'f', -1, 64), done, finished, resource, links, of.remarks(),
	}
}

// remarks are what has no field of its own.
func (of *item) remarks() string {
	var parts []string
	if of.Path != "" {
		parts = append(parts, "In the plan under "+of.Path+".")
	}
	if len(of.Resources) > 0 {
		parts = append(parts, "By "+strings.Join(of.Resources, ", ")+".")
	}
	return strings.Join(parts, " ")
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
