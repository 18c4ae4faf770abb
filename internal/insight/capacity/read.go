package capacity

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/licence"
	"fairlead/internal/record"
)

// What the program reads by itself is known by its source and external ID, whatever
// name and owner people give it. Its origin says the same in words.
const (
	source       = "fairlead"
	ofLicences   = "licences/"
	ofTeam       = "incidents/"
	fromLicences = "Read from: licences of "
	fromTeam     = "Read from: incidents of "
)

// readAs marks a measure as read by the program.
func readAs(m *catalog.CapacityMeasure, key string) *catalog.CapacityMeasure {
	m.Source, m.ExternalID = source, key
	return m
}

// Key is by which what the program reads is found again: "" for a measure that
// people read. The first time, one whose origin people wrote in the program's words
// is taken over, with its readings.
func Key(m *catalog.CapacityMeasure) string {
	if m.Source != source {
		return ""
	}
	return m.ExternalID
}

// Reader says where the figures of a measure that the program reads come from, and
// what its limit is; "" for one that people read.
func (o *Outlook) Reader() string {
	switch {
	case o.licences():
		return "how many are in use, as counted; the limit is what the rights in force allow"
	case o.Arrives():
		return "incidents opened, the mean of four weeks; the limit is the most that the team resolved in four weeks of the last year"
	}
	return ""
}

// Whose names what the program reads: the licences, or the team.
func (o *Outlook) Whose() string {
	return strings.TrimPrefix(strings.TrimPrefix(o.Measure.Origin, fromLicences), fromTeam)
}

// licences reports whether a measure is read from licences.
func (o *Outlook) licences() bool { return strings.HasPrefix(Key(o.Measure), ofLicences) }

// Arrives reports whether a measure counts what comes in, and not what is in use.
func (o *Outlook) Arrives() bool { return strings.HasPrefix(Key(o.Measure), ofTeam) }

// Licence is a measure of licences as read on a day. Right is the one right whose
// count it is; nil where it is of several, or of assets.
type Licence struct {
	Measure *catalog.CapacityMeasure
	Right   *catalog.LicenceEntitlement
}

// Add adds a reading of another day.
func (l Licence) Add(r catalog.Reading) {
	if m := l.Measure; !slices.ContainsFunc(m.Readings, func(n catalog.Reading) bool { return n.On == r.On }) {
		m.Readings = append(m.Readings, r)
	}
}

// Licences are the measures of the licences whose use is known on a day, each with
// the one reading that is: of the day of the count, or of today for what is counted
// from the assets.
func Licences(s *record.Snapshot, today record.Date) []Licence {
	var out []Licence
	for _, p := range licence.Positions(s, today, record.International()) {
		if p.Entitled <= 0 || !p.Short.Known() {
			continue
		}
		l, every := Licence{}, record.Int{} // people count now and then, the program each week
		if len(p.Rights) == 1 {
			l.Right = p.Rights[0]
		}
		reading := catalog.Reading{On: p.UsedOn, Value: record.NewDecimal(p.Used.N() * 1_000_000)}
		if p.Installed.Known() && (p.Metric == "device" || p.Metric == "installation") {
			l.Right, every = nil, record.Whole(7)
			reading = catalog.Reading{On: today, Value: record.NewDecimal(p.Installed.N() * 1_000_000)}
		}
		if !reading.On.Known() {
			reading.On = today
		}
		l.Measure = readAs(&catalog.CapacityMeasure{
			Name: "Licences of " + p.Name, Kind: "licence", Unit: "licences", Limit: record.NewDecimal(p.Entitled * 1_000_000),
			EveryDays: every, Origin: fromLicences + p.Name, Readings: record.Rows[catalog.Reading]{reading},
		}, ofLicences+whose(p))
		out = append(out, l)
	}
	return out
}

// whose tells the licences of a position from all others.
func whose(p licence.Position) string {
	of := p.Name
	if p.Product != nil {
		of = p.Product.ID.String()
	}
	return of + "/" + string(p.Metric)
}

