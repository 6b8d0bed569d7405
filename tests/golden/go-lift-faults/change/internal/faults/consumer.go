package faults

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"example.com/hoistway/internal/queue"
	"example.com/hoistway/internal/tickets"
)

const redeliverAfter = time.Minute / 2

// Opener stores tickets.
type Opener interface {
	Open(ctx context.Context, ticket tickets.Ticket) error
}

// Consumer opens a ticket for each fault that it receives.
type Consumer struct {
	faults      queue.Source
	deadLetters queue.Sink
	tickets     Opener
}

// NewConsumer returns a consumer that has received nothing yet.
func NewConsumer(faults queue.Source, deadLetters queue.Sink, opener Opener) *Consumer {
	return &Consumer{faults: faults, deadLetters: deadLetters, tickets: opener}
}

// Run consumes events until none can be received.
func (c *Consumer) Run(ctx context.Context) error {
	for {
		delivery, err := c.faults.Receive(ctx)
		if err != nil {
			return fmt.Errorf("receive faults: %w", err)
		}
		if err := settle(ctx, delivery, c.handle(ctx, delivery.Body())); err != nil {
			slog.ErrorContext(ctx, "event not settled", "err", err)
		}
	}
}

func (c *Consumer) handle(ctx context.Context, body []byte) error {
	e, err := decode(body)
	if err != nil {
		slog.WarnContext(ctx, "event not read", "err", err)
		return c.deadLetters.Publish(ctx, body)
	}
	return c.tickets.Open(ctx, e.ticket())
}

func settle(ctx context.Context, delivery queue.Delivery, err error) error {
	if err != nil {
		slog.WarnContext(ctx, "event not handled", "err", err)
		return delivery.Release(ctx, redeliverAfter)
	}
	return delivery.Ack(ctx)
}
