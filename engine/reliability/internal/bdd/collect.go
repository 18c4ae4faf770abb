package bdd

// Collect removes every node that the given functions do not need, and changes
// them to what they are called afterwards. All other functions are lost.
func (d *Diagram) Collect(roots []*Ref) {
	needed := make([]bool, len(d.Nodes))
	needed[0] = true
	for _, r := range roots {
		needed[*r>>1] = true
	}
	for i := len(d.Nodes) - 1; i > 0; i-- { // what a node leads to stands before it
		if needed[i] {
			needed[d.Nodes[i].Hi>>1], needed[d.Nodes[i].Lo>>1] = true, true
		}
	}
	moved := make([]Ref, len(d.Nodes))
	count := 0
	for i, n := range d.Nodes {
		if !needed[i] {
			continue
		}
		n.Hi = moved[n.Hi>>1]<<1 | n.Hi&1
		n.Lo = moved[n.Lo>>1]<<1 | n.Lo&1
		d.Nodes[count], moved[i] = n, Ref(count)
		count++
	}
	for _, r := range roots {
		*r = moved[*r>>1]<<1 | *r&1
	}
	d.Keep(count)
	clear(d.cache)
}
