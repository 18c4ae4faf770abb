package loss

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// score gives each year of a scenario a normal number that is correlated with those
// of other scenarios.
type score struct {
	weights []float64 // of independent normals
	normals []stream
}

// scores are those of the scenarios that correlations name.
func (p *Problem) scores(seed uint64) (map[string]*score, error) {
	var names []string
	for _, c := range p.Correlations {
		for _, name := range []string{c.A, c.B} {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	const most = 1000
	if len(names) > most {
		return nil, fmt.Errorf("correlations: they may name at most %d scenarios, not %d", most, len(names))
	}
	slices.Sort(names)
	matrix := identity(len(names))
	for _, c := range p.Correlations {
		i, j := slices.Index(names, c.A), slices.Index(names, c.B)
		// Of normals with the correlation r, Spearman's is 6/π·asin(r/2).
		matrix[i][j] = 2 * math.Sin(math.Pi*c.Rank/6)
		matrix[j][i] = matrix[i][j]
	}
	if err := factor(matrix); err != nil {
		return nil, err
	}
	scores := map[string]*score{}
	var normals []stream
	for i, name := range names {
		normals = append(normals, newStream(seed, "score", name))
		scores[name] = &score{matrix[i][:i+1], normals[:i+1]}
	}
	return scores, nil
}

func identity(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
		m[i][i] = 1
	}
	return m
}

var errContradiction = errors.New("correlations: they contradict each other; no losses can have all of them")

// factor replaces a matrix by its lower triangular root, after Cholesky.
func factor(m [][]float64) error {
	for i := range m {
		for j := range i + 1 {
			sum := m[i][j]
			for k := range j {
				sum -= m[i][k] * m[j][k]
			}
			switch {
			case i != j && m[j][j] == 0:
				if math.Abs(sum) > 1e-9 {
					return errContradiction
				}
				m[i][j] = 0
			case i != j:
				m[i][j] = sum / m[j][j]
			case sum < -1e-9:
				return errContradiction
			default:
				m[i][i] = math.Sqrt(max(sum, 0))
				if sum < 1e-12 {
					m[i][i] = 0
				}
			}
		}
	}
	return nil
}

func (s *score) at(year int) float64 {
	sum := 0.0
	for i, w := range s.weights {
		if w != 0 {
			sum += w * normalQuantile(unit(s.normals[i].at(uint64(year))))
		}
	}
	return sum
}

// arrange puts losses into the order of the scores.
func (s *score) arrange(losses []float64) {
	type scored struct {
		score float64
		year  int
	}
	years := make([]scored, len(losses))
	for y := range years {
		years[y] = scored{s.at(y), y}
	}
	slices.SortFunc(years, func(a, b scored) int { return cmp.Compare(a.score, b.score) })
	sorted := slices.Clone(losses)
	sortLosses(sorted)
	for i, year := range years {
		losses[year.year] = sorted[i]
	}
}
