package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"sync"
	"time"

	"fairlead/bench/estate"
	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// class is requests that do the same kind of thing, and what they took.
type class struct {
	name      string
	addresses []string
	// apart says that the class is not what people do all the time: it has no index
	// to go by, or computes over the whole estate. It is asked in the second round.
	apart bool

	statements int           // of one request, at most
	cpu        time.Duration // of the server for one request, read alone
	alone      time.Duration // the middle one, read alone
	size       int           // of the largest answer, compressed

	mu    sync.Mutex
	times [rounds][]time.Duration // by the readers together
}

// The rounds in which readers read together: the everyday classes alone, then all.
const (
	everyday = iota
	everything
	rounds
)

func (c *class) took(round int, d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.times[round] = append(c.times[round], d)
}

// asker finds out what can be asked of the estate.
type asker struct {
	ctx    context.Context
	clerk  *desk.Clerk
	size   estate.Size
	random *rand.Rand
	err    error
}

// samples is how many addresses of one class differ.
const samples = 40

func list(plural, order, filter string) string {
	return "/" + plural + "?" + url.Values{"order": {order}, "filter": {filter}}.Encode()
}

// numbers gives the addresses of some records of a type, drawn from the first n.
func (a *asker) numbers(name string, n int) []string {
	t := a.clerk.Desk().Dictionary().Type(name)
	out := make([]string, samples)
	for i := range out {
		out[i] = "/" + t.Plural + "/" + t.Number(int64(1+a.random.IntN(n)))
	}
	return out
}

// filters makes a list for each of some records that a filter names.
func (a *asker) filters(plural, order, format, name string, n int) []string {
	var out []string
	for _, address := range a.numbers(name, n) {
		out = append(out, list(plural, order, fmt.Sprintf(format, address[strings.LastIndex(address, "/")+1:])))
	}
	return out
}

// deep gives pages of a list from its middle and from near its end.
func (a *asker) deep(name, order string, total int) []string {
	t := a.clerk.Desk().Dictionary().Type(name)
	var out []string
	after := ""
	for seen := 0; seen < total*9/10 && a.err == nil; seen += desk.MaxPage {
		page, err := a.clerk.List(a.ctx, t, desk.Query{Order: order, After: after, Limit: desk.MaxPage})
		if a.err = err; page.Next == "" {
			break
		}
		if after = page.Next; seen > total/2 {
			out = append(out, list(t.Plural, order, "")+"&after="+url.QueryEscape(after))
		}
	}
	return out
}

// words gives the beginnings of names, as they are typed: of one, two, three and
// more letters.
func words() []string {
	return []string{"a", "m", "an", "ma", "se", "ann", "mai", "ser", "com", "anna", "maint", "server", "com-osl", "anna han", "licences server"}
}

func asking(format string) []string {
	var out []string
	for _, w := range words() {
		out = append(out, fmt.Sprintf(format, url.QueryEscape(w)))
	}
	return out
}

// classes lists what is asked. All lists show fifty records.
func (a *asker) classes() []*class {
	all := a.lists()
	all = append(all, a.filtered()...)
	all = append(all, a.records()...)
	return append(all, a.others()...)
}

func (a *asker) lists() []*class {
	return []*class{
		{name: "list: default views", addresses: []string{"/assets", "/contracts", "/incidents", "/people", "/vendors", "/products", "/services", "/dependencies", "/sites"}},
		{name: "list: newest", addresses: []string{list("assets", "", ""), list("contracts", "", ""), list("incidents", "", ""), list("dependencies", "", "")}},
		{name: "list: by name", addresses: []string{list("assets", "name", ""), list("contracts", "name", ""), list("incidents", "title", ""), list("people", "name", "")}},
		{name: "list: by date", addresses: []string{list("assets", "-created", ""), list("assets", "warranty_ends", ""), list("contracts", "notice_by", ""), list("contracts", "-ends", ""), list("incidents", "-opened", ""), list("incidents", "due", "")}},
		{name: "list: archived", addresses: []string{"/assets?filter=&archived=yes", "/contracts?filter=&archived=yes"}},
		{name: "list: deep, newest", addresses: a.deep("asset", "", a.size.Assets)},
		{name: "list: deep, by name", addresses: a.deep("asset", "name", a.size.Assets)},
		{name: "list: deep, by notice date", addresses: a.deep("contract", "notice_by", a.size.Contracts)},
		{name: "list: deep, by opening", addresses: a.deep("incident", "-opened", a.size.Incidents)},
	}
}

