"""Text of a repository as the judge may be shown it: no secrets, no characters that nobody can see.

Most secrets are found by the rules of a maintained detector (secret_rules.py). The patterns here are for what these do
not say: tokens that are cut off, glued to other text or of a newer shape, and values whose names say that they are
secret. detect-secrets (1.5.0) was tried: it does not know GitHub's newer tokens, reports only the prefix of the older
ones, takes 0.35 ms a line, marks parts of names as secrets, and brings an HTTP client to a floor that must have none.
"""

import re
from functools import lru_cache
from re import Match, Pattern

from app.stages.secret_rules import entropy, mask_detected

# Kind, texts of which one has to be there before the pattern is tried, pattern.
_TOKENS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("aws-key", ("AKIA", "ASIA", "ABIA", "ACCA"), r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b"),
    # Since 2026 installation tokens are `ghs_<app>_<JWT>`, longer than the 40 characters of the older ones.
    ("github-token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"\bgh[pousr]_[A-Za-z0-9_.-]{30,}"),
    ("github-token", ("github_pat_",), r"\bgithub_pat_[A-Za-z0-9_]{22,}"),
    (
        "gitlab-token",
        ("glpat-", "glrt-", "gldt-", "glcbt-", "glptt-", "glsoat-"),
        r"\bgl(?:pat|rt|dt|cbt|ptt|soat)-[A-Za-z0-9_.-]{20,}",
    ),
    ("slack-token", ("xox",), r"\bxox[abeoprs](?:\.[a-z]+)?-[A-Za-z0-9-]{10,}"),
    ("slack-token", ("xapp-",), r"\bxapp-[0-9]-[A-Za-z0-9-]{10,}"),
    (
        "slack-webhook",
        ("hooks.slack.com/",),
        r"(?<=hooks\.slack\.com/)(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,}",
    ),
    ("google-key", ("AIza",), r"\bAIza[A-Za-z0-9_-]{35}"),
    ("google-token", ("GOCSPX-", "ya29."), r"\b(?:GOCSPX-[A-Za-z0-9_-]{20,}|ya29\.[A-Za-z0-9_-]{20,})"),
    ("stripe-key", ("k_live_", "k_test_", "whsec_"), r"\b(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{10,}"),
    ("model-key", ("sk-",), r"\bsk-(?=[A-Za-z_-]{0,40}[0-9])[A-Za-z0-9_-]{20,}"),
    ("jwt", (".eyJ",), r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}"),
    (
        "package-token",
        ("npm_", "pypi-AgE", "hf_"),
        r"\b(?:npm_[A-Za-z0-9]{30,}|pypi-AgE[A-Za-z0-9_-]{30,}|hf_[A-Za-z0-9]{30,})",
    ),
    ("sendgrid-key", ("SG.",), r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"),
    ("azure-key", ("AccountKey=",), r"(?<=AccountKey=)[A-Za-z0-9+/=]{40,}"),
    ("credentials", ("Bearer ",), r"(?<=\bBearer )[A-Za-z0-9._~+/-]{20,}=*"),
    ("credentials", ("Basic ",), r"(?<=\bBasic )[A-Za-z0-9+/]{16,}=*"),
    # `scheme://user:password@host` and `curl -u user:password`; a password that is a variable is none.
    ("password", ("://",), r"(?<=://)(?P<keep>[^\s:/@\"'`]{0,80}:)(?![$<{\[])[^\s@/\"'`]{1,200}(?=@[^\s@])"),
    (
        "password",
        ("curl",),
        (
            r"(?<=\s)(?P<keep>(?:-u|--user)[= ]{1,3}[\"']?[\w.@+-]{0,80}[\"']?:[\"']?)"
            r"(?![$<{\[]|[0-9]+\b)[^\s\"'`]{3,200}"
        ),
    ),
    (
        "credentials",
        ("-H", "--header"),
        (
            r"(?P<keep>(?:-H|--header)[= ]\s{0,3}[\"'](?i:Authorization|[a-z-]{0,30}(?:Key|Token)):\s{0,5}"
            r"(?:[A-Za-z-]{2,12}\s)?)[\w=~@.+/-]{8,}(?=[\"'])"
        ),
    ),
    ("facebook-token", ("|",), r"\b(?P<keep>[0-9]{15,16}\|)[A-Za-z0-9_-]{27,40}\b"),
)
_TOKEN_PATTERNS: tuple[tuple[str, tuple[str, ...], Pattern[str]], ...] = tuple(
    (kind, needs, re.compile(pattern)) for kind, needs, pattern in _TOKENS
)

# The end of a name, then a value: `db_password = "..."`, `API_KEY: ...`, `"secret": "..."`.
_ASSIGNED = re.compile(
    r"(?P<name>(?:secret|passw(?:or)?d|passphrase|pwd|token|credentials?|"
    r"(?:api|access|private|secret|signing|encryption|account|auth)[_-]?key)(?:_?[0-9]{1,2})?)"
    r"(?P<between>[\"'`]?\]?\s{0,8}(?::\s?[A-Za-z_]{1,20}\s{0,4})?(?:=>|:=|=|:)\s{0,8})"
    r"(?:(?P<quote>[\"'`])(?P<quoted>[^\s\"'`]{8,500})(?P=quote)|(?P<bare>[A-Za-z0-9+/=_~!@#%^&*.-]{16,500})(?=\s|$))",
    re.IGNORECASE,
)
_NO_SECRET = re.compile(r"\[masked-|https?://|[./~]|[$<{%]|\*+$")
_KEY_BEGIN = re.compile(r"-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----")
_KEY_END = re.compile(r"-----END (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----")
_KEY_LINE = re.compile(r"(?P<lead>[\s\"'>|+#*/-]*)(?P<body>[A-Za-z0-9+/=]{16,}|[A-Za-z-]+: .*)(?P<tail>.*)")
# A line from the middle of a key, which a search or an excerpt may show without its first and last lines.
_KEY_MIDDLE = re.compile(r"[A-Za-z0-9+/=_.-]{64,}")
_KEY_WIDTHS = frozenset({64, 70, 76})  # of PEM, of OpenSSH, of MIME
_KEY_INLINE = re.compile(r"(?:\\n|\\r|[A-Za-z0-9+/=\s]){16,}")

# Characters that end a line for some readers, and so could make text look like a line of ours.
_BREAKS = dict.fromkeys(map(ord, "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), " ")
# What nobody sees: controls, whatever Unicode says may be ignored, letters without ink, halves of characters. Variation
# selectors are left where they choose how a symbol looks, and only there: behind ASCII or in a row they spell text.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff]"
    "(?:(?<![\ufe0e\ufe0f])|(?<=[\x00-\x7f\ufe00-\ufe0f].)(?!\u20e3))"
)


def shown(text: str) -> str:
    """The text as the judge is shown it. Line feeds stay where they are, so line numbers do."""
    return _shown_again(text) if len(text) <= _REMEMBERED else _shown(text)


def _shown(text: str) -> str:
    return UNSEEN.sub("\ufffd", mask_secrets(text).translate(_BREAKS))


# The same piece is shown to several readers, and quoted in several reports.
_REMEMBERED = 16_000  # characters at most, so that this holds 64 MB at the very most
_shown_again = lru_cache(maxsize=1_000)(_shown)


def mask_secrets(text: str) -> str:
    """The text with every secret of a known shape replaced by `[masked-<kind>]`; lines stay lines."""
    masked = _mask_once(text)
    while masked != text:  # a secret that stood glued to another shows only now
        text, masked = masked, _mask_once(masked)
    return masked


def _mask_once(text: str) -> str:
    text = _KEY_MIDDLE.sub(_mask_key_middle, _mask_private_keys(text))
    for kind, needs, pattern in _TOKEN_PATTERNS:
        if any(need in text for need in needs):
            text = pattern.sub(lambda match, kind=kind: _replacement(match, kind), text)
    return _ASSIGNED.sub(_mask_assigned, mask_detected(text))


def _replacement(match: Match[str], kind: str) -> str:
    keep = match.groupdict().get("keep") or ""
    return f"{keep}[masked-{kind}]"


def _mask_assigned(match: Match[str]) -> str:
    quoted, bare = match["quoted"], match["bare"]
    if not _is_secret(quoted or bare, quoted=quoted is not None):
        return match[0]
    quote = match["quote"] or ""
    return f"{match['name']}{match['between']}{quote}[masked-secret]{quote}"


def _is_secret(value: str, *, quoted: bool) -> bool:
    """Whether a value looks random rather than like a word, a path, a variable or an expression."""
    if _NO_SECRET.match(value):
        return False
    kinds = sum(any(test(c) for c in value) for test in (str.islower, str.isupper, str.isdigit))
    symbols = any(not c.isalnum() and c not in "_-." for c in value)
    if quoted:
        return kinds + symbols >= 2 and entropy(value) >= 2.7  # noqa: PLR2004 -- bits a character
    return kinds >= 3 and entropy(value) >= 3.3  # noqa: PLR2004 -- stricter: code is written without quotes


def _mask_private_keys(text: str) -> str:
    if "PRIVATE KEY" not in text:
        return text
    lines = text.split("\n")
    inside = _starts_inside_key(lines)
    for index, line in enumerate(lines):
        begins, ends = _KEY_BEGIN.search(line), _KEY_END.search(line)
        if begins or ends:
            lines[index] = _mask_key_inline(line)
            inside = begins is not None and ends is None
        elif inside and line.strip():
            masked = _KEY_LINE.fullmatch(line)
            inside = masked is not None
            lines[index] = f"{masked['lead']}[masked-private-key]" if masked else line
    return "\n".join(lines)


def _mask_key_middle(match: Match[str]) -> str:
    """Digests have few kinds of characters and names repeat theirs; what is left of that length is a key or as good."""
    line = match[0]
    kinds = all(any(test(c) for c in line) for test in (str.islower, str.isupper, str.isdigit))
    if len(line) not in _KEY_WIDTHS or not kinds or any(c in "=_.-" for c in line):
        return line
    return "[masked-private-key]" if entropy(line) >= 4.6 else line  # noqa: PLR2004 -- bits a character


def _starts_inside_key(lines: list[str]) -> bool:
    """Whether an excerpt begins in the middle of a key: its end comes before any beginning."""
    for line in lines:
        if _KEY_BEGIN.search(line):
            return False
        if _KEY_END.search(line):
            return True
    return False


def _mask_key_inline(line: str) -> str:
    """Masks what stands beside a marker, as in a key on one line with escaped line feeds."""
    marks = [*_KEY_BEGIN.finditer(line), *_KEY_END.finditer(line)]
    parts: list[str] = []
    position = 0
    for mark in sorted(marks, key=lambda mark: mark.start()):
        parts += [_KEY_INLINE.sub("[masked-private-key]", line[position : mark.start()]), mark[0]]
        position = mark.end()
    return "".join([*parts, _KEY_INLINE.sub("[masked-private-key]", line[position:])])
