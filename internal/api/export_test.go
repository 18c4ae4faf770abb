package api

// Paths lists the addresses of all operations, below Prefix.
func Paths() []string {
	var list []string
	for _, op := range operations() {
		list = append(list, op.path)
	}
	return list
}
