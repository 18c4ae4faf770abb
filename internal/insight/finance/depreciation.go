package finance

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Charges gives the depreciation of each month of an asset's life, from the month
// of its purchase on (IAS 16, paragraphs 55 and 62). They add up exactly to price
// less residual value. It is nil when the price or the life is not known.
//
// Straight-line charges are even. Declining balance charges a year twice what an
// even year would be of what is left (double declining), and goes over to even
// charges once these are higher; each year's charge is spread over its months.
func Charges(a *catalog.Asset) []record.Money {
	life := int(a.UsefulLife.N())
	if !a.Price.Known() || life < 1 {
		return nil
	}
	left := a.Price
	if a.Residual.Known() {
		left = signal.Plus(left, a.Residual.Neg())
	}
	if left.Minor < 0 || !left.Known() {
		return nil
	}
	if a.Method != "declining" {
		return even(left, life)
	}
	return declining(a.Price, left, life)
}

// even cuts an amount into equal parts that add up to it.
func even(m record.Money, n int) []record.Money {
	parts, err := m.Split(slices.Repeat([]int64{1}, n))
	if err != nil { // there is no way to it: the weights are positive
		return nil
	}
	return parts
}

func declining(book, left record.Money, life int) []record.Money {
	var charges []record.Money
	for months := life; months > 0; months -= 12 {
		year := min(months, 12)
		fast, err := book.MulRatio(2*int64(year), int64(life))
		straight, wrong := left.MulRatio(int64(year), int64(months))
		if err != nil || wrong != nil {
			return nil
		}
		charge := min(max(fast.Minor, straight.Minor), left.Minor)
		of := record.Money{Minor: charge, Currency: book.Currency}
		charges = append(charges, even(of, year)...)
		book, left = signal.Plus(book, of.Neg()), signal.Plus(left, of.Neg())
	}
	return charges
}

// Worn is what the assets in use lose and are worth, in one currency.
type Worn struct {
	Months  []record.Date
	Classes []WornClass    // by name, those that lose something
	Charge  []record.Money // of each month, all together
	Book    record.Money   // what they are worth at the end of the month before the first
	Assets  int            // counted
	// Unknown are assets in use with a price and without a day of purchase or a
	// life, or in a currency without a rate.
	Unknown []*catalog.Asset
}

// WornClass is the charge by month of one class of assets.
type WornClass struct {
	Class  catalog.AssetClass
	Assets int
	Charge []record.Money
}

// Depreciation adds up what assets lose over some months, the first of which is
// that of the day. Assets that are retired or not yet there lose nothing.
func Depreciation(s *record.Snapshot, today record.Date, currency string, months int) Worn {
	type question struct {
		today    record.Date
		currency string
		months   int
	}
	return record.Answer(s, "finance.depreciation", question{today, currency, months}, func(s *record.Snapshot, q question) Worn {
		return worn(s, q.today, q.currency, q.months)
	})
}

func worn(s *record.Snapshot, today record.Date, currency string, months int) Worn {
	out := Worn{Months: monthsFrom(today, months), Charge: nothing(currency, months), Book: record.NoMoney(currency)}
	rates := catalog.RatesOf(s)
	classes := map[catalog.AssetClass]*WornClass{}
	for a := range record.Each[catalog.Asset](s) {
		if !inUse(a) || !a.Price.Known() {
			continue
		}
		charges := converted(rates, Charges(a), currency, a.Purchased)
		if charges == nil || !a.Purchased.Known() {
			out.Unknown = append(out.Unknown, a)
			continue
		}
		class := classes[a.Class]
		if class == nil {
			class = &WornClass{Class: a.Class, Charge: nothing(currency, months)}
			classes[a.Class] = class
		}
		out.Assets++
		class.Assets++
		first := monthsBetween(a.Purchased, out.Months[0])
		out.Book = signal.Plus(out.Book, bookValue(rates.Convert(a.Price, currency, a.Purchased), charges, first))
		for i := range out.Months {
			if at := first + i; at >= 0 && at < len(charges) {
				class.Charge[i] = signal.Plus(class.Charge[i], charges[at])
				out.Charge[i] = signal.Plus(out.Charge[i], charges[at])
			}
		}
	}
	for _, class := range classes {
		out.Classes = append(out.Classes, *class)
	}
	slices.SortFunc(out.Classes, func(a, b WornClass) int { return cmp.Compare(a.Class, b.Class) })
	return out
}

func inUse(a *catalog.Asset) bool {
	return !a.Archived && a.State != "ordered" && a.State != "retired"
}

// bookValue is the price less the charges of the months before the nth.
func bookValue(price record.Money, charges []record.Money, n int) record.Money {
	for i := range min(max(n, 0), len(charges)) {
		price = signal.Plus(price, charges[i].Neg())
	}
	return price
}

// converted gives amounts in another currency by the rate of one day: what a
// thing was worth when it was bought. It is nil when no rate is known.
func converted(r *catalog.Rates, amounts []record.Money, currency string, day record.Date) []record.Money {
	out := make([]record.Money, len(amounts))
	for i, m := range amounts {
		if out[i] = r.Convert(m, currency, day); !out[i].Known() {
			return nil
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// nothing is the known amount zero, n times.
func nothing(currency string, n int) []record.Money {
	return slices.Repeat([]record.Money{record.NoMoney(currency)}, n)
}

// monthsFrom lists the first days of n months, from that of a day on.
func monthsFrom(day record.Date, n int) []record.Date {
	months := make([]record.Date, n)
	for i := range months {
		months[i] = catalog.FirstOfMonth(day).AddMonths(i)
	}
	return months
}

// monthsBetween counts the months from that of one day to that of another.
func monthsBetween(a, b record.Date) int {
	return 12*(b.Year()-a.Year()) + int(b.Month()) - int(a.Month())
}
