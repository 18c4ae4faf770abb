package estate

import (
	"context"
	"fmt"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// years lets the time from the founding to today pass: incidents come and go,
// and records are changed until the journal is as long as it should be.
func (m *maker) years(ctx context.Context) error {
	rounds := max(m.size.Incidents/batch, 1)
	step := m.today.Sub(m.clock) / time.Duration(rounds+1)
	begun := m.clock
	for round := range rounds {
		m.clock = begun.Add(time.Duration(round+1) * step)
		if err := m.incidents(ctx, min(batch, m.size.Incidents), round == rounds-1, m.stillOpen(round, rounds)); err != nil {
			return err
		}
		if err := m.edits(ctx, m.spare(round, rounds)); err != nil {
			return err
		}
		if round%20 == 19 {
			m.report(fmt.Sprintf("%d journal entries", m.entries))
		}
	}
	return m.busyRecord(ctx)
}

// stillOpen is how many of a hundred incidents of a round are open today: nearly
// all of those that are are of the last rounds.
func (m *maker) stillOpen(round, rounds int) int {
	young := max(rounds/8, 1)
	share := 100 * m.size.Open / max(m.size.Incidents, 1) // of all
	if round >= rounds-young {
		return min(100, share*rounds*95/100/young)
	}
	return share * 5 / 100
}

// spare is how many changes of other records belong to a round, so that the
// rounds to come just fill the journal.
func (m *maker) spare(round, rounds int) int {
	ahead := (rounds - round - 1) * batch * 265 / 100 // made, handed on, closed
	return max(m.size.Entries-m.entries-ahead, 0) / (rounds - round)
}

// incidents makes a round of them, and what happened to them since.
func (m *maker) incidents(ctx context.Context, n int, last bool, openPercent int) error {
	made := make([]*catalog.Incident, n)
	for i := range made {
		made[i] = m.incident()
		if _, err := m.add(ctx, made[i]); err != nil {
			return err
		}
	}
	if err := m.flush(ctx); err != nil {
		return err
	}
	for _, in := range made {
		if m.chance(75) {
			in.State, in.Team = pick(m.text, []string{"assigned", "active", "active", "waiting"}), record.To[catalog.Team](m.some(m.teams))
			in.Assignee = record.To[catalog.Person](m.some(m.people))
			if err := m.put(ctx, in, "Start work"); err != nil {
				return err
			}
		}
	}
	if err := m.flush(ctx); err != nil {
		return err
	}
	if last {
		m.busy = record.AnyRef{Type: "incident", ID: made[0].ID}
	}
	return m.close(ctx, made, openPercent)
}

func (m *maker) incident() *catalog.Incident {
	in := &catalog.Incident{
		Title: m.sentence(5), Service: record.To[catalog.Service](m.some(m.services)), Impact: pick(m.text, []catalog.Level{"high", "medium", "medium", "low", "low", "low"}),
		Urgency: pick(m.text, []catalog.Level{"high", "medium", "medium", "low"}), Category: pick(m.text, []string{"hardware", "software", "network", "access", "other"}),
		Requester: record.To[catalog.Person](m.any(m.people)), Channel: pick(m.text, []catalog.Channel{"phone", "email", "portal", "portal", "monitoring"}),
		Opened: record.At(m.clock), Description: record.Markdown(m.paragraph(40)),
	}
	in.State = "new"
	if m.chance(60) {
		in.Asset = record.To[catalog.Asset](m.any(m.assets))
	}
	if m.chance(30) {
		in.Due = record.At(m.clock.Add(time.Duration(4+m.random.IntN(200)) * time.Hour))
	}
	return in
}

// close ends those that are not open today.
func (m *maker) close(ctx context.Context, made []*catalog.Incident, openPercent int) error {
	for _, in := range made[1:] { // the first stays open, for busyRecord
		if m.chance(openPercent) {
			continue
		}
		lasted := time.Duration(1+m.random.IntN(240)) * time.Hour
		in.State, in.Resolution = "closed", record.Markdown(m.paragraph(12))
		in.Resolved, in.ClosedAt = record.At(in.Opened.Time().Add(lasted)), record.At(in.Opened.Time().Add(lasted+24*time.Hour))
		in.Cause, in.KeptTarget = pick(m.text, []string{"wear", "change", "user", "vendor", "unknown"}), "yes"
		if m.chance(3) {
			in.State, in.Resolved = "cancelled", record.Instant{}
		}
		if err := m.put(ctx, in, "Close"); err != nil {
			return err
		}
	}
	return m.flush(ctx)
}

// edits changes assets and contracts here and there.
func (m *maker) edits(ctx context.Context, n int) error {
	s, err := m.clerk.Snapshot()
	if err != nil {
		return err
	}
	assets, contracts := record.TypeFor[catalog.Asset](s), record.TypeFor[catalog.Contract](s)
	start := m.random.IntN(len(m.assets))
	for i := range min(n, len(m.assets)) { // neighbours, so that none comes twice
		r := assets.Clone(s.Find(assets, m.assets[(start+i)%len(m.assets)]))
		if i < len(m.contracts) && i%5 == 0 {
			r = contracts.Clone(s.Find(contracts, m.contracts[(start+i)%len(m.contracts)]))
		}
		m.change(r)
		if err := m.put(ctx, r, ""); err != nil {
			return err
		}
	}
	return m.flush(ctx)
}

// change makes one of the usual edits.
func (m *maker) change(r record.Record) {
	switch r := r.(type) {
	case *catalog.Asset:
		r.Owner, r.Position = record.To[catalog.Person](m.any(m.people)), fmt.Sprintf("Desk %d", m.random.IntN(10_000))
	case *catalog.Contract:
		r.Owner, r.Paid = record.To[catalog.Person](m.any(m.people)), m.euros(100_000)
	}
}

// busyRecord gives one open incident a long history and many comments.
func (m *maker) busyRecord(ctx context.Context) error {
	t := m.clerk.Desk().Dictionary().Type("incident")
	for range m.size.BusyHistory {
		r, err := m.clerk.Get(ctx, t, m.busy.ID.String())
		if err != nil {
			return err
		}
		in := t.Clone(r).(*catalog.Incident)
		in.Description = record.Markdown(m.paragraph(40))
		if err := m.put(ctx, in, ""); err != nil {
			return err
		}
		if err := m.flush(ctx); err != nil {
			return err
		}
	}
	_, err := m.each(ctx, m.size.BusyComments, func(int) record.Record {
		return &catalog.Comment{Text: record.Markdown(m.sentence(20)), Subject: m.busy}
	})
	return err
}
