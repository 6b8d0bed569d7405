from specs_schema.formats import constitution_paths, documents_of, find_features

TREE = (
    "README.md",
    ".specify/memory/constitution.md",
    ".specify/templates/spec-template.md",
    "specs/001-login/spec.md",
    "specs/001-login/contracts/api.yaml",
    "specs/001-login/contracts/flow.png",
    "specs/001-login/checklists/requirements.md",
    "specs/001-login/.state.json",
    "specs/001-signup/tasks.md",
    "specs/1234-many/plan.md",
    "specs/20260401-101112-dated/spec.md",
    "specs/main/spec.md",
    "specs/007-notes-only/research.md",
    "specs/README.md",
    "specs/images/logo.png",
    "specs/_02_old/tasks.md",
    ".specify/specs/gerrit/spec.md",
    ".github/specs/010-ci/spec.md",
    "pkg/shop/.specify/memory/constitution.md",
    "pkg/shop/specs/001-cart/spec.md",
    "pkg/bare/specs/001-x/spec.md",
    "node_modules/x/specs/001-a/spec.md",
    "openspec/specs/auth/spec.md",
    ".kiro/specs/auth/tasks.md",
    "docs/features/billing/spec.md",
    "src/tasks.md",
)


def test_features_are_found_from_paths_alone():
    found = {feature.dir: (feature.number, feature.root) for feature in find_features(TREE)}

    assert found == {
        "specs/001-login": ("001", ""),
        "specs/001-signup": ("001", ""),
        "specs/1234-many": ("1234", ""),
        "specs/20260401-101112-dated": ("20260401-101112", ""),
        "specs/main": ("", ""),
        "specs/007-notes-only": ("007", ""),
        "specs/_02_old": ("02", ""),
        ".specify/specs/gerrit": ("", ""),
        ".github/specs/010-ci": ("010", ""),
        "pkg/shop/specs/001-cart": ("001", "pkg/shop"),
        "pkg/bare/specs/001-x": ("001", ""),
    }


def test_without_a_marker_the_project_is_what_holds_the_specs_folder():
    (feature,) = find_features(["pkg/bare/specs/001-x/spec.md"])

    assert feature.root == "pkg/bare"


def test_configured_roots_hold_features_too():
    assert "docs/features/billing" in {feature.dir for feature in find_features(TREE, ["docs/features/"])}
    assert [feature.dir for feature in find_features(["docs/one/tasks.md"], ["docs/one"])] == ["docs/one"]


def test_a_folder_inside_a_feature_is_no_feature():
    found = find_features(["specs/001-a/spec.md", "specs/001-a/parts/spec.md", "specs/001-a/002-b/tasks.md"])

    assert [feature.dir for feature in found] == ["specs/001-a"]


def test_features_may_stand_in_groups():
    found = find_features(["specs/backend/001-a/spec.md", "specs/web/001-a/tasks.md"])

    assert [feature.dir for feature in found] == ["specs/backend/001-a", "specs/web/001-a"]


def test_documents_are_texts_and_no_images_or_state():
    (feature, *_) = [one for one in find_features(TREE) if one.dir == "specs/001-login"]

    assert documents_of(feature, TREE) == (
        "specs/001-login/checklists/requirements.md",
        "specs/001-login/contracts/api.yaml",
        "specs/001-login/spec.md",
    )


def test_every_project_has_its_constitution():
    assert constitution_paths([*TREE, "node_modules/x/.specify/memory/constitution.md"]) == (
        ".specify/memory/constitution.md",
        "pkg/shop/.specify/memory/constitution.md",
    )


def test_a_tree_without_specs_has_no_features():
    assert find_features(["a.py", "spec.md", "specs/tasks.md"]) == ()
