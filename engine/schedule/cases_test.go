package schedule_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fairlead/engine/schedule"
	"fairlead/internal/testkit/cases"
)

// TestCases runs the plans of testdata/cases; README.md there says how they are written.
func TestCases(t *testing.T) {
	cases.Each(t, ".txt", func(t *testing.T, content string) {
		c := &caseFile{}
		cases.Lines(t, content, c.line)
		c.check(t)
	})
}

type caseFile struct {
	p     schedule.Problem
	wants [][]string
	wrong string
}

const clock = "2006-01-02T15:04"

func (c *caseFile) line(words []string) (err error) {
	rest := words[1:]
	switch words[0] {
	case "start":
		c.p.Start, err = time.Parse(clock, rest[0])
	case "hours":
		return c.hours(rest)
	case "free":
		return c.free(rest)
	case "person":
		person := schedule.Person{Name: rest[0]}
		if len(rest) > 1 {
			person.Skills = strings.Split(rest[1], ",")
		}
		c.p.People = append(c.p.People, person)
	case "project":
		return c.project(rest)
	case "task":
		return c.task(rest)
	case "link":
		return c.link(rest)
	case "wrong":
		c.wrong = strings.Join(rest, " ")
	case "path", "want", "pieces", "late", "ends":
		c.wants = append(c.wants, words)
	default:
		return fmt.Errorf("unknown word %q", words[0])
	}
	return err
}

// calendar is that of the house, a person or a task; a new one has the hours of
// nobody.
func (c *caseFile) calendar(who string) (*schedule.Calendar, error) {
	if who == "house" {
		return &c.p.Calendar, nil
	}
	of := (**schedule.Calendar)(nil)
	if i := c.person(who); i >= 0 {
		of = &c.p.People[i].Calendar
	} else if i := c.taskNamed(who); i >= 0 {
		of = &c.p.Tasks[i].Calendar
	} else {
		return nil, fmt.Errorf("nobody is called %s", who)
	}
	if *of == nil {
		*of = &schedule.Calendar{}
	}
	return *of, nil
}

func (c *caseFile) person(name string) int {
	return slices.IndexFunc(c.p.People, func(p schedule.Person) bool { return p.Name == name })
}

func (c *caseFile) taskNamed(name string) int {
	return slices.IndexFunc(c.p.Tasks, func(t schedule.Task) bool { return t.Name == name })
}

func (c *caseFile) projectNamed(name string) int {
	return slices.IndexFunc(c.p.Projects, func(p schedule.Project) bool { return p.Name == name })
}

func (c *caseFile) hours(words []string) error {
	calendar, err := c.calendar(words[0])
	if err != nil {
		return err
	}
	on, err := weekdays(words[1])
	if err != nil {
		return err
	}
	for _, text := range words[2:] {
		var fromHour, fromMinute, toHour, toMinute int
		if _, err := fmt.Sscanf(text, "%d:%d-%d:%d", &fromHour, &fromMinute, &toHour, &toMinute); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
		for _, d := range on {
			calendar.Week[d] = append(calendar.Week[d], schedule.Span{
				From: time.Duration(fromHour*60+fromMinute) * time.Minute, To: time.Duration(toHour*60+toMinute) * time.Minute,
			})
		}
	}
	return nil
}

// weekdays reads mon-fri and mon,wed.
func weekdays(text string) (days []int, err error) {
	names := []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
	for _, part := range strings.Split(text, ",") {
		first, last, ok := strings.Cut(part, "-")
		if !ok {
			last = first
		}
		from, to := slices.Index(names, first), slices.Index(names, last)
		if from < 0 || to < from {
			return nil, fmt.Errorf("%q are no days of the week", text)
		}
		for d := from; d <= to; d++ {
			days = append(days, d)
		}
	}
	return days, nil
}

// free keeps days off, of a person those of the house as well. Hours of his own he
// must have.
func (c *caseFile) free(words []string) error {
	calendar, err := c.calendar(words[0])
	if err != nil {
		return err
	}
	from, to, ok := strings.Cut(words[1], "..")
	if !ok {
		to = from
	}
	first, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return err
	}
	last, err := time.Parse(time.DateOnly, to)
	calendar.Other = append(calendar.Other, schedule.Days{First: first, Last: last})
	return err
}

func (c *caseFile) project(words []string) (err error) {
	p := schedule.Project{Name: words[0]}
	for i := 1; i+1 < len(words) && err == nil; i += 2 {
		switch value := words[i+1]; words[i] {
		case "priority":
			p.Priority, err = strconv.Atoi(value)
		case "due":
			p.Due, err = time.Parse(clock, value)
		case "cost":
			p.LatePerDay, err = strconv.ParseFloat(value, 64)
		default:
			err = fmt.Errorf("unknown word %q", words[i])
		}
	}
	c.p.Projects = append(c.p.Projects, p)
	return err
}

