package hazard

import (
	"context"
	"database/sql"
	"fmt"
)

// Store keeps declarations in PostgreSQL.
type Store struct {
	db *sql.DB
}

// NewStore returns a store in this database.
func NewStore(db *sql.DB) *Store {
	return &Store{db: db}
}

// What a shipper declares, in the order of given().
const columns = `container, un_number, shipping_name, technical_name, class, packing_group, net_mass_g`

const insert = `INSERT INTO declarations (` + columns + `)
VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING id, declared_at`

const byContainer = `SELECT ` + columns + `, id, declared_at
FROM declarations
WHERE container = $1
ORDER BY un_number`

func (d *Declaration) given() []any {
	return []any{&d.Container, &d.UNNumber, &d.ShippingName, &d.TechnicalName, &d.Class, &d.PackingGroup, &d.NetMassG}
}

func (d *Declaration) added() []any {
	return []any{&d.ID, &d.DeclaredAt}
}

// Add stores a declaration and fills in what the database gives.
func (s *Store) Add(ctx context.Context, d *Declaration) error {
	if err := d.Check(); err != nil {
		return err
	}
	row := s.db.QueryRowContext(ctx, insert, d.given()...)
	if err := row.Scan(d.added()...); err != nil {
		return fmt.Errorf("add declaration of UN %04d in %s: %w", d.UNNumber, d.Container, err)
	}
	return nil
}

// In returns what is declared for a container.
func (s *Store) In(ctx context.Context, container string) ([]Declaration, error) {
	rows, err := s.db.QueryContext(ctx, byContainer, container)
	if err != nil {
		return nil, fmt.Errorf("read declarations of %s: %w", container, err)
	}
	defer rows.Close()
	var all []Declaration
	for rows.Next() {
		var d Declaration
		if err := rows.Scan(append(d.given(), d.added()...)...); err != nil {
			return nil, fmt.Errorf("read declaration: %w", err)
		}
		all = append(all, d)
	}
	return all, rows.Err()
}
