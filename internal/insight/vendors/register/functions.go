package register

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"fairlead/internal/record"
)

// gaps are what is missing to describe the function.
func (f *Function) gaps() []Gap {
	if f.Missing == nil {
		f.lack()
	}
	return f.Missing
}

// unjudged reports whether nobody said whether the function is critical; that is then
// its first gap.
func (f *Function) unjudged() bool { return f.Impact == nil || f.Impact.Critical == "" }

func (f *Function) lack() {
	f.Missing = []Gap{}
	if f.Impact == nil {
		note(&f.Missing, f.Service, "", "B_06.01.0060", NoImpact)
	} else {
		need(&f.Missing, f.Impact, "critical", "B_06.01.0060", "Whether it is critical or important", said(f.Impact.Critical))
		need(&f.Missing, f.Impact, "activity", "B_06.01.0020", "Licensed activity", f.Impact.Activity)
		need(&f.Missing, f.Impact, "on", "B_06.01.0080", "Day of the assessment", f.Impact.On.Text())
		need(&f.Missing, f.Impact, "impact", "B_06.01.0110", "Impact of discontinuing it", said(f.Impact.Impact))
	}
	if !f.Service.RTO.Known() {
		note(&f.Missing, f.Service, "rto", "B_06.01.0090", "Recovery time objective")
	}
	if !f.Service.RPO.Known() {
		note(&f.Missing, f.Service, "rpo", "B_06.01.0100", "Recovery point objective")
	}
}

// writeFunctions is B_06.01, of every function that a contract of the register supports.
func (b *builder) writeFunctions() {
	var list []*Function
	for _, f := range b.functions {
		if f != nil {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(x, y *Function) int { return cmp.Compare(x.Service.Number, y.Service.Number) })
	lei := b.lei(b.keeper)
	for _, f := range list {
		f.gaps()
		activity, critical, because, on, impact := "", NotAssessed, "", Never, NotAssessed
		if i := f.Impact; i != nil {
			activity, because = i.Activity, i.Because
			if i.Critical != "" {
				critical, on = said(i.Critical), i.On.Text()
			}
			impact = cmp.Or(said(i.Impact), NotAssessed)
		}
		b.row("B_06.01", f.id(), activity, f.Service.Name, lei, critical, because, on, wholeHours(f.Service.RTO), wholeHours(f.Service.RPO), impact)
		b.out.Functions = append(b.out.Functions, *f)
	}
}

// wholeHours are the hours of an objective as the regulation counts them: 1 for less
// than one, 0 where none is set; parts of an hour are rounded up.
func wholeHours(d record.Duration) string {
	if !d.Known() {
		return "0"
	}
	return strconv.Itoa(max(1, int(math.Ceil(d.Hours()))))
}
