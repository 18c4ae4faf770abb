package loss

// model is a scenario made ready for computing.
type model struct {
	name      string
	own       counts // without shocks
	primary   law    // with the event layers, where there are no secondary losses
	secondary []secondary
	event     net // still to be applied to the sum of primary and secondary losses
	year      net
	hits      []hit
	block     int     // of correlated scenarios, from 1; 0: independent of all others
	loading   float64 // on the factor of its block
}

type secondary struct {
	chance float64
	law    law
}

// hit is one of a shock, which is counted from 0.
type hit struct {
	shock  int
	chance float64
}

type shock struct {
	name   string
	counts counts
	hits   int // scenarios
}

func (p *Problem) models() ([]model, []shock) {
	models, shocks := make([]model, len(p.Scenarios)), make([]shock, len(p.Shocks))
	for i, s := range p.Scenarios {
		models[i] = s.model()
	}
	for k, s := range p.Shocks {
		shocks[k] = shock{s.Name, s.Frequency.counts(1), len(s.Hits)}
		for _, h := range s.Hits {
			m := &models[p.index(h.Scenario)]
			m.hits = append(m.hits, hit{k, h.Chance})
		}
	}
	return models, shocks
}

func (s Scenario) model() model {
	m := model{
		name: s.Name, own: s.Frequency.counts(s.Vulnerability.Share()), primary: s.Magnitude.law(),
		event: newNet(s.EventLayers), year: newNet(s.YearLayers),
	}
	for _, more := range s.Secondary {
		if more.Chance > 0 {
			m.secondary = append(m.secondary, secondary{more.Chance, more.Magnitude.law()})
		}
	}
	if len(m.secondary) == 0 && !m.event.plain() {
		m.primary, m.event = layered{m.primary, m.event}, newNet(nil)
	}
	return m
}

// grossEvent is the mean of an event before what m.event still takes off.
func (m model) grossEvent() float64 {
	mean := m.primary.mean()
	for _, s := range m.secondary {
		mean += s.chance * s.law.mean()
	}
	return mean
}

// events is the expected number of events, of shocks too.
func (m model) events(shocks []shock) float64 {
	n := m.own.mean
	for _, h := range m.hits {
		n += h.chance * shocks[h.shock].counts.mean
	}
	return n
}
