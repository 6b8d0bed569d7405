package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"example.com/readtool/internal/fastq"
)

const usage = "usage: readtool count FILE"

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	if len(args) != 2 || args[0] != "count" {
		fmt.Fprintln(stderr, usage)
		return 2
	}
	if err := count(args[1], stdout); err != nil {
		fmt.Fprintln(stderr, "readtool:", err)
		return 1
	}
	return 0
}

func count(path string, stdout io.Writer) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	reads := 0
	for in := fastq.NewReader(file); ; reads++ {
		if _, err := in.Next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
	}
	_, err = fmt.Fprintln(stdout, reads)
	return err
}
