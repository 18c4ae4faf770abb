// Package reliability analyses fault trees: which smallest sets of failures bring
// down the top event, how probable and how frequent that is, and which basic
// event matters most.
//
// A [Tree] is written in Go with [And], [Or], [Not], [Xor] and [AtLeast] over
// names, or read from an Open-PSA file by the package openpsa. [Analyze] gives a
// [Result] that says of every figure by which method it was found and whether it
// is exact. The estate package asks the same questions of graphs in which things
// need each other, also in circles.
//
// # How it works
//
// The tree is normalised and cut into modules, which are parts that share nothing
// with the rest (Dutuit and Rauzy, "A linear-time algorithm to find modules of
// fault trees", IEEE Trans. Reliability 45(3), 1996). Each module becomes a binary
// decision diagram (Bryant 1986) with complement edges (Brace, Rudell and Bryant
// 1990); several variable orders are tried under a budget of nodes. From it come the exact
// probability with all derivatives in one pass, and, as a zero-suppressed diagram
// (Minato 1993), the minimal cut sets (Rauzy, "New algorithms for fault trees
// analysis", Reliability Engineering and System Safety 40, 1993; "Mathematical
// foundations of minimal cutsets", IEEE Trans. Reliability 50(4), 2001). Cut sets
// are counted on the diagram and listed only when asked for.
//
// Where no diagram fits into the memory that [Settings] allows, cut sets up to an
// order are computed from the gates directly, and the probability is given as a
// certified lower and upper bound.
//
// # Units
//
// Times are hours, rates are per hour, probabilities are between 0 and 1.
package reliability
