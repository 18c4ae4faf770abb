package importer

import (
	"cmp"
	"slices"

	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// ghosts are the records as a dry run would have left them.
type ghosts struct {
	typ     *record.Type // of the rows
	made    map[record.ID]bool
	numbers map[record.ID]int64         // in place of those that they would have got
	records map[record.ID]record.Record // of the type
	found   map[identity][]record.ID    // records that have, or had, an identity
	labels  map[string]record.ID
}

func newGhosts(t *record.Type) *ghosts {
	return &ghosts{
		typ: t, made: map[record.ID]bool{}, numbers: map[record.ID]int64{}, records: map[record.ID]record.Record{},
		found: map[identity][]record.ID{}, labels: map[string]record.ID{},
	}
}

// assumed are the records that are taken to exist.
func (g *ghosts) assumed() map[record.ID]bool {
	if g == nil {
		return nil
	}
	return g.made
}

// firstGhost is a number above those of all stored records.
const firstGhost = 1 << 62

// order tells which of two records comes first by its number.
func (g *ghosts) order(a, b record.Record) int {
	return cmp.Compare(g.number(a), g.number(b))
}

func (g *ghosts) number(r record.Record) int64 {
	if h := r.Head(); h.Number > 0 {
		return h.Number
	}
	return g.numbers[r.Head().ID]
}

// add keeps what a change that was checked would have left.
func (g *ghosts) add(ch *desk.Change) {
	effect, id := ch.Effect(), ch.Record.Head().ID
	if effect == desk.Nothing {
		return
	}
	if effect == desk.Creates {
		g.made[id], g.numbers[id] = true, firstGhost+int64(len(g.numbers))
	}
	if ch.Type.Name != g.typ.Name {
		return
	}
	g.records[id] = ch.Record
	for i, text := range identities(g.typ, ch.Record) {
		key := identity{i, text}
		if text != "" && !slices.Contains(g.found[key], id) {
			g.found[key] = append(g.found[key], id)
		}
	}
	if label := g.typ.Label(ch.Record); g.labels[label].IsZero() {
		g.labels[label] = id
	}
}

// among puts ghosts in the place of stored records, and adds the others that
// have an identity, all in the order of their making.
func (g *ghosts) among(stored []record.Record, key identity) []record.Record {
	var out []record.Record
	for _, rec := range stored {
		if g.records[rec.Head().ID] == nil {
			out = append(out, rec)
		}
	}
	for _, id := range g.found[key] {
		out = append(out, g.records[id])
	}
	slices.SortStableFunc(out, g.order)
	return out
}

// find looks for a record of the type by what a file may call it.
func (g *ghosts) find(source, text string) (record.ID, bool) {
	for _, id := range g.found[identity{byExternal, source + "\x00" + text}] {
		return id, true
	}
	if id, err := record.ParseID(text); err == nil && g.records[id] != nil {
		return id, true
	}
	id, ok := g.labels[text]
	return id, ok
}
