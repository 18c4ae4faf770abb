package importer

import (
	"slices"
	"strings"

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
//
// Two records are the same when they agree in one of them, unless a stronger one
// tells them apart: both have it, and it differs. The ID tells nothing apart, as
// every stored record has one.
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

// apart reports whether something stronger than the identity at a place tells
// two records apart.
func apart(a, b []string, place int) bool {
	for i := byExternal; i < place; i++ {
		if a[i] != "" && b[i] != "" && a[i] != b[i] && (i != byExternal || sourceOf(a) == sourceOf(b)) {
			return true
		}
	}
	return false
}

func sourceOf(identities []string) string {
	source, _, _ := strings.Cut(identities[byExternal], "\x00")
	return source
}

// identity is one of the identities of a record.
type identity struct {
	place int
	text  string
}

// sieve tells which rows may stand for the same record as a row before them.
type sieve map[identity][]int

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
