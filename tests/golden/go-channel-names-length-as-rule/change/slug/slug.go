// Package slug knows what can stand in an address as it is.
package slug

import (
	"fmt"
	"regexp"
)

// Rule tells which texts are made of small letters, digits and inner hyphens, and neither too short nor too long.
type Rule struct {
	shape *regexp.Regexp
}

// Sized returns the rule for texts of these lengths, both included; the pattern leaves out both ends.
func Sized(least, most int) Rule {
	return Rule{regexp.MustCompile(fmt.Sprintf(`^[a-z0-9][a-z0-9-]{%d,%d}[a-z0-9]$`, least-2, most-2))}
}

// Allows tells whether text keeps the rule.
func (r Rule) Allows(text string) bool {
	return r.shape.MatchString(text)
}
