// Package corpus finds the real-world data that tests read: files that nobody on
// this project wrote and that are not part of the repository.
package corpus

import (
	"os"
	"path/filepath"
	"testing"

	"fairlead/internal/testkit"
)

// Path is where a file or folder of the corpus stands, for example
// "cmdb/netbox/devices.csv". The corpus is the folder named by FAIRLEAD_CORPUS,
// else ../shared/data beside the checkout. Without a corpus the test is skipped,
// or fails where CI is set; a corpus that lacks the file fails everywhere.
func Path(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("FAIRLEAD_CORPUS")
	if root == "" {
		root = filepath.Join(testkit.Root(t), "..", "shared", "data")
	}
	if _, err := os.Stat(root); err != nil {
		testkit.Missing(t, "the corpus is not at %s; set FAIRLEAD_CORPUS to its folder", root)
	}
	path := filepath.Join(root, filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the corpus at %s has no %s", root, name)
	}
	return path
}

// Read is the content of a file of the corpus; see Path.
func Read(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(Path(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}
