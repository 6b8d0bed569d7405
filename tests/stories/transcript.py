"""What happened in a repository, as a page: webhooks in, writes out, with the exact Markdown."""

import re

_SHA = re.compile(r"\b[0-9a-f]{40}\b")
_SHORT = re.compile(r"\b[0-9a-f]{7,12}\b")
_ID = re.compile(r"(?<![0-9a-f])4[12]\d{6}(?!\d)")
_GUID = re.compile(r"\b[0-9a-f]{8}([-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}\b")
_URL = re.compile(r"http://127\.0\.0\.1:\d+")
_QUERY_WORDS = re.compile(r"\bmutation\b")


class Transcript:
    """The scenes of one story. Commit ids become `c1`, `c2` ..., numbers of the forge `ID`."""

    def __init__(self, simulator, repository):
        self._simulator = simulator
        self.repository = repository  # owner/name
        self._scenes = []
        self._number = None
        self._homes = {repository}
        self._names = {}
        self._seen_deliveries = len(simulator.deliveries)
        self._seen_writes = 0

    def renamed(self, repository):
        """The repository has another name by now."""
        self._homes.add(repository)

    def knows(self, sha):
        """A commit of the story, which gets the next name."""
        self._names.setdefault(sha, f"c{len(self._names) + 1}")

    def scene(self, what):
        """Note what happened since the last scene."""
        # In an order of their own: those that our writes cause arrive whenever they do.
        events = sorted({self._event(one) for one in self._new_deliveries()})
        writes = self.all_writes()
        fresh, self._seen_writes = writes[self._seen_writes :], len(writes)
        shown = "\n\n".join(self._write(one) for one in fresh) or "Nothing is written."
        self._scenes.append(f"## {what}\n\nIn: {', '.join(events) or 'nothing'}\n\n{shown}")

    def text(self, title):
        """The whole page."""
        return self._named(f"# {title}\n\n" + "\n\n".join(self._scenes)) + "\n"

    def all_writes(self):
        """Every request that changed something in this repository, outages left out."""
        return [one for one in self._simulator.requests if self._is_ours(one)]

    def _is_ours(self, exchange):
        if exchange.injected or exchange.status >= 400:
            return False
        if exchange.route == "/graphql":
            return bool(_QUERY_WORDS.search(str(exchange.request.get("query", "")))) and "errors" not in str(
                exchange.response
            )
        homes = tuple(f"/repos/{name}/" for name in self._homes)
        return exchange.method not in {"GET", "HEAD"} and exchange.route.startswith(homes)

    def _new_deliveries(self):
        fresh = self._simulator.deliveries[self._seen_deliveries :]
        self._seen_deliveries += len(fresh)
        return [one for one in fresh if one.repository_id in {None, self._id()} and _matters(one)]

    def _id(self):
        """Found once: the repository may be renamed later."""
        if self._number is None:
            self._number = self._simulator.store.repository(self.repository).id
        return self._number

    def _event(self, delivery):
        return f"`{delivery.event}{f'.{delivery.action}' if delivery.action else ''}`"

    def _write(self, exchange):
        route = re.sub(r"^/repos/[^/]+/[^/]+/", "", exchange.route)
        body = exchange.request if isinstance(exchange.request, dict) else {}
        if "head_sha" in body:
            self.knows(body["head_sha"])
        lead = f"**{exchange.method} {route}**"
        if "check-runs" in route:
            return f"{lead}\n\n{_check(body)}"
        if route.endswith("/reviews"):
            return f"{lead}\n\n{_review(body)}"
        if "reactions" in route:
            return f"{lead} {body.get('content')}"
        return f"{lead}\n\n{_fenced(body.get('body') or str(body.get('variables', '')))}"

    def _named(self, text):
        known = _GUID.sub("GUID", _URL.sub("https://github.example", text))
        known = _SHA.sub(lambda found: self._name(found[0]), known)
        known = _SHORT.sub(lambda found: self._short(found[0]), known)
        return _ID.sub("ID", known)

    def _name(self, sha):
        return self._names.setdefault(sha, f"c{len(self._names) + 1}")

    def _short(self, text):
        return next((name for sha, name in self._names.items() if sha.startswith(text)), text)


def _matters(delivery):
    """Whether a webhook is told: those that our own checks cause are not."""
    return (delivery.event, delivery.action) not in {
        ("check_run", "created"),
        ("check_run", "completed"),
        ("check_suite", "requested"),
        ("check_suite", "completed"),
    }


def _check(body):
    output = body.get("output", {})
    state = body.get("conclusion") or body.get("status")
    name = f" `{body['name']}`" if "name" in body else ""
    parts = [f"Check{name}: `{state}`. {output.get('title')}", _fenced(output.get("summary", ""))]
    if output.get("text"):
        parts.append(f"Details:\n\n{_fenced(output['text'])}")
    parts += [
        f"- {one['annotation_level']} at {one['path']}:{one['start_line']}-{one['end_line']}: {one['title']}\n\n"
        f"{_fenced(one['message'])}"
        for one in output.get("annotations", [])
    ]
    buttons = ", ".join(f"[{one['label']}]" for one in body.get("actions", []))
    return "\n\n".join([*parts, *([f"Buttons: {buttons}"] if buttons else [])])


def _review(body):
    comments = [
        f"Comment at {one['path']}:{one.get('start_line', one['line'])}-{one['line']}\n\n{_fenced(one['body'])}"
        for one in body.get("comments", [])
    ]
    return "\n\n".join([_fenced(body.get("body", "")), *comments])


def _fenced(text):
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}markdown\n{text.rstrip()}\n{fence}"
