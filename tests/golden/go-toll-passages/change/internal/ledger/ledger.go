// Package ledger stores charges.
package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Charge is what a passage costs.
type Charge struct {
	PassageID string
	Plate     string
	PassedAt  time.Time
	Cents     int
	Review    bool
}

// Ledger keeps charges in PostgreSQL.
type Ledger struct {
	db *sql.DB
}

// New returns the ledger of this database.
func New(db *sql.DB) *Ledger {
	return &Ledger{db: db}
}

const insert = `
INSERT INTO charges (passage_id, plate, passed_at, cents, review)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (passage_id) DO NOTHING`

// Store stores all of the charges or none.
func (l *Ledger) Store(ctx context.Context, charges []Charge) error {
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("store charges: %w", err)
	}
	defer tx.Rollback()
	for _, c := range charges {
		if _, err := tx.ExecContext(ctx, insert, c.PassageID, c.Plate, c.PassedAt, c.Cents, c.Review); err != nil {
			return fmt.Errorf("store charge of %s: %w", c.PassageID, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store charges: %w", err)
	}
	return nil
}
