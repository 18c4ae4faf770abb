package tabular

import "slices"

// titleLines is how many lines stand above the table: rows at the top with less
// than half as many filled cells as rows have in general.
func titleLines(recs []record) int {
	if len(recs) < 3 {
		return 0
	}
	filled := make([]int, len(recs))
	for i, rec := range recs {
		for _, cell := range rec.cells {
			if !blank([]string{cell}) {
				filled[i]++
			}
		}
	}
	usual := slices.Sorted(slices.Values(filled))[len(filled)/2]
	if usual < 3 {
		return 0
	}
	for i := range min(20, len(recs)-1) {
		if filled[i]*2 >= usual {
			return recs[i].line - 1
		}
	}
	return 0
}

// detectHeader compares the first row with the columns below it: a name above
// numbers speaks for a header, a number above numbers against one.
func detectHeader(first []string, below []*tally, cells []record) (HeaderRow, Confidence) {
	if first[0] == ReasonHeader {
		return HeaderFirst, Certain
	}
	spoken, against := 0, 0
	for i, cell := range first {
		if i >= len(below) || blank([]string{cell}) {
			continue
		}
		switch content, _ := below[i].content(""); content {
		case ContentText, ContentEmpty:
			continue
		default:
			if sameContent(cell, content) {
				against++
			} else {
				spoken++
			}
		}
	}
	switch {
	case spoken > against && against == 0:
		return HeaderFirst, Certain
	case spoken > against:
		return HeaderFirst, Likely
	case against > spoken:
		return HeaderNone, Likely
	case spoken > 0:
		return HeaderFirst, Guess
	}
	return headerByText(first, cells)
}

func sameContent(cell string, content Content) bool {
	var alone tally
	alone.add(cell, false, 0)
	got, _ := alone.content("")
	number := func(c Content) bool {
		return c == ContentInteger || c == ContentDecimal || c == ContentAmount
	}
	date := func(c Content) bool { return c == ContentDate || c == ContentDateTime }
	return got == content || got == ContentEmpty || number(got) && number(content) || date(got) && date(content)
}

// headerByText decides where every column is text: names differ from each other
// and do not come again below.
func headerByText(first []string, below []record) (HeaderRow, Confidence) {
	seen := map[string]bool{}
	for i, cell := range first {
		if seen[cell] && cell != "" {
			return HeaderFirst, Guess
		}
		seen[cell] = true
		again := func(rec record) bool { return i < len(rec.cells) && rec.cells[i] == cell && cell != "" }
		if slices.ContainsFunc(below, again) {
			return HeaderNone, Guess
		}
	}
	var typed tally
	for _, cell := range first {
		typed.add(cell, false, 0)
	}
	if typed.numbers.point+typed.numbers.comma+typed.dateCount() > 0 {
		return HeaderNone, Guess
	}
	return HeaderFirst, Likely
}
