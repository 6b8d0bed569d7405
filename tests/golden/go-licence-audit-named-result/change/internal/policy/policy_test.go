package policy

import (
	"testing"

	"example.com/licheck/internal/deps"
)

func TestVerdicts(t *testing.T) {
	policy := Policy{Allow: []string{"MIT", "Apache-2.0", ""}, Exempt: []string{"chartkit"}}
	for dep, want := range map[deps.Dep]Verdict{
		{Name: "a", Licence: "mit"}:                 Allowed,
		{Name: "b", Licence: "GPL-3.0-only"}:        Denied,
		{Name: "c"}:                                 Denied,
		{Name: "chartkit", Licence: "GPL-3.0-only"}: Exempt,
	} {
		if got := policy.Judge(dep); got != want {
			t.Errorf("%s: got %s, want %s", dep.Name, got, want)
		}
	}
}
