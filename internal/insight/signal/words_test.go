package signal_test

import (
	"testing"

	"fairlead/internal/insight/signal"
)

func TestCapital(t *testing.T) {
	for text, want := range map[string]string{"due soon": "Due soon", "ønsket dag": "Ønsket dag", "Łącza": "Łącza", "3 things": "3 things"} {
		if got := signal.Capital(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
