"""What the rules about documents find in whole repositories, as though one change had brought every document.

    python benchmarks/rules.py REPOSITORY [REVISION] [--rule SPEC110 ...] [--show]

REPOSITORY is a checkout or a bare repository. Every feature at REVISION (default: HEAD) is read and given to the
deterministic rules as new; each version of a constitution in its history is held against the one before. Prints how
many subjects there are and how many findings each rule has; `--show` prints the findings.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reading import blobs, git, tree  # noqa: E402

from app.domain.change import Change, ChangedFile, Hunk, Line  # noqa: E402
from app.domain.dossier import ChangedConstitution, Dossier, ReviewedFeature  # noqa: E402
from app.domain.event import PullRequest  # noqa: E402
from app.domain.finding import Finding  # noqa: E402
from app.rules.catalogue import CHECKS  # noqa: E402
from specs_schema.config import RepoConfig  # noqa: E402
from specs_schema.feature import Feature, FeatureDir  # noqa: E402
from specs_schema.formats import documents_of, find_features, read_constitution, read_feature  # noqa: E402

ABOUT_DOCUMENTS = ("SPEC1", "SPEC5")


def added(path: str, text: str) -> ChangedFile:
    """`path` as a file that the change brings."""
    lines = text.removesuffix("\n").split("\n")
    numbered = tuple(Line("added", None, number, line) for number, line in enumerate(lines, start=1))
    return ChangedFile(path, "added", hunks=(Hunk(0, 0, 1, len(lines), "", numbered),), added=len(lines))


def dossier(files: tuple[ChangedFile, ...] = (), **fields: object) -> Dossier:
    """A review of a change that brings `files`."""
    request = PullRequest(repository="", head_sha="", base_sha="", merge_base="")
    return Dossier(request, Change(files), RepoConfig(), **fields)


def as_new(feature: FeatureDir, texts: Mapping[str, str]) -> tuple[Feature, Dossier]:
    """A feature, and the review of the change that would bring it."""
    head, problems = read_feature(feature, texts)
    ticked = frozenset(task.key for task in head.tasks if task.done)
    reviewed = ReviewedFeature(feature, head, None, ("measured",), problems, newly_done=ticked)
    files = tuple(added(path, text) for path, text in texts.items())
    return head, dossier(files, features=(reviewed,), texts=texts)


def features(repository: Path, revision: str) -> Iterator[tuple[Feature, Dossier]]:
    """Every feature at `revision`."""
    files = tree(repository, revision)
    wanted = {feature: documents_of(feature, files) for feature in find_features(files)}
    content = blobs(repository, sorted({files[path] for paths in wanted.values() for path in paths}))
    for feature, paths in wanted.items():
        texts = {path: content[files[path]].decode("utf-8", "replace") for path in paths if files[path] in content}
        yield as_new(feature, texts)


def constitutions(repository: Path, revision: str) -> Iterator[Dossier]:
    """Each commit up to `revision` that touches a constitution, as a change of it."""
    log = git(repository, "log", "--format=%H", "--first-parent", revision, "--", ":(glob)**/memory/constitution.md")
    for commit in log.decode().split():
        listing = git(
            repository, "diff-tree", "--root", "--no-commit-id", "-r", "-m", "--first-parent", "--name-only", commit
        )
        for path in sorted({one for one in listing.decode().split("\n") if one.endswith("memory/constitution.md")}):
            old, new = (shown(repository, f"{name}:{path}") for name in (f"{commit}^", commit))
            before, after = (read_constitution(path, text)[0] if text is not None else None for text in (old, new))
            yield dossier(changed_constitutions=(ChangedConstitution(path, before, after, new or ""),))


def shown(repository: Path, name: str) -> str | None:
    """The text of a blob; None where there is none."""
    found = git(repository, "cat-file", "--batch", given=f"{name}\n".encode())
    header, _, text = found.partition(b"\n")
    return None if header.endswith(b"missing") else text.decode("utf-8", "replace").removesuffix("\n")


def findings(review: Dossier, chosen: tuple[str, ...]) -> Iterator[Finding]:
    for rule, check in CHECKS.items():
        if rule.code.startswith(chosen):
            yield from check(review)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    parser.add_argument("revision", nargs="?", default="HEAD")
    parser.add_argument("--rule", action="append", help="code or start of codes; default: SPEC1 and SPEC5")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    chosen = tuple(arguments.rule or ABOUT_DOCUMENTS)
    subjects, counted, touched = Counter[str](), Counter[str](), Counter[str]()
    reviews = [
        (f"{feature.dir}", feature, review) for feature, review in features(arguments.repository, arguments.revision)
    ]
    versions = [("constitution", None, review) for review in constitutions(arguments.repository, arguments.revision)]
    for name, feature, review in [*reviews, *versions]:
        subjects.update(subject.kind for subject in feature.subjects) if feature else subjects.update([name])
        for finding in findings(review, chosen):
            counted[finding.rule.code] += 1
            touched[finding.rule.code, name] += 1
            if arguments.show:
                print(f"{finding.rule.code} {finding.severity} {finding.span} {finding.message}")
    print(f"{len(reviews)} features, {dict(subjects)}")
    for code, number in sorted(counted.items()):
        print(f"{code} {number:5} in {sum(one == code for one, _ in touched)} features")


if __name__ == "__main__":
    main()
