package loss

import (
	"math"
	"math/bits"
)

// transform is the discrete Fourier transform of one length, a power of 2.
type transform struct {
	n     int
	roots []complex128 // exp(-2πi·k/n), k < n/2, by stages, each stage's in a row
}

func newTransform(n int) *transform {
	t := &transform{n: n, roots: make([]complex128, 0, n)}
	for half := 1; half < n; half *= 2 {
		for k := range half {
			sin, cos := math.Sincos(-math.Pi * float64(k) / float64(half))
			t.roots = append(t.roots, complex(cos, sin))
		}
	}
	return t
}

// forward replaces x by its transform, sum over k of x[k]·exp(-2πi·jk/n).
func (t *transform) forward(x []complex128) {
	shift := 64 - bits.Len(uint(t.n-1))
	for i := range x {
		j := int(bits.Reverse64(uint64(i)) >> shift)
		if j > i {
			x[i], x[j] = x[j], x[i]
		}
	}
	for half := 1; half < t.n; half *= 2 {
		roots := t.roots[half-1 : 2*half-1]
		for start := 0; start < t.n; start += 2 * half {
			a, b := x[start:start+half], x[start+half:start+2*half]
			for k, root := range roots {
				odd := b[k] * root
				a[k], b[k] = a[k]+odd, a[k]-odd
			}
		}
	}
}

// backward replaces x by the inverse of its transform.
func (t *transform) backward(x []complex128) {
	t.forward(x)
	scale := complex(1/float64(t.n), 0)
	x[0] *= scale
	x[t.n/2] *= scale
	for i := 1; i < t.n/2; i++ {
		x[i], x[t.n-i] = x[t.n-i]*scale, x[i]*scale
	}
}
