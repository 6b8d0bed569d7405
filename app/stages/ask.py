"""Dossier → Packets: what is asked, on which evidence."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Evidence
from app.domain.paths import is_noise
from app.domain.question import Packet, Question
from app.domain.repository import Hit
from app.rules.counterparts import is_before
from app.stages.excerpts import Excerpt, changed_excerpts, excerpt_around
from app.stages.spec_evidence import Piece, claim_evidence, spec_evidence
from app.stages.versions import both_versions
from app.stages.words import search_terms, words
from specs_schema.span import Span
from specs_schema.subject import Subject
from specs_schema.task import Task

# Characters of code in one packet. More context makes every model judge worse (judging.md 3.2: all eight models
# get worse with file content and full context), so a packet holds what bears on its questions and no more.
_CODE_BUDGET = 14_000
# A whole change up to this size is shown to every question as one prefix: read from the cache it costs a tenth, so
# about 8,000 tokens shown to twenty questions are cheaper than twenty selections of half that size.
_SHARED_BUDGET = 32_000
_TOGETHER: Mapping[str, int] = {"scenario": 6, "task": 6, "operation": 4, "entity": 4}
_CONTRADICTIONS = 12  # unclaimed subjects that a review asks about, at most
_TOUCHED = 0.35  # share of a subject's words that an excerpt must hold to count as touched
_SEARCHED_FILES = 3  # unchanged files of which a search may add excerpts to a packet
_SEARCHED_PLACES = 3  # in each of them
_SEARCHED_BUDGET = 6_000  # characters of these excerpts together
_TERMS = 6
_OMITTED = 30  # omitted excerpts that are named; beyond, they are counted
_PROSE = re.compile(r"\.(md|rst|txt|adoc)$|(^|/)\.github/")  # says what code should do, and does nothing itself
_SPEC = re.compile(r"(^|/)(\.specify|specs|openspec|\.kiro)/.+\.(md|json|ya?ml)$")


@dataclass(frozen=True, slots=True)
class _Pool:
    """The excerpts of one review and how often each word occurs in them."""

    excerpts: tuple[Excerpt, ...]
    counts: tuple[Counter[str], ...]
    rarity: Mapping[str, float] = field(default_factory=dict[str, float])
    searched: int = 0  # files at head that a search looks into

    @property
    def size(self) -> int:
        return sum(len(excerpt.text) for excerpt in self.excerpts)


def questions(feature: ReviewedFeature) -> tuple[Question, ...]:
    """One question for each claimed subject of the feature at head, in the order of the documents.

    Behind them both versions of what the change takes back, unclaimed: only a contradiction counts there.
    """
    subjects = feature.head.subjects if feature.head else ()
    asked = [Question(feature.dir.dir, subject, feature.claims_on(subject.key)) for subject in subjects]
    claimed = tuple(question for question in asked if question.claimed)
    known = {question.subject.key for question in claimed}
    versions = (subject for subject in both_versions(feature) if subject.key not in known)
    return (*claimed, *(Question(feature.dir.dir, subject) for subject in versions))


def terms(subject: Subject) -> tuple[str, ...]:
    """What head is searched for on behalf of `subject`, literally."""
    named = [path.text.rsplit("/", 1)[-1] for path in subject.paths] if isinstance(subject, Task) else []
    own = [subject.id] if subject.kind == "entity" else []
    return tuple(dict.fromkeys([*own, *(name for name in named if name), *search_terms(subject.text, _TERMS)]))


def packets(dossier: Dossier, feature: ReviewedFeature) -> tuple[Packet, ...]:
    """Every request that the review of `feature` makes of the judge.

    Where the whole change fits into one packet, all packets begin with the same evidence (`shared`), which the
    model's cache then holds; otherwise each gets what matches its own questions best.
    """
    pool = _pool(dossier, feature)
    asked = questions(feature)
    contradicted = _touched_unclaimed(feature, pool, {question.subject.key for question in asked})
    claimed = [question for question in asked if question.claimed]
    after = [question for question in asked if not question.claimed and not is_before(question.subject)]
    earlier = [question for question in asked if is_before(question.subject)]
    groups = [group for together in (claimed, contradicted, after, earlier) for group in _groups(together)]
    return tuple(_packet(dossier, feature, group, pool) for group in groups)


def _groups(asked: Sequence[Question]) -> Iterator[tuple[Question, ...]]:
    """Questions that go together: scenarios and tasks of one story, operations of one contract, entities."""
    together: dict[tuple[str, str], list[Question]] = {}
    for question in asked:
        together.setdefault((question.subject.kind, _family(question.subject)), []).append(question)
    for (kind, _), family in together.items():
        most = _TOGETHER.get(kind, 1)
        yield from (tuple(family[start : start + most]) for start in range(0, len(family), most))


def _family(subject: Subject) -> str:
    if isinstance(subject, Task):
        return subject.story or subject.phase
    return subject.id.split("/", 1)[0] if subject.kind == "scenario" else subject.span.path


def _pool(dossier: Dossier, feature: ReviewedFeature) -> _Pool:
    excerpts = tuple(
        excerpt
        for file in sorted(dossier.change.files, key=lambda file: file.path)
        if not is_spec(file.path, feature) and file.path not in dossier.skipped and not is_noise(file.path)
        for excerpt in changed_excerpts(file, dossier.texts.get(file.path, ""))
    )
    counts = tuple(words(f"{excerpt.span.path} {excerpt.text}") for excerpt in excerpts)
    found = Counter(word for count in counts for word in count)
    rarity = {word: math.log(1 + len(counts) / number) for word, number in found.items()}
    searched = sum(not is_spec(path, feature) for path in dossier.paths)
    return _Pool(excerpts, counts, rarity, searched)


def is_spec(path: str, feature: ReviewedFeature) -> bool:
    """Whether a file is part of a spec, this one's or another's: what was written before the code is no evidence."""
    return bool(_SPEC.search(path)) or path.startswith(f"{feature.dir.dir}/")


def _touched_unclaimed(feature: ReviewedFeature, pool: _Pool, claimed: set[str]) -> list[Question]:
    """Unclaimed subjects that the change seems to touch: they are asked about for contradictions alone."""
    kinds = {"requirement", "operation", "entity"}
    subjects = feature.head.subjects if feature.head else ()
    others = [one for one in subjects if one.kind in kinds and one.key not in claimed]
    scored = sorted(((_coverage(one, pool), one) for one in others), key=lambda pair: -pair[0])
    wanted = {one.key for score, one in scored[:_CONTRADICTIONS] if score >= _TOUCHED}
    return [Question(feature.dir.dir, one) for one in others if one.key in wanted]


def _coverage(subject: Subject, pool: _Pool) -> float:
    wanted = set(words(subject.text))
    return max((len(wanted & count.keys()) / len(wanted) for count in pool.counts if wanted), default=0.0)


def _packet(dossier: Dossier, feature: ReviewedFeature, group: tuple[Question, ...], pool: _Pool) -> Packet:
    fits = pool.size <= _SHARED_BUDGET
    code = pool.excerpts if fits else _best(group, pool)
    rest = _looked_up(dossier, feature, group, {excerpt.span.path for excerpt in code})
    # The version of the merge base stands alone: the documents at head say what became of it.
    head = None if is_before(group[0].subject) else feature.head
    evidence: list[Piece] = [
        *(_piece(excerpt) for excerpt in code),
        *(spec_evidence(group, head, dossier.texts) if head else ()),
        *(claim_evidence(group, head, dossier.texts) if head else ()),
        *(_piece(excerpt) for excerpt in rest),
        _search_record(dossier, feature, group, pool.searched),
    ]
    kept = {excerpt.span for excerpt in code}
    return Packet(
        feature=feature.dir.dir,
        questions=group,
        evidence=tuple(
            Evidence(f"E{number}", side, span, text, note)
            for number, (side, span, text, note) in enumerate(evidence, start=1)
        ),
        shared=len(code) if fits else 0,
        omitted=_omitted(pool, kept),
    )


def _omitted(pool: _Pool, kept: set[Span]) -> tuple[str, ...]:
    left = list(dict.fromkeys(str(excerpt.span) for excerpt in pool.excerpts if excerpt.span not in kept))
    more = [f"and {len(left) - _OMITTED} more places"] if len(left) > _OMITTED else []
    return (*left[:_OMITTED], *more)


def _piece(excerpt: Excerpt) -> Piece:
    return "code", excerpt.span, excerpt.text, excerpt.note


def _best(group: Sequence[Question], pool: _Pool) -> tuple[Excerpt, ...]:
    """The excerpts that match the questions best, in the order of the files, within the budget."""
    wanted = Counter(word for question in group for word in words(question.subject.text))
    named = [path.text for question in group if isinstance(question.subject, Task) for path in question.subject.paths]
    scores = [
        _score(excerpt, count, wanted, named, pool) for excerpt, count in zip(pool.excerpts, pool.counts, strict=True)
    ]
    order = sorted(range(len(scores)), key=lambda index: (-scores[index], index))
    room, chosen = _CODE_BUDGET, list[int]()
    for index in order:
        if scores[index] > 0 and len(pool.excerpts[index].text) <= room:
            chosen.append(index)
            room -= len(pool.excerpts[index].text)
    return tuple(pool.excerpts[index] for index in sorted(chosen))


def _score(excerpt: Excerpt, count: Counter[str], wanted: Counter[str], named: Iterable[str], pool: _Pool) -> float:
    """Rare common words count most; long excerpts are not preferred; a file that a task names comes first."""
    common = sum(pool.rarity.get(word, 0.0) * min(wanted[word], 2) for word in wanted if word in count)
    length = 1 + math.log1p(sum(count.values()))
    return common / length + (10.0 if any(excerpt.span.path.endswith(path) for path in named) else 0.0)


def _looked_up(
    dossier: Dossier, feature: ReviewedFeature, group: Sequence[Question], shown: set[str]
) -> tuple[Excerpt, ...]:
    """Excerpts of unchanged files that hold the searched terms, the most telling files first."""
    numbers: Counter[str] = Counter()
    lines: dict[str, list[int]] = {}
    for term in dict.fromkeys(term for question in group for term in terms(question.subject)):
        for hit in dossier.hits.get(term, ()):
            silent = hit.path in shown or is_spec(hit.path, feature) or _PROSE.search(hit.path)
            if not silent and hit.path in dossier.texts:
                numbers[hit.path] += 1
                lines.setdefault(hit.path, []).append(hit.line)
    likely = [path for path, _ in sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))[:_SEARCHED_FILES]]
    places = ((path, sorted(set(lines[path]))[:_SEARCHED_PLACES]) for path in likely)
    found = (
        excerpt
        for path, around in places
        for excerpt in excerpt_around(path, dossier.texts[path], around, "unchanged, found by search")
    )
    return tuple(_within(found, _SEARCHED_BUDGET))


def _within(excerpts: Iterable[Excerpt], room: int) -> Iterator[Excerpt]:
    """The excerpts that fit into `room` characters, one after the other; one that is too long is passed over."""
    for excerpt in excerpts:
        if len(excerpt.text) <= room:
            room -= len(excerpt.text)
            yield excerpt


def _search_record(dossier: Dossier, feature: ReviewedFeature, group: Sequence[Question], files: int) -> Piece:
    """What was searched for over the whole tree at head, and where it stands: made by program."""
    searched = dict.fromkeys(term for question in group for term in terms(question.subject))
    lines = [f"{files} files at head, specs left out, were searched for each of these, literally:"]
    for term in searched:
        hits = [hit for hit in dossier.hits.get(term, ()) if not is_spec(hit.path, feature)]
        lines.append(f"{term}: {_places(hits)}")
    text = "\n".join(lines)
    span = Span(path=".", first=1, last=len(lines))
    return "search", span, text, "record of a search of the whole tree at head"


def _places(hits: Sequence[Hit]) -> str:
    counted = Counter(hit.path for hit in hits)
    if not counted:
        return "nowhere"
    shown = [f"{path} ({number})" for path, number in sorted(counted.items())[:6]]
    more = len(counted) - len(shown)
    return ", ".join(shown) + (f" and {more} more files" if more else "")
