"""One review of an injected case, and every text that leaves it."""

import asyncio
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from injected import Injected, injected
from injection_corpus import read_corpus

from app.domain.check import CheckOutput
from app.domain.dossier import Dossier
from app.domain.review import Reviewed
from app.evaluation.building import build
from app.evaluation.case import GoldenCase
from app.evaluation.case_reader import read_case
from app.evaluation.reviewing import Loaded, load_case
from app.git.repository import GitRepository
from app.parsing.spec_reader import SpecReader
from app.ports import Judge
from app.stages.conclude import Decision
from app.stages.html_report import as_html
from app.stages.links import Links
from app.stages.markdown import page
from app.stages.placements import placements
from app.stages.publication import publication
from app.stages.remarks import ended, remarks
from app.stages.replies import Standing, explain, reply, status
from app.stages.report import Judgement, write_report
from app.stages.sarif import as_sarif
from app.stages.subjects import Known
from app.stages.terminal import as_text
from app.workflow.head_reader import HeadReader
from app.workflow.judging import judge, judge_by_rules
from specs_schema.config import RepoConfig
from specs_schema.report import Report

HERE = Path(__file__).parent
CORPUS, GOLDEN = HERE / "corpus", HERE.parent / "golden"
FORGE = "https://forge.example/acme/app"
SECRET = "gh" + "p_" + "a1B2c3" * 6  # in two parts, so that no scanner takes it for a real one

LINKS = Links(
    lines=lambda path, first, last: f"{FORGE}/blob/head/{path.encode().hex()}#L{first}-L{last}",
    rule=lambda code: f"{FORGE}/rules/{code}",
    comment=lambda number: f"{FORGE}/comments/{number}",
)


@dataclass(frozen=True)
class Reviewing:
    """What one review came to, before and after it was written down."""

    dossier: Dossier
    judgement: Judgement
    report: Report
    decision: Decision
    output: CheckOutput
    comments: tuple[str, ...]

    @property
    def markdown(self):
        """Every text that GitHub would render, by what it is."""
        standing = Standing(self.report, self.report.head, LINKS)
        subjects = [Known(one.feature, one.subject) for one in self.report.verdicts]
        replies = [status(standing), *(explain(standing, one, RepoConfig().commands) for one in subjects)]
        return {
            "page": page(self.report, LINKS).whole(),
            "summary": self.output.summary,
            "text": self.output.text,
            **{f"comment {number}": body for number, body in enumerate(self.comments)},
            **{f"ended {number}": ended(body, "f" * 40, "Fixed") for number, body in enumerate(self.comments)},
            **{f"reply {number}": reply(7, [text]) for number, text in enumerate(replies)},
        }

    @property
    def others(self):
        """Every text that leaves for another place."""
        return {
            "json": self.report.model_dump_json(),
            "check": self.output.model_dump_json(),
            "html": as_html(self.report),
            "sarif": as_sarif(self.report, LINKS, FORGE),
            "terminal": as_text(self.report),
        }


@cache
def cases():
    """The golden cases that anything is injected into."""
    names = {one.case for file in read_corpus(CORPUS) for one in file.injections}
    read = {name: read_case(GOLDEN / name) for name in sorted(names)}
    assert [problem for _, problems in read.values() for problem in problems] == []
    return {name: golden for name, (golden, _) in read.items() if golden}


@cache
def corpus():
    """Every injection, in its case."""
    return injected(read_corpus(CORPUS), cases())


def load(one: Injected, folder: Path) -> Loaded:
    """The injected case as the engine reads it."""
    return load_case(one.golden, build(one.golden, folder), SpecReader("fork"), search=True)


def with_a_secret(one: Injected) -> Injected:
    """The same with a token in every place where something was injected: at the end of the lines, or of the file."""
    injection, head, base = one.injection, dict(one.golden.head), dict(one.golden.base)
    for inserted in injection.insert:
        last = inserted.text.rstrip("\n").rsplit("\n", 1)[-1].strip()
        _append(head, inserted.file, last)
    for edited in (*injection.add, *injection.replace):
        _append(head, edited.file, "")
    base |= {added.file: head[added.file] for added in injection.add if added.at == "base"}
    said = one.golden.case.pull_request
    told = said.model_copy(update={"body": f"{said.body}\n\n{SECRET}"})
    case = one.golden.case.model_copy(update={"pull_request": told, "commits": (said.title, f"More\n\n{SECRET}")})
    return replace(one, golden=GoldenCase(one.golden.name, one.golden.folder, case, base, head))


def _append(files, path: str, line: str):
    """The token behind the first line that reads `line`, as a comment; or below the last one."""
    mark = {"md": " ", "py": "  # ", "yaml": "  # "}.get(path.rsplit(".", 1)[-1], "  // ")
    lines = files[path].decode().split("\n")
    at = next((number for number, one in enumerate(lines) if line and one.strip() == line), None)
    if at is None:
        lines += [f"{mark.strip()} {SECRET}".strip(), ""]
    else:
        lines[at] += f"{mark}{SECRET}"
    files[path] = "\n".join(lines).encode()


def review(loaded: Loaded, model: Judge | None) -> Reviewing:
    """The review of a loaded case; without a model by rules alone."""
    if model is None:
        judgement = judge_by_rules(loaded.dossier)
    else:
        with GitRepository.open(loaded.built.git_dir) as repository:
            head = HeadReader(repository, loaded.built.head, loaded.dossier.paths)
            judgement = asyncio.run(judge(loaded.dossier, head, model))
    report, decision = write_report(loaded.dossier, judgement, "1.0")
    placed = placements(loaded.dossier, judgement.findings)
    reviewed = Reviewed(report=report, conclusion=decision.check, placements=placed)
    comments = tuple(one.body for one in remarks(report, placed, LINKS))
    return Reviewing(loaded.dossier, judgement, report, decision, publication(reviewed, LINKS), comments)
