"""Dossier → Judgement: the rules, then the model, then what is told."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.finding import Finding, Withheld
from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Verdict
from app.ports import Judge, Reader
from app.stages.ask import packets
from app.stages.findings import rule_findings, select, verdict_findings
from app.stages.report import Judgement
from app.stages.weigh import weigh, weigh_refutation


@dataclass(frozen=True, slots=True)
class _Weighed:
    packet: Packet
    question: Question
    verdict: Verdict


def judge_by_rules(dossier: Dossier) -> Judgement:
    """What a program can settle. The report says that requirements were not judged."""
    told, withheld = select(rule_findings(dossier), (), dossier)
    return Judgement(findings=told, withheld=withheld)


async def judge(dossier: Dossier, reader: Reader, model: Judge) -> Judgement:
    """Rules and model together. A failure of the model is the answer `error` of the subjects it concerns.

    What computes for long runs in a thread: the same event loop answers webhooks.
    """
    asked = await asyncio.to_thread(_packets, dossier)
    first = await _ask_all(asked, model)
    second = await asyncio.gather(*(_refute(one, reader, model) for weighed, _ in first for one in weighed))
    verdicts = [*(verdict for verdict, _ in second)]
    spent = sum((usage for _, usage in [*first, *second]), Usage())
    verdicts.extend(_not_claimed(dossier.features, verdicts))
    told, withheld = await asyncio.to_thread(_told, dossier, verdicts)
    return Judgement(tuple(verdicts), told, withheld, spent, judged=True)


def _packets(dossier: Dossier) -> list[Packet]:
    return [packet for feature in dossier.features for packet in packets(dossier, feature)]


def _told(dossier: Dossier, verdicts: Sequence[Verdict]) -> tuple[tuple[Finding, ...], tuple[Withheld, ...]]:
    return select([*rule_findings(dossier), *verdict_findings(verdicts)], verdicts, dossier)


async def _ask_all(asked: Sequence[Packet], model: Judge) -> list[tuple[list[_Weighed], Usage]]:
    """All packets at once; where they share their first evidence, one goes ahead, so that the rest find it cached."""
    ahead = [await _ask(packet, model) for packet in asked[:1] if packet.shared]
    return [*ahead, *await asyncio.gather(*(_ask(packet, model) for packet in asked[len(ahead) :]))]


async def _ask(packet: Packet, model: Judge) -> tuple[list[_Weighed], Usage]:
    reply, usage = await model.ask(packet)
    verdicts = {verdict.subject.key: verdict for verdict in weigh(packet, reply)}
    return [_Weighed(packet, one, verdicts[one.subject.key]) for one in packet.questions], usage


async def _refute(weighed: _Weighed, reader: Reader, model: Judge) -> tuple[Verdict, Usage]:
    """`violated` and `missing` stand only when a second reader, who sees no reasons, confirms them."""
    verdict = weighed.verdict
    if verdict.answer not in {"violated", "missing"}:
        return verdict, Usage()
    refutation, usage = await model.refute(weighed.question, weighed.packet, verdict.answer, reader)
    return weigh_refutation(verdict, refutation, weighed.packet), usage


def _not_claimed(features: Sequence[ReviewedFeature], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """An answer for every subject that nobody asked about, so that the report accounts for all."""
    known = {(verdict.feature, verdict.subject.key) for verdict in verdicts}
    return [
        Verdict(feature.dir.dir, subject, "not_claimed")
        for feature in features
        if feature.head
        for subject in feature.head.subjects
        if (feature.dir.dir, subject.key) not in known
    ]
