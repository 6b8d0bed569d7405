"""Repositories of a given size, as teams write them: a Spec Kit feature, its code in Python and TypeScript, a change.

    repository(folder, Size(files=100, lines=20))

`main` has what was there before, the branch `001-orders` the change. Names are made of words, as people's are, so that
rules that compare names by their words have work to do.
"""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

BRANCH = "001-orders"
FEATURE = Path("specs") / BRANCH
WHO = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "gc.auto=0"]

_THINGS = re.split(
    " ",
    "account address batch budget cart catalog channel claim coupon courier credit currency customer deposit "
    "discount dispatch document draft fee forecast fraud gift guest hub import index invoice item journal label "
    "ledger letter limit locker manifest margin market member notice offer order parcel partner payment permit "
    "pickup policy price profile quota quote rate receipt refund region report reserve return route sale season "
    "segment seller shelf shipment slot stock store supplier survey tariff tax ticket token tracking transfer "
    "vendor voucher wallet zone",
)
_DOINGS = re.split(
    " ",
    "allocator archiver auditor balancer builder calculator checker collector combiner counter decoder estimator "
    "exporter fetcher finder formatter gateway grouper importer indexer linker loader locator mapper matcher "
    "merger notifier parser picker planner poller presenter printer query reader recorder reducer resolver "
    "scheduler scorer selector sender sorter splitter summary tracker translator validator viewer watcher writer",
)
_ROUTED = 10  # one module in so many serves routes
_SERVED = 12  # operations of the contract
_BEFORE = 6  # functions of a module before it is changed


@dataclass(frozen=True, slots=True)
class Size:
    """Changed files, lines that are added to each, and files that stay as they are."""

    files: int
    lines: int
    unchanged: int = 200


