package signal_test

import (
	"testing"

	"fairlead/internal/insight/signal"
)

func TestLikely(t *testing.T) {
	for share, want := range map[float64]string{0: "under 1\u00a0%", 0.004: "under 1\u00a0%", 0.005: "1\u00a0%", 0.126: "13\u00a0%", 0.994: "99\u00a0%", 0.996: "over 99\u00a0%", 1: "over 99\u00a0%"} {
		if got := signal.Likely(share); got != want {
			t.Errorf("%v is written %q, not %q", share, got, want)
		}
	}
}
