package tabular

import (
	"io"
	"slices"
	"strings"
)

// File is what is read: its bytes, how many there are, and the name under which
// a person knows it. The name never decides what a file is, only between
// readings that are equally good.
type File struct {
	Data io.ReaderAt
	Size int64
	Name string
}

// FileKind is what a file is, judged by its content.
type FileKind string

// The kinds of file that can be read.
const (
	CSV  FileKind = "csv" // delimited text, whatever the delimiter
	XLSX FileKind = "xlsx"
)

// Encoding is how a text file writes its characters.
type Encoding string

// The encodings that can be read.
const (
	UTF8        Encoding = "UTF-8"
	UTF8BOM     Encoding = "UTF-8 with byte order mark"
	UTF16LE     Encoding = "UTF-16 little endian"
	UTF16BE     Encoding = "UTF-16 big endian"
	Windows1252 Encoding = "Windows-1252"
	ISO88591    Encoding = "ISO-8859-1"
)

// LineEnd is what ends a line of a text file.
type LineEnd string

// The line ends. LF and CRLF are read alike; with CR, all three end a line.
const (
	LF   LineEnd = "LF"
	CRLF LineEnd = "CRLF"
	CR   LineEnd = "CR"
)

// HeaderRow says whether the first row names the columns.
type HeaderRow string

// The two answers.
const (
	HeaderFirst HeaderRow = "first row"
	HeaderNone  HeaderRow = "none"
)

// DateOrder says which of the two numbers in 04/03/2018 is the day. The zero
// value means that nothing said so; dates that need it are then refused.
type DateOrder string

// The two orders.
const (
	DayFirst   DateOrder = "day first"
	MonthFirst DateOrder = "month first"
)

// DecimalStyle says which mark stands before the fraction. The zero value means
// that nothing said so; numbers that need it are then refused.
type DecimalStyle string

// The two styles: 1,234.56 and 1.234,56.
const (
	DecimalPoint DecimalStyle = "point"
	DecimalComma DecimalStyle = "comma"
)

// Confidence is how sure a finding is.
type Confidence string

// From proven to merely assumed. A guess should be shown to a person.
const (
	Certain Confidence = "certain"
	Likely  Confidence = "likely"
	Guess   Confidence = "guess"
)

// Content is what the values of a column look like.
type Content string

// The contents that are told apart.
const (
	ContentEmpty    Content = "empty"
	ContentText     Content = "text"
	ContentInteger  Content = "integer"
	ContentDecimal  Content = "decimal"
	ContentAmount   Content = "amount" // numbers with a currency sign or code
	ContentDate     Content = "date"
	ContentDateTime Content = "date and time"
	ContentBoolean  Content = "yes or no"
)

// Format is how a file is to be read. Sniff finds it, a person may correct it,
// Open obeys it. A choice at its zero value means "not known".
type Format struct {
	Kind FileKind

	Encoding      Encoding // CSV only
	EncodingSure  Confidence
	Delimiter     string // CSV only: one ASCII character
	DelimiterSure Confidence
	LineEnd       LineEnd // CSV only

	Sheet  string   // XLSX only: the sheet that is read
	Sheets []string // XLSX only: all sheets of the workbook, in its order

	SkipLines  int // lines above the header: titles, or Excel's "sep=;"
	Header     HeaderRow
	HeaderSure Confidence

	DateOrder     DateOrder // "" where no date needs it
	DateOrderSure Confidence
	DateEvidence  string // the sentence behind DateOrder, for a person
	Decimal       DecimalStyle
	DecimalSure   Confidence

	Missing []string // the marks for "no value" that were seen, as "?" or "N/A"
	Columns []ColumnGuess
}

// ColumnGuess is what the sampled values of one column look like.
type ColumnGuess struct {
	Name      string // as Reader.Header gives it
	Content   Content
	Fit       float64  // share of the present values that read as Content, 0 to 1
	Layout    string   // of dates, as "D/M/YYYY hh:mm"; "" otherwise
	Empty     float64  // share of values that are blank or a mark for missing, 0 to 1
	Samples   []string // up to three different values, long ones cut
	MaxLength int      // characters of the longest value
}

// IsMissing reports whether a cell holds no value: it is blank, or one of the
// marks that the Format lists.
func (f Format) IsMissing(cell string) bool {
	cell = strings.TrimSpace(cell)
	return cell == "" || slices.Contains(f.Missing, cell)
}
