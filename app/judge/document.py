"""Evidence and questions → the marked text in which the model is shown them.

Two things keep a repository from writing markers of ours. Every line of it stands behind a prefix, so none begins
with a marker. And the markers hold a key made from all that they enclose, which no text can hold about itself.
Nothing but the content goes into the key, so equal packets give equal requests.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from app.domain.evidence import Evidence
from app.domain.question import Question
from app.stages.mask import shown

_REWORDED: Final = "changed| this change wrote or reworded this text"


def evidence_section(title: str, pieces: Sequence[Evidence], ids: Sequence[str]) -> str:
    """The pieces, each between markers with its id and with line numbers."""
    key = _key(title, *(part for piece in pieces for part in _parts(piece)))
    blocks = [_evidence(piece, name, key) for piece, name in zip(pieces, ids, strict=True)]
    return "\n\n".join([f"{title} KEY: {key}", *blocks])


def question_section(
    title: str, questions: Mapping[str, Question], omitted: Sequence[str], above: str, at_issue: str = ""
) -> str:
    """The questions by id, and what was left out. `above` is all that stands before them in the request.

    `at_issue` are the words of the one question that a second reader is asked about.
    """
    told = [f"left out| {_one_line(name)}" for name in omitted]
    issue = [f"at issue| {_one_line(at_issue)}"] if at_issue else []
    bodies = {name: [*_question_lines(question), *issue] for name, question in questions.items()}
    key = _key(title, above, *told, *(line for lines in bodies.values() for line in lines))
    left_out = [_marked("left-out", key, {}, told)] if told else []
    blocks = [_marked("question", key, _about(name, questions[name]), lines) for name, lines in bodies.items()]
    return "\n\n".join([f"{title} KEY: {key}", *left_out, *blocks])


def _parts(piece: Evidence) -> tuple[str, ...]:
    return (piece.side, str(piece.span), piece.note, piece.text)


def _key(*parts: str) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _evidence(piece: Evidence, name: str, key: str) -> str:
    about = {"id": name, "side": piece.side, "path": piece.span.path, "note": piece.note}
    lines = enumerate(shown(piece.text).split("\n"), start=piece.span.first)
    return _marked("evidence", key, about, [f"{number}| {line}".rstrip() for number, line in lines])


def _about(name: str, question: Question) -> dict[str, str]:
    subject = question.subject
    claimed = "yes" if question.claimed else "no"
    return {"id": name, "subject": subject.id, "kind": subject.kind, "claimed": claimed}


def _question_lines(question: Question) -> list[str]:
    why = (f"claimed because| {_one_line(claim.reason)}" for claim in question.claims)
    changed = [_REWORDED] if question.reworded else []
    return [f"text| {_one_line(question.subject.text)}", *changed, *why]


def _marked(kind: str, key: str, about: Mapping[str, str], lines: Iterable[str]) -> str:
    attributes = "".join(f" {name}={_quoted(value)}" for name, value in about.items() if value)
    return "\n".join([f"<{kind}-{key}{attributes}>", *lines, f"</{kind}-{key}>"])


def _quoted(value: str) -> str:
    """A string that cannot end before its closing mark, whatever it holds."""
    return json.dumps(_one_line(value), ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(shown(text).split())
