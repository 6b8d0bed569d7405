from specs_schema.formats import find_features

PATHS = ["specs/001-login/spec.md", "src/login.py"]


def test_only_the_formats_of_the_configuration_are_looked_for():
    assert [feature.dir for feature in find_features(PATHS, (), ["speckit"])] == ["specs/001-login"]
    assert find_features(PATHS, (), ["kiro"]) == ()


def test_without_a_choice_every_format_is_looked_for():
    assert find_features(PATHS) == find_features(PATHS, (), ["speckit", "openspec", "kiro"])
