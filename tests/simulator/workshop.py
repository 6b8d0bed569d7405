"""What the simulator's tests build with: a repository to commit in, keys, the real client."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from githubkit import AppAuthStrategy, GitHub
from githubkit.cache import MemCacheStrategy

SECRET = "correct horse"


def content(delivery):
    """What a webhook says."""
    return json.loads(delivery.payload)


@dataclass
class Workshop:
    """A bare repository and a clone of it to commit in."""

    bare: Path
    clone: Path

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        quiet = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "PATH": "/usr/bin:/bin:/usr/local/bin"}
        who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "init.defaultBranch=main")
        done = subprocess.run(
            ["git", *who, *arguments], cwd=cwd or self.clone, capture_output=True, text=True, env=quiet, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, files: dict[str, str | bytes | None], message: str = "change", branch: str | None = None) -> str:
        """Write (or, with None, remove) files, commit, push; the commit id."""
        for name, content in files.items():
            path = self.clone / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            elif isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(content)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        self.git("push", "-q", "--force", "origin", f"HEAD:{branch or self.git('branch', '--show-current')}")
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, start: str = "main") -> None:
        self.git("checkout", "-q", "-B", name, start)


def lines(count: int = 60, **changed: str) -> str:
    """`line 1` to `line <count>`, with some replaced: lines(60, l20="changed")."""
    return "".join(f"{changed.get(f'l{number}', f'line {number}')}\n" for number in range(1, count + 1))


@dataclass(frozen=True)
class Keys:
    """The private key as an object: reading one from text takes 70 ms, and every client would."""

    private: rsa.RSAPrivateKey
    public: str


def new_keys() -> Keys:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return Keys(key, public.decode())


def as_app(url: str, keys: Keys, app_id: int = 7, **more: bool) -> GitHub:
    auth = AppAuthStrategy(app_id, keys.private)
    return GitHub(
        auth,
        base_url=f"{url}/api/v3",
        http_cache=False,
        # By default the tokens of all clients of a process lie in one cache, by number of the installation.
        cache_strategy=MemCacheStrategy(),
        timeout=10,
        auto_retry=False,
        ssl_verify=False,  # loopback speaks plain HTTP; a TLS context costs 20 ms
        trust_env=False,
        **more,
    )
