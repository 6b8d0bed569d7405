"""Features whose directory the change renames: what they said before is found under the old name.

Without it a rename would hide every promise that goes with it: the feature would look new.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.domain.change import Change
from app.domain.repository import Blob
from specs_schema.feature import FeatureDir
from specs_schema.formats import documents_of

_NUMBER = re.compile(r"^[\d-]+")


def moved_features(
    new: Sequence[FeatureDir], gone: Sequence[FeatureDir], base_paths: Iterable[str], change: Change
) -> Mapping[str, FeatureDir]:
    """For directories of `new` features the directory of `gone` ones that they had at the merge base.

    A feature has moved where Git tells more than half of its documents as renamed, or, when they were written anew on
    the way, where the only one that is gone has the same name but for its number.
    """
    paths = list(base_paths)
    found: dict[str, FeatureDir] = {}
    for one in new:
        old = _renamed(one, gone, paths, change) or _alike(one, new, gone)
        if old is not None:
            found[one.dir] = old
    return found


def under_new_name(blobs: Mapping[str, Blob], old: FeatureDir, new: str) -> dict[str, Blob]:
    """The documents of the old directory, by the paths that they would have in the new one."""
    return {f"{new}{path.removeprefix(old.dir)}": blob for path, blob in blobs.items() if _is_below(path, old)}


def _renamed(
    one: FeatureDir, gone: Sequence[FeatureDir], base_paths: Sequence[str], change: Change
) -> FeatureDir | None:
    """The feature that most documents of `one` come from, if they are most of its own."""
    renamed = {file.path: file.old_path for file in change.files if file.status == "renamed" and file.old_path}
    came = Counter(
        old.dir for old in gone for path, before in renamed.items() if _is_below(path, one) and _is_below(before, old)
    )
    for directory, number in came.most_common(1):
        old = next(feature for feature in gone if feature.dir == directory)
        if 2 * number > len(documents_of(old, base_paths)):
            return old
    return None


def _alike(one: FeatureDir, new: Sequence[FeatureDir], gone: Sequence[FeatureDir]) -> FeatureDir | None:
    """The only feature that is gone under the same name, of which `one` is the only new one."""
    name = _slug(one)
    before = [old for old in gone if _slug(old) == name]
    after = [feature for feature in new if _slug(feature) == name]
    return before[0] if name and len(before) == len(after) == 1 else None


def _slug(feature: FeatureDir) -> str:
    return _NUMBER.sub("", feature.name)


def _is_below(path: str, feature: FeatureDir) -> bool:
    return path.startswith(f"{feature.dir}/")
