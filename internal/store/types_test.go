package store_test

import (
	"testing"

	"fairlead/internal/record"
)

// The record types of the tests: every kind of field, references in a circle,
// and a type that grows.

type site struct {
	record.Header
	Name string             `record:"required,label"`
	Main record.Ref[device] // closes a circle with device.Site
}

type grade string

func (grade) Options() []record.Option {
	return []record.Option{{Name: "low", Title: "Low"}, {Name: "mid", Title: "Middle"}, {Name: "high", Title: "High"}}
}

type step struct {
	Title string `record:"required"`
	Cost  record.Money
}

type device struct {
	record.Header
	Name     string `record:"required,label"`
	Serial   string `record:"unique"`
	Model    string `record:"search,index"`
	Site     record.Ref[site]
	Parts    record.Refs[device]
	Stands   record.Refs[site]
	About    record.AnyRef
	Notes    record.Markdown `record:"search"`
	Home     record.Link
	Grade    grade `record:"index"`
	Critical bool  `record:"index"`
	Ports    int64
	Rack     record.Int     `record:"index"`
	Weight   record.Decimal `record:"index"`
	Share    record.Percent
	Price    record.Money
	Bought   record.Date     `record:"index"`
	Checked  record.Instant  `record:"index"`
	Warranty record.Duration `record:"index"`
	Life     record.Estimate
	Manual   record.File
	Steps    record.Rows[step]
}

type ticket struct {
	record.Header
	Subject  string          `record:"required,label"`
	Body     record.Markdown `record:"search"`
	Device   record.Ref[device]
	Opened   record.Instant `record:"index"`
	Closed   record.Instant `record:"index"`
	Effort   record.Duration
	Priority grade `record:"index"`
}

// sparePart has a name of two words and hardly more.
type sparePart struct {
	record.Header
	Name string `record:"required,label"`
}

func everybody() record.Access {
	return record.Access{record.Director: {{May: record.All}}}
}

func declarations() []record.Declaration {
	return []record.Declaration{
		record.Declare(record.Spec[site]{
			Module: "test", Name: "site", Prefix: "SIT", Help: "A place.", Access: everybody(),
		}),
		record.Declare(record.Spec[device]{
			Module: "test", Name: "device", Prefix: "DEV", Help: "A thing.", Access: everybody(),
			Keys: [][]string{{"serial"}, {"site", "name"}},
			Lifecycle: record.Lifecycle{
				States:      []record.State{{Name: "planned"}, {Name: "running"}, {Name: "retired", Closed: true}},
				Transitions: []record.Transition{{Name: "start", To: "running"}, {Name: "retire", To: "retired"}},
			},
		}),
		record.Declare(record.Spec[sparePart]{
			Module: "test", Name: "spare_part", Prefix: "SPA", Help: "A spare.", Access: everybody(),
		}),
		record.Declare(record.Spec[ticket]{
			Module: "test", Name: "ticket", Prefix: "TIC", Help: "A request.", Access: everybody(), Grows: true,
			Lifecycle: record.Lifecycle{
				States:      []record.State{{Name: "open"}, {Name: "waiting"}, {Name: "closed", Closed: true}},
				Transitions: []record.Transition{{Name: "wait", To: "waiting"}, {Name: "close", To: "closed"}},
			},
			Series: []record.Series{
				{Name: "opened", On: "opened"},
				{Name: "closed", On: "closed", By: "device", Sum: "effort"},
			},
		}),
	}
}

func dictionary(t testing.TB) *record.Dictionary {
	t.Helper()
	d, err := record.NewDictionary(declarations()...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