def repository(folder: Path, size: Size) -> Path:
    """A repository at `folder`, with the branch of the change checked out."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    for number in range(size.unchanged):
        _write(folder / _path(number, "legacy"), _module(number, _path(number, "legacy"), _BEFORE))
    modified = [number for number in range(size.files) if number % 2]
    for number in modified:
        _write(folder / _path(number), _module(number, _path(number), _BEFORE))
    _write_feature(folder, size, " ")
    _commit(folder, "Plan the orders")
    git(folder, "repack", "-a", "-d", "--quiet")
    git(folder, "checkout", "--quiet", "-b", BRANCH)
    for number in range(size.files):
        path = _path(number)
        _write(folder / path, _module(number, path, *([_BEFORE] if number % 2 else []), lines=size.lines))
    _write_feature(folder, size, "x")
    _commit(folder, "Take the orders")
    return folder


def git(folder: Path, *arguments: str) -> str:
    """What git says."""
    command = ["git", "-C", str(folder), *WHO, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def changed(folder: Path) -> tuple[int, int]:
    """Files and lines of the change, as Git counts them."""
    counts = [line.split("\t")[:2] for line in git(folder, "diff", "--numstat", "main", BRANCH).splitlines()]
    return len(counts), sum(int(added) + int(removed) for added, removed in counts)


def _commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", message)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def _words(number: int) -> tuple[str, str, str]:
    """A thing, another and what is done with it: as many different ones as anybody needs."""
    rest, doing = divmod(number, len(_DOINGS))
    other, thing = divmod(rest + doing, len(_THINGS))
    return _THINGS[thing], _THINGS[(other * 7 + thing + 1) % len(_THINGS)], _DOINGS[doing]


def _path(number: int, top: str = "src") -> str:
    """Python and TypeScript by turns of two, one in five a test."""
    thing, other, doing = _words(number)
    python, test = number // 2 % 2 == 0, number % 5 == 4
    if python:
        return f"backend/{top}/{thing}/{'test_' * test}{other}_{doing}_{number}.py"
    name = f"{other.capitalize()}{doing.capitalize()}{number}"
    return f"frontend/{top}/{thing}/{name}{'.test' * test}.ts"


def _module(number: int, path: str, functions: int = 0, *, lines: int = 0) -> str:
    """A module with `functions` functions, and between them as many more as have `lines` lines."""
    write = _python if path.endswith(".py") else _typescript
    heads = {".py": _python_head(number), ".ts": _typescript_head(number)}
    kept = [write(number, place) for place in range(functions)]
    new = "".join(write(number, 1000 + place) for place in range(lines // 10 + 1)).splitlines(keepends=True)[:lines]
    half = len(kept) // 2
    return "".join([heads[Path(path).suffix], *kept[:half], *new, *kept[half:]])


def _python_head(number: int) -> str:
    thing, other, _ = _words(number)
    head = f'"""What becomes of a {thing} and its {other}."""\n\nfrom dataclasses import dataclass\n'
    if number % _ROUTED:
        return f"{head}\n"
    return (
        f'{head}\nfrom fastapi import APIRouter\n\nrouter = APIRouter(prefix="/{thing}s")\n\n\n'
        f'@router.get("/{{{thing}_id}}/{other}s/{number}")\ndef read_{other}({thing}_id: str) -> dict[str, str]:\n'
        f'    return {{"id": {thing}_id}}\n\n\n'
    )


def _typescript_head(number: int) -> str:
    thing, other, _ = _words(number)
    head = f"// What becomes of a {thing} and its {other}.\n\nimport {{ clock }} from '../clock';\n\n"
    if number % _ROUTED != 3:
        return head
    return (
        f"{head}import {{ Router }} from 'express';\n\nexport const router = Router();\n\n"
        f"router.get('/{thing}s/:id/{other}s/{number}', (request, response) => {{\n"
        "  response.json({ id: request.params.id });\n});\n\n"
    )


def _python(number: int, place: int) -> str:
    """Ten lines."""
    thing, other, doing = _words(number * 31 + place)
    return (
        f"def {doing}_{thing}_{place}({other}_count: int, {thing}_limit: int = {place + 3}) -> int:\n"
        f'    """How many of the {other}s a {thing} may have, by the {doing}."""\n'
        f"    if {other}_count > {thing}_limit:\n"
        f'        raise ValueError("a {thing} has too many {other}s for its {doing}")\n'
        f"    total = {other}_count * {number + 2} + {place}\n"
        f"    for step in range({thing}_limit):\n"
        f"        total += step % {place + 2}  # a {doing} rounds down\n"
        "    return total\n\n\n"
    )


def _typescript(number: int, place: int) -> str:
    """Ten lines."""
    thing, other, doing = (word.capitalize() for word in _words(number * 37 + place))
    return (
        f"export function {doing.lower()}{thing}{place}({other.lower()}Count: number, limit = {place + 3}): number {{\n"
        f"  // How many of the {other}s a {thing} may have, by the {doing}.\n"
        f"  if ({other.lower()}Count > limit) {{\n"
        f"    throw new Error(`a {thing} has too many {other}s for its {doing}`);\n"
        "  }\n"
        f"  const total = {other.lower()}Count * {number + 2} + {place};\n"
        "  const steps = Array.from({ length: limit }, (_, step) => step);\n"
        f"  return steps.reduce((sum, step) => sum + (step % {place + 2}), total + clock.now());\n"
        "}\n\n"
    )


def _write_feature(folder: Path, size: Size, box: str) -> None:
    """Spec, plan, contract, and a task for each tenth changed file, ticked where `box` is `x`, all but each fifth.

    The open ones name files that somebody else has still to change.
    """
    numbers = [number // 10 for number in range(0, size.files, 10)]
    named = [(" ", _path(n, "later")) if n % 5 == 4 else (box, _path(n * 10 + n % 10)) for n in numbers]
    requirements = "".join(
        f"- **FR-{n:03}**: System MUST keep each {_THINGS[n]} with at most {n * 5} {_DOINGS[n]}s\n"
        for n in range(1, 25)
    )
    stories = "".join(
        f"### User Story {n} - Handle a {_THINGS[n]} (Priority: P{n})\n\nA clerk handles each {_THINGS[n]}.\n\n"
        f"**Acceptance Scenarios**:\n\n1. **Given** a {_THINGS[n]}, **When** it is sent, **Then** it is listed\n\n"
        for n in range(1, 4)
    )
    tasks = "".join(
        f"- [{tick}] T{n:03} [US{n % 3 + 1}] Write the {' '.join(_words(n * 10))} in {path} (FR-{n % 24 + 1:03})\n"
        for n, (tick, path) in enumerate(named, start=1)
    )
    operations = "".join(
        f"  /{_words(n)[0]}s/{{id}}/{_words(n)[1]}s/{n}:\n    get:\n      summary: Read one\n      parameters:\n"
        "        - {name: id, in: path, required: true, schema: {type: string}}\n"
        "      responses:\n        '200': {description: It is there}\n"
        for n in range(0, _SERVED * _ROUTED, _ROUTED)
    )
    documents = {
        "spec.md": f"# Feature Specification: Orders\n\n## User Scenarios\n\n{stories}\n## Requirements\n\n"
        f"### Functional Requirements\n\n{requirements}",
        "plan.md": "# Implementation Plan: Orders\n\n## Project Structure\n\n```text\nbackend/\n└── src/\nfrontend/\n"
        "└── src/\n```\n",
        "tasks.md": f"# Tasks: Orders\n\n## Phase 1: Setup\n\n{tasks}",
        "contracts/api.yaml": f"openapi: 3.0.3\ninfo: {{title: Orders, version: '1'}}\npaths:\n{operations}",
    }
    for name, text in documents.items():
        _write(folder / FEATURE / name, text)
