package continuity

import (
	"fmt"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Past is the estate as it was before, and what has been changed since. It comes from
// the journal, which an answer cannot read: whoever asks for signals finds it and has
// it remembered.
type Past struct {
	Before  *record.Snapshot // nil where too much was changed to be undone
	Changes []Change         // the newest first
}

// Change is an entry of the journal about something in the estate.
type Change struct {
	Record record.AnyRef
	At     record.Instant
	By     string // who, as the reader may know it
	Op     record.Operation
	Fields []record.Change // that the reader may see
}

// freshDays is for how long something counts as new.
const freshDays = 7

// PastSince is the day to whose beginning the past goes back.
func PastSince(today record.Date) record.Date { return today.AddDays(-freshDays) }

// PastTypes lists the types from which the estate is read.
func PastTypes() []string {
	return []string{"service", "asset", "product", "dependency", "location", "site", "vendor", "contract", "person", "team", "skill", "skill_rating"}
}

// Remembered reports whether the past of a snapshot is known.
func Remembered(s *record.Snapshot, since record.Date) bool {
	_, ok := recallPast(s, since)
	return ok
}

// Remember keeps the past of a snapshot until something in the estate changes. It must
// hold no more than whoever sees all of PastTypes in the snapshot may see.
func Remember(s *record.Snapshot, since record.Date, p Past) {
	var types []*record.Type
	for _, name := range PastTypes() {
		types = append(types, s.Dictionary().Type(name))
	}
	record.Keep(s, "continuity.past", since, p, types...)
}

func recallPast(s *record.Snapshot, since record.Date) (Past, bool) {
	return record.Recall[Past](s, "continuity.past", since)
}

// text says what was changed, when and by whom.
func (c *Change) text(in *signal.Inquiry) string {
	who := ""
	if c.By != "" {
		who = " by " + c.By
	}
	return fmt.Sprintf("%s on %s%s", signal.Capital(c.what(in.Dictionary().Type(c.Record.Type))), in.Day(c.At).Format(in.Locale), who)
}

// mostFields is how many fields of one change are told.
const mostFields = 3

func (c *Change) what(t *record.Type) string {
	switch c.Op {
	case record.Created:
		return "added"
	case record.Removed:
		return "removed for good"
	}
	var parts []string
	for _, f := range c.Fields {
		parts = append(parts, fieldText(t, f))
	}
	if len(parts) == 0 {
		return "changed"
	}
	return signal.List(parts, mostFields)
}

// fieldText says from what to what a field was changed, where that is a plain value.
func fieldText(t *record.Type, c record.Change) string {
	if archived, ok := c.After.(bool); ok && c.Field == "archived" {
		if archived {
			return "archived"
		}
		return "taken back from the archive"
	}
	title := c.Field
	if f := t.Field(c.Field); f != nil {
		title = strings.ToLower(f.Title)
	}
	before, after := plain(c.Before), plain(c.After)
	if before == "" || after == "" {
		return title + " changed"
	}
	return fmt.Sprintf("%s changed from %s to %s", title, before, after)
}

// plain writes a short value; empty for what is longer or points to a record.
func plain(v any) string {
	const longest = 40
	switch v := v.(type) {
	case nil:
		return "nothing"
	case string:
		if _, err := record.ParseID(v); err != nil && len(v) <= longest {
			return strings.ReplaceAll(v, "_", " ")
		}
	case float64, bool:
		return fmt.Sprint(v)
	}
	return ""
}

// behind are the changes by which a thing has come to stop what it stops. Of all that
// goes down with it, those things count whose needs are not what they were: their own
// changes, those of what they need more or less, and those of what says so.
func (v *Survey) behind(t *Threat, then *Estate, s *record.Snapshot, p Past) (found []*Change) {
	e, graph := v.Estate, v.Estate.running
	if t.Effect == Holds {
		graph = e.mending
	}
	part := map[record.ID]bool{}
	for at := range e.down(graph, []string{t.Thing(e).name()}) {
		id := e.Things[at].Ref.ID
		moved := different(needsOf(e, e.Find(id)), needsOf(then, then.Find(id)))
		if len(moved) == 0 && then.Find(id) != nil {
			continue
		}
		part[id] = true
		for _, other := range moved {
			part[other] = true
		}
		for _, view := range []*record.Snapshot{s, p.Before} {
			sayWhatNeeds(view, id, part)
		}
	}
	for i := range p.Changes {
		if part[p.Changes[i].Record.ID] {
			found = append(found, &p.Changes[i])
		}
	}
	return found
}

// sayWhatNeeds marks the records that say what a thing needs and who can bring it back.
func sayWhatNeeds(s *record.Snapshot, id record.ID, part map[record.ID]bool) {
	for d := range record.Referring[catalog.Dependency](s, id, "dependent") {
		part[d.ID] = true
	}
	for skill := range record.Referring[catalog.Skill](s, id, "services") {
		part[skill.ID] = true
		for rating := range record.Referring[catalog.SkillRating](s, skill.ID, "skill") {
			part[rating.ID] = true
		}
	}
}

// needsOf is what a thing needs: of each thing in which groups, how many of those must
// work, and of how many. Empty where there is no such thing.
func needsOf(e *Estate, t *Thing) map[record.ID]string {
	needs := map[record.ID]string{}
	if t == nil {
		return needs
	}
	for _, groups := range [][]Group{t.Needs, t.Support} {
		for _, g := range groups {
			for _, at := range g.Of {
				needs[e.Things[at].Ref.ID] += fmt.Sprint(g.How, g.Name, g.Min, len(g.Of), " ")
			}
		}
	}
	return needs
}

// different lists what differs in two lists of needs.
func different(a, b map[record.ID]string) (ids []record.ID) {
	for id, how := range a {
		if b[id] != how {
			ids = append(ids, id)
		}
	}
	for id := range b {
		if a[id] == "" {
			ids = append(ids, id)
		}
	}
	return ids
}
