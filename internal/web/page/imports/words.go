package imports

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"fairlead/internal/connect/importer"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
)

// number writes a count with commas between thousands.
func number(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// counted writes how many there are of what.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// countedOf writes how many records of a type there are: 1 asset, 72 assets.
func countedOf(n int, t *record.Type) string {
	return counted(n, strings.ToLower(t.Title), strings.ToLower(t.Titles))
}

// sentence says what an import did, or what a dry run says it would do.
func sentence(t *record.Type, i *importer.Import) string {
	p, would := i.Progress, ""
	if i.Request.DryRun {
		would = "would "
	}
	past := func(verb, infinitive string) string {
		if would != "" {
			return would + infinitive
		}
		return verb
	}
	var parts []string
	say := func(n int, text string) {
		if n > 0 {
			parts = append(parts, text)
		}
	}
	say(p.Created, countedOf(p.Created, t)+" "+past("added", "be added"))
	say(p.Updated, counted(p.Updated, "row", "rows")+" "+past("changed", "change")+" one that was there")
	say(p.Unchanged, counted(p.Unchanged, "row", "rows")+" "+past("changed", "change")+" nothing")
	say(p.Rejected, counted(p.Rejected, "row", "rows")+" not taken")
	if len(parts) == 0 {
		return "No row was read."
	}
	return strings.Join(parts, ", ") + "."
}

// alsoMade says which records were made because rows name them.
func alsoMade(v *frame.Visit, i *importer.Import) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(i.Progress.Made)) {
		if t, err := v.Clerk.Type(name); err == nil {
			parts = append(parts, countedOf(i.Progress.Made[name], t))
		}
	}
	switch {
	case len(parts) == 0:
		return ""
	case i.Request.DryRun:
		return "Because rows name them, " + joined(parts) + " would be added too."
	}
	return "Because rows name them, " + joined(parts) + " added too."
}

// joined lists parts with "and" before the last.
func joined(parts []string) string {
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}
