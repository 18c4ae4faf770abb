package reliability

import "math"

// ExprOp is the operation of an expression.
type ExprOp uint8

// The operations of expressions. In brackets their arguments, in order.
const (
	ExprConstant    ExprOp = iota // Value
	ExprParameter                 // the parameter called Name
	ExprMissionTime               // the mission time of the tree, hours

	ExprExponential // (rate, time): failed by then, never repaired
	ExprRepairable  // (MTBF, MTTR): unavailability in the long run
	ExprGLM         // (probability on demand, failure rate, repair rate, time)
	ExprWeibull     // (scale, shape, time shift, time)
	ExprTested      // (rate, interval, first test, time): unavailability at a time
	ExprTestedMean  // (rate, interval): the mean of it between two tests

	ExprAdd // (…)
	ExprSub // (from, …)
	ExprMul // (…)
	ExprDiv // (dividend, …)
	ExprNeg // (x)
	ExprPow // (base, exponent)
	ExprExp // (x)
	ExprLog // (x), natural
	ExprSqrt
	ExprMin  // (…)
	ExprMax  // (…)
	ExprMean // (…)

	ExprUniform   // (least, most)
	ExprNormal    // (mean, standard deviation)
	ExprLogNormal // (mean, error factor, confidence level)
	ExprGamma     // (shape, scale)
	ExprBeta      // (alpha, beta)

	exprOps // how many there are
)

// Expr is a number: a probability, a rate, a time. The operations from
// ExprUniform on are uncertain: they have a mean, and uncertainty analysis draws
// from them.
type Expr struct {
	Op    ExprOp
	Value float64
	Name  string
	Args  []Expr
}

// Constant is a plain number.
func Constant(v float64) Expr { return Expr{Value: v} }

// ParameterNamed is the value of a parameter of the tree.
func ParameterNamed(name string) Expr { return Expr{Op: ExprParameter, Name: name} }

// MissionTime is the mission time of the tree, in hours.
func MissionTime() Expr { return Expr{Op: ExprMissionTime} }

// Exponential is the probability that something with a constant failure rate
// (per hour) has failed within a time (hours): 1 − exp(−rate·time).
func Exponential(rate, time Expr) Expr { return call(ExprExponential, rate, time) }

// Repairable is the unavailability in the long run of something that runs for
// MTBF hours on average until it fails and is then repaired in MTTR hours:
// MTTR/(MTBF+MTTR).
func Repairable(mtbf, mttr Expr) Expr { return call(ExprRepairable, mtbf, mttr) }

// Tested is the unavailability at a time of something whose failures show only
// in tests: the first test at first, then one every interval, each leaving it as
// new at once. The rate is per hour, the times are hours.
func Tested(rate, interval, first, time Expr) Expr {
	return call(ExprTested, rate, interval, first, time)
}

// TestedMean is the mean unavailability between two tests:
// 1 − (1 − exp(−rate·interval))/(rate·interval).
func TestedMean(rate, interval Expr) Expr { return call(ExprTestedMean, rate, interval) }

// LogNormal is an uncertain number by its mean and its error factor, which is
// the quantile at the confidence level (say 0.95) over the median.
func LogNormal(mean, errorFactor, level float64) Expr {
	return call(ExprLogNormal, Constant(mean), Constant(errorFactor), Constant(level))
}

// Uniform is an uncertain number anywhere between two.
func Uniform(least, most float64) Expr { return call(ExprUniform, Constant(least), Constant(most)) }

func call(op ExprOp, args ...Expr) Expr { return Expr{Op: op, Args: args} }

// operation is what an ExprOp does to its arguments.
type operation struct {
	name        string
	least, most int // arguments; most -1: any number
	mean        func(a []float64) float64
}

