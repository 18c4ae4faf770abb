package records

import (
	"slices"
	"strings"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
)

// beginnings fill in how a record of a type begins when somebody adds it here.
var beginnings = map[string]func(*frame.Visit, record.Record){
	"incident":       func(v *frame.Visit, r record.Record) { r.(*catalog.Incident).Opened = record.At(v.Clerk.Desk().Now()) },
	"receipt":        beginReceipt,
	"invoice":        beginInvoice,
	"purchase_order": beginOrder,
	"risk":           beginRisk,
}

// reports are the fields of the form for those who report and do not work on
// what comes of it.
var reports = map[string][]string{
	"incident": {"title", "service", "urgency", "description"},
}

// begun is a new record as the form shows it first: with what holds for its
// type, and the visitor where they would otherwise not see what they added.
func begun(v *frame.Visit, t *record.Type) record.Record {
	r := t.New()
	if begin := beginnings[t.Name]; begin != nil {
		begin(v, r)
	}
	if me := v.Clerk.Principal().Person; !me.IsZero() {
		for _, f := range mine(v, t) {
			if err := f.Value(r).SetJSON(me.String()); err != nil {
				continue // not a field for a person: its rule is for nobody
			}
		}
	}
	return r
}

// mine lists the fields in which the visitor must stand to see a record.
func mine(v *frame.Visit, t *record.Type) []*record.Field {
	grant := access.May(v.Clerk.Principal(), record.Read, t)
	var fields []*record.Field
	for _, where := range grant.Where {
		name, who, ok := strings.Cut(where, " = ")
		if f := t.Field(name); ok && who == "me" && f != nil && !f.System {
			fields = append(fields, f)
		}
	}
	return fields
}

// formFields are the fields that a form shows, in the order of the struct:
// fewer for those who only report.
func formFields(v *frame.Visit, t *record.Type) []*record.Field {
	few, short := reports[t.Name]
	short = short && !v.Clerk.May(record.Update, t)
	return slices.DeleteFunc(ownFirst(v.Clerk.Fields(t)), func(f *record.Field) bool {
		return f.System && f.Name != "tags" || f.Kind.Name == "file" || short && !slices.Contains(few, f.Name)
	})
}
