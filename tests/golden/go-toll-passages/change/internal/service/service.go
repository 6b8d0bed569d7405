// Package service puts the parts together.
package service

import (
	"context"
	"database/sql"

	"example.com/gantry/internal/charging"
	"example.com/gantry/internal/ledger"
	"example.com/gantry/internal/stream"
)

// Parts are what the service talks to.
type Parts struct {
	DB       *sql.DB
	Passages stream.Source
}

// Run charges passages until the context is done.
func Run(ctx context.Context, parts Parts) error {
	batch := charging.NewBatch(ledger.New(parts.DB))
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		batch.Run(running)
	}()
	err := stream.Run(ctx, parts.Passages, batch.Handle)
	stop()
	<-done
	return err
}
