// Package queue holds what waits for a printer.
package queue

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/library/internal/db"
	"example.com/library/internal/people"
)

// ErrWaiting says that the owner's document is in the queue already.
var ErrWaiting = errors.New("the document is waiting already")

const add = `INSERT INTO job (owner, document, rank) VALUES ($1, $2, $3)`

// TODO: say in which tray the paper lies, once the printers know trays.
const take = `
UPDATE job SET printer = $1
WHERE id = (SELECT id FROM job WHERE printer IS NULL
            ORDER BY rank, id LIMIT 1
            FOR UPDATE SKIP LOCKED)
RETURNING document`

type Queue struct{ pool *pgxpool.Pool }

func New(pool *pgxpool.Pool) Queue { return Queue{pool: pool} }

// Add lets a document wait.
func (q Queue) Add(ctx context.Context, owner string, role people.Role, document string) error {
	_, err := q.pool.Exec(ctx, add, owner, document, int(role))
	if db.Is(err, db.Duplicate) {
		return ErrWaiting
	}
	return err
}

// Take gives a printer the next document, or pgx.ErrNoRows if none waits.
func (q Queue) Take(ctx context.Context, printer string) (string, error) {
	var document string
	if err := q.pool.QueryRow(ctx, take, printer).Scan(&document); err != nil {
		return "", err
	}
	return document, nil
}
