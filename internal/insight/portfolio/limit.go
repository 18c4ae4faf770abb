package portfolio

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fairlead/engine/choose"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/projects"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Limit is money of one kind in one year, or hours of a skill in a quarter.
type Limit struct {
	Name   string
	Short  string // for a table that says the year or quarter beside it
	Period string // year or quarter
	Year   int    // of money: counted from the year of today
	Nature catalog.CostNature
	Skills []*catalog.Skill // of hours: one, or several that share people; nil for money
	Free   int64            // as the records have it: minor units, or hundredths of an hour; may be below zero
	Most   int64            // what the choice may use
	Used   int64            // what it uses
	More   Step             // what a step more brings
	Less   Step             // what a step less costs
	at     int              // place in the problem
	total  int              // of money of one kind: place of the limit of all money of its year; else -1
}

// Money reports whether the limit is of money.
func (l *Limit) Money() bool { return l.Skills == nil }

// Changed reports whether a person said something else than the records.
func (l *Limit) Changed() bool { return l.Most != max(l.Free, 0) }

// Step is what another limit changes.
type Step struct {
	By      int64 // of the limit
	Gain    int64 // in worth; below zero: a loss
	In, Out []int
	Moved   []int // begin at another time
	Proven  bool
	Cannot  string // why nothing can be done then; empty where it can
	Known   bool   // it was asked for
}

// Most is how much a person says there is, in minor units.
type Most struct {
	Set   bool
	Minor int64
}

// MostYears is over how many fiscal years limits of money are set at most.
const MostYears = 3

// kinds are the kinds of money, each a limit of its own.
var kinds = [...]catalog.CostNature{"opex", "capex"}

// KindTitle says a kind of money in words.
func KindTitle(n catalog.CostNature) string {
	for _, o := range n.Options() {
		if o.Name == string(n) {
			return o.Title
		}
	}
	return "Money"
}

// limit adds a limit to the problem, and gives its place.
func (c *Choice) limit(l choose.Limit, most int64) int {
	l.Most = &most
	c.problem.Limits = append(c.problem.Limits, l)
	return len(c.problem.Limits) - 1
}

// money limits each year by what its budget leaves, or what the question says: the
// kinds each, and together, as what nobody has told the kind of uses either. The
// year of today has none when no proposal can begin in it.
func (c *Choice) money(q Question) {
	if c.Calendar.next/4 >= len(c.Calendar.rooms) {
		c.unbudgeted(q)
		return
	}
	for y := c.Calendar.next / 4; y < len(c.Calendar.rooms); y++ {
		room := &c.Calendar.rooms[y]
		first := len(c.Limits)
		sum := room.Free("").Minor - room.Free(kinds[0]).Minor - room.Free(kinds[1]).Minor
		for k, kind := range kinds {
			l := Limit{Name: KindTitle(kind) + ", " + room.Year.Name, Short: KindTitle(kind), Period: room.Year.Name, Year: y, Nature: kind, Free: room.Free(kind).Minor}
			if l.Most = max(l.Free, 0); q.Money[y][k].Set {
				l.Most = q.Money[y][k].Minor
			}
			sum += l.Most
			l.at = c.limit(choose.Limit{Name: l.Name, Of: choose.Money, Year: origin + y, Kind: string(kind)}, l.Most)
			c.Limits = append(c.Limits, l)
		}
		sum = max(sum, 0)
		total := c.limit(choose.Limit{Name: "all money, " + room.Year.Name, Of: choose.Money, Year: origin + y}, sum)
		for i := first; i < len(c.Limits); i++ {
			c.Limits[i].total = total
		}
		c.totals = append(c.totals, total)
		c.Budget += sum
	}
}

