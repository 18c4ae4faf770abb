package projects

import (
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestCarry(t *testing.T) {
	for _, c := range []struct {
		name       string
		asked, has []int64
		can        [][]int
		lacking    int64
		short      []bool
	}{
		{"nothing asked", []int64{0}, []int64{5}, [][]int{{0}}, 0, []bool{false}},
		{"nobody can", []int64{7}, []int64{5}, [][]int{{}}, 7, []bool{true}},
		// Each skill alone could be done by the one person; both together cannot.
		{"counted once", []int64{60, 60}, []int64{100}, [][]int{{0}, {0}}, 20, []bool{true, true}},
		// The one who can do both must leave the first to the one who can do only that.
		{"given back", []int64{50, 50}, []int64{50, 50}, [][]int{{0, 1}, {0}}, 0, []bool{false, false}},
		{"of one only", []int64{50, 80}, []int64{60, 70}, [][]int{{0}, {1}}, 10, []bool{false, true}},
	} {
		lacking, short := carry(c.asked, c.has, c.can)
		if lacking != c.lacking || !slices.Equal(short, c.short) {
			t.Errorf("%s: %d lacking of %v, want %d of %v", c.name, lacking, short, c.lacking, c.short)
		}
	}
}

// TestCarryAgainstEverySet compares with Hall's condition in its form for amounts
// (Gale, A theorem on flows in networks, 1957; the deficiency version is Ore's,
// 1955): what is lacking at least is the most by which any set of skills asks for
// more than all who can do any of them have. The smallest set at which it is so
// much is the intersection of all such sets.
func TestCarryAgainstEverySet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		skills, people := rapid.IntRange(1, 7).Draw(t, "skills"), rapid.IntRange(1, 6).Draw(t, "people")
		hours := rapid.Int64Range(0, 9)
		asked := rapid.SliceOfN(hours, skills, skills).Draw(t, "asked")
		has := rapid.SliceOfN(hours, people, people).Draw(t, "has")
		able := rapid.SliceOfN(rapid.Uint8Range(0, 1<<people-1), skills, skills).Draw(t, "able")
		can := make([][]int, skills)
		for k, set := range able {
			for p := range people {
				if set>>p&1 == 1 {
					can[k] = append(can[k], p)
				}
			}
		}
		most, smallest := int64(0), uint(0)
		for set := range uint(1) << skills {
			excess := excessOf(set, asked, has, able)
			if excess > most {
				most, smallest = excess, set
			} else if excess == most {
				smallest &= set
			}
		}
		lacking, short := carry(asked, has, can)
		var got uint
		for k, is := range short {
			if is {
				got |= 1 << k
			}
		}
		if lacking != most || got != smallest {
			t.Fatalf("%d lacking of %b, want %d of %b", lacking, got, most, smallest)
		}
	})
}

func excessOf(set uint, asked, has []int64, able []uint8) (excess int64) {
	var people uint8
	for rest := set; rest != 0; rest &= rest - 1 {
		k := bits.TrailingZeros(rest)
		excess += asked[k]
		people |= able[k]
	}
	for ; people != 0; people &= people - 1 {
		excess -= has[bits.TrailingZeros8(people)]
	}
	return excess
}
