"""Build the Dockerfile in empty roots and run its command, without an engine.

The base image is stood in for by this machine, read-only: /usr, the libraries, the certificates and the interpreter
that runs this. Everything else is done as written: COPY under .dockerignore, RUN in the root, USER, the command, the
health check, SIGTERM. apt-get is replaced by a look whether the packages exist. It happens in mount and process
namespaces of its own, so that nothing stays mounted or running, whatever happens.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from build import Image, build
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from instructions import Broken, Instruction, Stage, stages

_REPOSITORY = Path(__file__).parents[2]
_READY_WITHIN = 30
_STOPPED_WITHIN = 20
_BY_SIGTERM = {0, -signal.SIGTERM, 128 + signal.SIGTERM}  # uvicorn hands the signal on when all is closed


def main() -> int:
    """Replay in namespaces of its own; exit status 1 when something is wrong. Says so where that cannot be done."""
    if sys.argv[1:2] == ["--inside"]:
        return _replay(Path(sys.argv[2]))
    if reason := _impossible():
        print(f"Replay of the Dockerfile: skipped because {reason}")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="speckeeper-image-"))
    try:
        return subprocess.run(
            [*_namespaces(), sys.executable, __file__, "--inside", str(folder)], check=False, timeout=1_800
        ).returncode
    finally:
        _remove(folder)


def _namespaces() -> list[str]:
    return ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc"]


def _impossible() -> str:
    """Why this machine cannot replay; empty when it can."""
    if missing := [name for name in ("unshare", "chroot", "mount") if shutil.which(name) is None]:
        return f"this machine has no {', '.join(missing)}"
    if os.geteuid() != 0:
        return "only root may change the root folder and the user"
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run(
            [*_namespaces(), "mount", "--bind", "/usr", folder], check=False, capture_output=True, text=True, timeout=30
        )
    return f"the kernel refuses a mount namespace: {tried.stderr.strip()}" if tried.returncode else ""


def _remove(folder: Path) -> None:
    """Delete the roots, unless something is still mounted there: then nothing is touched, and it is said."""
    if str(folder) in Path("/proc/self/mountinfo").read_text("utf-8"):
        raise Broken(f"Something is still mounted below {folder}")
    shutil.rmtree(folder)


def _replay(folder: Path) -> int:
    try:
        parts = stages(_REPOSITORY / "Dockerfile")
        image = _built(parts, folder)
        _inspect(image)
        _serve(parts[-1], image)
    except Broken as problem:
        print(f"Replay of the Dockerfile: {problem}")
        return 1
    print("Replay of the Dockerfile: built, served, healthy, stopped")
    return 0


def _built(parts: tuple[Stage, ...], folder: Path) -> Image:
    """The image of the last stage."""
    images: dict[str, Image] = {}
    for number, stage in enumerate(parts):
        print(f"FROM {stage.image}, stood in for by this machine with Python {sys.version.split()[0]}")
        images[stage.name or str(number)] = build(stage, _REPOSITORY, folder / str(number), images)
    return images[parts[-1].name or str(len(parts) - 1)]


def _inspect(image: Image) -> None:
    """Raises Broken unless the image is as small and as closed as it is meant to be."""
    if image.user.split(":")[0] in {"0", "root"}:
        raise Broken("The image runs as root")
    if cached := [path for path in (".cache/pip", "root/.cache") if image.root.at(path).exists()]:
        raise Broken(f"Caches are left: {', '.join(cached)}")
    sources = list(image.root.at("opt").rglob("site-packages/app/**/*.py"))
    if bare := [path for path in sources if not list((path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"))]:
        raise Broken(f"{len(bare)} modules have no bytecode: {bare[0]}")
    for command in (["git", "--version"], ["speckeeper", "--version"]):
        _expect(image, command, works=True)
    for path in ("/opt/speckeeper", "/etc", "/"):
        _expect(image, ["touch", f"{path}/probe"], works=False)
    _expect(image, ["touch", f"{image.cwd}/probe"], works=True)
    _expect(image, ["rm", f"{image.cwd}/probe"], works=True)


def _expect(image: Image, command: list[str], *, works: bool) -> None:
    done = image.root.run(command, image.environment, cwd=image.cwd, user=image.user)
    if (done.returncode == 0) != works:
        raise Broken(f"`{' '.join(command)}` as {image.user} ended with {done.returncode}: {done.stdout.strip()}")


def _serve(stage: Stage, image: Image) -> None:
    """Start the command with an App's settings, ask for its health in both ways, and stop it."""
    port, check = _free_port(), stage.last("HEALTHCHECK")
    image.environment |= {**_app(), "SPECKEEPER_PORT": str(port)}
    image.environment["HOME"] = image.cwd
    log = image.root.folder / "service.log"
    with log.open("wb") as output:
        service = subprocess.Popen(
            image.root.inside(stage.last("CMD").command(), cwd=image.cwd, user=image.user),
            env=image.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            seconds = _wait_until_healthy(service, port, log)
            print(f"  CMD as {image.user}: /healthz 200 after {seconds:.1f} s, {_resident(service.pid)} MiB resident")
            _ask(port, "/readyz")
            _check(image, check, healthy=True)
            _stop(service, log)
            _check(image, check, healthy=False)
        finally:
            service.kill()
            service.wait()


def _app() -> dict[str, str]:
    """The settings of an App that nobody has."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return {
        "SPECKEEPER_GITHUB_APP_ID": "1",
        "SPECKEEPER_GITHUB_PRIVATE_KEY": key.decode(),
        "SPECKEEPER_GITHUB_WEBHOOK_SECRET": "for this run alone",
    }


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_healthy(service: subprocess.Popen[bytes], port: int, log: Path) -> float:
    begun = time.monotonic()
    while time.monotonic() < begun + _READY_WITHIN:
        if service.poll() is not None:
            raise Broken(f"The command ended with {service.returncode}:\n{log.read_text('utf-8', 'replace')}")
        try:
            _ask(port, "/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return time.monotonic() - begun
    raise Broken(f"/healthz did not answer within {_READY_WITHIN} s:\n{log.read_text('utf-8', 'replace')}")


def _ask(port: int, path: str) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        direct.open(f"http://127.0.0.1:{port}{path}", timeout=5).close()
    except urllib.error.HTTPError as error:
        raise Broken(f"{path} answers {error.code}") from error


def _check(image: Image, check: Instruction, *, healthy: bool) -> None:
    done = image.root.run(check.command(), image.environment, cwd=image.cwd, user=image.user)
    if (done.returncode == 0) != healthy:
        state = "runs" if healthy else "is stopped"
        raise Broken(f"HEALTHCHECK ended with {done.returncode} while the service {state}: {done.stdout}")
    print(f"  HEALTHCHECK ends with {done.returncode} while the service {'runs' if healthy else 'is stopped'}")


def _stop(service: subprocess.Popen[bytes], log: Path) -> None:
    begun = time.monotonic()
    service.send_signal(signal.SIGTERM)
    try:
        status = service.wait(_STOPPED_WITHIN)
    except subprocess.TimeoutExpired:
        raise Broken(f"The service did not stop within {_STOPPED_WITHIN} s of SIGTERM") from None
    text = log.read_text("utf-8", "replace")
    if status not in _BY_SIGTERM or "service.stopped" not in text or "Traceback" in text:
        raise Broken(f"The service did not stop cleanly ({status}):\n{text}")
    print(f"  SIGTERM: stopped after {time.monotonic() - begun:.1f} s, status {status}")


def _resident(pid: int) -> int:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("utf-8"))
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    sys.exit(main())