// unbudgeted limits all money together where no budget says what there is: by what
// the question says, else by half of what all proposals cost.
func (c *Choice) unbudgeted(q Question) {
	l := Limit{Name: "the budget", Short: "Money", Free: c.All / 2, total: -1}
	if l.Most = l.Free; q.Budget.Set {
		l.Most = q.Budget.Minor
	}
	l.at = c.limit(choose.Limit{Name: l.Name, Of: choose.Money}, l.Most)
	c.Limits, c.totals, c.Budget = append(c.Limits, l), append(c.totals, l.at), l.Most
}

// Quarters is over how many quarters hours are limited.
const Quarters = 6

// hours gives projects the hours that their assignments ask for, and limits the
// hours of each skill, and of skills that share people, to what is left beside
// everything else.
func (c *Choice) hours(s *record.Snapshot, q Question) {
	now := c.Calendar.quarter(q.Today)
	into := int(q.Today.Time().Month()-c.Calendar.first.Time().Month()+12) % 3 // months of the quarter that are over
	spare := projects.SpareFrom(s, q.Today, 3*(Quarters+1)-into)
	place := map[record.ID]int{}
	for k, skill := range spare.Skills {
		place[skill.ID] = k
	}
	own := c.assigned(s, spare, place)
	byName := map[string]int{}
	for k, skill := range spare.Skills {
		byName[skill.Name] = k
	}
	asked := c.asked(byName)
	c.Blind = len(spare.Skills) == 0 && slices.ContainsFunc(c.Proposals, func(p Proposal) bool { return len(p.hours) > 0 })
	more := moreHours(q.Hours)
	for _, group := range spare.Groups(asked) {
		sets := [][]int{}
		for _, k := range group {
			sets = append(sets, []int{k})
		}
		if len(group) > 1 {
			sets = append(sets, group)
			c.share(spare, group)
		}
		for quarter := c.Calendar.next; quarter < c.Calendar.next+Quarters; quarter++ {
			from := 3*(quarter-now) - into
			for _, set := range sets {
				c.limitHours(s, spare, set, quarter, max(from, 0), own, more)
			}
		}
	}
}

// asked lists the skills that proposals ask for, by their places.
func (c *Choice) asked(byName map[string]int) (list []int) {
	for i := range c.Proposals {
		for _, e := range c.Proposals[i].hours {
			if k, known := byName[e.Skill]; known && !slices.Contains(list, k) {
				list = append(list, k)
			}
		}
	}
	slices.Sort(list)
	return list
}

// hoursKey is a skill and a month.
type hoursKey struct{ skill, month int }

// assigned takes the hours that projects among the proposals are planned with, in
// place of those of their demand, and adds them up by skill and month.
func (c *Choice) assigned(s *record.Snapshot, spare *projects.Spare, place map[record.ID]int) map[hoursKey]int64 {
	at, own, fresh := map[record.ID]int{}, map[hoursKey]int64{}, map[int]bool{}
	for i := range c.Proposals {
		at[c.Proposals[i].Record.Head().ID] = i
	}
	for a := range record.Each[catalog.Assignment](s) {
		i, proposed := at[a.Project.ID]
		k, known := place[a.Skill.ID]
		month := slices.Index(spare.Months, a.Month)
		if !proposed || !known || a.Archived || month < 0 {
			continue
		}
		p := &c.Proposals[i]
		if !fresh[i] {
			fresh[i], p.hours = true, nil
		}
		own[hoursKey{k, month}] += a.Hours.Micro()
		quarter := max(c.Calendar.quarter(a.Month), p.Start)
		p.hours = append(p.hours, choose.Effort{At: c.Calendar.at(quarter), Skill: spare.Skills[k].Name, Hours: hundredths(a.Hours)})
	}
	return own
}

// sharedName is what the engine calls the hours of several skills together.
func sharedName(spare *projects.Spare, group []int) string {
	names := make([]string, len(group))
	for i, k := range group {
		names[i] = spare.Skills[k].Name
	}
	return strings.Join(names, " + ")
}

