package record

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
)

// File refers to stored content by its hash. The zero File is none.
type File struct {
	Name string `json:"name"` // as it was uploaded, without folders
	Type string `json:"type"` // media type: application/pdf
	Size int64  `json:"size"` // bytes
	Hash string `json:"hash"` // SHA-256 of the content, in hexadecimal
}

var errFile = errors.New("must be an attached file; upload it on the form")

func fileKind() *Kind {
	return &Kind{
		Name: "file", Columns: []Column{{Class: ClassJSON}}, Widget: "file",
		New: func(*Field) Value { return new(File) },
		Schema: func(*Field) map[string]any {
			return map[string]any{
				"type": "object", "required": []string{"name", "type", "size", "hash"}, "additionalProperties": false,
				"properties": map[string]any{
					"name": map[string]any{"type": "string", "minLength": 1},
					"type": map[string]any{"type": "string"},
					"size": map[string]any{"type": "integer", "minimum": 0},
					"hash": map[string]any{"type": "string", "pattern": "^[0-9a-f]{64}$"},
				},
			}
		},
	}
}

// Kind describes the kind.
func (f *File) Kind() *Kind { return fileKind() }

// Known reports whether there is a file.
func (f File) Known() bool { return f.Hash != "" }

// Clear removes the file from the record; the content stays stored.
func (f *File) Clear() { *f = File{} }

// String is the name of the file.
func (f File) String() string { return f.Name }

// Parse accepts the JSON form only: a file is uploaded, not written.
func (f *File) Parse(text string, _ Reading) error {
	text = strings.TrimSpace(text)
	if text == "" {
		*f = File{}
		return nil
	}
	raw, err := decodeJSON([]byte(text))
	if err != nil {
		return errFile
	}
	return f.SetJSON(raw)
}

// Text is the JSON form, empty without a file.
func (f File) Text() string {
	if f.Hash == "" {
		return ""
	}
	return jsonText(&f)
}

// Format is the name of the file.
func (f File) Format(Locale) string { return f.Name }

// JSON is {"name":…,"type":…,"size":…,"hash":…}.
func (f *File) JSON() any {
	if f.Hash == "" {
		return nil
	}
	return map[string]any{"name": f.Name, "type": f.Type, "size": f.Size, "hash": f.Hash}
}

// SetJSON accepts the object.
func (f *File) SetJSON(v any) error {
	if v == nil {
		*f = File{}
		return nil
	}
	object, ok := v.(map[string]any)
	if !ok {
		return errFile
	}
	var file File
	var size Int
	var isName, isType, isHash bool
	file.Name, isName = object["name"].(string)
	file.Type, isType = object["type"].(string)
	file.Hash, isHash = object["hash"].(string)
	if err := size.SetJSON(object["size"]); err != nil || !size.Known() || !isName || !isType || !isHash {
		return errFile
	}
	file.Size = size.N()
	if err := file.check(nil); err != nil {
		return err
	}
	*f = file
	return nil
}

// Store gives the JSON form, NULL without a file.
func (f *File) Store() []any { return []any{encodeJSON(f)} }

// Load accepts the JSON form.
func (f *File) Load(columns []any) error { return loadJSON(columns[0], f.SetJSON) }

// Compare orders by name, then by content.
func (f *File) Compare(other Value) int {
	o := other.(*File)
	return cmp.Or(strings.Compare(f.Name, o.Name), strings.Compare(f.Hash, o.Hash),
		strings.Compare(f.Type, o.Type), cmp.Compare(f.Size, o.Size))
}

// UnmarshalJSON accepts the object.
func (f *File) UnmarshalJSON(data []byte) error { return unmarshalValue(f, data) }

// MarshalJSON writes the object, null without a file.
func (f File) MarshalJSON() ([]byte, error) { return json.Marshal(f.JSON()) }

func (f *File) check(*Field) error {
	hash, err := hex.DecodeString(f.Hash)
	switch {
	case err != nil || len(hash) != 32 || strings.ToLower(f.Hash) != f.Hash:
		return errors.New("has a hash that is not a SHA-256; upload the file again")
	case f.Size < 0 || f.Size > MaxInt:
		return errors.New("has an impossible size; upload the file again")
	case f.Name == "" || len(f.Name) > 255 || strings.ContainsAny(f.Name, "/\\\x00\r\n"):
		return errors.New("has a name that is empty, too long or holds a folder; rename the file")
	}
	return cmp.Or(checkCharacters(f.Name), checkCharacters(f.Type))
}
