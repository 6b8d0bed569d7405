package main

import (
	"fmt"
	"io"
	"os"

	"example.com/licheck/internal/deps"
)

const usage = "usage: licheck list FILE"

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	if len(args) == 2 && args[0] == "list" {
		return list(args[1], stdout, stderr)
	}
	fmt.Fprintln(stderr, usage)
	return 2
}

func list(path string, stdout, stderr io.Writer) int {
	all, err := deps.Read(path)
	if err != nil {
		fmt.Fprintln(stderr, "licheck:", err)
		return 2
	}
	for _, dep := range all {
		fmt.Fprintln(stdout, dep.Name, dep.Version)
	}
	return 0
}
