package vendors

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/licence"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// File is what is known of a contract on a day, for the decision what follows it.
type File struct {
	Contract *catalog.Contract
	Vendor   *catalog.Vendor // nil: not in the records
	// By is the last day of notice; the end of the term where that is not known.
	By          record.Date
	NoticeKnown bool
	Stake       record.Money // what one renewal commits us to
	StakeBasis  string
	Spend       []YearSpend
	Services    []*catalog.Service // that the contract serves
	Above       []*catalog.Service // that stand on those
	LossPerHour record.Money       // of all of them, where one has a figure and all are in one currency
	LossUnknown int                // services without a figure
	Incidents   int64              // on the services it serves, over twelve months
	Kept        int64
	Judged      int64
	Licences    []licence.Position // of which the contract gives a right
	Credits     Credits            // for service levels that were missed
	Exit        Exit
	Radar       []*catalog.Technology // entries of the radar that it pays for
	Card        *Scorecard            // nil without a vendor
	Decisions   []*catalog.Decision   // about it, the open ones first, then the latest
	Missing     []string              // what a decision would want and is not recorded
}

// YearSpend is what a contract was to cost in a calendar year, and what the
// ledger says was paid.
type YearSpend struct {
	Year   int
	Plan   record.Money // unknown where the price or the term is
	Actual record.Money // unknown where nothing is booked
}

// Stage is how near the last day of notice is: 90, 60 or 30 for within so many
// days, 0 for not yet near or over.
func (f *File) Stage(today record.Date) int { return stageOf(f.By, today) }

func stageOf(by, today record.Date) int {
	if !by.Known() || by.Before(today) {
		return 0
	}
	for _, stage := range []int{30, 60, 90} {
		if today.DaysUntil(by) <= stage {
			return stage
		}
	}
	return 0
}

// Open is the decision that waits; nil when none does.
func (f *File) Open() *catalog.Decision {
	if len(f.Decisions) > 0 && f.Decisions[0].State == "open" {
		return f.Decisions[0]
	}
	return nil
}

// spendYears is how far back spend is shown.
const spendYears = 4

// FileOf opens the file of a contract.
func FileOf(s *record.Snapshot, c *catalog.Contract, today record.Date, currency string, in record.Locale) *File {
	f := &File{Contract: c, Vendor: record.Get(s, c.Vendor), By: c.Ends}
	if c.NoticeBy.Known() {
		f.By, f.NoticeKnown = c.NoticeBy, true
	}
	f.Stake, f.StakeBasis = Commitment(c, in)
	f.Spend = spendOf(s, c, today)
	for _, ref := range c.Services {
		if service := record.Get(s, ref); service != nil {
			f.Services = append(f.Services, service)
		}
	}
	f.impact(s)
	f.Incidents, f.Kept, f.Judged = troubles(s, f.Services, today)
	for _, p := range licence.Positions(s, today, in) {
		if slices.ContainsFunc(p.Rights, func(l *catalog.LicenceEntitlement) bool { return l.Contract.ID == c.ID }) {
			f.Licences = append(f.Licences, p)
		}
	}
	f.Credits = CreditsOf(s, c, today)
	f.Exit = ExitOf(s, c.Vendor.ID, c.ID, today)
	for t := range record.Referring[catalog.Technology](s, c.ID, "contracts") {
		if !t.Archived && t.State == "on_radar" {
			f.Radar = append(f.Radar, t)
		}
	}
	if f.Vendor != nil {
		card := ScorecardOf(s, f.Vendor, today, currency)
		f.Card = &card
	}
	f.Decisions = decisionsAbout(s, c)
	f.Missing = f.missing()
	return f
}

// impact says who is hit when the contract ends with nothing in its place.
func (f *File) impact(s *record.Snapshot) {
	var from []record.ID
	for _, service := range f.Services {
		from = append(from, service.ID)
	}
	for _, service := range signal.UpwardOf(s).Services(from...) {
		if !slices.Contains(f.Services, service) {
			f.Above = append(f.Above, service)
		}
	}
	var purse signal.Purse
	currency := ""
	for _, service := range slices.Concat(f.Services, f.Above) {
		if !service.LossPerHour.Known() {
			f.LossUnknown++
			continue
		}
		currency = cmp.Or(currency, service.LossPerHour.Currency)
		purse.Add(service.LossPerHour)
	}
	if currency != "" && len(purse.Besides(currency)) == 0 {
		f.LossPerHour = purse.In(currency)
	}
}

// spendOf sets what the years of the present term were to cost beside what was
// paid in them, up to this year.
func spendOf(s *record.Snapshot, c *catalog.Contract, today record.Date) []YearSpend {
	if !c.Starts.Known() || c.Starts.After(today) {
		return nil
	}
	first := max(c.Starts.Year(), today.Year()-spendYears+1)
	term, priced := present(c, today, record.Day(today.Year()+1, 1, 1))
	var years []YearSpend
	for year := first; year <= today.Year(); year++ {
		y := YearSpend{Year: year, Actual: spent(s, c.ID, "contract", record.Day(year, 1, 1), record.Day(year, 12, 31))}
		if priced {
			firm, expected := costIn([]stretch{term}, year)
			y.Plan = signal.Plus(firm, expected)
		}
		years = append(years, y)
	}
	return years
}

func decisionsAbout(s *record.Snapshot, c *catalog.Contract) []*catalog.Decision {
	var list []*catalog.Decision
	for d := range record.Referring[catalog.Decision](s, c.ID, "about") {
		if !d.Archived && d.State != "dropped" {
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b *catalog.Decision) int {
		return cmp.Or(signal.Last(a.State != "open", b.State != "open"), cmp.Compare(b.Number, a.Number))
	})
	return list
}

// missing names what a decision would want and is not recorded.
func (f *File) missing() []string {
	var list []string
	lack := func(lacks bool, what string) {
		if lacks {
			list = append(list, what)
		}
	}
	c := f.Contract
	lack(!c.Owner.Known(), "who owns the contract")
	lack(!c.NoticeBy.Known() && c.AutoRenews, "by when notice must be given")
	lack(!c.Annual.Known() && !c.Value.Known(), "what it costs")
	lack(!slices.ContainsFunc(f.Spend, func(y YearSpend) bool { return y.Actual.Known() }), "what was paid, as the ledger has it")
	lack(len(f.Services) == 0, "which services it serves")
	lack(len(f.Services) > 0 && f.LossUnknown == len(f.Services)+len(f.Above), "what an hour without these services costs")
	lack(len(f.Services) > 0 && f.Judged == 0, "whether service levels were kept")
	lack(f.Exit.Plan == nil, "an alternative, with the time and cost to leave")
	lack(f.Card == nil || f.Card.Last == nil, "a review of the vendor")
	return list
}
