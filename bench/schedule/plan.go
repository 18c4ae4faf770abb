package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"fairlead/engine/schedule"
)

const (
	stamp = "2006-01-02-15:04"
	hour  = time.Hour
)

// week is a calendar as both programs take it.
type week struct {
	days []time.Weekday
	from []int // hours at which a stretch of work begins
	to   []int
	away int // days from the second Wednesday on; 0: none
}

func weeks() []week {
	all := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	return []week{
		{days: all, from: []int{8, 13}, to: []int{12, 17}},
		{days: all[:4], from: []int{8, 13}, to: []int{12, 17}},
		{days: all, from: []int{8, 13}, to: []int{12, 17}, away: 12},
		{days: all, from: []int{8}, to: []int{12}},
		{days: all[:4], from: []int{11}, to: []int{19}},
	}
}

func monday() time.Time { return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC) }

func (w week) calendar() *schedule.Calendar {
	c := &schedule.Calendar{}
	for _, d := range w.days {
		for k := range w.from {
			c.Week[d] = append(c.Week[d], schedule.Span{From: time.Duration(w.from[k]) * hour, To: time.Duration(w.to[k]) * hour})
		}
	}
	if w.away > 0 {
		c.Other = []schedule.Days{{First: monday().AddDate(0, 0, 9), Last: monday().AddDate(0, 0, 8+w.away)}}
	}
	return c
}

// mixed draws a plan of 60 to 120 tasks for ten people of three skills and five
// calendars, each task for one of them.
func mixed(seed uint64) *schedule.Problem {
	random := rand.New(rand.NewPCG(seed, 61))
	kinds := weeks()
	p := &schedule.Problem{Start: monday(), Calendar: *kinds[0].calendar()}
	for i := range 10 {
		person := schedule.Person{Name: fmt.Sprint("p", i), Skills: []string{fmt.Sprint("s", i%3)}, Calendar: kinds[i%5].calendar()}
		if random.IntN(3) == 0 {
			person.Skills = append(person.Skills, fmt.Sprint("s", (i+1)%3))
		}
		p.People = append(p.People, person)
	}
	for i := range 60 + random.IntN(61) {
		need := schedule.Need{Skill: fmt.Sprint("s", random.IntN(3))}
		p.Tasks = append(p.Tasks, schedule.Task{Name: fmt.Sprint("t", i), Estimate: schedule.Exactly(time.Duration(2+random.IntN(30)) * hour), Needs: []schedule.Need{need}})
		for range random.IntN(3) {
			l := schedule.Link{From: i - 1 - random.IntN(20), To: i}
			if l.From >= 0 && !slices.Contains(p.Links, l) {
				p.Links = append(p.Links, l)
			}
		}
	}
	return p
}

// project writes a plan down for TaskJuggler: each task is the work of one of those
// who have its skill, and stays with whom it was begun.
func project(p *schedule.Problem) string {
	var b strings.Builder
	fmt.Fprintf(&b, "project p \"p\" %s +1000d {\n timingresolution 60min\n dailyworkinghours 8\n}\n", p.Start.Format(stamp))
	kinds := weeks()
	for i, person := range p.People {
		fmt.Fprintf(&b, "resource %s \"%s\" {\n workinghours mon - sun off\n", person.Name, person.Name)
		w := kinds[i%5]
		for _, d := range w.days {
			var spans []string
			for k := range w.from {
				spans = append(spans, fmt.Sprintf("%d:00 - %d:00", w.from[k], w.to[k]))
			}
			fmt.Fprintf(&b, " workinghours %s %s\n", strings.ToLower(d.String()[:3]), strings.Join(spans, ", "))
		}
		if w.away > 0 {
			fmt.Fprintf(&b, " leaves annual %s +%dd\n", p.Start.AddDate(0, 0, 9).Format(time.DateOnly), w.away)
		}
		b.WriteString("}\n")
	}
	for i, t := range p.Tasks {
		var can, before []string
		for _, person := range p.People {
			for _, skill := range person.Skills {
				if skill == t.Needs[0].Skill {
					can = append(can, person.Name)
				}
			}
		}
		for _, l := range p.Links {
			if l.To == i {
				before = append(before, p.Tasks[l.From].Name)
			}
		}
		others := ""
		if len(can) > 1 {
			others = "alternative " + strings.Join(can[1:], ", ") + " select minloaded "
		}
		fmt.Fprintf(&b, "task %s \"%s\" {\n effort %gh\n allocate %s { %spersistent }\n", t.Name, t.Name, t.Estimate.Likely.Hours(), can[0], others)
		if len(before) > 0 {
			fmt.Fprintf(&b, " depends %s\n", strings.Join(before, ", "))
		}
		b.WriteString("}\n")
	}
	fmt.Fprintf(&b, "taskreport r \"r\" { formats csv columns id, end\n timeformat \"%%Y-%%m-%%d-%%H:%%M\" }\n")
	return b.String()
}
