// Package slug knows what can stand in an address as it is.
package slug

import "regexp"

var shape = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$`)

// Valid tells whether text is made of small letters, digits and inner hyphens, and neither too short nor too long.
func Valid(text string) bool {
	return shape.MatchString(text)
}
