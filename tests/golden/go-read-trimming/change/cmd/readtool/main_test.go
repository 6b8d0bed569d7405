package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func trimmed(t *testing.T, text string, options ...string) (int, string, string) {
	t.Helper()
	in, out := filepath.Join(t.TempDir(), "in.fastq"), filepath.Join(t.TempDir(), "out.fastq")
	if err := os.WriteFile(in, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	status := run(append(append([]string{"trim"}, options...), in, out), &bytes.Buffer{}, &stderr)
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return status, string(got), stderr.String()
}

// I is the quality 40, + is 10, 5 is 20 and 4 is 19.
func read(name, qualities string) string {
	return "@" + name + "\n" + strings.Repeat("G", len(qualities)) + "\n+\n" + qualities + "\n"
}

func TestBadEndsAreCut(t *testing.T) {
	good := strings.Repeat("I", 25)
	status, got, said := trimmed(t, read("a", good+"IIIIIIIIII+++++")+read("b", good+strings.Repeat("+", 15)))
	if want := read("a", good+"IIIIIIIIII"); status != 0 || got != want {
		t.Errorf("got %d and\n%s", status, got)
	}
	if said != "2 reads, 1 kept\n" {
		t.Errorf("got %q", said)
	}
}

func TestOptions(t *testing.T) {
	_, got, _ := trimmed(t, read("a", "II454"), "--quality", "20", "--min-length", "4")
	if want := read("a", "II45"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestWhatIsNotFASTQ(t *testing.T) {
	lines := strings.SplitAfter(read("a", "IIII")+read("b", "IIII"), "\n")
	status, _, said := trimmed(t, strings.Join(append(lines[:5:5], lines[6:]...), ""))
	if status != 1 || !strings.Contains(said, "line 7") {
		t.Errorf("got %d and %q", status, said)
	}
}
