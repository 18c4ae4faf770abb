package briefing

import (
	"fmt"
	"strings"

	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Totals are the figures over the ranked list.
type Totals struct {
	Signals int
	Overdue int // past their day
	Week    int // due within seven days, today included
	// Stake is the sum of the known stakes in the organisation's currency. Where
	// several signals hang on one record, the largest of them counts.
	Stake     record.Money
	Elsewhere []record.Money // the same in other currencies, not converted
	Unknown   int            // signals whose stake is not known
}

func total(items []Item, q Question) Totals {
	t := Totals{Signals: len(items)}
	for _, item := range items {
		days := q.Today().DaysUntil(item.Due)
		switch {
		case !item.Due.Known():
		case days < 0:
			t.Overdue++
		case days <= 7:
			t.Week++
		}
		if !item.Stake.Known() {
			t.Unknown++
		}
	}
	purse := stakes(items)
	t.Stake, t.Elsewhere = purse.In(q.Currency), purse.Besides(q.Currency)
	return t
}

// stakes adds up the largest stake of each record and currency.
func stakes(items []Item) signal.Purse {
	type pot struct {
		record   record.ID
		currency string
	}
	largest := map[pot]record.Money{}
	for _, item := range items {
		p := pot{item.Root().ID, item.Stake.Currency}
		if m, ok := largest[p]; !ok || m.Minor < item.Stake.Minor {
			largest[p] = item.Stake
		}
	}
	var purse signal.Purse
	for _, m := range largest {
		purse.Add(m)
	}
	return purse
}

// headline is the briefing in a sentence: what cannot wait, or else how much there is.
func headline(t Totals) string {
	things := func(n int) string { return number(n) + " " + signal.Plural(n, "thing ", "things ") }
	is := func(n int) string { return signal.Plural(n, "is", "are") }
	sentence := "nothing needs attention"
	switch {
	case t.Week > 0 && t.Overdue > 0:
		sentence = things(t.Week) + is(t.Week) + " due within a week, " + number(t.Overdue) + " " + is(t.Overdue) + " overdue"
	case t.Week > 0:
		sentence = things(t.Week) + is(t.Week) + " due within a week"
	case t.Overdue > 0:
		sentence = things(t.Overdue) + is(t.Overdue) + " overdue"
	case t.Signals > 0:
		sentence = things(t.Signals) + signal.Plural(t.Signals, "needs", "need") + " attention"
	}
	return signal.Capital(sentence)
}

// number says small numbers in words.
func number(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}

// lede says what the headline rests on.
func lede(t Totals, q Question) string {
	today := q.Today()
	parts := []string{fmt.Sprintf("%s, %s.", today.Time().Weekday(), today.Format(q.Locale))}
	if t.Signals == 0 {
		return parts[0]
	}
	if t.Overdue+t.Week > 0 {
		parts = append(parts, fmt.Sprintf("%d %s attention in all.", t.Signals, signal.Plural(t.Signals, "thing needs", "things need")))
	}
	parts = append(parts, "At stake: "+t.Stake.Short(q.Locale)+besides(t, q.Locale)+".")
	if t.Unknown > 0 {
		parts = append(parts, fmt.Sprintf("What is at stake in %d of them is not known.", t.Unknown))
	}
	return strings.Join(append(parts, "Ranked by what is at stake and by how soon it can no longer be changed."), " ")
}

func besides(t Totals, in record.Locale) string {
	if len(t.Elsewhere) == 0 {
		return ""
	}
	return ", and apart from that " + signal.Amounts(t.Elsewhere, in)
}
