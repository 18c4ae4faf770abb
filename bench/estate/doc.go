// Package estate makes up the records of a large IT department, the same ones
// each time for the same size and day, and saves them through the desk: so they
// have numbers, a journal, names and a search index as any others have.
//
// What counts for measuring is drawn as it is in real departments: few sites
// hold most of the equipment, few vendors most of the contracts, most incidents
// are closed and the open ones are young, some records are pointed to by
// thousands, and a few words are in very many texts.
package estate
