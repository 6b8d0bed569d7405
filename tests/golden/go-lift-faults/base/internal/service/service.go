// Package service puts the parts together.
package service

import (
	"context"
	"database/sql"
	"fmt"
)

// Parts are what the service talks to.
type Parts struct {
	DB *sql.DB
}

// Run works until the context is done.
func Run(ctx context.Context, parts Parts) error {
	if err := parts.DB.PingContext(ctx); err != nil {
		return fmt.Errorf("connect to database: %w", err)
	}
	<-ctx.Done()
	return ctx.Err()
}
