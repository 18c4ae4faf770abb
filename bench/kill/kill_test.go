// Package kill_test kills the running program in the middle of its work, again
// and again, and holds it to what it said: every change that it acknowledged is
// there, nothing is there by halves, every import goes on to exactly its rows,
// and the journal agrees with the records.
package kill_test

import (
	"flag"
	"math/rand/v2"
	"sync"
	"testing"
	"time"
)

var rounds = flag.Int("rounds", 5, "how often to kill the program; the full run is 50")

// clients is how many programs write at once.
const clients = 3

func TestKill(t *testing.T) {
	w := newWorld(t)
	writers := make([]*client, clients)
	for i := range writers {
		writers[i] = newClient(i)
	}
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1)) // the moments are to be others each time
	var ready []time.Duration
	for round := range *rounds {
		w.prepareImports(t)
		begun := time.Now()
		p := w.serve(t)
		if round%7 == 6 { // now and then before it has begun
			p.killAfter(time.Duration(random.IntN(300)) * time.Millisecond)
			w.check(t, writers)
			continue
		}
		url := p.address(t)
		ready = append(ready, time.Since(begun))
		acknowledged := make(chan struct{})
		first := sync.OnceFunc(func() { close(acknowledged) })
		var writing sync.WaitGroup
		for _, c := range writers {
			writing.Go(func() { c.writeUntilGone(t.Context(), url, w.token, first) })
		}
		select {
		case <-acknowledged:
		case <-t.Context().Done():
			t.Fatalf("round %d: nothing was acknowledged\n%s", round, w.log(t))
		}
		p.killAfter(time.Duration(random.IntN(1500)) * time.Millisecond)
		writing.Wait()
		w.check(t, writers)
	}
	w.finishImports(t)
	w.verify(t)
	acknowledged, doubtful := 0, 0
	for _, c := range writers {
		acknowledged, doubtful = acknowledged+c.acknowledged, doubtful+c.doubtful
	}
	t.Logf("%d kills; %d changes acknowledged, none lost; %d under way when it was killed, each there whole or not at all", *rounds, acknowledged, doubtful)
	t.Logf("%d imports of %d rows, stopped %d times in their middle, all complete", len(w.imports), importRows, w.stopped)
	t.Logf("ready again after %v at most", longest(ready).Round(time.Millisecond))
}

func longest(all []time.Duration) (most time.Duration) {
	for _, d := range all {
		most = max(most, d)
	}
	return most
}
