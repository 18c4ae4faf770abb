package projects

// carry gives as many as possible of the hours that are asked of each skill to
// the people who have it: asked by skill, has by person, and the people that can
// do what is asked of a skill. It returns how much is lacking at least, however
// the work is shared out, and of which skills: the smallest set of them that asks
// for so much more than all people who have any of them have together.
//
// It is a maximum flow from skills to people, by shortest augmenting paths (Ford
// and Fulkerson, Maximal flow through a network, 1956; Edmonds and Karp, 1972).
// The skills that are lacking are the side of the source of the minimum cut.
func carry(asked, has []int64, can [][]int) (lacking int64, short []bool) {
	f := flow{asked: asked, can: can, left: append([]int64{}, asked...), spare: append([]int64{}, has...), given: make([]map[int]int64, len(has))}
	for p := range f.given {
		f.given[p] = map[int]int64{}
	}
	for f.augment() {
	}
	for _, left := range f.left {
		lacking += left
	}
	return lacking, f.reached
}

// flow is hours on their way.
type flow struct {
	asked   []int64
	can     [][]int
	left    []int64         // of what is asked of a skill, not given to anybody yet
	spare   []int64         // of what a person has
	given   []map[int]int64 // to a person, by skill
	reached []bool          // skills of which more could go somewhere, by the last search
}

// augment finds a shortest way for hours that are left, if need be by taking
// hours of another skill from a person who are then left in their turn, and sends
// as much along it as can go.
func (f *flow) augment() bool {
	f.reached = make([]bool, len(f.asked))
	from := make([]int, len(f.spare)) // the skill that led to a person, counted from 1
	back := make([]int, len(f.asked)) // the person that led to a skill, counted from 1; 0 for those that have hours left
	var queue []int
	for k, left := range f.left {
		if left > 0 {
			f.reached[k] = true
			queue = append(queue, k)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, p := range f.can[queue[0]] {
			if from[p] != 0 {
				continue
			}
			from[p] = queue[0] + 1
			if f.spare[p] > 0 {
				f.send(p, from, back)
				return true
			}
			for k, hours := range f.given[p] {
				if hours > 0 && !f.reached[k] {
					f.reached[k], back[k] = true, p+1
					queue = append(queue, k)
				}
			}
		}
	}
	return false
}

// send moves hours along the way that ends at a person.
func (f *flow) send(end int, from, back []int) {
	amount := f.spare[end]
	k := from[end] - 1
	for back[k] != 0 {
		p := back[k] - 1
		amount = min(amount, f.given[p][k])
		k = from[p] - 1
	}
	amount = min(amount, f.left[k])
	f.left[k] -= amount
	f.spare[end] -= amount
	for p := end; ; {
		k := from[p] - 1
		f.given[p][k] += amount
		if back[k] == 0 {
			return
		}
		p = back[k] - 1
		f.given[p][k] -= amount
	}
}
