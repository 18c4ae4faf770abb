package scenario

import (
	"fmt"
	"strconv"

	"fairlead/engine/loss"
)

// sentence is what is left of a line. Its methods take words from it; the first that
// finds something wrong sets err, and those after it do nothing.
type sentence struct{ left []string }

func (w *sentence) word(err *error) string {
	if *err != nil {
		return ""
	}
	if len(w.left) == 0 {
		*err = fmt.Errorf("the line ends too early")
		return ""
	}
	first := w.left[0]
	w.left = w.left[1:]
	return first
}

// next takes the next word if it is this one.
func (w *sentence) next(word string) bool {
	if len(w.left) == 0 || w.left[0] != word {
		return false
	}
	w.left = w.left[1:]
	return true
}

func (w *sentence) must(word string, err *error) {
	if got := w.word(err); *err == nil && got != word {
		*err = fmt.Errorf("%q must stand where %q does", word, got)
	}
}

func (w *sentence) number(err *error) float64 {
	word := w.word(err)
	if *err != nil {
		return 0
	}
	v, wrong := strconv.ParseFloat(word, 64)
	if wrong != nil {
		*err = fmt.Errorf("%q is no number", word)
	}
	return v
}

// positive is a number that has another meaning to the engine where it is 0.
func (w *sentence) positive(what string, err *error) float64 {
	v := w.number(err)
	if *err == nil && !(v > 0) {
		*err = fmt.Errorf("the %s %v is not above 0: leave the line out, or write a frequency of rate 0", what, v)
	}
	return v
}

func (w *sentence) whole(err *error) int {
	word := w.word(err)
	if *err != nil {
		return 0
	}
	v, wrong := strconv.Atoi(word)
	if wrong != nil {
		*err = fmt.Errorf("%q is no whole number", word)
	}
	return v
}

func (w *sentence) frequency(err *error) loss.Frequency {
	var f loss.Frequency
	switch kind := w.word(err); kind {
	case "rate":
		f = loss.Rate(w.number(err))
	case "range":
		f = loss.RateRange(w.number(err), w.number(err))
	case "pert":
		f = loss.RatePERT(w.number(err), w.number(err), w.number(err))
	case "negative-binomial":
		f = loss.NegativeBinomial(w.number(err), w.number(err))
	case "history":
		f = loss.History(w.whole(err), w.number(err))
	default:
		w.unknown("frequency", kind, err)
	}
	if *err == nil && w.next("seen") {
		events, years := w.whole(err), w.number(err)
		if *err == nil {
			f, *err = f.Updated(events, years)
		}
	}
	return f
}

func (w *sentence) estimate(err *error) loss.Estimate {
	var e loss.Estimate
	switch kind := w.word(err); kind {
	case "fixed":
		e = loss.Fixed(w.number(err))
	case "range":
		e = loss.Range(w.number(err), w.number(err))
	case "pert":
		e = loss.PERT(w.number(err), w.number(err), w.number(err))
	case "empirical":
		seen := []float64{w.number(err)}
		for *err == nil && len(w.left) > 0 && w.left[0] != "cap" && w.left[0] != "strength" {
			seen = append(seen, w.number(err))
		}
		e = loss.Empirical(seen...)
	default:
		w.unknown("estimate", kind, err)
	}
	if *err == nil && w.next("cap") {
		e = e.Capped(w.number(err))
	}
	return e
}

func (w *sentence) unknown(what, kind string, err *error) {
	if *err == nil {
		*err = fmt.Errorf("%q is no kind of %s", kind, what)
	}
}

func (w *sentence) vulnerability(err *error) loss.Vulnerability {
	if !w.next("capability") {
		return loss.Vulnerability{Chance: w.positive("share of threats", err)}
	}
	v := loss.Vulnerability{Capability: w.estimate(err)}
	w.must("strength", err)
	v.Strength = w.estimate(err)
	return v
}

func (w *sentence) layer(err *error) loss.Layer {
	var l loss.Layer
	for *err == nil && len(w.left) > 0 {
		switch {
		case w.next("attach"):
			l.Attach = w.number(err)
		case w.next("limit"):
			l.Limit = w.positive("limit", err)
		case w.next("share"):
			l.Share = w.positive("share", err)
		default:
			*err = fmt.Errorf("a layer has attach, limit and share, not %q", w.left[0])
		}
	}
	return l
}
