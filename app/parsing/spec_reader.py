"""Documents of a repository → features and constitutions, where a crash cannot take the service down."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from app.domain.code import ReadCode
from app.domain.repository import Blob
from app.domain.specs import ReadSpecs
from app.parsing.child import Reading, ReadingLimits, Serving, read_documents, read_json
from app.parsing.code_reader import CodeReader, read_code_json
from app.parsing.job import (
    ConstitutionJob,
    ConstitutionResult,
    DescriptionJob,
    FeatureJob,
    FeatureResult,
    Job,
    Result,
)
from app.parsing.process import Death, Start, preload, run
from specs_schema.constitution import Constitution
from specs_schema.contract import Contract
from specs_schema.feature import Feature, FeatureDir
from specs_schema.formats import documents_of
from specs_schema.problem import SpecProblem
from specs_schema.span import Span


class SpecReader:
    """Runs the spec readers in child processes with limits of time and memory.

    Never raises for what is in a document: one that cannot be read is a problem at its first line, or at the line
    of the first byte that is not UTF-8, and the documents beside it are read. `modules` are what the main module
    of the program imports, for `forkserver`. `reading` and `reading_code` are what a child does.
    """

    def __init__(
        self,
        start: Start,
        limits: ReadingLimits | None = None,
        *,
        modules: Sequence[str] = (),
        reading: Reading = read_documents,
        reading_code: Serving = read_code_json,
    ) -> None:
        self._start: Start = start
        self._limits = limits or ReadingLimits()
        self._reading = reading
        self._code = CodeReader(start, self._limits, reading_code)
        if start == "forkserver":
            preload(modules)

    def read(
        self,
        features: Sequence[FeatureDir],
        blobs: Mapping[str, Blob],
        constitutions: Sequence[str],
        descriptions: Sequence[str] = (),
    ) -> ReadSpecs:
        """The features, constitutions and descriptions of interfaces, as far as they are among `blobs`."""
        jobs = [self._feature_job(feature, blobs) for feature in features]
        pages = [path for path in constitutions if path in blobs]
        texts, bad_pages = _decode(pages, blobs)
        described, undescribed = _decode([path for path in descriptions if path in blobs], blobs)
        job = Job(
            features=tuple(job for job, _ in jobs),
            constitutions=tuple(ConstitutionJob(path=path, text=text) for path, text in texts.items()),
            descriptions=tuple(DescriptionJob(path=path, text=text) for path, text in described.items()),
        )
        result = self._whole(job)
        return ReadSpecs(
            features={
                feature.dir: (read.feature, (*problems, *read.problems))
                for feature, read, (_, problems) in zip(features, result.features, jobs, strict=True)
            },
            constitutions={
                **{read.constitution.path: (read.constitution, read.problems) for read in result.constitutions},
                **{problem.span.path: (_no_constitution(problem.span.path), (problem,)) for problem in bad_pages},
            },
            descriptions={
                **{problem.span.path: _no_description(problem.span.path) for problem in undescribed},
                **{contract.path: contract for contract in result.descriptions},
            },
        )

    def code(self, files: Mapping[str, str], marks: Collection[str] = (), names: Collection[str] = ()) -> ReadCode:
        """Routes, models and records of code, by path; one file that cannot be read is named with the reason."""
        return self._code.read(files, marks, names)

    def _feature_job(
        self, feature: FeatureDir, blobs: Mapping[str, Blob]
    ) -> tuple[FeatureJob, tuple[SpecProblem, ...]]:
        texts, problems = _decode(documents_of(feature, tuple(blobs)), blobs)
        return FeatureJob(feature=feature, documents=texts), problems

    def _whole(self, job: Job) -> Result:
        """Everything in one child; piece by piece when that child dies."""
        if not job.features and not job.constitutions and not job.descriptions:
            return Result()
        deadline = time.monotonic() + self._limits.total
        result = self._run(job, deadline)
        if not isinstance(result, Death):
            return result
        return Result(
            features=tuple(self._feature(part, deadline) for part in job.features),
            constitutions=tuple(self._constitution(part, deadline) for part in job.constitutions),
            descriptions=tuple(self._description(part, deadline) for part in job.descriptions),
        )

    def _run(self, job: Job, deadline: float) -> Result | Death:
        if time.monotonic() >= deadline:
            return Death("the time for reading the documents of this review is used up")
        answer = run(self._start, partial(read_json, self._reading), job.model_dump_json().encode(), self._limits)
        return answer if isinstance(answer, Death) else Result.model_validate_json(answer)

    def _feature(self, job: FeatureJob, deadline: float) -> FeatureResult:
        """The feature without the documents that kill their reader: each of those had two attempts."""
        alone = self._run(Job(features=(job,)), deadline)
        if not isinstance(alone, Death):
            return alone.features[0]
        problems: list[SpecProblem] = []
        documents = dict(job.documents)
        for path, text in job.documents.items():
            part = FeatureJob(feature=job.feature, documents={path: text})
            death = self._run(Job(features=(part,)), deadline)
            if isinstance(death, Death):
                problems.append(_unreadable(path, death))
                del documents[path]
        rest = self._run(Job(features=(job.model_copy(update={"documents": documents}),)), deadline)
        if isinstance(rest, Death):
            problems += [_unreadable(path, rest) for path in documents]
            return FeatureResult(feature=_no_feature(job.feature), problems=tuple(problems))
        read = rest.features[0]
        return FeatureResult(feature=read.feature, problems=(*problems, *read.problems))

    def _constitution(self, job: ConstitutionJob, deadline: float) -> ConstitutionResult:
        alone = self._run(Job(constitutions=(job,)), deadline)
        if not isinstance(alone, Death):
            return alone.constitutions[0]
        return ConstitutionResult(constitution=_no_constitution(job.path), problems=(_unreadable(job.path, alone),))

    def _description(self, job: DescriptionJob, deadline: float) -> Contract:
        alone = self._run(Job(descriptions=(job,)), deadline)
        return _no_description(job.path) if isinstance(alone, Death) else alone.descriptions[0]


def _decode(paths: Iterable[str], blobs: Mapping[str, Blob]) -> tuple[dict[str, str], tuple[SpecProblem, ...]]:
    """The text of each file, and a problem for each that is not UTF-8. A byte order mark is no text."""
    texts: dict[str, str] = {}
    problems: list[SpecProblem] = []
    for path in paths:
        data = blobs[path].data
        try:
            texts[path] = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.append(_not_utf8(path, error))
    return texts, tuple(problems)


def _not_utf8(path: str, error: UnicodeDecodeError) -> SpecProblem:
    line = error.object.count(b"\n", 0, error.start) + 1
    byte = error.object[error.start]
    return SpecProblem(
        kind="unreadable-document",
        message=f"`{path}` cannot be read: byte 0x{byte:02x} in line {line} is not UTF-8",
        hint="Save the document as UTF-8",
        span=Span(path=path, first=line, last=line),
    )


def _unreadable(path: str, death: Death) -> SpecProblem:
    return SpecProblem(
        kind="unreadable-document",
        message=f"`{path}` cannot be read: {death.reason}",
        hint="Make the document smaller or simpler, or report it if it is an ordinary one",
        span=Span(path=path, first=1, last=1),
    )


def _no_feature(feature: FeatureDir) -> Feature:
    return Feature(dir=feature.dir, format=feature.format, root=feature.root, number=feature.number)


def _no_constitution(path: str) -> Constitution:
    return Constitution(path=path, span=Span(path=path, first=1, last=1))


def _no_description(path: str) -> Contract:
    return Contract(path=path, kind="openapi", span=Span(path=path, first=1, last=1))
