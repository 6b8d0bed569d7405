"""Dossier → Judgement: the rules, then the model, then what is told."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.finding import Finding, Withheld
from app.domain.verdict import Verdict
from app.ports import Judge, Reader
from app.stages.citing import with_citations
from app.stages.disproved import with_contract_findings
from app.stages.elsewhere import not_compared
from app.stages.findings import rule_findings, select, verdict_findings
from app.stages.preview import preview
from app.stages.report import Judgement
from app.stages.spending import spending
from app.stages.unshown import unshown
from app.stages.versions import current, told_versions
from app.stages.waive import lapsed, waive, waivers_of
from app.workflow.asking import MANNERS, Asking, asked_about
from app.workflow.remembering import Recollection


def judge_by_rules(dossier: Dossier, notes: Sequence[str] = (), *, held_back: bool = False) -> Judgement:
    """What a program can settle. The report says that requirements were not judged. `notes` are the caller's.

    `held_back`: there is a model, and it takes part as soon as somebody with write access asks for it.
    """
    told, withheld = select(rule_findings(dossier), (), dossier)
    said = (*notes, *lapsed(dossier), *not_compared(dossier))
    judgement = Judgement(findings=told, withheld=withheld, held_back=held_back, notes=said)
    return _foreseen(dossier, judgement, ())


async def judge(
    dossier: Dossier, reader: Reader, model: Judge, notes: Sequence[str] = (), memory: Recollection | None = None
) -> Judgement:
    """Rules and model together. A failure of the model is the answer `error` of the subjects it concerns.

    What computes for long runs in a thread: the same event loop answers webhooks. `notes` are the caller's.
    """
    asking = Asking(reader, model, memory or Recollection(None, 0, ""), MANNERS[dossier.config.depth])
    asked = await asyncio.to_thread(lambda: [asked_about(dossier, feature) for feature in dossier.features])
    verdicts = list(with_citations(await asking.verdicts(asked)))
    spent = asking.spent
    verdicts.extend(_not_claimed(dossier.features, verdicts))
    told, withheld = await asyncio.to_thread(_told, dossier, verdicts)
    left = (sentence for one in asked for sentence in unshown(one.pool, one.bearings))
    said = (*notes, *lapsed(dossier), *not_compared(dossier), *spending(verdicts, spent), *left)
    settled = with_contract_findings(verdicts, told)
    waived = waive(settled, waivers_of(dossier.config, dossier.decisions), dossier.decisions.today)
    judgement = Judgement(waived, told, withheld, spent, judged=True, notes=said)
    return await asyncio.to_thread(_foreseen, dossier, judgement, verdicts)


def _foreseen(dossier: Dossier, judgement: Judgement, weighed: Sequence[Verdict]) -> Judgement:
    """`judgement` with what the configuration that the change brings would make of it."""
    foreseen = preview(dossier, judgement, weighed)
    return judgement if foreseen is None else replace(judgement, notes=(*judgement.notes, foreseen.sentence))


def _told(dossier: Dossier, verdicts: Sequence[Verdict]) -> tuple[tuple[Finding, ...], tuple[Withheld, ...]]:
    findings = told_versions([*rule_findings(dossier), *verdict_findings(verdicts)], verdicts)
    return select(findings, current(verdicts), dossier)


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
