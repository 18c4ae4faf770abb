package loss

import (
	"hash/fnv"
	"math/bits"
)

// stream gives random bits by their number: SplitMix64 (Steele, Lea and Flood, "Fast
// splittable pseudorandom number generators", OOPSLA 2014) with an increment of its
// own, from which any number can be had without those before it.
type stream struct{ start, step uint64 }

const golden = 0x9e3779b97f4a7c15

func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// newStream is the stream of a purpose under a seed. Names that differ give streams
// that have nothing to do with each other.
func newStream(seed uint64, purpose ...string) stream {
	h := fnv.New64a()
	for _, p := range purpose {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	start := mix(mix(seed+golden) ^ mix(h.Sum64()))
	step := mix(start+golden) | 1
	if bits.OnesCount64(step^step>>1) < 24 { // too regular to mix well
		step ^= 0xaaaaaaaaaaaaaaaa
	}
	return stream{start, step}
}

func (s stream) at(i uint64) uint64 { return mix(s.start + i*s.step) }

// eventOf numbers the events of all years.
func eventOf(year, event int) uint64 { return uint64(year)<<32 | uint64(event) }

// unit is a number in (0, 1) from random bits.
func unit(r uint64) float64 { return (float64(r>>12) + 0.5) / (1 << 52) }
