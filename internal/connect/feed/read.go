package feed

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
)

// Kind is the kind of the job that reads the feeds that are due.
const Kind = "feed.read"

// Source gives the file at an address, as fetch.Client does.
type Source interface {
	Get(ctx context.Context, address string) ([]byte, error)
}

// Serve has a queue read feeds: each hour those that are due. It is called before
// the queue is started.
func Serve(q *jobs.Queue, d *desk.Desk, from Source) {
	q.Handle(Kind, func(ctx context.Context, run *jobs.Run) error {
		found, err := Read(ctx, d, from, func(done, all int) error {
			return run.Progress(ctx, int64(done), int64(all), "feeds")
		})
		if err != nil {
			return err
		}
		return run.Result(found)
	})
	q.Every(Kind, time.Hour, Kind, nil)
}

// Found is what a reading brought.
type Found struct {
	Feeds  int `json:"feeds"`
	Failed int `json:"failed"`
	Trends int `json:"trends"` // new ones
}

// Read reads the feeds that are due into trends. A feed that fails keeps its
// problem, for people to see, and holds up no other.
func Read(ctx context.Context, d *desk.Desk, from Source, progress func(done, all int) error) (Found, error) {
	clerk := d.For(access.Program())
	s, err := clerk.Snapshot()
	if err != nil {
		return Found{}, err
	}
	var due []*catalog.Feed
	for f := range record.Each[catalog.Feed](s) {
		next := f.ReadAt.Time().Add(time.Duration(f.ReadsEvery()) * time.Hour)
		if !f.Archived && f.State == "read" && (!f.ReadAt.Known() || !d.Now().Before(next)) {
			due = append(due, f)
		}
	}
	var sum Found
	for i, f := range due {
		r := reading{d: d, clerk: clerk, s: s, feed: f}
		n, err := r.run(ctx, from)
		if ctx.Err() != nil {
			return sum, ctx.Err()
		}
		if err != nil {
			sum.Failed++
		}
		sum.Feeds, sum.Trends = sum.Feeds+1, sum.Trends+n
		if err := r.keep(ctx, n, err); err != nil {
			return sum, err
		}
		if err := progress(i+1, len(due)); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// reading is one feed being read.
type reading struct {
	d     *desk.Desk
	clerk *desk.Clerk
	s     *record.Snapshot
	feed  *catalog.Feed
}

// source is the system to which the external IDs of the trends belong.
func (r *reading) source() string {
	return "feed:" + r.s.Dictionary().TypeOf(r.feed).Number(r.feed.Number)
}

// run saves the entries that are not there yet as trends, and says how many.
func (r *reading) run(ctx context.Context, from Source) (int, error) {
	content, err := from.Get(ctx, string(r.feed.Address))
	if err != nil {
		return 0, err
	}
	entries, err := Parse(content)
	if err != nil {
		return 0, err
	}
	known := map[string]bool{}
	for t := range record.Each[catalog.Trend](r.s) {
		if t.Source == r.source() {
			known[t.ExternalID] = true
		}
	}
	var changes []*desk.Change
	for _, e := range entries {
		if !known[e.Key] && r.wanted(e) {
			changes = append(changes, &desk.Change{Type: record.TypeFor[catalog.Trend](r.s), Record: r.trend(e), Note: "Read from " + r.feed.Name, Imported: true})
		}
	}
	saved := 0
	problems, err := r.clerk.SaveGood(ctx, nil, changes...)
	if err != nil {
		return 0, err
	}
	for _, problem := range problems {
		if problem == nil {
			saved++
		}
	}
	if saved < len(problems) {
		return saved, fault.New(fault.Invalid, "%d of %d new entries could not be kept.", len(problems)-saved, len(problems))
	}
	return saved, nil
}

// wanted reports whether an entry has one of the words of the feed.
func (r *reading) wanted(e Entry) bool {
	all := true
	text := strings.ToLower(e.Title + " " + e.Summary)
	for word := range strings.SplitSeq(r.feed.Words, ",") {
		if word = strings.ToLower(strings.TrimSpace(word)); word != "" {
			if strings.Contains(text, word) {
				return true
			}
			all = false
		}
	}
	return all
}

func (r *reading) trend(e Entry) *catalog.Trend {
	t := &catalog.Trend{
		Name: e.Title, Summary: record.Markdown(escape(e.Summary)), Link: record.Link(e.Link), NoticedOn: e.On,
		Technology: r.feed.Technology, Feed: record.To[catalog.Feed](r.feed.ID), Owner: r.feed.Owner,
	}
	if !t.NoticedOn.Known() {
		t.NoticedOn = r.d.Today()
	}
	t.State, t.Source, t.ExternalID = "noticed", r.source(), e.Key
	return t
}

// escape keeps the words of others from being taken for Markdown.
func escape(text string) string {
	var b strings.Builder
	for _, c := range text {
		if strings.ContainsRune("\\`*_{}[]<>()#+-!|~", c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// keep writes down how the reading went. Somebody who changed the feed in the
// meantime comes first: then it is read again.
func (r *reading) keep(ctx context.Context, found int, problem error) error {
	t := r.s.Dictionary().TypeOf(r.feed)
	f := t.Clone(r.feed).(*catalog.Feed)
	f.ReadAt, f.Found, f.Problem = record.At(r.d.Now()), record.Whole(int64(found)), ""
	if problem != nil {
		f.Problem = fault.Public(problem)
	}
	err := r.clerk.Save(ctx, &desk.Change{Type: t, Record: f, Note: "Read", Imported: true})
	if fault.KindOf(err) == fault.Conflict {
		return nil
	}
	if err != nil {
		return fmt.Errorf("feed %d: %w", r.feed.Number, err)
	}
	return nil
}
