package store

import (
	"fmt"
	"strings"

	"fairlead/internal/record"
)

func (*sqlite) rowset(param string, classes ...record.Class) string {
	columns := make([]string, len(classes))
	for i, c := range classes {
		columns[i] = fmt.Sprintf("value ->> %d", i)
		if c == record.ClassNumeric {
			columns[i] = fmt.Sprintf("CAST(value ->> %d AS REAL)", i)
		}
		columns[i] += fmt.Sprintf(" AS c%d", i)
	}
	return "(SELECT " + strings.Join(columns, ", ") + " FROM json_each(" + param + ")) k"
}

func (*sqlite) custom(column, name string, class record.Class) string {
	value := column + " ->> " + name
	switch class {
	case record.ClassBool:
		return "coalesce(" + value + ", FALSE)"
	case record.ClassInteger:
		return "CASE typeof(" + value + ") WHEN 'integer' THEN " + value + " END"
	case record.ClassNumeric:
		return "CASE WHEN typeof(" + value + ") IN ('integer', 'real') THEN " + value + " END"
	case record.ClassJSON:
		return "(" + column + " -> " + name + ")"
	}
	return "CASE typeof(" + value + ") WHEN 'text' THEN " + value + " END"
}

func (*sqlite) customPart(column, name string) string { return "(" + column + " -> " + name + ")" }

func (e *sqlite) customDuration(column, name string) string {
	return secondsFunction + "(" + e.custom(column, name, record.ClassText) + ")"
}

func (e *sqlite) customMinor(column, name string) string {
	return "CAST(replace(" + e.customPart(column, name) + " ->> 'amount', '.', '') AS INTEGER)"
}

func (e *sqlite) customTargets(column, name, condition string) string {
	return "EXISTS (SELECT 1 FROM json_each(" + e.customPart(column, name) + ") WHERE value " + condition + ")"
}

func (*sqlite) asText(e expression) string {
	switch e.class {
	case record.ClassInteger:
		return "CAST(" + e.text + " AS TEXT)"
	case record.ClassNumeric:
		return "rtrim(rtrim(printf('%.6f', " + e.text + "), '0'), '.')"
	case record.ClassBool:
		return "iif(" + e.text + ", 'true', 'false')"
	case record.ClassJSON:
		return "(SELECT group_concat(value, ', ') FROM json_each(" + e.text + "))"
	}
	return e.text
}

func (*sqlite) within(text, part string) string { return "instr(" + text + ", " + part + ") > 0" }

func (*sqlite) suffix(text, part string) string {
	return "substr(" + text + ", -length(" + part + ")) = " + part
}

// listed looks for the item as it is written before it takes the list apart,
// which few lists then need.
func (*sqlite) listed(q *statement, column, item string) string {
	return "(instr(" + column + ", " + q.param(record.ClassText, jsonText(item)) + ") > 0 AND EXISTS (SELECT 1 FROM json_each(" +
		column + ") WHERE value = " + q.param(record.ClassText, item) + "))"
}

func (*sqlite) month(e expression) string { return "substr(" + e.text + ", 1, 7)" }

func (*sqlite) sum(e expression) string {
	if e.class == record.ClassNumeric {
		return "sum(CAST(round(" + e.text + " * 1000000) AS INTEGER))"
	}
	return "sum(" + e.text + ")"
}

// unindexed puts a plus before it, which keeps SQLite from taking it apart.
func (*sqlite) unindexed(condition string) string { return "+(" + condition + ")" }
