// Package house holds the rules of the house as tests: which package may import
// which, what a file may look like, what must not be written. A rule stands in a
// short table with its reason; a rule that only stands in prose does not last.
//
// The package has no code of its own, only tests.
package house
