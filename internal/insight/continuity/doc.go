// Package continuity answers what can take us down and what it would cost: every
// single failure that stops a service, every pair of failures, how available each
// service is, what a loss of a site, a vendor or a person means, and what would
// make it better for the least money.
//
// The estate is read from the records (EstateOf): services, assets, places,
// vendors and people, and the dependencies between them. The mathematics are those
// of engine/reliability/estate. Two questions are asked of the same things: what
// stops (whatever is needed to run), and what cannot be brought back (people and
// vendors that support it). A person who is away stops nothing by that; a thing
// that fails while the only one who can mend it is away stays down.
package continuity
