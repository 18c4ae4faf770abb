// Package openpsa reads and writes fault trees in the Open-PSA Model Exchange
// Format, version 2.0d (S. Epstein and A. Rauzy, "Open-PSA Model Exchange Format",
// https://open-psa.github.io/mef/).
//
// Read are fault trees with their components, gates, basic events, house events,
// parameters and common-cause groups. What belongs to event trees, alignments,
// consequences and rules is passed over; substitutions and included files are
// refused, because a tree means something else without them. Units are kept but
// not converted: times are taken as hours, rates as per hour.
package openpsa
