package reliability

// Tree is a fault tree: gates over basic events and house events. Names are
// unique over all gates, basic events and house events together. A gate that is
// used in several places is a transfer: it is written once and referred to by
// its name wherever it is needed.
type Tree struct {
	Name        string
	Label       string  // what it is about, for people
	Top         string  // the gate to analyse; empty: the one gate that no other uses
	MissionTime float64 // hours; what the expression MissionTime stands for
	Gates       []Gate
	Events      []Event
	Houses      []House
	Parameters  []Parameter
	Groups      []CommonCause
}

// Gate is an event that a formula over other events brings about.
type Gate struct {
	Name    string
	Label   string
	Formula Formula
}

// Event is a basic event: something that fails by itself.
type Event struct {
	Name   string
	Label  string
	Figure *Expr // the probability that it has failed; nil where that is not known
}

// House is an event that is switched on or off for an analysis.
type House struct {
	Name  string
	Label string
	On    bool
}

// Parameter is a number that several events share. Where it is uncertain, one
// value is drawn for all of them together, because they do not vary apart
// (Apostolakis and Kaplan, "Pitfalls in risk calculations", 1981).
type Parameter struct {
	Name  string
	Label string
	Unit  string // for people; nothing is converted
	Value Expr
}

// Op says how a formula combines its arguments.
type Op uint8

// The operators of a formula.
const (
	OpName    Op = iota // the event, house event or gate of that name
	OpAnd               // all of the arguments; without arguments, always
	OpOr                // any of the arguments; without arguments, never
	OpNot               // not its one argument
	OpXor               // an odd number of the arguments
	OpAtLeast           // at least Min of the arguments
)

// Formula is a Boolean expression over names.
type Formula struct {
	Op   Op
	Min  int    // of OpAtLeast
	Name string // of OpName
	Args []Formula
}

// Name refers to a gate, a basic event or a house event.
func Name(name string) Formula { return Formula{Op: OpName, Name: name} }

// Names refers to several.
func Names(names ...string) []Formula {
	all := make([]Formula, len(names))
	for i, n := range names {
		all[i] = Name(n)
	}
	return all
}

// And happens when all arguments happen.
func And(args ...Formula) Formula { return Formula{Op: OpAnd, Args: args} }

// Or happens when any argument happens.
func Or(args ...Formula) Formula { return Formula{Op: OpOr, Args: args} }

// Not happens when its argument does not.
func Not(arg Formula) Formula { return Formula{Op: OpNot, Args: []Formula{arg}} }

// Xor happens when an odd number of the arguments happen.
func Xor(args ...Formula) Formula { return Formula{Op: OpXor, Args: args} }

// AtLeast happens when at least k of the arguments happen.
func AtLeast(k int, args ...Formula) Formula { return Formula{Op: OpAtLeast, Min: k, Args: args} }
