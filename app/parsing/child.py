"""What happens in the child process: limits first, then the readers."""

import math
import resource
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from app.parsing.job import ConstitutionResult, FeatureResult, Job, Result
from specs_schema.contracts.reader import read_contract
from specs_schema.formats import read_constitution, read_feature

Reading = Callable[[Job], Result]
Serving = Callable[[bytes], bytes]  # what a child does: a job in JSON to an answer in JSON

ANSWER = b"+"
FAILURE = b"-"


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading the documents of one review may cost."""

    seconds: float = 20.0  # for one child
    memory: int = 1_000_000_000  # bytes of address space beyond what a child starts with
    total: float = 90.0  # seconds for all children, when a document makes more than one necessary


def read_documents(job: Job) -> Result:
    """What the documents say. May do anything that hostile text can make a parser do."""
    features = (read_feature(part.feature, part.documents) for part in job.features)
    constitutions = (read_constitution(part.path, part.text) for part in job.constitutions)
    return Result(
        features=tuple(FeatureResult(feature=feature, problems=problems) for feature, problems in features),
        constitutions=tuple(
            ConstitutionResult(constitution=constitution, problems=problems) for constitution, problems in constitutions
        ),
        descriptions=tuple(read_contract(part.path, part.text)[0] for part in job.descriptions),
    )


def read_json(reading: Reading, job: bytes) -> bytes:
    """`reading` as what a child does."""
    return reading(Job.model_validate_json(job)).model_dump_json().encode()


def serve(connection: Connection, serving: Serving, job: bytes, limits: ReadingLimits) -> None:
    """Work through `job` within the limits and send the answer, or why there is none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the parent, which ends us
    _restrict(limits)
    connection.send_bytes(_answer(serving, job, limits))
    connection.close()


def _answer(serving: Serving, job: bytes, limits: ReadingLimits) -> bytes:
    try:
        return ANSWER + serving(job)
    except MemoryError:
        _lift_memory_limit()  # saying so takes some, too
        return FAILURE + f"it takes more than {limits.memory // 1_000_000} MB of memory".encode()
    except Exception as error:  # noqa: BLE001 - this is the edge: the parent reports it with its place
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"`{Path(place.filename).name}`, line {place.lineno}"
        return FAILURE + f"the reader failed with `{type(error).__name__}` in {where}".encode()


def _restrict(limits: ReadingLimits) -> None:
    seconds = math.ceil(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    size = Path("/proc/self/statm")
    if size.exists():  # elsewhere than on Linux, an address space cannot be limited reliably
        pages = int(size.read_text().split()[0])
        space = pages * resource.getpagesize() + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (space, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _lift_memory_limit() -> None:
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
