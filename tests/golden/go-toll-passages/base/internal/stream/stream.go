// Package stream consumes events from the broker.
package stream

import (
	"context"
	"fmt"
	"log/slog"
)

// Message is an event that the broker keeps until it is acknowledged.
type Message interface {
	Body() []byte
	Ack(ctx context.Context) error
	Nack(ctx context.Context) error
}

// Source gives one message after the other.
type Source interface {
	Next(ctx context.Context) (Message, error)
}

// Handler does what an event asks for.
type Handler func(ctx context.Context, body []byte) error

// Run hands every message to the handler, until there is none or the context is done.
func Run(ctx context.Context, source Source, handle Handler) error {
	for {
		message, err := source.Next(ctx)
		if err != nil {
			return fmt.Errorf("next message: %w", err)
		}
		settle := message.Ack
		if err := handle(ctx, message.Body()); err != nil {
			slog.WarnContext(ctx, "message not handled", "err", err)
			settle = message.Nack
		}
		if err := settle(context.WithoutCancel(ctx)); err != nil {
			slog.ErrorContext(ctx, "message not settled", "err", err)
		}
	}
}
