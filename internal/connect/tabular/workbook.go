package tabular

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"strings"

	"fairlead/internal/fault"
)

// workbook is an opened XLSX file (ECMA-376, Office Open XML).
type workbook struct {
	parts    map[string]*zip.File // by lower-case name
	limits   Limits
	unzipped int64 // bytes unzipped so far, over all parts
	date1904 bool
	sheets   []sheet
	formats  []numberClass // by style index
	strings  sharedStrings
}

type sheet struct {
	name   string
	part   string
	hidden bool
}

// openWorkbook reads everything but the sheets themselves.
func openWorkbook(f File, limits Limits) (*workbook, error) {
	archive, err := openArchive(f)
	if err != nil {
		return nil, err
	}
	wb := &workbook{parts: map[string]*zip.File{}, limits: limits}
	var declared uint64
	for _, part := range archive.File {
		wb.parts[strings.ToLower(part.Name)] = part
		if declared += part.UncompressedSize64; declared > uint64(limits.Unzipped) {
			return nil, wb.tooLarge()
		}
	}
	main, err := wb.mainPart()
	if err == nil {
		err = wb.readMain(main)
	}
	return wb, workbookFault(err)
}

// indexLimit bounds the parts that are held in memory but hold no cells: lists
// of sheets, relationships and styles, and the directory of the archive.
const indexLimit = 16 << 20

// each calls visit for every start tag of such a part.
func (wb *workbook) each(part string, visit func(*xmlScanner)) error {
	content, err := wb.open(part)
	if err != nil {
		return err
	}
	content.limit = indexLimit
	x := newXMLScanner(content, wb.limits.row())
	for {
		switch event, err := x.next(); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case event == xmlStart:
			visit(x)
		}
	}
}

// relation is one entry of a part's list of relationships.
type relation struct {
	kind   string // last word of the type, as "worksheet"
	target string // name of the part
}

// relations reads the list that belongs to a part, by id; the empty list where
// there is none.
func (wb *workbook) relations(part string) (map[string]relation, error) {
	list := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	found := map[string]relation{}
	if wb.parts[strings.ToLower(list)] == nil {
		return found, nil
	}
	err := wb.each(list, func(x *xmlScanner) {
		if string(x.name) != "Relationship" {
			return
		}
		target := string(x.attr("Target"))
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(part), target)
		}
		found[string(x.attr("Id"))] = relation{
			kind:   path.Base(string(x.attr("Type"))),
			target: strings.TrimPrefix(target, "/"),
		}
	})
	return found, err
}

func (wb *workbook) mainPart() (string, error) {
	roots, err := wb.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range roots {
		if r.kind == "officeDocument" {
			return r.target, nil
		}
	}
	return "xl/workbook.xml", nil
}

func (wb *workbook) readMain(main string) error {
	relations, err := wb.relations(main)
	if err != nil {
		return err
	}
	err = wb.each(main, func(x *xmlScanner) {
		switch string(x.name) {
		case "workbookPr":
			wb.date1904 = isTrue(x.attr("date1904"))
		case "sheet":
			r := relations[string(x.attr("id"))]
			if r.kind == "worksheet" {
				wb.sheets = append(wb.sheets, sheet{name: string(x.attr("name")), part: r.target, hidden: len(x.attr("state")) > 0 && string(x.attr("state")) != "visible"})
			}
		}
	})
	if err != nil {
		return err
	}
	for _, r := range relations {
		switch r.kind {
		case "styles":
			err = wb.readStyles(r.target)
		case "sharedStrings":
			err = wb.readStrings(r.target)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func isTrue(value []byte) bool { return string(value) == "1" || string(value) == "true" }

// find gives the sheet with this name.
func (wb *workbook) find(name string) (sheet, error) {
	for _, s := range wb.sheets {
		if s.name == name {
			return s, nil
		}
	}
	return sheet{}, fault.New(fault.Invalid, "The workbook has no sheet “%s”. Choose one of: %s.", name, strings.Join(wb.names(), ", "))
}

func (wb *workbook) names() []string {
	names := make([]string, len(wb.sheets))
	for i, s := range wb.sheets {
		names[i] = s.name
	}
	return names
}

// firstFilled is the name of the first sheet with anything in it; visible
// sheets go before hidden ones.
func (wb *workbook) firstFilled() (string, error) {
	for _, hidden := range []bool{false, true} {
		for _, s := range wb.sheets {
			if s.hidden != hidden {
				continue
			}
			filled, err := wb.filled(s)
			if filled || err != nil {
				return s.name, err
			}
		}
	}
	return "", fault.New(fault.Invalid, "The workbook has no sheet with anything in it.")
}

func (wb *workbook) filled(s sheet) (bool, error) {
	rows, err := wb.rows(s, 0)
	for err == nil {
		var rec record
		if rec, err = rows.next(); err == nil && !blank(rec.cells) {
			return true, nil
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return false, err
}
