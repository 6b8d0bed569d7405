"""What the service costs before it does anything, and how fast it answers webhooks: start, memory, percentiles.

Run `python benchmarks/service.py` from the top of a checkout. Starts `speckeeper serve` itself, on SQLite in a
temporary folder, beside the simulator; everything stays on loopback.
"""

import argparse
import asyncio
import hmac
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import httpx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from app.simulator.simulator import Simulator

SECRET = "benchmark"
REPOSITORY = "acme/rag"
FILES = 10


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5, help="how often the service is started")
    parser.add_argument("--bursts", type=int, default=30, help="bursts of ten webhooks")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, forge(Path(name)) as simulated:
        folder = Path(name)
        rows = [*starts(folder, simulated, arguments.starts), *webhooks(folder, simulated, arguments.bursts)]
    width = max(len(what) for what, _ in rows)
    for what, figure in rows:
        print(f"{what:<{width}}  {figure}")


def starts(folder: Path, simulated: "Forge", times: int) -> list[tuple[str, str]]:
    """Seconds from the start of the process to the first 200 of /readyz, and memory when nothing is to be done."""
    first, later, memory = [], [], []
    for number in range(times):
        data = folder / f"start-{number}"
        data.mkdir()
        for seconds in (first, later):
            with service(data, simulated) as (process, _, ready):
                seconds.append(ready)
                time.sleep(2)
                memory.append(resident(process.pid))
    return [
        ("ready, first start (s, median)", f"{statistics.median(first):.2f}  {[round(one, 2) for one in first]}"),
        ("ready, later starts (s, median)", f"{statistics.median(later):.2f}  {[round(one, 2) for one in later]}"),
        ("idle resident memory (MiB, largest)", f"{max(memory):.0f}"),
    ]


def webhooks(folder: Path, simulated: "Forge", bursts: int) -> list[tuple[str, str]]:
    """Milliseconds to answer a signed webhook that is written to the inbox before the answer."""
    data = folder / "webhooks"
    data.mkdir()
    body = simulated.payload(1, "a" * 40, "synchronize").replace(b'"number": 1,', b'"number": 1, "state": "closed",')
    # Loaded from a process of its own: the simulator lives in this one.
    with service(data, simulated) as (process, url, _), ProcessPoolExecutor(1, get_context("spawn")) as other:
        other.submit(load, url, body, "warm", 5, 0.1).result()
        idle = other.submit(load, url, body, "idle", bursts, 0.3).result()
        post(url, simulated.pull_request("first"), "first")
        wait_for_checks(simulated, 1)
        pulls = [simulated.pull_request(f"load-{number}") for number in range(20)]
        for number, payload in enumerate(pulls):
            post(url, payload, f"load-{number}")
        busy = other.submit(load, url, body, "busy", bursts, 0.1).result()
        memory = resident(process.pid)
        seconds = wait_for_checks(simulated, len(pulls))
    return [
        ("webhook in bursts of ten (ms)", percentiles(idle)),
        ("webhook in bursts of ten, while reviews run (ms)", percentiles(busy)),
        (f"{len(pulls)} reviews of {FILES} files, without a model (s)", f"{seconds:.1f} after the bursts"),
        ("resident memory while reviews run (MiB)", f"{memory:.0f}"),
    ]


class Forge:
    """The simulator with one repository, and pull requests of ten files."""

    def __init__(self, folder: Path, private: str, public: str) -> None:
        self.private = private
        self.simulator = Simulator()
        self._work = folder / "work"
        self._work.mkdir()
        self._git("init", "-q", "-b", "main")
        for number in range(FILES):
            (self._work / f"file{number}.py").write_text("LIMIT = 1\n")
        self._git("add", ".")
        self._git("commit", "-qm", "Begin")
        self._git("clone", "-q", "--bare", ".", str(folder / "rag.git"))
        self._git("remote", "add", "origin", str(folder / "rag.git"))
        # Webhooks of the simulator go nowhere: this script sends them itself, to measure them.
        self.app = self.simulator.add_app(public, webhook_url="", webhook_secret=SECRET)
        self.repository = self.simulator.add_repository(REPOSITORY, folder / "rag.git")
        self.installation = self.simulator.install(self.app, "acme")

    def _git(self, *arguments: str) -> None:
        who = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com")
        subprocess.run(["git", *who, *arguments], cwd=self._work, check=True, capture_output=True)

    def pull_request(self, branch: str) -> bytes:
        """Open one; the webhook that GitHub would send."""
        self._git("switch", "-qc", branch, "main")
        for number in range(FILES):
            (self._work / f"file{number}.py").write_text(f"LIMIT = 2  # {branch}\n")
        self._git("commit", "-qam", f"Raise limits in {branch}")
        self._git("push", "-q", "origin", branch)
        pull, _ = self.simulator.open_pull_request(REPOSITORY, branch)
        return self.payload(pull.number, pull.head_sha, "opened")

    def payload(self, number: int, head: str, action: str) -> bytes:
        """A `pull_request` webhook of a usual size."""
        pull = {"number": number, "head": {"sha": head}, "body": "x" * 20_000}
        repository = {"id": self.repository.id, "full_name": REPOSITORY}
        installation = {"id": self.installation.id}
        content = {"action": action, "pull_request": pull, "repository": repository, "installation": installation}
        return json.dumps(content).encode()


