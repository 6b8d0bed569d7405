// Package db knows what the database says.
package db

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
)

// Duplicate is how PostgreSQL calls a row that breaks a unique index.
const Duplicate = "23505"

// Is says whether err came from the database with this code.
func Is(err error, code string) bool {
	var said *pgconn.PgError
	return errors.As(err, &said) && said.Code == code
}
