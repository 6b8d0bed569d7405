"""Git over HTTP: reading alone, with an installation token, by git's own upload-pack."""

import base64
import binascii
import gzip
import subprocess
import zlib
from collections.abc import Mapping

from app.simulator import git, tokens
from app.simulator.call import within
from app.simulator.state import Repository
from app.simulator.store import Store
from app.simulator.wire import Answer, Moved, Refusal

TIMEOUT = 120.0
_UPLOAD_PACK = (
    "git",
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "uploadpack.allowFilter=true"),
    *("-c", "uploadpack.allowAnySHA1InWant=true"),
    *("upload-pack", "--strict", f"--timeout={int(TIMEOUT)}", "--stateless-rpc"),
)
_NO_CACHE = {"Cache-Control": "no-cache, max-age=0, must-revalidate", "Pragma": "no-cache"}


def advertise(store: Store, name: str, service: str, headers: Mapping[str, str]) -> Answer:
    """`GET /{owner}/{repo}.git/info/refs?service=git-upload-pack`."""
    repository = _open(store, name, service, headers)
    if repository.full_name.casefold() != name.removesuffix(".git").casefold():
        raise Moved("GET", f"{store.url}/{repository.full_name}.git/info/refs?service={service}")
    protocol = headers.get("git-protocol", "")
    printed = _upload_pack(repository, protocol, b"", "--advertise-refs")
    # Version 2 has no service line; older clients expect it.
    first = b"" if "version=2" in protocol else b"001e# service=git-upload-pack\n0000"
    kind = "application/x-git-upload-pack-advertisement"
    return Answer(content=first + printed, media_type=kind, headers=_NO_CACHE)


def upload_pack(store: Store, name: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """`POST /{owner}/{repo}.git/git-upload-pack`; the body may be compressed."""
    repository = _open(store, name, "git-upload-pack", headers)
    if headers.get("content-encoding") in ("gzip", "x-gzip"):
        try:
            body = gzip.decompress(body)
        except (OSError, EOFError, zlib.error) as error:
            raise Refusal(400, "The request body is not gzip") from error
    printed = _upload_pack(repository, headers.get("git-protocol", ""), body)
    return Answer(content=printed, media_type="application/x-git-upload-pack-result", headers=_NO_CACHE)


def _open(store: Store, name: str, service: str, headers: Mapping[str, str]) -> Repository:
    """The repository, when the token may read it. Raises Refusal as GitHub's Git server does."""
    if service != "git-upload-pack":
        raise Refusal(403, "Write access to repository not granted.")
    token = _password(headers.get("authorization", ""))
    with store.lock:
        grant = tokens.authenticate_token(store, token)
        repository = _named(store, name.removesuffix(".git"))
        if not within(store, grant, repository):
            raise Refusal(404, "Repository not found.")
        if not tokens.allowed(grant, "contents", "read"):
            raise Refusal(403, "Resource not accessible by integration")
        return repository


def _named(store: Store, name: str) -> Repository:
    """The repository of this name, or that had it once. Raises Refusal 404."""
    try:
        return store.repository(name)
    except Refusal:
        moved = store.moved(name)
        if moved is None:
            raise
        return moved


def _password(header: str) -> str:
    """The token of `Authorization: Basic x-access-token:TOKEN`. Raises Refusal 401."""
    scheme, _, coded = header.partition(" ")
    if scheme.casefold() != "basic":
        raise Refusal(401, "Authentication required")
    try:
        user, _, password = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise tokens.bad_credentials() from error
    if user != "x-access-token":
        raise tokens.bad_credentials()
    return password


def _upload_pack(repository: Repository, protocol: str, body: bytes, *more: str) -> bytes:
    command = [*_UPLOAD_PACK, *more, str(repository.git_dir)]
    try:
        done = subprocess.run(  # noqa: PLW1510 - upload-pack tells its errors in what it prints
            command,
            input=body,
            capture_output=True,
            timeout=TIMEOUT,
            env=git.environment({"GIT_PROTOCOL": protocol}),
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal(504, "git upload-pack took too long") from error
    if done.returncode and not done.stdout:
        raise Refusal(500, done.stderr.decode(errors="replace").strip() or "git upload-pack failed")
    return done.stdout
