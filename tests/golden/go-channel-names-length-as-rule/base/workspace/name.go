// Package workspace holds what is common to everybody in a workspace.
package workspace

import (
	"errors"
	"regexp"
)

// ErrName says that text cannot name a workspace.
var ErrName = errors.New("not the name of a workspace")

var shape = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$`)

// Name is the name of a workspace, as it stands in its address.
type Name string

// ParseName checks the name of a workspace.
func ParseName(text string) (Name, error) {
	if !shape.MatchString(text) {
		return "", ErrName
	}
	return Name(text), nil
}
