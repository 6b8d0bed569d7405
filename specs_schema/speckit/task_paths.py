"""The files and symbols that a task names."""

import re
from collections.abc import Iterator

from specs_schema.speckit.ids import unique
from specs_schema.task import PathKind, TaskPath

_SUFFIXES = frozenset(
    re.split(
        " ",
        "adoc astro avsc bash bat bicep c cc cfg cjs clj cmake cmd cpp crt cs cshtml csproj css csv cts cue dart "
        "dockerfile ejs erb ex exs fish fs fsproj gemspec gif go gql gradle graphql graphqls groovy h haml hbs hcl hpp "
        "hs htm html ico ini ipynb j2 jar java jbuilder jinja jinja2 jpeg jpg js json json5 jsonc jsonl jsonnet jsx jl "
        "kt kts less lua mako markdown md mdc mdx mjs mk mm mts mustache ndjson nix odt pdf php phtml pl plist png "
        "prisma proto ps1 psd1 psm1 pug py pyi pyx rake rb rbi razor rego rs rst sass sbt scala scm scss sh sln snap "
        "sol sql sqlite storyboard svelte svg swift tcl tf tfvars tmpl toml tpl ts tsp tsx ttf twig txt vb vbproj vue "
        "wasm webp woff woff2 wsdl xaml xcconfig xib xlsx xml xsd yaml yml zig zip zsh",
    )
)
# Endings of files that are as often the last name of an expression (`Array.map`): they need a folder before them.
_WEAK_SUFFIXES = frozenset(
    re.split(
        " ",
        "conf config d db env example feature http lock log m map mod patch properties r ru schema sum tape "
        "template templ typ",
    )
)
_NAMES = re.compile(
    r"(?:\.?Dockerfile|Containerfile|Makefile|Justfile|justfile|Procfile|Gemfile|Rakefile|Brewfile|Vagrantfile|Jenkinsfile|"
    r"(?:Cargo|yarn|poetry|uv|bun|Gemfile|composer|Podfile|flake|Pipfile)\.lock|go\.(?:mod|sum)|config\.ru|"
    r"LICENSE|NOTICE|CODEOWNERS|README|CHANGELOG|\.env|\.[a-z][\w.-]*(?:rc|ignore|attributes|env|config))(?:\.[\w.-]+)?"
)
_NO_FILES = re.compile(
    r"(?:Node|Next|Vue|Nuxt|React|Express|Nest|D3|Three|Chart|Alpine|Ember|Backbone|Socket)\.js", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*://|www\.|mailto:|/tmp(?:/|$)|~|\$|%[A-Z]|[A-Za-z]:\\|//", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"(?:application|text|image|audio|video|multipart|font|message)/[\w.+*-]+", re.IGNORECASE)
_PLACEHOLDER_WORD = (
    r"(?:content)?hash|name|file(?:name)?|feature(?:-name)?|timestamp|date|version|number|nnn|path|module|project|"
    r"component|package|entity|model|service|x+"
)
_PLACEHOLDER = re.compile(
    rf"<[^>/]*>|\{{[^,{{}}]*\}}|\[(?:{_PLACEHOLDER_WORD})\]|[^/\[\s]\[[^\]/]*\]|(?<![A-Za-z])[0-9]*[xX]{{2,}}(?![A-Za-z])|"
    r"(?<![A-Za-z])N{3,}(?![A-Za-z])|YYYY|#{2,}|\$\w",
    re.IGNORECASE,
)
_ROUTE_SEGMENT = re.compile(r"(?:^|/)\[{1,2}(?:\.{3})?\w+\]{1,2}(?=$|[/.])")
_PATTERN = re.compile(r"\*|\{[^{}]*,[^{}]*\}|(?:^|/)(?:\.{3}|…)(?:/|$)|\?\w*\.")
_LOCATION = re.compile(r"(?::{1,2}[A-Za-z_][\w.:\[\]-]*|:\d+(?:[-:–]\d+)*|#L?[\w.-]*)$")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.{1,2000}?)(?<!`)\1(?!`)")
_LINK = re.compile(r"\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)?)\)")
_WORD = re.compile(r"[^\s,;`|<>\"'“”‘’→，。、；：（）「」]+")
_SYMBOL = re.compile(r"@?[A-Za-z_$][\w$]*(?:(?:\.|::|#|\?\.)[A-Za-z_$][\w$]*[?!]?)*")
_LONGEST = 250  # characters of a path
_TRAILING = ".,;:!?'\"*_)（"


def paths_of(text: str) -> tuple[TaskPath, ...]:
    """Every file, folder and pattern in `text`, without line numbers; nothing outside the repository."""
    found: list[TaskPath] = []
    rest = list(text)
    for code in _CODE.finditer(text):
        found.extend(_in_code(code[2].strip()))
        rest[code.start() : code.end()] = " " * len(code[0])
    outside = "".join(rest)
    for word in [*_LINK.findall(outside), *_WORD.findall(_LINK.sub("]", outside))]:
        found.extend(_in_prose(word))
    return tuple(sorted(unique(found), key=lambda path: text.find(path.text)))


