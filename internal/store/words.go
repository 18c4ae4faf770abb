package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Both engines are given words that are folded and split here, so that a search
// means the same on both, and what people type is never syntax.

// Limits of what the search index keeps of a record. A longer word is found by
// its beginning.
const (
	maxWord  = 48 // bytes
	maxWords = 4000
)

// The first character of words that stand for something else than themselves.
// They are of the private use area, which folding takes away.
const (
	ofType     = '\uE000' // the type of a record that is not archived
	ofArchived = '\uE001' // the type of an archived record
	ofLabel    = '\uE002' // a word of the label
	underscore = '\uE003' // in the name of a type: the index takes _ for a space
)

// fold brings text into the form in which it is compared: small letters
// without accents.
func fold(text string) string {
	if isPlain(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(text) {
		if !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Co, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// split gives the words of folded text: runs of letters and digits.
func split(folded string) []string {
	words := strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	for i, word := range words {
		words[i] = cut(word)
	}
	return words
}

// cut shortens a word to what the index keeps, at a character's end.
func cut(word string) string {
	if len(word) <= maxWord {
		return word
	}
	return strings.ToValidUTF8(word[:maxWord], "")
}

// searchWords gives what the search index holds of a record, each word once.
func searchWords(typ string, archived bool, label, text string) []string {
	inLabel := split(fold(label))
	words := append(split(fold(text)), inLabel...)
	if len(words) > maxWords {
		words = words[len(words)-maxWords:]
	}
	for _, word := range inLabel {
		words = append(words, string(ofLabel)+word)
	}
	slices.Sort(words)
	return append(slices.Compact(words), typeWord(typ, archived))
}

func typeWord(typ string, archived bool) string {
	typ = strings.ReplaceAll(typ, "_", string(underscore))
	if archived {
		return string(ofArchived) + typ
	}
	return string(ofType) + typ
}

// sortKey is the beginning of a folded label, by which labels are found.
func sortKey(label string) string {
	key := strings.Join(split(fold(label)), " ")
	if len(key) <= maxKey {
		return key
	}
	return strings.ToValidUTF8(key[:maxKey], "")
}

// maxKey is the longest key of a label in bytes.
const maxKey = 200

// matchText writes terms in the query language of an engine. Words are letters,
// digits and our marks, so no quote can be in them.
func matchText(terms []searchTerm, or, and, quote, star string) string {
	all := make([]string, len(terms))
	for i, t := range terms {
		words := make([]string, len(t.words))
		for j, w := range t.words {
			words[j] = quote + w + quote
			if t.prefix {
				words[j] += star
			}
		}
		all[i] = "(" + strings.Join(words, or) + ")"
	}
	return strings.Join(all, and)
}

// longWords gives the words of entries that the vocabulary must know: those
// longer than the search index finds beginnings of.
func longWords(entries []indexEntry) []string {
	seen := map[string]bool{}
	var out []string
	for _, e := range entries {
		for _, w := range e.words {
			if utf8.RuneCountInString(w) >= longestPrefix && !isMarked(w) && !seen[w] {
				seen[w] = true
				out = append(out, w)
			}
		}
	}
	return out
}

func isMarked(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.Is(unicode.Co, r)
}
