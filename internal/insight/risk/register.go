package risk

import (
	"fmt"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Question is what every answer of this package depends on beside the records.
type Question struct {
	Currency string      // in which sums are told
	Day      record.Date // by the exchange rates of which amounts are converted
}

// Register is what the curve is made from.
type Register struct {
	Question
	Items   []Item // the risks that are open, by number
	Causes  []*catalog.CommonCause
	Points  []Single // the single points of failure that count, the dearest first
	Within  []Single // those that are left out, as a risk includes them
	Unknown int      // single points of which it is not known how often they fail or what that costs
	s       *record.Snapshot
	x       exchange
}

// Item is a risk and what was made of its figures.
type Item struct {
	Risk      *catalog.Risk
	Number    string          // RSK-0007: its name in the engine
	Often     string          // where the frequency comes from
	Costs     string          // where the losses come from
	Missing   string          // what is not known; empty where it counts
	Frequency record.Estimate // loss events a year of its own, beside those from common causes
	hits      []loss.Hit      // by the numbers of common causes
	name      string          // in the engine
	forms     []form
	most      float64                  // that one event can cost; 0: no end
	since     []*catalog.RiskTreatment // in place since it was assessed
}

// Counts reports whether it is in the curve.
func (i *Item) Counts() bool { return i.Missing == "" }

// Single is a single point of failure in the curve.
type Single struct {
	Ref      record.AnyRef
	Name     string
	Services []*catalog.Service // that it takes with it and no risk includes
	PerYear  float64
	Yearly   record.Money  // expected
	Risk     *catalog.Risk // that includes it, of those left out
	scenario loss.Scenario
}

// RegisterOf reads the risks, their causes and treatments, and the survey.
func RegisterOf(s *record.Snapshot, q Question) *Register {
	return record.Answer(s, "risk.register", q, func(s *record.Snapshot, q Question) *Register {
		r := &Register{Question: q, s: s, x: exchange{catalog.RatesOf(s), q.Currency, q.Day}}
		for c := range record.Each[catalog.CommonCause](s) {
			if c.Open() {
				r.Causes = append(r.Causes, c)
			}
		}
		sources := r.sources()
		for k := range record.Each[catalog.Risk](s) {
			if k.Open() {
				r.Items = append(r.Items, sources.item(k))
			}
		}
		r.survey()
		return r
	})
}

// Item finds a risk; nil when it is not open.
func (r *Register) Item(id record.ID) *Item {
	for i := range r.Items {
		if r.Items[i].Risk.ID == id {
			return &r.Items[i]
		}
	}
	return nil
}

// sources are where risks without figures of their own take them from.
type sources struct {
	r         *Register
	matrix    *catalog.RiskMatrix
	scenarios map[record.ID]*continuity.Loss
	losses    *continuity.Losses
}

func (r *Register) sources() *sources {
	list := continuity.ScenariosOf(r.s, r.Currency)
	out := &sources{r: r, matrix: MatrixOf(r.s), losses: continuity.LossesOf(r.s, r.Currency), scenarios: map[record.ID]*continuity.Loss{}}
	for i := range list {
		out.scenarios[list[i].Scenario.ID] = &list[i]
	}
	return out
}

// MatrixOf is the matrix in use; nil where there is none. Of several it is the oldest.
func MatrixOf(s *record.Snapshot) *catalog.RiskMatrix {
	for m := range record.Each[catalog.RiskMatrix](s) {
		if !m.Archived && m.State == "in_use" {
			return m
		}
	}
	return nil
}

func (f *sources) item(k *catalog.Risk) Item {
	i := Item{Risk: k, Number: f.r.number(k), name: f.r.name(k)}
	f.often(&i)
	f.costs(&i)
	i.most, _ = f.r.x.units(k.MostOnce)
	for t := range record.Referring[catalog.RiskTreatment](f.r.s, k.ID, "effects") {
		if t.Open() && !t.Ahead() && t.DoneOn.Known() && k.AssessedOn.Known() && t.DoneOn.After(k.AssessedOn) {
			i.since = append(i.since, t)
		}
	}
	return i
}

func (r *Register) number(k record.Record) string {
	return r.s.Dictionary().TypeOf(k).Number(k.Head().Number)
}

// name is that of a record in the engine. It chooses the stream of chance, so it must
// be no other in another copy of the same records: it is what the record is called
// where it comes from, else its number.
func (r *Register) name(k record.Record) string {
	if h := k.Head(); h.ExternalID != "" {
		return r.s.Dictionary().TypeOf(k).Name + " " + h.Source + " " + h.ExternalID
	}
	return r.number(k)
}

// often finds how often a risk comes true: by its own figures, those of the scenario
// that it stands for, or the words of the matrix; and by its common causes.
func (f *sources) often(i *Item) {
	k, scenario := i.Risk, f.scenarios[i.Risk.Scenario.ID]
	switch {
	case k.Frequency.Known():
		i.Frequency, i.Often = succeeding(k.Frequency, k.Succeeds), "its own estimate"
		if k.Succeeds.Known() {
			i.Often = "attempts a year, and the share that succeeds"
		}
	case scenario != nil && scenario.Scenario.Likelihood.Known():
		i.Frequency, i.Often = scenario.Scenario.Likelihood, "the loss scenario "+scenario.Scenario.Name
	case f.matrix != nil && k.Likelihood != "":
		for _, l := range f.matrix.Likelihoods {
			if l.Name == k.Likelihood {
				i.Frequency, i.Often = record.Between90(l.From.Float(), l.To.Float()), "“"+l.Name+"” in the "+f.matrix.Name
			}
		}
	}
	for _, c := range k.Causes {
		if cause := record.Get(f.r.s, c.Cause); cause != nil && cause.Open() {
			i.hits = append(i.hits, loss.Hit{Scenario: f.r.name(cause), Chance: c.Chance.Fraction()})
		}
	}
	if !i.Frequency.Known() && len(i.hits) == 0 {
		i.Missing = "how often it happens"
	}
}

// form is one form of what an event costs, and in which share of events.
type form struct {
	name   string
	chance float64
	size   record.Estimate // in the smallest units
}

// costs finds what one event costs.
func (f *sources) costs(i *Item) {
	k, scenario := i.Risk, f.scenarios[i.Risk.Scenario.ID]
	switch {
	case len(k.Losses) > 0:
		i.Costs = "its own estimate"
		i.own(f.r.x)
	case scenario != nil && scenario.Scenario.Lasts.Known() && len(scenario.Outcome.Services) > scenario.Unknown:
		i.Costs = "what stops in the loss scenario " + scenario.Scenario.Name + ", for as long as it lasts"
		i.forms = []form{{"productivity", 1, f.lasting(scenario.Outcome.Services, scenario.Scenario.Lasts)}}
	case f.matrix != nil && k.Impact != "":
		for _, s := range f.matrix.Impacts {
			if size := f.r.x.estimate(catalog.LossForm{Low: s.From, High: s.To}); s.Name == k.Impact && size.Known() {
				i.forms, i.Costs = []form{{"productivity", 1, size}}, "“"+s.Name+"” in the "+f.matrix.Name
			}
		}
	}
	if i.Costs == "" && i.Missing == "" {
		i.Missing = "what one event costs"
	}
}

// own takes the forms of loss of a risk.
func (i *Item) own(x exchange) {
	for _, of := range i.Risk.Losses {
		size, chance := x.estimate(of), 1.0
		if !size.Known() {
			i.Missing = fmt.Sprintf("what it costs in %s: there is no exchange rate from %s", x.currency, of.Currency())
			return
		}
		if of.Chance.Known() {
			chance = of.Chance.Fraction()
		}
		i.forms = append(i.forms, form{string(of.Form), chance, size})
	}
}

// lasting is what it costs that services stop for so long. The loss rises with the
// hours, so that what is lost over the 5th and 95th percentile of the hours are those
// percentiles of the loss; between them it is taken as lognormal.
func (f *sources) lasting(services []*catalog.Service, hours record.Estimate) record.Estimate {
	over := func(h float64) float64 { m, _ := f.losses.Of(services, h); return float64(m.Minor) }
	switch hours.Shape {
	case record.ThreePoint:
		return record.Around(over(hours.Low), over(hours.Likely), over(hours.High))
	case record.Range:
		return record.Between90(over(hours.Low), over(hours.High))
	}
	return record.Exactly(over(hours.Mean()))
}

// survey brings the single points of failure in, without what a risk includes.
func (r *Register) survey() {
	v, losses := continuity.SurveyOf(r.s, r.Currency), continuity.LossesOf(r.s, r.Currency)
	covered, parts := r.covered()
	taken := map[string]int{}
	for n := range v.Threats {
		t := &v.Threats[n]
		if !t.Cost.Yearly.Known() || t.Cost.PerYear <= 0 {
			r.Unknown++
			continue
		}
		thing := t.Thing(v.Estate)
		p := Single{Ref: thing.Ref, Name: thing.Name, PerYear: t.Cost.PerYear, Risk: parts[thing.Ref.ID]}
		for _, service := range t.Services {
			if k := covered[service.ID]; k == nil {
				p.Services = append(p.Services, service)
			} else if p.Risk == nil && len(p.Services) == 0 {
				p.Risk = k
			}
		}
		if parts[thing.Ref.ID] != nil || len(p.Services) == 0 {
			p.Yearly = t.Cost.Yearly
			r.Within = append(r.Within, p)
			continue
		}
		p.Risk = nil
		p.scenario = r.single(t, &p, losses)
		if taken[p.scenario.Name]++; taken[p.scenario.Name] > 1 {
			p.scenario.Name += fmt.Sprintf(" (%d)", taken[p.scenario.Name])
		}
		p.Yearly = r.x.money(p.scenario.GrossMean())
		r.Points = append(r.Points, p)
	}
}

// singlePrefix begins the names of single points of failure in the engine.
const singlePrefix = "single "

// single is a point of failure as the engine takes it. Its frequency is the mean, so
// that thousands of them add up in one step.
func (r *Register) single(t *continuity.Threat, p *Single, losses *continuity.Losses) loss.Scenario {
	f := &sources{r: r, losses: losses}
	out := loss.Scenario{Name: singlePrefix + r.nameOf(p), Frequency: loss.Rate(t.Cost.PerYear)}
	if t.Effect == continuity.Stops {
		out.Magnitude = magnitude(f.lasting(p.Services, t.Figures.MTTR), 1)
		return out
	}
	// Of people each service counts with its own frequency: the mean is kept.
	out.Name += " away"
	all, _ := losses.Of(t.Services, t.Cost.Hours)
	some, _ := losses.Of(p.Services, t.Cost.Hours)
	if all.Minor > 0 {
		out.Magnitude = loss.Fixed(float64(t.Cost.Yearly.Minor) / t.Cost.PerYear * float64(some.Minor) / float64(all.Minor))
	} else {
		out.Magnitude = loss.Fixed(0)
	}
	return out
}

// nameOf is that of what a single point stands for; of what has no record, as what units
// of one build fail of together, that of its name.
func (r *Register) nameOf(p *Single) string {
	if t := r.s.Dictionary().Type(p.Ref.Type); t != nil {
		if k := r.s.Find(t, p.Ref.ID); k != nil {
			return r.name(k) + " " + p.Name
		}
	}
	return p.Ref.Type + " " + p.Name
}

// covered are the services whose single points a risk includes, and the things for
// which a risk stands, or that alone fail in its scenario.
func (r *Register) covered() (services, parts map[record.ID]*catalog.Risk) {
	services, parts = map[record.ID]*catalog.Risk{}, map[record.ID]*catalog.Risk{}
	for n := range r.Items {
		i := &r.Items[n]
		if !i.Counts() {
			continue
		}
		if i.Risk.Covers {
			for _, ref := range i.Risk.Services {
				services[ref.ID] = i.Risk
			}
		}
		if i.Risk.Point.Known() {
			parts[i.Risk.Point.ID] = i.Risk
		}
		if scenario := record.Get(r.s, i.Risk.Scenario); scenario != nil && len(scenario.Parts) == 1 {
			parts[scenario.Parts[0].Thing.ID] = i.Risk
		}
	}
	return services, parts
}

// Expected adds up what some single points cost a year.
func Expected(points []Single, currency string) record.Money {
	sum := record.NoMoney(currency)
	for _, p := range points {
		sum = signal.Plus(sum, p.Yearly)
	}
	return sum
}
