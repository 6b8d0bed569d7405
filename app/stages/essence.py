"""Packet → what an answer about it depends on: the same for the same question, wherever its lines have moved.

Left out is what a change elsewhere alters without altering the question: line numbers, which move when somebody
inserts lines above, and the number of files that a search looked through, which grows with every new file.
Quotes are looked up by their text, so a remembered answer finds its lines again. No commit id is part of a packet.
"""

import re
from collections.abc import Mapping, Sequence

from app.domain.evidence import Evidence
from app.domain.question import Packet, Question

Json = str | int | bool | Sequence["Json"] | Mapping[str, "Json"]

_FILES_SEARCHED = re.compile(r"^\d+(?= files )")
_LINE = re.compile(r":\d+$")


def essence(packet: Packet, *, code_lines: bool = False) -> Json:
    """The packet as JSON, its lists in order. With `code_lines` the line numbers of code count too.

    They do where the answer may speak of them, as the sentences of a second reader can.
    """
    return {
        "feature": packet.feature,
        "questions": [asked(question) for question in packet.questions],
        "evidence": [_evidence(piece, numbered=code_lines and piece.side == "code") for piece in packet.evidence],
        "shared": packet.shared,
        "omitted": [_LINE.sub("", name) for name in packet.omitted],
    }


def asked(question: Question) -> Json:
    """The question as JSON."""
    subject = question.subject
    return {
        "subject": [subject.kind, subject.key, subject.id, subject.span.path],
        "text": subject.text,
        "claims": [[claim.kind, claim.reason] for claim in question.claims],
    }


def _evidence(piece: Evidence, *, numbered: bool) -> Json:
    text = _FILES_SEARCHED.sub("", piece.text) if piece.side == "search" else piece.text
    told: list[Json] = [piece.id, piece.side, piece.span.path, piece.note, text]
    return [*told, piece.span.first] if numbered else told
