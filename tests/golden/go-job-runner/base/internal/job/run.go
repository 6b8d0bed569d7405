// Package job knows jobs and how they ended.
package job

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// State is how a job ended.
type State string

const (
	Succeeded State = "succeeded"
	Failed    State = "failed"
)

// Result is one job of a run.
type Result struct {
	Name     string        `json:"name"`
	State    State         `json:"state"`
	Duration time.Duration `json:"duration"`
}

// Run is what was started together.
type Run struct {
	Results []Result `json:"results"`
}

// ErrNoRun says that nothing has run yet.
var ErrNoRun = errors.New("no run")

// LastRun reads the run that was written last.
func LastRun(path string) (Run, error) {
	var run Run
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return run, ErrNoRun
	}
	if err != nil {
		return run, fmt.Errorf("read run: %w", err)
	}
	if err := json.Unmarshal(data, &run); err != nil {
		return run, fmt.Errorf("read run %s: %w", path, err)
	}
	return run, nil
}
