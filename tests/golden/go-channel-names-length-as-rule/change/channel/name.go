// Package channel holds what is said in a workspace.
package channel

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.com/parley/slug"
)

// How long a name may be, so that the side bar shows all of it.
const (
	MinLength = 3
	MaxLength = 32
)

// Why a name is refused.
var (
	ErrInvalid  = fmt.Errorf("a channel name has %d to %d letters, digits and inner hyphens", MinLength, MaxLength)
	ErrReserved = errors.New("this channel name is reserved")
)

var rule = slug.Sized(MinLength, MaxLength)

var reserved = []string{"admins", "everyone", "here"}

// Name is the name of a channel.
type Name string

// Parse checks what a member entered as a name.
func Parse(text string) (Name, error) {
	name := strings.ToLower(text)
	if !rule.Allows(name) {
		return "", ErrInvalid
	}
	if slices.Contains(reserved, name) {
		return "", ErrReserved
	}
	return Name(name), nil
}
