package tabular

import (
	"strings"
	"unicode"
)

// The rule for formulas in CSV text cells, after OWASP, "CSV Injection":
//
//	formulaLike(t) = the first character of t behind any blanks, quotes, control
//	                 and invisible characters is = + - @ or one of their
//	                 full-width or small forms, or a TAB, CR or LF comes first
//	writing: t becomes 't where formulaLike(t)
//	reading: 't becomes t where formulaLike('t)
//
// The apostrophe is itself among the characters that are looked past, so
// formulaLike('t) = formulaLike(t), and reading undoes writing for every text,
// also for one that had apostrophes before. A cell of somebody else's file that
// looks as if it had been written so is read so too: the rule is a common one.

// neutralise makes a text safe to stand in a CSV file.
func neutralise(text string) string {
	if formulaLike(text) {
		return "'" + text
	}
	return text
}

// restore undoes neutralise.
func restore(cell string) string {
	if strings.HasPrefix(cell, "'") && formulaLike(cell) {
		return cell[1:]
	}
	return cell
}

func formulaLike(text string) bool {
	for _, r := range text {
		switch r {
		case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫':
			return true
		}
		if !lookedPast(r) {
			return false
		}
	}
	return false
}

func lookedPast(r rune) bool {
	if r > ' ' && r < 0x7f {
		return r == '\'' || r == '"' || r == '`'
	}
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Pi, unicode.Pf)
}
