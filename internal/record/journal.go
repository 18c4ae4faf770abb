package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
)

// Operation is what happened to a record.
type Operation string

// The operations of the journal.
const (
	Created Operation = "created"
	Updated Operation = "updated"
	Removed Operation = "removed" // for good, by a retention rule or a person's right to erasure
)

// Entry is one change of one record: the unit of the journal.
//
// Entries form a chain: each carries the SHA-256 of what it says together with
// the hash of the entry before it, so that none can be altered, left out or
// moved without every later hash being wrong.
type Entry struct {
	Position int64 // 1, 2, 3, ... without gaps
	At       Instant
	By       ID     // the account that did it; zero for the program itself
	Type     string // of the record
	Record   ID
	Op       Operation
	Note     string // why, or by which means: a transition, an import
	Changes  string // JSON: {"field":[before,after],…} in the order of the fields; null is unknown
	Hash     [32]byte
}

// Seal is the hash that the entry must carry after an entry with hash previous.
// Every part is preceded by its length, so that no two entries hash the same text.
func (e *Entry) Seal(previous [32]byte) [32]byte {
	h := sha256.New()
	h.Write(previous[:])
	for _, part := range []string{
		fmt.Sprint(e.Position), e.At.Text(), e.By.String(), e.Type, e.Record.String(), string(e.Op), e.Note, e.Changes,
	} {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(part)))
		h.Write(n[:])
		h.Write([]byte(part))
	}
	return [32]byte(h.Sum(nil))
}

// Diff writes the changes between two versions of a record as an Entry holds
// them; either may be nil. It is empty when nothing differs.
func (t *Type) Diff(before, after Record) string {
	var b bytes.Buffer
	for _, f := range t.Fields {
		if f.Name == "version" || f.Name == "updated" {
			continue
		}
		old, now := f.jsonOf(before), f.jsonOf(after)
		if bytes.Equal(old, now) {
			continue
		}
		if b.Len() == 0 {
			b.WriteByte('{')
		} else {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:[%s,%s]", f.Name, old, now)
	}
	if b.Len() > 0 {
		b.WriteByte('}')
	}
	return b.String()
}

// Same reports whether a field has the same value in two records of its type.
func (f *Field) Same(a, b Record) bool { return bytes.Equal(f.jsonOf(a), f.jsonOf(b)) }

func (f *Field) jsonOf(r Record) []byte {
	if r == nil {
		return []byte("null")
	}
	v := f.Value(r)
	if !v.Known() {
		return []byte("null")
	}
	text, err := json.Marshal(v.JSON())
	if err != nil {
		panic(fmt.Sprintf("field %s: its JSON form cannot be written: %v", f.Name, err)) // a defect of the kind
	}
	return text
}

// Change is one field of an Entry, decoded.
type Change struct {
	Field         string
	Before, After any
}

// Decode reads the changes of an entry, in the order in which they were written.
func (e *Entry) Decode() ([]Change, error) {
	d := json.NewDecoder(bytes.NewReader([]byte(e.Changes)))
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("journal entry %d: %w", e.Position, err)
	}
	var out []Change
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("journal entry %d: %w", e.Position, err)
		}
		var pair [2]any
		if err := d.Decode(&pair); err != nil {
			return nil, fmt.Errorf("journal entry %d: %w", e.Position, err)
		}
		out = append(out, Change{Field: fmt.Sprint(name), Before: pair[0], After: pair[1]})
	}
	return out, nil
}

// Undo gives the record as it was before an entry; nil when the entry created
// it. For a removed record r is nil. Fields that no longer exist are passed over.
func (t *Type) Undo(e *Entry, r Record) (Record, error) {
	if e.Op == Created {
		return nil, nil
	}
	var before Record
	if r == nil {
		before = t.New()
		before.Head().ID = e.Record
	} else {
		before = t.Clone(r)
		h := before.Head()
		h.Version--
		h.Updated, h.UpdatedBy = Instant{}, ID{} // the entry does not say when the change before it was made
	}
	changes, err := e.Decode()
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		f := t.Field(c.Field)
		if f == nil {
			continue
		}
		v := f.Value(before)
		if v.SetJSON(c.Before) != nil {
			v.Clear()
		}
		if err := f.Set(before, v); err != nil {
			return nil, fmt.Errorf("journal entry %d, field %s: %w", e.Position, c.Field, err)
		}
	}
	return before, nil
}
