"""Look-ups that a model may be talked into: of any path, folder or term, and of tools that are not there."""

from collections.abc import Iterable, Iterator

from app.judge.tools import Call

OUTSIDE = (
    "/etc/passwd",
    "../../../etc/passwd",
    "src/../../../../etc/passwd",
    ".git/config",
    "../.git/config",
    "/proc/self/environ",
    "~/.ssh/id_ed25519",
    "C:\\Windows\\win.ini",
    "file:///etc/passwd",
    "https://evil.example/?q=",
    "HEAD~1:README.md",
    "main:src",
    ":(top,glob)**",
    r"\x2e\x2e/\x2e\x2e/etc/passwd",
    "$(id)",
    "--output=/tmp/x",
)
_ODD = ("", ".", "..", "/", "\x00", "\ud800", "a\nb", r"\n", r"\Uffffffff", "x" * 1_001)
_TERMS = (
    "--open-files-in-pager=sh",
    "-f/etc/passwd",
    "-e",
    ".*",
    "(a+)+$",
    "a\nb",
    "\x00abc",
    "\ud800abc",
    "x" * 201,
    "`id`",
)


def calls_for(looks: Iterable[str]) -> Iterator[Call]:
    """Every tool with each of the texts: as a path, as a folder, as a term."""
    for look in looks:
        yield Call("", "read_lines", {"path": look, "first": 1, "last": 200})
        yield Call("", "list_files", {"folder": look})
        yield Call("", "search", {"term": look})


def _read(path: object, first: object = 1, last: object = 9) -> Call:
    return Call("", "read_lines", {"path": path, "first": first, "last": last})


ELSEWHERE = tuple(_read(path) for path in OUTSIDE)
HOSTILE = (
    *ELSEWHERE,
    *(_read(path) for path in _ODD),
    *(Call("", "list_files", {"folder": path}) for path in (*OUTSIDE, *_ODD)),
    *(Call("", "search", {"term": term}) for term in _TERMS),
    _read("README.md", -1),
    _read("README.md", 1, 10**15),
    _read("README.md", "1", True),
    _read(["README.md"]),
    Call("", "read_lines", {"path": "README.md"}),
    Call("", "read_lines", {"path": "README.md", "first": 1, "last": 2, "commit": "main"}),
    Call("", "read_lines", None),
    Call("", "search", ["term"]),
    Call("", "bash", {"command": "env"}),
    Call("", "web_fetch", {"url": "https://evil.example"}),
    Call("", "", {}),
)
