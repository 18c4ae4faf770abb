package importer

import (
	"context"
	"fmt"
	"strings"

	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// wanted is a record that a file names.
type wanted struct {
	target string // type name; empty: any
	text   string
	id     string // that the file gives beside the text; often empty
	create bool   // it is made when it is not there
}

// key is the same for everything that means the same record.
func (w wanted) key() wanted {
	w.create = false
	return w
}

// resolver finds the records that a file names, in bulk, and plans those that
// are missing where the map says so.
type resolver struct {
	clerk  *desk.Clerk
	own    *record.Type // of the rows
	source string
	ghosts *ghosts // nil in a real run
	last   bool    // no further rows come
	await  bool    // finder was asked for a record that may stand in a row yet to be saved
	known  map[wanted]record.AnyRef
	plans  map[record.ID]*desk.Change // records that are made once a row that names them is saved
}

func newResolver(clerk *desk.Clerk, own *record.Type, source string) *resolver {
	return &resolver{clerk: clerk, own: own, source: source, known: map[wanted]record.AnyRef{}, plans: map[record.ID]*desk.Change{}}
}

// mayCome reports whether a record that is not there may stand in a row that is
// yet to be saved.
func (r *resolver) mayCome(w wanted) bool {
	return !r.last && (w.target == r.own.Name || w.target == "" && strings.HasPrefix(w.text, r.own.Name+":"))
}

// resolve looks up what is not known yet, in a number of queries that depends on
// the types only.
func (r *resolver) resolve(ctx context.Context, list []wanted) error {
	open := r.open(list)
	if len(open) == 0 {
		return nil
	}
	names, err := r.byGivenID(ctx, open)
	if err != nil {
		return err
	}
	if err := r.byText(ctx, open); err != nil {
		return err
	}
	for _, w := range open {
		if _, ok := r.known[w.key()]; !ok && w.create && !r.mayCome(w) {
			r.plan(w, names)
		}
	}
	return nil
}

// open lists what is not known yet, each once.
func (r *resolver) open(list []wanted) []wanted {
	var out []wanted
	at := map[wanted]int{}
	for _, w := range list {
		if _, ok := r.known[w.key()]; ok {
			continue
		}
		i, asked := at[w.key()]
		if !asked {
			i = len(out)
			at[w.key()], out = i, append(out, w)
		}
		out[i].create = out[i].create || w.create
	}
	return out
}

// byGivenID finds records by the IDs that stand beside their names. The ID counts
// as long as the name is still that record's: a name that somebody corrected in
// the file goes first.
func (r *resolver) byGivenID(ctx context.Context, open []wanted) (desk.Names, error) {
	var ids []record.ID
	for _, w := range open {
		if ref, ok := w.given(); ok {
			ids = append(ids, ref.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	names, err := r.clerk.Names(ctx, ids...)
	if err != nil {
		return nil, err
	}
	for _, w := range open {
		ref, ok := w.given()
		if !ok {
			continue
		}
		n, there := names[ref.ID]
		if !there && r.ghosts != nil && r.ghosts.records[ref.ID] != nil {
			n, there = desk.Name{Type: r.own.Name, Label: r.own.Label(r.ghosts.records[ref.ID])}, true
		}
		if there && !n.Hidden && n.Type == ref.Type && w.text == w.written(n) {
			r.known[w.key()] = ref
		}
	}
	return names, nil
}

// given reads the ID beside the name.
func (w wanted) given() (record.AnyRef, bool) {
	typ, text := w.target, w.id
	if typ == "" {
		typ, text, _ = strings.Cut(w.id, ":")
	}
	id, err := record.ParseID(text)
	return record.AnyRef{Type: typ, ID: id}, err == nil && !id.IsZero()
}

// written is how an export writes the name of a record.
func (w wanted) written(n desk.Name) string {
	if w.target == "" {
		return n.Type + ":" + n.Label
	}
	return n.Label
}

// byText finds records by number, name or external ID.
func (r *resolver) byText(ctx context.Context, open []wanted) error {
	texts := map[string][]string{}
	for _, w := range open {
		if _, ok := r.known[w.key()]; !ok {
			texts[w.target] = append(texts[w.target], w.text)
		}
	}
	found := map[string]map[string]record.AnyRef{}
	for target, list := range texts {
		var err error
		if found[target], err = r.clerk.Resolve(ctx, target, r.source, list); err != nil {
			return err
		}
	}
	for _, w := range open {
		if _, ok := r.known[w.key()]; ok {
			continue
		}
		if ref, ok := found[w.target][w.text]; ok {
			r.known[w.key()] = ref
		} else if ref, ok := r.ghost(w); ok {
			r.known[w.key()] = ref
		}
	}
	return nil
}

// ghost finds what an earlier row of a dry run would have made.
func (r *resolver) ghost(w wanted) (record.AnyRef, bool) {
	text := w.text
	if w.target == "" {
		typ, rest, _ := strings.Cut(text, ":")
		w.target, text = typ, rest
	}
	if r.ghosts == nil || w.target != r.own.Name {
		return record.AnyRef{}, false
	}
	id, ok := r.ghosts.find(r.source, text)
	return record.AnyRef{Type: r.own.Name, ID: id}, ok
}

// plan prepares a new record that has nothing but a name, where the principal
// may add one and a name is enough.
func (r *resolver) plan(w wanted, taken desk.Names) {
	t, err := r.clerk.Type(w.target)
	if err != nil || !r.clerk.May(record.Create, t) {
		return
	}
	rec := t.New()
	h := rec.Head()
	h.Source, h.State = r.source, ""
	if t.LabelField().Parse(rec, w.text, record.Reading{}) != nil || len(t.Check(rec)) > 0 {
		return
	}
	h.ID = record.NewID(r.clerk.Desk().Now())
	if ref, ok := w.given(); ok && taken[ref.ID].Type == "" {
		h.ID = ref.ID
	}
	r.known[w.key()] = record.AnyRef{Type: t.Name, ID: h.ID}
	r.plans[h.ID] = &desk.Change{Type: t, Record: rec, Imported: true, Note: "Made by an import from " + r.source}
}

// needed lists the planned records that some rows refer to, in their order.
func (r *resolver) needed(rows []*item) []*desk.Change {
	var out []*desk.Change
	seen := map[record.ID]bool{}
	for _, it := range rows {
		if it.err != nil || len(r.plans) == 0 {
			continue
		}
		r.eachPlanned(it.change, func(ch *desk.Change) {
			if id := ch.Record.Head().ID; !seen[id] {
				seen[id], out = true, append(out, ch)
			}
		})
	}
	return out
}

// needs reports whether a change refers to a record that is yet to be made.
func (r *resolver) needs(ch *desk.Change) bool {
	needs := false
	r.eachPlanned(ch, func(*desk.Change) { needs = true })
	return needs
}

func (r *resolver) eachPlanned(ch *desk.Change, f func(*desk.Change)) {
	for _, field := range ch.Type.Pointers() {
		field.Value(ch.Record).(record.Pointing).EachTarget(func(id record.ID) {
			if planned := r.plans[id]; planned != nil {
				f(planned)
			}
		})
	}
}

// forget takes records off the plan that have been made.
func (r *resolver) forget(made []*desk.Change) {
	for _, ch := range made {
		delete(r.plans, ch.Record.Head().ID)
	}
}

// finder is the record.Reading's way to references in small tables, which are
// looked up one by one. It notes in await that a row has to wait.
func (r *resolver) finder(ctx context.Context) func(target, text string) (record.AnyRef, error) {
	return func(target, text string) (record.AnyRef, error) {
		w := wanted{target: target, text: text}
		if err := r.resolve(ctx, []wanted{w}); err != nil {
			return record.AnyRef{}, err
		}
		if ref, ok := r.known[w]; ok {
			return ref, nil
		}
		r.await = r.await || r.mayCome(w)
		return record.AnyRef{}, r.missing(w)
	}
}

// missing says that a record is not there.
func (r *resolver) missing(w wanted) error {
	what := "record"
	if t, err := r.clerk.Desk().Type(w.target); err == nil {
		what = strings.ToLower(t.Title)
		if w.create {
			return fmt.Errorf("names a %s %.80q that is not there and that you cannot add in this way; ask somebody to add it, or correct the name", what, w.text)
		}
	}
	return fmt.Errorf("names a %s %.80q that is not there; import it first or correct the name", what, w.text)
}
