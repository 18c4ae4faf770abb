package catalog

import (
	"cmp"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// RiskAppetite is how much loss is accepted, as points of a curve: losing more than an
// amount in a year may be so likely at most (ISO Guide 73, 3.7.1.2; drawn as the curve
// of tolerance beside a loss exceedance curve by Hubbard and Seiersen, How to Measure
// Anything in Cybersecurity Risk, 2016).
type RiskAppetite struct {
	record.Header
	Title     string                     `record:"required,label" alias:"name"`
	Category  RiskCategory               `record:"index" title:"For risks of" help:"All risks together when left empty"`
	Limits    record.Rows[AppetitePoint] `title:"Accepted at most" help:"The larger the loss, the smaller the chance that is accepted"`
	Statement record.Markdown            `record:"search" help:"In words, as the board puts it"`
	By        record.Ref[Person]         `title:"Set by" help:"Who answers for it: the board, the chief executive"`
	From      record.Date                `record:"index" title:"In force since"`
	Review    record.Date                `record:"index" title:"Review due"`
}

// AppetitePoint is a loss a year and the chance of more that is accepted.
type AppetitePoint struct {
	Loss   record.Money   `record:"required" title:"More than" help:"Lost in one year"`
	Chance record.Percent `record:"required,min=0,max=100" title:"At most in" help:"Of a hundred years"`
}

// InForce reports whether it counts.
func (a *RiskAppetite) InForce() bool { return !a.Archived && a.State == "in_force" }

func (a *RiskAppetite) order() {
	slices.SortStableFunc(a.Limits, func(a, b AppetitePoint) int { return cmp.Compare(a.Loss.Minor, b.Loss.Minor) })
}

func checkRiskAppetite(a *RiskAppetite, problems *fault.List) {
	for i, p := range a.Limits {
		switch {
		case p.Loss.Minor < 0:
			problems.Add("limits", "A loss cannot be less than nothing.")
		case i > 0 && p.Loss.Currency != a.Limits[0].Loss.Currency:
			problems.Add("limits", "All losses must be in one currency.")
		case i > 0 && p.Loss.Minor == a.Limits[i-1].Loss.Minor:
			problems.Add("limits", "Two rows are of one loss; keep one.")
		case i > 0 && p.Chance.Micro() > a.Limits[i-1].Chance.Micro():
			problems.Add("limits", "To lose more is accepted more often than to lose less; check the chances.")
		default:
			continue
		}
		return
	}
}

// takeAppetite puts an appetite in the place of the one before it.
func takeAppetite(s *record.Snapshot, _ record.Instant, a *RiskAppetite) ([]record.Record, error) {
	var follows []record.Record
	for other := range record.Each[RiskAppetite](s) {
		if other.ID != a.ID && other.State == "in_force" && other.Category == a.Category {
			old := s.Dictionary().TypeOf(other).Clone(other)
			old.Head().State = "superseded"
			follows = append(follows, old)
		}
	}
	return follows, nil
}

func riskAppetite() record.Declaration {
	return record.Declare(record.Spec[RiskAppetite]{
		Module: "risk", Name: "risk_appetite", Prefix: "RAP", Icon: "chart",
		Help:   "How much loss is accepted: the chance of losing more than an amount in a year.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "proposed", Title: "Proposed", Tone: record.Warn},
				{Name: "in_force", Title: "In force", Tone: record.Good, Fixed: []string{"category", "limits", "by"}},
				{Name: "superseded", Title: "Superseded", Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "adopt", Title: "Put in force", From: []string{"proposed"}, To: "in_force", Roles: []record.Role{record.Director, record.Executive}, Needs: []string{"limits", "by"}, Stamps: []string{"from"}, Follow: follow(takeAppetite)},
				{Name: "supersede", Title: "No longer holds", From: []string{"in_force"}, To: "superseded", Roles: []record.Role{record.Director, record.Executive}},
				{Name: "drop", Title: "Drop", From: []string{"proposed"}, To: "dropped"},
				{Name: "propose", Title: "Propose again", From: []string{"dropped", "superseded"}, To: "proposed"},
			},
		},
		Columns: []string{"title", "category", "by", "from", "review", "state"},
		Keys:    [][]string{{"title"}},
		Views: []record.View{
			{Name: "in_force", Title: "In force", Filter: `state = in_force`, Order: "title"},
			{Name: "all", Title: "All", Order: "-from"},
		},
		Normalise: (*RiskAppetite).order,
		Check:     checkRiskAppetite,
	})
}
