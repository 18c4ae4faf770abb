package importer

import (
	"maps"

	"fairlead/internal/desk"
)

// Progress counts the rows of an import.
type Progress struct {
	Rows      int            `json:"rows"` // read so far, below the header
	Created   int            `json:"created"`
	Updated   int            `json:"updated"`
	Unchanged int            `json:"unchanged"`
	Rejected  int            `json:"rejected"`
	Made      map[string]int `json:"made,omitempty"` // referenced records that were made, by type
	Share     float64        `json:"share"`          // of the file, 0 to 1
}

// State is how far an import has come: what it needs for going on after it was
// stopped.
type State struct {
	Progress Progress `json:"progress"`

	// The file is read in passes. The first takes every row. Rows that name
	// records of their own type which are not there yet, but may stand further
	// down, wait for the next pass.
	Pass    int   `json:"pass"`
	Chosen  []int `json:"chosen,omitempty"`  // rows of the passes after the first, by their place in the file
	Waiting []int `json:"waiting,omitempty"` // rows for the next pass
	Last    bool  `json:"last,omitempty"`    // nothing can be waited for any more

	Row     int   `json:"row"`               // place at which the part under way begins
	Settled []int `json:"settled,omitempty"` // rows of that part that are done
}

// again begins another pass for the rows that wait, if there are any.
func (s *State) again() bool {
	if len(s.Waiting) == 0 {
		return false
	}
	s.Last = s.Pass > 0 && len(s.Waiting) == len(s.Chosen)
	s.Pass, s.Row, s.Settled = s.Pass+1, 0, nil
	s.Chosen, s.Waiting = s.Waiting, nil
	return true
}

// count adds what became of some rows, and the records made for them.
func (p *Progress) count(rows []*item, made []*desk.Change) {
	if len(made) > 0 {
		p.Made = maps.Clone(p.Made)
	}
	for _, ch := range made {
		if p.Made == nil {
			p.Made = map[string]int{}
		}
		p.Made[ch.Type.Name]++
	}
	for _, it := range rows {
		switch {
		case it.err != nil:
			p.Rejected++
		case it.change.Effect() == desk.Creates:
			p.Created++
		case it.change.Effect() == desk.Updates:
			p.Updated++
		default:
			p.Unchanged++
		}
	}
}

// Reject is a row that could not be taken.
type Reject struct {
	Line   int      `json:"line"`
	Cells  []string `json:"cells"`
	Reason string   `json:"reason"`
}

func rejected(rows []*item) []Reject {
	var out []Reject
	for _, it := range rows {
		if it.err != nil {
			out = append(out, Reject{Line: it.row.Line, Cells: it.row.Cells, Reason: reason(it.err)})
		}
	}
	return out
}
