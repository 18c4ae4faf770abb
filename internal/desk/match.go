package desk

import (
	"context"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Match finds, for records about to be imported, those that they stand for. An
// element is nil where there is none. A record that the principal may not see is
// a match all the same: it must not be made twice.
//
// A probe with an ID stands for the record with that ID, else for the one with
// its source and external ID. Without an ID, the keys of the type are tried too,
// in their order, unless Distinct tells the two apart.
func (c *Clerk) Match(ctx context.Context, t *record.Type, probes []record.Record) (found []record.Record, err error) {
	err = c.desk.store.View(ctx, func(r *store.Reader) error {
		found, err = c.MatchIn(ctx, r, t, probes)
		return err
	})
	return found, err
}

// MatchIn is Match within a transaction, for a Plan.
func (c *Clerk) MatchIn(ctx context.Context, r *store.Reader, t *record.Type, probes []record.Record) ([]record.Record, error) {
	out := make([]record.Record, len(probes))
	if err := matchIDs(ctx, r, t, probes, out); err != nil {
		return nil, err
	}
	if err := matchExternal(ctx, r, t, probes, out); err != nil {
		return nil, err
	}
	for key := range t.Keys {
		if err := matchKey(ctx, r, t, key, probes, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func matchIDs(ctx context.Context, r *store.Reader, t *record.Type, probes, out []record.Record) error {
	var ids []record.ID
	for _, probe := range probes {
		if id := probe.Head().ID; !id.IsZero() {
			ids = append(ids, id)
		}
	}
	found, err := r.GetMany(ctx, t, ids)
	for i, probe := range probes {
		if rec := found[probe.Head().ID]; rec != nil {
			out[i] = rec
		}
	}
	return err
}

func matchExternal(ctx context.Context, r *store.Reader, t *record.Type, probes, out []record.Record) error {
	bySource := map[string][]string{}
	for i, probe := range probes {
		if h := probe.Head(); out[i] == nil && h.ExternalID != "" {
			bySource[h.Source] = append(bySource[h.Source], h.ExternalID)
		}
	}
	for source, names := range bySource {
		found, err := r.ByExternal(ctx, t, source, names)
		if err != nil {
			return err
		}
		for i, probe := range probes {
			if h := probe.Head(); out[i] == nil && h.Source == source && found[h.ExternalID] != nil {
				out[i] = found[h.ExternalID]
			}
		}
	}
	return nil
}

func matchKey(ctx context.Context, r *store.Reader, t *record.Type, key int, probes, out []record.Record) error {
	var asked []int
	var wanted []record.Record
	for i, probe := range probes {
		if out[i] == nil && probe.Head().ID.IsZero() {
			asked, wanted = append(asked, i), append(wanted, probe)
		}
	}
	found, err := r.ByKey(ctx, t, keyFields(t, key), wanted)
	for j, rec := range found {
		if !Distinct(t, key, rec, wanted[j]) {
			out[asked[j]] = rec
		}
	}
	return err
}

func keyFields(t *record.Type, key int) []*record.Field {
	fields := make([]*record.Field, len(t.Keys[key]))
	for i, name := range t.Keys[key] {
		fields[i] = t.Field(name)
	}
	return fields
}

// Distinct reports whether two records that agree in one key of their type, by
// its index, are two all the same: their source calls them by different names,
// or a key that goes before it differs and both fill it.
func Distinct(t *record.Type, key int, a, b record.Record) bool {
	x, y := a.Head(), b.Head()
	if x.ExternalID != "" && y.ExternalID != "" && x.Source == y.Source && x.ExternalID != y.ExternalID {
		return true
	}
	for before := range key {
		if differ(keyFields(t, before), a, b) {
			return true
		}
	}
	return false
}

// differ is false where one of the fields is unknown in one of the records.
func differ(fields []*record.Field, a, b record.Record) bool {
	different := false
	for _, f := range fields {
		x, y := f.Value(a), f.Value(b)
		if !x.Known() || !y.Known() {
			return false
		}
		different = different || x.Compare(y) != 0
	}
	return different
}