// Kept is a measure as it is stored, with what the program read: readings of other
// days stay unless the whole history was read. What people say of it stays.
func Kept(stored, read *catalog.CapacityMeasure, whole bool) *catalog.CapacityMeasure {
	m := *stored
	readAs(&m, read.ExternalID)
	m.Limit, m.Unit, m.Origin, m.Readings = read.Limit, read.Unit, read.Origin, slices.Clone(read.Readings)
	if !whole {
		for _, r := range stored.Readings {
			if !slices.ContainsFunc(read.Readings, func(n catalog.Reading) bool { return n.On == r.On }) {
				m.Readings = append(m.Readings, r)
			}
		}
	}
	slices.SortFunc(m.Readings, func(a, b catalog.Reading) int { return b.On.DaysUntil(a.On) })
	m.Readings = m.Readings[max(0, len(m.Readings)-mostReadings):]
	return &m
}

// mostReadings is how many readings are kept of what the program reads: ten years
// of weeks.
const mostReadings = 520

// block is over how many days incidents are counted, and blocks how many of these.
const (
	block     = 28
	blocks    = 39 // three years
	lastYear  = 13
	fewPerDay = 1.0 / 7 // fewer a day than this say little about a load
)

// Arrivals counts the incidents of each team that came in and that were resolved,
// by four weeks.
type Arrivals struct {
	s     *record.Snapshot
	since record.Date
	of    map[record.ID]*[2][blocks]int64 // opened, resolved
}

// NewArrivals begins to count up to the last four weeks that are over by a day. They
// end on the same Sundays whenever they are counted.
func NewArrivals(s *record.Snapshot, today record.Date) *Arrivals {
	monday := record.Day(1970, 1, 5)
	over := monday.DaysUntil(today) / block
	return &Arrivals{s: s, since: monday.AddDays((over - blocks) * block), of: map[record.ID]*[2][blocks]int64{}}
}

// Since is the day from which incidents count.
func (a *Arrivals) Since() record.Date { return a.since }

// Add counts one incident.
func (a *Arrivals) Add(i *catalog.Incident) {
	if !i.Team.Known() || i.State == "cancelled" {
		return
	}
	n := a.of[i.Team.ID]
	if n == nil {
		n = &[2][blocks]int64{}
		a.of[i.Team.ID] = n
	}
	for k, at := range []record.Instant{i.Opened, i.Resolved} {
		if !at.Known() {
			continue
		}
		if days := a.since.DaysUntil(at.Date(time.UTC)); days >= 0 && days < block*blocks {
			n[k][days/block]++
		}
	}
}

// Measures are those of the teams of which enough was counted, by name: what comes
// in a week beside the most that was resolved.
func (a *Arrivals) Measures() []*catalog.CapacityMeasure {
	var out []*catalog.CapacityMeasure
	for id, n := range a.of {
		team := record.Get(a.s, record.To[catalog.Team](id))
		first := slices.IndexFunc(n[0][:], func(v int64) bool { return v > 0 })
		most, year := slices.Max(n[1][blocks-lastYear:]), int64(0)
		for _, v := range n[0][blocks-lastYear:] {
			year += v
		}
		if team == nil || team.Archived || first < 0 || most == 0 || float64(year) < fewPerDay*block*lastYear {
			continue
		}
		m := readAs(&catalog.CapacityMeasure{
			Name: "Incidents of " + team.Name, Kind: "people", Unit: "incidents a week", Limit: perWeek(most),
			EveryDays: record.Whole(block), Origin: fromTeam + team.Name,
		}, ofTeam+team.ID.String())
		for b := first + 1; b < blocks; b++ { // the first four weeks may not be whole
			m.Readings = append(m.Readings, catalog.Reading{On: a.since.AddDays((b+1)*block - 1), Value: perWeek(n[0][b])})
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b *catalog.CapacityMeasure) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// perWeek is the mean a week of a count of four.
func perWeek(n int64) record.Decimal { return record.NewDecimal(n * 250_000) }
