// Package deps reads what a project depends on.
package deps

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
)

// Dep is one dependency. Licence is an SPDX identifier, or empty where none is known.
type Dep struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Licence string `json:"licence"`
}

// Read returns the dependencies in the order of their names.
func Read(path string) ([]Dep, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read dependencies: %w", err)
	}
	var all []Dep
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("read dependencies %s: %w", path, err)
	}
	slices.SortStableFunc(all, func(a, b Dep) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}
