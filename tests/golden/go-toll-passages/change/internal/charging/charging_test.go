package charging

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"example.com/gantry/internal/ledger"
)

type memory struct {
	sizes   []int
	charges []ledger.Charge
	err     error
}

func (m *memory) Store(_ context.Context, charges []ledger.Charge) error {
	if m.err == nil {
		m.sizes = append(m.sizes, len(charges))
		m.charges = append(m.charges, charges...)
	}
	return m.err
}

func pass(t *testing.T, batch *Batch, number, class int) {
	t.Helper()
	body := fmt.Sprintf(`{"passage_id":"p-%d","plate":"KL 204","class":%d,"at":"2026-08-03T07:30:00Z"}`, number, class)
	if err := batch.Handle(context.Background(), []byte(body)); err != nil {
		t.Fatal(err)
	}
}

func TestTariff(t *testing.T) {
	for class, want := range map[int]ledger.Charge{
		1: {Cents: 240}, 2: {Cents: 480}, 3: {Cents: 720}, 0: {Cents: 720, Review: true}, 9: {Cents: 720, Review: true},
	} {
		store := &memory{}
		batch := NewBatch(store)
		pass(t, batch, 1, class)
		batch.Flush(context.Background())
		if got := store.charges[0]; got.Cents != want.Cents || got.Review != want.Review {
			t.Errorf("class %d: got %+v, want %+v", class, got, want)
		}
	}
}

func TestFiftyChargesAreStoredTogether(t *testing.T) {
	store := &memory{}
	batch := NewBatch(store)
	for number := range 120 {
		pass(t, batch, number, 1)
	}
	batch.Flush(context.Background())
	if want := []int{50, 50, 20}; !slices.Equal(store.sizes, want) {
		t.Errorf("got %v, want %v", store.sizes, want)
	}
}

func TestWhatCannotBeStoredGoesOnWaiting(t *testing.T) {
	store := &memory{err: errors.New("refused")}
	batch := NewBatch(store)
	pass(t, batch, 1, 1)
	batch.Flush(context.Background())
	store.err = nil
	batch.Flush(context.Background())
	if len(store.charges) != 1 {
		t.Errorf("got %d charges", len(store.charges))
	}
}

func TestTheLastChargesAreStoredAtTheEnd(t *testing.T) {
	store := &memory{}
	batch := NewBatch(store)
	pass(t, batch, 1, 1)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	batch.Run(ctx)
	if len(store.charges) != 1 {
		t.Errorf("got %d charges", len(store.charges))
	}
}
