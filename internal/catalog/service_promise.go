package catalog

import "fairlead/internal/record"

// ServiceLevel is a level that a vendor promised for each calendar month, and what
// it credits for a month below it.
type ServiceLevel struct {
	Measure LevelMeasure   `record:"required"`
	Target  record.Percent `record:"required,min=0,max=100" help:"At least this much in a calendar month"`
	Credit  record.Percent `record:"min=0,max=100" help:"Of the month's fee, for a month below the target"`
}

// LevelMeasure is what a promised level is measured by.
type LevelMeasure string

// The measures.
const (
	TargetsKept  LevelMeasure = "targets_kept"
	Availability LevelMeasure = "availability"
)

// Options lists the measures.
func (LevelMeasure) Options() []record.Option {
	return []record.Option{
		{Name: string(TargetsKept), Title: "Incidents that kept their targets"},
		{Name: string(Availability), Title: "Availability"},
	}
}

// CreditClaim says that the credit of a month was asked for.
type CreditClaim struct {
	Month     record.Date  `record:"required" help:"Any day of the month that was missed"`
	ClaimedOn record.Date  `help:"When it was asked for"`
	Amount    record.Money `help:"How much was asked for"`
}
