package tabular

import "strings"

// cursor walks over the parts of a short text.
type cursor struct {
	s string
	i int
}

func (c *cursor) done() bool { return c.i == len(c.s) }

// peek is the byte at the cursor; 0 at the end.
func (c *cursor) peek() byte {
	if c.done() {
		return 0
	}
	return c.s[c.i]
}

// take steps over b if it is next.
func (c *cursor) take(b byte) bool {
	if c.done() || c.s[c.i] != b {
		return false
	}
	c.i++
	return true
}

// takeAny steps over one of the bytes in set and gives it; 0 if none is next.
func (c *cursor) takeAny(set string) byte {
	if c.done() || strings.IndexByte(set, c.s[c.i]) < 0 {
		return 0
	}
	c.i++
	return c.s[c.i-1]
}

// spaces steps over blanks and reports whether there were any.
func (c *cursor) spaces() bool {
	start := c.i
	for c.take(' ') {
	}
	return c.i > start
}

// digits reads a run of up to nine digits; count 0 if there is none, and if it
// is longer.
func (c *cursor) digits() (n, count int) {
	start := c.i
	for !c.done() && isDigit(c.s[c.i]) {
		n = n*10 + int(c.s[c.i]-'0')
		c.i++
		if c.i-start > 9 {
			return 0, 0
		}
	}
	return n, c.i - start
}

// word reads a run of ASCII letters.
func (c *cursor) word() string {
	start := c.i
	for !c.done() && isLetter(c.s[c.i]) {
		c.i++
	}
	return c.s[start:c.i]
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
