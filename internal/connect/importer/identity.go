package importer

import (
	"slices"
	"strings"

	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// The places of what a record is recognised by, the strongest first; the keys of
// its type follow.
const (
	byID = iota
	byExternal
	byKeys
)

// identities lists what a record is recognised by; what it does not have is empty.
func identities(t *record.Type, rec record.Record) []string {
	h := rec.Head()
	out := make([]string, byKeys+len(t.Keys))
	out[byID] = h.ID.String()
	if h.ExternalID != "" {
		out[byExternal] = h.Source + "\x00" + h.ExternalID
	}
	for i, key := range t.Keys {
		out[byKeys+i] = keyText(t, key, rec)
	}
	return out
}

func keyText(t *record.Type, key []string, rec record.Record) string {
	parts := make([]string, len(key))
	for i, name := range key {
		v := t.Field(name).Value(rec)
		if !v.Known() {
			return ""
		}
		parts[i] = v.Text()
	}
	return strings.Join(parts, "\x00")
}

// asked are the identities by which a row finds its record: one with an ID is
// not recognised by keys.
func asked(identities []string) []string {
	if identities[byID] != "" {
		return identities[:byKeys]
	}
	return identities
}

// sieve tells which rows may stand for the same record as a row before them, by
// the rule of desk.Clerk.Match.
type sieve map[identity][]int

type identity struct {
	place int
	text  string
}

// holds reports whether one of the records added so far may be the same one.
func (s sieve) holds(rec record.Record, t *record.Type) bool {
	all := identities(t, rec)
	known := mask(all)
	for i, text := range asked(all) {
		stronger := (1<<i - 1) &^ (1 << byID)
		if text != "" && slices.ContainsFunc(s[identity{i, text}], func(other int) bool { return other&known&stronger == 0 }) {
			return true
		}
	}
	return false
}

func (s sieve) add(rec record.Record, t *record.Type) {
	all := identities(t, rec)
	known := mask(all)
	for i, text := range all {
		key := identity{i, text}
		if text != "" && !slices.Contains(s[key], known) {
			s[key] = append(s[key], known)
		}
	}
}

// mask has a bit for each identity that is there: two records that agree in one
// and both have a stronger one are told apart by that, or agree in it too.
func mask(identities []string) (m int) {
	for i, text := range identities {
		if text != "" {
			m |= 1 << i
		}
	}
	return m
}

// ghosts are the records as a dry run would have left them.
type ghosts struct {
	typ     *record.Type // of the rows
	made    map[record.ID]bool
	records map[record.ID]record.Record // of the type
	found   map[identity][]record.ID
	labels  map[string]record.ID
}

func newGhosts(t *record.Type) *ghosts {
	return &ghosts{
		typ: t, made: map[record.ID]bool{}, records: map[record.ID]record.Record{},
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

// add keeps what a change that was checked would have left.
func (g *ghosts) add(ch *desk.Change) {
	effect, id := ch.Effect(), ch.Record.Head().ID
	if effect == desk.Nothing {
		return
	}
	if effect == desk.Creates {
		g.made[id] = true
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

// match corrects what was found in the database for a row by what the dry run
// would have left there.
func (g *ghosts) match(row, stored record.Record) record.Record {
	all := identities(g.typ, row)
	if stored != nil {
		if ghost := g.records[stored.Head().ID]; ghost != nil {
			stored = ghost
		}
	}
	for i, text := range asked(all) {
		if text == "" {
			continue
		}
		if stored != nil && identities(g.typ, stored)[i] == text {
			return stored
		}
		for _, id := range g.found[identity{i, text}] {
			ghost := g.records[id]
			if identities(g.typ, ghost)[i] == text && (i < byKeys || !desk.Distinct(g.typ, i-byKeys, ghost, row)) {
				return ghost
			}
		}
	}
	return nil
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
