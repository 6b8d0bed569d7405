package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"example.com/licheck/internal/deps"
	"example.com/licheck/internal/policy"
	"example.com/licheck/internal/report"
)

const usage = "usage: licheck list FILE | audit [--policy FILE] [--report FILE] FILE"

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 2 && args[0] == "list":
		return list(args[1], stdout, stderr)
	case len(args) > 0 && args[0] == "audit":
		return audit(args[1:], stderr)
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

func audit(args []string, stderr io.Writer) (status int) {
	flags := flag.NewFlagSet("audit", flag.ContinueOnError)
	flags.SetOutput(stderr)
	policyPath := flags.String("policy", "licence-policy.json", "what is allowed")
	reportPath := flags.String("report", "licences.csv", "where the report goes")
	if err := flags.Parse(args); err != nil || flags.NArg() != 1 {
		fmt.Fprintln(stderr, usage)
		return 2
	}
	fail := func(err error) int {
		fmt.Fprintln(stderr, "licheck:", err)
		return 2
	}
	all, err := deps.Read(flags.Arg(0))
	if err != nil {
		return fail(err)
	}
	rules, err := policy.Read(*policyPath)
	if err != nil {
		return fail(err)
	}
	out, err := report.Create(*reportPath)
	if err != nil {
		return fail(err)
	}
	defer func() {
		if err := out.Close(); err != nil {
			status = fail(err)
		}
	}()
	for _, dep := range all {
		verdict := rules.Judge(dep)
		if err := out.Add(dep, verdict); err != nil {
			return fail(err)
		}
		if verdict == policy.Denied {
			status = 1
		}
	}
	return status
}
