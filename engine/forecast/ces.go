package forecast

import "math"

// complexSmoothing is complex exponential smoothing, whose second state carries
// what the level leaves unsaid, so that neither trend nor level has to be chosen
// (Svetunkov, Kourentzes and Ord, "Complex exponential smoothing", Naval Research
// Logistics 69, 2022). It takes a series without season.
func (w *work) complexSmoothing(y []float64, h int, out *path) {
	n := len(y)
	scale := math.Abs(average(y)) + 1e-9
	first := average(y[:min(n, 10)])
	x, step := w.x[:4], w.step[:4]
	x[0], x[1], x[2], x[3] = 1.3, 1, first/scale, first/scale/1.1
	step[0], step[1], step[2], step[3] = 0.15, 0.05, 0.1*math.Abs(x[2])+0.01, 0.1*math.Abs(x[3])+0.01
	w.search.minimise(func(x []float64) float64 {
		if !complexStable(x[0], x[1]) {
			return math.Inf(1)
		}
		return complexPass(y, x[0], x[1], x[2]*scale, x[3]*scale, nil)
	}, x, step, 300)
	sse := complexPass(y, x[0], x[1], x[2]*scale, x[3]*scale, out.mean[:h])
	complexSpread(x[0], x[1], math.Sqrt(sse/float64(max(1, n-5))), out.sd[:h])
}

// complexStable is the region in which old observations fade.
func complexStable(a0, a1 float64) bool {
	return (a0-2.5)*(a0-2.5)+a1*a1 > 1.25 &&
		(a0-0.5)*(a0-0.5)+(a1-1)*(a1-1) > 0.25 &&
		(a0-1.5)*(a0-1.5)+(a1-0.5)*(a1-0.5) < 1.5
}

func complexPass(y []float64, a0, a1, level, rest float64, ahead []float64) float64 {
	sse := 0.0
	for _, v := range y {
		e := v - level
		sse += e * e
		level, rest = level-(1-a1)*rest+(a0-a1)*e, level+(1-a0)*rest+(a0+a1)*e
	}
	for i := range ahead {
		ahead[i] = level
		level, rest = level-(1-a1)*rest, level+(1-a0)*rest
	}
	return sse
}

// complexSpread follows one error of size one through the states.
func complexSpread(a0, a1, sigma float64, sd []float64) {
	level, rest, sum := a0-a1, a0+a1, 1.0
	for i := range sd {
		sd[i] = sigma * math.Sqrt(sum)
		sum += level * level
		level, rest = level-(1-a1)*rest, level+(1-a0)*rest
	}
}