// operations has a line for each ExprOp that has arguments.
var operations = [exprOps]operation{
	ExprExponential: {"exponential", 2, 2, func(a []float64) float64 { return -math.Expm1(-a[0] * a[1]) }},
	ExprRepairable:  {"repairable", 2, 2, func(a []float64) float64 { return a[1] / (a[0] + a[1]) }},
	ExprGLM:         {"GLM", 4, 4, glm},
	ExprWeibull:     {"Weibull", 4, 4, weibull},
	ExprTested:      {"periodic-test", 4, 4, tested},
	ExprTestedMean:  {"mean of periodic tests", 2, 2, testedMean},
	ExprAdd:         {"add", 1, -1, fold(func(x, y float64) float64 { return x + y })},
	ExprSub:         {"sub", 1, -1, fold(func(x, y float64) float64 { return x - y })},
	ExprMul:         {"mul", 1, -1, fold(func(x, y float64) float64 { return x * y })},
	ExprDiv:         {"div", 1, -1, fold(func(x, y float64) float64 { return x / y })},
	ExprNeg:         {"neg", 1, 1, func(a []float64) float64 { return -a[0] }},
	ExprPow:         {"pow", 2, 2, func(a []float64) float64 { return math.Pow(a[0], a[1]) }},
	ExprExp:         {"exp", 1, 1, func(a []float64) float64 { return math.Exp(a[0]) }},
	ExprLog:         {"log", 1, 1, func(a []float64) float64 { return math.Log(a[0]) }},
	ExprSqrt:        {"sqrt", 1, 1, func(a []float64) float64 { return math.Sqrt(a[0]) }},
	ExprMin:         {"min", 1, -1, fold(math.Min)},
	ExprMax:         {"max", 1, -1, fold(math.Max)},
	ExprMean:        {"mean", 1, -1, mean},
	ExprUniform:     {"uniform-deviate", 2, 2, func(a []float64) float64 { return (a[0] + a[1]) / 2 }},
	ExprNormal:      {"normal-deviate", 2, 2, func(a []float64) float64 { return a[0] }},
	ExprLogNormal:   {"lognormal-deviate", 3, 3, func(a []float64) float64 { return a[0] }},
	ExprGamma:       {"gamma-deviate", 2, 2, func(a []float64) float64 { return a[0] * a[1] }},
	ExprBeta:        {"beta-deviate", 2, 2, func(a []float64) float64 { return a[0] / (a[0] + a[1]) }},
}

// String is the name of the operation in Open-PSA files, where it has one.
func (op ExprOp) String() string {
	switch {
	case op == ExprConstant:
		return "constant"
	case op == ExprParameter:
		return "parameter"
	case op == ExprMissionTime:
		return "system-mission-time"
	case op < exprOps:
		return operations[op].name
	}
	return "unknown operation"
}

// Arity is how many arguments an operation takes; most is -1 where there is no
// limit.
func (op ExprOp) Arity() (least, most int) {
	if op >= exprOps {
		return 0, 0
	}
	return operations[op].least, operations[op].most
}

func fold(f func(x, y float64) float64) func([]float64) float64 {
	return func(a []float64) float64 {
		x := a[0]
		for _, y := range a[1:] {
			x = f(x, y)
		}
		return x
	}
}

func mean(a []float64) float64 {
	sum := 0.0
	for _, x := range a {
		sum += x
	}
	return sum / float64(len(a))
}

// glm is the gamma-lambda-mu law: probability on demand, failure rate, repair
// rate, time (Open-PSA Model Exchange Format 2.0d, section on built-ins).
func glm(a []float64) float64 {
	gamma, rate, repair, time := a[0], a[1], a[2], a[3]
	sum := rate + repair
	if sum == 0 {
		return gamma
	}
	return (rate - (rate-gamma*sum)*math.Exp(-sum*time)) / sum
}

func weibull(a []float64) float64 {
	scale, shape, shift, time := a[0], a[1], a[2], a[3]
	if time <= shift {
		return 0
	}
	return -math.Expm1(-math.Pow((time-shift)/scale, shape))
}

func tested(a []float64) float64 {
	rate, interval, first, time := a[0], a[1], a[2], a[3]
	since := time
	if time > first {
		since = math.Mod(time-first, interval)
	}
	return -math.Expm1(-rate * since)
}

func testedMean(a []float64) float64 {
	x := a[0] * a[1]
	if x < 1e-6 { // where the difference below would lose its digits
		return x / 2 * (1 - x/3)
	}
	return 1 + math.Expm1(-x)/x
}
