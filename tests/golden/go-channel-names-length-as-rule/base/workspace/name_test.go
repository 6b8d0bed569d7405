package workspace

import (
	"strings"
	"testing"
)

func TestParseName(t *testing.T) {
	for text, want := range map[string]bool{
		"acme": true, "a-1": true, strings.Repeat("a", 40): true,
		"ab": false, "Acme": false, "-acme": false, "acme-": false, strings.Repeat("a", 41): false,
	} {
		if _, err := ParseName(text); (err == nil) != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}
