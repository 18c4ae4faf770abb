package register

import (
	"cmp"
	"slices"
	"strconv"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
)

// The values that the regulation writes for what is not, or was not done.
const (
	Never       = "9999-12-31"
	NotAssessed = "Assessment not performed"
)

// NoImpact is what a function lacks that has no approved business impact.
const NoImpact = "An approved assessment"

// builder puts a register together.
type builder struct {
	Question
	s         *record.Snapshot
	rows      map[string][][]string
	keeper    *catalog.LegalEntity // nil where nobody, or nobody alone, keeps it
	only      *catalog.LegalEntity // the one that is no branch, where there is but one
	anybody   bool                 // an entity of ours is recorded
	functions map[record.ID]*Function
	providers map[record.ID]*provider
	out       *Register
}

// Build puts the register together as the records say it is.
func Build(s *record.Snapshot, q Question) *Register {
	return record.Answer(s, "vendors.register", q, func(s *record.Snapshot, q Question) *Register {
		b := &builder{Question: q, s: s, rows: map[string][][]string{}, functions: map[record.ID]*Function{}, providers: map[record.ID]*provider{}, out: &Register{}}
		b.entities()
		contracts := b.contracts()
		b.meetProviders(contracts)
		for _, c := range contracts {
			b.arrangement(c)
		}
		b.writeProviders()
		b.writeFunctions()
		b.definitions()
		for _, t := range Templates() {
			b.out.Tables = append(b.out.Tables, Table{t, b.rows[t.Code]})
		}
		return b.out
	})
}

func (b *builder) row(code string, cells ...string) { b.rows[code] = append(b.rows[code], cells) }

// need notes that a value is missing, and gives it back.
func need(into *[]Gap, of record.Record, field, column, what, value string) string {
	if value == "" {
		note(into, of, field, column, what)
	}
	return value
}

// note adds a gap that is not there yet.
func note(into *[]Gap, of record.Record, field, column, what string) {
	if g := (Gap{of, field, column, what}); !slices.Contains(*into, g) {
		*into = append(*into, g)
	}
}

// contracts lists those of the register, by reference: in force or ended, with an ICT
// service; and those in force that serve a service, though the ICT service is not
// recorded yet.
func (b *builder) contracts() []*catalog.Contract {
	var list []*catalog.Contract
	for c := range record.Each[catalog.Contract](b.s) {
		if c.Archived || c.State == "draft" || c.State == "rejected" {
			continue
		}
		switch {
		case len(b.services(c)) > 0 || c.State != "ended" && len(c.Services) > 0:
			list = append(list, c)
		case c.State != "ended":
			b.out.LeftOut = append(b.out.LeftOut, c)
		}
	}
	slices.SortFunc(list, func(x, y *catalog.Contract) int {
		return cmp.Or(cmp.Compare(x.Reference, y.Reference), cmp.Compare(x.Number, y.Number))
	})
	return list
}

// services are the ICT services of a contract, by type.
func (b *builder) services(c *catalog.Contract) []*catalog.ICTService {
	var list []*catalog.ICTService
	for s := range record.Referring[catalog.ICTService](b.s, c.ID, "contract") {
		if !s.Archived {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(x, y *catalog.ICTService) int {
		return cmp.Or(cmp.Compare(x.Type, y.Type), cmp.Compare(x.Number, y.Number))
	})
	return list
}

// function is a service as a function of ours; nil where it is not in the records.
func (b *builder) function(ref record.Ref[catalog.Service]) *Function {
	if f, ok := b.functions[ref.ID]; ok {
		return f
	}
	var f *Function
	if service := record.Get(b.s, ref); service != nil {
		f = &Function{Service: service}
		for i := range record.Referring[catalog.BusinessImpact](b.s, ref.ID, "service") {
			if i.Approved() && (f.Impact == nil || i.On.After(f.Impact.On)) {
				f.Impact = i
			}
		}
	}
	b.functions[ref.ID] = f
	return f
}

// functionsOf are the functions that an ICT service supports: its own, else those of
// its contract. Without one there is a single nil: what it supports is not known.
func (b *builder) functionsOf(c *catalog.Contract, s *catalog.ICTService) []*Function {
	refs := c.Services
	if s != nil && len(s.Services) > 0 {
		refs = s.Services
	}
	var list []*Function
	for _, ref := range refs {
		if f := b.function(ref); f != nil {
			list = append(list, f)
		}
	}
	if len(list) == 0 {
		list = append(list, nil)
	}
	return list
}

// id is the identifier of a function: F and the number of the service.
func (f *Function) id() string {
	if f == nil {
		return ""
	}
	return "F" + strconv.FormatInt(f.Service.Number, 10)
}

func anyCritical(list []*Function) bool {
	return slices.ContainsFunc(list, func(f *Function) bool { return f != nil && f.Critical() })
}

// said is the title of a choice; empty for none.
func said[T interface {
	~string
	Options() []record.Option
}](choice T) string {
	for _, o := range choice.Options() {
		if o.Name == string(choice) {
			return o.Title
		}
	}
	return ""
}

func days(n record.Int) string {
	if !n.Known() {
		return ""
	}
	return strconv.FormatInt(n.N(), 10)
}

// cost is what a contract costs a year, in units of its currency.
func cost(c *catalog.Contract) (currency, amount string) {
	m := vendors.Yearly(c)
	if !m.Known() {
		return "", ""
	}
	return m.Currency, m.Amount()
}

// definitions are the options whose meaning the entity has to explain: what they mean
// to it is not recorded.
func (b *builder) definitions() {
	for _, d := range defined() {
		for i, option := range d.options {
			b.row("B_99.01", d.column, d.name, strconv.Itoa(i+1)+". "+option, "")
		}
	}
}

type definition struct {
	column, name string
	options      []string
}

// defined is template B_99.01.
func defined() []definition {
	levels := []string{"Low", "Medium", "High"}
	return []definition{
		{"B_02.01.0020", "Type of contractual arrangement", []string{"Standalone arrangement", "Overarching arrangement", "Subsequent or associated arrangement"}},
		{"B_02.02.0170", "Sensitiveness of the data stored by the ICT third-party service provider", levels},
		{"B_06.01.0110", "Impact of discontinuing the function", levels},
		{"B_07.01.0050", "Substitutability of the ICT third-party service provider", []string{"Not substitutable", "Highly complex substitutability", "Medium complexity in terms of substitutability", "Easily substitutable"}},
		{"B_07.01.0090", "Possibility of reintegration of the contracted ICT service", []string{"Easy", "Difficult", "Highly complex"}},
		{"B_07.01.0100", "Impact of discontinuing the ICT services", levels},
	}
}
