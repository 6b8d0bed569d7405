package main

import (
	"fmt"
	"os"
)

const usage = "usage: jobber version"

func main() {
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	if len(args) == 1 && args[0] == "version" {
		fmt.Println("jobber 1.9.0")
		return 0
	}
	fmt.Fprintln(os.Stderr, usage)
	return 2
}
