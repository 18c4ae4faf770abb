package record

import (
	"fmt"
	"strconv"
	"strings"
)

// Number writes a short number: CON-0042. It has at least four digits.
func (t *Type) Number(n int64) string { return fmt.Sprintf("%s-%04d", t.Prefix, n) }

// ParseNumber reads a short number of this type, with or without its prefix.
func (t *Type) ParseNumber(text string) (int64, bool) {
	text = strings.TrimSpace(text)
	if prefix, digits, ok := strings.Cut(text, "-"); ok {
		if !strings.EqualFold(prefix, t.Prefix) {
			return 0, false
		}
		text = digits
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n > 0
}
