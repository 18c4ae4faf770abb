package catalog

import (
	"slices"

	"fairlead/internal/record"
)

// Reading is a figure as it was on a day.
type Reading struct {
	On    record.Date    `record:"required"`
	Value record.Decimal `record:"required"`
	Note  string
}

// lastReading is the newest of readings in order; nil before the first.
func lastReading(readings record.Rows[Reading]) *Reading {
	if len(readings) == 0 {
		return nil
	}
	return &readings[len(readings)-1]
}

// usualDays lie between readings where nobody has said how many.
const usualDays = 31

func readEvery(days record.Int) int {
	if days.Known() {
		return int(days.N())
	}
	return usualDays
}

// sortReadings puts readings in the order of their days.
func sortReadings(readings record.Rows[Reading]) {
	slices.SortStableFunc(readings, func(a, b Reading) int { return b.On.DaysUntil(a.On) })
}
