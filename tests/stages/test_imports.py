"""Which files a file makes use of, by the looks of its text."""

import pytest

from app.stages.imports import Modules

PYTHON = {
    "app/core/use.py",
    "app/core/limits.py",
    "app/core/__init__.py",
    "app/shared/__init__.py",
    "app/shared/clock.py",
    "app/shared/rates/__init__.py",
}
SCRIPT = {"web/src/pages/cart.ts", "web/src/pages/price.ts", "web/src/lib/money.ts", "web/src/lib/tax/index.ts"}
GO = {"cmd/api/main.go", "internal/limits/limits.go", "internal/limits/limits_test.go", "billing/rates.go", "go.mod"}
JAVA = {
    "src/main/java/com/acme/booking/Desk.java",
    "src/main/java/com/acme/booking/Limits.java",
    "src/main/java/com/acme/shared/Clock.java",
    "src/main/java/com/acme/shared/Money.java",
}
RUBY = {"lib/desk.rb", "lib/limits.rb", "lib/shared/clock.rb", "app/models/late_fee.rb"}
RUST = {"src/main.rs", "src/limits.rs", "src/shared/mod.rs", "src/shared/clock.rs"}
DESK = "src/main/java/com/acme/booking/Desk.java"

USES = {
    "python, absolute": (PYTHON, "app/core/use.py", "from app.core.limits import MAX", ["app/core/limits.py"]),
    "python, a module of a package": (
        PYTHON,
        "app/core/use.py",
        "from app.shared import clock",
        ["app/shared/clock.py", "app/shared/__init__.py"],
    ),
    "python, plain": (PYTHON, "app/core/use.py", "import app.shared.clock as clock", ["app/shared/clock.py"]),
    "python, over several lines": (
        PYTHON,
        "app/core/use.py",
        "from app.core.limits import (\n    MAX,\n    MIN,\n)",
        ["app/core/limits.py"],
    ),
    "python, inside a function": (
        PYTHON,
        "app/core/use.py",
        "def f():\n    from app.core.limits import MAX",
        ["app/core/limits.py"],
    ),
    "python, beside": (PYTHON, "app/core/use.py", "from .limits import MAX", ["app/core/limits.py"]),
    "python, of the own package": (
        PYTHON,
        "app/core/use.py",
        "from . import limits",
        ["app/core/limits.py"],
    ),
    "python, a folder above": (PYTHON, "app/core/use.py", "from ..shared.clock import now", ["app/shared/clock.py"]),
    "python, a package": (PYTHON, "app/core/use.py", "import app.shared.rates", ["app/shared/rates/__init__.py"]),
    "python, relative at the top": ({"use.py", "limits.py"}, "use.py", "from .limits import MAX", ["limits.py"]),
    "typescript, relative": (
        SCRIPT,
        "web/src/pages/cart.ts",
        "import { price } from './price'",
        ["web/src/pages/price.ts"],
    ),
    "typescript, relative as it will run": (
        SCRIPT,
        "web/src/pages/cart.ts",
        'import { price } from "./price.js";',
        ["web/src/pages/price.ts"],
    ),
    "typescript, above, a folder": (
        SCRIPT,
        "web/src/pages/cart.ts",
        "export * from '../lib/tax'",
        ["web/src/lib/tax/index.ts"],
    ),
    "typescript, alias": (
        SCRIPT,
        "web/src/pages/cart.ts",
        "import { money } from '@/lib/money'",
        ["web/src/lib/money.ts"],
    ),
    "typescript, for its effects": (SCRIPT, "web/src/pages/cart.ts", "import './price'", ["web/src/pages/price.ts"]),
    "javascript, required": (
        {"lib/a.js", "lib/b.js"},
        "lib/a.js",
        "const b = require('./b')",
        ["lib/b.js"],
    ),
    "go": (
        GO,
        "cmd/api/main.go",
        'import (\n\t"fmt"\n\t"example.com/acme/internal/limits"\n)',
        ["internal/limits/limits.go"],
    ),
    "go, under another name": (
        GO,
        "cmd/api/main.go",
        'import lim "example.com/acme/internal/limits"',
        ["internal/limits/limits.go"],
    ),
    "go, at the top of the module": (
        GO,
        "cmd/api/main.go",
        'import "example.com/acme/billing"',
        ["billing/rates.go"],
    ),
    "java": (JAVA, DESK, "import com.acme.shared.Clock;", ["src/main/java/com/acme/shared/Clock.java"]),
    "java, a constant": (
        JAVA,
        DESK,
        "import static com.acme.shared.Money.CENTS;",
        ["src/main/java/com/acme/shared/Money.java"],
    ),
    "java, beside": (
        JAVA,
        DESK,
        "class Desk { int most = Limits.MOST; }",
        ["src/main/java/com/acme/booking/Limits.java"],
    ),
    "ruby, relative": (RUBY, "lib/desk.rb", "require_relative 'limits'", ["lib/limits.rb"]),
    "ruby, relative from above": (
        RUBY,
        "app/models/late_fee.rb",
        "require_relative '../../lib/limits'",
        ["lib/limits.rb"],
    ),
    "ruby, by the path": (RUBY, "lib/desk.rb", "require 'shared/clock'", ["lib/shared/clock.rb"]),
    "ruby, by the name of a class": (RUBY, "lib/desk.rb", "LateFee.new(1)", ["app/models/late_fee.rb"]),
    "rust, of the crate": (RUST, "src/main.rs", "use crate::limits::MAX;", ["src/limits.rs"]),
    "rust, several": (RUST, "src/main.rs", "use crate::limits::{MAX, MIN};", ["src/limits.rs"]),
    "rust, a module": (RUST, "src/main.rs", "mod limits;", ["src/limits.rs"]),
    "rust, deeper": (
        RUST,
        "src/main.rs",
        "use crate::shared::clock::Clock;",
        ["src/shared/clock.rs", "src/shared/mod.rs"],
    ),
}
NO_USES = {
    "python, a library": (PYTHON, "app/core/use.py", "import json\nfrom httpx import Client"),
    "python, itself": (PYTHON, "app/core/limits.py", "from app.core.limits import MAX"),
    "typescript, a package": (SCRIPT, "web/src/pages/cart.ts", "import { money } from 'money'"),
    "typescript, beside where nothing is": (SCRIPT, "web/src/pages/cart.ts", "import x from './nothing'"),
    "go, the standard library": (GO, "cmd/api/main.go", 'import "net/http"'),
    "java, a library": (JAVA, DESK, "import java.util.List;"),
    "prose": (PYTHON, "docs/use.md", "from app.core.limits import MAX"),
    "java, another folder without an import": (JAVA, DESK, "class Desk { Money money; }"),
}


