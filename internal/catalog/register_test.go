package catalog_test

import (
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

// Countries are known by their letters and by their names, and nothing else is one.
func TestCountryCode(t *testing.T) {
	for text, want := range map[string]string{
		"NO": "NO", "no": "NO", " Norway ": "NO", "poland": "PL", "Netherlands": "NL", "GB": "GB", "Estonia": "EE",
		"": "", "Nowhere": "", "ZZ": "", "EU": "", "UK": "", "Europe": "", "150": "", "N": "",
	} {
		if got := catalog.CountryCode(text); got != want {
			t.Errorf("CountryCode(%q) = %q, want %q", text, got, want)
		}
	}
}

// The identifiers are those that the Global LEI Foundation and some large companies
// carry in public; a changed character is noticed.
func TestLEI(t *testing.T) {
	d, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	typ := d.Type("vendor")
	problem := func(lei string) bool {
		v := &catalog.Vendor{Header: records.Head(1, "active"), Name: "Nordvåk", LEI: lei}
		typ.Normalise(v)
		return typ.Check(v) != nil
	}
	for _, lei := range []string{"", "506700GE1G29325QX363", "HWUPKR0MPOU8FGXBT394", "INR2EJN1ERAN0W5ZP974", "inr2 ejn1 eran 0w5z p974"} {
		if problem(lei) {
			t.Errorf("%q is refused", lei)
		}
	}
	for _, lei := range []string{"506700GE1G29325QX36", "506700GE1G29325QX364", "INR2EJN1ERAN0W5ZP947", strings.Repeat("Å", 10), "INR2EJN1ERAN0W5ZP9A4"} {
		if !problem(lei) {
			t.Errorf("%q is taken", lei)
		}
	}
}

// A contract with its countries by name keeps their letters.
func TestICTServiceIsTidied(t *testing.T) {
	d, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	typ := d.Type("ict_service")
	s := &catalog.ICTService{Header: records.Head(1, ""), Contract: record.To[catalog.Contract](records.ID(2)), Type: "s19", Stored: "Norway, se", Stores: "no"}
	typ.Normalise(s)
	if s.Name != "S19 Cloud services: SaaS" || s.Stored != "NO; SE" {
		t.Errorf("got %q, data in %q", s.Name, s.Stored)
	}
	if err := typ.Check(s); err == nil {
		t.Error("data that lies somewhere and is not stored is taken")
	}
}
