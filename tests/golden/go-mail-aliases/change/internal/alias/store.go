// Package alias keeps the addresses that lead to others.
package alias

import (
	"context"
	"database/sql"
	"strings"
)

// Alias is an address and where its mail goes.
type Alias struct {
	Address string `json:"address"`
	Target  string `json:"target"`
}

// Store keeps aliases in PostgreSQL.
type Store struct {
	db *sql.DB
}

// NewStore returns a store in this database.
func NewStore(db *sql.DB) *Store {
	return &Store{db: db}
}

// Add keeps an alias for a team.
func (s *Store) Add(ctx context.Context, team string, one Alias) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO aliases (address, team, target) VALUES ($1, $2, $3)`,
		strings.ToLower(one.Address), team, strings.ToLower(one.Target))
	return err
}

// Remove drops an alias of the team, and tells whether there was one.
func (s *Store) Remove(ctx context.Context, team, address string) (bool, error) {
	result, err := s.db.ExecContext(ctx, `DELETE FROM aliases WHERE team = $1 AND address = $2`,
		team, strings.ToLower(address))
	if err != nil {
		return false, err
	}
	count, err := result.RowsAffected()
	return count == 1, err
}
