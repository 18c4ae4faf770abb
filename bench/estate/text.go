package estate

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// text draws words and names.
type text struct {
	random *rand.Rand
	rare   *rand.Zipf
}

func newText(random *rand.Rand) text {
	return text{random, rand.NewZipf(random, 1.1, 30, 40_000)}
}

// common are words that very many texts share.
var common = strings.Fields(`server network laptop printer office backup login slow error user access cannot
	connect after update restart disk memory cable switch port screen mail password account licence install
	replaced checked vendor phone remote warehouse scanner label database report delay queue certificate renew`)

// word gives a common word, or one of forty thousand made-up ones.
func (t text) word() string {
	n := int(t.rare.Uint64())
	if n < len(common) {
		return common[n]
	}
	const heads, tails = "bcdfghklmnprstvw", "aeiou"
	var b strings.Builder
	for i := n; i > 0 || b.Len() < 4; i /= len(heads) * len(tails) {
		k := i % (len(heads) * len(tails))
		b.WriteByte(heads[k/len(tails)])
		b.WriteByte(tails[k%len(tails)])
	}
	return b.String()
}

func (t text) sentence(words int) string {
	list := make([]string, words)
	for i := range list {
		list[i] = t.word()
	}
	list[0] = strings.ToUpper(list[0][:1]) + list[0][1:]
	return strings.Join(list, " ")
}

// paragraph gives a text of about so many words, now and then much longer.
func (t text) paragraph(words int) string {
	n := words/2 + t.random.IntN(words)
	if t.random.IntN(50) == 0 {
		n *= 8
	}
	var lines []string
	for ; n > 0; n -= 12 {
		lines = append(lines, t.sentence(min(n, 12))+".")
	}
	return strings.Join(lines, "\n")
}

var (
	firstNames = strings.Fields(`Anna Bjørn Carla David Elif Farid Grete Hanna Ivan Jana Kofi Lars Maria Nils Olga
		Pedro Quentin Rosa Sven Tariq Ursula Viktor Wanda Xenia Yusuf Zoë Åse Émile Łukasz Sofía`)
	lastNames = strings.Fields(`Andersen Bakke Costa Dahl Eriksen Ferrari Greco Hansen Ibsen Jensen Kowalski Larsen Meyer
		Nowak Olsen Petrov Quist Rossi Schmidt Tanaka Ueda Virtanen Weber Xu Yılmaz Zimmermann Ødegård Müller García Novák`)
	places = strings.Fields(`Oslo Bergen Hamburg Rotterdam Antwerp Gdańsk Riga Turku Malmö Aarhus Lyon Porto Genoa
		Trieste Zürich Vienna Prague Leeds Cork Bilbao`)
	makers = strings.Fields(`Acora Belvex Corvane Dynatek Elmira Fonteq Granex Halvor Intero Jovis Kestrel Lumena
		Meridian Nordal Optera Pellic Quanta Ravens Solvane Tarkin`)
	trades = []string{"Systems", "Networks", "Software", "Telecom", "Cloud", "Services", "Consulting", "Security", "Print", "Power"}
)

func pick[T any](t text, list []T) T { return list[t.random.IntN(len(list))] }

func (t text) person() string { return pick(t, firstNames) + " " + pick(t, lastNames) }

func (t text) company(n int) string {
	return fmt.Sprintf("%s %s %d", makers[n%len(makers)], trades[n/len(makers)%len(trades)], n)
}
