package catalog

import "fairlead/internal/record"

// CostCategory is what money is spent on: the cost pools of Technology Business
// Management (TBM Council, TBM Taxonomy 4.0), travel and training besides.
type CostCategory string

// Options lists the categories.
func (CostCategory) Options() []record.Option {
	return []record.Option{
		{Name: "staff", Title: "Staff"},
		{Name: "services", Title: "Outside services"},
		{Name: "software", Title: "Software"},
		{Name: "cloud", Title: "Cloud"},
		{Name: "hardware", Title: "Hardware"},
		{Name: "telecom", Title: "Telecom"},
		{Name: "facilities", Title: "Facilities and power"},
		{Name: "training", Title: "Training and travel"},
		{Name: "other", Title: "Other"},
	}
}

// CostNature says whether money is an expense of the year or makes an asset.
type CostNature string

// Options lists the natures.
func (CostNature) Options() []record.Option {
	return []record.Option{
		{Name: "opex", Title: "Operating expense"},
		{Name: "capex", Title: "Capital expense"},
	}
}

// CostPurpose says what money does for the business: keep it going, let it
// grow, or change it (Gartner's run, grow and transform).
type CostPurpose string

// Options lists the purposes.
func (CostPurpose) Options() []record.Option {
	return []record.Option{
		{Name: "run", Title: "Run"},
		{Name: "grow", Title: "Grow"},
		{Name: "transform", Title: "Transform"},
	}
}

// addUp is the sum of those amounts that are known; unknown when they are in several
// currencies, or none is.
func addUp(amounts []record.Money) record.Money {
	var sum record.Money
	for _, m := range amounts {
		switch {
		case !m.Known():
		case !sum.Known():
			sum = m
		default:
			var err error
			if sum, err = sum.Add(m); err != nil {
				return record.Money{}
			}
		}
	}
	return sum
}
