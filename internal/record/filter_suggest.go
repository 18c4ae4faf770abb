package record

import (
	"slices"
	"strings"
)

// nearest lists the names most like a mistyped one, the likeliest first, at
// most three; all names when none is alike.
func nearest(typed string, names []string) []string {
	typed = strings.ToLower(typed)
	allowed := 1 + len(typed)/4
	var alike []string
	for _, name := range names {
		if distance(typed, name) <= allowed || len(typed) > 2 && strings.Contains(name, typed) {
			alike = append(alike, name)
		}
	}
	if len(alike) == 0 {
		return names
	}
	slices.SortStableFunc(alike, func(a, b string) int { return distance(typed, a) - distance(typed, b) })
	return alike[:min(3, len(alike))]
}

// distance counts the letters to insert, delete or replace to get from a to b
// (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
