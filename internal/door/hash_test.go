package door

import (
	"strings"
	"testing"
)

// Whatever stands in the database is either refused or can be compared with,
// and an error repeats nothing of it.
func FuzzParseStored(f *testing.F) {
	good := newHasher(Cost{Memory: 8, Time: 1, Lanes: 1}).decoy
	for _, seed := range []string{good, "", "$argon2id$v=19$m=8,t=0,p=1$AAAA$AAAA", "$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA", strings.Repeat("$", 5), good + "$", "x" + good} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parseStored(text)
		switch {
		case err != nil && len(text) > 40 && strings.Contains(err.Error(), text):
			t.Errorf("the error repeats what is stored: %v", err)
		case err == nil && s.cost.Memory <= 64 && s.cost.Time <= 4:
			derive("password", s.salt, s.cost, len(s.hash)) // panics where the parameters make no sense
		}
	})
}
