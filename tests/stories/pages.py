"""Scenes of the stories inside a page of the documentation: what was posted, as whoever meets it sees it.

A block of a page names a scene and a part of it, and holds that part as a block quote:

    <!-- story: a fault is mended by a push, scene 2, edited comment -->
    ...
    <!-- end -->

Links lead nowhere outside of the story and become their text; markers that nobody sees are left out.
"""

import re
from dataclasses import dataclass, field

_BLOCK = re.compile(
    r"^<!-- story: (?P<story>[^,\n]+), scene (?P<scene>\d+), (?P<part>[^\n]+) -->\n(?P<shown>.*?)^<!-- end -->$",
    re.DOTALL | re.MULTILINE,
)
_FENCE = re.compile(r" {0,3}(?P<ticks>`{3,})[^`]*")
_SCENE = re.compile(r"## (?P<what>.+)")
_WRITE = re.compile(r"\*\*(?P<method>[A-Z]+) (?P<route>\S+)\*\*(?: (?P<reaction>\S+))?")
_CHECK = re.compile(r"Check(?: `(?P<name>.+?)`)?: `(?P<state>.+?)`\. (?P<title>.*)")
_AT = re.compile(r"(?P<level>Comment|- \w+) at (?P<path>.+):(?P<first>\d+)-(?P<last>\d+)(?:: (?P<title>.*))?")
_MARKER = re.compile(r"<!-- speckeeper.* -->")
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\(https?://[^()\s]*\)")
_BODY = re.compile(r"#|\||<details>|<sub>|- ")  # what may follow the first paragraphs of a check
_FACES = {"eyes": "👀", "+1": "👍", "-1": "👎", "confused": "😕"}


@dataclass
class Write:
    """One write to the forge, as a snapshot tells it. `told`: its lines, and its fenced texts with the line above."""

    method: str
    route: str
    reaction: str
    told: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def check(self):
        """Name, state and title of a check run."""
        found = _CHECK.fullmatch(self.told[0][0])
        return found["name"] or "speckeeper", found["state"], found["title"]

    @property
    def kind(self):
        """What was written, in a word or two."""
        route = re.sub(r"\d+|ID", "N", self.route)
        kind = _KINDS.get((self.method, route))
        if kind is None:
            raise ValueError(f"nobody has said how to show `{self.method} {self.route}`")
        if kind == "new check":
            name, state, _ = self.check
            return "configuration check" if name != "speckeeper" else "check in progress" if state == "in_progress" else "check"
        return kind


_KINDS = {
    ("POST", "check-runs"): "new check",
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
    """The page with every block as the snapshots in that folder have it."""
    filled = _BLOCK.sub(lambda block: _filled(block, snapshots), page)
    if len(_BLOCK.findall(filled)) != filled.count("<!-- story: "):
        raise ValueError("a block does not end with `<!-- end -->`, or its first line is not as it should be")
    return filled


def _filled(block, snapshots):
    path = snapshots / f"{block['story'].replace(' ', '_')}.md"
    if not path.exists():
        raise ValueError(f"there is no story `{block['story']}`")
    shown = show(path.read_text("utf-8"), int(block["scene"]), block["part"])
    lead = block[0].partition("\n")[0]
    return f"{lead}\n\n{shown}\n\n<!-- end -->"


def show(snapshot, scene, part):
    """A part of a scene as Markdown: the last write of its kind, in a block quote."""
    scenes = _scenes(snapshot)
    if not 1 <= scene <= len(scenes):
        raise ValueError(f"there are {len(scenes)} scenes, and not {scene}")
    writes = scenes[scene - 1]
    if part == "writes":
        return _quoted(" · ".join(map(_in_words, writes)) or "Nothing is written.")
    kind, _, how = part.partition(": ")
    found = [write for write in writes if write.kind == kind]
    if not found:
        raise ValueError(f"scene {scene} has no {kind}, but {sorted({write.kind for write in writes})}")
    return _quoted(_SHOWN[kind](found[-1], how))


def _scenes(snapshot):
    """The writes of each scene."""
    scenes = []
    for line, text in _told(snapshot):
        if text is None and _SCENE.fullmatch(line):
            scenes.append([])
        elif text is None and (write := _WRITE.fullmatch(line)):
            scenes[-1].append(Write(write["method"], write["route"], write["reaction"] or ""))
        elif scenes and scenes[-1]:
            scenes[-1][-1].told.append((line, text))
    return scenes


def _told(snapshot):
    """Lines outside of fences, and fenced texts with the line above them; empty lines are left out."""
    lines = iter(snapshot.splitlines())
    above = ""
    for line in lines:
        fence = _FENCE.fullmatch(line)
        if fence:
            inner = []
            while (one := next(lines)) != fence["ticks"]:
                inner.append(one)
            yield above, "\n".join(inner)
            above = ""
        elif line:
            if above:
                yield above, None
            above = line
            if _SCENE.fullmatch(line) or _WRITE.fullmatch(line) or _CHECK.fullmatch(line):
                yield line, None
                above = ""
    if above:
        yield above, None


def _in_words(write):
    match write.kind:
        case "check":
            return f"the check is completed: `{write.check[1]}`"
        case "check in progress":
            return "a check begins"
        case "configuration check":
            return f"a check of the configuration: `{write.check[1]}`"
        case "comment":
            number = len(_comments(write))
            return "one inline comment" if number == 1 else f"{number} inline comments, as one review"
        case "edited comment":
            return "an inline comment is edited"
        case "reaction":
            return f"the reaction {_FACES[write.reaction]}"
        case "reply":
            return "one reply"
        case kind:
            return f"{kind.split()[-1]} is {kind.split()[0]}"


def _check(write, how):
    """A check as its page shows it; `title`: no more than the line in the list of checks; `lead`: until its body."""
    name, state, title = write.check
    lead = f"**{name}** · `{state}` · {title}"
    if how == "title":
        return lead
    (_, summary), *others = write.told[1:]
    summary = _seen(summary)
    if how == "lead":
        return f"{lead}\n\n{_first(summary)}"
    if how:
        raise ValueError(f"a check is shown whole, or its `title` or `lead`, and not its `{how}`")
    return "\n\n".join([lead, "---", summary, *(_beside(line, text) for line, text in others)])


def _first(summary):
    """The paragraphs before the first heading, table, list or fold, and a sign that there is more."""
    paragraphs = summary.split("\n\n")
    number = next((at for at, one in enumerate(paragraphs) if _BODY.match(one)), len(paragraphs))
    return "\n\n".join([*paragraphs[:number], *(["…"] if number < len(paragraphs) else [])])


def _beside(line, text):
    """What stands beside a summary: details, an annotation, buttons."""
    if text is None:
        return re.sub(r"\[([^\]]+)\]", r"**\1**", line)
    if line == "Details:":
        return _seen(text)
    at = _AT.fullmatch(line)
    return f"Annotation, {at['level'][2:]}, at `{_place(at)}`: {at['title']}\n\n```text\n{text}\n```"


def _comments(write):
    """The inline comments of a review, or the one that was posted by itself."""
    return [(_AT.fullmatch(line), text) for line, text in write.told if text is not None and _AT.fullmatch(line)]


def _comment(write, how):
    """Inline comments; all of them, each with its place. `lead`: until the prompt for an agent."""
    told = _comments(write)
    if not told:
        return _seen(write.told[-1][1])
    return "\n\n---\n\n".join(f"`{_place(at)}`\n\n{_shortened(_seen(text), how)}" for at, text in told)


def _shortened(text, how):
    """All of it; or, for `lead`, without the folds and what stands below them."""
    return _first(text) if how == "lead" else text


def _reply(write, how):
    return _shortened(_seen(write.told[-1][1]), how)


_SHOWN = {
    "check": _check,
    "check in progress": _check,
    "configuration check": _check,
    "comment": _comment,
    "edited comment": _reply,
    "reply": _reply,
    "edited reply": _reply,
}


def _place(at):
    return f"{at['path']}:{at['first']}" if at["first"] == at["last"] else f"{at['path']}:{at['first']}-{at['last']}"


def _seen(text):
    """The text as it is seen: without hidden markers, and with the text of a link for the link."""
    seen, closing = [], ""
    for line in text.splitlines():
        fence = _FENCE.fullmatch(line)
        if closing:
            closing = "" if line.strip() == closing else closing
        elif fence:
            closing = fence["ticks"]
        elif _MARKER.fullmatch(line):
            continue
        else:
            line = _LINK.sub(lambda link: link["text"], line)
        seen.append(line)
    return "\n".join(seen).strip("\n")


def _quoted(text):
    if "<!--" in text or "https://github.example" in text:
        raise ValueError("a marker or a link of the story would be left in the page")
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())
