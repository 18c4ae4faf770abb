// Package record is the kernel: it turns a plain Go struct into a record type
// that every other floor can store, show, check, search, import and export
// without knowing it.
//
// The ideas, in the order in which one meets them:
//
//   - A record is a struct that embeds Header. Its fields are of a closed set of
//     kinds (text, money, date, reference, estimate, ...), one file each.
//   - Declare reads the struct once and gives a Type: names, fields, lifecycle,
//     access, views. A Dictionary holds all types and is checked as a whole at
//     start: a dangling reference or an impossible lifecycle stops the program.
//   - A Value is one field of one record seen through its kind: it parses,
//     formats, compares, stores. Generic code works on Values; code that knows
//     the type works on the struct.
//   - A Filter is an AIP-160 expression bound to a type; it has one meaning over
//     records in memory and in SQL.
//   - A Snapshot is an immutable view of all records at one journal position.
//     Answers are pure functions of it. A change makes a new snapshot that
//     shares all that did not change.
//
// The package knows no SQL, no HTTP and no clock.
package record
