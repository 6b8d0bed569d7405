// Package quota counts what each key has used.
package quota

import (
	"sync"
	"time"
)

// Window allows a number of events per period for each key.
type Window struct {
	limit  int
	period time.Duration
	now    func() time.Time

	mu     sync.Mutex
	events map[string][]time.Time
}

// New returns a window in which nothing has been used.
func New(limit int, period time.Duration, now func() time.Time) *Window {
	return &Window{limit: limit, period: period, now: now, events: map[string][]time.Time{}}
}

// Decision says whether an event is allowed, how many are left, and how long to wait for the next one.
type Decision struct {
	Allowed   bool
	Remaining int
	Wait      time.Duration
}

// Take records an event of the key, and says what became of it.
func (w *Window) Take(key string) Decision {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.now()
	events := append(w.recent(key, now), now)
	left := w.limit - len(events)
	if left < 0 {
		return Decision{Wait: events[0].Add(w.period).Sub(now)}
	}
	w.events[key] = events
	return Decision{Allowed: true, Remaining: left}
}

func (w *Window) recent(key string, now time.Time) []time.Time {
	events := w.events[key]
	for len(events) > 0 && now.Sub(events[0]) >= w.period {
		events = events[1:]
	}
	return events
}
