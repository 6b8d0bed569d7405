package charging

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"example.com/gantry/internal/ledger"
)

const (
	batchSize  = 50
	flushEvery = time.Second
	lastChance = 10 * time.Second
)

// Store takes charges, all of them or none.
type Store interface {
	Store(ctx context.Context, charges []ledger.Charge) error
}

// Batch collects charges, so that many of them are stored in one transaction.
type Batch struct {
	store Store

	mu      sync.Mutex
	waiting []ledger.Charge
}

// NewBatch returns a batch in which nothing waits.
func NewBatch(store Store) *Batch {
	return &Batch{store: store}
}

// Handle charges one passage.
func (b *Batch) Handle(ctx context.Context, body []byte) error {
	charge, err := chargeFor(body)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waiting = append(b.waiting, charge)
	if len(b.waiting) < batchSize {
		return nil
	}
	return b.flush(ctx)
}

// Run stores what waits every second, and once more at the end.
func (b *Batch) Run(ctx context.Context) {
	ticker := time.NewTicker(flushEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			b.Flush(ctx)
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastChance)
			defer cancel()
			b.Flush(last)
			return
		}
	}
}

// Flush stores what waits. What cannot be stored goes on waiting.
func (b *Batch) Flush(ctx context.Context) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.flush(ctx); err != nil {
		slog.ErrorContext(ctx, "charges not stored", "waiting", len(b.waiting), "err", err)
	}
}

func (b *Batch) flush(ctx context.Context) error {
	for len(b.waiting) > 0 {
		size := min(len(b.waiting), batchSize)
		if err := b.store.Store(ctx, b.waiting[:size]); err != nil {
			return err
		}
		b.waiting = b.waiting[size:]
	}
	return nil
}
