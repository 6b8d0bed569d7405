// Package report shows how a run went.
package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"example.com/jobber/internal/job"
)

// Text writes a line for each job and one with the counts.
func Text(out io.Writer, run job.Run) error {
	for _, result := range ordered(run) {
		if _, err := fmt.Fprintf(out, "%-9s  %-30s  %s\n", result.State, result.Name, duration(result.Duration)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(out, "%d jobs, %d failed\n", len(run.Results), Failures(run))
	return err
}

type entry struct {
	Name    string  `json:"name"`
	State   string  `json:"state"`
	Seconds float64 `json:"seconds"`
}

// JSON writes the same jobs as an array.
func JSON(out io.Writer, run job.Run) error {
	entries := make([]entry, 0, len(run.Results))
	for _, result := range ordered(run) {
		entries = append(entries, entry{result.Name, string(result.State), result.Duration.Seconds()})
	}
	return json.NewEncoder(out).Encode(entries)
}

// Failures counts the jobs that failed.
func Failures(run job.Run) int {
	count := 0
	for _, result := range run.Results {
		if result.State == job.Failed {
			count++
		}
	}
	return count
}

func ordered(run job.Run) []job.Result {
	results := slices.Clone(run.Results)
	slices.SortFunc(results, func(a, b job.Result) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Name, b.Name))
	})
	return results
}

func rank(result job.Result) int {
	if result.State == job.Failed {
		return 0
	}
	return 1
}

func duration(d time.Duration) string {
	seconds := int(d.Round(time.Second).Seconds())
	if seconds < 60 {
		return fmt.Sprintf("%02ds", seconds)
	}
	return fmt.Sprintf("%dm%02ds", seconds/60, seconds%60)
}
