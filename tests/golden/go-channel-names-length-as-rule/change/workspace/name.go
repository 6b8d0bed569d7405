// Package workspace holds what is common to everybody in a workspace.
package workspace

import (
	"errors"

	"example.com/parley/slug"
)

// ErrName says that text cannot name a workspace.
var ErrName = errors.New("not the name of a workspace")

var rule = slug.Sized(3, 40)

// Name is the name of a workspace, as it stands in its address.
type Name string

// ParseName checks the name of a workspace.
func ParseName(text string) (Name, error) {
	if !rule.Allows(text) {
		return "", ErrName
	}
	return Name(text), nil
}
