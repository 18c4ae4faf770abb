package catalog

import "fairlead/internal/record"

// FailureHistory is how often the things of one model, of one class, or one thing
// alone have failed, and how long they were down, counted from the incidents. The
// program writes it; people read it, as the evidence of a mean time between failures.
type FailureHistory struct {
	record.Header
	Name      string              `record:"system,label"`
	Asset     record.Ref[Asset]   `record:"system" help:"Where it is of one thing alone, which failed more often than its class explains"`
	Product   record.Ref[Product] `record:"system" title:"Model" help:"Where it is of the things of one model, without those that are counted alone"`
	Class     AssetClass          `record:"system,index" help:"Where it is of the things of one class, without those that are counted alone"`
	Since     record.Date         `record:"system" help:"The first day that was counted: that of the first incident recorded, and not more than five years ago"`
	Until     record.Date         `record:"system,index" help:"The last day that was counted"`
	Units     record.Int          `record:"system" help:"Things in use, or in repair, that were counted"`
	Undated   record.Int          `record:"system" title:"Of these without a purchase date" help:"They are taken to have been there since the first day counted"`
	UnitHours record.Int          `record:"system" unit:"hours" title:"Hours of all units" help:"From the purchase of each, or from the first day counted"`
	Failures  record.Int          `record:"system,index" help:"Incidents of priority 1 or 2 that name such a thing and were not cancelled"`
	Restored  record.Int          `record:"system" title:"Failures with a known end" help:"Those that were resolved"`
	Downtime  record.Duration     `record:"system" help:"From opened to resolved, of all failures with a known end together"`
}

// IsFailure reports whether an incident counts as a failure of the thing that it names:
// less urgent ones disturb people, but do not stop a thing.
func (i *Incident) IsFailure() bool {
	return i.Asset.Known() && i.State != "cancelled" && (i.Priority == "p1" || i.Priority == "p2")
}

func failureHistory() record.Declaration {
	return record.Declare(record.Spec[FailureHistory]{
		Module: "continuity", Name: "failure_history", Plural: "failure_histories", Prefix: "FHI", Icon: "clock",
		Help:    "How often things of a model or class have failed, counted from the incidents.",
		Access:  readOnly(internal()),
		Columns: []string{"name", "class", "units", "unit_hours", "failures", "downtime", "until"},
		Views: []record.View{
			{Name: "failed", Title: "With failures", Filter: `failures > 0`, Order: "-failures"},
			{Name: "all", Title: "All histories", Order: "name"},
		},
	})
}
