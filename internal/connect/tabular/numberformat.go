package tabular

import (
	"strconv"
	"strings"
)

// numberClass is what a cell's number format says about its number.
type numberClass uint8

const (
	plainNumber numberClass = iota
	dateNumber              // days, shown as a date
	dateTimeNumber
	timeNumber     // part of a day, shown as a time of day
	durationNumber // days, shown as hours that go beyond 24
)

// readStyles reads the class of every cell style.
func (wb *workbook) readStyles(part string) error {
	custom := map[int]numberClass{}
	inCells := false
	return wb.each(part, func(x *xmlScanner) {
		switch string(x.name) {
		case "numFmt":
			custom[number0(x.attr("numFmtId"))] = classify(string(x.attr("formatCode")))
		case "cellStyleXfs", "cellStyles", "dxfs":
			inCells = false
		case "cellXfs":
			inCells = true
		case "xf":
			if inCells {
				wb.formats = append(wb.formats, builtInOr(custom, number0(x.attr("numFmtId"))))
			}
		}
	})
}

// number0 is the attribute as a number; 0 where it is none.
func number0(value []byte) int {
	n, _ := strconv.Atoi(string(value))
	return n
}

// builtInOr is the class of a format by its number: the built-in formats of
// ECMA-376 part 1, 18.8.30, with those of the East Asian languages, unless the
// workbook defines that number itself.
func builtInOr(custom map[int]numberClass, id int) numberClass {
	if class, found := custom[id]; found {
		return class
	}
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return dateNumber
	case id == 22:
		return dateTimeNumber
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47:
		return timeNumber
	case id == 46:
		return durationNumber
	}
	return plainNumber
}

// classify reads a format code, as `dd/mm/yyyy hh:mm` or `[h]:mm`.
func classify(code string) numberClass {
	code, _, _ = strings.Cut(bareCode(strings.ToLower(code)), ";")
	if strings.Contains(code, "[h") || strings.Contains(code, "[m") || strings.Contains(code, "[s") {
		return durationNumber
	}
	day := strings.ContainsAny(code, "yd")
	clock := strings.ContainsAny(code, "hs")
	switch {
	case day && clock:
		return dateTimeNumber
	case day:
		return dateNumber
	case clock:
		return timeNumber
	case strings.Contains(code, "m") && !strings.ContainsAny(code, "0#?"):
		return dateNumber // a month alone
	}
	return plainNumber
}

// bareCode drops from a format code what is shown as it is: quoted text,
// escaped characters, fillers, and everything in brackets but elapsed times.
func bareCode(code string) string {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '\\', '_', '*':
			i++
		case '"':
			i += skipTo(code[i+1:], '"')
		case '[':
			n := max(1, skipTo(code[i+1:], ']'))
			if inner := code[i+1 : i+n]; inner != "" && strings.Trim(inner, inner[:1]) == "" {
				b.WriteString("[" + inner)
			}
			i += n
		default:
			b.WriteByte(code[i])
		}
	}
	return b.String()
}

// skipTo is how many bytes to step over to stand on end, or at the end of s.
func skipTo(s string, end byte) int {
	if n := strings.IndexByte(s, end); n >= 0 {
		return n + 1
	}
	return len(s)
}
