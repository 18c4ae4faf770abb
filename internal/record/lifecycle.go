package record

import "slices"

// Tone is how a state reads at a glance.
type Tone string

// The tones. Neutral is the zero value.
const (
	Neutral Tone = ""
	Good    Tone = "good"
	Warn    Tone = "warn"
	Bad     Tone = "bad"
)

// Lifecycle is the states of a type and the ways between them. The zero value
// is a type without states.
type Lifecycle struct {
	States      []State // the first is where a new record starts
	Imported    string  // the state of a record that comes from a file without one; default: the first
	Transitions []Transition
}

// State is one stage in the life of a record.
type State struct {
	Name, Title string
	Tone        Tone
	// Closed states are the end of a record's work. Records of a type that grows
	// without bound leave the snapshot when they reach one.
	Closed bool
	Aside  bool // not a step on the way (rejected, on hold): left out of the progress line
	// Fixed are fields that stay as they are, once known, while a record is in the
	// state and in the step that leads out of it: what was agreed to.
	Fixed []string
	// Kept says that records in the state may be kept elsewhere too: a file brings
	// what is fixed up to date, unless somebody gave consent to it here, or it would
	// now need a consent that it did not need.
	Kept bool
}

// Transition is a way from some states to another.
type Transition struct {
	Name, Title string
	From        []string // empty: from any other state
	To          string
	// Roles that may do it, on top of permission to update; empty: whoever may update.
	Roles []Role
	// Needs are fields that must be known.
	Needs []string
	// Stamps are instant or date fields set to the moment of the transition.
	Stamps []string
	// Approval, when present, must be given before the transition happens.
	Approval *Approval
	// Follow, when present, gives what changes with the transition in the same
	// write: copies of records of the snapshot, and new ones that have an ID and no
	// version. It may fill in r. Whoever may do the transition may do what follows.
	// An error refuses the transition; it is shown to people. A state that comes
	// from a file has no followers.
	Follow func(s *Snapshot, at Moment, r Record) ([]Record, error)
}

// Moment is when a step is taken, and what money is told in where it is.
type Moment struct {
	Now      Instant
	Currency string // the organisation's own, in which limits are told
}

// Today is the day of the moment, in UTC.
func (m Moment) Today() Date { return DateOf(m.Now.Time().UTC()) }

// Approval says whose consent a transition needs. The first step whose Over is
// exceeded, from the highest down, applies; a step without Over applies always.
type Approval struct {
	Amount string // the money field that decides, "" when there is none
	Steps  []ApprovalStep
}

// ApprovalStep asks Quorum people of any of the roles to agree.
type ApprovalStep struct {
	Over   int64 // applies when the amount, in whole units of the organisation's currency, is greater; unknown amounts take the highest step
	Roles  []Role
	Quorum int // zero means one
}

// State finds a state by name.
func (l *Lifecycle) State(name string) (State, bool) {
	i := slices.IndexFunc(l.States, func(s State) bool { return s.Name == name })
	if i < 0 {
		return State{}, false
	}
	return l.States[i], true
}

// Initial is the state of a new record; empty without states.
func (l *Lifecycle) Initial() string {
	if len(l.States) == 0 {
		return ""
	}
	return l.States[0].Name
}

// From lists the transitions that start in a state.
func (l *Lifecycle) From(state string) []Transition {
	var out []Transition
	for _, t := range l.Transitions {
		if t.To != state && (len(t.From) == 0 || slices.Contains(t.From, state)) {
			out = append(out, t)
		}
	}
	return out
}

// Transition finds a transition by name.
func (l *Lifecycle) Transition(name string) (Transition, bool) {
	i := slices.IndexFunc(l.Transitions, func(t Transition) bool { return t.Name == name })
	if i < 0 {
		return Transition{}, false
	}
	return l.Transitions[i], true
}

// IsClosed reports whether a state ends the record's work.
func (l *Lifecycle) IsClosed(state string) bool {
	s, ok := l.State(state)
	return ok && s.Closed
}

// Step chooses the approval step for an amount in the organisation's currency.
func (a *Approval) Step(amount Money) ApprovalStep {
	best := -1
	for i, s := range a.Steps {
		applies := !amount.Known() || s.Over == 0 || amount.Exceeds(s.Over)
		if applies && (best < 0 || s.Over > a.Steps[best].Over) {
			best = i
		}
	}
	if best < 0 {
		return ApprovalStep{}
	}
	return a.Steps[best]
}
