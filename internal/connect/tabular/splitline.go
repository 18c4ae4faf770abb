package tabular

// splitLine cuts a line with broken quoting as well as can be: what is quoted
// properly loses its quotes, the rest stays as it is. Nothing is dropped.
func splitLine(line string, delim byte) []string {
	var cells []string
	for {
		cell, rest, more := firstCell(line, delim)
		cells = append(cells, cell)
		if !more {
			return cells
		}
		line = rest
	}
}

func firstCell(line string, delim byte) (cell, rest string, more bool) {
	if len(line) > 0 && line[0] == '"' {
		if cell, n := quotedCell(line); n == len(line) {
			return cell, "", false
		} else if n > 0 && line[n] == delim {
			return cell, line[n+1:], true
		}
	}
	for i := range len(line) {
		if line[i] == delim {
			return line[:i], line[i+1:], true
		}
	}
	return line, "", false
}

// quotedCell reads the quoted cell at the start of line and its length with
// quotes; length 0 where the quote is not closed.
func quotedCell(line string) (cell string, length int) {
	var text []byte
	for i := 1; i < len(line); i++ {
		if line[i] == '"' {
			if i+1 == len(line) || line[i+1] != '"' {
				return string(text), i + 1
			}
			i++
		}
		text = append(text, line[i])
	}
	return "", 0
}