func (a *asker) filtered() []*class {
	s := a.size
	return []*class{
		{name: "filter: by state", addresses: []string{list("assets", "name", "state = in_stock"), list("contracts", "ends", "state = in_force"), list("incidents", "", "state = waiting"), list("incidents", "-opened", "state = closed"), list("incidents", "", "state = cancelled")}},
		{name: "filter: by choice", addresses: []string{list("assets", "", "class = printer"), list("incidents", "-opened", "priority = p1"), list("incidents", "", "priority = p2 AND state = active"), list("contracts", "notice_by", "type = lease")}},
		{name: "filter: by date", addresses: []string{list("contracts", "notice_by", "notice_by >= today AND notice_by <= today+90d"), list("assets", "warranty_ends", "warranty_ends < today"), list("incidents", "", "opened >= today-7d"), list("incidents", "-opened", "opened < 2024-01-01")}},
		{name: "filter: by serial or tag", addresses: []string{list("assets", "", `asset_tag = "A0001234"`), list("assets", "", `serial = "SN00000000"`), list("contracts", "", `reference = "C-0001234"`)}},
		{name: "filter: by large site", addresses: []string{list("assets", "", "site = SIT-0001"), list("assets", "name", "site = SIT-0001"), list("assets", "name", "site = SIT-0001 AND state = in_use"), list("assets", "-created", "site = SIT-0002 AND class = server")}},
		{name: "filter: by owner", addresses: a.filters("assets", "name", "owner = %s", "person", s.People)},
		{name: "filter: by vendor", addresses: a.filters("contracts", "ends", "vendor = %s", "vendor", s.Vendors)},
		{name: "filter: by service, of many", addresses: a.filters("contracts", "ends", "services:%s", "service", s.Services)},
		{name: "filter: by service", addresses: a.filters("incidents", "-opened", "service = %s", "service", s.Services)},
		{name: "filter: through a reference", addresses: []string{list("assets", "", `site.country = "NO"`), list("incidents", "", "service.tier = critical AND state = active"), list("contracts", "ends", "vendor.critical = true"), list("assets", "name", `product.support_ends < today`)}},
		{name: "filter: part of a name", apart: true, addresses: []string{list("assets", "", `name:"osl"`), list("contracts", "name", `name:"server"`), list("incidents", "", `title:"zzzq"`)}},
		{name: "filter: unknown field", addresses: []string{list("assets", "name", "NOT owner:* AND NOT team:*"), list("incidents", "", "NOT team:* AND NOT state = closed"), list("contracts", "", "NOT owner:*")}},
	}
}

func (a *asker) records() []*class {
	s := a.size
	return []*class{
		{name: "record: asset", addresses: a.numbers("asset", s.Assets)},
		{name: "record: contract", addresses: a.numbers("contract", s.Contracts)},
		{name: "record: incident", addresses: a.numbers("incident", s.Incidents)},
		{name: "record: person", addresses: a.numbers("person", s.People)},
		{name: "record: site", addresses: a.numbers("site", s.Sites)},
		{name: "record: service", addresses: a.numbers("service", s.Services)},
		{name: "record: product", addresses: a.numbers("product", s.Products)},
		{name: "record: vendor", addresses: a.numbers("vendor", s.Vendors)},
		{name: "record: pointed to by thousands", addresses: []string{"/sites/SIT-0001", "/services/SVC-0001", "/vendors/VEN-0001", "/products/PRD-0001", "/departments/DEP-0001", "/teams/TEA-0001"}},
		{name: "record: long history", addresses: []string{a.busy()}},
		{name: "form: edit", addresses: append(suffixed(a.numbers("contract", s.Contracts), "/edit"), suffixed(a.numbers("asset", s.Assets), "/edit")...)},
		{name: "form: edit what thousands point to", addresses: []string{"/sites/SIT-0001/edit", "/vendors/VEN-0001/edit"}},
	}
}

func (a *asker) others() []*class {
	return []*class{
		{name: "picker: one type", addresses: append(append(asking("/suggest?type=person&q=%s"), asking("/suggest?type=asset&q=%s")...), asking("/suggest?type=contract&q=%s")...)},
		{name: "picker: any type", addresses: asking("/suggest?q=%s")},
		{name: "palette", addresses: asking("/palette?q=%s")},
		{name: "search", addresses: asking("/search?q=%s")},
		{name: "briefing", apart: true, addresses: []string{"/"}},
		{name: "journal", apart: true, addresses: []string{"/journal"}},
		{name: "API: list", addresses: []string{"/api/v1/assets", "/api/v1/incidents?order=-opened", "/api/v1/contracts?filter=state%3Din_force&order=ends"}},
		{name: "API: read", addresses: prefixed("/api/v1", a.numbers("asset", a.size.Assets))},
		{name: "API: search", addresses: asking("/api/v1/search?q=%s")},
	}
}

// busy is the incident with the long history.
func (a *asker) busy() string {
	t := a.clerk.Desk().Dictionary().Type("incident")
	page, err := a.clerk.List(a.ctx, a.clerk.Desk().Dictionary().Type("comment"), desk.Query{Limit: 1})
	if err != nil || len(page.Records) == 0 {
		a.err = fmt.Errorf("the busy incident: %w", err)
		return ""
	}
	id := page.Records[0].(*catalog.Comment).Subject.ID
	return "/" + t.Plural + "/" + t.Number(page.Names[id].Number)
}

func suffixed(list []string, suffix string) []string {
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = text + suffix
	}
	return out
}

func prefixed(prefix string, list []string) []string {
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = prefix + text
	}
	return out
}

// principal is the director, as the pages know them.
func principal() access.Principal {
	return access.Principal{Name: "Director", Roles: []record.Role{record.Director}}
}
