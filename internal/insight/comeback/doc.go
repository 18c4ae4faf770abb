// Package comeback answers how long it takes until everything is back after a loss,
// and what that costs: which services a scenario stops (insight/continuity), which
// plans bring them back with the people, parts, copies and vendors that are left
// (insight/recovery), when, with what chance of the time promised, and what has been
// lost by then.
//
// All plans that a loss calls for run at once and compete for the same people. The
// plan of the dearest services goes first; a plan waits for those of the services
// that its own need and that have stopped as well. A service that no plan brings
// back has no time: it is named, and what it loses goes on.
package comeback
