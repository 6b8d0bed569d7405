package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"example.com/readtool/internal/fastq"
	"example.com/readtool/internal/trim"
)

const usage = "usage: readtool count FILE | trim [--quality N] [--min-length N] IN OUT"

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	var err error
	switch {
	case len(args) == 2 && args[0] == "count":
		err = count(args[1], stdout)
	case len(args) > 0 && args[0] == "trim":
		flags := flag.NewFlagSet("trim", flag.ContinueOnError)
		flags.SetOutput(stderr)
		var options trim.Options
		flags.IntVar(&options.Quality, "quality", 20, "least quality of the last base")
		flags.IntVar(&options.MinLength, "min-length", 30, "least number of bases")
		if flags.Parse(args[1:]) != nil {
			return 2
		}
		if flags.NArg() != 2 {
			fmt.Fprintln(stderr, usage)
			return 2
		}
		err = trimFile(flags.Arg(0), flags.Arg(1), options, stderr)
	default:
		fmt.Fprintln(stderr, usage)
		return 2
	}
	if err != nil {
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

func trimFile(from, to string, options trim.Options, stderr io.Writer) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	counts, err := trim.All(fastq.NewReader(in), fastq.NewWriter(out), options)
	if err := errors.Join(err, out.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stderr, "%d reads, %d kept\n", counts.Read, counts.Kept)
	return err
}
