// Package containers knows what is loaded.
package containers

import (
	"context"
	"database/sql"
	"fmt"
)

// Store keeps containers in PostgreSQL.
type Store struct {
	db *sql.DB
}

// NewStore returns a store in this database.
func NewStore(db *sql.DB) *Store {
	return &Store{db: db}
}

// Load notes that a container goes with a voyage.
func (s *Store) Load(ctx context.Context, number, voyage string) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO containers (number, voyage) VALUES ($1, $2)`, number, voyage)
	if err != nil {
		return fmt.Errorf("load container %s: %w", number, err)
	}
	return nil
}
