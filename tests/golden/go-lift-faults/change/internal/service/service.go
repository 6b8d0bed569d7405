// Package service puts the parts together.
package service

import (
	"context"
	"database/sql"
	"fmt"

	"example.com/hoistway/internal/faults"
	"example.com/hoistway/internal/queue"
	"example.com/hoistway/internal/tickets"
)

// Parts are what the service talks to.
type Parts struct {
	DB          *sql.DB
	Faults      queue.Source
	DeadLetters queue.Sink
}

// Run works until the context is done.
func Run(ctx context.Context, parts Parts) error {
	if err := parts.DB.PingContext(ctx); err != nil {
		return fmt.Errorf("connect to database: %w", err)
	}
	return faults.NewConsumer(parts.Faults, parts.DeadLetters, tickets.NewStore(parts.DB)).Run(ctx)
}
