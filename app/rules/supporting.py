"""Files that a change may touch without anybody planning them."""

import re
from typing import Final

from app.domain.change import ChangedFile
from app.domain.paths import is_noise
from app.rules.task_paths import is_test

_PROSE: Final = re.compile(
    r"\.(md|mdx|rst|txt|adoc|png|jpe?g|gif|webp|ico|pdf|mp4|woff2?)$|(^|/)(docs?|licen[cs]es?|changelogs?)(/|$)"
    r"|(^|/)(LICENSE|NOTICE|CODEOWNERS|AUTHORS)[^/]*$",
    re.IGNORECASE,
)
_SPECS: Final = re.compile(r"(^|/)(\.specify|specs|openspec|\.kiro)/")
_SETTINGS: Final = re.compile(
    r"(^|/)\.[^/]+"  # .github/, .env.example, .eslintrc
    r"|(^|/)([Dd]ockerfile|[Mm]akefile|[Jj]ustfile|Procfile|Gemfile|Rakefile|Vagrantfile|Jenkinsfile)[^/]*$"
    r"|\.(toml|ini|cfg|conf|properties|lock|editorconfig|gradle|gradle\.kts|csproj|sln|gemspec|mod|sum|env)$"
    r"|(^|/)[^/]*(config|conf|rc|settings)\.[a-z]{1,5}$"
    r"|(^|/)(package|tsconfig[^/]*|composer|turbo|vercel|lerna|deno|requirements[^/]*|pom|setup|conftest|docker-compose"
    r"[^/]*|compose[^/]*|manage|build)\.[a-z]{2,5}$"
    r"|^[^/]+\.(ya?ml|json|jsonc|xml|sh)$"
)
_MADE: Final = re.compile(
    r"(^|/)(__snapshots__|__generated__|generated|gen|fixtures|__fixtures__|testdata|mocks|__mocks__|samples?)/"
    r"|\.(generated|gen|g|pb|pb2)\.[a-z]+$|_pb2(_grpc)?\.pyi?$|(^|/)__init__\.pyi?$|\.d\.ts$|\.snap$"
)
_LAYOUT: Final = re.compile(r"[\s'\"`,;()]+")


def supports(file: ChangedFile) -> bool:
    """Whether a file is a test, a document, a setting of a tool, made by a tool, or changed in its layout alone."""
    path = file.path
    kinds = (_PROSE, _SPECS, _SETTINGS, _MADE)
    return is_noise(path) or is_test(path) or any(kind.search(path) for kind in kinds) or laid_out(file)


def laid_out(file: ChangedFile) -> bool:
    """Whether a file was moved or laid out anew and says the same as before."""
    if file.status not in {"modified", "renamed", "copied"} or file.unread:
        return False
    old, new = (_said(file, kind) for kind in ("removed", "added"))
    return old == new


def _said(file: ChangedFile, kind: str) -> str:
    lines = (line.text for hunk in file.hunks for line in hunk.lines if line.kind == kind)
    return _LAYOUT.sub("", "".join(lines))
