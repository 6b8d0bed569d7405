// Package policy decides which licences may be used.
package policy

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"example.com/licheck/internal/deps"
)

// Verdict is what the policy says about a dependency.
type Verdict string

const (
	Allowed Verdict = "allowed"
	Denied  Verdict = "denied"
	Exempt  Verdict = "exempt"
)

// Policy names the licences that may be used, and the dependencies that it does not apply to.
type Policy struct {
	Allow  []string `json:"allow"`
	Exempt []string `json:"exempt"`
}

// Read reads a policy.
func Read(path string) (Policy, error) {
	var policy Policy
	data, err := os.ReadFile(path)
	if err != nil {
		return policy, fmt.Errorf("read policy: %w", err)
	}
	if err := json.Unmarshal(data, &policy); err != nil {
		return policy, fmt.Errorf("read policy %s: %w", path, err)
	}
	return policy, nil
}

// Judge says whether the dependency may be used.
func (p Policy) Judge(dep deps.Dep) Verdict {
	if slices.Contains(p.Exempt, dep.Name) {
		return Exempt
	}
	if dep.Licence != "" && slices.ContainsFunc(p.Allow, func(one string) bool { return strings.EqualFold(one, dep.Licence) }) {
		return Allowed
	}
	return Denied
}
