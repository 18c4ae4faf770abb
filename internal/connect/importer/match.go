package importer

import (
	"context"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// matcher finds the stored records that rows stand for. A record that the
// principal may not see is a match all the same: it must not be made twice.
type matcher struct {
	typ    *record.Type
	ghosts *ghosts // what a dry run would have saved; nil in a real one
}

// maxCandidates is how many stored records with the same key are compared with a row.
const maxCandidates = 20

// match gives the record that each row stands for, nil where there is none.
func (m matcher) match(ctx context.Context, r *store.Reader, rows []record.Record) ([]record.Record, error) {
	out := make([]record.Record, len(rows))
	for place := range byKeys + len(m.typ.Keys) {
		open, at := m.open(rows, out, place)
		stored, err := m.stored(ctx, r, place, open)
		if err != nil {
			return nil, err
		}
		for i, row := range open {
			out[at[i]] = m.choose(identities(m.typ, row), place, stored[i])
		}
	}
	return out, nil
}

// open are the rows without a match that have the identity at a place, and where
// they stand among all.
func (m matcher) open(rows, found []record.Record, place int) (open []record.Record, at []int) {
	for i, row := range rows {
		if found[i] != nil {
			continue
		}
		if all := asked(identities(m.typ, row)); place < len(all) && all[place] != "" {
			open, at = append(open, row), append(at, i)
		}
	}
	return open, at
}

// stored finds the records in the database that agree with rows in the identity
// at a place, by the index of the row.
func (m matcher) stored(ctx context.Context, r *store.Reader, place int, rows []record.Record) (map[int][]record.Record, error) {
	switch {
	case len(rows) == 0:
		return nil, nil
	case place == byID:
		return m.storedByID(ctx, r, rows)
	case place == byExternal:
		return m.storedByExternal(ctx, r, rows)
	}
	var fields []*record.Field
	for _, name := range m.typ.Keys[place-byKeys] {
		fields = append(fields, m.typ.Field(name))
	}
	return r.ManyByKey(ctx, m.typ, fields, rows, maxCandidates)
}

func (m matcher) storedByID(ctx context.Context, r *store.Reader, rows []record.Record) (map[int][]record.Record, error) {
	ids := make([]record.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.Head().ID
	}
	found, err := r.GetMany(ctx, m.typ, ids)
	out := map[int][]record.Record{}
	for i, id := range ids {
		if rec := found[id]; rec != nil {
			out[i] = []record.Record{rec}
		}
	}
	return out, err
}

func (m matcher) storedByExternal(ctx context.Context, r *store.Reader, rows []record.Record) (map[int][]record.Record, error) {
	bySource := map[string][]string{}
	for _, row := range rows {
		h := row.Head()
		bySource[h.Source] = append(bySource[h.Source], h.ExternalID)
	}
	out := map[int][]record.Record{}
	for source, names := range bySource {
		found, err := r.ByExternal(ctx, m.typ, source, names)
		if err != nil {
			return nil, err
		}
		for i, row := range rows {
			if h := row.Head(); h.Source == source && found[h.ExternalID] != nil {
				out[i] = []record.Record{found[h.ExternalID]}
			}
		}
	}
	return out, nil
}

// choose takes the first candidate that nothing tells apart from the row: those
// in the database, as a dry run would have left them, and those that it would
// have made.
func (m matcher) choose(row []string, place int, stored []record.Record) record.Record {
	if m.ghosts != nil {
		stored = m.ghosts.among(stored, identity{place, row[place]})
	}
	for _, rec := range stored {
		if all := identities(m.typ, rec); all[place] == row[place] && !apart(all, row, place) {
			return rec
		}
	}
	return nil
}
