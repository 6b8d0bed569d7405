// Package users knows who may log in.
package users

// ID identifies a person.
type ID int64

// Checker tells whether a password is right.
type Checker interface {
	Check(name, password string) (ID, bool)
}
