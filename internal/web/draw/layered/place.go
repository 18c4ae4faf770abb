package layered

// slot is a column of nodes, or a line that passes through the layer.
type slot struct {
	items []int32
	line  bool
	x     float64
	wish  float64 // where what it is joined to would have it
	pull  float64 // how strongly
}

// place gives everything its coordinates.
func (l *Layout) place() {
	l.At = make([]Point, l.net.nodes)
	l.x = make([]float64, len(l.net.layer))
	l.row, l.last = make([]int32, l.net.nodes), make([]bool, l.net.nodes)
	all := make([][]slot, len(l.layers))
	for i := range l.layers {
		all[i] = l.slots(&l.layers[i])
		l.pack(all[i])
	}
	l.stack()
	l.pull(all)
	l.fit()
	for n := range l.At {
		at := &l.layers[l.net.layer[n]]
		l.At[n] = Point{l.x[n], at.top + l.Height/2 + float64(l.row[n])*(l.Height+between)}
	}
}

// slots wraps the nodes of a layer into columns, from the left. A line that would
// lead through a column passes beside it.
func (l *Layout) slots(at *layer) []slot {
	rows := l.rows(at)
	var slots, lines []slot
	var column []int32
	done := func() {
		if len(column) > 0 {
			l.last[column[len(column)-1]] = true
			slots = append(slots, slot{items: column})
		}
		slots, lines, column = append(slots, lines...), nil, nil
	}
	for i, item := range at.items {
		if int(item) >= l.net.nodes {
			lines = append(lines, slot{items: at.items[i : i+1], line: true})
			if len(column) == 0 {
				done()
			}
			continue
		}
		l.row[item] = int32(len(column))
		if column = append(column, item); len(column) == rows {
			done()
		}
	}
	done()
	return slots
}

// rows is how many nodes of a layer stand in a column.
func (l *Layout) rows(at *layer) int {
	nodes := 0
	for _, item := range at.items {
		if int(item) < l.net.nodes {
			nodes++
		}
	}
	return max(1, (nodes+l.Columns-1)/l.Columns)
}

// stack gives the layers their heights, one below the other.
func (l *Layout) stack() {
	y := margin / 2
	for i := range l.layers {
		at := &l.layers[i]
		for len(l.Bands) <= at.band { // a band without nodes has no height
			l.Bands = append(l.Bands, Span{y, y})
		}
		if i == 0 || l.layers[i-1].band != at.band {
			l.Bands[at.band].Top = y
			y += head
		}
		rows := l.rows(at)
		at.top = y
		at.bottom = y + float64(rows)*(l.Height+between) - between
		y = at.bottom + fall
		l.Bands[at.band].Bottom = at.bottom + fall/2
	}
	l.Down = y - fall + margin
}

// width is the room that a slot takes, half of the gutters beside it included.
func (l *Layout) width(s *slot) float64 {
	if s.line {
		return lane
	}
	return l.Width + gutter
}

// pack puts the slots of a layer beside each other, around the middle.
func (l *Layout) pack(slots []slot) {
	across := 0.0
	for i := range slots {
		across += l.width(&slots[i])
	}
	at := -across / 2
	for i := range slots {
		w := l.width(&slots[i])
		l.move(&slots[i], at+w/2)
		at += w
	}
}

func (l *Layout) move(s *slot, x float64) {
	s.x = x
	for _, item := range s.items {
		l.x[item] = x
	}
}

// passes is how often the columns move towards what they are joined to.
const passes = 6

// pull moves the slots: towards the layer above, then below, in the end both.
func (l *Layout) pull(all [][]slot) {
	for pass := range passes {
		both := pass >= passes-2
		for i := range all {
			at := i
			if pass%2 == 1 {
				at = len(all) - 1 - i
			}
			l.wishes(all[at], both || pass%2 == 0, both || pass%2 == 1)
			l.settle(all[at])
		}
	}
}

// steady is how much stronger a line pulls at a line than at a node: long edges
// are to be straight, rather than short ones.
const steady = 6.0

// wishes finds where each slot would be: in the middle of what it is joined to.
func (l *Layout) wishes(slots []slot, above, below bool) {
	for i := range slots {
		s := &slots[i]
		sum, weight := 0.0, 0.0
		add := func(joined []side) {
			for _, j := range joined {
				w := 1.0
				if s.line && int(j.item) >= l.net.nodes {
					w = steady
				}
				sum += w * l.x[j.item]
				weight += w
			}
		}
		for _, item := range s.items {
			if above {
				add(l.net.above.of(item))
			}
			if below {
				add(l.net.below.of(item))
			}
		}
		s.wish, s.pull = s.x, 0.1
		if weight > 0 {
			s.wish, s.pull = sum/weight, weight
		}
	}
}

// block is some slots that touch each other, and move as one.
type block struct {
	end    int // of its slots
	x      float64
	weight float64
}

// settle moves the slots of a layer as near to their wishes as their order and
// their widths allow: with x less what stands before it, that is an isotonic
// regression.
func (l *Layout) settle(slots []slot) {
	before := make([]float64, len(slots))
	var blocks []block
	for i := range slots {
		if i > 0 {
			before[i] = before[i-1] + (l.width(&slots[i-1])+l.width(&slots[i]))/2
		}
		b := block{i + 1, slots[i].wish - before[i], slots[i].pull}
		for len(blocks) > 0 && blocks[len(blocks)-1].x > b.x {
			a := blocks[len(blocks)-1]
			blocks = blocks[:len(blocks)-1]
			w := a.weight + b.weight
			b.x, b.weight = (a.x*a.weight+b.x*b.weight)/w, w
		}
		blocks = append(blocks, b)
	}
	i := 0
	for _, b := range blocks {
		for ; i < b.end; i++ {
			l.move(&slots[i], b.x+before[i])
		}
	}
}

// fit shifts the drawing so that it begins at the margin.
func (l *Layout) fit() {
	left, right := 0.0, 0.0
	for item, x := range l.x {
		half := 0.0
		if item < l.net.nodes {
			half = l.Width / 2
		}
		if item == 0 {
			left, right = x-half, x+half
		}
		left, right = min(left, x-half), max(right, x+half)
	}
	for i := range l.x {
		l.x[i] += margin - left
	}
	l.Across = right - left + 2*margin
}
