package recovery

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/record"
)

// call is a vendor whom a plan calls, with the people there in the order of
// escalation.
type call struct {
	vendor   *catalog.Vendor
	contract *catalog.Contract
	contacts []*catalog.Contact
}

// callsOf lists the vendors of the contracts and parts that a plan names, each
// contract once. Contacts that the visitor may not see are not there.
func callsOf(s *record.Snapshot, plan *catalog.RecoveryPlan) []call {
	var all []call
	for i := range plan.Steps {
		c := record.Get(s, plan.Steps[i].Contract)
		vendor := record.Ref[catalog.Vendor]{}
		if c != nil {
			vendor = c.Vendor
		} else if part := record.Get(s, plan.Steps[i].Spare); part != nil {
			vendor = part.Vendor
		}
		v := record.Get(s, vendor)
		if v == nil || slices.ContainsFunc(all, func(other call) bool { return other.vendor == v && other.contract == c }) {
			continue
		}
		all = append(all, call{v, c, contactsOf(s, v)})
	}
	return all
}

func contactsOf(s *record.Snapshot, v *catalog.Vendor) []*catalog.Contact {
	list := slices.DeleteFunc(slices.Collect(record.Referring[catalog.Contact](s, v.ID, "vendor")), func(c *catalog.Contact) bool { return c.Archived || c.Phone == "" })
	level := func(c *catalog.Contact) int64 {
		if !c.Level.Known() {
			return math.MaxInt64
		}
		return c.Level.N()
	}
	slices.SortStableFunc(list, func(a, b *catalog.Contact) int { return cmp.Compare(level(a), level(b)) })
	return list
}

// numbers are whom to call first, and within what time they begin.
func (c call) numbers() string {
	var parts []string
	if len(c.contacts) > 0 {
		parts = append(parts, c.contacts[0].Phone)
	} else {
		parts = append(parts, "no number recorded")
	}
	if c.contract != nil && c.contract.Response.Known() {
		parts = append(parts, "within "+recovery.Span(c.contract.Response.Hours()))
	}
	return strings.Join(parts, ", ")
}
