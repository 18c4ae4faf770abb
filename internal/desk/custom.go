package desk

import (
	"fairlead/internal/catalog"
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
		if f := customField(c); f != nil {
			custom[c.On] = append(custom[c.On], f)
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
