"""Subjects that no reading of code settles: what is to be measured in use, and work that leaves nothing to be read."""

import re
from typing import Final

from specs_schema.subject import Subject
from specs_schema.task import Task

NEEDS_A_RUN: Final = "says that something is to be run, which leaves nothing that could be read"
NEEDS_MEASUREMENT: Final = "needs measurement: it says what is to be seen in use, which no reading of code settles"

_NUMBER = r"\d+(?:[.,]\d+)?"
# "24 hour format", "30 minute steps", "2 hours before" say no speed.
_TIME = (
    rf"(?:{_NUMBER}\s?(?:ms|milliseconds|s|secs?|seconds|min|minutes|hours)|1\s?(?:millisecond|second|minute|hour))\b"
    r"(?!\s+(?:before|ahead|late|early|old|ago|long|apart)\b)"
)
_WITHIN = rf"(?:within|under|in|below|less than|at most|no more than|≤|<)\s+(?:about\s+)?{_TIME}"
# Outcomes among people or over many runs.
_OUTCOME = re.compile(
    rf"(?<![\d.])(?!100\s?%|0\s?%){_NUMBER}\s?%\s+of\s+(?:[\w-]+\s+){{0,3}}(?:users?|participants?|customers?|people|"
    r"respondents?|developers?|operators?|reviewers?|administrators?|visitors?|teams?|tasks?|sessions?|attempts?|"
    r"requests?|queries|runs?|cases)\b"
    r"|\b(?:user|customer|developer|operator) satisfaction\b|\bNPS\b|\bsupport (?:tickets|requests)\b"
    r"|\bconversion rate\b|\busability test",
    re.IGNORECASE,
)
# Speed and load. A number of requests per minute alone may as well be a limit that code has to keep.
_PERCENTILE = re.compile(r"\bp(?:50|75|9[059]|99\.9)\b|\bpercentile\b", re.IGNORECASE)
_LOAD = re.compile(
    r"\b\d[\d,]*\+?\s+(?:concurrent|simultaneous)\b|\brps\b|\bqps\b|\bthroughput\b|\buptime\b"
    rf"|\bavailability of {_NUMBER}",
    re.IGNORECASE,
)
_SPEED = re.compile(
    rf"\b(?:respon(?:d|se)s?|latency|load(?:s|ed|ing)?|render(?:s|ed|ing)?|start(?:s|ed|up)?|complet(?:es?|ed|ion)|"
    rf"finish(?:es|ed)?|return(?:s|ed)?|process(?:es|ed)?|find|see|display(?:s|ed)?|available|achieve|accomplish)\b[^.;]{{0,80}}\b{_WITHIN}",
    re.IGNORECASE,
)
# Of a success criterion alone: in a requirement it may be a limit.
_QUICKLY = re.compile(rf"\bin\s+(?:under|less than|at most)\s+{_TIME}", re.IGNORECASE)
# Durations that code fixes: to be found by reading.
_FIXED = re.compile(
    r"\b(?:expir|time[sd]?[ -]?out|retr(?:y|ies)|back-?off|debounc|throttl|poll|interval|delay|cache[ds]?|ttl|window|"
    r"rate limit|lock|valid for|older than|lifetime|schedul|every)\w*",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^(?:[*_`~]*T\d+\w?[*_`~:]*\s*|\[[^\]]*\]\s*)*")  # id and labels of a task
_SEVERAL = re.compile(r";|[.!]\s+\w|\b(?:and|or|otherwise|unless)\b|,\s+(?:but|with|while)\b", re.IGNORECASE)

_RUN = re.compile(
    r"(?:re-?)?(?:run|execute|perform)\b|(?:verify|confirm|check|ensure|validate)\b[^.;]{0,60}?\b(?:tests?|suite|build|lint\w*|"
    r"type-?check\w*|coverage|ci|pipeline)\b[^.;]{0,60}?\b(?:pass(?:es|ing)?|green|succeeds?|clean|complete[sd]?)\b",
    re.IGNORECASE,
)
# What leaves a trace in the repository, or can be looked at there.
_LEAVES = re.compile(
    r"\b(?:add|create|write|implement|update|fix|remov|delet|renam|refactor|document|record|captur|commit|generat|adjust|"
    r"resolv|correct|chang|migrat|replac|extend|mark|tick|note|log|regenerat|sav|stor|address|append|attach|paste|includ|"
    r"clean ?up|seed|assembl)(?:e|s|d|e[ds]|ing|ation|ion)?\b",
    re.IGNORECASE,
)


def why_no_reading_settles(subject: Subject) -> str:
    """Why nobody is asked about the subject; empty where reading can settle a part of it."""
    if isinstance(subject, Task):
        return NEEDS_A_RUN if only_runs(subject.text) else ""
    return NEEDS_MEASUREMENT if needs_measurement(subject) else ""


def only_runs(text: str) -> bool:
    """Whether a task asks for nothing but that something is run: "Run `mvn test` and see that it is green"."""
    said = _HEAD.sub("", text)
    return bool(_RUN.match(said)) and not _LEAVES.search(said)


def needs_measurement(subject: Subject) -> bool:
    """Whether reading cannot settle any part of the subject.

    A success criterion says an outcome; so one sign of a measurement is enough. In a requirement beside it may stand
    what can be read, so it has to be one plain demand of speed or load and nothing else. Only English is recognised:
    the rest is asked about.
    """
    text = subject.text
    if _FIXED.search(text):
        return False
    if subject.kind == "success_criterion":
        return any(form.search(text) for form in (_OUTCOME, _PERCENTILE, _LOAD, _SPEED, _QUICKLY))
    if subject.kind != "requirement" or _SEVERAL.search(text):
        return False
    return any(form.search(text) for form in (_OUTCOME, _PERCENTILE, _SPEED))
