// Package rcpsp solves the resource-constrained project scheduling problem:
// activities that take a whole number of periods, wait for each other, and share
// resources of which there is only so much. It finds start times that finish the
// project early, and says how much earlier no schedule can.
//
// [Solve] takes a [Problem] and gives a [Result]. [Check] is an independent
// reading of the same rules: it accepts a schedule or names what is wrong with
// it, and shares no code with the search.
//
// # How it works
//
// A schedule is made from an order of the activities by the serial generation
// scheme: each activity in turn starts as early as what it waits for and what is
// free allow (Kolisch, "Serial and parallel resource-constrained project
// scheduling methods revisited", European Journal of Operational Research 90,
// 1996). The same scheme on the mirrored project gives right-justified schedules.
// The search lets a population of left-justified schedules and one of
// right-justified ones beget each other in turn, so that every pass is both a new
// schedule and a justification of its parents (Valls, Ballestín and Quintanilla,
// "Justification and RCPSP: a technique that pays", EJOR 165, 2005; Debels and
// Vanhoucke, "A bi-population based genetic algorithm for the
// resource-constrained project scheduling problem", LNCS 3483, 2005). A child
// keeps the stretch of its father in which most of the resources are in use, and
// orders the rest as its mother does (the peak crossover of Valls, Ballestín and
// Quintanilla, "A hybrid genetic algorithm for the resource-constrained project
// scheduling problem", EJOR 185, 2008).
//
// When the populations bring nothing better, activities of a window around some time
// in the best schedule are put into other orders, again by turns on both sides (after
// Palpant, Artigues and Michelon, Annals of Operations Research 131, 2004).
//
// # Units
//
// Times, durations and lags are in periods, which may be hours or days; capacities
// and demands are in units of the resource.
package rcpsp
