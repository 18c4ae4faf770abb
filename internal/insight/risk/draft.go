package risk

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Draft is a risk as it may be opened: what is known of it is filled in, and what is
// not is left open.
type Draft struct {
	Risk *catalog.Risk // not yet a record
	Is   *catalog.Risk // the open risk that stands for the same already; nil where none does
}

// become is what sort of risk the signals of a rule become, and its title with the name
// of what they are about.
type become struct {
	category catalog.RiskCategory
	title    string
}

func becomes(rule string) (become, bool) {
	b, ok := map[string]become{
		"continuity.rule":     {"outage", "What “%s” is to prevent happens"},
		"continuity.scenario": {"outage", "%s"},
		"recovery.time":       {"outage", "%s stays down longer than was promised"},
		"recovery.plan":       {"outage", "A critical service stays down, as nothing says how it comes back"},
		"recovery.data":       {"outage", "%s loses more work than was accepted"},
		"recovery.restore":    {"outage", "“%s” cannot be read back when it is needed"},
		"vendors.end":         {"vendor", "“%s” ends and nothing follows"},
		"vendors.lapsed":      {"vendor", "“%s” has ended and is not there when it is needed"},
		"vendors.exit":        {"vendor", "A vendor fails that could not be left as planned"},
		"technology.support":  {"attack", "%s fails or is broken into, and nobody mends it"},
		"technology.mastery":  {"people", "Nobody can work on %s"},
	}[rule]
	return b, ok
}

// DraftOf is the risk that a signal may be opened as; nil where that makes no sense.
// Services are those that its evidence names. The stake becomes a first figure only
// where it is known what one event costs.
func DraftOf(s *record.Snapshot, q Question, sig signal.Signal) *Draft {
	rule := signal.RuleOf(sig.Key)
	if rule == "continuity.new" {
		return PointDraft(s, q, sig.Subject)
	}
	to, ok := becomes(rule)
	if !ok {
		return nil
	}
	title := to.title
	if strings.Contains(title, "%s") {
		title = fmt.Sprintf(title, signal.Label(s, sig.Subject))
	}
	k := &catalog.Risk{Title: title, Category: to.category, Event: record.Markdown(sig.Why), Basis: basis(s, sig)}
	k.Services = services(s, sig)
	switch rule {
	case "continuity.rule":
		k.Covers = true // what the rule is to prevent is what the survey counts
	case "continuity.scenario":
		k.Scenario = record.To[catalog.LossScenario](sig.Subject.ID)
	case "recovery.time":
		if sig.Stake.Known() {
			k.Losses = append(k.Losses, catalog.LossForm{Form: "productivity", Likely: sig.Stake, Note: "The time beyond the promise, as four runs in five end within it"})
		}
	}
	return drafted(s, k)
}

// services are those that a signal names: its subject, its evidence, and those of a
// contract.
func services(s *record.Snapshot, sig signal.Signal) (list record.Refs[catalog.Service]) {
	add := func(ref record.AnyRef) {
		to := record.To[catalog.Service](ref.ID)
		if ref.Type == "service" && record.Get(s, to) != nil && !slices.Contains(list, to) {
			list = append(list, to)
		}
	}
	add(sig.Subject)
	for _, e := range sig.Evidence {
		add(e.Ref)
	}
	return list
}

// basis says where the risk comes from, with links to what the signal rests on.
func basis(s *record.Snapshot, sig signal.Signal) record.Markdown {
	text := "From the briefing: " + sig.Title + "."
	if sig.Stake.Known() {
		text += fmt.Sprintf(" At stake: %s. %s", sig.Stake.Text(), sig.StakeBasis)
	}
	return record.Markdown(text + "\n" + linked(s, sig.Evidence))
}

// linked lists records with links to them.
func linked(s *record.Snapshot, evidence []signal.Evidence) string {
	var b strings.Builder
	for _, e := range evidence {
		t := s.Dictionary().Type(e.Ref.Type)
		if t == nil {
			continue
		}
		if r := s.Find(t, e.Ref.ID); r != nil {
			fmt.Fprintf(&b, "\n- [%s](/%s/%s): %s", t.Label(r), t.Plural, t.Number(r.Head().Number), e.Text)
		}
	}
	return b.String()
}

