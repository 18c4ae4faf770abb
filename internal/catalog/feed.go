package catalog

import "fairlead/internal/record"

// Feed is a source of news on the web, in RSS or Atom, whose entries are read
// into trends.
type Feed struct {
	record.Header
	Name       string                 `record:"required,label" alias:"title"`
	Address    record.Link            `record:"required" help:"The address of the RSS or Atom file, beginning with https:// or http://" alias:"url|xml url|feed url"`
	Technology record.Ref[Technology] `help:"The entry of the radar that its news bear on"`
	Owner      record.Ref[Person]     `help:"Who looks through what it brings"`
	Words      string                 `record:"search" help:"Only entries with one of these words are taken, separated by commas; all when left empty"`
	EveryHours record.Int             `record:"min=1,max=720" unit:"hours" help:"How often it is read; once a day when left empty"`
	ReadAt     record.Instant         `record:"system,index" title:"Last read"`
	Problem    string                 `record:"system,search" help:"Why the last reading failed; empty when it did not"`
	Found      record.Int             `record:"system" title:"New trends, last time"`
}

// usualHours is how often a feed is read that does not say.
const usualHours = 24

// ReadsEvery is how many hours lie between two readings.
func (f *Feed) ReadsEvery() int {
	if f.EveryHours.Known() {
		return int(f.EveryHours.N())
	}
	return usualHours
}

func feed() record.Declaration {
	return record.Declare(record.Spec[Feed]{
		Module: "technology", Name: "feed", Prefix: "FEE", Icon: "link",
		Help:   "A source of news in RSS or Atom whose entries are read into trends.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "read", Title: "Being read", Tone: record.Good},
				{Name: "paused", Title: "Paused", Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "pause", Title: "Pause", From: []string{"read"}, To: "paused"},
				{Name: "resume", Title: "Read again", From: []string{"paused"}, To: "read"},
			},
		},
		Columns: []string{"name", "address", "technology", "owner", "read_at", "problem", "state"},
		Keys:    [][]string{{"address"}, {"name"}},
		Views: []record.View{
			{Name: "read", Title: "Being read", Filter: `state = read`, Order: "name"},
			{Name: "failing", Title: "Failing", Filter: `state = read AND problem:*`, Order: "name"},
			{Name: "all", Title: "All feeds", Order: "name"},
		},
	})
}
