package desk

import (
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// typesWithCustomFields joins each type with the fields that were defined for
// it at run time.
func typesWithCustomFields(s *record.Snapshot) map[string]*record.Type {
	custom := map[string][]*record.Field{}
	for c := range record.Each[catalog.CustomField](s) {
		if c.Archived {
			continue
		}
		t := s.Dictionary().Type(c.On)
		if f := customField(c); f != nil && t != nil && !isTaken(t, custom[t.Name], f.Name) {
			custom[t.Name] = append(custom[t.Name], f)
		}
	}
	types := map[string]*record.Type{}
	for _, t := range s.Dictionary().Types() {
		extended := t
		if fields := custom[t.Name]; len(fields) > 0 {
			extended = t.WithFields(fields)
		}
		types[t.Name], types[t.Plural] = extended, extended
	}
	return types
}

// reservedNames are what records carry under a name that is no field of theirs.
var reservedNames = []string{"id", "created_by", "updated_by", "custom", "me", "today"}

// isTaken reports whether a type has a field of that name already, of its own
// or among those defined at run time.
func isTaken(t *record.Type, custom []*record.Field, name string) bool {
	return t.Field(name) != nil || slices.Contains(reservedNames, name) ||
		slices.ContainsFunc(custom, func(f *record.Field) bool { return f.Name == name })
}

// checkCustomField adds what is wrong with the definition of a field beside the
// other fields that there are.
func (c *Clerk) checkCustomField(ch *Change, problems *fault.List) {
	def, ok := ch.Record.(*catalog.CustomField)
	if !ok || def.On == "" || def.Archived {
		return
	}
	s := c.desk.snapshot()
	t := s.Dictionary().Type(def.On)
	if t == nil {
		problems.Add("on", "There is no record type %.60q; write it as in the addresses of its pages.", def.On)
		return
	}
	var others []*record.Field
	for other := range record.Each[catalog.CustomField](s) {
		if other.ID != def.ID && !other.Archived && s.Dictionary().Type(other.On) == t {
			others = append(others, &record.Field{Name: other.Name})
		}
	}
	if isTaken(t, others, def.Name) {
		problems.Add("name", "%s have a field %.60q already; choose another name.", t.Titles, def.Name)
	}
}

func customField(c *catalog.CustomField) *record.Field {
	kind := record.KindNamed(c.Type)
	if kind == nil {
		return nil
	}
	return &record.Field{
		Name: c.Name, Title: c.Title, Help: c.Help, Unit: c.Unit,
		Kind: kind, Required: c.Required, Custom: true,
	}
}
