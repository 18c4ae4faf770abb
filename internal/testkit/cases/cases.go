// Package cases runs the text cases of a package: files in testdata/cases that a person
// of the field can read and add to. A README.md beside them says how they are written.
package cases

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each runs a test for the content of every file in testdata/cases with an extension,
// such as ".txt". That there are none is an error.
func Each(t *testing.T, extension string, run func(t *testing.T, content string)) {
	t.Helper()
	files, err := filepath.Glob("testdata/cases/*" + extension)
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), extension), func(t *testing.T) {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			run(t, string(content))
		})
	}
}

// Lines hands the words of each line over; what follows # is left out, and so are lines
// without words. A line that is refused ends the test, with its number.
func Lines(t *testing.T, content string, line func(words []string) error) {
	t.Helper()
	for i, text := range strings.Split(content, "\n") {
		text, _, _ = strings.Cut(text, "#")
		if words := strings.Fields(text); len(words) > 0 {
			if err := line(words); err != nil {
				t.Fatalf("line %d: %v", i+1, err)
			}
		}
	}
}
