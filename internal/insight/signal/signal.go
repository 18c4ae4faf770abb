// Package signal is the form in which every module says that something needs
// somebody: what, why, what is at stake, by when, and what can be done next.
//
// It is the ground of its floor: modules stand on it and not on each other. It
// also holds what they share to say whom something touches (Upward) and to put
// it into words.
package signal

import (
	"slices"
	"strings"
	"time"

	"fairlead/internal/record"
)

// Signal is one thing that needs somebody.
type Signal struct {
	// Key is the rule and the records that the signal is about. It stays the
	// same from day to day: choices about a signal are kept by it.
	Key    string
	Module string
	Title  string // a sentence: what
	Why    string // sentences: why it matters
	// Subject is the record to open first.
	Subject record.AnyRef
	// Concerns is the record on which the stake hangs, where that is not the
	// subject: of a decision, the contract that it is about. Sums count the
	// stake of a record once.
	Concerns record.AnyRef
	Evidence []Evidence
	More     int // records beyond those listed as evidence
	Severity Severity
	Stake    record.Money // unknown when it cannot be computed
	// StakeBasis says how the stake was computed and what was assumed, or why
	// it is unknown.
	StakeBasis string
	Due        record.Date // the last day to act; unknown if there is none
	Acts       []Act       // what can be done, the most useful first
}

// Root is the record on which the stake hangs.
func (s *Signal) Root() record.AnyRef {
	if s.Concerns.IsZero() {
		return s.Subject
	}
	return s.Concerns
}

// Evidence is a record on which a signal rests, and what it shows.
type Evidence struct {
	Ref  record.AnyRef
	Text string
}

// MostEvidence is how many records of one kind a signal lists.
const MostEvidence = 20

// Severity is how much depends on it beside the money. It says with what a
// signal whose stake is unknown is weighed.
type Severity int

// The severities: nothing known, an important service, a critical one.
const (
	Low Severity = iota
	Medium
	High
)

// Act is something that can be done about a signal.
type Act struct {
	Label string
	Kind  ActKind
	Ref   record.AnyRef // the record to open, or the one that the new record is about
	Title string        // proposed for the new record
}

// ActKind is what an act begins.
type ActKind string

// The kinds of acts.
const (
	Open   ActKind = "open"     // look at a record
	Decide ActKind = "decision" // open a decision about a record
	Assign ActKind = "action"   // give somebody something to do about a record
	Renew  ActKind = "renewal"  // look at all that is known of a contract that may be renewed
)

// Question is what every rule needs to know beside the records.
type Question struct {
	Now    record.Instant // must be known; rounded as far as is good enough, so that answers can be kept
	Locale record.Locale  // of the texts; its zone says which day it is
}

// Today is the day in the reader's zone.
func (q Question) Today() record.Date { return q.Day(q.Now) }

// Day is the day of a moment in the reader's zone; unknown when the moment is.
func (q Question) Day(at record.Instant) record.Date {
	zone := q.Locale.Zone
	if zone == nil {
		zone = time.UTC
	}
	return at.Date(zone)
}

// Inquiry is a question put to a rule.
type Inquiry struct {
	*record.Snapshot
	Question
}

// Upward is the way up the dependencies.
func (i *Inquiry) Upward() *Upward { return UpwardOf(i.Snapshot) }

// Rule finds signals of one kind.
type Rule struct {
	Name string // module.kind; no two are the same
	// Find depends on the records and the question alone.
	Find func(*Inquiry) []Signal
}

// Ask collects what some rules find. What a rule found is kept until a type that
// it read changes.
func Ask(s *record.Snapshot, q Question, rules ...Rule) []Signal {
	found := make([][]Signal, len(rules))
	for i, rule := range rules {
		found[i] = record.Answer(s, "rule "+rule.Name, q, func(s *record.Snapshot, q Question) []Signal {
			return rule.Find(&Inquiry{s, q})
		})
	}
	return slices.Concat(found...)
}

// Key names a signal by its rule and the records that it is about.
func Key(rule string, ids ...record.ID) string {
	var b strings.Builder
	b.WriteString(rule)
	for _, id := range ids {
		b.WriteByte(':')
		b.WriteString(id.String())
	}
	return b.String()
}

// To refers to a record.
func To(s *record.Snapshot, r record.Record) record.AnyRef {
	return record.AnyRef{Type: s.Dictionary().TypeOf(r).Name, ID: r.Head().ID}
}

// Label is the name of the record that a reference points to; empty when the
// snapshot does not hold it.
func Label(s *record.Snapshot, ref record.AnyRef) string {
	t := s.Dictionary().Type(ref.Type)
	if t == nil {
		return ""
	}
	r := s.Find(t, ref.ID)
	if r == nil {
		return ""
	}
	return t.Label(r)
}

// RuleOf is the rule in a key.
func RuleOf(key string) string {
	rule, _, _ := strings.Cut(key, ":")
	return rule
}

// Last compares for sorting: of two, the one for which something holds comes last.
func Last(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
