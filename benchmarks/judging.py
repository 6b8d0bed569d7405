"""What a review costs the model: `python benchmarks/judging.py [--seconds 3] [--depth standard]`.

A pull request of 10 files with 12 claimed subjects (eight requirements, four tasks), on a real Git repository, judged
through the real client by a model on loopback that takes `--seconds` for each reply, calls no tool, finds fault with
one subject and holds the rest to be met. Then a push that changes one file, one that changes nothing, one that
rewords a requirement, and a rebase onto a base that changed elsewhere.

Tokens are four characters each. `in a prefix` counts what stands up to the last mark for the cache in a request and
is, byte for byte, the beginning of another request of the same review too.
"""

import argparse
import asyncio
import json
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from app.domain.event import PullRequest
from app.git.repository import GitRepository
from app.judge.anthropic_judge import AnthropicJudge
from app.judge.identity import identity
from app.judge.prices import Tokens, cost_usd
from app.judge.settings import JudgeSettings
from app.parsing.spec_reader import SpecReader
from app.workflow.head_reader import HeadReader
from app.workflow.judging import judge
from app.workflow.loading import Instructions, load
from app.workflow.remembering import Recollection

FEATURE = "specs/001-warehouse"
TITLE = "# Feature Specification: Warehouse"
AREAS = ("orders", "stock", "shelves", "parcels", "labels", "carriers", "returns", "invoices", "alerts", "reports")
LIMITS = (5, 12, 30, 7, 20, 3, 14, 60)
EVIDENCE = re.compile(r'<evidence-\w+ id="(\w+)" side="code"[^>]*>\n(?:\d+\|.*\n)*?\d+\| (MOST_.*)')
QUESTION = re.compile(r'<question-\w+ id="(Q\d+)"[^>]*>\ntext\| (.*)')
WHO = ("-c", "user.name=a", "-c", "user.email=a@example.com")


def module(area: str, limit: int) -> str:
    """One file of about a hundred lines about its area."""
    name = area.rstrip("s")
    lines = [
        f'"""The {area} of a warehouse."""',
        "",
        "from dataclasses import dataclass",
        "",
        f"MOST_{area.upper()} = {limit}",
        "",
    ]
    lines += [
        "",
        "@dataclass(frozen=True)",
        f"class {name.title()}:",
        f'    """One {name}."""',
        "",
        f"    {name}_id: str",
        "    lines: int",
        "",
    ]
    for verb in ("find", "open", "close", "move", "count", "merge"):
        lines += [
            "",
            f"def {verb}_{name}(known: dict[str, {name.title()}], {name}_id: str) -> {name.title()}:",
            f'    """{verb.title()} a {name}."""',
            f"    {name} = known.get({name}_id)",
            f"    if {name} is None:",
            f'        raise KeyError(f"there is no {name} {{{name}_id}}")',
            f"    if {name}.lines > MOST_{area.upper()}:",
            f'        raise ValueError("a {name} has at most {limit} lines")',
            f"    return {name}",
            "",
        ]
    return "\n".join(lines) + "\n"


def documents(limits: Sequence[int], *, done: bool) -> dict[str, str]:
    """The spec and the tasks."""
    demanded = "\n".join(
        f"- **FR-00{number}**: A {area.rstrip('s')} MUST have at most {limit} lines; "
        f"one more is refused when the {area} are moved"
        for number, (area, limit) in enumerate(zip(AREAS, limits, strict=False), start=1)
    )
    tick = "X" if done else " "
    tasks = "\n".join(
        f"- [{tick}] T00{number} Keep the {first} and {second} in warehouse/{first}.py "
        f"(FR-00{2 * number - 1}, FR-00{2 * number})"
        for number, (first, second) in enumerate(zip(AREAS[:8:2], AREAS[1:8:2], strict=True), start=1)
    )
    later = "- [ ] T005 Write the manual in docs/manual.md"
    return {
        f"{FEATURE}/spec.md": f"{TITLE}\n\n## Requirements\n\n### Functional Requirements\n\n{demanded}\n",
        f"{FEATURE}/tasks.md": f"# Tasks: Warehouse\n\n## Phase 1: Setup\n\n{tasks}\n{later}\n",
    }


class Model:
    """Replies after a while; keeps every request since it was last asked for them."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._requests: list[dict] = []

    def taken(self) -> list[dict]:
        """The requests, forgotten with this call."""
        requests, self._requests = self._requests, []
        return requests

    def reply(self, body: dict) -> dict:
        self._requests.append(body)
        time.sleep(self.seconds)
        text = "".join(block["text"] for block in body["messages"][0]["content"])
        code = EVIDENCE.findall(text)
        asked = QUESTION.findall(text)
        if "parts" not in json.dumps(body["output_config"]):
            return {
                "confirmed": True,
                "expected": "Another limit.",
                "found": "This limit.",
                "quotes": [{"evidence": code[0][0], "quote": code[0][1]}],
            }
        return {"answers": [self._answer(name, words, code) for name, words in asked]}

    def _answer(self, name: str, words: str, code: Sequence[tuple[str, str]]) -> dict:
        area = next((area for area in AREAS if area.rstrip("s") in words), "")
        evidence, quote = next(((one, line) for one, line in code if area in line), code[0])
        holds = "no" if "at most 7 lines" in words else "yes"
        return {
            "question": name,
            "parts": [{"words": words, "holds": holds, "quotes": [{"evidence": evidence, "quote": quote}]}],
        }


def serve(model: Model) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            said = json.dumps(model.reply(body))
            usage = {"input_tokens": size(body), "output_tokens": len(said) // 4}
            message = {"id": "m", "type": "message", "role": "assistant", "model": body["model"], "stop_sequence": None}
            answer = {**message, "content": [{"type": "text", "text": said}], "stop_reason": "end_turn", "usage": usage}
            data = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing: requests are kept."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


class Kept:
    """A memory for one process."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    async def recall(self, _repository_id: int, keys: Sequence[str]) -> dict[str, str]:
        return {key: self._values[key] for key in keys if key in self._values}

    async def remember(self, _repository_id: int, values: dict[str, str]) -> None:
        self._values |= values


