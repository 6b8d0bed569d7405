"""The comments that are wanted and those that are there → the writes between them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from app.domain.conversation import Discussion, PostedComment, Publication, Remark, Thread
from app.domain.finding import fingerprint
from app.rules.catalogue import CHECKS, RULES
from specs_schema.report import Report


def reconcile(
    remarks: Sequence[Remark],
    posted: Sequence[PostedComment],
    discussion: Discussion,
    most: int,
    standing: Collection[str],
) -> Publication:
    """What to write so that the comments say what the report does. The fingerprint alone is a comment's identity.

    `remarks` come most important first, `posted` oldest first. `standing` are all findings that the report tells or
    could not settle: only a comment on none of them is fixed. At most `most` comments of ours stand open.
    """
    threads = {thread.comment_id: thread for thread in discussion.threads}
    latest = {one.fingerprint: one for one in posted}
    open_now = [one for one in latest.values() if one.fingerprint in standing and _stands(one, threads)]
    wanted = {one.placement.fingerprint: one for one in remarks}
    new = [one for one in wanted.values() if _wanted(one, latest.get(one.placement.fingerprint), threads)]
    room = max(0, most - len(open_now))
    created, due = new[:room], {one.placement.fingerprint for one in new}
    told = {one.fingerprint for one in latest.values() if one.state == "open" and one.fingerprint in standing} - due
    return Publication(
        create=tuple(created),
        fixed=tuple(one for one in posted if one.state == "open" and one.fingerprint not in standing),
        told=frozenset(told | {one.placement.fingerprint for one in created}),
        beyond=len(new) - len(created) if most else 0,
    )


def standing(report: Report) -> frozenset[str]:
    """Fingerprints of the findings that `report` tells loudly enough for a comment, and of those it could not settle.

    A subject without an answer this time is not mended by that.
    """
    told = {finding.fingerprint for finding in report.findings if finding.severity != "notice"}
    codes = [rule.code for rule in RULES if rule not in CHECKS]
    return frozenset(told | {fingerprint(code, *subject) for code, subject in product(codes, _unsettled(report))})


def _unsettled(report: Report) -> Iterator[tuple[str, str]]:
    """Feature and key of every subject that the model gave no answer about."""
    for verdict in report.verdicts:
        if verdict.answer in {"unsure", "error"}:
            yield verdict.feature, verdict.subject
    if report.coverage.requirements_judged:
        return
    for feature in report.features:
        operations = (one.id for contract in feature.contracts for one in contract.operations)
        keys = (*(one.id for one in feature.requirements), *(one.id for one in feature.tasks), *operations)
        yield from ((feature.dir, key) for key in keys)


def _stands(comment: PostedComment, threads: Mapping[int, Thread]) -> bool:
    """Whether the comment is there for everybody to see, and nobody has resolved it."""
    thread = threads.get(comment.comment_id)
    return comment.state == "open" and thread is not None and not thread.resolved


def _wanted(remark: Remark, known: PostedComment | None, threads: Mapping[int, Thread]) -> bool:
    """Whether there has to be a new comment: none so far, one that said it was fixed, or one whose ground changed.

    What a person resolved or deleted stays so as long as the finding rests on the same texts.
    """
    if known is None or known.state == "fixed":
        return True
    return not _stands(known, threads) and known.basis != remark.placement.basis
