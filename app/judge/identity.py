"""All but the packet that an answer depends on, as one string."""

import hashlib
import json
from typing import Final

from app.domain.claim import Claim
from app.domain.evidence import Evidence
from app.domain.question import Packet, Question
from app.domain.verdict import Accusation
from app.judge.request import refute_conversation, verdict_conversation
from app.judge.settings import JudgeSettings
from app.judge.tools import TOOLS
from specs_schema.span import Span
from specs_schema.subject import Subject

_LINE: Final = Span(path="a", first=1, last=1)
_CLAIMED: Final = Question(
    "f", Subject(kind="requirement", id="R1", text="text", span=_LINE), (Claim("R1", "named", "b"),)
)
_UNCLAIMED: Final = Question("f", Subject(kind="requirement", id="R2", text="text", span=_LINE), reworded=True)
_ACCUSED: Final = (Accusation("violated", "words"), Accusation("missing"))
_SAMPLE: Final = Packet(
    feature="f",
    questions=(_CLAIMED, _UNCLAIMED),
    evidence=(Evidence("E1", "code", _LINE, "code", "a note"), Evidence("E2", "spec", _LINE, "spec")),
    shared=1,
    omitted=("b:1",),
)


def identity(settings: JudgeSettings) -> str:
    """The models, and a digest of the requests that are made for one small packet.

    So it changes with everything that makes a request: models, prompts, schemas, tools, limits, the form in which
    evidence and questions are shown. The address of the endpoint and the key are no part of it.
    """
    requests = [
        verdict_conversation(_SAMPLE, settings, TOOLS).body(),
        *(refute_conversation(_CLAIMED, _SAMPLE, accusation, settings, TOOLS).body() for accusation in _ACCUSED),
        settings.reading_turns,
        settings.lookup_turns,
    ]
    text = json.dumps(requests, sort_keys=True)
    digest = hashlib.sha256(text.encode("ascii")).hexdigest()[:16]
    return f"{settings.verdict_model}/{settings.refute_model}/{digest}"
