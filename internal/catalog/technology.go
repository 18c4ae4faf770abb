package catalog

import (
	"cmp"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Technology is an entry of our technology radar: something that we build with,
// run or try, and what we think of it. The form is that of the Thoughtworks
// radar (quadrants and rings), with one ring more for what is to go.
type Technology struct {
	record.Header
	Name        string                 `record:"required,label" alias:"blip|technology"`
	Quadrant    Quadrant               `record:"required,index"`
	Ring        Ring                   `record:"required,index"`
	Movement    Movement               `record:"index" alias:"status" help:"Since the last edition of the radar; what the moves say counts more"`
	Reason      record.Markdown        `record:"search" help:"Why it stands in this ring" alias:"description"`
	Purpose     string                 `record:"search,index" help:"What it is for, in a word or two: entries of one purpose may do the same" alias:"used for"`
	Owner       record.Ref[Person]     `help:"Who keeps this entry true"`
	ReviewedOn  record.Date            `record:"index" alias:"last reviewed"`
	ReviewEvery record.Int             `record:"min=1,max=60" unit:"months" help:"How often to look at it again; twelve months where nothing is said"`
	Family      string                 `record:"search,index" help:"Every product of this family belongs to it, as the products name it"`
	Products    record.Refs[Product]   `help:"Products that belong to it beside those of the family"`
	Services    record.Refs[Service]   `help:"Services built with it, beside those that stand on assets with its products"`
	Contracts   record.Refs[Contract]  `help:"What we pay for it"`
	Instead     record.Ref[Technology] `help:"What to use in its place"`
	Moves       record.Rows[Move]      `help:"Each time it was put into a ring"`
}

// Move is an entry being put into a ring.
type Move struct {
	On     record.Date `record:"required"`
	Ring   Ring        `record:"required"`
	Reason string
}

// Quadrant is what kind of thing an entry is.
type Quadrant string

// Options lists the quadrants.
func (Quadrant) Options() []record.Option {
	return []record.Option{
		{Name: "techniques", Title: "Techniques"},
		{Name: "platforms", Title: "Platforms"},
		{Name: "tools", Title: "Tools"},
		{Name: "languages_frameworks", Title: "Languages & frameworks"},
	}
}

// Ring is what we think of an entry.
type Ring string

// Options lists the rings, from the middle outwards.
func (Ring) Options() []record.Option {
	return []record.Option{
		{Name: "adopt", Title: "Adopt", Tone: record.Good},
		{Name: "trial", Title: "Trial"},
		{Name: "assess", Title: "Assess"},
		{Name: "hold", Title: "Hold", Tone: record.Warn},
		{Name: "retire", Title: "Retire", Tone: record.Bad},
	}
}

// Movement is how an entry came to its ring.
type Movement string

// Options lists the movements.
func (Movement) Options() []record.Option {
	return []record.Option{
		{Name: "new", Title: "New"},
		{Name: "in", Title: "Moved in"},
		{Name: "out", Title: "Moved out"},
		{Name: "none", Title: "Not moved"},
	}
}

// usualReview is how often an entry is looked at where it does not say.
const usualReview = 12

// ReviewDue is the day on which the entry should be looked at again; unknown
// when it was never reviewed.
func (t *Technology) ReviewDue() record.Date {
	months := usualReview
	if t.ReviewEvery.Known() {
		months = int(t.ReviewEvery.N())
	}
	return t.ReviewedOn.AddMonths(months)
}

func sortMoves(t *Technology) {
	slices.SortStableFunc(t.Moves, func(a, b Move) int { return cmp.Compare(a.On.Text(), b.On.Text()) })
}

func checkTechnology(t *Technology, problems *fault.List) {
	for i := 1; i < len(t.Moves); i++ {
		if t.Moves[i].On.Known() && t.Moves[i].On == t.Moves[i-1].On {
			problems.Add("moves", "Two moves are on the same day; keep the one that held.")
		}
	}
	if t.Instead.Known() && t.Instead.ID == t.ID {
		problems.Add("instead", "It cannot be used in its own place; name another entry.")
	}
}

func technology() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Technology]{
		Module: "technology", Name: "technology", Plural: "technologies", Prefix: "TEC", Icon: "map",
		Help:   "An entry of the technology radar: what we think of something that we build with, run or try.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			Imported: "on_radar",
			States: []record.State{
				{Name: "proposed", Title: "Proposed", Tone: record.Warn},
				{Name: "on_radar", Title: "On the radar", Tone: record.Good},
				{Name: "off_radar", Title: "Taken off", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "list", Title: "Put on the radar", From: []string{"proposed"}, To: "on_radar", Roles: leaders, Needs: []string{"reason"}},
				{Name: "remove", Title: "Take off the radar", From: []string{"proposed", "on_radar"}, To: "off_radar", Roles: leaders},
				{Name: "restore", Title: "Put back", From: []string{"off_radar"}, To: "on_radar", Roles: leaders},
			},
		},
		Columns: []string{"name", "quadrant", "ring", "movement", "owner", "reviewed_on", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "radar", Title: "On the radar", Filter: `state = on_radar`, Order: "name"},
			{Name: "mine", Title: "Mine", Filter: `owner = me`, Order: "name"},
			{Name: "leaving", Title: "Hold and retire", Filter: `state = on_radar AND (ring = hold OR ring = retire)`, Order: "name"},
			{Name: "not_reviewed", Title: "Not reviewed for a year", Filter: `state = on_radar AND (reviewed_on < today-1y OR NOT reviewed_on:*)`, Order: "reviewed_on"},
			{Name: "proposed", Title: "Proposed", Filter: `state = proposed`, Order: "name"},
			{Name: "all", Title: "All entries", Order: "name"},
		},
		Normalise: sortMoves,
		Check:     checkTechnology,
	})
}
