"""Scenes of the stories inside a page of the documentation: what was posted, as whoever meets it sees it.

A block of a page names a scene and a part of it, and holds that part as a block quote:

    <!-- story: a fault is mended by a push, scene 2, edited comment -->
    ...
    <!-- end -->

The part is a kind of write, the last of its kind in the scene, or `writes`: all of them in a few words. A check may be
followed by `: title` or `: lead`, a comment by `: lead`. Links of the stories lead nowhere and become their text;
markers that nobody sees are left out.
"""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

_BLOCK = re.compile(
    r"^(?P<first><!-- story: (?P<story>[^,\n]+), scene (?P<scene>\d+), (?P<part>[^\n]+) -->)\n.*?^<!-- end -->$",
    re.DOTALL | re.MULTILINE,
)
_FENCE = re.compile(r" {0,3}(?P<ticks>`{3,})[^`]*")
_WRITE = re.compile(r"\*\*(?P<method>[A-Z]+) (?P<route>\S+)\*\*(?: (?P<reaction>\S+))?")
_CHECK = re.compile(r"Check(?: `(?P<name>.+?)`)?: `(?P<state>.+?)`\. (?P<title>.*)")
_AT = re.compile(r"(?:Comment|- (?P<level>\w+)) at (?P<path>.+):(?P<first>\d+)-(?P<last>\d+)(?:: (?P<title>.*))?")
_MARKER = re.compile(r"<!-- speckeeper.* -->")
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\(https://github\.example/[^()\s]*\)")
_BODY = re.compile(r"#|\||<|- ")  # what ends the first paragraphs of a check
_FACES = {"eyes": "👀", "+1": "👍", "-1": "👎", "confused": "😕"}
_KINDS = {
    ("POST", "check-runs"): "check",
    ("PATCH", "check-runs/N"): "check",
    ("POST", "pulls/N/reviews"): "comment",
    ("POST", "pulls/N/comments"): "comment",
    ("PATCH", "pulls/comments/N"): "edited comment",
    ("POST", "issues/N/comments"): "reply",
    ("PATCH", "issues/comments/N"): "edited reply",
    ("POST", "issues/comments/N/reactions"): "reaction",
    ("POST", "pulls/comments/N/reactions"): "reaction",
}


def fill(page, snapshots):
    """The page, with every block as the snapshots in that folder have it."""
    filled = _BLOCK.sub(lambda block: _filled(block, snapshots), page)
    if len(_BLOCK.findall(filled)) != filled.count("<!-- story: "):
        raise ValueError("a block has no `<!-- end -->`, or its first line is not as it should be")
    return filled


def _filled(block, snapshots):
    path = snapshots / f"{block['story'].replace(' ', '_')}.md"
    if not path.exists():
        raise ValueError(f"there is no story `{block['story']}`")
    shown = show(path.read_text("utf-8"), int(block["scene"]), block["part"])
    return f"{block['first']}\n\n{shown}\n\n<!-- end -->"


def show(snapshot, scene, part):
    """A part of a scene as Markdown, in a block quote."""
    writes = _scenes(snapshot)[scene - 1]
    if part == "writes":
        return _quoted(" · ".join(map(_in_words, writes)) or "Nothing is written.")
    kind, _, how = part.partition(": ")
    found = [write for write in writes if write.kind == kind]
    if not found:
        raise ValueError(f"scene {scene} has no {kind}, but {sorted({write.kind for write in writes})}")
    return _quoted(_check(found[-1], how) if "check" in kind else _comment(found[-1], how))


@dataclass
class Write:
    """One write, as a snapshot tells it. `told`: lines, and fenced texts with the line right before them."""

    route: str
    method: str
    reaction: str
    told: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def kind(self):
        """What was written."""
        kind = _KINDS[self.method, re.sub(r"\b(\d+|ID)\b", "N", self.route)]
        if kind == "check" and self.name != "speckeeper":
            return "configuration check"
        return "check in progress" if kind == "check" and self.state == "in_progress" else kind

    @property
    def name(self):
        """Of a check run; the request that completes one does not repeat it."""
        return self._head["name"] or "speckeeper"

    @property
    def state(self):
        """Of a check run: its conclusion once it has one."""
        return self._head["state"]

    @property
    def title(self):
        """Of a check run."""
        return self._head["title"]

    @property
    def _head(self):
        return _CHECK.fullmatch(self.told[0][0])


def _scenes(snapshot):
    """The writes of each scene."""
    scenes = []
    for line, text in _pairs(snapshot):
        write = _WRITE.fullmatch(line)
        if line.startswith("## "):
            scenes.append([])
        elif write:
            scenes[-1].append(Write(write["route"], write["method"], write["reaction"] or "", []))
        if scenes and scenes[-1] and (text is not None or not write):
            scenes[-1][-1].told.append(("" if write else line, text))
    return scenes


def _pairs(snapshot):
    """Each line outside of fences with the fenced text right after it, or None where another line follows."""
    tokens = list(_tokens(snapshot.splitlines()))
    for (line, text), (_, following) in zip_longest(tokens, tokens[1:], fillvalue=("", None)):
        if text is None:
            yield line, following


def _tokens(lines):
    """Lines with None, and an empty line with each fenced text; empty lines are left out."""
    closing, inner = "", []
    for line in lines:
        fence = _FENCE.fullmatch(line)
        if closing and line == closing:
            yield "", "\n".join(inner)
            closing, inner = "", []
        elif closing:
            inner.append(line)
        elif fence:
            closing = fence["ticks"]
        elif line:
            yield line, None


def _in_words(write):
    match write.kind:
        case "check in progress":
            return "a check begins"
        case "check":
            return f"the check is completed: `{write.state}`"
        case "configuration check":
            return f"a check of the configuration: `{write.state}`"
        case "comment":
            return "one review with inline comments" if len(_comments(write)) > 1 else "one inline comment"
        case "edited comment":
            return "an inline comment is edited"
        case "reply":
            return "one reply"
        case "edited reply":
            return "the reply is edited"
        case "reaction":
            return _FACES[write.reaction]


def _check(write, how):
    """A check as its page shows it; `title`: as the list of checks does; `lead`: until its findings and tables."""
    line = f"**{write.name}** · `{write.state}` · {write.title}"
    (_, summary), *beside = write.told
    if how == "title":
        return line
    if how == "lead":
        return f"{line}\n\n{_lead(_seen(summary))}"
    return "\n\n".join([line, _seen(summary), *(_beside(*one) for one in beside)])


def _lead(summary):
    """The paragraphs before the first heading, table, list or fold, and a sign that there is more."""
    paragraphs = summary.split("\n\n")
    number = next((at for at, one in enumerate(paragraphs) if _BODY.match(one)), len(paragraphs))
    return "\n\n".join([*paragraphs[:number], *(["…"] if number < len(paragraphs) else [])])


def _beside(line, text):
    """What stands beside a summary: details, an annotation, buttons."""
    at = _AT.fullmatch(line)
    if at:
        return f"Annotation ({at['level']}) at `{_place(at)}`: {at['title']}\n\n```text\n{text}\n```"
    return re.sub(r"\[([^\]]+)\]", r"**\1**", line) if text is None else _seen(text)


def _comment(write, how):
    """A comment as it stands on the pull request, inline ones with their place; `lead`: without what is folded."""
    told = _comments(write) or [(None, write.told[-1][1])]
    seen = [(f"`{_place(at)}`\n\n" if at else "", _seen(text)) for at, text in told]
    return "\n\n---\n\n".join(place + (text.partition("\n\n<details>")[0] if how else text) for place, text in seen)


def _comments(write):
    """The inline comments of a review, each with its place."""
    return [(at, text) for line, text in write.told if text is not None and (at := _AT.fullmatch(line))]


def _place(at):
    return f"{at['path']}:{at['first']}" if at["first"] == at["last"] else f"{at['path']}:{at['first']}-{at['last']}"


def _seen(text):
    """The text as it is seen: without hidden markers, and with the text of a link in its place."""
    seen, closing = [], ""
    for line in text.splitlines():
        fence = _FENCE.fullmatch(line)
        if closing or fence:
            closing = "" if line == closing else closing or fence["ticks"]
            seen.append(line)
        elif not _MARKER.fullmatch(line):
            seen.append(_LINK.sub(lambda link: link["text"], line))
    return "\n".join(seen).strip("\n")


def _quoted(text):
    if "<!--" in text or "github.example" in text:
        raise ValueError("a marker or a link of the story would be left in the page")
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())
