"""Two versions of a schema → what differs in what they allow."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.rules.contracts.difference import Difference, Found, Level, Part, Site
from app.rules.contracts.limits import limit_changes
from app.rules.contracts.values import value_changes
from app.rules.contracts.view import Slot, View, Views
from specs_schema.contracts.schema_model import Member

_TRIAL: Final = 300  # schemas that are compared to see whether two alternatives without a name are the same
_MOST_ALTERNATIVES: Final = 12

Keys = tuple[str, ...]
Visit = tuple[str, Keys, Keys]


@dataclass(slots=True)
class Schemas:
    """Two contracts whose schemas are compared. Each pair of schemas is compared once for each direction."""

    before: Views
    after: Views
    found: Found
    seen: set[Visit] = field(default_factory=set[Visit])
    _pending: deque[tuple[Keys, Keys, Part]] = field(default_factory=deque[tuple[Keys, Keys, Part]])

    def compare(self, old: Keys, new: Keys, part: Part) -> None:
        """Take up everything in which what `new` allows differs from what `old` allowed, near properties first."""
        self._later(old, new, part)
        while self._pending and self.found.left > 0:
            self.found.left -= 1
            self._compare(*self._pending.popleft())

    def _later(self, old: Keys, new: Keys, part: Part) -> None:
        visit = (part.direction, old, new)
        if visit not in self.seen:
            self.seen.add(visit)
            self._pending.append((old, new, part))

    def _compare(self, old: Keys, new: Keys, part: Part) -> None:
        was, now = self.before.of(old), self.after.of(new)
        if was is None or now is None or was.unknown or now.unknown:
            return
        if bool(was.alternatives) != bool(now.alternatives):
            self._reshaped(was, now, part)
            return
        for aspect in (*value_changes(was, now, part.direction), *limit_changes(was, now, part.direction)):
            before, after = was.site(*aspect.keywords), now.site(*aspect.keywords)
            before = Site(before.pointer, before.path, aspect.before or before.line)
            after = Site(after.pointer, after.path, aspect.after or after.line)
            self._say(f"{part.prefix}-{aspect.kind}", aspect.level, f"{part} {aspect.words}", (before, after))
        if was.types is None or now.types is None or not was.types.isdisjoint(now.types):
            self._inside(was, now, part)

    def _inside(self, was: View, now: View, part: Part) -> None:
        for name, slot in was.properties.items():
            if name in now.properties:
                self._property(was, now, part.below(name), name)
            else:
                self._removed(was, now, slot, part.below(name))
        for name, slot in now.properties.items():
            if name not in was.properties and name in now.required and name not in was.required:
                self._new(was, slot, part.below(name))
        if was.items and now.items:
            self._later(was.items, now.items, part.below("[]"))
        if was.additional and now.additional:
            self._later(was.additional, now.additional, part.below("{}"))
        for (word, old), (other, new) in zip(was.alternatives, now.alternatives, strict=False):
            if word == other:
                self._branches(word, old, new, part)

    def _property(self, was: View, now: View, part: Part, name: str) -> None:
        old, new = was.properties[name], now.properties[name]
        earlier, later = self.before.of(old.keys), self.after.of(new.keys)
        if _hidden(earlier, part) and _hidden(later, part):
            return
        sites = _site(old, was.required.get(name)), _site(new, now.required.get(name))
        if name in now.required and name not in was.required and part.direction != "response":
            kind = f"{part.prefix}-became-required{_default(later)}"
            self._say(kind, "breaking", f"{part} became required", sites)
        if name in was.required and name not in now.required and part.direction != "request":
            level: Level = "breaking" if part.direction == "response" else "dangerous"
            self._say(f"{part.prefix}-became-optional", level, f"{part} became optional", sites)
        self._later(old.keys, new.keys, part)

    def _removed(self, was: View, now: View, slot: Slot, part: Part) -> None:
        if _hidden(self.before.of(slot.keys), part) or now.additional:
            return
        needed = slot.member.name in was.required
        sites = _site(slot), now.site("properties")
        if part.direction == "response":
            kind = part.prefix.replace("response", f"response-{'required' if needed else 'optional'}", 1)
            self._say(f"{kind}-removed", "breaking", f"{part} is gone", sites)
        elif now.closed:
            words = f"{part} is gone, and properties that are not named are refused"
            self._say(f"{part.prefix}-removed-and-refused", "breaking", words, sites)
        else:
            level: Level = "breaking" if part.direction == "document" and needed else "dangerous"
            self._say(f"{part.prefix}-removed", level, f"{part} is gone", sites)

    def _new(self, was: View, slot: Slot, part: Part) -> None:
        later = self.after.of(slot.keys)
        if part.direction != "response" and not _hidden(later, part):
            sites = was.site("properties"), _site(slot)
            kind = f"new-required-{part.prefix}{_default(later)}"
            self._say(kind, "breaking", f"{part} is new and required", sites)

    def _reshaped(self, was: View, now: View, part: Part) -> None:
        """One of several schemas instead of one, or the other way round: whether that breaks, no program can tell."""
        sites = was.site("oneOf", "anyOf"), now.site("oneOf", "anyOf")
        if now.alternatives:
            word, _ = now.alternatives[0]
            words = f"{part} is one of several schemas now"
            self._say(f"{part.prefix}-wrapped-in-{word}", "dangerous", words, sites)
        else:
            words = f"{part} is no longer one of several schemas"
            self._say(f"{part.prefix}-unwrapped", "dangerous", words, sites)

    def _branches(self, word: str, old: Sequence[Member], new: Sequence[Member], part: Part) -> None:
        """Alternatives of one name are the same ones; of the others those that do not differ."""
        names = {one.name: one for one in old if one.name}
        later = {one.name: one for one in new if one.name}
        for name in [name for name in names if name in later]:
            self._later((names[name].schema_key,), (later[name].schema_key,), part)
        gone = [one for one in old if one.name not in later]
        added = [one for one in new if one.name not in names]
        if len(gone) * len(added) > _MOST_ALTERNATIVES**2:
            return
        for one in tuple(gone):
            same = next((other for other in added if self._same(one, other, part)), None)
            if same is not None:
                gone.remove(one)
                added.remove(same)
        if len(gone) == len(added) == 1:
            self._later((gone[0].schema_key,), (added[0].schema_key,), part)
        else:
            self._alternatives(word, (old, new), (gone, added), part)

    def _same(self, one: Member, other: Member, part: Part) -> bool:
        trial = Schemas(self.before, self.after, Found(left=_TRIAL))
        trial.compare((one.schema_key,), (other.schema_key,), part)
        self.found.left -= _TRIAL - trial.found.left
        return trial.found.left > 0 and not trial.found.differences

    def _alternatives(
        self,
        word: str,
        all_of_them: tuple[Sequence[Member], Sequence[Member]],
        left: tuple[Sequence[Member], Sequence[Member]],
        part: Part,
    ) -> None:
        gone, added = left
        sites = _member((*gone, *all_of_them[0])[0]), _member((*added, *all_of_them[1])[0])
        if gone and added:
            self._say(f"{part.prefix}-{word}-changed", "dangerous", f"{part} has other alternatives now", sites)
        elif gone and part.direction != "response":
            words = f"{part} can no longer be {_listed(gone)}"
            self._say(f"{part.prefix}-{word}-removed", "breaking", words, sites)
        elif added and part.direction != "request":
            level: Level = "breaking" if word == "one-of" and part.direction == "response" else "dangerous"
            self._say(f"{part.prefix}-{word}-added", level, f"{part} can be {_listed(added)} now", sites)

    def _say(self, kind: str, level: Level, words: str, sites: tuple[Site, Site]) -> None:
        self.found.add(Difference(kind, level, words, *sites))


def _default(one: View | None) -> str:
    return "-with-default" if one is not None and "default" in one.words else ""


def _hidden(one: View | None, part: Part) -> bool:
    """Whether a property takes no part in this direction: read-only ones in requests, write-only ones in responses."""
    if one is None:
        return False
    return (part.direction == "request" and one.read_only) or (part.direction == "response" and one.write_only)


def _site(slot: Slot, line: int | None = None) -> Site:
    """Where a property is said to be required, at `line`, else where it stands."""
    return Site(slot.pointer, slot.member.span.path, line or slot.member.span.first)


def _member(member: Member) -> Site:
    return Site(member.schema_key, member.span.path, member.span.first)


def _listed(members: Iterable[Member]) -> str:
    return " or ".join(f"`{member.name}`" if member.name else "a schema without a name" for member in list(members)[:3])
