"""A change written as Git writes it is read as it is, whatever its lines look like."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.change import Change, ChangedFile, Hunk, Line
from app.stages.diff import read_change, read_raw

OLD, NEW = "a" * 40, "b" * 40
# Lines that look like headers, and characters that end a line for Python and for nobody else.
TEXT = st.one_of(
    st.sampled_from(
        [
            "", " ", "@@ -1,2 +3,4 @@", "@@", "diff --git a/x b/x", "--- a/x", "+++ b/x", "-- a", "++ b", "index 1..2",
            "\\ No newline at end of file", "Binary files a/x and b/x differ", "GIT binary patch", "rename from x", "-", "+",
        ]
    ),
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n"), max_size=12),
    st.text(alphabet="\r\t\u2028\u2029\x0b\x0c\x1c\x85\0@-+\\ d", max_size=6),
)  # fmt: skip
LINES = st.lists(st.tuples(st.sampled_from("+- "), TEXT), min_size=1, max_size=8).filter(
    lambda lines: any(kind != " " for kind, _ in lines)
)
# Whether Git remarks on a missing line feed behind the last line changes nothing.
HUNKS = st.lists(st.tuples(st.integers(0, 50), LINES, st.sampled_from(["", " def f():", " class A: # é"])), max_size=3)
PATHS = st.text(alphabet='abc/ \t\n"é-.', min_size=1, max_size=8)
FILES = st.lists(
    st.tuples(PATHS, st.sampled_from(["modified", "added", "deleted"]), HUNKS, st.booleans()), max_size=4
)  # fmt: skip
KINDS = {"+": "added", "-": "removed", " ": "context"}
Written = tuple[str, str, list[tuple[int, list[tuple[str, str]], str]], bool]


def numbered(old: int, new: int, lines: list[tuple[str, str]]) -> tuple[Line, ...]:
    found = []
    for kind, text in lines:
        found.append(Line(KINDS[kind], None if kind == "+" else old, None if kind == "-" else new, text))
        old, new = old + (kind != "+"), new + (kind != "-")
    return tuple(found)


def hunks_of(written: list[tuple[int, list[tuple[str, str]], str]]) -> tuple[Hunk, ...]:
    """The hunks one below the other."""
    old, new, found = 1, 1, []
    for gap, lines, heading in written:
        old, new = old + gap, new + gap
        counts = sum(kind != "+" for kind, _ in lines), sum(kind != "-" for kind, _ in lines)
        found.append(Hunk(old, counts[0], new, counts[1], heading.strip(), numbered(old, new, lines)))
        old, new = old + counts[0], new + counts[1]
    return tuple(found)


def patch_of(hunks: tuple[Hunk, ...], *, unfinished: bool) -> str:
    marks = {kind: mark for mark, kind in KINDS.items()}
    text = "diff --git a/x b/x\nindex a..b 100644\n"
    if hunks:
        text += "--- a/x\n+++ b/x\n"
    for hunk in hunks:
        heading = f" {hunk.heading}" if hunk.heading else ""
        text += f"@@ -{hunk.old_start},{hunk.old_count} +{hunk.new_start},{hunk.new_count} @@{heading}\n"
        text += "".join(f"{marks[line.kind]}{line.text}\n" for line in hunk.lines)
    return text + ("\\ No newline at end of file\n" if hunks and unfinished else "")


@given(FILES)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_written_change_is_read_as_it_is(files: list[Written]):
    raw, patch, expected = b"", b"", []
    for path, status, written, unfinished in files:
        hunks = hunks_of(written)
        raw += f":100644 100644 {OLD} {NEW} {status[0].upper()}\0{path}\0".encode()
        patch += patch_of(hunks, unfinished=unfinished).encode()
        lines = [line.kind for hunk in hunks for line in hunk.lines]
        expected.append(
            ChangedFile(
                path, status, hunks=hunks, old_mode="100644", new_mode="100644", old_oid=OLD, new_oid=NEW,
                added=lines.count("added"), removed=lines.count("removed"),
            )
        )  # fmt: skip

    assert read_change(read_raw(raw), patch, {}) == Change(tuple(expected))


@given(FILES, st.integers(0, 2_000))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_change_that_is_cut_off_anywhere_is_read_up_to_there_and_says_so(files: list[Written], end: int):
    raw, patch = b"", b""
    for path, status, written, unfinished in files:
        raw += f":100644 100644 {OLD} {NEW} {status[0].upper()}\0{path}\0".encode()
        patch += patch_of(hunks_of(written), unfinished=unfinished).encode()

    whole, cut = read_change(read_raw(raw), patch, {}), read_change(read_raw(raw), patch[:end], {}, "too large")

    for file, complete in zip(cut.files, whole.files, strict=True):
        assert file.unread == "too large" or file == complete
    if files:
        assert cut.files[-1].unread == "too large"