@pytest.mark.parametrize(("paths", "path", "text", "used"), USES.values(), ids=USES)
def test_a_file_uses_what_it_imports(paths, path, text, used):
    assert list(Modules(paths).used_by(path, f"{text}\n")) == used


@pytest.mark.parametrize(("paths", "path", "text"), NO_USES.values(), ids=NO_USES)
def test_what_is_not_in_the_repository_is_not_used(paths, path, text):
    assert Modules(paths).used_by(path, f"{text}\n") == ()


def test_a_name_that_fits_many_files_fits_none():
    paths = {f"services/{name}/src/limits.py" for name in ("a", "b", "c", "d")}

    assert Modules(paths).used_by("services/a/use.py", "import limits\n") == ()


def test_of_a_few_that_fit_the_nearest_is_used():
    paths = {"services/a/limits.py", "services/b/limits.py"}

    assert Modules(paths).used_by("services/b/web/use.py", "import limits\n") == ("services/b/limits.py",)


def test_a_package_of_go_that_fits_many_folders_fits_none():
    paths = {f"services/{name}/internal/limits/limits.go" for name in ("a", "b", "c", "d")}

    assert Modules(paths).used_by("services/a/main.go", 'import "example.com/x/internal/limits"\n') == ()


def test_of_a_few_packages_of_go_the_nearest_is_used():
    paths = {f"services/{name}/internal/limits/limits.go" for name in ("a", "b")}

    used = Modules(paths).used_by("services/b/main.go", 'import "example.com/b/internal/limits"\n')

    assert used == ("services/b/internal/limits/limits.go",)


def test_what_is_used_twice_comes_once_and_in_the_order_of_the_text():
    text = "from app.shared.clock import now\nfrom app.core.limits import MAX\nimport app.shared.clock\n"

    assert Modules(PYTHON).used_by("app/core/use.py", text) == ("app/shared/clock.py", "app/core/limits.py")
