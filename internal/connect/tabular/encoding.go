package tabular

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"fairlead/internal/fault"
)

// sampleSize is how much of a file the choices are made from.
const sampleSize = 256 << 10

// detectEncoding judges the whole file: one letter at the end of 200 MB tells
// UTF-8 from Windows-1252.
func detectEncoding(f File) (Encoding, Confidence, error) {
	head := make([]byte, min(f.Size, 4096))
	if _, err := f.Data.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", "", readFault(err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return UTF8BOM, Certain, nil
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return UTF16LE, Certain, nil
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return UTF16BE, Certain, nil
	}
	if e := utf16ByZeros(head); e != "" {
		return e, Likely, nil
	}
	c, err := countBytes(f)
	return c.encoding(), c.sure(), err
}

// utf16ByZeros recognises UTF-16 without a mark: most text there has a zero in
// every other byte.
func utf16ByZeros(head []byte) Encoding {
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case half == 0:
		return ""
	case zeros[1]*10 > half*7 && zeros[0]*10 < half:
		return UTF16LE
	case zeros[0]*10 > half*7 && zeros[1]*10 < half:
		return UTF16BE
	}
	return ""
}

// byteCount is what tells the eight-bit encodings apart.
type byteCount struct {
	multi     int // characters of several bytes that are valid UTF-8
	invalid   int // bytes that are not UTF-8
	undefined int // bytes that Windows-1252 does not define
}

// A file with a few broken bytes among many good characters is still UTF-8: the
// rows with the broken bytes are reported, the others stay right.
func (c byteCount) encoding() Encoding {
	switch {
	case c.invalid*4 <= c.multi:
		return UTF8
	case c.undefined > 0:
		return ISO88591
	}
	return Windows1252
}

func (c byteCount) sure() Confidence {
	if c.invalid == 0 {
		return Certain
	}
	return Likely
}

func countBytes(f File) (byteCount, error) {
	var c byteCount
	buf := make([]byte, 64<<10)
	kept := 0
	src := io.NewSectionReader(f.Data, 0, f.Size)
	for {
		n, err := src.Read(buf[kept:])
		end := err != nil
		kept = copy(buf, c.count(buf[:kept+n], end))
		if errors.Is(err, io.EOF) {
			return c, nil
		}
		if err != nil {
			return c, readFault(err)
		}
	}
}

// count counts b and gives back the beginning of a character that b cuts off.
func (c *byteCount) count(b []byte, end bool) (rest []byte) {
	if isASCII(b) {
		return nil
	}
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, size := utf8.DecodeRune(b)
		switch {
		case r != utf8.RuneError || size > 1:
			c.multi++
		case !end && !utf8.FullRune(b):
			return b
		default:
			c.invalid++
			if bytes.IndexByte([]byte{0x81, 0x8d, 0x8f, 0x90, 0x9d}, b[0]) >= 0 {
				c.undefined++
			}
		}
		b = b[size:]
	}
	return nil
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// decode gives the text of a file as UTF-8 without byte order mark. Text that
// is said to be UTF-8 is passed on as it is, for the scanner to check.
func decode(r io.Reader, e Encoding) io.Reader {
	switch e {
	case UTF16LE:
		r = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Reader(r)
	case UTF16BE:
		r = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Reader(r)
	case Windows1252:
		return charmap.Windows1252.NewDecoder().Reader(r)
	case ISO88591:
		return charmap.ISO8859_1.NewDecoder().Reader(r)
	}
	return &markSkipper{src: r}
}

// markSkipper drops a byte order mark from the start of UTF-8 text.
type markSkipper struct {
	src     io.Reader
	checked bool
}

func (m *markSkipper) Read(p []byte) (int, error) {
	if m.checked {
		return m.src.Read(p)
	}
	m.checked = true
	head := make([]byte, 3)
	n, err := io.ReadFull(m.src, head)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	head = bytes.TrimPrefix(head[:n], []byte("\xef\xbb\xbf"))
	m.src = io.MultiReader(bytes.NewReader(head), m.src)
	if err != nil {
		return 0, err
	}
	return m.src.Read(p)
}

func readFault(cause error) error {
	return fault.Because(cause, fault.Unavailable, "The file could not be read to its end. Upload it again.")
}
