// Package report writes down how dependencies were judged.
package report

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"

	"example.com/licheck/internal/deps"
	"example.com/licheck/internal/policy"
)

// Report is a CSV file that is being written.
type Report struct {
	file *os.File
	rows *csv.Writer
}

// Create begins a report with its headings.
func Create(path string) (*Report, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("create report: %w", err)
	}
	r := &Report{file: file, rows: csv.NewWriter(file)}
	return r, r.rows.Write([]string{"name", "version", "licence", "verdict"})
}

// Add writes the line of one dependency.
func (r *Report) Add(dep deps.Dep, verdict policy.Verdict) error {
	return r.rows.Write([]string{dep.Name, dep.Version, dep.Licence, string(verdict)})
}

// Close writes what is still buffered, and tells whether everything has arrived.
func (r *Report) Close() error {
	r.rows.Flush()
	if err := errors.Join(r.rows.Error(), r.file.Close()); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
