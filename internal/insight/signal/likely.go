package signal

import (
	"fmt"
	"math"
)

// Likely writes a chance that was found by drawing, which is never said to be certain.
func Likely(share float64) string {
	switch percent := math.Round(100 * share); {
	case percent < 1:
		return "under 1\u00a0%"
	case percent > 99:
		return "over 99\u00a0%"
	default:
		return fmt.Sprintf("%.0f\u00a0%%", percent)
	}
}