@contextmanager
def forge(folder: Path) -> Iterator[Forge]:
    """A simulated GitHub that answers."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    simulated = Forge(folder, private.decode(), public.decode())
    with simulated.simulator.running():
        yield simulated


@contextmanager
def service(data: Path, simulated: Forge) -> Iterator[tuple[subprocess.Popen[bytes], str, float]]:
    """`speckeeper serve`, with the seconds until it was ready."""
    port = 20_000 + os.getpid() % 10_000
    environment = {
        "PATH": os.environ["PATH"],
        "SPECKEEPER_PORT": str(port),
        "SPECKEEPER_DATA_DIR": str(data),
        "SPECKEEPER_GITHUB_APP_ID": str(simulated.app.id),
        "SPECKEEPER_GITHUB_PRIVATE_KEY": simulated.private,
        "SPECKEEPER_GITHUB_WEBHOOK_SECRET": SECRET,
        "SPECKEEPER_GITHUB_API_URL": simulated.simulator.store.url,
        "SPECKEEPER_LOG_LEVEL": "warning",
    }
    url = f"http://127.0.0.1:{port}"
    began = time.perf_counter()
    command = [sys.executable, "-c", "from app.cli import main; main()", "serve"]
    process = subprocess.Popen(command, env=environment)
    try:
        with httpx.Client() as client:
            while not ready(client, url):
                if process.poll() is not None or time.perf_counter() - began > 30:
                    raise SystemExit("the service did not start")
                time.sleep(0.005)
        yield process, url, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(20)


def ready(client: httpx.Client, url: str) -> bool:
    """Whether the service says so."""
    try:
        return client.get(f"{url}/readyz", timeout=5).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def headers(body: bytes, delivery: str) -> dict[str, str]:
    """What GitHub sends with a body."""
    signature = hmac.new(SECRET.encode(), body, "sha256").hexdigest()
    return {
        "content-type": "application/json",
        "x-github-event": "pull_request",
        "x-github-delivery": delivery,
        "x-hub-signature-256": f"sha256={signature}",
    }


def post(url: str, body: bytes, delivery: str) -> None:
    """Deliver one webhook."""
    httpx.post(f"{url}/webhooks/github", content=body, headers=headers(body, delivery)).raise_for_status()


def load(url: str, body: bytes, name: str, bursts: int, pause: float) -> list[float]:
    """Milliseconds of each answer. The deliveries are kept, and dropped afterwards as those of a closed one."""
    return asyncio.run(burst(url, body, name, bursts, pause))


async def burst(url: str, body: bytes, name: str, bursts: int, pause: float) -> list[float]:
    """Milliseconds of each answer, in bursts of ten with a pause between them.

    Over ten open connections and bare sockets, with every request made before its burst: a client library would take as
    long for a request as the service does, and its time would be measured with it.
    """
    milliseconds: list[float] = []
    host, port = url.removeprefix("http://").split(":")
    streams = [await asyncio.open_connection(host, int(port)) for _ in range(10)]

    async def one(stream: tuple[asyncio.StreamReader, asyncio.StreamWriter], request: bytes) -> None:
        reader, writer = stream
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.lower().splitlines() if line.startswith(b"content-length:"))
        answer = await reader.readexactly(int(length.partition(b":")[2]))
        milliseconds.append((time.perf_counter() - began) * 1_000)
        assert head.startswith(b"HTTP/1.1 202"), head
        assert json.loads(answer)["receipt"] == "new"

    for number in range(bursts):
        requests = [raw(body, f"{name}-{number}-{part}") for part in range(10)]
        await asyncio.gather(*(one(stream, request) for stream, request in zip(streams, requests, strict=True)))
        await asyncio.sleep(pause)
    for _, writer in streams:
        writer.close()
    return milliseconds


def raw(body: bytes, delivery: str) -> bytes:
    """A webhook as it goes over the wire."""
    fields = {"host": "localhost", "content-length": str(len(body)), **headers(body, delivery)}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"POST /webhooks/github HTTP/1.1\r\n{head}\r\n".encode() + body


def wait_for_checks(simulated: Forge, count: int) -> float:
    """Seconds until so many checks are completed."""
    began = time.perf_counter()
    while sum(run.status == "completed" for run in simulated.simulator.check_runs(REPOSITORY)) < count:
        if time.perf_counter() - began > 120:
            return float("nan")
        time.sleep(0.05)
    return time.perf_counter() - began


def percentiles(values: list[float]) -> str:
    """Median, 95th and 99th percentile and the largest."""
    ordered = sorted(values)
    found = [ordered[min(len(ordered) - 1, round(share * len(ordered)))] for share in (0.5, 0.95, 0.99)]
    return (
        f"p50 {found[0]:.1f}  p95 {found[1]:.1f}  p99 {found[2]:.1f}  max {ordered[-1]:.1f}  ({len(ordered)} answers)"
    )


def resident(pid: int) -> float:
    """Resident memory of a process in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
