// Package store keeps records. It holds the only SQL of the program, for SQLite
// and for PostgreSQL, behind one API; nothing above it knows which of the two
// it is.
//
//   - Each record type has a table with real columns, derived from its
//     description (table.go) and kept in step at start (schema.go). What cannot
//     be derived, renames and system tables, is a numbered migration
//     (migrations.go).
//   - View gives a consistent reading transaction, Write the one writing
//     transaction: writers take turns on both engines.
//   - Every list is paged by keys over an index, so that no page costs more at
//     the end of a table than at its start (list.go).
//   - The journal is append-only and chained by hashes (journal.go, verify.go).
//   - The table "label" names any record, and the search index finds it
//     (label.go, search.go).
//   - Where the engines differ, the difference is a method of the interface
//     engine, one file for each of them.
//
// The package checks no permissions and validates no records: that is the
// desk's, through which every change goes.
package store
