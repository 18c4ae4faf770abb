package desk

import (
	"context"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// GetMany reads records by their IDs or short numbers, in a number of queries
// that does not depend on how many there are. Keys of records that are not
// there, or may not be seen, are left out of the answer.
func (c *Clerk) GetMany(ctx context.Context, t *record.Type, keys []string) (map[string]record.Record, error) {
	out := make(map[string]record.Record, len(keys))
	err := c.desk.store.View(ctx, func(r *store.Reader) error {
		var ids []record.ID
		var numbers []int64
		for _, key := range keys {
			if id, ok := parseID(key); ok {
				ids = append(ids, id)
			} else if n, ok := t.ParseNumber(key); ok {
				numbers = append(numbers, n)
			}
		}
		byID, err := r.GetMany(ctx, t, ids)
		if err != nil {
			return err
		}
		byNumber, err := numbered(ctx, r, t, numbers)
		if err != nil {
			return err
		}
		visible, err := c.visible(ctx, r, t, byID, byNumber)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if rec := storedAs(t, key, byID, byNumber); rec != nil && visible[rec.Head().ID] != nil {
				out[key] = visible[rec.Head().ID]
			}
		}
		return nil
	})
	return out, err
}

func storedAs(t *record.Type, key string, byID map[record.ID]record.Record, byNumber map[int64]record.Record) record.Record {
	if id, ok := parseID(key); ok {
		return byID[id]
	}
	n, _ := t.ParseNumber(key)
	return byNumber[n]
}

// visible gives those of some records that the principal may see, masked.
func (c *Clerk) visible(ctx context.Context, r *store.Reader, t *record.Type, byID map[record.ID]record.Record, byNumber map[int64]record.Record) (map[record.ID]record.Record, error) {
	var all []record.Record
	for _, rec := range byID {
		all = append(all, rec)
	}
	for _, rec := range byNumber {
		all = append(all, rec)
	}
	seen, err := c.see(ctx, r, t, all)
	if err != nil {
		return nil, err
	}
	out := make(map[record.ID]record.Record, len(seen))
	for _, rec := range seen {
		out[rec.Head().ID] = rec
	}
	return out, nil
}

// parseID reads the ID of a record. The ID of none is not one.
func parseID(text string) (record.ID, bool) {
	id, err := record.ParseID(text)
	return id, err == nil && !id.IsZero()
}

// few is how many numbers are looked up one by one: that costs less than a
// statement about several.
const few = 8

// numbered reads records by their short numbers, in a number of queries that is
// bounded.
func numbered(ctx context.Context, r *store.Reader, t *record.Type, numbers []int64) (map[int64]record.Record, error) {
	out := make(map[int64]record.Record, len(numbers))
	if len(numbers) <= few {
		for _, n := range numbers {
			rec, err := r.ByNumber(ctx, t, n)
			if err != nil && fault.KindOf(err) != fault.NotFound {
				return nil, err
			}
			if rec != nil {
				out[n] = rec
			}
		}
		return out, nil
	}
	probes := make([]record.Record, len(numbers))
	for i, n := range numbers {
		probes[i] = t.New()
		probes[i].Head().Number = n
	}
	found, err := r.ByKey(ctx, t, []*record.Field{t.Field("number")}, probes)
	for _, rec := range found {
		out[rec.Head().Number] = rec
	}
	return out, err
}