def pieces(body: dict) -> Iterator[tuple[str, bool]]:
    """The texts of a request in the order in which they are cached, and whether a mark stands behind each."""
    yield json.dumps(body.get("tools", [])) + json.dumps(body["output_config"]), False
    for block in [*body["system"], *(block for message in body["messages"] for block in message["content"])]:
        yield block.get("text") or json.dumps(block), "cache_control" in block


def size(body: dict) -> int:
    return sum(len(text) for text, _ in pieces(body)) // 4


def prefixes(body: dict) -> dict[str, int]:
    """Every marked prefix with its tokens."""
    found, text = {}, ""
    for piece, marked in pieces(body):
        text += piece
        if marked:
            found[f"{body['model']} {text}"] = len(text) // 4
    return found


def told(name: str, requests: list[dict], seconds: float, first: int) -> int:
    counted = Counter(prefix for body in requests for prefix in prefixes(body))
    total, cached, read, usd = 0, 0, 0, 0.0
    seen: set[str] = set()
    for body in requests:
        mine = prefixes(body)
        shared = max((tokens for prefix, tokens in mine.items() if counted[prefix] > 1), default=0)
        known = max((tokens for prefix, tokens in mine.items() if prefix in seen), default=0)
        written = max(mine.values(), default=0) - known
        seen |= mine.keys()
        total, cached, read = total + size(body), cached + shared, read + known
        tokens = Tokens(fresh=size(body) - known - written, cache_read=known, cache_write=written, output=800)
        usd += cost_usd(body["model"], tokens) or 0.0
    share = f"{100 * cached / total:.0f} % in a prefix that another request has too" if total else ""
    against = f", {100 * total / first:.0f} % of the first" if first and total else ""
    print(f"{name:<34} {len(requests):>2} requests {total:>6} tokens{against}; {share}; ${usd:.3f}; {seconds:.1f} s")
    return total


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *WHO, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(work: Path, files: dict[str, str]) -> str:
    for path, text in files.items():
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        (work / path).write_text(text)
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--allow-empty", "-m", "Keep a warehouse")
    return git(work, "rev-parse", "HEAD")


async def review(work: Path, head: str, base: str, settings: JudgeSettings, asked: tuple[Kept, str]) -> None:
    memory, depth = asked
    with GitRepository.open(work) as repository:
        merge_base = repository.merge_base(base, head)
        facts = PullRequest(
            repository="a/b",
            title="Keep a warehouse",
            branch="001-warehouse",
            head_sha=head,
            base_sha=base,
            merge_base=merge_base,
        )
        dossier = load(repository, SpecReader("fork"), facts, Instructions(search=True))
        dossier = replace(dossier, config=dossier.config.model_copy(update={"depth": depth}))
        async with AnthropicJudge(settings) as model:
            reader = HeadReader(repository, head, dossier.paths)
            recollection = Recollection(memory, 1, f"{identity(settings)}/{depth}")
            done = await judge(dossier, reader, model, memory=recollection)
    answers = Counter(verdict.answer for verdict in done.verdicts if verdict.claims)
    remembered = sum(verdict.remembered for verdict in done.verdicts if verdict.claims)
    print(f"   {dict(answers)}, {remembered} remembered, {len(dossier.change.files)} files changed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--depth", default="standard")
    chosen = parser.parse_args()
    model = Model(chosen.seconds)
    server = serve(model)
    url = f"http://127.0.0.1:{server.server_port}"
    settings = JudgeSettings(api_key="k", base_url=url, refute_model="claude-sonnet-5-5")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        git(work, "init", "--quiet", "-b", "main")
        base = write(work, {**documents(LIMITS, done=False), "README.md": "# Warehouse\n"})
        code = {f"warehouse/{area}.py": module(area, limit) for area, limit in zip(AREAS, (*LIMITS, 9, 8), strict=True)}
        memory, first = Kept(), 0
        git(work, "checkout", "--quiet", "-b", "change")

        def step(name: str, files: dict[str, str], onto: str = base) -> None:
            nonlocal first
            head = write(work, files)
            started = time.monotonic()
            asyncio.run(review(work, head, onto, settings, (memory, chosen.depth)))
            tokens = told(name, model.taken(), time.monotonic() - started, first)
            first = first or tokens

        step("first", {**code, **documents(LIMITS, done=True)})
        changed = code["warehouse/orders.py"].replace("raise KeyError", "raise LookupError")
        step("one file changed", {"warehouse/orders.py": changed})
        step("nothing changed", {})
        worded = documents(LIMITS, done=True)
        spec = worded[f"{FEATURE}/spec.md"].replace("FR-002**: A stock MUST", "FR-002**: Every stock MUST")
        step("one requirement reworded", {f"{FEATURE}/spec.md": spec})
        git(work, "checkout", "--quiet", "main")
        newer = write(work, {"docs/notes.md": "Notes\n"})
        git(work, "checkout", "--quiet", "change")
        git(work, "rebase", "--quiet", "main")
        step("rebased", {}, newer)
    server.shutdown()


if __name__ == "__main__":
    main()
