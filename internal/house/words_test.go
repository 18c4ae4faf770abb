package house_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fairlead/internal/testkit"
)

// word is something that no file of the project says. The patterns are written
// so that this file does not match itself.
type word struct {
	pattern *regexp.Regexp
	why     string
}

const ownWords = "the project speaks of itself alone, not of how or by whom it was written"

var words = []word{
	{regexp.MustCompile(`(^|[\s"'` + "`" + `(=:])/[w]ork/`), "an absolute path of one machine helps nobody on another"},
	{regexp.MustCompile(`(?i)\b(helper|coding|sub)[ -]?[a]gents?\b`), ownWords},
	{regexp.MustCompile(`(?i)\bas an? (AI|language)[ ]model\b`), ownWords},
	{regexp.MustCompile(`(?i)\b[c]laude\b|\b[a]nthropic\b`), ownWords},
	{regexp.MustCompile(`(?i)\bin this [s]ession\b|\bthis [w]orkplace\b`), ownWords},
	{regexp.MustCompile(`(?i)\bmy [b]rief\b|\bper the [b]rief\b`), ownWords},
}

func TestWords(t *testing.T) {
	root := testkit.Root(t)
	list := exec.Command("git", "ls-files", "-z")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		testkit.Missing(t, "the checkout is not a git repository, so its files cannot be listed: %v", err)
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		content, err := os.ReadFile(filepath.Join(root, name))
		if os.IsNotExist(err) || bytes.ContainsRune(content, 0) {
			continue // deleted but not yet committed; or not text
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if hit := w.pattern.Find(content); hit != nil {
				t.Errorf("%s says %q: %s", name, hit, w.why)
			}
		}
	}
}