func (c *caseFile) task(words []string) error {
	work, err := time.ParseDuration(words[1])
	t := schedule.Task{Name: words[0], Estimate: schedule.Exactly(work)}
	value := ""
	for rest := words[2:]; len(rest) > 0 && err == nil; {
		word := rest[0]
		if rest = rest[1:]; word != "split" && word != "begun" {
			if len(rest) == 0 {
				return fmt.Errorf("nothing follows %q", word)
			}
			value, rest = rest[0], rest[1:]
		}
		switch word {
		case "split":
			t.Split = true
		case "begun":
			t.Begun = true
		case "project":
			t.Project = c.projectNamed(value)
		case "needs":
			t.Needs, err = c.needs(value)
		case "earliest":
			t.Earliest, err = time.Parse(clock, value)
		case "deadline":
			t.Deadline, err = time.Parse(clock, value)
		default:
			err = fmt.Errorf("unknown word %q", word)
		}
	}
	c.p.Tasks = append(c.p.Tasks, t)
	return err
}

// needs reads Ada, Ada|Ben, 2*go and what is joined by +.
func (c *caseFile) needs(text string) (all []schedule.Need, err error) {
	for _, part := range strings.Split(text, "+") {
		n := schedule.Need{}
		if count, names, ok := strings.Cut(part, "*"); ok {
			if n.Count, err = strconv.Atoi(count); err != nil {
				return nil, err
			}
			part = names
		}
		for _, name := range strings.Split(part, "|") {
			if who := c.person(name); who >= 0 {
				n.People = append(n.People, who)
			} else {
				n.Skill = name
			}
		}
		all = append(all, n)
	}
	return all, nil
}

func (c *caseFile) link(words []string) (err error) {
	l := schedule.Link{
		From: c.taskNamed(words[0]), To: c.taskNamed(words[2]), Elapsed: words[len(words)-1] == "elapsed",
		Kind: schedule.Kind(slices.Index([]string{"FS", "SS", "FF", "SF"}, words[1])),
	}
	if len(words) > 3 {
		l.Lag, err = time.ParseDuration(words[3])
	}
	c.p.Links = append(c.p.Links, l)
	return err
}

func (c *caseFile) check(t *testing.T) {
	dates, err := schedule.CriticalPath(&c.p)
	if c.wrong != "" {
		if err == nil || !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%v, want %s", err, c.wrong)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := schedule.Solve(t.Context(), &c.p, schedule.Settings{Schedules: 500})
	if err != nil {
		t.Fatal(err)
	}
	if err := schedule.Check(&c.p, r.Tasks); err != nil {
		t.Error(err)
	}
	for _, w := range c.wants {
		if got := c.got(w, dates, r); !slices.Equal(got, w[1:]) {
			t.Errorf("%s %s, want %s", w[0], strings.Join(got, " "), strings.Join(w[1:], " "))
		}
	}
}

// got is what came out, in the words in which it was wanted.
func (c *caseFile) got(want []string, dates []schedule.Dates, r *schedule.Result) []string {
	if want[0] == "ends" {
		if !r.Optimal {
			return []string{r.Finish.Format(clock), "and nothing before", r.LowerBound.Format(clock)}
		}
		return []string{r.Finish.Format(clock)}
	}
	got := []string{want[1]}
	if want[0] == "late" {
		e := r.Projects[c.projectNamed(want[1])]
		return append(got, brief(e.Late), fmt.Sprint(e.Cost))
	}
	i := c.taskNamed(want[1])
	if i < 0 {
		return []string{"no such task"}
	}
	switch placed := r.Tasks[i]; want[0] {
	case "path":
		got = append(got, dates[i].EarlyStart.Format(clock), dates[i].EarlyFinish.Format(clock))
		if len(want) > 4 {
			got = append(got, brief(dates[i].TotalFloat))
		}
	case "want":
		got = append(got, placed.Start.Format(clock), placed.Finish.Format(clock))
		if len(want) > 4 {
			var names []string
			for _, who := range placed.Crew {
				names = append(names, c.p.People[who].Name)
			}
			got = append(got, "by", strings.Join(names, ","))
		}
	case "pieces":
		for _, piece := range placed.Pieces {
			got = append(got, piece.Start.Format(clock), piece.Finish.Format(clock))
		}
	}
	return got
}

// brief writes a duration as the cases do.
func brief(d time.Duration) string {
	text := strings.TrimSuffix(d.String(), "0s")
	if strings.HasSuffix(text, "h0m") {
		return strings.TrimSuffix(text, "0m")
	}
	if text == "" {
		return "0h"
	}
	return text
}
