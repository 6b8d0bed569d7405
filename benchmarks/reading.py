"""How much of a repository's specs the reader understands, against a search of the raw text.

    python benchmarks/reading.py CHECKOUT_OR_BARE_REPOSITORY [REVISION ...]

The search below shares no code with the reader: it goes line by line over the blobs that Git holds. It knows
fences and comments, because a task in an example is no task, and nothing else of Markdown. Bars: 99.5 % of the
checkbox lines with an id become tasks with that id and tick, every FR and SC bullet becomes a subject, 99 % of
the numbered Given/When/Then scenarios become scenarios. Exit status 1 when one is missed.
"""

import argparse
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from specs_schema.feature import Feature, FeatureDir  # noqa: E402
from specs_schema.formats import documents_of, find_features, read_feature  # noqa: E402

BARS = {"task": 0.995, "requirement": 1.0, "scenario": 0.99}
LARGEST = 2_000_000  # bytes of a document
SHOWN = 40  # misses of a kind that are printed

CHECKBOX = re.compile(r"^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s+\[(?P<tick>[ xX~-])\]\s+(?P<rest>.*)$")
LABELS = re.compile(r"^(?:\s*[*~`]*\[(?!T-?\d)[^\]]{1,40}\][*~`]*)+\s*")
TASK_ID = re.compile(r"^[\s*_~`\[(]*(?P<id>T-?\d+(?:\.\d+)*[A-Za-z]?'?|TASK-\d+[a-z]?|CHK\d+)(?![\w])")
SEVERAL = re.compile(r"^[`*_\s]*(?:\([^)]*\)\s*)?(?:[–+&,/]|-(?=T)|and\b|to\b)\s*[`*_]*T-?\d")
BULLET = re.compile(r"^\s*[-*+]\s+[*_`\[]*(?P<id>(?:FR|SC)-\d+[a-z]?)(?![\w-])(?P<rest>.*)$")
REFERENCE = re.compile(r"^[*_`\])\s]*(?:$|[,/&+–]|-(?=[A-Z])|and\b|to\b|through\b|\.\.)")
SCENARIO = re.compile(r"^\s*\d+[.)]\s+[*_\s]*Given\b", re.IGNORECASE)
FENCE = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+)?(?P<mark>`{3,}|~{3,})(?P<info>.*)$")


@dataclass(frozen=True)
class Line:
    """One line that the search found: what it should become."""

    kind: str
    path: str
    number: int
    text: str
    id: str = ""
    done: bool = False


@dataclass
class Count:
    """Lines found by the search and those the reader understood."""

    found: Counter[str] = field(default_factory=Counter[str])
    read: Counter[str] = field(default_factory=Counter[str])
    misses: list[Line] = field(default_factory=list[Line])
    subjects: Counter[str] = field(default_factory=Counter[str])
    problems: Counter[str] = field(default_factory=Counter[str])
    features: int = 0
    documents: int = 0
    size: int = 0
    seconds: float = 0.0

    def add(self, other: "Count") -> None:
        """Add the figures of another repository or revision."""
        for mine, theirs in (
            (self.found, other.found),
            (self.read, other.read),
            (self.subjects, other.subjects),
            (self.problems, other.problems),
        ):
            mine.update(theirs)
        self.misses.extend(other.misses)
        self.features += other.features
        self.documents += other.documents
        self.size += other.size
        self.seconds += other.seconds

    def share(self, kind: str) -> float:
        """How much of a kind was read."""
        return self.read[kind] / self.found[kind] if self.found[kind] else 1.0


def git(repository: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What Git prints."""
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=True, timeout=300).stdout


def tree(repository: Path, revision: str) -> dict[str, str]:
    """Path to blob id of every regular file."""
    entries = git(repository, "ls-tree", "-r", "-z", "--full-tree", revision).decode("utf-8", "replace").split("\0")
    parts = [entry.split("\t", 1) for entry in entries if entry]
    return {path: meta.split()[2] for meta, path in parts if meta.split()[1] == "blob"}


def blobs(repository: Path, ids: list[str]) -> dict[str, bytes]:
    """The content of blobs; those the repository lacks, or that are too large, are left out."""
    answer = git(repository, "cat-file", "--batch", given="".join(f"{one}\n" for one in ids).encode())
    found: dict[str, bytes] = {}
    position = 0
    while position < len(answer):
        end = answer.index(b"\n", position)
        header = answer[position:end].split()
        position = end + 1
        if header[1:] != [b"missing"]:
            size = int(header[2])
            if size <= LARGEST:
                found[header[0].decode()] = answer[position : position + size]
            position += size + 1
    return found


def closes(mark: re.Match[str], fence: str) -> bool:
    """Whether a line of back-ticks or tildes ends a fence."""
    return mark["mark"].startswith(fence) and not mark["info"].strip()


def visible(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, without those in HTML comments and in fences that somebody closes."""
    fence, comment = "", False
    lines = text.split("\n")
    marks = [(number, mark) for number, line in enumerate(lines, start=1) if (mark := FENCE.match(line))]
    for number, line in enumerate(lines, start=1):
        mark = FENCE.match(line)
        if fence:
            if mark and closes(mark, fence):
                fence = ""
            continue
        if comment:
            comment = "-->" not in line
            continue
        if line.lstrip().startswith("<!--") and "-->" in text.split("\n", number - 1)[-1]:
            comment = "-->" not in line
            continue
        closing = mark and any(later > number and closes(one, mark["mark"]) for later, one in marks)
        if mark and closing and not (mark["mark"].startswith("`") and "`" in mark["info"]):
            fence = mark["mark"]
            continue
        yield number, line.rstrip("\r")


def search(path: str, text: str) -> Iterator[Line]:
    """What a reader of the raw text would point at."""
    name = path.rsplit("/", 1)[-1].lower()
    for number, line in visible(text):
        if name == "tasks.md" and (box := CHECKBOX.match(line)):
            rest = LABELS.sub("", box["rest"])
            given = TASK_ID.match(rest)
            if given and not SEVERAL.match(rest[given.end() :]):
                yield Line("task", path, number, line, given["id"], box["tick"] in "xX")
        elif name == "spec.md" and (bullet := BULLET.match(line)):
            if not REFERENCE.match(bullet["rest"]):
                yield Line("requirement", path, number, line, bullet["id"])
        elif name == "spec.md" and SCENARIO.match(line):
            yield Line("scenario", path, number, line)


def understood(feature: Feature) -> dict[str, set[tuple[str, int, str, bool]]]:
    """What the reader made of a feature, in the search's terms."""
    return {
        "task": {(one.span.path, one.span.first, one.id, one.done) for one in feature.tasks},
        "requirement": {
            (one.span.path, one.span.first, one.id, False) for one in (*feature.requirements, *feature.success_criteria)
        },
        "scenario": {
            (one.span.path, one.span.first, "", False) for story in feature.stories for one in story.scenarios
        },
    }


def measure(repository: Path, revision: str, seen: set[tuple[str, str]]) -> Count:
    """Read every feature of a revision; documents in `seen` (path and blob) were counted before."""
    files = tree(repository, revision)
    count = Count()
    features = find_features(files)
    wanted = {feature: documents_of(feature, files) for feature in features}
    content = blobs(repository, sorted({files[path] for paths in wanted.values() for path in paths}))
    for feature, paths in wanted.items():
        texts = {path: content[files[path]].decode("utf-8", "replace") for path in paths if files[path] in content}
        fresh = {path for path in texts if (path, files[path]) not in seen}
        if fresh:
            compare(count, feature, texts, fresh)
            seen.update((path, files[path]) for path in fresh)
    return count


def compare(count: Count, feature: FeatureDir, texts: Mapping[str, str], fresh: set[str]) -> None:
    """Read one feature and hold it against the search."""
    start = time.perf_counter()
    result, problems = read_feature(feature, texts)
    count.seconds += time.perf_counter() - start
    count.features += 1
    count.documents += len(texts)
    count.size += sum(len(text) for text in texts.values())
    count.subjects.update(subject.kind for subject in result.subjects)
    count.problems.update(problem.kind for problem in problems)
    known = understood(result)
    for path in sorted(fresh):
        for line in search(path, texts[path]):
            count.found[line.kind] += 1
            if (line.path, line.number, line.id, line.done) in known[line.kind]:
                count.read[line.kind] += 1
            else:
                count.misses.append(line)


def show(name: str, count: Count) -> None:
    """The figures of one repository on a line each, then the misses."""
    print(f"## {name}")
    print(
        f"   {count.features} features, {count.documents} documents, {count.size / 1e6:.1f} MB in {count.seconds:.2f} s"
    )
    for kind, bar in BARS.items():
        verdict = "ok" if count.share(kind) >= bar else "BELOW THE BAR"
        print(f"   {kind:12} {count.read[kind]:6} of {count.found[kind]:6}  {count.share(kind):8.3%}  {verdict}")
    print(f"   subjects {dict(count.subjects)}")
    print(f"   problems {dict(count.problems)}")
    for kind in BARS:
        for line in [line for line in count.misses if line.kind == kind][:SHOWN]:
            print(f"   missed {kind} {line.path}:{line.number}: {line.text.strip()[:110]}")


def main() -> int:
    """Measure the revisions of one repository; a document that does not change is counted once."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("repository", type=Path)
    parser.add_argument("revisions", nargs="*", default=["HEAD"])
    arguments = parser.parse_args()
    total, seen = Count(), set[tuple[str, str]]()
    for revision in arguments.revisions:
        total.add(measure(arguments.repository, revision, seen))
    show(f"{arguments.repository} {' '.join(one[:10] for one in arguments.revisions)}", total)
    return 0 if all(total.share(kind) >= bar for kind, bar in BARS.items()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
