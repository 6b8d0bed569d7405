import pytest

from specs_schema.speckit.task_paths import paths_of, symbols_of


def named(text: str) -> list[tuple[str, str]]:
    return [(path.text, path.kind) for path in paths_of(text)]


@pytest.mark.parametrize(
    ("text", "path", "kind"),
    [
        ("in `src/a.py`", "src/a.py", "file"),
        ("in src/a.py.", "src/a.py", "file"),
        ("in `.github/workflows/ci.yml`", ".github/workflows/ci.yml", "file"),
        ("in `__tests__/a.test.ts`", "__tests__/a.test.ts", "file"),
        ("in __tests__/a.test.ts", "__tests__/a.test.ts", "file"),
        ("in `src/a.py:12-20`", "src/a.py", "file"),
        ("in src/a.py:12", "src/a.py", "file"),
        ("in `src/a.py::test_b`", "src/a.py", "file"),
        ("in `src/a.ts#L10`", "src/a.ts", "file"),
        ("in `./src/a.py`", "src/a.py", "file"),
        ("in `app/(shop)/[token]/page.tsx`", "app/(shop)/[token]/page.tsx", "file"),
        ("in `app/[...slug]/page.tsx`", "app/[...slug]/page.tsx", "file"),
        ("in `pages/[id].tsx`", "pages/[id].tsx", "file"),
        ("in (src/a.py)", "src/a.py", "file"),
        ("in **src/a.py**", "src/a.py", "file"),
        ("see [the model](docs/model.md)", "docs/model.md", "file"),
        ("在 `web/App.tsx` 中", "web/App.tsx", "file"),
        ("修改 server/pom.xml。", "server/pom.xml", "file"),
        ("the `Dockerfile`", "Dockerfile", "file"),
        ("README.md", "README.md", "file"),
        ("`.env.example`", ".env.example", "file"),
        ("`go.mod`", "go.mod", "file"),
        ("run `pytest tests/a_test.py -q`", "tests/a_test.py", "file"),
        ("in `src/models/`", "src/models/", "folder"),
        ("in src/models/", "src/models/", "folder"),
        ("in `src/components/Card`", "src/components/Card", "folder"),
        ("all `src/**/*.ts`", "src/**/*.ts", "pattern"),
        ("in `src/{a,b}.ts`", "src/{a,b}.ts", "pattern"),
        ("in `src/.../a.py`", "src/.../a.py", "pattern"),
        ("in `migrations/00xx_users.py`", "migrations/00xx_users.py", "placeholder"),
        ("in `dist/main.[hash].js`", "dist/main.[hash].js", "placeholder"),
        ("in `docs/<name>.md`", "docs/<name>.md", "placeholder"),
        ("in specs/{feature}/plan.md", "specs/{feature}/plan.md", "placeholder"),
    ],
)
def test_paths_are_found_as_written(text: str, path: str, kind: str):
    assert named(text) == [(path, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "see https://example.org/a.py",
        "in /tmp/a.py",
        "in `~/a.md`",
        "as `application/json`",
        "with `@scope/package`",
        "and/or",
        "`POST /answers`",
        "`/speckit.tasks`",
        "`/orders/{id}`",
        "`origin/main`",
        "e.g. v1.2.3 at 12:30",
        "Node.js and `Next.js`",
        "`Array.map`, `result.config`, `this.lock`",
        "`npm run build`",
        "50% / 60%",
    ],
)
def test_what_is_no_file_of_the_repository_is_left_out(text: str):
    assert named(text) == []


def test_several_paths_come_in_their_order_and_once():
    assert named("`b.py`, `a/c.ts` and b.py; `d.md`/`e.md`") == [
        ("b.py", "file"),
        ("a/c.ts", "file"),
        ("d.md", "file"),
        ("e.md", "file"),
    ]


def test_symbols_are_identifiers_in_back_ticks_that_are_no_paths():
    text = "call `ask(question)`, `Answer.sources`, `Answer::new`, `MAX_LEN`, `src/a.py`, `FR-001`, `two words`, bare"

    assert symbols_of(text) == ("ask", "Answer.sources", "Answer::new", "MAX_LEN")
