package draw

// room is a piece of the width of a picture.
type room struct{ from, to float64 }

// around is the room of a mark that reaches as far to both sides of x.
func around(x, reach float64) room { return room{x - reach, x + reach} }

// rooms are the pieces of one line that labels and marks have taken.
type rooms []room

// labelGap is the least distance between two labels on a line.
const labelGap = 4.0

// free tells whether a label can stand in a room.
func (s rooms) free(r room) bool {
	for _, taken := range s {
		if taken.from < r.to+labelGap && taken.to+labelGap > r.from && taken.to > taken.from {
			return false
		}
	}
	return true
}

// reach is how far a label that begins at from can go before it meets what is
// taken, at most to limit.
func (s rooms) reach(from, limit float64) float64 {
	for _, taken := range s {
		if taken.to > from && taken.from-labelGap < limit {
			limit = taken.from - labelGap
		}
	}
	return max(limit, from)
}

// write writes a label where there is room for it and tells whether there was.
func (s *rooms) write(c *canvas, l label) bool {
	if l.s == "" || !s.free(c.place(l)) {
		return false
	}
	*s = append(*s, c.text(l))
	return true
}
