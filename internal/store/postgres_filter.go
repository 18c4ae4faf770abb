package store

import (
	"fmt"
	"strings"

	"fairlead/internal/record"
)

func (e *postgres) rowset(param string, classes ...record.Class) string {
	columns := make([]string, len(classes))
	for i, c := range classes {
		columns[i] = fmt.Sprintf("(e ->> %d)::%s AS c%d", i, e.columnType(c), i)
	}
	return "(SELECT " + strings.Join(columns, ", ") + " FROM jsonb_array_elements(" + param + "::jsonb) e) k"
}

// custom casts only what is of the right sort: a cast that fails would end the
// statement, and the value may be left from when the field was of another kind.
func (e *postgres) custom(column, name string, class record.Class) string {
	part := e.customPart(column, name)
	text := "(" + part + " #>> '{}')"
	switch class {
	case record.ClassBool:
		return "coalesce(CASE jsonb_typeof(" + part + ") WHEN 'boolean' THEN " + text + "::boolean END, FALSE)"
	case record.ClassInteger, record.ClassNumeric:
		return "CASE jsonb_typeof(" + part + ") WHEN 'number' THEN " + text + "::numeric END"
	case record.ClassJSON:
		return part
	case record.ClassText:
		return "(CASE jsonb_typeof(" + part + ") WHEN 'string' THEN " + text + ` END COLLATE "C")`
	}
	return "CASE WHEN jsonb_typeof(" + part + ") = 'string' AND " + text + " ~ '" + shape(class) + "' THEN " + text + "::" + e.bareType(class) + " END"
}

// shape is a pattern of texts that can be cast to a class.
func shape(class record.Class) string {
	switch class {
	case record.ClassID:
		return "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
	case record.ClassDate:
		return `^\d{4}-\d\d-\d\d$`
	}
	return `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`
}

func (*postgres) customPart(column, name string) string {
	return "(" + column + " -> " + name + "::text)"
}

func (e *postgres) customDuration(column, name string) string {
	text := "(" + e.customPart(column, name) + " #>> '{}')"
	return "CASE WHEN " + text + ` ~ '^P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$' THEN extract(epoch FROM ` + text + "::interval)::numeric END"
}

func (e *postgres) customMinor(column, name string) string {
	text := "(" + e.customPart(column, name) + " ->> 'amount')"
	return "CASE WHEN " + text + ` ~ '^-?\d+(\.\d+)?$' THEN replace(` + text + ", '.', '')::numeric END"
}

func (e *postgres) customTargets(column, name, condition string) string {
	part := e.customPart(column, name)
	return "EXISTS (SELECT 1 FROM jsonb_array_elements_text(CASE jsonb_typeof(" + part + ") WHEN 'array' THEN " + part + " END) v WHERE v::uuid " + condition + ")"
}

func (*postgres) asText(e expression) string {
	switch e.class {
	case record.ClassNumeric:
		return "trim_scale(" + e.text + ")::text"
	case record.ClassInstant:
		return "to_char(" + e.text + ` AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
	case record.ClassJSON:
		return "(SELECT string_agg(v, ', ' ORDER BY i) FROM jsonb_array_elements_text(" + e.text + ") WITH ORDINALITY a(v, i))"
	case record.ClassText:
		return e.text
	}
	return "(" + e.text + ")::text"
}

func (*postgres) within(text, part string) string {
	return "strpos(" + text + ", " + part + "::text) > 0"
}

func (*postgres) suffix(text, part string) string {
	return "right(" + text + ", length(" + part + "::text)) = " + part
}

func (*postgres) listed(q *statement, column, item string) string {
	return "jsonb_exists(" + column + ", " + q.param(record.ClassText, item) + "::text)"
}

func (*postgres) month(e expression) string {
	if e.class == record.ClassDate {
		return "to_char(" + e.text + ", 'YYYY-MM')"
	}
	return "to_char(" + e.text + " AT TIME ZONE 'UTC', 'YYYY-MM')"
}

func (*postgres) sum(e expression) string {
	if e.class == record.ClassNumeric {
		return "sum(round(" + e.text + " * 1000000))::bigint"
	}
	return "sum(" + e.text + ")::bigint"
}

// unindexed leaves the choice to a planner that knows how short a page is.
func (*postgres) unindexed(condition string) string { return condition }
