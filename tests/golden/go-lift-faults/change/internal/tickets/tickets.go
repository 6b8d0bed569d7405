// Package tickets stores what technicians have to see to.
package tickets

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Priority says how soon somebody has to go there.
type Priority string

const (
	Urgent Priority = "urgent"
	Normal Priority = "normal"
)

// Ticket is one fault to be seen to.
type Ticket struct {
	EventID    string
	Lift       string
	Code       string
	OccurredAt time.Time
	Priority   Priority
}

// Store keeps tickets in PostgreSQL.
type Store struct {
	db *sql.DB
}

// NewStore returns a store in this database.
func NewStore(db *sql.DB) *Store {
	return &Store{db: db}
}

const insert = `
INSERT INTO tickets (event_id, lift, code, occurred_at, priority)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (event_id) DO NOTHING`

// Open stores the ticket. It is committed when there is no error.
func (s *Store) Open(ctx context.Context, t Ticket) error {
	if _, err := s.db.ExecContext(ctx, insert, t.EventID, t.Lift, t.Code, t.OccurredAt, string(t.Priority)); err != nil {
		return fmt.Errorf("open ticket %s: %w", t.EventID, err)
	}
	return nil
}
