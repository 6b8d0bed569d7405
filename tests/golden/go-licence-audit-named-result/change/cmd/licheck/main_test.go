package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

const dependencies = `[
	{"name": "zlib-go", "version": "1.2.0", "licence": "mit"},
	{"name": "chartkit", "version": "0.9.1", "licence": "GPL-3.0-only"}
]`

func auditWith(t *testing.T, rules, reportPath string) int {
	t.Helper()
	dir := t.TempDir()
	depsPath, policyPath := filepath.Join(dir, "deps.json"), filepath.Join(dir, "policy.json")
	for path, text := range map[string]string{depsPath: dependencies, policyPath: rules} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return run([]string{"audit", "--policy", policyPath, "--report", reportPath, depsPath}, io.Discard, io.Discard)
}

func TestExitStatuses(t *testing.T) {
	for name, test := range map[string]struct {
		rules, reportPath string
		want              int
	}{
		"all allowed":       {`{"allow": ["MIT", "gpl-3.0-only"]}`, "licences.csv", 0},
		"one denied":        {`{"allow": ["MIT"]}`, "licences.csv", 1},
		"one exempt":        {`{"allow": ["MIT"], "exempt": ["chartkit"]}`, "licences.csv", 0},
		"policy not JSON":   {`allow: MIT`, "licences.csv", 2},
		"no such directory": {`{"allow": ["MIT"]}`, "none/licences.csv", 2},
	} {
		t.Run(name, func(t *testing.T) {
			if got := auditWith(t, test.rules, filepath.Join(t.TempDir(), test.reportPath)); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}

func TestReport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "licences.csv")
	auditWith(t, `{"allow": ["MIT"]}`, path)
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := "name,version,licence,verdict\nchartkit,0.9.1,GPL-3.0-only,denied\nzlib-go,1.2.0,mit,allowed\n"
	if string(got) != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
