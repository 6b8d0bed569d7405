package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"example.com/jobber/internal/job"
	"example.com/jobber/internal/report"
)

const usage = "usage: jobber version | report [--json] [--run FILE]"

func main() {
	os.Exit(run(os.Args[1:], os.Stdout))
}

func run(args []string, out io.Writer) int {
	switch {
	case len(args) == 1 && args[0] == "version":
		fmt.Fprintln(out, "jobber 1.9.0")
		return 0
	case len(args) > 0 && args[0] == "report":
		return showReport(args[1:], out)
	}
	fmt.Fprintln(os.Stderr, usage)
	return 2
}

func showReport(args []string, out io.Writer) int {
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "write JSON")
	path := flags.String("run", "last-run.json", "file of the run")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	last, err := job.LastRun(*path)
	if err != nil {
		fmt.Fprintln(os.Stderr, "jobber:", err)
		return 2
	}
	write := report.Text
	if *asJSON {
		write = report.JSON
	}
	if err := write(out, last); err != nil {
		fmt.Fprintln(os.Stderr, "jobber:", err)
		return 2
	}
	if report.Failures(last) > 0 {
		return 1
	}
	return 0
}
