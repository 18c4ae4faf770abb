// Package loss says how much a set of scenarios may cost in a year, and how
// certain that is: the analysis that Open FAIR asks for (The Open Group, "Risk
// Analysis (O-RA)" and "Risk Taxonomy (O-RT)").
//
// A [Problem] holds scenarios. Each says how often it happens ([Frequency], events
// a year) and what one event costs ([Estimate], in any one currency, the same for
// all), with secondary losses, the share of threats that succeed, insurance by
// event and by year, shocks that hit several scenarios at once, and rank
// correlations. The yearly loss of a scenario is a sum of a random number of random
// losses. A frequency is never multiplied by one magnitude, and percentiles are
// never added.
//
// [Exact] computes the distribution of the yearly loss of the whole, [Simulate]
// draws years. Both give a [Distribution], whose figures carry what they may be off:
// exact ones lie between two curves that are certain but for rounding, simulated
// ones have a confidence interval. [Compare] says what a treatment is worth, year by
// year against the same chance, [Tornado] which input moves the result most, and
// [Score] how good earlier estimates were.
//
// # How the exact curve is found
//
// Losses are put on a lattice, once rounded down and once rounded up, so that the
// true curve lies between the two (Embrechts and Frei, "Panjer recursion versus FFT
// for compound distributions", Mathematical Methods of Operations Research 69,
// 2009), and once such that the mean stays. The generating functions of the counts
// are applied to the discrete Fourier transforms, exponentially tilted against
// aliasing (Grübel and Hermesmeier, "Computation of compound distributions I", ASTIN
// Bulletin 29, 1999). What lies beyond a lattice cannot make a sum within it, so
// nothing is lost by cutting losses off; several lattices, each 8 times as fine as
// the one before, cover small and large losses alike.
//
// Scenarios that are rank correlated by way of one common factor are independent given
// it: the curve is then integrated over the factor (Vasicek, "The distribution of loan
// portfolio value", Risk 15(12), 2002). Other correlations have no exact curve.
//
// # How years are drawn
//
// Every number of every event of every year is a function of the seed, the name of
// the scenario, the year and the event. Goroutines therefore change nothing, and a
// scenario meets the same chance before and after a control, however the others
// change. Losses are drawn by tables of their quantiles, whose error is measured and
// stated.
package loss