// PointDraft is the risk that a single point of failure may be opened as; nil where the
// survey does not find one there. It stands for the point, whose own figure in the curve
// it replaces once it has figures itself. Those of the survey are where it begins.
func PointDraft(s *record.Snapshot, q Question, ref record.AnyRef) *Draft {
	v := continuity.SurveyOf(s, q.Currency)
	t := v.Threat(ref.ID, continuity.Stops)
	if t == nil {
		t = v.Threat(ref.ID, continuity.Holds)
	}
	if t == nil {
		return nil
	}
	thing := t.Thing(v.Estate)
	names := signal.List(signal.ServiceNames(t.Services), 6)
	k := &catalog.Risk{Title: thing.Name + " fails", Category: "outage", Point: ref,
		Threat: "One of it alone: nothing takes over", Event: record.Markdown(fmt.Sprintf("%s fails, and with it %s.", thing.Name, names))}
	switch thing.Ref.Type {
	case "person":
		k.Title, k.Category, k.Threat = "Nobody is there for "+thing.Name, "people", "Illness, leave, a better offer"
		k.Event = record.Markdown(fmt.Sprintf("%s is away; %s cannot be brought back without them.", thing.Name, names))
	case "site", "location":
		k.Category = "site"
	case "vendor", "contract":
		k.Category = "vendor"
	}
	evidence := []signal.Evidence{{Ref: ref, Text: "What fails"}}
	for _, service := range t.Services {
		k.Services = append(k.Services, record.To[catalog.Service](service.ID))
		evidence = append(evidence, signal.Evidence{Ref: signal.To(s, service), Text: "Stops with it"})
	}
	text := "From the survey of the estate."
	if t.Effect == continuity.Stops {
		text += RegisterOf(s, q).first(k, t)
	}
	k.Basis = record.Markdown(text + "\n" + linked(s, evidence))
	return drafted(s, k)
}

// first puts in how often a point fails and what that costs, by the survey, and says
// where it has it from. What is not known stays open.
func (r *Register) first(k *catalog.Risk, t *continuity.Threat) (basis string) {
	if !t.Figures.MTBF.Known() {
		return " How often it fails is not known."
	}
	basis = " How often: " + t.Figures.Source + "."
	k.Frequency = perYear(t.Figures.MTBF)
	losses := continuity.LossesOf(r.s, r.Currency)
	size := (&sources{r: r, losses: losses}).lasting(t.Services, t.Figures.MTTR)
	if !t.Figures.MTTR.Known() || size.High <= 0 {
		return basis + " What it costs is not known."
	}
	row := catalog.LossForm{Form: "productivity"}
	switch size.Shape {
	case record.Range:
		row.Low, row.High = r.round(size.Low), r.round(size.High)
	case record.ThreePoint:
		row.Low, row.Likely, row.High = r.round(size.Low), r.round(size.Likely), r.round(size.High)
	default:
		row.Likely = r.round(size.High)
	}
	if _, unknown := losses.Of(t.Services, 1); unknown > 0 {
		row.Note = fmt.Sprintf("Without %s of which it is not known", signal.Count(unknown, "service", "services"))
	}
	k.Losses = append(k.Losses, row)
	return basis + " What it costs: what its services lose while it is mended, by their impact assessments."
}

// round is an amount to three digits that count.
func (r *Register) round(units float64) record.Money { return r.x.money(digits(units)) }

// perYear turns hours between failures into failures a year.
func perYear(hours record.Estimate) record.Estimate {
	often := func(h float64) float64 { return digits(continuity.HoursPerYear / max(h, 1)) }
	switch hours.Shape {
	case record.Range:
		return record.Between90(often(hours.High), often(hours.Low))
	case record.ThreePoint:
		return record.Around(often(hours.High), often(hours.Likely), often(hours.Low))
	}
	return record.Exactly(often(hours.Likely))
}

// digits rounds to three digits that count.
func digits(x float64) float64 {
	if x <= 0 {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(x))-2)
	if unit < 1 {
		return math.Round(x/unit) / math.Round(1/unit)
	}
	return math.Round(x/unit) * unit
}

// drafted looks for the risk that stands for the same.
func drafted(s *record.Snapshot, k *catalog.Risk) *Draft {
	d := &Draft{Risk: k}
	for other := range record.Each[catalog.Risk](s) {
		same := other.Title == k.Title || k.Point.Known() && other.Point.ID == k.Point.ID || k.Scenario.Known() && other.Scenario.ID == k.Scenario.ID
		if other.Open() && same && d.Is == nil {
			d.Is = other
		}
	}
	return d
}
