"""A change with its spec and its tree, as the stages that prepare questions are given them."""

from builders import FEATURE, a_change, a_dossier, a_reviewed_feature, an_added_file

from app.domain.claim import Claim
from app.domain.evidence import Evidence
from app.domain.question import Bearing, Question
from app.stages.bearing import bearings, every_question
from app.stages.packets import packets
from app.stages.pool import pool_of
from specs_schema.span import Span

SPEC = "\n".join(f"line {n} of the spec" for n in range(1, 80))
CODE = "def answer():\n    max_citations = 8\n    return max_citations"


def reviewed(feature, *claimed, kind="ticked", **fields):
    """The feature with claims on these subjects."""
    claims = tuple(Claim(key, kind, f"ticks `{key}`") for key in claimed)
    return a_reviewed_feature(feature, claims=claims, **fields)


def a_review(feature, files=None, texts=None, **fields):
    """A dossier whose change adds `files` (text by path), with further `texts` at head."""
    files = files or {"src/answers.py": CODE}
    change = a_change(*(an_added_file(path, tuple(text.split("\n"))) for path, text in files.items()))
    documents = {f"{FEATURE}/spec.md": SPEC, f"{FEATURE}/tasks.md": SPEC}
    known = {**files, **documents, **(texts or {})}
    return a_dossier(feature, **{"change": change, "texts": known, "paths": frozenset(known), **fields})


def asked(dossier, together=8):
    """The packets about the only feature."""
    (feature,) = dossier.features
    pool = pool_of(dossier, feature)
    return packets(bearings(dossier, feature, every_question(dossier, feature, pool), pool), pool, together)


def borne(dossier):
    """What bears on each question about the only feature, by subject key."""
    (feature,) = dossier.features
    pool = pool_of(dossier, feature)
    found = bearings(dossier, feature, every_question(dossier, feature, pool), pool)
    return {one.question.subject.key: one for one in found}


def many_files(number, lines=40, word="value"):
    """Files that share a word and no line."""
    return {f"src/m{n:02}.py": "\n".join(f"{word}_{n}_{i} = {i}" for i in range(lines)) for n in range(number)}


def a_piece(text="MAX = 8", path="src/answers.py", side="code", first=1, note="new file"):
    """A piece of evidence without an id."""
    return Evidence("", side, Span(path=path, first=first, last=first + text.count("\n")), text, note)


def a_bearing(subject, code=(), near=None, rest=(), searched=(), *, claimed=True):
    """What bears on a question about `subject`."""
    claims = (Claim(subject.key, "ticked", "ticks it"),) if claimed else ()
    near = len(code) if near is None else near
    return Bearing(Question(FEATURE, subject, claims), tuple(code), near, tuple(rest), tuple(searched))


def keys(packets_):
    """The subjects that each packet asks about."""
    return [[question.subject.key for question in packet.questions] for packet in packets_]
