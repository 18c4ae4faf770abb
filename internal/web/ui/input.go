package ui

import (
	"slices"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// TextProps describes a line of text.
type TextProps struct {
	Value        string
	Type         string // text (when empty), email, url, tel, search or password
	Placeholder  string
	AutoComplete string // what the browser may fill in, such as "username"
	MaxLength    int
	Focus        bool // the first thing to fill on the page
	Code         bool // set in fixed width
}

// TextField is a line of text.
func TextField(f Field, p TextProps) g.Node {
	if p.Type == "" {
		p.Type = "text"
	}
	return FieldBox(f, h.Input(class(when(p.Code, "code")), h.Type(p.Type), f.attrs(), attr("value", p.Value),
		attr("placeholder", p.Placeholder), attr("autocomplete", p.AutoComplete), limit("maxlength", p.MaxLength), flag("autofocus", p.Focus)))
}

func limit(name string, n int) g.Node {
	if n == 0 {
		return nil
	}
	return g.Attr(name, strconv.Itoa(n))
}

// AreaProps describes text of several lines.
type AreaProps struct {
	Value       string
	Rows        int // height in lines; zero is 4
	Placeholder string
	MaxLength   int
	Code        bool
}

// AreaField is text of several lines. It grows with what is typed.
func AreaField(f Field, p AreaProps) g.Node {
	if p.Rows == 0 {
		p.Rows = 4
	}
	f.Wide = true
	return FieldBox(f, h.Textarea(class(when(p.Code, "code")), f.attrs(), limit("rows", p.Rows), attr("placeholder", p.Placeholder),
		limit("maxlength", p.MaxLength), g.Text(p.Value)))
}

// NumberProps describes a number. The values are text, as a form sends them.
type NumberProps struct {
	Value          string
	Min, Max, Step string // Step empty allows any fraction
}

// NumberField is a number. It is a text field with a number keyboard, so that
// the reader's own decimal comma is accepted and scrolling changes nothing.
func NumberField(f Field, p NumberProps) g.Node {
	mode := "decimal"
	if p.Step == "1" {
		mode = "numeric"
	}
	return FieldBox(f, h.Input(h.Class("num"), h.Type("text"), g.Attr("inputmode", mode), f.attrs(), attr("value", p.Value),
		attr("data-min", p.Min), attr("data-max", p.Max), h.AutoComplete("off")))
}

// DateProps describes a day (2006-01-02) or a moment (2006-01-02T15:04).
type DateProps struct {
	Value    string
	Min, Max string
}

// DateField is a day.
func DateField(f Field, p DateProps) g.Node { return dateField(f, p, "date") }

// DateTimeField is a moment in the reader's time zone; say which in Help.
func DateTimeField(f Field, p DateProps) g.Node { return dateField(f, p, "datetime-local") }

func dateField(f Field, p DateProps, kind string) g.Node {
	return FieldBox(f, h.Input(h.Class("date"), h.Type(kind), f.attrs(), attr("value", p.Value), attr("min", p.Min), attr("max", p.Max)))
}

// Option is one of the values of a choice.
type Option struct {
	Value string
	Label string
	Help  string // shown by radio and check sets only
}

// SelectProps describes a choice of one from a short list.
type SelectProps struct {
	Value   string
	Options []Option
	Empty   string // label of the choice of nothing; empty leaves it out
}

// SelectField is a choice of one from a list that drops down.
func SelectField(f Field, p SelectProps) g.Node {
	return FieldBox(f, selectBox(f, p))
}

func selectBox(f Field, p SelectProps) g.Node {
	option := func(value, label string) g.Node {
		return h.Option(h.Value(value), flag("selected", value == p.Value), g.Text(label))
	}
	return h.Span(h.Class("select"), h.Select(f.attrs(),
		g.If(p.Empty != "", option("", p.Empty)),
		g.Map(p.Options, func(o Option) g.Node { return option(o.Value, o.Label) })), Icon(IconChevronDown))
}

// CheckField is a yes or no. It sends "true" when checked and nothing when not.
func CheckField(f Field, checked bool) g.Node {
	return h.Div(f.class(), tick("checkbox", f.attrs(), Option{Value: "true", Label: f.Label}, checked, f.mark()), f.problem(), f.help())
}

// RadioField is a choice of one where all choices are to be seen.
func RadioField(f Field, p SelectProps) g.Node {
	return groupBox(f, h.Div(h.Class("ticks"), g.Map(p.Options, func(o Option) g.Node {
		attrs := g.Group{h.Name(f.Name), flag("required", f.Required), flag("disabled", f.Disabled)}
		return tick("radio", attrs, o, o.Value == p.Value, nil)
	})))
}

// CheckSetProps describes a choice of several from a short list.
type CheckSetProps struct {
	Values  []string
	Options []Option
}

// CheckSetField is a choice of several. Each checked one is sent under the field's name.
func CheckSetField(f Field, p CheckSetProps) g.Node {
	return groupBox(f, h.Div(h.Class("ticks"), g.Map(p.Options, func(o Option) g.Node {
		return tick("checkbox", g.Group{h.Name(f.Name), flag("disabled", f.Disabled)}, o, slices.Contains(p.Values, o.Value), nil)
	})))
}

// tick is a checkbox or radio button inside its own label.
func tick(kind string, attrs g.Node, o Option, on bool, mark g.Node) g.Node {
	return h.Label(h.Class("tick"), h.Input(h.Type(kind), attrs, h.Value(o.Value), flag("checked", on)),
		h.Span(g.Text(o.Label), mark, g.If(o.Help != "", h.Small(g.Text(o.Help)))))
}

// MoneyProps describes an amount as a person types it, and its currency (ISO 4217).
type MoneyProps struct {
	Amount     string
	Currency   string
	Currencies []string // to choose from; none or one shows the currency as a unit
}

// MoneyField is an amount of money. It sends Name.amount and Name.currency.
func MoneyField(f Field, p MoneyProps) g.Node {
	amount := f.part("amount", "Amount")
	amount.ID, amount.Help, amount.Error = f.id(), f.Help, f.Error
	input := h.Input(h.Class("num"), h.Type("text"), g.Attr("inputmode", "decimal"), amount.attrs(), attr("value", p.Amount), h.AutoComplete("off"))
	if len(p.Currencies) < 2 {
		f.Unit = p.Currency
		return FieldBox(f, g.Group{input, h.Input(h.Type("hidden"), h.Name(f.Name+".currency"), h.Value(p.Currency))})
	}
	currency := Field{Name: f.Name + ".currency", ID: f.id() + "-currency", Disabled: f.Disabled}
	options := g.Map(p.Currencies, func(c string) g.Node {
		return h.Option(h.Value(c), flag("selected", c == p.Currency), g.Text(c))
	})
	return FieldBox(f, g.Group{input, h.Span(h.Class("select"), h.Select(currency.attrs(), h.Aria("label", f.Label+", currency"), options), Icon(IconChevronDown))})
}

// EstimateProps describes a three-point estimate as typed.
type EstimateProps struct{ Low, Likely, High string }

// EstimateField is a figure that is not known exactly: what it is at least, most
// likely and at most. It sends Name.low, Name.likely and Name.high.
func EstimateField(f Field, p EstimateProps) g.Node {
	part := func(name, label, value string) g.Node {
		one := Field{Name: f.Name + "." + name, ID: f.id() + "-" + name, Disabled: f.Disabled, ReadOnly: f.ReadOnly}
		return h.Label(h.Span(g.Text(label)), h.Input(h.Class("num"), h.Type("text"), g.Attr("inputmode", "decimal"), one.attrs(), attr("value", value), h.AutoComplete("off")))
	}
	return groupBox(f, h.Div(h.Class("estimate"),
		part("low", "Low", p.Low), part("likely", "Likely", p.Likely), part("high", "High", p.High), f.unit()))
}

// FileProps describes files to hand in.
type FileProps struct {
	Accept   string // as in HTML: ".csv,.xlsx"
	Multiple bool
	Limit    string // "CSV or XLSX, up to 50 MB"
}

// FileField is a place to drop files on or to choose them from. The form must be [FormProps].Files.
func FileField(f Field, p FileProps) g.Node {
	f.Wide = true
	return FieldBox(f, h.Div(h.Class("drop"), Icon20(IconUpload),
		h.Input(h.Type("file"), f.attrs(), attr("accept", p.Accept), flag("multiple", p.Multiple)),
		g.If(p.Limit != "", h.Small(g.Text(p.Limit)))))
}
