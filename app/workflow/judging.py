"""Dossier → Judgement: the rules, then the model, then what is told."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.finding import Finding, Withheld
from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Verdict
from app.ports import Judge, Reader
from app.stages.ask import packets
from app.stages.findings import rule_findings, select, verdict_findings
from app.stages.importance import most_important_first
from app.stages.preview import preview
from app.stages.report import Judgement
from app.stages.spending import spending
from app.stages.versions import current, told_versions
from app.stages.waive import lapsed, waive, waivers_of
from app.stages.weigh import weigh, weigh_refutation


@dataclass(frozen=True, slots=True)
class _Weighed:
    packet: Packet
    question: Question
    verdict: Verdict


def judge_by_rules(dossier: Dossier, notes: Sequence[str] = (), *, held_back: bool = False) -> Judgement:
    """What a program can settle. The report says that requirements were not judged. `notes` are the caller's.

    `held_back`: there is a model, and it takes part as soon as somebody with write access asks for it.
    """
    told, withheld = select(rule_findings(dossier), (), dossier)
    judgement = Judgement(findings=told, withheld=withheld, held_back=held_back, notes=(*notes, *lapsed(dossier)))
    return _foreseen(dossier, judgement, ())


async def judge(dossier: Dossier, reader: Reader, model: Judge, notes: Sequence[str] = ()) -> Judgement:
    """Rules and model together. A failure of the model is the answer `error` of the subjects it concerns.

    What computes for long runs in a thread: the same event loop answers webhooks. `notes` are the caller's.
    """
    asked = await asyncio.to_thread(_packets, dossier)
    first = await _ask_all(asked, most_important_first(asked, dossier.features), model)
    second = await asyncio.gather(*(_refute(one, reader, model) for weighed, _ in first for one in weighed))
    verdicts = [verdict for verdict, _ in second]
    spent = sum((usage for _, usage in [*first, *second]), Usage())
    verdicts.extend(_not_claimed(dossier.features, verdicts))
    told, withheld = await asyncio.to_thread(_told, dossier, verdicts)
    said = (*notes, *lapsed(dossier), *spending(verdicts, spent))
    waived = waive(verdicts, waivers_of(dossier.config, dossier.decisions), dossier.decisions.today)
    judgement = Judgement(waived, told, withheld, spent, judged=True, notes=said)
    return await asyncio.to_thread(_foreseen, dossier, judgement, verdicts)


def _foreseen(dossier: Dossier, judgement: Judgement, weighed: Sequence[Verdict]) -> Judgement:
    """`judgement` with what the configuration that the change brings would make of it."""
    foreseen = preview(dossier, judgement, weighed)
    return judgement if foreseen is None else replace(judgement, notes=(*judgement.notes, foreseen.sentence))


def _packets(dossier: Dossier) -> list[Packet]:
    return [packet for feature in dossier.features for packet in packets(dossier, feature)]


def _told(dossier: Dossier, verdicts: Sequence[Verdict]) -> tuple[tuple[Finding, ...], tuple[Withheld, ...]]:
    findings = told_versions([*rule_findings(dossier), *verdict_findings(verdicts)], verdicts)
    return select(findings, current(verdicts), dossier)


async def _ask_all(asked: Sequence[Packet], order: Sequence[int], model: Judge) -> list[tuple[list[_Weighed], Usage]]:
    """All packets at once, begun in `order`; what they come to, in their own order.

    Where they share their first evidence, one that is not remembered goes ahead, so that the rest find it cached.
    """
    answers: dict[int, tuple[list[_Weighed], Usage]] = {}
    for place in order:
        if not asked[place].shared or any(not usage.remembered for _, usage in answers.values()):
            break
        answers[place] = await _ask(asked[place], model)
    rest = [place for place in order if place not in answers]
    together = await asyncio.gather(*(_ask(asked[place], model) for place in rest))
    answers.update(zip(rest, together, strict=True))
    return [answers[place] for place in range(len(asked))]


async def _ask(packet: Packet, model: Judge) -> tuple[list[_Weighed], Usage]:
    reply, usage = await model.ask(packet)
    verdicts = {verdict.subject.key: verdict for verdict in weigh(packet, reply)}
    known = bool(usage.remembered)
    return [
        _Weighed(packet, one, replace(verdicts[one.subject.key], remembered=known)) for one in packet.questions
    ], usage


async def _refute(weighed: _Weighed, reader: Reader, model: Judge) -> tuple[Verdict, Usage]:
    """`violated` and `missing` stand only when a second reader, who sees no reasons, confirms them."""
    verdict = weighed.verdict
    if verdict.answer not in {"violated", "missing"}:
        return verdict, Usage()
    refutation, usage = await model.refute(weighed.question, weighed.packet, verdict.answer, reader)
    known = verdict.remembered and bool(usage.remembered)
    return replace(weigh_refutation(verdict, refutation, weighed.packet), remembered=known), usage


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
