package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// get asks for an address as a browser does, and gives the size of the answer as
// it is sent.
func (s *server) get(ctx context.Context, address string) (size int, took time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+address, nil)
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	if strings.HasPrefix(address, "/api/") {
		req.Header.Set("Authorization", "Bearer "+s.token)
	}
	begun := time.Now()
	res, err := s.client.Do(req)
	if err != nil {
		return 0, 0, err
	}
	defer res.Body.Close()
	n, err := io.Copy(io.Discard, res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s", address, res.Status)
	}
	return int(n), time.Since(begun), err
}

// readAlone asks each class by itself, with nobody else there: for the time of
// the processor and the size of the answers.
func (b *bench) readAlone(ctx context.Context) error {
	for _, c := range b.classes {
		var times []time.Duration
		if _, _, err := b.server.get(ctx, c.addresses[0]); err != nil {
			return err
		}
		before := cpuTime(b.server.pid())
		for i := range b.alone {
			size, took, err := b.server.get(ctx, c.addresses[i%len(c.addresses)])
			if err != nil {
				return err
			}
			c.size = max(c.size, size)
			times = append(times, took)
		}
		if b.alone > 0 {
			c.cpu = (cpuTime(b.server.pid()) - before) / time.Duration(b.alone)
			c.alone = quantile(times, 0.5)
		}
	}
	return nil
}

// readTogether lets all readers read the classes of a round, and one writer
// write, for a while.
func (b *bench) readTogether(ctx context.Context, round int) error {
	classes := slices.DeleteFunc(slices.Clone(b.classes), func(c *class) bool { return round == everyday && c.apart })
	if len(classes) == 0 {
		return nil
	}
	until, cancel := context.WithTimeout(ctx, b.duration)
	defer cancel()
	group, until := errgroup.WithContext(until)
	for i := range b.readers {
		group.Go(func() error { return b.readOn(until, round, classes, rand.New(rand.NewPCG(uint64(i), 3))) })
	}
	group.Go(func() error { return b.watchMemory(until) })
	group.Go(func() error { return b.writeOn(until, round, rand.New(rand.NewPCG(99, 3))) })
	if err := group.Wait(); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// readOn reads until the context ends. What is cut off then does not count.
func (b *bench) readOn(ctx context.Context, round int, classes []*class, random *rand.Rand) error {
	for {
		c := classes[random.IntN(len(classes))]
		_, took, err := b.server.get(ctx, c.addresses[random.IntN(len(c.addresses))])
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return err
		}
		c.took(round, took)
	}
}

// writeOn changes records at a steady rate until the context ends.
func (b *bench) writeOn(ctx context.Context, round int, random *rand.Rand) error {
	if b.writes <= 0 {
		return nil
	}
	tick := time.NewTicker(time.Duration(float64(time.Second) / b.writes))
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		method, address, body := b.change(n, random)
		begun := time.Now()
		err := b.server.send(ctx, method, address, body)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return err
		}
		b.writer.took(round, time.Since(begun))
	}
}

// change is the nth thing that the writer does.
func (b *bench) change(n int, random *rand.Rand) (method, address string, body map[string]any) {
	number := func(prefix string, most int) string {
		return fmt.Sprintf("%s-%04d", prefix, 1+random.IntN(most/b.part))
	}
	switch n % 4 {
	case 0:
		return http.MethodPatch, "/assets/" + number("AST", 200_000), map[string]any{"position": fmt.Sprint("Desk ", n)}
	case 1:
		return http.MethodPost, "/incidents", map[string]any{"title": fmt.Sprint("Printer does not print ", n), "impact": "low", "urgency": "high"}
	case 2:
		return http.MethodPatch, "/contracts/" + number("CON", 50_000), map[string]any{"paid": map[string]any{"amount": fmt.Sprint(n), "currency": "EUR"}}
	}
	return http.MethodPatch, "/incidents/" + number("INC", 200_000), map[string]any{"category": fmt.Sprint("category ", n%7)}
}

// send changes something by the API.
func (s *server) send(ctx context.Context, method, address string, body map[string]any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, s.url+"/api/v1"+address, bytes.NewReader(text))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	req.Header.Set("Content-Type", "application/json")
	res, err := s.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= 300 {
		err = fmt.Errorf("%s %s answers %s: %.300s", method, address, res.Status, answer)
	}
	return err
}

// quantile is the time that so large a share of some times does not exceed.
func quantile(times []time.Duration, share float64) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}
