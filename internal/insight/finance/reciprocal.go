package finance

import "math/big"

// exchange is a set of cost centres that hand their cost on to each other and to
// bearers who keep it. Node i hands the part share[i][j] of all its cost to node
// j, and keep[i][b] to bearer b; the parts of a node add up to one, or to
// nothing for a node that keeps its own cost.
type exchange struct {
	cost  []*big.Rat
	share []map[int]*big.Rat
	keep  []map[int]*big.Rat
}

// stuck marks the nodes whose cost reaches no bearer, however often it is handed
// on: circles that pay each other and nobody else.
func (x *exchange) stuck() []bool {
	out := make([]bool, len(x.cost))
	for i := range out {
		out[i] = len(x.share[i])+len(x.keep[i]) > 0 && len(x.keep[i]) == 0
	}
	for changed := true; changed; {
		changed = false
		for i := range out {
			if !out[i] {
				continue
			}
			for j := range x.share[i] {
				if !out[j] {
					out[i], changed = false, true
					break
				}
			}
		}
	}
	return out
}

// gross solves the reciprocal method: the whole cost of each node is its own and
// its parts of what the others hand on, gross[i] = cost[i] + Σ share[j][i]·gross[j].
// It is exact, and may only be asked when no node is stuck: then the matrix has
// an inverse.
func (x *exchange) gross() []*big.Rat {
	n := len(x.cost)
	rows := make([][]*big.Rat, n) // (I − shareᵀ | cost)
	for i := range rows {
		rows[i] = make([]*big.Rat, n+1)
		for j := range n {
			rows[i][j] = new(big.Rat)
		}
		rows[i][i].SetInt64(1)
		rows[i][n] = new(big.Rat).Set(x.cost[i])
	}
	for j, parts := range x.share {
		for i, part := range parts {
			rows[i][j].Sub(rows[i][j], part)
		}
	}
	for i := range n {
		pivot(rows, i)
	}
	out := make([]*big.Rat, n)
	for i := range out {
		out[i] = rows[i][n]
	}
	return out
}

// pivot makes column i that of the unit matrix (Gauss and Jordan).
func pivot(rows [][]*big.Rat, i int) {
	for k := i; k < len(rows); k++ {
		if rows[k][i].Sign() != 0 {
			rows[i], rows[k] = rows[k], rows[i]
			break
		}
	}
	inverse := new(big.Rat).Inv(rows[i][i])
	for j := range rows[i] {
		if rows[i][j].Sign() != 0 {
			rows[i][j].Mul(rows[i][j], inverse)
		}
	}
	for k := range rows {
		if k == i || rows[k][i].Sign() == 0 {
			continue
		}
		factor := new(big.Rat).Set(rows[k][i])
		for j := range rows[k] {
			if rows[i][j].Sign() != 0 {
				rows[k][j].Sub(rows[k][j], new(big.Rat).Mul(factor, rows[i][j]))
			}
		}
	}
}

// borne is what each of some bearers gets of the whole costs.
func (x *exchange) borne(gross []*big.Rat, bearers int) []*big.Rat {
	out := make([]*big.Rat, bearers)
	for b := range out {
		out[b] = new(big.Rat)
	}
	for i, parts := range x.keep {
		for b, part := range parts {
			out[b].Add(out[b], new(big.Rat).Mul(part, gross[i]))
		}
	}
	return out
}
