// Package service puts the parts together.
package service

import (
	"context"
	"database/sql"
	"encoding/json"
	"log/slog"

	"example.com/gantry/internal/stream"
)

// Parts are what the service talks to.
type Parts struct {
	DB       *sql.DB
	Passages stream.Source
}

// Run counts passages until the context is done.
func Run(ctx context.Context, parts Parts) error {
	return stream.Run(ctx, parts.Passages, func(ctx context.Context, body []byte) error {
		var passage struct {
			ID string `json:"passage_id"`
		}
		if err := json.Unmarshal(body, &passage); err != nil {
			return err
		}
		slog.InfoContext(ctx, "passage", "id", passage.ID)
		return nil
	})
}
