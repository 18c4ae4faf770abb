// Package choose finds the set of initiatives that is worth most within limits of
// money, skills and categories.
//
// A [Problem] lists items with value, risk reduction, costs by quarter and kind of
// money, effort by quarter and skill, prerequisites, exclusions, must-dos and the
// choice of a later start, and the limits they share. [Solve] gives the best choice
// with the proof of it, or the best that was found with the proven gap. [Frontier]
// does so over budgets, [Next] says what more of a limit buys, [Force] what an item
// that was left out would displace, [Robust] how often each item is chosen when the
// values are not certain, and a [Conflict] names the smallest set of must-dos that
// breaks a limit.
//
// # How it works
//
// Branch and bound over linear relaxations, with fixing by reduced costs (Balas and
// Zemel, "An algorithm for large zero-one knapsack problems", Operations Research
// 28, 1980), propagation of all limits, and a local search for good choices first.
// The relaxations are solved in floating point, but whatever is concluded from them
// is computed again in whole numbers (see the package zeroone): feasibility,
// values and bounds are exact.
//
// # Units
//
// Money is in minor units (cents) and hours are whole. Values and risk reductions
// are in any unit that is the same for all items; money in minor units is usual.
// Amounts over all items may add up to [MaxSum].
package choose
