package briefing_test

import (
	"time"

	"fairlead/internal/insight/briefing"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

var (
	today = record.Day(2026, 11, 21)
	now   = record.At(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
)

func question() briefing.Question {
	return briefing.Question{Question: signal.Question{Now: now, Locale: record.International()}, Currency: "EUR"}
}

func eur(major int64) record.Money { return record.Money{Minor: major * 100, Currency: "EUR"} }
