package bdd

// Collect removes every node that the given functions do not need, and changes
// them to what they are called afterwards. All other functions are lost.
func (d *Diagram) Collect(roots []*Ref) {
	needed := make([]bool, len(d.nodes))
	needed[0] = true
	for _, r := range roots {
		needed[*r>>1] = true
	}
	for i := len(d.nodes) - 1; i > 0; i-- { // what a node leads to stands before it
		if needed[i] {
			needed[d.nodes[i].Hi>>1], needed[d.nodes[i].Lo>>1] = true, true
		}
	}
	moved := make([]Ref, len(d.nodes))
	count := 0
	for i, n := range d.nodes {
		if !needed[i] {
			continue
		}
		n.Hi = moved[n.Hi>>1]<<1 | n.Hi&1
		n.Lo = moved[n.Lo>>1]<<1 | n.Lo&1
		d.nodes[count], moved[i] = n, Ref(count)
		count++
	}
	d.nodes, d.next = d.nodes[:count], d.next[:count]
	for _, r := range roots {
		*r = moved[*r>>1]<<1 | *r&1
	}
	d.rebuild()
}

// rebuild makes the tables of the nodes that are left.
func (d *Diagram) rebuild() {
	clear(d.buckets)
	clear(d.cache)
	for i := 1; i < len(d.nodes); i++ {
		n := &d.nodes[i]
		b := hash(uint32(n.Level), uint32(n.Hi), uint32(n.Lo)) & uint32(len(d.buckets)-1)
		d.next[i], d.buckets[b] = d.buckets[b], uint32(i)
	}
}
