package record

import "time"

// Locale is how a reader writes dates, numbers and money.
type Locale struct {
	Date    string         // layout of package time, for dates
	Decimal string         // decimal mark
	Group   string         // between thousands
	Zone    *time.Location // for instants
}

// International is the locale for readers who chose none: 21 Nov 2026, 1,234.5, UTC.
func International() Locale {
	return Locale{Date: "2 Jan 2006", Decimal: ".", Group: ",", Zone: time.UTC}
}