def symbols_of(text: str) -> tuple[str, ...]:
    """Identifiers in back-ticks that are no paths: `answer_question`, `Answer.sources`, `ANSWER_LIMIT`."""
    return unique(_symbols(text))


def _symbols(text: str) -> Iterator[str]:
    for code in _CODE.finditer(text):
        content = code[2].strip()
        name = re.match(rf"({_SYMBOL.pattern})(?:\(.*\)|<[^>]*>)?$", content)
        if name and not any(True for _ in _in_code(content)):
            yield name[1]


def _in_code(content: str) -> Iterator[TaskPath]:
    """Paths in the text between two back-ticks: the whole of it, or the arguments of a command."""
    if " " not in content:
        if path := _path(content, marked=True):
            yield path
        return
    if re.match(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s", content):
        return
    for word in content.split():
        path = _path(word.strip("\"'()="), marked=False)
        if path and path.kind == "file" and not word.startswith("-"):
            yield path


def _in_prose(word: str) -> Iterator[TaskPath]:
    while word and (word[0] in "(*_\"'" and not re.match(r"_{1,2}\w|\(\w[\w-]*\)/", word)):
        word = word[1:]
    while word and word[-1] in _TRAILING and not re.search(r"/\([\w.-]+\)$|__$", word):
        word = word[:-1]
    if path := _path(word, marked=False):
        yield path


def _path(word: str, *, marked: bool) -> TaskPath | None:
    """`word` as a path. `marked`: it stands in back-ticks by itself, so less is asked of its form."""
    if "/" not in word and "." not in word and not _NAMES.fullmatch(word):
        return None
    if _ELSEWHERE.match(word) or _MEDIA_TYPE.fullmatch(word):
        return None
    word = _LOCATION.sub("", word) if "/" in word or "." in word else word
    word = word.removeprefix("./").replace("\\", "/") if not word.startswith("\\") else ""
    name = word.rstrip("/").rsplit("/", 1)[-1]
    if not name or len(word) > _LONGEST or not re.search(r"[A-Za-z]", word) or word.startswith(("-", "#", "!", "=")):
        return None
    if _is_file_name(name, nested="/" in word) and (_well_formed(word) or _PLACEHOLDER.search(word)):
        return TaskPath(text=word, kind=_kind(word, "file"))
    if "/" in word.strip("/") and (marked or word.endswith("/")) and _well_formed(word):
        return _folder(word, marked=marked)
    return TaskPath(text=word, kind="folder") if marked and re.fullmatch(r"[\w.-]+/", word) else None


def _folder(word: str, *, marked: bool) -> TaskPath | None:
    """A word with slashes and no known ending: a folder, unless it is a route, a package or a branch."""
    absolute = word.startswith("/") and not word.endswith("/")
    package = re.fullmatch(r"@[\w.-]+/[\w.-]+", word)
    branch = re.match(r"(?:origin|upstream|refs|heads)/", word)
    sentence = not marked and not re.search(r"/.*/", word) and not re.match(r"[\w.-]+/$", word)
    if absolute or package or branch or sentence or re.search(r"[=()]", word.replace("/(", "/").replace(")/", "/")):
        return None
    return TaskPath(text=word, kind=_kind(word, "folder"))


def _kind(word: str, otherwise: PathKind) -> PathKind:
    routes = _ROUTE_SEGMENT.sub(
        lambda route: route[0] if re.search(rf"\[(?:{_PLACEHOLDER_WORD})\]", route[0], re.IGNORECASE) else "/route",
        word,
    )
    if _PLACEHOLDER.search(routes):
        return "placeholder"
    if _PATTERN.search(word):
        return "pattern"
    return "folder" if word.endswith("/") else otherwise


def _is_file_name(name: str, *, nested: bool) -> bool:
    if _NAMES.fullmatch(name):
        return True
    stem, dot, suffix = name.rpartition(".")
    suffix = re.sub(r"[\]})]+$", "", suffix)
    if not dot or _NO_FILES.fullmatch(name):
        return False
    braces = re.fullmatch(r"\{?([A-Za-z0-9*]+(?:,[A-Za-z0-9*]+)*)", suffix)
    allowed = _SUFFIXES | _WEAK_SUFFIXES if nested else _SUFFIXES
    known = all(part.lower() in allowed for part in braces[1].split(",")) if braces else False
    return (known or suffix in {"*", "<ext>", "{ext"}) and bool(stem or name.startswith("."))


def _well_formed(word: str) -> bool:
    return re.fullmatch(r"[\w@.+~\-/\[\]{}(),*?!…$ :]+", word) is not None
