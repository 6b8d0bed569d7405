// Package window counts what happened lately.
package window

import (
	"sync"
	"time"
)

// Quarter of an hour: what our limits and prices are made of.
const Quarter = 15 * time.Minute

// Counter remembers by key when it let something through.
type Counter struct {
	mu   sync.Mutex
	max  int
	span time.Duration
	seen map[string][]time.Time
}

func New(max int, span time.Duration) *Counter {
	return &Counter{max: max, span: span, seen: map[string][]time.Time{}}
}

// Allow lets key through at now and remembers it, or says how long it has to wait.
func (c *Counter) Allow(key string, now time.Time) (bool, time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	recent := c.seen[key][:0]
	for _, at := range c.seen[key] {
		if now.Sub(at) < c.span {
			recent = append(recent, at)
		}
	}
	c.seen[key] = recent
	if len(recent) >= c.max {
		return false, c.span - now.Sub(recent[0])
	}
	c.seen[key] = append(recent, now)
	return true, 0
}