// share counts the hours of some skills together as well.
func (c *Choice) share(spare *projects.Spare, group []int) {
	name := sharedName(spare, group)
	for i := range c.Proposals {
		p := &c.Proposals[i]
		for _, e := range slices.Clone(p.hours) {
			if slices.ContainsFunc(group, func(k int) bool { return spare.Skills[k].Name == e.Skill }) {
				p.hours = append(p.hours, choose.Effort{At: e.At, Skill: name, Hours: e.Hours})
			}
		}
	}
}

// limitHours limits the hours of some skills in a quarter, unless all proposals
// together ask for no more than there is. Where the hours of
// somebody who can are not known there is no limit, and the skill is named.
func (c *Choice) limitHours(s *record.Snapshot, spare *projects.Spare, set []int, quarter, from int, own map[hoursKey]int64, more map[string]int64) {
	free := int64(0)
	for month := from; month < min(from+3, len(spare.Months)); month++ {
		load := spare.Of(month, set...)
		if load.Unknown > 0 {
			c.Unlimited = append(c.Unlimited, sharedName(spare, set))
			return
		}
		for _, k := range set {
			load.Assigned -= own[hoursKey{k, month}]
		}
		free += max(0, load.Has-load.Assigned)
	}
	l := Limit{Period: c.Calendar.Name(quarter), Free: free / 10_000, total: -1}
	l.Most = l.Free
	var names []string
	for _, k := range set {
		skill := spare.Skills[k]
		l.Skills, names = append(l.Skills, skill), append(names, skill.Name)
		l.Most += more[record.TypeFor[catalog.Skill](s).Number(skill.Number)]
	}
	l.Most = max(l.Most, 0)
	l.Short = signal.List(names, 3)
	l.Name = l.Short + ", " + l.Period
	key := sharedName(spare, set)
	if c.mostAsked(key, quarter) <= l.Most && !l.Changed() {
		return
	}
	l.at = c.limit(choose.Limit{Name: "hours of " + key + " in " + l.Period, Of: choose.Hours, Quarter: c.Calendar.at(quarter), Skill: key}, l.Most)
	c.Limits = append(c.Limits, l)
}

// mostAsked is what all proposals together would ask of a skill in a quarter, each
// at the time at which it asks for most.
func (c *Choice) mostAsked(skill string, quarter int) (sum int64) {
	at := c.Calendar.at(quarter)
	for i := range c.Proposals {
		p, most := &c.Proposals[i], int64(0)
		for wait := range p.Wait + 1 {
			hours := int64(0)
			for _, e := range p.hours {
				if e.Skill == skill && e.At+choose.Quarter(wait) == at {
					hours += e.Hours
				}
			}
			most = max(most, hours)
		}
		sum += most
	}
	return sum
}

// moreHours reads what a person said of skills: pairs of number:hours with a space behind
// each, in hours a quarter. Hundredths of an hour by skill.
func moreHours(text string) map[string]int64 {
	more := map[string]int64{}
	for _, pair := range strings.Fields(text) {
		number, hours, _ := strings.Cut(pair, ":")
		if n, err := strconv.ParseInt(hours, 10, 32); err == nil {
			more[number] = n * 100
		}
	}
	return more
}

// said writes an amount of a limit: 12,000 EUR, or 40 hours.
func (c *Choice) said(l *choose.Limit, amount int64) string {
	if l.Of == choose.Hours {
		return fmt.Sprintf("%d hours", (amount+99)/100)
	}
	return record.Money{Minor: amount, Currency: c.Currency}.Text()
}

// rooms are what the budgets leave, for those who may see that.
func rooms(s *record.Snapshot, q Question) []finance.Room {
	if !q.Budgets {
		return nil
	}
	list := finance.RoomsFrom(s, q.Today)
	if len(list) > 0 && cmp.Or(list[0].Year.Currency, q.Currency) != q.Currency {
		return nil
	}
	return list[:min(len(list), MostYears)]
}
