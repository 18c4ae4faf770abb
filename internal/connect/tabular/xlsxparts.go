package tabular

import (
	"fmt"
	"strings"
)

// The fixed texts of a workbook (ECMA-376, Office Open XML).
const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace  = "http://schemas.openxmlformats.org/package/2006/"
	sheetType     = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

type part struct{ name, content string }

// parts are all parts of the workbook but the sheet.
func (x *XLSXWriter) parts() []part {
	return []part{
		{"[Content_Types].xml", `<Types xmlns="` + packageSpace + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + sheetType + `sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + sheetType + `worksheet+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + sheetType + `styles+xml"/></Types>`},
		{"_rels/.rels", relationList("officeDocument", "xl/workbook.xml")},
		{"xl/_rels/workbook.xml.rels", relationList("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml")},
		{"xl/workbook.xml", x.workbookPart()},
		{"xl/styles.xml", stylesPart(x.columns)},
	}
}

// relationList names pairs of a kind and a target.
func relationList(pairs ...string) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + packageSpace + `relationships">`)
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, i/2+1, relationSpace, pairs[i], pairs[i+1])
	}
	b.WriteString("</Relationships>")
	return b.String()
}

// workbookPart names the sheet and, as spreadsheet programs expect it, the
// range of its filter.
func (x *XLSXWriter) workbookPart() string {
	name := string(appendXMLText(nil, x.name))
	quoted := strings.ReplaceAll(name, "'", "''")
	return fmt.Sprintf(`<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets>`+
		`<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'%s'!$A$1:$%s$%d</definedName></definedNames></workbook>`,
		mainSpace, relationSpace, name, quoted, x.letters[len(x.letters)-1], x.rows)
}

// firstCustomFormat is the lowest number of a format that a workbook defines
// itself.
const firstCustomFormat = 164

// stylesPart has the default style, the header's, and one for each column.
func stylesPart(columns []Column) string {
	var formats, styles strings.Builder
	custom := 0
	for i, c := range columns {
		id, code := c.numberFormat()
		if code != "" {
			id = firstCustomFormat + i
			custom++
			fmt.Fprintf(&formats, `<numFmt numFmtId="%d" formatCode="%s"/>`, id, code)
		}
		fmt.Fprintf(&styles, `<xf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`, id)
	}
	list := ""
	if custom > 0 {
		list = fmt.Sprintf(`<numFmts count="%d">%s</numFmts>`, custom, formats.String())
	}
	const font = `<sz val="11"/><name val="Calibri"/><family val="2"/>`
	return fmt.Sprintf(`<styleSheet xmlns="%s">%s<fonts count="2"><font>%s</font><font><b/>%s</font></fonts>`+
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`+
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>`+
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`+
		`<cellXfs count="%d"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`+
		`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>%s</cellXfs>`+
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
		mainSpace, list, font, font, len(columns)+2, styles.String())
}

// numberFormat is a built-in format by its number, or the code of one of our
// own. The text format keeps a text a text also when somebody edits the cell.
func (c Column) numberFormat() (id int, code string) {
	switch c.Kind {
	case KindText:
		return 49, ""
	case KindInteger:
		return 1, ""
	case KindAmount:
		if c.Digits == 0 {
			return 3, ""
		}
		return 0, "#,##0." + strings.Repeat("0", c.Digits)
	case KindDate:
		return 0, "yyyy-mm-dd"
	case KindInstant:
		return 0, "yyyy-mm-dd hh:mm:ss"
	}
	return 0, ""
}
