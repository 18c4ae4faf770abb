// Package risk answers how much we could lose in a year, whether that is inside what
// we accept, and what buys it down.
//
// The risks on record, their common causes, and the single points of failure that the
// survey of the estate finds become one problem of engine/loss (RegisterOf): each is a
// number of events a year and what one of them costs, as distributions. The curve of
// the whole is computed from these; neither is one frequency multiplied by one
// magnitude, nor are percentiles added. Treatments change the problem, and what they
// are worth is the difference. What was estimated is held against what happened.
//
// Amounts go into the engine in the smallest unit of one currency, and come back
// rounded to it. Whatever is drawn is drawn from Seed.
package risk
