package catalog

import (
	"cmp"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// RiskMatrix is a table of likelihood by impact, of any size, whose words are mapped to
// times a year and to money, so that it says what the curve says (a matrix alone
// cannot: Cox, What's Wrong with Risk Matrices?, Risk Analysis 28(2), 2008).
type RiskMatrix struct {
	record.Header
	Name        string                       `record:"required,label" alias:"title"`
	Likelihoods record.Rows[LikelihoodLevel] `help:"From rare to frequent"`
	Impacts     record.Rows[ImpactStep]      `help:"From small to large"`
	Cells       record.Rows[MatrixCell]      `help:"How each pair of words is rated"`
	Owner       record.Ref[Person]
	Basis       record.Markdown `record:"search"`
}

// LikelihoodLevel is a word for how often.
type LikelihoodLevel struct {
	Name string         `record:"required"`
	From record.Decimal `record:"required,min=0.000001" unit:"per year"`
	To   record.Decimal `record:"required,min=0.000001" unit:"per year"`
}

// ImpactStep is a word for how much one event costs.
type ImpactStep struct {
	Name string       `record:"required"`
	From record.Money `record:"required"`
	To   record.Money `record:"required"`
}

// MatrixCell is the rating of a pair of words.
type MatrixCell struct {
	Likelihood string     `record:"required"`
	Impact     string     `record:"required"`
	Rating     RiskRating `record:"required"`
}

// RiskRating is how a matrix rates a risk.
type RiskRating string

// Options lists the ratings, the gravest last.
func (RiskRating) Options() []record.Option {
	return []record.Option{
		{Name: "low", Title: "Low", Tone: record.Good},
		{Name: "medium", Title: "Medium"},
		{Name: "high", Title: "High", Tone: record.Warn},
		{Name: "extreme", Title: "Extreme", Tone: record.Bad},
	}
}

// Rating is that of a pair of words; empty where the matrix does not say.
func (m *RiskMatrix) Rating(likelihood, impact string) RiskRating {
	for _, c := range m.Cells {
		if c.Likelihood == likelihood && c.Impact == impact {
			return c.Rating
		}
	}
	return ""
}

func (m *RiskMatrix) order() {
	slices.SortStableFunc(m.Likelihoods, func(a, b LikelihoodLevel) int { return cmp.Compare(a.From.Micro(), b.From.Micro()) })
	slices.SortStableFunc(m.Impacts, func(a, b ImpactStep) int { return cmp.Compare(a.From.Minor, b.From.Minor) })
}

func checkRiskMatrix(m *RiskMatrix, problems *fault.List) {
	often, much := map[string]bool{}, map[string]bool{}
	for i, l := range m.Likelihoods {
		switch {
		case often[l.Name]:
			problems.Add("likelihoods", "Two likelihoods are called “%s”; give each its own name.", l.Name)
		case l.To.Micro() <= l.From.Micro():
			problems.Add("likelihoods", "“%s” must reach from a smaller number of times a year to a larger one.", l.Name)
		case i > 0 && l.From.Micro() < m.Likelihoods[i-1].To.Micro():
			problems.Add("likelihoods", "“%s” begins before “%s” ends; a number of times belongs to one word.", l.Name, m.Likelihoods[i-1].Name)
		}
		often[l.Name] = true
	}
	for i, s := range m.Impacts {
		switch {
		case much[s.Name]:
			problems.Add("impacts", "Two impacts are called “%s”; give each its own name.", s.Name)
		case s.From.Currency != s.To.Currency || s.From.Currency != m.Impacts[0].From.Currency:
			problems.Add("impacts", "All amounts must be in one currency.")
		case s.From.Minor <= 0 || s.To.Minor <= s.From.Minor:
			problems.Add("impacts", "“%s” must reach from an amount above nothing to a larger one.", s.Name)
		case i > 0 && s.From.Minor < m.Impacts[i-1].To.Minor:
			problems.Add("impacts", "“%s” begins before “%s” ends; an amount belongs to one word.", s.Name, m.Impacts[i-1].Name)
		}
		much[s.Name] = true
	}
	for _, c := range m.Cells {
		if !often[c.Likelihood] || !much[c.Impact] {
			problems.Add("cells", "“%s, %s” is rated, but one of the words is not above; write it as there.", c.Likelihood, c.Impact)
			return
		}
	}
}

func riskMatrix() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[RiskMatrix]{
		Module: "risk", Name: "risk_matrix", Plural: "risk_matrices", Prefix: "RMX", Icon: "map",
		Help:   "Likelihood by impact in words, mapped to times a year and to money.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "draft", Title: "Draft", Tone: record.Warn},
				{Name: "in_use", Title: "In use", Tone: record.Good},
				{Name: "retired", Title: "Retired", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "use", Title: "Use it", From: []string{"draft"}, To: "in_use", Roles: leaders, Needs: []string{"likelihoods", "impacts", "cells"}},
				{Name: "revise", Title: "Revise", From: []string{"in_use", "retired"}, To: "draft", Roles: leaders},
				{Name: "retire", Title: "Retire", From: []string{"draft", "in_use"}, To: "retired", Roles: leaders},
			},
		},
		Columns: []string{"name", "owner", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "in_use", Title: "In use", Filter: `state = in_use`, Order: "name"},
			{Name: "all", Title: "All matrices", Order: "name"},
		},
		Normalise: (*RiskMatrix).order,
		Check:     checkRiskMatrix,
	})
}
