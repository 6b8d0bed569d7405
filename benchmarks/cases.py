"""Runs the installed command on real change sets: `python benchmarks/cases.py CASES.json REPOSITORIES [--out FOLDER]`.

CASES.json is a list of {repo, base, head, feature_dir, newly_ticked}; REPOSITORIES holds one bare repository for each
`owner/name` as `owner+name/repo`. Prints for each case whether the right feature was found, seconds, peak memory and
findings, and writes the reports to FOLDER.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-P", "-m", "app.cli", "review", "--no-model", "--format", "json"]


@dataclass
class Run:
    """One review of one case."""

    case: dict
    seconds: float
    mebibytes: float
    status: int
    errors: str
    report: dict

    @property
    def features(self) -> list[str]:
        return [feature["dir"] for feature in self.report.get("features", [])]

    @property
    def rank(self) -> str:
        """`first`, `named` (but not first), or `missed`."""
        wanted = self.case["feature_dir"]
        if wanted not in self.features:
            return "missed"
        return "first" if self.features[0] == wanted else "named"


def run(case: dict, repositories: Path, options: list[str]) -> Run:
    git_dir = repositories / case["repo"].replace("/", "+") / "repo"
    arguments = [*COMMAND, "--repo", str(git_dir), "--base", case["base"], "--head", case["head"], *options]
    started = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    report = json.loads(out) if out.startswith(b"{") else {}
    return Run(case, seconds, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), err.decode(), report)


def line(number: int, done: Run) -> str:
    counted: dict[str, int] = {}
    for finding in done.report.get("findings", []):
        counted[finding["rule"]] = counted.get(finding["rule"], 0) + 1
    found = " ".join(f"{rule}x{count}" for rule, count in sorted(counted.items()))
    ticked = sum(task["newly_done"] for feature in done.report.get("features", []) for task in feature["tasks"])
    name = f"{done.case['repo']} {done.case['feature_dir']}"
    return (
        f"{number:>2} {name[:76]:<76} {done.rank:<6} of {len(done.features)} exit {done.status} {done.seconds:5.2f} s "
        f"{done.mebibytes:4.0f} MiB ticked {ticked:>3}/{done.case['newly_ticked']:<3} {found} "
        f"{done.errors.strip()[-120:]}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("repositories", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--only", type=int, action="append")
    chosen, options = parser.parse_known_args()
    runs: list[Run] = []
    for number, case in enumerate(json.loads(chosen.cases.read_text())):
        if chosen.only and number not in chosen.only:
            continue
        done = run(case, chosen.repositories, options)
        runs.append(done)
        print(line(number, done), flush=True)
        if chosen.out:
            chosen.out.mkdir(parents=True, exist_ok=True)
            (chosen.out / f"{number:02}.json").write_text(json.dumps(done.report, indent=1))
    seconds = sorted(done.seconds for done in runs)
    ranks = {rank: sum(done.rank == rank for done in runs) for rank in ("first", "named", "missed")}
    print(
        f"{len(runs)} cases, {ranks}, seconds median {seconds[len(seconds) // 2]:.2f} max {seconds[-1]:.2f}, ", end=""
    )
    print(f"MiB max {max(done.mebibytes for done in runs):.0f}, exits {sorted({done.status for done in runs})}")


if __name__ == "__main__":
    main()
