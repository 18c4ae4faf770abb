package estate

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// batch is how many records are saved in one transaction, as a large import does.
const batch = 1000

// maker draws the estate and saves it.
type maker struct {
	text
	size    Size
	today   time.Time
	clock   time.Time // of the records; it goes from the founding to today
	clerk   *desk.Clerk
	report  func(string)
	waiting []*desk.Change
	entries int // saved so far
	busy    record.AnyRef

	departments, teams, sites, locations []record.ID
	people, vendors, products, services  []record.ID
	assets, contracts                    []record.ID
}

// founding is how long before today the first records were made.
const founding = 4 * 365 * 24 * time.Hour

func newMaker(size Size, today time.Time) *maker {
	random := rand.New(rand.NewPCG(2026, 11))
	return &maker{text: newText(random), size: size, today: today, clock: today.Add(-founding)}
}

// now is the clock of the desk while the estate is made.
func (m *maker) now() time.Time { return m.clock }

// sit lets the maker work at a desk.
func (m *maker) sit(d *desk.Desk) { m.clerk = d.For(access.Program()) }

// id is a UUIDv7 of the maker's clock and chance.
func (m *maker) id() record.ID {
	var id record.ID
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(m.clock.UnixMilli()))
	copy(id[:6], ms[2:])
	binary.BigEndian.PutUint16(id[6:], uint16(m.random.Uint32()))
	binary.BigEndian.PutUint64(id[8:], m.random.Uint64())
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}

// add queues a new record and gives its ID.
func (m *maker) add(ctx context.Context, r record.Record) (record.ID, error) {
	h := r.Head()
	h.ID = m.id()
	h.Source, h.ExternalID = "estate", h.ID.String()[14:]
	return h.ID, m.put(ctx, r, "Imported from the estate")
}

// put queues a record to be saved, new or changed.
func (m *maker) put(ctx context.Context, r record.Record, note string) error {
	t := m.clerk.Desk().Dictionary().TypeOf(r)
	m.waiting = append(m.waiting, &desk.Change{Type: t, Record: r, Imported: true, Note: note})
	m.clock = m.clock.Add(20 * time.Millisecond)
	if len(m.waiting) < batch {
		return nil
	}
	return m.flush(ctx)
}

// flush saves what is queued. Nothing of it may be refused.
func (m *maker) flush(ctx context.Context) error {
	problems, err := m.clerk.SaveGood(ctx, nil, m.waiting...)
	if err != nil {
		return err
	}
	for i, problem := range problems {
		if problem != nil {
			return fmt.Errorf("%s: %w", m.waiting[i].Type.Name, problem)
		}
	}
	m.entries += len(m.waiting)
	m.waiting = m.waiting[:0]
	return nil
}

// each makes n records of a type and returns their IDs.
func (m *maker) each(ctx context.Context, n int, draw func(i int) record.Record) ([]record.ID, error) {
	ids := make([]record.ID, n)
	for i := range ids {
		var err error
		if ids[i], err = m.add(ctx, draw(i)); err != nil {
			return nil, err
		}
	}
	return ids, m.flush(ctx)
}

// some chooses a record, the first of a list far more often than the last. It
// gives none when there are none yet.
func (m *maker) some(ids []record.ID) record.ID {
	if len(ids) == 0 {
		return record.ID{}
	}
	u := m.random.Float64()
	return ids[int(u*u*float64(len(ids)))]
}

// any chooses a record, each as often as any other.
func (m *maker) any(ids []record.ID) record.ID {
	if len(ids) == 0 {
		return record.ID{}
	}
	return ids[m.random.IntN(len(ids))]
}

// chance is true in so many of a hundred cases.
func (m *maker) chance(percent int) bool { return m.random.IntN(100) < percent }

// day is a day so far from today, between two bounds.
func (m *maker) day(from, to int) record.Date {
	return record.DateOf(m.today).AddDays(from + m.random.IntN(to-from))
}

func (m *maker) euros(most int) record.Money {
	u := m.random.Float64()
	return record.Money{Minor: int64(u*u*u*float64(most)) * 100, Currency: "EUR"}
}
