"""How the cost of a review without a model grows: `python benchmarks/growth.py [--plot docs/growth.svg] [--runs 3]`.

Builds repositories with 10 to 3,000 changed files, with 1,000 to 200,000 changed lines in 100 files, and with up to
30,000 files that stay as they are; runs `speckeeper review --no-model` on each, every size once in each round, and
takes the least. Seconds are the processor's (user and system), so that other work on the machine hardly counts; wall
time stands beside them. Prints the tables and the exponent of growth: 1 is linear.
"""

import argparse
import json
import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from growing import Size, changed, repository
from growth_plot import Series, plot
from measured import REVIEW, STAGES, Run, by_group, installed, run

GROUPS = ("start", "load", "resolve", "claims", "rules", "report")
_LINES_EACH = 20
_FILES = 100


@dataclass(frozen=True, slots=True)
class Axis:
    """What grows, and the sizes at which it is measured."""

    name: str
    sizes: Mapping[int, Size]


AXES = (
    Axis("changed files", {n: Size(n, _LINES_EACH) for n in (10, 30, 100, 300, 1_000, 3_000)}),
    Axis(
        "changed lines",
        {n: Size(_FILES, n // _FILES) for n in (1_000, 3_000, 10_000, 30_000, 100_000, 200_000)},
    ),
    Axis("unchanged files", {n: Size(10, _LINES_EACH, n) for n in (300, 3_000, 30_000)}),
)


@dataclass(slots=True)
class Point:
    """One repository, and all that was measured on it."""

    size: int
    folder: Path
    files: int
    lines: int
    runs: list[Run] = field(default_factory=list)
    shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def processor(self) -> float:
        return min(done.processor for done in self.runs)

    @property
    def seconds(self) -> float:
        return min(done.seconds for done in self.runs)

    @property
    def mebibytes(self) -> float:
        return max(done.mebibytes for done in self.runs)


def build(axis: Axis, folder: Path) -> list[Point]:
    points: list[Point] = []
    for number, size in axis.sizes.items():
        place = folder / f"{axis.name} {number}"
        place.mkdir()
        points.append(Point(number, repository(place, size), *changed(place)))
    return points


def measure(points: Sequence[Point], rounds: int) -> None:
    """Review every repository `rounds` times, and once with a clock around each stage."""
    with installed() as environment:
        run([*REVIEW, "--repo", str(points[0].folder), "--base", "main"], environment)  # compiles our modules
        for _ in range(rounds):
            for point in points:
                done = run([*REVIEW, "--repo", str(point.folder), "--base", "main"], environment)
                if done.status != 0:
                    raise SystemExit(f"The review of {point.folder} ended with {done.status}: {done.errors[-500:]}")
                point.runs.append(done)
        for point in points:
            done = run([*STAGES, "--repo", str(point.folder), "--base", "main"], environment)
            point.shares = shares(json.loads(done.out))


def shares(taken: Mapping[str, float]) -> dict[str, float]:
    """Group of stages → its part of the whole."""
    groups, whole = by_group(taken), sum(taken.values())
    return {group: groups.get(group, 0.0) / whole for group in GROUPS}


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the line that fits the logarithms best."""
    pairs = [(math.log(size), math.log(cost)) for size, cost in points]
    mean_x, mean_y = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
    above = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    return above / sum((x - mean_x) ** 2 for x, _ in pairs)


def grown(points: Sequence[Point], start: float) -> float:
    """The exponent of what a size costs beyond `start`, over the last factor of ten, where start-up blurs nothing."""
    last = [point for point in points if point.size * 10 >= points[-1].size]
    return exponent([(point.size, point.processor - start) for point in last])


def show(axis: Axis, points: Sequence[Point], start: float) -> None:
    first = points[0].processor
    print(f"\n| {axis.name} | files, lines changed | processor | to the first | wall | MiB | {' | '.join(GROUPS)} |")
    print("| --- " * (6 + len(GROUPS)) + "|")
    for one in points:
        parts = " | ".join(f"{one.shares[group]:.0%}" for group in GROUPS)
        print(
            f"| {one.size:,} | {one.files:,}, {one.lines:,} | {one.processor:.2f} s | {one.processor / first:.1f} | "
            f"{one.seconds:.2f} s | {one.mebibytes:.0f} | {parts} |"
        )
    raw = exponent([(one.size, one.processor) for one in points])
    print(f"\nExponent: {raw:.2f} over all, {grown(points, start):.2f} beyond start-up over the last factor of ten.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="speckeeper-growth-") as name:
        folder = Path(name)
        least = build(Axis("one file", {1: Size(1, _LINES_EACH)}), folder)
        axes = [(axis, build(axis, folder)) for axis in AXES]
        measure([*least, *(point for _, points in axes for point in points)], chosen.runs)
    start = least[0].processor
    print(f"One changed file: {start:.2f} s of the processor, {least[0].seconds:.2f} s, {least[0].mebibytes:.0f} MiB.")
    for axis, points in axes:
        show(axis, points, start)
    if chosen.plot:
        shown = [Series(axis.name, [(one.size, one.processor) for one in points]) for axis, points in axes[:2]]
        chosen.plot.write_text(plot(shown, start))


if __name__ == "__main__":
    main()
