package portfolio

import (
	"fmt"

	"fairlead/engine/choose"
	"fairlead/internal/insight/finance"
	"fairlead/internal/record"
)

// Calendar counts quarters from the first day of the fiscal year of today. Without
// fiscal years those of the calendar hold.
type Calendar struct {
	first record.Date
	next  int // the first quarter that has not begun
	rooms []finance.Room
}

// origin is the year of the engine in which the first fiscal year lies: it counts
// whole years only.
const origin = 1000

func calendarOf(today record.Date, rooms []finance.Room) Calendar {
	c := Calendar{first: record.Day(today.Year(), 1, 1)}
	for i, r := range rooms {
		if len(r.Year.Months()) != 12 {
			rooms = rooms[:i]
			break
		}
	}
	if len(rooms) > 0 {
		c.first = rooms[0].Year.Starts
	}
	c.rooms = rooms
	c.next = c.quarter(today) + 1
	return c
}

// quarter is the quarter of a day, counted from zero; below zero before the first.
func (c *Calendar) quarter(day record.Date) int {
	months := (day.Year()-c.first.Year())*12 + int(day.Time().Month()) - int(c.first.Time().Month())
	if months < 0 {
		return -1
	}
	return months / 3
}

// at is a quarter as the engine counts it.
func (c *Calendar) at(quarter int) choose.Quarter {
	return choose.QuarterOf(origin+quarter/4, quarter%4+1)
}

// Name says a quarter: the second of FY 2027.
func (c *Calendar) Name(quarter int) string {
	return fmt.Sprintf("Q%d %s", quarter%4+1, c.Year(quarter/4))
}

// Year names a fiscal year, counted from zero; one that is not recorded by the
// year in which it begins.
func (c *Calendar) Year(year int) string {
	if year < len(c.rooms) {
		return c.rooms[year].Year.Name
	}
	return fmt.Sprint(c.first.AddMonths(12 * year).Year())
}

// currencyOf is that of the fiscal year of a day; empty where there is none.
func currencyOf(s *record.Snapshot, today record.Date) string {
	if year := finance.YearOf(s, today); year != nil {
		return year.Currency
	}
	return ""
}
