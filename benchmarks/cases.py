"""Runs the command on real change sets: `python benchmarks/cases.py CASES.json REPOSITORIES [--out FOLDER] [--stages]`.

CASES.json is a list of {repo, base, head, feature_dir, newly_ticked}; REPOSITORIES holds one bare repository for each
`owner/name` as `owner+name/repo`. Prints for each case whether the right feature was found, seconds of the processor
(user and system, which other work on the machine hardly changes) and on the wall, peak memory and findings, and writes
the reports to FOLDER. `--stages` reviews each case once more with a clock around every stage, and prints their shares.
"""

import argparse
import json
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measured import REVIEW, STAGES, Run, by_group, installed, run


@dataclass
class Reviewed:
    """One review of one case."""

    case: dict
    run: Run
    report: dict
    taken: Mapping[str, float] = field(default_factory=dict)  # seconds by stage

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


def review(
    case: dict, repositories: Path, options: Sequence[str], environment: Mapping[str, str], *, staged: bool
) -> Reviewed:
    git_dir = repositories / case["repo"].replace("/", "+") / "repo"
    which = ["--repo", str(git_dir), "--base", case["base"], "--head", case["head"]]
    done = run([*REVIEW, *which, *options], environment)
    report = json.loads(done.out) if done.out.startswith(b"{") else {}
    taken = json.loads(run([*STAGES, *which], environment).out) if staged else {}
    return Reviewed(case, done, report, taken)


def line(number: int, done: Reviewed) -> str:
    counted: dict[str, int] = {}
    for finding in done.report.get("findings", []):
        counted[finding["rule"]] = counted.get(finding["rule"], 0) + 1
    found = " ".join(f"{rule}x{count}" for rule, count in sorted(counted.items()))
    ticked = sum(task["newly_done"] for feature in done.report.get("features", []) for task in feature["tasks"])
    name = f"{done.case['repo']} {done.case['feature_dir']}"
    return (
        f"{number:>2} {name[:76]:<76} {done.rank:<6} of {len(done.features)} exit {done.run.status} "
        f"{done.run.processor:5.2f} s, wall {done.run.seconds:5.2f} s {done.run.mebibytes:4.0f} MiB "
        f"ticked {ticked:>3}/{done.case['newly_ticked']:<3} {found} "
        f"{done.run.errors.strip()[-120:]}"
    )


def summary(runs: Sequence[Reviewed]) -> str:
    ranks = {rank: sum(done.rank == rank for done in runs) for rank in ("first", "named", "missed")}
    processor, wall = ([getattr(done.run, name) for done in runs] for name in ("processor", "seconds"))
    return (
        f"{len(runs)} cases, {ranks}, exits {sorted({done.run.status for done in runs})}\n"
        f"seconds of the processor: median {statistics.median(processor):.2f}, max {max(processor):.2f}; "
        f"wall: median {statistics.median(wall):.2f}, max {max(wall):.2f}; "
        f"MiB: max {max(done.run.mebibytes for done in runs):.0f}"
    )


def shares(taken: Sequence[Mapping[str, float]]) -> Iterable[str]:
    """Each group's and each stage's part of all the time, and the most seconds that one case spent in a stage."""
    whole = sum(sum(one.values()) for one in taken)
    sums, groups = Counter[str](), Counter[str]()
    for one in taken:
        sums.update(one)
        groups.update(by_group(one))
    if whole:
        yield ", ".join(f"{group} {seconds / whole:.1%}" for group, seconds in groups.most_common())
    for stage, seconds in sums.most_common():
        if seconds >= 0.005 * whole:
            most = max(one.get(stage, 0.0) for one in taken)
            yield f"| {stage} | {seconds / whole:.1%} | {most:.3f} s |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("repositories", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--only", type=int, action="append")
    parser.add_argument("--stages", action="store_true")
    chosen, options = parser.parse_known_args()
    runs: list[Reviewed] = []
    with installed() as environment:
        for number, case in enumerate(json.loads(chosen.cases.read_text())):
            if chosen.only and number not in chosen.only:
                continue
            if not runs:  # compiles our modules
                review(case, chosen.repositories, options, environment, staged=chosen.stages)
            done = review(case, chosen.repositories, options, environment, staged=chosen.stages)
            runs.append(done)
            print(line(number, done), flush=True)
            if chosen.out:
                chosen.out.mkdir(parents=True, exist_ok=True)
                (chosen.out / f"{number:02}.json").write_text(json.dumps(done.report, indent=1))
    print(summary(runs))
    print(*shares([done.taken for done in runs if done.taken]), sep="\n")


if __name__ == "__main__":
    main()
